package io.leverageguard.benchmarks;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The engine's order book beside exchange-core's direct book, on the same operations. */
@Command(
        name = "book",
        description = "Order book: operations per second and latency beside exchange-core's.",
        mixinStandardHelpOptions = true)
final class BookBench implements Callable<Integer> {
    private static final double SPEED_BUDGET = 1.5;

    @Option(names = "--seed", defaultValue = "1", description = "Of the operations.")
    private long seed = 1;

    @Option(names = "--resting", defaultValue = "4000", description = "Orders in the book.")
    private int resting = 4_000;

    @Option(names = "--operations", defaultValue = "1000000", description = "In one round.")
    private int count = 1_000_000;

    @Option(names = "--rounds", defaultValue = "9", description = "Measured rounds of each book.")
    private int rounds = 9;

    @Option(names = "--warm-up", defaultValue = "4", description = "Rounds before them.")
    private int warmUp = 4;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the measures.")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException {
        BookOperations operations = new BookOperations(seed, resting, count);
        System.out.printf(
                Locale.ROOT,
                "seed %d: %d operations over %d resting orders;"
                        + " %.0f %% limit, %.0f %% immediate, %.0f %% cancel,"
                        + " %.0f %% reduce, %.0f %% move%n",
                seed,
                count,
                resting,
                operations.share(BookOperations.LIMIT),
                operations.share(BookOperations.IMMEDIATE),
                operations.share(BookOperations.CANCEL),
                operations.share(BookOperations.REDUCE),
                operations.share(BookOperations.MOVE));
        List<Contestant> contestants =
                List.of(
                        new Contestant("ours", () -> new OurBook(resting)),
                        new Contestant("exchange-core", ExchangeCoreBook::new));
        for (int round = -warmUp; round < rounds; round++) {
            String outcome = "";
            for (Contestant contestant : contestants) {
                String found = contestant.round(operations, round >= 0);
                if (!outcome.isEmpty() && !outcome.equals(found)) {
                    System.err.println("not the same: " + outcome + " and " + found);
                    return 1;
                }
                outcome = found;
            }
            if (round == 0) {
                System.out.println("every book, every round: " + outcome);
            }
        }
        Measure.report(measures(contestants.getFirst(), contestants.getLast()), json);
        return 0;
    }

    private static List<Measure> measures(Contestant ours, Contestant direct) {
        List<Measure> measures = new ArrayList<>();
        String peer = "exchange-core";
        double speed = ours.speed();
        measures.add(Measure.beside("book.speed", peer, speed, direct.speed(), "op/s"));
        measures.add(Measure.of("book.speed.ratio", speed / direct.speed(), SPEED_BUDGET, "times"));
        for (double share : new double[] {0.5, 0.99, 0.999}) {
            String name = "book.latency.p" + String.valueOf(share * 100).replaceAll("\\.0$", "");
            double theirs = direct.latency(share);
            measures.add(Measure.beside(name, peer, ours.latency(share), theirs, "ns"));
        }
        measures.add(Measure.beside("book.allocated", peer, ours.bytes, direct.bytes, "B/op"));
        return measures;
    }

    /**
     * One book over all rounds; every round starts with a new one. Its speed is by the thread's
     * processor time, so that what else runs does not count; collecting garbage is not in it.
     */
    private static final class Contestant {
        private static final ThreadMXBean THREADS =
                (ThreadMXBean) ManagementFactory.getThreadMXBean();

        private final String name;
        private final Supplier<TestedBook> books;
        private final List<Double> speeds = new ArrayList<>();
        private final List<long[]> latencies = new ArrayList<>();
        private double bytes;

        private Contestant(String name, Supplier<TestedBook> books) {
            this.name = name;
            this.books = books;
        }

        /** Once as fast as it can, once with a look at the clock around every operation. */
        private String round(BookOperations operations, boolean measured) {
            TestedBook book = filled(operations);
            int from = operations.fill();
            int to = operations.size();
            long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
            long begun = THREADS.getCurrentThreadCpuTime();
            book.run(operations, from, to);
            long taken = THREADS.getCurrentThreadCpuTime() - begun;
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - bytesBefore;
            String outcome = outcome(book);
            TestedBook timed = filled(operations);
            long[] latency = timed(timed, operations);
            if (!outcome(timed).equals(outcome)) {
                throw new IllegalStateException(name + " does not repeat itself");
            }
            if (measured) {
                speeds.add(1e9 * (to - from) / taken);
                bytes = (double) allocated / (to - from);
                latencies.add(latency);
            }
            return outcome;
        }

        private TestedBook filled(BookOperations operations) {
            TestedBook book = books.get();
            book.run(operations, 0, operations.fill());
            return book;
        }

        private static long[] timed(TestedBook book, BookOperations operations) {
            int from = operations.fill();
            long[] taken = new long[operations.size() - from];
            for (int i = 0; i < taken.length; i++) {
                long begun = System.nanoTime();
                book.apply(operations, from + i);
                taken[i] = System.nanoTime() - begun;
            }
            Arrays.sort(taken);
            return taken;
        }

        private static String outcome(TestedBook book) {
            return "%s; %d orders with %d lots left"
                    .formatted(book.trades(), book.resting(), book.restingLots());
        }

        private double speed() {
            return median(speeds);
        }

        /** The median over the rounds of a quantile within a round. */
        private double latency(double share) {
            return median(
                    latencies.stream().map(l -> (double) l[(int) (share * l.length)]).toList());
        }

        private static double median(List<Double> values) {
            return values.stream().sorted().toList().get(values.size() / 2);
        }
    }
}
