package io.leverageguard.venues;

import io.leverageguard.venues.Reports.BalanceReport;
import io.leverageguard.venues.Reports.CancelOutcome;
import io.leverageguard.venues.Reports.FillReport;
import io.leverageguard.venues.Reports.IncomeReport;
import io.leverageguard.venues.Reports.KeyRights;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.OrderRequest;
import io.leverageguard.venues.Reports.PlaceOutcome;
import io.leverageguard.venues.Reports.PositionReport;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One account at a venue. Every command has three outcomes: accepted, rejected, unknown. */
public interface VenueAccount {
    /** What the key may do and whose it is. */
    KeyRights rights();

    /** Sends an order; never throws for what may have reached the venue. */
    PlaceOutcome place(OrderRequest order);

    /** Asks for a cancel. */
    CancelOutcome cancel(String symbol, String clientOrderId);

    /** One order by our id; empty when the venue does not know it. */
    Optional<OrderReport> order(String symbol, String clientOrderId);

    /** Everything open. */
    List<OrderReport> openOrders();

    /** Every position that is not flat. */
    List<PositionReport> positions();

    /** Balances by asset. */
    List<BalanceReport> balances();

    /** Fills from {@code from} on, oldest first. */
    List<FillReport> fills(String symbol, Instant from);

    /** Ledger lines from {@code from} to {@code to}, oldest first. */
    List<IncomeReport> income(String symbol, Instant from, Instant to);

    /** Sets isolated or cross margin; already being so is success. */
    void setIsolated(String symbol, boolean isolated);

    /** Sets the leverage. */
    void setLeverage(String symbol, int leverage);

    /** Opens the private stream: log-in, keep-alive and reconnect are its own business. */
    VenueStream stream(AccountSink sink);

    /**
     * Collects what the venue says about one forced closure, or about an order that is claimed to
     * be one: normalised, and every answer as received.
     */
    LiquidationFile liquidation(String symbol, String venueOrderId, Instant from, Instant to);
}
