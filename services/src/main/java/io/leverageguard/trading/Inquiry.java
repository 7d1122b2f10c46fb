package io.leverageguard.trading;

import io.leverageguard.api.marketdata.MarketData.Instrument;
import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.OrderStatus;
import io.leverageguard.venues.VenueAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks a venue what became of an order whose outcome we do not know. Only the venue's word settles
 * it; that it does not know the order counts once the order cannot arrive any more.
 */
final class Inquiry {
    private final Intake.Sources sources;
    private final Duration arrivalMax;
    private final Instant begun;
    private final Set<OrderId> underway = ConcurrentHashMap.newKeySet();

    Inquiry(Intake.Sources sources, Duration arrivalMax) {
        this.sources = sources;
        this.arrivalMax = arrivalMax;
        this.begun = sources.now();
    }

    /** A command about the order begins: until it has ended it may still be sent. */
    void begin(OrderId order) {
        underway.add(order);
    }

    /** The command has ended, and its outcome is written down. */
    void end(OrderId order) {
        underway.remove(order);
    }

    /** The order after the venue was asked. */
    Order settle(Account account, VenueAccount door, OrderRow row) {
        Order order = row.order();
        Optional<OrderReport> found = door.order(order.symbol(), order.clientOrderId());
        if (found.isPresent()) {
            return found(account, row, found.get());
        }
        Instant now = sources.now();
        if (mayStillArrive(order, now)) {
            return order;
        }
        return sources.room()
                .ask(desk -> desk.conclude(order, stateOfUnheard(order), reason(order), now));
    }

    /**
     * What this process is about to send may arrive, however long ago it was journalled; and what
     * the process before it has sent, it may have sent just before it died.
     */
    private boolean mayStillArrive(Order order, Instant now) {
        Instant sent = order.updatedAt().isAfter(begun) ? order.updatedAt() : begun;
        return underway.contains(order.order()) || now.isBefore(sent.plus(arrivalMax));
    }

    private Order found(Account account, OrderRow row, OrderReport report) {
        Instrument instrument = sources.market().reported(account.venue(), report.symbol());
        Instant now = sources.now();
        boolean stillOpen =
                report.status() == OrderStatus.NEW
                        || report.status() == OrderStatus.PARTIALLY_FILLED;
        boolean cancelDidNotArrive =
                row.order().state() == OrderState.PENDING_CANCEL
                        && stillOpen
                        && !mayStillArrive(row.order(), now);
        return sources.room()
                .ask(
                        desk -> {
                            Order after =
                                    desk.report(account.account(), instrument, report, row).order();
                            return cancelDidNotArrive ? desk.refuseCancel(after, now) : after;
                        });
    }

    private static OrderState stateOfUnheard(Order order) {
        return switch (order.state()) {
            case INITIALIZED, SUBMITTED, UNKNOWN -> OrderState.REJECTED;
            case PENDING_CANCEL -> OrderState.CANCELED;
            default -> OrderState.EXPIRED;
        };
    }

    private static String reason(Order order) {
        return order.state().isFinal() || order.venueOrderId().isEmpty()
                ? "never_arrived: the venue does not know the order"
                : "forgotten: the venue does not know the order any more";
    }
}
