package io.leverageguard.venues;

import io.leverageguard.venues.Reports.AmendOutcome;
import io.leverageguard.venues.Reports.AmendRequest;
import io.leverageguard.venues.Reports.BalanceReport;
import io.leverageguard.venues.Reports.CancelOutcome;
import io.leverageguard.venues.Reports.CommandOutcome;
import io.leverageguard.venues.Reports.FillReport;
import io.leverageguard.venues.Reports.IncomeReport;
import io.leverageguard.venues.Reports.KeyRights;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.OrderRequest;
import io.leverageguard.venues.Reports.PlaceOutcome;
import io.leverageguard.venues.Reports.PositionReport;
import io.leverageguard.venues.Reports.PositionSide;
import io.leverageguard.venues.Triggers.TriggerOutcome;
import io.leverageguard.venues.Triggers.TriggerReport;
import io.leverageguard.venues.Triggers.TriggerRequest;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One account at a venue. Every command about an order has three outcomes: accepted, rejected,
 * unknown; it never throws for what may have reached the venue. What a venue lacks ({@link
 * Capabilities}) is rejected as unsupported.
 */
public interface VenueAccount {
    /** What the key may do and whose it is. */
    KeyRights rights();

    /** Sends an order. */
    PlaceOutcome place(OrderRequest order);

    /** Sends several orders; one outcome each, in the same order. */
    default List<PlaceOutcome> placeAll(List<OrderRequest> orders) {
        return orders.stream().map(this::place).toList();
    }

    /** Changes quantity and price of an open limit order. */
    default AmendOutcome amend(AmendRequest change) {
        return new AmendOutcome.Rejected(UNSUPPORTED, "orders cannot be changed here");
    }

    /** Asks for a cancel. */
    CancelOutcome cancel(String symbol, String clientOrderId);

    /** Cancels every open order of a contract; conditional orders stay. */
    default CommandOutcome cancelAll(String symbol) {
        return new CommandOutcome.Rejected(UNSUPPORTED, "orders are cancelled one by one here");
    }

    /** One order by our id; empty when the venue does not know it. */
    Optional<OrderReport> order(String symbol, String clientOrderId);

    /**
     * One order by the venue's id: for orders that are not ours, or that a conditional order has
     * become. Empty when the venue does not know it.
     */
    default Optional<OrderReport> orderById(String symbol, String venueOrderId) {
        return Optional.empty();
    }

    /** Everything open, without the conditional orders that wait. */
    List<OrderReport> openOrders();

    /** Leaves a conditional order at the venue. */
    default TriggerOutcome placeTrigger(TriggerRequest trigger) {
        return new TriggerOutcome.Rejected(UNSUPPORTED, "no conditional orders are kept here");
    }

    /** Cancels a conditional order that waits. */
    default CommandOutcome cancelTrigger(String symbol, String clientOrderId) {
        return new CommandOutcome.Rejected(UNSUPPORTED, "no conditional orders are kept here");
    }

    /** Cancels every conditional order of a contract that waits, whoever left it. */
    default CommandOutcome cancelAllTriggers(String symbol) {
        return new CommandOutcome.Done();
    }

    /**
     * Tells of a conditional order that was left at the venue by an earlier process. Some venues
     * keep one kind without our id: those adapters go by what they are told here.
     */
    default void remember(TriggerRequest trigger) {}

    /**
     * Tells of a margin mode that was set by an earlier process. Some venues want it with every
     * order and keep none: those adapters go by what they are told here.
     */
    default void remember(String symbol, boolean isolated) {}

    /** One conditional order by our id; empty when the venue does not know it. */
    default Optional<TriggerReport> trigger(String symbol, String clientOrderId) {
        return Optional.empty();
    }

    /** Every conditional order that waits. */
    default List<TriggerReport> openTriggers() {
        return List.of();
    }

    /**
     * Starts the venue's dead-man switch, or starts it anew: from {@code patience} on after the
     * last call the venue cancels what is open. What it goes by is in {@link
     * Capabilities#deadMan()}; a switch that goes by disconnection needs a private stream.
     *
     * @param symbols where the venue has a clock for each contract: those that are watched besides
     *     the ones in which something is open now
     */
    default CommandOutcome armDeadMan(Duration patience, Set<String> symbols) {
        return new CommandOutcome.Rejected(UNSUPPORTED, "there is no dead-man switch here");
    }

    /** Switches the venue's dead-man switch off. */
    default CommandOutcome disarmDeadMan(Set<String> symbols) {
        return new CommandOutcome.Rejected(UNSUPPORTED, "the switch cannot be switched off here");
    }

    /** Every position that is not flat. */
    List<PositionReport> positions();

    /** Balances by asset. */
    List<BalanceReport> balances();

    /** Fills from {@code from} on, oldest first. */
    List<FillReport> fills(String symbol, Instant from);

    /**
     * Orders by which the venue closed positions of this account, liquidations and
     * auto-deleveraging, from {@code from} on, oldest first.
     */
    default List<OrderReport> forcedOrders(Instant from) {
        throw unsupported("forced orders are not listed here");
    }

    /**
     * Ledger lines from {@code from} to {@code to}, oldest first; all contracts when {@code symbol}
     * is empty.
     */
    List<IncomeReport> income(String symbol, Instant from, Instant to);

    /** Sets isolated or cross margin; already being so is success. */
    void setIsolated(String symbol, boolean isolated);

    /** Sets the leverage; already being so is success. */
    void setLeverage(String symbol, int leverage);

    /** Sets whether a contract may have a long and a short position; being so is success. */
    default void setHedgeMode(boolean hedge) {
        if (hedge) {
            throw unsupported("there is no hedge mode here");
        }
    }

    /** Whether a contract may have a long and a short position. */
    default boolean hedgeMode() {
        return false;
    }

    /**
     * Adds margin to an isolated position, or takes it when {@code amount} is negative.
     *
     * @param side the leg; absent in one-way mode
     */
    default void adjustMargin(String symbol, @Nullable PositionSide side, BigDecimal amount) {
        throw unsupported("margin cannot be moved here");
    }

    /** Opens the private stream: log-in, keep-alive and reconnect are its own business. */
    VenueStream stream(AccountSink sink);

    /**
     * Collects what the venue says about one forced closure, or about an order that is claimed to
     * be one: normalised, and every answer as received.
     */
    LiquidationFile liquidation(String symbol, String venueOrderId, Instant from, Instant to);

    /** The code of a refusal by an adapter for want of the feature. */
    String UNSUPPORTED = "unsupported";

    private static VenueError unsupported(String message) {
        return new VenueError(VenueError.Kind.REJECTED, UNSUPPORTED, message);
    }
}
