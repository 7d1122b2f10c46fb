package io.leverageguard.trading;

import io.leverageguard.api.marketdata.MarketData.Instrument;
import io.leverageguard.api.trading.Trading.Acknowledge;
import io.leverageguard.api.trading.Trading.AmendOrder;
import io.leverageguard.api.trading.Trading.ClosePosition;
import io.leverageguard.api.trading.Trading.Keeper;
import io.leverageguard.api.trading.Trading.Link;
import io.leverageguard.api.trading.Trading.ListKind;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderType;
import io.leverageguard.api.trading.Trading.PlaceList;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.api.trading.Trading.Trigger;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Refusal.Reason;
import io.leverageguard.kit.ops.Telemetry;
import io.leverageguard.trading.Market.Quote;
import io.leverageguard.trading.NewOrder.Urgency;
import io.leverageguard.trading.OrderDesk.Placement;
import io.leverageguard.trading.OrderRow.Shape;
import io.leverageguard.venues.VenueAccount;
import io.leverageguard.venues.VenueError;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way of commands about orders: checked, journalled, sent by {@link Dispatch}, answered. */
final class OrderFlow {
    private static final Logger LOG = LoggerFactory.getLogger(OrderFlow.class);

    private final Intake.Sources sources;
    private final Inquiry inquiry;
    private final Links links;
    private final Dispatch dispatch;
    private final MarketTicks ticks;
    private final OrderLookup lookup;
    private final Map<OrderId, CountDownLatch> busy = new ConcurrentHashMap<>();

    OrderFlow(
            Intake.Sources sources,
            Inquiry inquiry,
            Links links,
            Dispatch dispatch,
            MarketTicks ticks) {
        this.sources = sources;
        this.inquiry = inquiry;
        this.links = links;
        this.dispatch = dispatch;
        this.ticks = ticks;
        this.lookup = new OrderLookup(sources.store());
    }

    /** Places an order, or returns what became of it when it was placed before. */
    Order place(AccountLink link, PlaceOrder command) {
        return oneAtATime(
                command.order(),
                () -> {
                    Optional<OrderRow> first = sources.store().order(command.order());
                    if (first.isPresent()) {
                        return repeated(first.get(), command, null);
                    }
                    NewOrder placed = prepared(link, command, false);
                    Placement placement = sources.room().ask(desk -> desk.orders().place(placed));
                    watch(placed);
                    return command.acknowledge() == Acknowledge.DURABLE
                            ? placement.order()
                            : outcome(placement);
                });
    }

    /**
     * Begins to place an order that is to be acknowledged as soon as it is journalled. Empty, with
     * nothing done, where that takes a thread that may block.
     */
    Optional<CompletionStage<Order>> begin(AccountLink link, PlaceOrder command) {
        Optional<Quote> quote = sources.market().recent(link.account().venue(), command.symbol());
        CountDownLatch mine = new CountDownLatch(1);
        if (command.acknowledge() != Acknowledge.DURABLE
                || command.trigger() != null
                || quote.isEmpty()
                || busy.putIfAbsent(command.order(), mine) != null) {
            return Optional.empty();
        }
        String trace = Telemetry.traceparent();
        return Optional.of(
                lookup.find(command.order())
                        .thenCompose(first -> begin(link, command, quote.get(), first, trace))
                        .whenComplete((_, _) -> release(command.order(), mine)));
    }

    private CompletableFuture<Order> begin(
            AccountLink link,
            PlaceOrder command,
            Quote quote,
            Optional<OrderRow> first,
            String trace) {
        if (first.isPresent()) {
            return CompletableFuture.completedFuture(repeated(first.get(), command, null));
        }
        NewOrder placed = prepared(link, command, quote.instrument(), quote.mark(), false);
        return sources.room()
                .begin(trace, desk -> desk.orders().place(placed))
                .thenApply(Placement::order);
    }

    /** Places a list, or returns what became of it when it was placed before. */
    List<Order> placeList(AccountLink link, PlaceList command) {
        List<PlaceOrder> orders = command.orders();
        return oneAtATime(
                orders.getFirst().order(),
                () -> {
                    List<OrderRow> first = new ArrayList<>();
                    for (PlaceOrder order : orders) {
                        sources.store().order(order.order()).ifPresent(first::add);
                    }
                    if (!first.isEmpty()) {
                        return repeated(first, command);
                    }
                    List<NewOrder> placed = new ArrayList<>();
                    for (PlaceOrder order : orders) {
                        placed.add(prepared(link, order, true).linked(link(command, order)));
                    }
                    List<Placement> placements =
                            sources.room()
                                    .ask(desk -> desk.orders().placeAll(command.kind(), placed));
                    placed.forEach(this::watch);
                    return placements.stream().map(this::outcome).toList();
                });
    }

    /** Changes an open order. */
    Order amend(AccountLink link, OrderRow row, AmendOrder command) {
        return oneAtATime(row.order().order(), () -> amendNow(link, command));
    }

    /** Asks the venue to cancel an open order. */
    Order cancel(AccountLink link, OrderRow row) {
        return oneAtATime(row.order().order(), () -> cancelNow(link, row.order()));
    }

    /** Cancels what is open; an order that ends by itself meanwhile is as good as cancelled. */
    List<Order> cancelAll(AccountLink link, @Nullable String symbol) {
        link.requireReady();
        List<Order> after = new ArrayList<>();
        for (OrderRow row : sources.store().working(link.account().account())) {
            Order order = row.order();
            if (symbol == null || order.symbol().equals(symbol)) {
                try {
                    after.add(cancel(link, row));
                } catch (Refusal refusal) {
                    LOG.info("{} is not cancelled: {}", order.order(), refusal.getMessage());
                    sources.store().order(order.order()).map(OrderRow::order).ifPresent(after::add);
                }
            }
        }
        return after;
    }

    /**
     * Places what protects a position: also before the account was compared with its venue, and
     * without a mark price. Its id is derived from what it is for: placing it again returns the
     * first.
     *
     * @param price what a market order is valued at where there is no mark
     */
    Order placeUrgent(AccountLink link, PlaceOrder command, BigDecimal price, Urgency urgency) {
        return oneAtATime(
                command.order(),
                () -> {
                    Optional<OrderRow> first = sources.store().order(command.order());
                    if (first.isPresent()) {
                        return first.get().order();
                    }
                    link.requireDoor();
                    String venue = link.account().venue();
                    NewOrder placed =
                            new NewOrder(
                                    command,
                                    sources.market().reported(venue, command.symbol()),
                                    sources.market().mark(venue, command.symbol()).orElse(price),
                                    TriggerRules.decided(
                                            command, link.venue().capabilities(), false),
                                    null,
                                    sources.now(),
                                    urgency);
                    Placement placement = sources.room().ask(desk -> desk.orders().place(placed));
                    watch(placed);
                    return outcome(placement);
                });
    }

    /** Cancels an order, also before the account was compared with its venue. */
    Order cancelUrgent(AccountLink link, Order order) {
        return oneAtATime(
                order.order(),
                () -> {
                    if (!OrderRow.isHeld(order.state())) {
                        link.requireDoor();
                    }
                    Instant now = sources.now();
                    return outcome(
                            sources.room().ask(desk -> desk.orders().requestCancel(order, now)));
                });
    }

    /** Closes a position, or returns what became of the order that did. */
    Order close(AccountLink link, ClosePosition command) {
        Optional<OrderRow> first = sources.store().order(command.order());
        if (first.isPresent()) {
            Order order = first.get().order();
            if (order.account().equals(command.account())
                    && order.symbol().equals(command.symbol())
                    && order.type() == OrderType.MARKET
                    && order.reduceOnly()) {
                return order;
            }
            throw reused();
        }
        BigDecimal quantity =
                sources.store().positions(command.account()).stream()
                        .filter(row -> row.symbol().equals(command.symbol()))
                        .map(PositionRow::quantity)
                        .findFirst()
                        .orElse(BigDecimal.ZERO);
        if (quantity.signum() == 0) {
            throw Refusal.conflict(
                    "position_not_open", "there is no open position in " + command.symbol());
        }
        return place(
                link,
                new PlaceOrder(
                        command.order(),
                        command.account(),
                        command.symbol(),
                        quantity.signum() > 0 ? Side.SELL : Side.BUY,
                        OrderType.MARKET,
                        quantity.abs(),
                        null,
                        null,
                        true,
                        command.strategy()));
    }

    /** Asks the venues about every order whose outcome is not known. */
    void resolveUnknowns() {
        for (OrderRow row : sources.store().unresolved()) {
            Order order = row.order();
            AccountLink link = links.of(order.account());
            VenueAccount door = link.door();
            boolean ours = busy.containsKey(order.order()) || dispatch.isUnderWay(order.order());
            if (door != null && !ours) {
                asked(link, door, row);
            }
        }
    }

    /** Refuses an order for the same reasons as {@link #place}, and places nothing. */
    void rehearse(AccountLink link, PlaceOrder command) {
        OrderRules.checkForm(command);
        NewOrder placed = prepared(link, command, false);
        sources.room().tell(desk -> desk.rehearse(placed));
    }

    private NewOrder prepared(AccountLink link, PlaceOrder command, boolean listed) {
        link.requireReady();
        String venue = link.account().venue();
        Instrument instrument = sources.market().instrument(venue, command.symbol());
        BigDecimal mark = sources.market().mark(venue, command.symbol()).orElse(null);
        return prepared(link, command, instrument, mark, listed);
    }

    private NewOrder prepared(
            AccountLink link,
            PlaceOrder command,
            Instrument instrument,
            @Nullable BigDecimal mark,
            boolean listed) {
        link.requireReady();
        dispatch.requireRoom();
        Instant now = sources.now();
        OrderRules.check(command, instrument, mark);
        OrderRules.checkTime(command, now);
        Trigger trigger = TriggerRules.decided(command, link.venue().capabilities(), listed);
        return new NewOrder(command, instrument, mark, trigger, null, now);
    }

    /** What waits here needs prices from now on. */
    private void watch(NewOrder placed) {
        Trigger trigger = placed.trigger();
        if (trigger != null && trigger.keeper() == Keeper.DESK) {
            Instrument instrument = placed.instrument();
            ticks.watch(sources.room().ask(desk -> desk.orders().contracts().of(instrument)));
        }
    }

    private static Link link(PlaceList list, PlaceOrder order) {
        OrderId first = list.orders().getFirst().order();
        boolean waits = list.kind() == ListKind.OTO || list.kind() == ListKind.BRACKET;
        return new Link(first, list.kind(), waits && !order.order().equals(first) ? first : null);
    }

    private static Order repeated(OrderRow first, PlaceOrder command, @Nullable Link link) {
        if (!first.isOf(command, link)) {
            throw reused();
        }
        return first.order();
    }

    private static List<Order> repeated(List<OrderRow> first, PlaceList command) {
        if (first.size() != command.orders().size()) {
            throw reused();
        }
        List<Order> orders = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            PlaceOrder order = command.orders().get(i);
            orders.add(repeated(first.get(i), order, link(command, order)));
        }
        return orders;
    }

    private Order amendNow(AccountLink link, AmendOrder command) {
        link.requireReady();
        Order order = sources.store().order(command.order()).orElseThrow().order();
        Shape wanted = OrderRules.changed(order, command);
        if (wanted.equals(Shape.of(order))) {
            return order;
        }
        String venue = link.account().venue();
        OrderRules.checkChange(order, wanted, link.venue().capabilities());
        OrderRules.check(wanted, sources.market().instrument(venue, order.symbol()));
        BigDecimal mark = sources.market().mark(venue, order.symbol()).orElse(null);
        Instant now = sources.now();
        return outcome(sources.room().ask(desk -> desk.orders().amend(order, wanted, mark, now)));
    }

    private Order cancelNow(AccountLink link, Order order) {
        if (!OrderRow.isHeld(order.state())) {
            link.requireReady();
        }
        Instant now = sources.now();
        return outcome(sources.room().ask(desk -> desk.orders().requestCancel(order, now)));
    }

    /** Waits until the venue has answered; after a while the order is shown as it is. */
    private Order outcome(Placement placement) {
        Errand errand = placement.errand();
        if (errand == null) {
            return placement.order();
        }
        Order sent = placement.order();
        return dispatch.outcome(errand)
                .or(() -> sources.store().order(sent.order()).map(OrderRow::order))
                .orElse(sent);
    }

    private void asked(AccountLink link, VenueAccount door, OrderRow row) {
        try {
            Order after = inquiry.settle(link.account(), door, row);
            LOG.debug("{} is {}", after.order(), after.state());
        } catch (VenueError e) {
            LOG.info("{} stays {}: {}", row.order().order(), row.order().state(), e.getMessage());
        }
    }

    private static Refusal reused() {
        return Refusal.conflict("id_reused", "this order id was used for another order");
    }

    /** Two commands for one order follow each other, so that the second sees what the first did. */
    private <T> T oneAtATime(OrderId order, Supplier<T> work) {
        CountDownLatch mine = new CountDownLatch(1);
        CountDownLatch other = busy.putIfAbsent(order, mine);
        while (other != null) {
            await(other);
            other = busy.putIfAbsent(order, mine);
        }
        try {
            return work.get();
        } finally {
            release(order, mine);
        }
    }

    private void release(OrderId order, CountDownLatch mine) {
        busy.remove(order);
        mine.countDown();
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
