package io.leverageguard.launcher.simulation;

import io.leverageguard.api.risk.Risk;
import io.leverageguard.api.risk.RiskEvent.LimitsChanged;
import io.leverageguard.api.trading.Trading;
import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.trading.Trading.AccountRef;
import io.leverageguard.api.trading.Trading.MarginMode;
import io.leverageguard.api.trading.Trading.OpenAccount;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.api.trading.Trading.SetLeverage;
import io.leverageguard.exchange.core.ExchangeRefusal;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.exchange.core.OrderRequest;
import io.leverageguard.kernel.rpc.Refusal;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
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
    static final Duration LATE_MAX = Duration.ofMinutes(1);

    /** Refusals of a wish by which the venue was not bothered. */
    private static final Set<String> NEVER_SENT = Set.of("leverage_limit", "account_not_ready");

    /** Something that the customer does, and how often compared with the others. */
    private record Habit(int weight, Runnable deed) {}

    private final Seat seat;
    private final World world;
    private final Supplier<Life> life;
    private final SplittableRandom random;
    private final Appetite appetite;
    private final Notebook notebook = new Notebook();
    private final Dealings dealings;
    private final Map<String, SetLeverage> leverages = new LinkedHashMap<>();
    private final Map<String, Instant> confirmed = new HashMap<>();
    private final Set<String> prepared = new HashSet<>();
    private final Map<String, Integer> refusals = new LinkedHashMap<>();
    private final List<Habit> habits;
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
        this.appetite = new Appetite(world, random, seat.truth());
        this.dealings =
                new Dealings(
                        seat.actor(), world, () -> life.get().api(), random, appetite, notebook);
        this.habits =
                List.of(
                        new Habit(44, this::placeOrder),
                        new Habit(6, () -> dealings.placeList(ref())),
                        new Habit(12, dealings::cancel),
                        new Habit(9, dealings::amend),
                        new Habit(2, () -> dealings.cancelAll(ref())),
                        new Habit(3, () -> dealings.closePosition(ref())),
                        new Habit(8, dealings::repeat),
                        new Habit(2, dealings::reuseId),
                        new Habit(3, () -> dealings.placeNonsense(ref())),
                        new Habit(4, this::changeLeverage),
                        new Habit(5, this::look),
                        new Habit(3, this::reconcile),
                        new Habit(4, this::tradeElsewhere),
                        new Habit(1, this::deposit),
                        new Habit(1, this::beDecidedUpon));
    }

    /** What was sent and answered. */
    Notebook notebook() {
        return notebook;
    }

    Seat seat() {
        return seat;
    }

    /** The account; null when it was never opened. */
    @Nullable Account account() {
        return account;
    }

    /**
     * What was answered to the last wish for a margin mode, by contract; nothing if nothing was.
     */
    Map<String, SetLeverage> leverages() {
        return leverages;
    }

    /**
     * When the last wish was confirmed; an order that was sent before, and was on its way then, may
     * open a position in the mode before.
     */
    Instant confirmedAt(String symbol) {
        return confirmed.getOrDefault(symbol, Instant.MIN);
    }

    /** Whether a leverage was ever set and confirmed. */
    boolean isPrepared(String symbol) {
        return prepared.contains(symbol);
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
        boolean halted = isHalted();
        dealings.place(
                ref(),
                answer -> {
                    if (halted && isHalted() && answer.state() != OrderState.DENIED) {
                        notebook.expect(
                                answer.createdAt().isBefore(haltedAt),
                                "order %s was placed while halted".formatted(answer.order()));
                    }
                });
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
            confirmed.put(symbol, world.clock().now());
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
        dealings.look();
        Trading api = life.get().api();
        api.orders(seat.actor(), ref());
        api.fills(seat.actor(), ref());
        api.positions(seat.actor(), ref());
        api.subPositions(seat.actor(), ref());
        api.balances(seat.actor(), ref());
        api.ledger(seat.actor(), ref());
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
}
