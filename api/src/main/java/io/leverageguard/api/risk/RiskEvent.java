package io.leverageguard.api.risk;

import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.UserId;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything the risk service announces. */
public sealed interface RiskEvent {
    /** An account has new limits or a new trading state. */
    record LimitsChanged(Risk.Limits limits) implements RiskEvent {}

    /** A scope has new limits or a new trading state. */
    record ScopeLimitsChanged(Risk.ScopeLimits limits) implements RiskEvent {}

    /** Trips of a scope were lifted before they ended by themselves. */
    record TripsLifted(Scope scope, List<String> components, String why) implements RiskEvent {
        /** Copies the components. */
        public TripsLifted {
            components = List.copyOf(components);
        }
    }

    /** A position came within a band of its liquidation price. */
    record MarginWarned(UserId owner, Risk.Warning warning) implements RiskEvent {}

    /**
     * A margin policy wants something done, before the venue does it.
     *
     * @param action named by what the trading service answers with
     * @param amount what is to be added as margin; absent where the position is reduced
     * @param share what part of the position is to be closed; absent where margin is added
     */
    record MarginActionDue(
            MarginActionId action,
            AccountId account,
            String symbol,
            MarginPolicy.ActionKind kind,
            @Nullable BigDecimal amount,
            @Nullable BigDecimal share,
            BigDecimal distance,
            BigDecimal band)
            implements RiskEvent {}
}
