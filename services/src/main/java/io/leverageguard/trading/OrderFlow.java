package io.leverageguard.trading;

import io.leverageguard.api.marketdata.MarketData.Instrument;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.engine.ApprovedOrder;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Refusal.Reason;
import io.leverageguard.venues.Reports.CancelOutcome;
import io.leverageguard.venues.Reports.Closure;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.PlaceOutcome;
import io.leverageguard.venues.VenueAccount;
import io.leverageguard.venues.VenueError;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way of an order: journalled, sent, answered; and of its cancel. */
final class OrderFlow {
    private static final Logger LOG = LoggerFactory.getLogger(OrderFlow.class);

    private final Intake.Sources sources;
    private final Inquiry inquiry;
    private final Links links;
    private final Map<OrderId, CountDownLatch> busy = new ConcurrentHashMap<>();

    OrderFlow(Intake.Sources sources, Inquiry inquiry, Links links) {
        this.sources = sources;
        this.inquiry = inquiry;
        this.links = links;
    }

    /** Places an order, or returns what became of it when it was placed before. */
    Order place(AccountLink link, PlaceOrder command) {
        return oneAtATime(
                command.order(),
                () -> {
                    Optional<OrderRow> first = sources.store().order(command.order());
                    if (first.isEmpty()) {
                        return placeNew(link, command);
                    }
                    if (!first.get().isOf(command)) {
                        throw Refusal.conflict(
                                "id_reused", "this order id was used for another order");
                    }
                    return first.get().order();
                });
    }

    /** Asks the venue to cancel an open order. */
    Order cancel(AccountLink link, OrderRow row) {
        return oneAtATime(row.order().order(), () -> cancelNow(link, row.order()));
    }

    /** Asks the venues about every order whose outcome is not known. */
    void resolveUnknowns() {
        for (OrderRow row : sources.store().unresolved()) {
            for (AccountLink link : links.all()) {
                VenueAccount door = link.door();
                if (door != null && link.account().account().equals(row.order().account())) {
                    resolve(link, door, row);
                }
            }
        }
    }

    private Order placeNew(AccountLink link, PlaceOrder command) {
        VenueAccount door = link.requireReady();
        String venue = link.account().venue();
        Instrument instrument = sources.market().instrument(venue, command.symbol());
        @Nullable BigDecimal mark = sources.market().mark(venue, command.symbol()).orElse(null);
        OrderRules.check(command, instrument, mark);
        Instant now = sources.now();
        Placement placement =
                sources.room().ask(desk -> desk.place(command, instrument, mark, now));
        ApprovedOrder approved = placement.approved();
        if (approved == null) {
            return placement.order();
        }
        link.expect(command.symbol(), placement.order().clientOrderId());
        PlaceOutcome outcome =
                VenueGateway.send(door, approved, placement.order(), placement.contract());
        return switch (outcome) {
            case PlaceOutcome.Accepted accepted ->
                    reported(link, instrument, placement.order(), accepted.order());
            case PlaceOutcome.Rejected rejected ->
                    moved(
                            placement.order(),
                            OrderState.REJECTED,
                            (rejected.venueCode() + ": " + rejected.reason()).strip());
            case PlaceOutcome.Unknown unknown -> {
                Order order = moved(placement.order(), OrderState.UNKNOWN, unknown.reason());
                yield asked(link, door, order);
            }
        };
    }

    private Order cancelNow(AccountLink link, Order order) {
        VenueAccount door = link.requireReady();
        Instant now = sources.now();
        Order pending = sources.room().ask(desk -> desk.requestCancel(order, now));
        Instrument instrument = sources.market().reported(link.account().venue(), order.symbol());
        return switch (door.cancel(order.symbol(), order.clientOrderId())) {
            case CancelOutcome.Canceled canceled ->
                    reported(link, instrument, pending, canceled.order());
            case CancelOutcome.Unknown _ -> asked(link, door, pending);
            case CancelOutcome.Rejected rejected -> {
                // Most often the order was filled meanwhile: its state is the better answer.
                Order after = asked(link, door, pending);
                if (after.state() == OrderState.PENDING_CANCEL) {
                    Instant later = sources.now();
                    Order open = sources.room().ask(desk -> desk.refuseCancel(after, later));
                    throw Refusal.conflict(
                            "cancel_rejected",
                            "the venue did not cancel, the order is %s: %s %s"
                                    .formatted(
                                            open.state(), rejected.venueCode(), rejected.reason()));
                }
                yield after;
            }
        };
    }

    private Order reported(
            AccountLink link, Instrument instrument, Order order, OrderReport report) {
        OrderRow known = new OrderRow(0, order, Closure.USER);
        return sources.room()
                .ask(
                        desk ->
                                desk.report(link.account().account(), instrument, report, known)
                                        .order());
    }

    private Order moved(Order order, OrderState to, String reason) {
        Instant now = sources.now();
        return sources.room().ask(desk -> desk.move(order, to, reason, now));
    }

    /** The order after the venue was asked; as it is when the venue does not answer. */
    private Order asked(AccountLink link, VenueAccount door, Order order) {
        Optional<OrderRow> row = sources.store().order(order.order());
        if (row.isEmpty()) {
            return order;
        }
        try {
            return inquiry.settle(link.account(), door, row.get());
        } catch (VenueError e) {
            LOG.info("{} stays {}: {}", order.order(), order.state(), e.getMessage());
            return row.get().order();
        }
    }

    private void resolve(AccountLink link, VenueAccount door, OrderRow row) {
        if (!busy.containsKey(row.order().order())) {
            asked(link, door, row.order());
        }
    }

    /** Two commands for one order follow each other, so that the second sees what the first did. */
    private Order oneAtATime(OrderId order, Supplier<Order> work) {
        CountDownLatch mine = new CountDownLatch(1);
        CountDownLatch other = busy.putIfAbsent(order, mine);
        while (other != null) {
            await(other);
            other = busy.putIfAbsent(order, mine);
        }
        inquiry.begin(order);
        try {
            return work.get();
        } finally {
            inquiry.end(order);
            busy.remove(order);
            mine.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(Reason.UNAVAILABLE, "interrupted", "the request was given up");
        }
    }
}
