package io.leverageguard.api.risk;

import io.leverageguard.kernel.ids.UserId;

/** Everything the risk service announces. */
public sealed interface RiskEvent {
    /** An account has new limits or a new trading state. */
    record LimitsChanged(Risk.Limits limits) implements RiskEvent {}

    /** A position came within a band of its liquidation price. */
    record MarginWarned(UserId owner, Risk.Warning warning) implements RiskEvent {}
}
