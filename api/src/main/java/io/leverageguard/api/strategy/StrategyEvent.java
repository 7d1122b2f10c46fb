package io.leverageguard.api.strategy;

import io.leverageguard.kernel.ids.StrategyId;
import io.leverageguard.kernel.ids.UserId;
import java.math.BigDecimal;

/** Everything the strategy service announces. */
public sealed interface StrategyEvent {
    /** A strategy was registered, started or stopped. */
    record StrategyChanged(Strategies.Strategy strategy) implements StrategyEvent {}

    /** A strategy sent an order. */
    record SignalGiven(
            StrategyId strategy, UserId owner, String side, BigDecimal quantity, String why)
            implements StrategyEvent {}
}
