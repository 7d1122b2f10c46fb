package io.leverageguard.launcher.simulation;

import io.leverageguard.api.risk.Risk;
import io.leverageguard.api.risk.RiskEvent.LimitsChanged;
import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.trading.Trading.AccountRef;
import io.leverageguard.api.trading.Trading.MarginMode;
import io.leverageguard.api.trading.Trading.OpenAccount;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderRef;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.api.trading.Trading.OrderType;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.api.trading.Trading.SetLeverage;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.api.trading.Trading.TimeInForce;
import io.leverageguard.exchange.core.ExchangeRefusal;
import io.leverageguard.exchange.core.Leg;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.exchange.core.OrderRequest;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.kernel.rpc.Refusal;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who trades through the service at random, writes down what it answers, and notices when
 * one answer contradicts another.
 */
final class Customer {
    /** By then a call that was not answered has arrived, or never will. */
    private static final Duration LATE_MAX = Duration.ofMinutes(1);

    /** Refusals of a wish by which the venue was not bothered. */
    private static final Set<String> NEVER_SENT = Set.of("leverage_limit", "account_not_ready");

    /** Something that the customer does, and how often compared with the others. */
    private record Habit(int weight, Runnable deed) {}

    private final Seat seat;
    private final World world;
    private final Supplier<Life> life;
    private final SplittableRandom random;
    private final Appetite appetite;
    private final Map<OrderId, PlaceOrder> sent = new LinkedHashMap<>();
    private final Map<OrderId, Order> heard = new LinkedHashMap<>();
    private final Set<OrderId> busy = new HashSet<>();
    private final Map<String, SetLeverage> leverages = new LinkedHashMap<>();
    private final Set<String> prepared = new HashSet<>();
    private final Map<String, Integer> refusals = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();
    private final List<Habit> habits =
            List.of(
                    new Habit(46, this::placeOrder),
                    new Habit(16, this::cancelOrder),
                    new Habit(8, this::repeatOrder),
                    new Habit(2, this::reuseId),
                    new Habit(3, this::placeNonsense),
                    new Habit(4, this::changeLeverage),
                    new Habit(5, this::look),
                    new Habit(3, this::reconcile),
                    new Habit(4, this::tradeElsewhere),
                    new Habit(1, this::deposit),
                    new Habit(1, this::beDecidedUpon));
    private @Nullable Account account;
    private Instant haltedAt = Instant.MAX;
    private boolean wishing;
    private int strange;

    /** When a wish for a margin mode was last left without an answer. */
    private Instant unsettled = Instant.MIN;

    Customer(Seat seat, World world, Supplier<Life> life, SplittableRandom random) {
        this.seat = seat;
        this.world = world;
        this.life = life;
        this.random = random;
        this.appetite = new Appetite(world, random);
    }

    Seat seat() {
        return seat;
    }

    /** The account; null when it was never opened. */
    @Nullable Account account() {
        return account;
    }

    /** Every order that was sent to the service, whatever came of it. */
    Map<OrderId, PlaceOrder> sent() {
        return sent;
    }

    /**
     * What was answered to the last wish for a margin mode, by contract; nothing if nothing was.
     */
    Map<String, SetLeverage> leverages() {
        return leverages;
    }

    /** Whether a leverage was ever set and confirmed. */
    boolean isPrepared(String symbol) {
        return prepared.contains(symbol);
    }

    /** The last answer about each order. */
    Map<OrderId, Order> heard() {
        return heard;
    }

    /** What the service may never answer, and did. */
    List<String> faults() {
        return faults;
    }

    Map<String, Integer> refusals() {
        return refusals;
    }

    /** Does one thing; first what has to be before anything else can be. */
    void act() {
        if (account == null) {
            open();
            return;
        }
        if (world.neighbours().limits(ref().account()).state() != Risk.TradingState.ACTIVE
                && random.nextInt(6) == 0) {
            attempt(this::beDecidedUpon);
            return;
        }
        for (Market market : world.markets()) {
            String symbol = market.contract().symbol();
            if (!prepared.contains(symbol)) {
                attempt(() -> setLeverage(symbol));
                return;
            }
        }
        int total = habits.stream().mapToInt(Habit::weight).sum();
        int dice = random.nextInt(total);
        for (Habit habit : habits) {
            dice -= habit.weight;
            if (dice < 0) {
                attempt(habit.deed);
                return;
            }
        }
    }

    /** Opens the account, as often as it takes to hear of it. */
    void open() {
        Life now = life.get();
        attempt(
                () ->
                        now.speakForAll(
                                () ->
                                        account =
                                                now.api()
                                                        .openAccount(
                                                                seat.actor(),
                                                                new OpenAccount(seat.key()))));
    }

    AccountRef ref() {
        return new AccountRef(opened().account());
    }

    private Account opened() {
        Account open = account;
        if (open == null) {
            throw new IllegalStateException("no account yet");
        }
        return open;
    }

    /** A refusal is an answer too. */
    private void attempt(Runnable deed) {
        try {
            deed.run();
        } catch (Refusal refusal) {
            refusals.merge(refusal.code(), 1, Integer::sum);
        }
    }

    private void placeOrder() {
        PlaceOrder order = order();
        sent.put(order.order(), order);
        send(order);
    }

    /** Sends an order and looks at the answer. */
    private void send(PlaceOrder order) {
        if (!busy.add(order.order())) {
            return;
        }
        try {
            boolean halted = isHalted();
            boolean first = !heard.containsKey(order.order());
            Order answer = life.get().api().place(seat.actor(), order);
            hear(answer);
            if (first && halted && isHalted() && answer.state() != OrderState.DENIED) {
                expect(
                        answer.createdAt().isBefore(haltedAt),
                        "order %s was placed while halted".formatted(order.order()));
            }
        } finally {
            busy.remove(order.order());
        }
    }

    /** The same id with the same order: whatever came of the first attempt. */
    private void repeatOrder() {
        List<PlaceOrder> all = List.copyOf(sent.values());
        if (!all.isEmpty()) {
            send(all.get(all.size() - 1 - random.nextInt(Math.min(all.size(), 5))));
        }
    }

    /** The same id with another order: refused once the first is known. */
    private void reuseId() {
        List<OrderId> known = List.copyOf(heard.keySet());
        if (known.isEmpty()) {
            return;
        }
        OrderId id = known.get(random.nextInt(known.size()));
        if (busy.contains(id)) {
            return;
        }
        PlaceOrder first = sent.get(id);
        if (first == null) {
            return;
        }
        PlaceOrder other =
                new PlaceOrder(
                        id,
                        first.account(),
                        first.symbol(),
                        first.side() == Side.BUY ? Side.SELL : Side.BUY,
                        first.type(),
                        first.quantity(),
                        first.price(),
                        first.timeInForce(),
                        first.reduceOnly(),
                        first.strategy());
        Order answer = life.get().api().place(seat.actor(), other);
        expect(false, "order %s was taken twice, now as %s".formatted(id, answer));
    }

    /** Orders that nobody may take. */
    private void placeNonsense() {
        PlaceOrder good = order();
        BigDecimal price = good.price();
        BigDecimal quantity =
                switch (random.nextInt(3)) {
                    case 0 -> new BigDecimal("0.00000007");
                    case 1 -> new BigDecimal("-1");
                    default -> good.quantity();
                };
        PlaceOrder bad =
                new PlaceOrder(
                        good.order(),
                        good.account(),
                        quantity.compareTo(good.quantity()) == 0 ? "DOGEUSDT" : good.symbol(),
                        good.side(),
                        good.type(),
                        quantity,
                        price,
                        good.timeInForce(),
                        good.reduceOnly(),
                        null);
        Order answer = life.get().api().place(seat.actor(), bad);
        expect(false, "nonsense was taken: " + answer);
    }

    private void cancelOrder() {
        List<OrderId> open = new ArrayList<>();
        heard.forEach(
                (id, order) -> {
                    boolean sometimesAnyway = random.nextInt(20) == 0;
                    if (!busy.contains(id) && (!order.state().isFinal() || sometimesAnyway)) {
                        open.add(id);
                    }
                });
        if (open.isEmpty()) {
            return;
        }
        OrderId id = open.get(random.nextInt(open.size()));
        busy.add(id);
        try {
            hear(life.get().api().cancel(seat.actor(), new OrderRef(id)));
        } finally {
            busy.remove(id);
        }
    }

    private void changeLeverage() {
        setLeverage(appetite.symbol());
    }

    /**
     * One wish at a time: of two at once nobody can say which is the last. What was not answered
     * may have been done, or may yet be.
     */
    private void setLeverage(String symbol) {
        if (wishing) {
            return;
        }
        wishing = true;
        try {
            wish(symbol);
        } finally {
            wishing = false;
        }
    }

    private void wish(String symbol) {
        MarginMode mode = random.nextInt(3) == 0 ? MarginMode.CROSS : MarginMode.ISOLATED;
        int leverage = (random.nextInt(8) == 0 ? 5 : 15) + random.nextInt(28);
        SetLeverage wish = new SetLeverage(opened().account(), symbol, mode, leverage);
        @Nullable SetLeverage before = leverages.remove(symbol);
        boolean settled = false;
        try {
            life.get().api().setLeverage(seat.actor(), wish);
            settled = true;
            prepared.add(symbol);
            if (unsettled.isBefore(world.clock().now().minus(LATE_MAX))) {
                leverages.put(symbol, wish);
            }
            seat.dictate(mode, leverages);
        } catch (Refusal refusal) {
            settled = NEVER_SENT.contains(refusal.code());
            if (before != null && settled) {
                leverages.put(symbol, before);
            }
            throw refusal;
        } finally {
            if (!settled) {
                unsettled = world.clock().now();
                seat.dictate(mode, leverages);
            }
        }
    }

    /** Asks for everything that can be seen. */
    private void look() {
        heard.keySet().stream()
                .skip(random.nextInt(heard.size() + 1))
                .findFirst()
                .filter(id -> !busy.contains(id))
                .ifPresent(id -> hear(life.get().api().order(seat.actor(), new OrderRef(id))));
        life.get().api().orders(seat.actor(), ref());
        life.get().api().fills(seat.actor(), ref());
        life.get().api().positions(seat.actor(), ref());
        life.get().api().balances(seat.actor(), ref());
    }

    private void reconcile() {
        Life now = life.get();
        if (!now.isBusy(opened().account())) {
            now.speakFor(opened().account(), () -> now.api().reconcile(seat.actor(), ref()));
        }
    }

    /** By the venue's own means: the service only hears of it. */
    private void tradeElsewhere() {
        if (seat.truth().orders().isEmpty()) {
            return; // The first order tells the exchange by whose rules the account trades.
        }
        Market market = world.exchange().market(appetite.symbol());
        strange++;
        String id = "elsewhere%05d".formatted(strange);
        boolean buy = random.nextBoolean();
        try {
            world.exchange()
                    .place(
                            seat.truth(),
                            random.nextBoolean()
                                    ? OrderRequest.market(
                                            market.contract().symbol(),
                                            id,
                                            buy,
                                            appetite.quantity(market))
                                    : OrderRequest.limit(
                                            market.contract().symbol(),
                                            id,
                                            buy,
                                            appetite.quantity(market),
                                            appetite.price(market)));
        } catch (ExchangeRefusal e) {
            refusals.merge("elsewhere", 1, Integer::sum);
        }
    }

    private void deposit() {
        world.exchange().deposit(seat.truth(), BigDecimal.valueOf(1 + random.nextInt(2_000)));
    }

    /** Risk lets the account trade, only reduce, or not trade at all. */
    private void beDecidedUpon() {
        Risk.Limits before = world.neighbours().limits(opened().account());
        Risk.TradingState[] states = Risk.TradingState.values();
        Risk.TradingState state =
                before.state() == Risk.TradingState.ACTIVE
                        ? states[random.nextInt(states.length)]
                        : Risk.TradingState.ACTIVE;
        decide(
                new Risk.Limits(
                        before.account(),
                        before.orderNotionalMax(),
                        before.positionNotionalMax(),
                        before.leverageMax(),
                        before.openOrdersMax(),
                        state,
                        before.version() + 1));
    }

    /** Risk decides, and the service hears of it. */
    void decide(Risk.Limits limits) {
        world.neighbours().decide(limits);
        haltedAt = world.clock().now();
        life.get().module().hear(new LimitsChanged(limits));
    }

    private boolean isHalted() {
        return world.neighbours().limits(opened().account()).state() == Risk.TradingState.HALTED;
    }

    /** What is said of an order never takes back what was said before. */
    void hear(Order now) {
        Order before = heard.put(now.order(), now);
        PlaceOrder command = sent.get(now.order());
        expect(
                command != null
                        && now.symbol().equals(command.symbol())
                        && now.side() == command.side()
                        && now.quantity().compareTo(command.quantity()) == 0,
                "order %s is not as it was placed: %s".formatted(now.order(), now));
        if (before == null) {
            return;
        }
        expect(
                !before.state().isFinal() || before.state() == now.state(),
                "order %s was %s, now it is %s"
                        .formatted(now.order(), before.state(), now.state()));
        expect(
                before.filled().compareTo(now.filled()) <= 0,
                "order %s had %s filled, now it has %s"
                        .formatted(now.order(), before.filled(), now.filled()));
    }

    private void expect(boolean good, String otherwise) {
        if (!good) {
            faults.add(otherwise);
        }
    }

    private PlaceOrder order() {
        Market market = world.exchange().market(appetite.symbol());
        boolean isMarket = random.nextInt(10) < 4;
        long held = seat.truth().position(market, Leg.BOTH).lots();
        boolean closes = held != 0 && random.nextInt(3) == 0;
        boolean reduces = closes ? random.nextBoolean() : random.nextInt(30) == 0;
        boolean buy = closes ? held < 0 : random.nextBoolean();
        return new PlaceOrder(
                new OrderId(world.ids().next()),
                opened().account(),
                market.contract().symbol(),
                buy ? Side.BUY : Side.SELL,
                isMarket ? OrderType.MARKET : OrderType.LIMIT,
                appetite.quantity(market),
                isMarket ? null : appetite.price(market),
                isMarket ? null : timeInForce(),
                reduces,
                random.nextInt(3) == 0 ? "steady" : null);
    }

    private @Nullable TimeInForce timeInForce() {
        return switch (random.nextInt(10)) {
            case 0, 1 -> TimeInForce.IOC;
            case 2 -> TimeInForce.FOK;
            case 3, 4 -> TimeInForce.POST_ONLY;
            case 5 -> null;
            default -> TimeInForce.GTC;
        };
    }
}
