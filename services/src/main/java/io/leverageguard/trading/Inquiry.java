package io.leverageguard.trading;

import io.leverageguard.api.marketdata.MarketData.Instrument;
import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.trading.OrderRow.News;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.OrderStatus;
import io.leverageguard.venues.Triggers.TriggerReport;
import io.leverageguard.venues.Triggers.TriggerState;
import io.leverageguard.venues.VenueAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Asks a venue what became of an order whose outcome we do not know. Only the venue's word settles
 * it; that it does not know the order counts once the order cannot arrive any more.
 */
final class Inquiry {
    private static final String SENT_AGAIN = "sent_again: the venue did not know the order";

    private final Intake.Sources sources;
    private final Duration arrivalMax;
    private final Predicate<OrderId> underWay;
    private final Instant begun;

    /** What is {@code underWay} to its venue may still arrive, whatever its age. */
    Inquiry(Intake.Sources sources, Duration arrivalMax, Predicate<OrderId> underWay) {
        this.sources = sources;
        this.arrivalMax = arrivalMax;
        this.underWay = underWay;
        this.begun = sources.now();
    }

    /** The order after the venue was asked. */
    Order settle(Account account, VenueAccount door, OrderRow row) {
        Order order = row.order();
        if (OrderRow.isHeld(order.state())) {
            return order;
        }
        if (OrderRow.waitsAtVenue(order)) {
            Optional<TriggerReport> trigger = door.trigger(order.symbol(), order.clientOrderId());
            if (trigger.isEmpty()) {
                return unheard(order);
            }
            Order after = found(row, trigger.get());
            if (after.venueOrderId().isEmpty() || after.state().isFinal()) {
                return after;
            }
            order = after;
        }
        Order asked = order;
        return report(door, asked)
                .map(report -> found(account, row, report))
                .orElseGet(() -> unheard(asked));
    }

    private static Optional<OrderReport> report(VenueAccount door, Order order) {
        return OrderRow.isKeptByVenue(order)
                ? door.orderById(order.symbol(), order.venueOrderId())
                : door.order(order.symbol(), order.clientOrderId());
    }

    private Order unheard(Order order) {
        Instant now = sources.now();
        if (mayStillArrive(order, now)) {
            return order;
        }
        return sources.room()
                .ask(
                        desk -> {
                            OrderRow row = desk.orders().find(order);
                            if (row == null) {
                                return order;
                            }
                            return isAsRead(row, order)
                                    ? concluded(desk, row, now).order()
                                    : row.order();
                        });
    }

    /** Whether nothing was heard of the order since it was read. */
    private static boolean isAsRead(OrderRow row, Order read) {
        return row.order().state() == read.state()
                && row.order().updatedAt().equals(read.updatedAt());
    }

    private static OrderRow concluded(Desk desk, OrderRow row, Instant now) {
        Order order = row.order();
        return isOwed(order)
                ? desk.orders().sendAgain(row, News.of(SENT_AGAIN, now))
                : desk.orders().move(row, stateOfUnheard(order), 0, News.of(reason(order), now));
    }

    private Order found(OrderRow row, TriggerReport report) {
        boolean stillWaits = report.state() == TriggerState.WAITING;
        boolean cancelDidNotArrive = stillWaits && isOverdue(row, OrderState.PENDING_CANCEL);
        Instant now = sources.now();
        return sources.room()
                .ask(
                        desk -> {
                            Order after = desk.news().trigger(row, report).order();
                            return cancelDidNotArrive
                                    ? desk.orders().refuseCancel(after, now)
                                    : after;
                        });
    }

    private Order found(Account account, OrderRow row, OrderReport report) {
        Instrument instrument = sources.market().reported(account.venue(), report.symbol());
        Instant now = sources.now();
        boolean stillOpen =
                report.status() == OrderStatus.NEW
                        || report.status() == OrderStatus.PARTIALLY_FILLED;
        boolean cancelDidNotArrive = stillOpen && isOverdue(row, OrderState.PENDING_CANCEL);
        boolean changeDidNotArrive = stillOpen && isOverdue(row, OrderState.PENDING_UPDATE);
        return sources.room()
                .ask(
                        desk -> {
                            Order after =
                                    desk.news()
                                            .report(account.account(), instrument, report, row)
                                            .order();
                            if (cancelDidNotArrive) {
                                return desk.orders().refuseCancel(after, now);
                            }
                            return changeDidNotArrive && after.state() == OrderState.PENDING_UPDATE
                                    ? desk.orders().refuseAmend(after, "", now)
                                    : after;
                        });
    }

    private boolean isOverdue(OrderRow row, OrderState state) {
        return row.order().state() == state && !mayStillArrive(row.order(), sources.now());
    }

    /**
     * What this process is about to send may arrive, however long ago it was journalled; and what
     * the process before it has sent, it may have sent just before it died.
     */
    private boolean mayStillArrive(Order order, Instant now) {
        Instant sent = order.updatedAt().isAfter(begun) ? order.updatedAt() : begun;
        return underWay.test(order.order()) || now.isBefore(sent.plus(arrivalMax));
    }

    /**
     * Whether the order has to reach its venue whatever happens: nobody watches an order that was
     * held here until its condition came true, and a position is to be reduced by it.
     */
    private static boolean isOwed(Order order) {
        boolean unheard =
                switch (order.state()) {
                    case RELEASED, SUBMITTED, UNKNOWN -> true;
                    default -> false;
                };
        return unheard && order.reduceOnly() && OrderRow.wasHeld(order);
    }

    private static OrderState stateOfUnheard(Order order) {
        return switch (order.state()) {
            case INITIALIZED, RELEASED, SUBMITTED, UNKNOWN -> OrderState.REJECTED;
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
