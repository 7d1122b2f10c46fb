package io.leverageguard.benchmarks;

import com.sun.management.ThreadMXBean;
import io.leverageguard.engine.Command;
import io.leverageguard.engine.Command.PriceSource;
import io.leverageguard.engine.Engine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * From a price to the decision what it calls for, and from an order to the answer of every limit,
 * inside the engine; beside a command of exchange-core's book in the same run.
 */
@picocli.CommandLine.Command(
        name = "engine",
        description = "Trading engine: tick to decision and order checks, beside exchange-core.",
        mixinStandardHelpOptions = true)
final class EngineBench implements Callable<Integer> {
    private static final double TICK_BUDGET_NANOS = 5_000;
    private static final double[] SHARES = {0.5, 0.99, 0.999, 1};
    private static final int BATCH = 4_000;
    private static final PriceSource[] SOURCES = PriceSource.values();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Option(names = "--seed", defaultValue = "1", description = "Of prices and orders.")
    private long seed = 1;

    @Option(names = "--waiting", defaultValue = "1000", description = "Conditional orders.")
    private int waiting = 1_000;

    @Option(names = "--instruments", defaultValue = "100", description = "With prices.")
    private int instruments = 100;

    @Option(names = "--ticks", defaultValue = "1000000", description = "In one round.")
    private int ticks = 1_000_000;

    @Option(names = "--orders", defaultValue = "100000", description = "In one round.")
    private int orders = 100_000;

    @Option(names = "--rounds", defaultValue = "5", description = "Measured rounds.")
    private int rounds = 5;

    @Option(names = "--warm-up", defaultValue = "3", description = "Rounds before them.")
    private int warmUp = 3;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the measures.")
    private @Nullable Path json;

    private final Series tick = new Series();
    private final Series decision = new Series();
    private final Series order = new Series();
    private final Series peer = new Series();

    @Override
    public Integer call() throws IOException {
        EngineDesk desk = new EngineDesk(instruments, waiting, seed);
        Prices prices = new Prices(seed);
        BookOperations operations = new BookOperations(seed, 4_000, 500_000);
        for (int round = -warmUp; round < rounds; round++) {
            boolean measured = round >= 0;
            long before = desk.approvals;
            seePrices(desk, prices, measured);
            long decided = desk.approvals - before;
            placeOrders(desk, measured);
            askPeer(operations, measured);
            if (round == 0) {
                System.out.printf(
                        Locale.ROOT,
                        "seed %d: %d conditional orders on %d instruments;"
                                + " %d of %d ticks released one%n",
                        seed,
                        waiting,
                        instruments,
                        decided,
                        ticks);
            }
        }
        Measure.report(measures(), json);
        return 0;
    }

    private List<Measure> measures() {
        List<Measure> measures = new ArrayList<>();
        String theirs = "exchange-core";
        for (double share : SHARES) {
            String name = share == 1 ? "max" : "p" + percent(share);
            double other = peer.latency(share);
            measures.add(Measure.beside("tick." + name, theirs, tick.latency(share), other, "ns"));
            measures.add(
                    Measure.beside(
                            "decision." + name, theirs, decision.latency(share), other, "ns"));
            measures.add(
                    Measure.beside("order." + name, theirs, order.latency(share), other, "ns"));
        }
        double budget = TICK_BUDGET_NANOS;
        measures.add(Measure.of("tick.p99.budget", tick.latency(0.99), budget, "ns"));
        measures.add(Measure.of("decision.p99.budget", decision.latency(0.99), budget, "ns"));
        measures.add(Measure.beside("tick.allocated", theirs, tick.bytes(), peer.bytes(), "B/op"));
        measures.add(
                Measure.beside("order.allocated", theirs, order.bytes(), peer.bytes(), "B/op"));
        measures.add(Measure.beside("tick.speed", theirs, tick.speed(), peer.speed(), "op/s"));
        measures.add(Measure.beside("order.speed", theirs, order.speed(), peer.speed(), "op/s"));
        return measures;
    }

    /** Once with a look at the clock around every price, once as fast as it can. */
    private void seePrices(EngineDesk desk, Prices prices, boolean measured) {
        prices.wild();
        long[] taken = new long[ticks];
        long[] decided = new long[ticks];
        int decisions = 0;
        for (int i = 0; i < ticks; i++) {
            prices.next();
            long begun = System.nanoTime();
            desk.tick(prices.instrument, prices.source, prices.ticks);
            taken[i] = System.nanoTime() - begun;
            if (desk.hasDecided()) {
                decided[decisions++] = desk.approvedAt - begun;
                desk.replace(prices.instrument, prices.ticks);
            }
        }
        if (measured) {
            tick.add(taken);
            decision.add(Arrays.copyOf(decided, decisions));
        }
        fastPrices(desk, prices, measured);
    }

    /** Prices that move, but not as far as to what waits: the usual ones. */
    private void fastPrices(EngineDesk desk, Prices prices, boolean measured) {
        prices.calm();
        for (int i = 0; i < 10 * instruments * SOURCES.length; i++) {
            prices.next();
            desk.tick(prices.instrument, prices.source, prices.ticks);
            desk.replace(prices.instrument, prices.ticks);
        }
        long approvals = desk.approvals;
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long begun = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < ticks; i++) {
            prices.next();
            desk.tick(prices.instrument, prices.source, prices.ticks);
        }
        long time = THREADS.getCurrentThreadCpuTime() - begun;
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - bytes;
        if (measured) {
            tick.addRound(ticks, time, allocated);
            if (desk.approvals != approvals) {
                System.out.println("released while calm: " + (desk.approvals - approvals));
            }
        }
    }

    /** The latency is that of the check and what it books; the speed that of a whole life. */
    private void placeOrders(EngineDesk desk, boolean measured) {
        long[] taken = new long[orders];
        Command[] timed = desk.cycles(orders);
        inBatches(desk, timed, taken);
        Command[] fast = desk.cycles(orders);
        long[] cost = {0, 0};
        for (int from = 0; from < fast.length; from += BATCH) {
            int first = from;
            desk.run(
                    on -> {
                        long bytes = THREADS.getCurrentThreadAllocatedBytes();
                        long begun = THREADS.getCurrentThreadCpuTime();
                        apply(on, fast, first);
                        desk.forgetApproved();
                        cost[0] += THREADS.getCurrentThreadCpuTime() - begun;
                        cost[1] += THREADS.getCurrentThreadAllocatedBytes() - bytes;
                    });
        }
        if (measured) {
            order.add(taken);
            order.addRound(orders, cost[0], cost[1]);
        }
    }

    private static void apply(Engine on, Command[] commands, int from) {
        int to = Math.min(commands.length, from + BATCH);
        for (int i = from; i < to; i++) {
            EngineDesk.expectOk(on.apply(commands[i]));
        }
    }

    private static void inBatches(EngineDesk desk, Command[] commands, long[] taken) {
        for (int from = 0; from < commands.length; from += BATCH) {
            int first = from;
            int last = Math.min(commands.length, from + BATCH);
            desk.run(
                    on -> {
                        for (int i = first; i < last; i++) {
                            long begun = System.nanoTime();
                            EngineDesk.expectOk(on.apply(commands[i]));
                            desk.forgetApproved();
                            if (i % 4 == 0) {
                                taken[i / 4] = System.nanoTime() - begun;
                            }
                        }
                    });
        }
    }

    private void askPeer(BookOperations operations, boolean measured) {
        int from = operations.fill();
        int count = operations.size() - from;
        ExchangeCoreBook timed = new ExchangeCoreBook();
        timed.run(operations, 0, from);
        long[] taken = new long[count];
        for (int i = 0; i < count; i++) {
            long begun = System.nanoTime();
            timed.apply(operations, from + i);
            taken[i] = System.nanoTime() - begun;
        }
        ExchangeCoreBook fast = new ExchangeCoreBook();
        fast.run(operations, 0, from);
        long bytes = THREADS.getCurrentThreadAllocatedBytes();
        long begun = THREADS.getCurrentThreadCpuTime();
        fast.run(operations, from, operations.size());
        long time = THREADS.getCurrentThreadCpuTime() - begun;
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - bytes;
        if (measured) {
            peer.add(taken);
            peer.addRound(count, time, allocated);
        }
    }

    private static String percent(double share) {
        return String.valueOf(share * 100).replaceAll("\\.0$", "");
    }

    /** Prices that walk, each instrument on its own way. */
    private final class Prices {
        private final SplittableRandom random;
        private final long[] last = new long[instruments];
        private long[] low = new long[0];
        private long[] high = new long[0];
        private int instrument;
        private PriceSource source = PriceSource.LAST;
        private long ticks;

        Prices(long from) {
            random = new SplittableRandom(from);
            Arrays.fill(last, EngineDesk.PRICE);
        }

        void wild() {
            low = new long[0];
        }

        void next() {
            int at = random.nextInt(last.length);
            long step = random.nextLong(-30, 31);
            last[at] = Math.clamp(last[at] + step, EngineDesk.LOWEST, EngineDesk.HIGHEST);
            if (low.length > 0) {
                last[at] = Math.clamp(last[at], low[at], high[at]);
            }
            instrument = 1 + at;
            source = SOURCES[random.nextInt(SOURCES.length)];
            ticks = last[at];
        }

        /** From here on prices stay where they are, give or take a little. */
        void calm() {
            low = new long[last.length];
            high = new long[last.length];
            for (int i = 0; i < last.length; i++) {
                low[i] = last[i] - 3;
                high[i] = last[i] + 3;
            }
        }
    }

    /** Latencies and speeds of several rounds, of each of which the median counts. */
    private static final class Series {
        private final List<long[]> latencies = new ArrayList<>();
        private final List<Double> speeds = new ArrayList<>();
        private final List<Double> bytes = new ArrayList<>();

        void add(long[] taken) {
            Arrays.sort(taken);
            latencies.add(taken);
        }

        void addRound(int count, long nanos, long allocated) {
            speeds.add(1e9 * count / nanos);
            bytes.add((double) allocated / count);
        }

        double latency(double share) {
            return median(
                    latencies.stream()
                            .map(l -> (double) l[Math.min(l.length - 1, (int) (share * l.length))])
                            .toList());
        }

        double speed() {
            return median(speeds);
        }

        double bytes() {
            return median(bytes);
        }

        private static double median(List<Double> values) {
            return values.stream().sorted().toList().get(values.size() / 2);
        }
    }
}
