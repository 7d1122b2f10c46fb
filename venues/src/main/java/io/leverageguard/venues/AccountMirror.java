package io.leverageguard.venues;

import io.leverageguard.kernel.time.Clock;
import io.leverageguard.venues.Reports.BalanceReport;
import io.leverageguard.venues.Reports.Closure;
import io.leverageguard.venues.Reports.FillReport;
import io.leverageguard.venues.Reports.IncomeReport;
import io.leverageguard.venues.Reports.OrderKind;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.OrderStatus;
import io.leverageguard.venues.Reports.PositionReport;
import io.leverageguard.venues.Reports.PositionSide;
import io.leverageguard.venues.Triggers.TriggerReport;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An account's stream without gaps. What the stream missed, because the connection was lost or the
 * venue did not send it, is asked for over HTTP: at first, after every gap, and every few minutes.
 * The sink is told of each fill once, orders do not go back, and {@link Sink#onReconciled} says
 * when everything is told. A venue that does not answer is asked again by a later pump.
 */
public final class AccountMirror implements VenueStream {
    private static final Logger LOG = LoggerFactory.getLogger(AccountMirror.class);

    /** Venues list fills a little later than they happen, and not in strict order. */
    private static final Duration OVERLAP = Duration.ofMinutes(2);

    /** The reason given with balances and positions that were asked for. */
    public static final String RECONCILED = "RECONCILED";

    private static final Duration EVERY = Duration.ofMinutes(10);

    /** Orders and fills come on different channels at some venues. */
    private static final Duration FILLS_LAG = Duration.ofSeconds(2);

    private static final Duration EXPECTED_FOR = Duration.ofMinutes(1);
    private static final int EXPECTED_MAX = 10_000;

    /** A venue is not asked for more of them at once: an account may have a long past. */
    private static final int STRANGERS_MAX = 50;

    private static final int RETRY_SECONDS_MAX = 60;

    private final VenueAccount account;
    private final Clock clock;
    private final Sink sink;
    private final AccountMemory memory;
    private final Set<String> symbols = new TreeSet<>();
    private final Map<Expected, Instant> expected = new LinkedHashMap<>();
    private final Queue<Expected> announced = new ArrayBlockingQueue<>(EXPECTED_MAX);
    private final Map<Leg, PositionReport> held = new LinkedHashMap<>();
    private final NamelessFundings fundings;
    private final VenueStream stream;
    private Instant askFrom;
    private Instant dueAt = Instant.MIN;
    private Instant retryAt = Instant.MIN;
    private Instant lagsSince = Instant.MAX;
    private int failures;

    /**
     * Opens the stream.
     *
     * @param symbols contracts whose fills are looked after even before anything is known of them
     * @param since fills before it are no news; may be told again when they are at that instant
     */
    public AccountMirror(
            VenueAccount account, Clock clock, Set<String> symbols, Instant since, Sink sink) {
        this.account = account;
        this.clock = clock;
        this.sink = sink;
        this.memory = new AccountMemory(since);
        this.fundings = new NamelessFundings(account, clock);
        this.askFrom = since;
        this.symbols.addAll(symbols);
        this.stream = account.stream(new Ear());
    }

    /** Is told everything that happens; a funding with its contract, and perhaps again. */
    public interface Sink extends AccountSink {
        /** What is told until {@link #onReconciled} was asked for; the stream did not bring it. */
        default void onReconciling() {}

        /** Everything that the venue knew when it was asked has been told; {@code view} is it. */
        void onReconciled(View view);
    }

    /**
     * What the venue has answered when it was asked for everything.
     *
     * @param orders what is open, what was believed to be open, and what the venue closed by force
     * @param fills since a little before the last time that everything was asked for
     * @param positions what is held, and as flat what was held before
     * @param income ledger lines of the same time as the fills
     * @param knownUntil everything before it has been told, also what the venue lists a little
     *     late: whoever asks next, and be it another process, asks from then on
     */
    public record View(
            List<OrderReport> orders,
            List<FillReport> fills,
            List<PositionReport> positions,
            List<BalanceReport> balances,
            List<TriggerReport> triggers,
            List<IncomeReport> income,
            Instant knownUntil) {}

    private record Expected(String symbol, String clientOrderId) {}

    private record Leg(String symbol, @Nullable PositionSide side) {}

    /**
     * An order is about to be sent: it is asked for should the stream not tell of it. May be called
     * by any thread.
     */
    public void expect(String symbol, String clientOrderId) {
        announced.offer(new Expected(symbol, clientOrderId));
    }

    /** Asks the venue for everything at the next pump. */
    public void demand() {
        dueAt = Instant.MIN;
        retryAt = Instant.MIN;
    }

    /** Whether nothing has been missed as far as we know. */
    public boolean inStep() {
        return clock.now().isBefore(dueAt);
    }

    @Override
    public String name() {
        return stream.name();
    }

    @Override
    public int pump() {
        Instant now = clock.now();
        noteExpected(now);
        int handed = stream.pump() + fundings.tell(sink);
        watchFills(now);
        if (inStep() || now.isBefore(retryAt)) {
            return handed;
        }
        return handed + (reconcile() ? 1 : 0);
    }

    private void noteExpected(Instant now) {
        for (Expected one = announced.poll(); one != null; one = announced.poll()) {
            if (expected.size() < EXPECTED_MAX) {
                expected.put(one, now);
            }
        }
    }

    /** A fill that its order knows of and the stream does not tell has been lost on the way. */
    private void watchFills(Instant now) {
        if (!memory.isLagging()) {
            lagsSince = Instant.MAX;
        } else if (lagsSince.equals(Instant.MAX)) {
            lagsSince = now;
        } else if (!now.isBefore(lagsSince.plus(FILLS_LAG))) {
            dueAt = Instant.MIN;
        }
    }

    @Override
    public void fence() {
        stream.fence();
    }

    @Override
    public void close() {
        stream.close();
    }

    /** Asks for everything, then tells it; says whether the venue has answered. */
    private boolean reconcile() {
        Instant newest = memory.newest();
        View found;
        try {
            found = ask();
        } catch (VenueError e) {
            long pause = Math.min(RETRY_SECONDS_MAX, 1L << Math.min(failures, 6));
            failures++;
            retryAt = clock.now().plusSeconds(pause);
            LOG.warn("cannot reconcile {}: {}", name(), e.getMessage());
            return false;
        }
        failures = 0;
        sink.onReconciling();
        List<PositionReport> positions = tell(found);
        memory.catchUp();
        Instant from = newest.minus(OVERLAP);
        askFrom = from.isAfter(askFrom) ? from : askFrom;
        dueAt = clock.now().plus(EVERY);
        sink.onReconciled(
                new View(
                        found.orders,
                        found.fills,
                        positions,
                        found.balances,
                        found.triggers,
                        found.income,
                        found.knownUntil));
        return true;
    }

    private View ask() {
        Instant certain = clock.now().minus(OVERLAP);
        Instant knownUntil = certain.isAfter(askFrom) ? certain : askFrom;
        List<OrderReport> orders = orders();
        List<TriggerReport> triggers = triggers();
        List<PositionReport> positions = account.positions();
        orders.forEach(order -> symbols.add(order.symbol()));
        positions.forEach(position -> symbols.add(position.symbol()));
        Instant to = clock.now().plus(OVERLAP);
        List<IncomeReport> income = account.income("", askFrom, to);
        for (IncomeReport line : income) {
            if (!line.symbol().isEmpty()) {
                symbols.add(line.symbol());
            }
        }
        List<FillReport> fills = new ArrayList<>();
        for (String symbol : symbols) {
            fills.addAll(account.fills(symbol, askFrom));
        }
        fills.sort(Comparator.comparing(FillReport::at));
        orders.addAll(strangers(orders, fills));
        return new View(orders, fills, positions, account.balances(), triggers, income, knownUntil);
    }

    /** What is open, what we believe to be open, and what the venue has closed by force. */
    private List<OrderReport> orders() {
        List<OrderReport> orders = new ArrayList<>(account.openOrders());
        Set<String> open = new TreeSet<>();
        orders.forEach(order -> open.add(order.symbol() + " " + order.venueOrderId()));
        for (OrderReport believed : memory.openOrders()) {
            if (!open.contains(believed.symbol() + " " + believed.venueOrderId())) {
                find(believed).ifPresentOrElse(orders::add, () -> vanished(believed));
            }
        }
        for (Map.Entry<Expected, Instant> entry : List.copyOf(expected.entrySet())) {
            Expected one = entry.getKey();
            Optional<OrderReport> found = account.order(one.symbol, one.clientOrderId);
            found.ifPresent(orders::add);
            if (found.isEmpty() && clock.now().isAfter(entry.getValue().plus(EXPECTED_FOR))) {
                expected.remove(one);
            }
        }
        orders.addAll(forced());
        return orders;
    }

    /** By our id, or by the venue's: an order that a conditional order became may not have ours. */
    private Optional<OrderReport> find(OrderReport believed) {
        Optional<OrderReport> ours = account.order(believed.symbol(), believed.clientOrderId());
        return ours.isPresent()
                ? ours
                : account.orderById(believed.symbol(), believed.venueOrderId());
    }

    /** The orders of fills that nobody has told of, as far as the venue says what they were. */
    private List<OrderReport> strangers(List<OrderReport> orders, List<FillReport> fills) {
        Set<String> known = new TreeSet<>();
        orders.forEach(order -> known.add(order.symbol() + " " + order.venueOrderId()));
        List<OrderReport> strangers = new ArrayList<>();
        int asked = 0;
        for (FillReport fill : fills.reversed()) {
            boolean isNew =
                    memory.order(fill.symbol(), fill.venueOrderId()).isEmpty()
                            && known.add(fill.symbol() + " " + fill.venueOrderId());
            if (isNew && asked < STRANGERS_MAX) {
                asked++;
                account.orderById(fill.symbol(), fill.venueOrderId()).ifPresent(strangers::add);
            }
        }
        return strangers;
    }

    private List<OrderReport> forced() {
        try {
            return account.forcedOrders(askFrom);
        } catch (VenueError e) {
            if (e.venueCode().equals(VenueAccount.UNSUPPORTED)) {
                return List.of();
            }
            throw e;
        }
    }

    private List<TriggerReport> triggers() {
        List<TriggerReport> triggers = new ArrayList<>(account.openTriggers());
        Set<String> open = new TreeSet<>();
        triggers.forEach(trigger -> open.add(trigger.symbol() + " " + trigger.venueTriggerId()));
        for (TriggerReport believed : memory.waiting()) {
            if (!open.contains(believed.symbol() + " " + believed.venueTriggerId())) {
                account.trigger(believed.symbol(), believed.clientOrderId())
                        .ifPresent(triggers::add);
            }
        }
        return triggers;
    }

    /** Fills go first, each with the state of its order; then what else became of orders. */
    private List<PositionReport> tell(View found) {
        Map<String, OrderReport> orders = new LinkedHashMap<>();
        found.orders.forEach(order -> orders.put(order.symbol() + order.venueOrderId(), order));
        for (FillReport fill : found.fills) {
            if (memory.isNew(fill)) {
                OrderReport known = orders.get(fill.symbol() + fill.venueOrderId());
                OrderReport order =
                        known == null
                                ? memory.order(fill.symbol(), fill.venueOrderId())
                                        .orElseGet(() -> stranger(fill))
                                : state(known);
                sink.onFill(fill, order);
            }
        }
        for (OrderReport order : found.orders) {
            expected.remove(new Expected(order.symbol(), order.clientOrderId()));
            if (memory.isNew(order)) {
                sink.onOrder(order);
            }
        }
        found.triggers.stream().filter(memory::isNew).forEach(sink::onTrigger);
        List<PositionReport> positions = positions(found.positions);
        sink.onAccount(found.balances, positions, RECONCILED);
        return positions;
    }

    /** The positions there are, and those that are no more. */
    private List<PositionReport> positions(List<PositionReport> now) {
        Map<Leg, PositionReport> before = new LinkedHashMap<>(held);
        held.clear();
        now.forEach(this::hold);
        before.keySet().removeAll(held.keySet());
        List<PositionReport> all = new ArrayList<>(now);
        before.values().forEach(gone -> all.add(flat(gone)));
        return all;
    }

    private void hold(PositionReport position) {
        symbols.add(position.symbol());
        Leg leg = new Leg(position.symbol(), position.positionSide());
        if (position.quantity().signum() == 0) {
            held.remove(leg);
        } else {
            held.put(leg, position);
        }
    }

    /** The newer of this report and what has been told of its order. */
    private OrderReport state(OrderReport order) {
        return memory.isNew(order)
                ? order
                : memory.order(order.symbol(), order.venueOrderId()).orElse(order);
    }

    /**
     * By the venue's clock, and no later than it has named: a position that is opened again while
     * the venue is being asked is newer than this, whatever our clock says.
     */
    private PositionReport flat(PositionReport gone) {
        Instant named = memory.named();
        return new PositionReport(
                gone.symbol(),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                gone.isolated(),
                BigDecimal.ZERO,
                gone.leverage(),
                null,
                named.isAfter(gone.updatedAt()) ? named : gone.updatedAt(),
                gone.positionSide());
    }

    /** Venues forget orders that ended unfilled; one that is new may not be listed yet. */
    private void vanished(OrderReport believed) {
        if (clock.now().isAfter(believed.updatedAt().plus(EXPECTED_FOR))) {
            memory.forget(believed);
            sink.onOrder(ended(believed));
        }
    }

    /** An order that the venue has forgotten: ended, and nobody knows how. */
    private static OrderReport ended(OrderReport believed) {
        return new OrderReport(
                believed.symbol(),
                believed.venueOrderId(),
                believed.clientOrderId(),
                believed.side(),
                believed.kind(),
                OrderStatus.UNKNOWN,
                believed.closure(),
                believed.quantity(),
                believed.filled(),
                believed.price(),
                believed.averagePrice(),
                believed.reduceOnly(),
                believed.createdAt(),
                believed.updatedAt());
    }

    /** The order of a fill when it was neither open nor ours, as far as the fill says. */
    private static OrderReport stranger(FillReport fill) {
        return new OrderReport(
                fill.symbol(),
                fill.venueOrderId(),
                "",
                fill.side(),
                OrderKind.MARKET,
                OrderStatus.UNKNOWN,
                Closure.USER,
                fill.quantity(),
                fill.quantity(),
                fill.price(),
                fill.price(),
                false,
                fill.at(),
                fill.at());
    }

    /** Hears the stream. */
    private final class Ear implements AccountSink {
        @Override
        public void onOrder(OrderReport order) {
            hear(order);
            if (memory.isNew(order)) {
                sink.onOrder(order);
            }
        }

        @Override
        public void onFill(FillReport fill, OrderReport order) {
            hear(order);
            boolean advanced = memory.isNew(order);
            OrderReport state = memory.order(order.symbol(), order.venueOrderId()).orElse(order);
            if (memory.isNew(fill)) {
                sink.onFill(fill, state);
            } else if (advanced) {
                sink.onOrder(state);
            }
        }

        @Override
        public void onAccount(
                List<BalanceReport> balances, List<PositionReport> positions, String reason) {
            positions.forEach(AccountMirror.this::hold);
            sink.onAccount(balances, positions, reason);
        }

        @Override
        public void onFunding(String symbol, BigDecimal amount, Instant at) {
            if (symbol.isEmpty()) {
                fundings.owe(at);
            } else {
                sink.onFunding(symbol, amount, at);
            }
        }

        @Override
        public void onTrigger(TriggerReport trigger) {
            symbols.add(trigger.symbol());
            if (memory.isNew(trigger)) {
                sink.onTrigger(trigger);
            }
        }

        @Override
        public void onGap() {
            demand();
            sink.onGap();
        }

        private void hear(OrderReport order) {
            symbols.add(order.symbol());
            expected.remove(new Expected(order.symbol(), order.clientOrderId()));
        }
    }
}
