package io.leverageguard.trading;

import io.leverageguard.api.marketdata.MarketData.Instrument;
import io.leverageguard.api.trading.Trading.ListKind;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.api.trading.TradingEvent.OrderUnknown;
import io.leverageguard.engine.ApprovedAmend;
import io.leverageguard.engine.ApprovedOrder;
import io.leverageguard.engine.Command;
import io.leverageguard.engine.Command.Trip;
import io.leverageguard.engine.Engine;
import io.leverageguard.engine.EngineListener;
import io.leverageguard.engine.Scope;
import io.leverageguard.engine.Verdict;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.trading.OrderRow.News;
import io.leverageguard.trading.OrderRow.Shape;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The orders that can still change: commands in words become the engine's numbers, and what the
 * engine decides becomes rows, events and errands. Touched by the engine's thread only.
 */
final class OrderDesk implements EngineListener {
    /** Names an order at its venue. */
    private record ClientKey(AccountId account, String clientOrderId) {}

    /** A journalled order, and the errand that sends it; absent when nothing is to be sent. */
    record Placement(Order order, @Nullable Errand errand) {}

    private static final Logger LOG = LoggerFactory.getLogger(OrderDesk.class);

    private final Engine engine;
    private final Changes changes;
    private final Contracts contracts;
    private final DeskAccounts accounts;
    private final Names names;
    private final Supplier<Instant> now;
    private final Trips trips;
    private final Map<Long, OrderRow> working = new LinkedHashMap<>();
    private final Map<ClientKey, Long> numbers = new HashMap<>();
    private final Map<Long, Errand> due = new HashMap<>();
    private News news = News.of("", Instant.EPOCH);
    private long newsOf;
    private OrderGate gate = OrderGate.OPEN;

    /** Hears of limits on losses. */
    interface Trips {
        void onTripped(Scope scope, Trip trip, long until);

        void onLifted(Scope scope, Trip trip);
    }

    OrderDesk(
            Changes changes,
            DeskAccounts accounts,
            Names names,
            Supplier<Instant> now,
            Trips trips) {
        this.changes = changes;
        this.accounts = accounts;
        this.names = names;
        this.now = now;
        this.trips = trips;
        this.engine = new Engine(this);
        this.contracts = new Contracts(engine, changes);
    }

    /** Who is asked before the engine is. */
    void gate(OrderGate asked) {
        gate = asked;
    }

    Engine engine() {
        return engine;
    }

    Contracts contracts() {
        return contracts;
    }

    /** Takes over what is stored. */
    void load(Collection<OrderRow> stored) {
        working.clear();
        numbers.clear();
        stored.forEach(this::remember);
    }

    /** The contracts whose prices held orders wait for. */
    List<Contract> contractsWaitedFor() {
        return working.values().stream()
                .map(OrderRow::order)
                .filter(order -> OrderRow.isHeld(order.state()) && order.trigger() != null)
                .map(this::contract)
                .distinct()
                .toList();
    }

    /** The order as it is now, if it can still change. */
    @Nullable OrderRow find(Order order) {
        Long number = numbers.get(key(order));
        return number == null ? null : working.get(number);
    }

    @Nullable OrderRow find(AccountId account, String clientOrderId) {
        Long number = numbers.get(new ClientKey(account, clientOrderId));
        return number == null ? null : working.get(number);
    }

    /** Journals an order; the engine approves or denies it. */
    Placement place(NewOrder placed) {
        gate.require(placed);
        return place(placed, Map.of());
    }

    /**
     * Journals the orders of a list: all of them are taken or none.
     *
     * @param kind how they depend on each other
     */
    List<Placement> placeAll(ListKind kind, List<NewOrder> list) {
        Map<OrderId, Long> listed = new LinkedHashMap<>();
        list.forEach(gate::require);
        for (NewOrder placed : list) {
            listed.put(placed.command().order(), engine.lastOrder() + 1 + listed.size());
        }
        for (NewOrder placed : list) {
            Verdict verdict = engine.check(command(placed, listed));
            if (verdict != Verdict.OK) {
                throw new Refusal(
                        Refusal.Reason.UNPROCESSABLE,
                        verdict.code(),
                        "%s: %s; none of the %s was taken"
                                .formatted(placed.command().order(), verdict.words(), kind),
                        Map.of("order", placed.command().order().toString()));
            }
        }
        List<Placement> placements = new ArrayList<>();
        for (NewOrder placed : list) {
            Placement placement = place(placed, listed);
            placements.add(placement);
            if (placement.order().state() == OrderState.DENIED) {
                return takeBack(placements);
            }
        }
        return placements;
    }

    /** Moves an order of ours without a report: sent, unknown, rejected. */
    Order move(Order order, OrderState to, String reason, Instant at) {
        OrderRow row = find(order);
        return row == null ? order : move(row, to, 0, News.of(reason, at)).order();
    }

    /** Sends an order again of which its venue knows nothing. */
    OrderRow sendAgain(OrderRow row, News said) {
        expectOk(engine.apply(new Command.ResendOrder(row.number())));
        due.remove(row.number());
        Order order = row.order();
        OrderRow after = row.after(order.state(), order.filled(), said);
        store(after);
        return after;
    }

    /** News of an order that can still change. */
    OrderRow move(OrderRow row, OrderState to, long filledLots, News said) {
        hear(row.number(), said);
        expectOk(engine.apply(new Command.MoveOrder(row.number(), Words.engine(to), filledLots)));
        return latest(row);
    }

    /** A cancel will be sent, unless the order is held here; refuses if it is not open. */
    Placement requestCancel(Order order, Instant at) {
        OrderRow row = find(order);
        if (row == null) {
            throw notOpen(order);
        }
        hear(row.number(), News.of("", at));
        if (engine.apply(new Command.RequestCancel(row.number())) != Verdict.OK) {
            throw notOpen(row.order());
        }
        OrderRow after = latest(row);
        if (after.order().state().isFinal()) {
            return new Placement(after.order(), null);
        }
        return new Placement(
                after.order(),
                changes.send(new Errand.Cancel(after.order(), new CompletableFuture<>())));
    }

    /** The venue did not cancel the order: it is open as before. */
    Order refuseCancel(Order order, Instant at) {
        OrderRow row = find(order);
        if (row == null) {
            return order;
        }
        hear(row.number(), News.of("", at));
        engine.apply(new Command.RefuseCancel(row.number()));
        return latest(row).order();
    }

    /** A change will be sent, or is made here; refuses if the order is not open. */
    Placement amend(Order order, Shape wanted, @Nullable BigDecimal mark, Instant at) {
        OrderRow row = find(order);
        if (row == null) {
            throw notOpen(order);
        }
        gate.requireChange(row.order());
        Contract contract = contract(row.order());
        hear(row.number(), News.of("", at));
        Verdict verdict =
                engine.apply(
                        new Command.AmendOrder(
                                row.number(),
                                contract.exactLots(wanted.quantity()),
                                ticks(contract, wanted.price()),
                                ticks(contract, wanted.triggerPrice()),
                                mark == null ? 0 : contract.ticksUp(mark),
                                at.toEpochMilli()));
        if (verdict == Verdict.WRONG_STATE || verdict == Verdict.UNKNOWN_ORDER) {
            throw notOpen(row.order());
        }
        if (verdict != Verdict.OK) {
            throw Refusal.unprocessable(verdict.code(), verdict.words());
        }
        return new Placement(latest(row).order(), due.remove(row.number()));
    }

    /** The venue has changed the order, whoever asked for it. */
    OrderRow amended(OrderRow row, Shape shape, News said) {
        Contract contract = contract(row.order());
        hear(row.number(), said.with(shape));
        BigDecimal price = shape.price();
        long ticks = price == null ? 0 : contract.ticks(price);
        long lots = contract.lots(shape.quantity());
        expectOk(engine.apply(new Command.OrderAmended(row.number(), lots, ticks)));
        OrderRow after = latest(row);
        if (!Shape.of(after.order()).equals(shape)) {
            after = after.after(after.order().state(), after.order().filled(), said.with(shape));
            store(after);
        }
        return after;
    }

    /** The venue did not change the order: it is open as before. */
    Order refuseAmend(Order order, String reason, Instant at) {
        OrderRow row = find(order);
        if (row == null) {
            return order;
        }
        hear(row.number(), News.of(reason, at));
        engine.apply(new Command.RefuseAmend(row.number()));
        return latest(row).order();
    }

    /** Keeps a row that did not move in the engine, or an order that came from elsewhere. */
    void store(OrderRow row) {
        if (row.works()) {
            remember(row);
        }
        changes.order(row);
    }

    @Override
    public void onApproved(ApprovedOrder approved) {
        Order order = row(approved.number()).order();
        due.put(
                approved.number(),
                changes.send(
                        new Errand.Send(
                                order,
                                approved.kept(),
                                contract(order),
                                new CompletableFuture<>())));
    }

    @Override
    public void onApproved(ApprovedAmend approved) {
        Order order = row(approved.order()).order();
        due.put(
                approved.order(),
                changes.send(
                        new Errand.Change(
                                order,
                                approved.kept(),
                                contract(order),
                                new CompletableFuture<>())));
    }

    @Override
    public void onCancelDue(long number) {
        changes.send(new Errand.Cancel(row(number).order(), new CompletableFuture<>()));
    }

    @Override
    public void onChanged(long number, long lots, long limitTicks, long triggerTicks) {
        OrderRow before = row(number);
        Contract contract = contract(before.order());
        Shape shape =
                new Shape(
                        contract.quantity(lots),
                        limitTicks == 0 ? null : contract.price(limitTicks),
                        triggerTicks == 0 ? null : contract.price(triggerTicks));
        Order order = before.order();
        store(before.after(order.state(), order.filled(), said(number).with(shape)));
    }

    @Override
    public void onOrder(long number, io.leverageguard.engine.OrderState state, long filledLots) {
        if (state == io.leverageguard.engine.OrderState.DENIED) {
            return; // Told by place() and onReleaseDenied(), which know why.
        }
        OrderRow before = row(number);
        BigDecimal filled = contract(before.order()).quantity(filledLots);
        OrderState to = Words.api(state);
        // The news is of the next state; of the step before it only the time is known.
        boolean onTheWay = state == io.leverageguard.engine.OrderState.SUBMITTED;
        News heard = onTheWay ? News.of("", said(number).at()) : said(number);
        OrderRow after = before.after(to, filled, heard);
        keep(after);
        changes.order(after);
        if (to == OrderState.UNKNOWN) {
            changes.announce(new OrderUnknown(after.order().account(), after.order()));
        }
    }

    @Override
    public void onReleaseDenied(long number, Verdict why) {
        OrderRow before = row(number);
        OrderRow after =
                before.after(
                        OrderState.DENIED,
                        before.order().filled(),
                        News.of(denial(why), now.get()));
        keep(after);
        changes.order(after);
    }

    @Override
    public void onBatchFailed(RuntimeException cause) {
        LOG.error("a batch of the engine failed; it is built anew from its journal", cause);
    }

    @Override
    public void onTripped(Scope scope, Trip trip, long until) {
        trips.onTripped(scope, trip, until);
    }

    @Override
    public void onLifted(Scope scope, Trip trip) {
        trips.onLifted(scope, trip);
    }

    private Placement place(NewOrder placed, Map<OrderId, Long> listed) {
        Command.PlaceOrder command = command(placed, listed);
        boolean held = isHeld(command.terms());
        OrderRow row =
                OrderRow.of(
                        command.order(),
                        placed,
                        held ? OrderState.EMULATED : OrderState.INITIALIZED);
        remember(row);
        Verdict verdict = engine.apply(command);
        if (verdict != Verdict.OK) {
            forget(row);
            String why = denial(verdict);
            row = row.after(OrderState.DENIED, BigDecimal.ZERO, News.of(why, placed.now()));
        }
        changes.created(row);
        changes.order(row);
        return new Placement(row.order(), due.remove(command.order()));
    }

    /** Nothing of the list has been sent, and nothing of it will be. */
    private List<Placement> takeBack(List<Placement> placements) {
        String why = placements.getLast().order().reason();
        List<Placement> after = new ArrayList<>();
        for (Placement placement : placements) {
            Order order = placement.order();
            changes.takeBack(order.order());
            if (!order.state().isFinal()) {
                order = move(order, OrderState.CANCELED, "list_denied: " + why, order.updatedAt());
            }
            after.add(new Placement(order, null));
        }
        return after;
    }

    private Command.PlaceOrder command(NewOrder placed, Map<OrderId, Long> listed) {
        Instrument instrument = placed.instrument();
        Contract contract = contracts.of(instrument);
        return EngineWords.command(
                placed,
                listed.getOrDefault(placed.command().order(), engine.lastOrder() + 1),
                accounts.number(placed.command().account()),
                contract,
                names,
                listed);
    }

    private String denial(Verdict verdict) {
        return verdict.code() + ": " + EngineWords.denial(verdict, engine.refusingScope());
    }

    private static boolean isHeld(Command.Terms terms) {
        Command.Trigger trigger = terms.trigger();
        Command.Link link = terms.link();
        return (trigger != null && trigger.held()) || (link != null && link.parent() != 0);
    }

    /** What is known of the change that is being applied; other orders change because of it. */
    private News said(long number) {
        return number == newsOf ? news : News.of("", now.get());
    }

    private void hear(long number, News said) {
        newsOf = number;
        news = said;
    }

    private OrderRow latest(OrderRow row) {
        OrderRow after = working.get(row.number());
        return after == null
                ? Objects.requireNonNullElse(changes.orders.get(row.order().order()), row)
                : after;
    }

    private void keep(OrderRow row) {
        if (row.works()) {
            working.put(row.number(), row);
        } else {
            forget(row);
        }
    }

    private void remember(OrderRow row) {
        working.put(row.number(), row);
        numbers.put(key(row.order()), row.number());
    }

    private void forget(OrderRow row) {
        working.remove(row.number());
        numbers.remove(key(row.order()));
        due.remove(row.number());
    }

    private OrderRow row(long number) {
        return Objects.requireNonNull(working.get(number), "not working");
    }

    private Contract contract(Order order) {
        return contracts.known(accounts.require(order.account()).account().venue(), order.symbol());
    }

    private static long ticks(Contract contract, @Nullable BigDecimal price) {
        return price == null ? 0 : contract.exactTicks(price);
    }

    private static ClientKey key(Order order) {
        return new ClientKey(order.account(), order.clientOrderId());
    }

    private static Refusal notOpen(Order order) {
        return Refusal.conflict("order_not_open", "the order is not open; it is " + order.state());
    }

    private static void expectOk(Verdict verdict) {
        if (verdict != Verdict.OK) {
            throw new IllegalStateException("the engine says " + verdict);
        }
    }
}
