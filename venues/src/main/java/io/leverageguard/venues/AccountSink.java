package io.leverageguard.venues;

import io.leverageguard.venues.Reports.BalanceReport;
import io.leverageguard.venues.Reports.FillReport;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.PositionReport;
import io.leverageguard.venues.Triggers.TriggerReport;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Is told what happens in one account. Called by one thread at a time. */
public interface AccountSink {
    /** An order has a new state. {@link OrderReport#closure} says whose order it is. */
    void onOrder(OrderReport order);

    /** An order was filled; {@code order} is its state after the fill. */
    void onFill(FillReport fill, OrderReport order);

    /** Balances and positions after a change; only what changed is listed. */
    void onAccount(List<BalanceReport> balances, List<PositionReport> positions, String reason);

    /** Funding was received (positive) or paid; of no contract where the stream names none. */
    void onFunding(String symbol, BigDecimal amount, Instant at);

    /** A conditional order has a new state. */
    default void onTrigger(TriggerReport trigger) {}

    /** The connection was lost and is back: reconcile. */
    void onGap();
}
