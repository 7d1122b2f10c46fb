package io.leverageguard.benchmarks;

import io.leverageguard.engine.ApprovedOrder;
import io.leverageguard.engine.Command;
import io.leverageguard.engine.Command.Fill;
import io.leverageguard.engine.Command.MoveOrder;
import io.leverageguard.engine.Command.PlaceOrder;
import io.leverageguard.engine.Command.PriceSource;
import io.leverageguard.engine.Command.SetLimits;
import io.leverageguard.engine.Command.Terms;
import io.leverageguard.engine.Command.Trigger;
import io.leverageguard.engine.Command.TriggerKind;
import io.leverageguard.engine.Engine;
import io.leverageguard.engine.EngineAgent;
import io.leverageguard.engine.EngineListener;
import io.leverageguard.engine.EngineProxy;
import io.leverageguard.engine.Journal;
import io.leverageguard.engine.Limits;
import io.leverageguard.engine.OrderState;
import io.leverageguard.engine.Scope;
import io.leverageguard.engine.TradingState;
import io.leverageguard.engine.Verdict;
import io.leverageguard.engine.Work;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A desk under measurement: accounts with every kind of limit in force, and conditional orders that
 * wait for prices. Its journal forgets, because PostgreSQL is measured by {@code lg bench orders}.
 * Everything happens on the caller's thread.
 */
final class EngineDesk implements EngineListener {
    static final int ACCOUNTS = 10;
    static final long PRICE = 100_000;

    /** Prices stay between these, and so do what orders wait for: each is reached in time. */
    static final long LOWEST = 98_000;

    static final long HIGHEST = 102_000;

    private static final long WIDE = Long.MAX_VALUE / 4;

    final Engine engine = new Engine(this);
    final EngineProxy proxy = new EngineProxy(64, () -> {});
    private final EngineAgent agent = new EngineAgent(engine, proxy, new Forgetful());
    private final int instruments;
    private final SplittableRandom random;
    private long now = 1_760_000_000_000L;
    private long nextOrder = 1;

    private final long[] approved = new long[10_000];
    private int approvedCount;

    /** When the first of the orders was approved that were not replaced yet. */
    long approvedAt;

    long approvals;

    EngineDesk(int instruments, int waiting, long seed) {
        this.instruments = instruments;
        this.random = new SplittableRandom(seed);
        run(this::open);
        for (int i = 0; i < waiting; i++) {
            PlaceOrder order = conditional(1 + i % instruments, PRICE);
            run(on -> expectOk(on.apply(order)));
        }
    }

    @Override
    public void onApproved(ApprovedOrder order) {
        if (approvedCount == 0) {
            approvedAt = System.nanoTime();
        }
        approved[approvedCount++] = order.number();
        approvals++;
    }

    @Override
    public void onReleaseDenied(long order, Verdict why) {
        throw new IllegalStateException("a conditional order was denied: " + why);
    }

    @Override
    public void onOrder(long order, OrderState state, long filledLots) {}

    /** Lets the engine see a price. */
    void tick(int instrument, PriceSource source, long ticks) {
        proxy.offerTick(instrument, source, ticks, now);
        agent.doWork();
    }

    boolean hasDecided() {
        return approvedCount > 0;
    }

    /** Orders that do not matter any more. */
    void forgetApproved() {
        approvedCount = 0;
    }

    /** The released orders end, and others wait in their places. */
    void replace(int instrument, long price) {
        while (approvedCount > 0) {
            long order = approved[--approvedCount];
            PlaceOrder next = conditional(instrument, price);
            run(
                    on -> {
                        expectOk(on.apply(new MoveOrder(order, OrderState.REJECTED, 0)));
                        expectOk(on.apply(next));
                    });
        }
    }

    /** So many orders, each of which is placed, open, filled and forgotten. */
    Command[] cycles(int count) {
        Command[] commands = new Command[count * 4];
        for (int i = 0; i < count; i++) {
            now += 10;
            int account = 1 + random.nextInt(ACCOUNTS);
            int instrument = 1 + random.nextInt(instruments);
            boolean buy = random.nextBoolean();
            Terms terms = new Terms(1 + random.nextInt(3), now, true, null, 0, null);
            long order = nextOrder++;
            long ticks = PRICE + random.nextLong(-50, 50);
            commands[4 * i] =
                    new PlaceOrder(order, account, instrument, buy, 5, ticks, PRICE, false, terms);
            commands[4 * i + 1] = new MoveOrder(order, OrderState.ACCEPTED, 0);
            commands[4 * i + 2] = new MoveOrder(order, OrderState.FILLED, 5);
            commands[4 * i + 3] =
                    new Fill(order, account, instrument, buy, 5, ticks, random.nextLong(9), now);
        }
        return commands;
    }

    /** Has the engine's thread, here the caller's, do something, in a batch of its own. */
    void run(Consumer<Engine> action) {
        proxy.offer(
                new Work() {
                    @Override
                    public void act(Engine on) {
                        action.accept(on);
                    }

                    @Override
                    public void committed() {}

                    @Override
                    public void failed(RuntimeException cause) {
                        throw cause;
                    }
                });
        agent.doWork();
    }

    static void expectOk(Verdict verdict) {
        if (verdict != Verdict.OK) {
            throw new IllegalStateException("the engine says " + verdict);
        }
    }

    private void open(Engine on) {
        for (int instrument = 1; instrument <= instruments; instrument++) {
            expectOk(on.apply(new Command.AddInstrument(instrument, 1)));
        }
        for (int account = 1; account <= ACCOUNTS; account++) {
            int user = 1 + account / 3;
            expectOk(on.apply(new Command.OpenAccount(account, user, 1 + account % 3, all())));
            expectOk(on.apply(new SetLimits(Scope.user(user), all())));
            for (int instrument = 1; instrument <= instruments; instrument++) {
                expectOk(on.apply(new Command.SetLeverage(account, instrument, 5)));
            }
        }
        expectOk(on.apply(new SetLimits(Scope.DESK, all())));
    }

    /** Every limit in force, none near. */
    private static Limits all() {
        return new Limits(
                WIDE,
                WIDE,
                WIDE,
                20,
                1_000_000,
                10_000,
                1_000,
                1,
                500_000,
                WIDE,
                WIDE,
                1_000_000,
                1_000,
                TradingState.ACTIVE,
                1);
    }

    /** A stop, a touched or a trailing order some way from a price. */
    private PlaceOrder conditional(int instrument, long price) {
        now += 10;
        boolean buy = random.nextBoolean();
        TriggerKind kind = List.of(TriggerKind.values()).get(random.nextInt(3));
        long away = random.nextLong(200, 800);
        boolean above = buy == (kind == TriggerKind.STOP);
        boolean trails = kind == TriggerKind.TRAILING;
        long far = Math.clamp(above ? price + away : price - away, LOWEST + 100, HIGHEST - 100);
        long ticks = trails ? 0 : far;
        int callback = trails ? random.nextInt(2_000, 8_000) : 0;
        Trigger trigger =
                new Trigger(
                        kind,
                        List.of(PriceSource.values()).get(random.nextInt(3)),
                        true,
                        ticks,
                        callback);
        Terms terms = new Terms(0, now, false, trigger, 0, null);
        int account = 1 + random.nextInt(ACCOUNTS);
        long order = nextOrder++;
        return new PlaceOrder(order, account, instrument, buy, 1, 0, price, false, terms);
    }

    /** Keeps nothing. */
    private static final class Forgetful implements Journal {
        @Override
        public void append(byte[] commands, long stateHash) {}

        @Override
        public void replay(BatchReader reader) {}
    }
}
