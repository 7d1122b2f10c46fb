package io.leverageguard.trading.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.api.trading.Execution.Algo;
import io.leverageguard.api.trading.Execution.AlgoRef;
import io.leverageguard.api.trading.Execution.AlgoState;
import io.leverageguard.api.trading.Execution.Algorithm;
import io.leverageguard.api.trading.Execution.OnSlippage;
import io.leverageguard.api.trading.Execution.PegReference;
import io.leverageguard.api.trading.Execution.StartAlgo;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kit.run.Pumps;
import io.leverageguard.trading.execution.ExecutionWorld.Wish;
import io.leverageguard.trading.execution.SimulatedTrading.Death;
import io.leverageguard.trading.execution.SimulatedTrading.Next;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever market and venue do, and wherever the process dies. */
final class AlgorithmsPropertyTest {
    private static final int SECONDS = 90;
    private static final BigDecimal WHOLE = new BigDecimal("2");
    private static final List<PegReference> REFERENCES = List.of(PegReference.values());
    private static final List<Next> FAULTS =
            List.of(
                    Next.REJECT,
                    Next.DENY,
                    Next.UNAVAILABLE,
                    Next.LOSE_ANSWER,
                    Next.REFUSE,
                    Next.PASS,
                    Next.PASS,
                    Next.PASS);

    /** Random bounds of an order, which every fill has to respect. */
    private record Bounds(Side side, BigDecimal limit, BigDecimal slippageBound) {
        boolean allows(BigDecimal price) {
            return side == Side.BUY
                    ? price.compareTo(limit) <= 0 && price.compareTo(slippageBound) <= 0
                    : price.compareTo(limit) >= 0 && price.compareTo(slippageBound) >= 0;
        }
    }

    @Property(tries = 400, seed = "20251010")
    void neverMoreThanTheWholeAndNeverWorseThanTheBounds(
            @ForAll Algorithm algorithm,
            @ForAll Side side,
            @ForAll @IntRange(max = 99_999) int seed) {
        Random random = new Random(seed);
        ExecutionWorld world = new ExecutionWorld();
        boolean faults = random.nextBoolean();
        StartAlgo order = randomOrder(world, algorithm, side, random);
        Bounds bounds =
                new Bounds(
                        side,
                        new BigDecimal(side == Side.BUY ? "101" : "99"),
                        new BigDecimal(side == Side.BUY ? "100.8" : "99.2"));
        world.start(order);
        for (int second = 0; second < SECONDS; second++) {
            if (faults && random.nextInt(4) == 0) {
                world.trading.script.add(FAULTS.get(random.nextInt(FAULTS.size())));
            }
            move(world, random);
            if (random.nextInt(40) == 0) {
                world.restart();
            }
            world.run(1);
            assertThat(world.trading.exposure()).isLessThanOrEqualTo(WHOLE);
            assertThat(world.algo(order.algo()).filled()).isLessThanOrEqualTo(WHOLE);
        }
        world.run(200);
        Algo last = world.algo(order.algo());
        assertThat(last.state().isFinal()).isTrue();
        assertThat(world.trading.open()).isEmpty();
        assertThat(last.filled()).isEqualByComparingTo(world.trading.filled());
        assertThat(world.report(order.algo()).complete()).isTrue();
        assertThat(world.trading.fills).allMatch(fill -> bounds.allows(fill.price()));
        assertThat(last.state() == AlgoState.FILLED).isEqualTo(last.filled().compareTo(WHOLE) == 0);
        assertThat(last.state() == AlgoState.FILLED || !last.reason().isEmpty()).isTrue();
    }

    @Property(tries = 120, seed = "20251010")
    void partsAddUpToTheWholeWhereTheVenueFillsThem(
            @ForAll Algorithm algorithm,
            @ForAll Side side,
            @ForAll @IntRange(max = 9_999) int seed) {
        Random random = new Random(seed);
        ExecutionWorld world = new ExecutionWorld();
        StartAlgo order = randomOrder(world, algorithm, side, random);
        world.start(order);
        for (int second = 0; second < 60; second++) {
            world.venue.print("100", "40");
            for (Order open : world.trading.open()) {
                world.trading.fillResting(
                        open.order(), open.quantity().subtract(open.filled()).toPlainString());
            }
            world.settle();
            world.run(1);
        }
        assertThat(world.algo(order.algo()).state()).isEqualTo(AlgoState.FILLED);
        assertThat(world.trading.filled()).isEqualByComparingTo(WHOLE);
    }

    /** Every commit and every call of trading is a place to die, before and after it happens. */
    @Property(tries = 300, seed = "20251010")
    void deathAnywhereNeitherDoublesNorLosesAPart(
            @ForAll Algorithm algorithm,
            @ForAll @IntRange(max = 99_999) int seed,
            @ForAll @IntRange(min = 1, max = 60) int deathAt) {
        Random random = new Random(seed);
        ExecutionWorld world = new ExecutionWorld();
        StartAlgo order = randomOrder(world, algorithm, Side.BUY, random);
        int[] steps = {0};
        Runnable step =
                () -> {
                    if (++steps[0] % deathAt == 0) {
                        throw new Death();
                    }
                };
        world.memory.watch(step);
        world.trading.onCall = step;
        surviving(world, () -> world.start(order));
        // What was never acknowledged may be sent again by whoever wanted it.
        surviving(world, () -> world.start(order));
        for (int second = 0; second < 70; second++) {
            world.venue.print("100", "40");
            for (Order open : world.trading.open()) {
                world.trading.fillResting(
                        open.order(), open.quantity().subtract(open.filled()).toPlainString());
            }
            surviving(world, () -> world.run(1));
            assertThat(world.trading.exposure()).isLessThanOrEqualTo(WHOLE);
        }
        world.memory.watch(() -> {});
        world.trading.onCall = () -> {};
        world.restart();
        if (isUnknown(world, order)) {
            // It died before the order was on record, each time: nothing was sent.
            assertThat(world.trading.orders).isEmpty();
            return;
        }
        for (int second = 0; second < 200; second++) {
            world.venue.print("100", "40");
            for (Order open : world.trading.open()) {
                world.trading.fillResting(
                        open.order(), open.quantity().subtract(open.filled()).toPlainString());
            }
            world.run(1);
        }
        assertThat(world.trading.exposure()).isLessThanOrEqualTo(WHOLE);
        Algo last = world.algo(order.algo());
        assertThat(last.state().isFinal()).isTrue();
        assertThat(last.filled()).isEqualByComparingTo(world.trading.filled());
        assertThat(world.report(order.algo()).filled()).isEqualByComparingTo(last.filled());
    }

    /** A commit that fails may have happened or not; the process goes on. */
    @Property(tries = 300, seed = "20251010")
    void databaseThatFailsNowAndThenNeitherDoublesNorLosesAPart(
            @ForAll Algorithm algorithm, @ForAll @IntRange(max = 99_999) int seed) {
        Random random = new Random(seed);
        ExecutionWorld world = new ExecutionWorld();
        StartAlgo order = randomOrder(world, algorithm, Side.BUY, random);
        world.memory.watch(
                () -> {
                    if (random.nextInt(4) == 0) {
                        throw new Refusal(
                                Refusal.Reason.UNAVAILABLE, "database_unavailable", "not now");
                    }
                });
        despite(() -> world.start(order));
        for (int second = 0; second < 70; second++) {
            world.venue.print("100", "40");
            for (Order open : world.trading.open()) {
                world.trading.fillResting(
                        open.order(), open.quantity().subtract(open.filled()).toPlainString());
            }
            despite(() -> world.run(1));
            assertThat(world.trading.exposure()).isLessThanOrEqualTo(WHOLE);
        }
        world.memory.watch(() -> {});
        if (random.nextBoolean()) {
            world.restart();
        }
        world.run(200);
        if (!isUnknown(world, order)) {
            Algo last = world.algo(order.algo());
            assertThat(last.state().isFinal()).isTrue();
            assertThat(last.filled()).isEqualByComparingTo(world.trading.filled());
        }
        assertThat(world.trading.exposure()).isLessThanOrEqualTo(WHOLE);
    }

    private static void despite(Runnable work) {
        try {
            work.run();
        } catch (Refusal refusal) {
            assertThat(refusal.code()).isEqualTo("database_unavailable");
        }
    }

    @Property(tries = 60, seed = "20251010")
    void cancelStopsEverythingAtOnce(
            @ForAll Algorithm algorithm,
            @ForAll @IntRange(max = 9_999) int seed,
            @ForAll @IntRange(max = 30) int after) {
        Random random = new Random(seed);
        ExecutionWorld world = new ExecutionWorld();
        StartAlgo order = randomOrder(world, algorithm, Side.SELL, random);
        world.start(order);
        world.run(after);
        if (world.algo(order.algo()).state().isFinal()) {
            return;
        }
        world.api().stop(world.trader, new AlgoRef(order.algo()));
        world.settle();
        int sent = world.trading.orders.size();
        assertThat(world.trading.open()).isEmpty();
        world.run(120);
        assertThat(world.trading.orders).hasSize(sent);
        assertThat(world.algo(order.algo()).state()).isEqualTo(AlgoState.CANCELED);
    }

    @Property(tries = 60, seed = "20251010")
    void neverMoreThanItsShareOfTheMarket(@ForAll @IntRange(max = 99_999) int seed) {
        Random random = new Random(seed);
        ExecutionWorld world = new ExecutionWorld();
        Wish wish = world.wish(Algorithm.POV, Side.BUY, "20");
        BigDecimal share = new BigDecimal(1 + random.nextInt(50)).movePointLeft(2);
        wish.participation = share;
        world.start(wish.order());
        BigDecimal others = BigDecimal.ZERO;
        for (int second = 0; second < 60; second++) {
            BigDecimal print = new BigDecimal(random.nextInt(2_000)).movePointLeft(3);
            if (print.signum() > 0) {
                world.venue.print("100", print.toPlainString());
                others = others.add(print);
            }
            world.run(1);
            BigDecimal market = others.add(world.trading.filled());
            BigDecimal allowed = market.multiply(share).setScale(3, RoundingMode.CEILING);
            assertThat(world.trading.filled()).isLessThanOrEqualTo(allowed);
        }
    }

    private static boolean isUnknown(ExecutionWorld world, StartAlgo order) {
        try {
            world.algo(order.algo());
            return false;
        } catch (Refusal refusal) {
            return refusal.code().equals("algo_not_found");
        }
    }

    /** Runs until the process dies, and then begins a new one, until one survives. */
    private static void surviving(ExecutionWorld world, Runnable work) {
        try {
            work.run();
        } catch (Death death) {
            reborn(world);
        }
    }

    private static void reborn(ExecutionWorld world) {
        for (int attempt = 0; attempt < 100; attempt++) {
            try {
                world.restart();
                return;
            } catch (Death death) {
                assertThat(world.trading.exposure()).isLessThanOrEqualTo(WHOLE);
            }
        }
        // It dies at every single step; the world goes on without it.
        world.pumps = new Pumps();
    }

    private static StartAlgo randomOrder(
            ExecutionWorld world, Algorithm algorithm, Side side, Random random) {
        boolean buy = side == Side.BUY;
        Wish wish =
                world.wish(algorithm, side, WHOLE.toPlainString())
                        .limit(buy ? "101" : "99")
                        .slippage("80", random.nextBoolean() ? OnSlippage.PAUSE : OnSlippage.END);
        wish.until = ExecutionWorld.START.plus(Duration.ofSeconds(60));
        if (random.nextBoolean()) {
            wish.sweep();
        }
        switch (algorithm) {
            case TWAP, VWAP -> {
                wish.slices = 1 + random.nextInt(12);
                wish.sizeJitter = random.nextInt(50);
                wish.timeJitter = random.nextInt(50);
                wish.seed = random.nextLong();
            }
            case POV -> {
                wish.participation = new BigDecimal("0.1");
                wish.partMax = new BigDecimal("0.4");
            }
            case ICEBERG -> wish.display("0.25");
            case SNIPER -> wish.sizeMin = new BigDecimal("0.5");
            case PEGGED -> {
                wish.reference = REFERENCES.get(random.nextInt(REFERENCES.size()));
                wish.postOnly = random.nextBoolean();
            }
        }
        return wish.order();
    }

    private static void move(ExecutionWorld world, Random random) {
        int middle = 1_000 + random.nextInt(31) - 15;
        BigDecimal bid = new BigDecimal(middle - 1 - random.nextInt(3)).movePointLeft(1);
        BigDecimal ask = new BigDecimal(middle + 1 + random.nextInt(3)).movePointLeft(1);
        world.venue.touch(
                bid.toPlainString(),
                quantity(random).toPlainString(),
                ask.toPlainString(),
                quantity(random).toPlainString());
        world.venue.print("100", quantity(random).toPlainString());
        for (Order open : world.trading.open()) {
            if (random.nextInt(3) == 0) {
                BigDecimal rest = open.quantity().subtract(open.filled());
                world.trading.fillResting(open.order(), rest.min(quantity(random)).toPlainString());
            }
        }
    }

    private static BigDecimal quantity(Random random) {
        return new BigDecimal(1 + random.nextInt(800)).movePointLeft(3);
    }
}
