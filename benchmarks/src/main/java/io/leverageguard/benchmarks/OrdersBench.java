package io.leverageguard.benchmarks;

import io.leverageguard.benchmarks.OpenLoop.Round;
import io.leverageguard.kit.sql.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How fast orders are taken over HTTP, durably and with every check: at a steady rate, and at the
 * rate from which on the desk does not keep up. Latency counts from the moment at which an order
 * was to be sent. Beside it, on the same PostgreSQL, one commit per order.
 */
@Command(
        name = "orders",
        description = "Orders over HTTP, durable, beside one commit per order.",
        mixinStandardHelpOptions = true)
final class OrdersBench implements Callable<Integer> {
    private static final double P99_MS_BUDGET = 10;
    private static final double SPEED_BUDGET = 20_000;
    private static final double TIMES_PEER_BUDGET = 2;
    private static final double KEEPS_UP = 0.98;
    private static final String DATABASE = "leverageguard";
    private static final String PASSWORD = "benchmark";
    private static final int DATABASE_CONNECTIONS_MAX = 200;

    @Option(names = "--rate", defaultValue = "5000", description = "Orders per second.")
    private int rate = 5_000;

    @Option(names = "--seconds", defaultValue = "30", description = "At that rate.")
    private double seconds = 30;

    @Option(names = "--warm-up", defaultValue = "20", description = "Seconds before.")
    private double warmUp = 20;

    @Option(names = "--step", defaultValue = "2500", description = "By which the rate rises.")
    private int step = 2_500;

    @Option(names = "--step-seconds", defaultValue = "10", description = "At each rate.")
    private double stepSeconds = 10;

    @Option(names = "--people", defaultValue = "16", description = "With one account each.")
    private int people = 16;

    @Option(names = "--connections", defaultValue = "512", description = "That stay open.")
    private int connections = 512;

    @Option(names = "--peer-connections", defaultValue = "8", description = "Of the peer.")
    private int peerConnections = 8;

    @Option(names = "--flag", paramLabel = "FLAG", description = "For the desk's JVM.")
    private List<String> flags = List.of();

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the measures.")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        Path folder = Files.createTempDirectory("lg-orders");
        EmbeddedPostgres postgres =
                EmbeddedPostgres.start(
                        new EmbeddedPostgres.Settings(
                                folder.resolve("postgres"),
                                0,
                                PASSWORD,
                                DATABASE_CONNECTIONS_MAX,
                                true));
        try (postgres) {
            postgres.createDatabase(DATABASE);
            Path data = folder.resolve("data");
            Path log = folder.resolve("output.log");
            System.out.println("The desk's output is in " + log);
            CommitPerOrder peer =
                    new CommitPerOrder(postgres.url(DATABASE), postgres.user(), PASSWORD);
            try (RunningDesk desk =
                            RunningDesk.of(
                                    OrdersDesk.class, data, surroundings(postgres), flags, log);
                    Crowd crowd = new Crowd(desk.port())) {
                crowd.gather(data, people);
                Measure.report(measures(desk, crowd, peer), json);
            }
        }
        return 0;
    }

    private static Map<String, String> surroundings(EmbeddedPostgres postgres) {
        return Map.of(
                "LG_DATABASE_URL",
                postgres.url(DATABASE),
                "LG_DATABASE_USER",
                postgres.user(),
                "LG_DATABASE_PASSWORD",
                PASSWORD,
                "LG_MARKETDATA_FOLLOW",
                AtOnceVenue.NAME + ":" + AtOnceVenue.SYMBOL);
    }

    private List<Measure> measures(RunningDesk desk, Crowd crowd, CommitPerOrder peer)
            throws IOException, InterruptedException, SQLException {
        List<Measure> measures = new ArrayList<>();
        try (OpenLoop load = new OpenLoop(desk.port(), connections)) {
            crowd.logIn();
            told("warm-up", rate, desk, load.run(crowd, rate, warmUp), 0);
            double cpu = desk.cpuSeconds();
            Round steady = load.run(crowd, rate, seconds);
            told("steady", rate, desk, steady, cpu);
            measures.add(Measure.of("orders.p99", steady.taken().ms(0.99), P99_MS_BUDGET, "ms"));
            double fastest = saturate(desk, crowd, load);
            double commits = peer.run(peerConnections, stepSeconds);
            measures.add(Measure.of("orders.speed", fastest, SPEED_BUDGET, "1/s"));
            measures.add(
                    Measure.beside(
                            "orders.speed", "one commit per order", fastest, commits, "1/s"));
            measures.add(
                    Measure.of("orders.times_peer", fastest / commits, TIMES_PEER_BUDGET, "x"));
        }
        return measures;
    }

    /** Raises the rate until the desk does not keep up; the most good answers per second. */
    private double saturate(RunningDesk desk, Crowd crowd, OpenLoop load)
            throws IOException, InterruptedException {
        double fastest = 0;
        for (int asked = rate; ; asked += step) {
            crowd.logIn();
            double cpu = desk.cpuSeconds();
            Round round = load.run(crowd, asked, stepSeconds);
            told("rising", asked, desk, round, cpu);
            fastest = Math.max(fastest, round.speed());
            if (round.speed() < KEEPS_UP * asked) {
                return fastest;
            }
        }
    }

    private static void told(
            String name, int asked, RunningDesk desk, Round round, double cpuBefore)
            throws IOException {
        System.out.printf(
                Locale.ROOT,
                "%-8s %6d/s asked %8.0f/s good  p50 %.2f  p90 %.2f  p99 %.2f  p99.9 %.2f  max %.2f"
                        + " ms  %s%s  desk %.0f %% of a core, %.0f MB%n",
                name,
                asked,
                round.speed(),
                round.taken().ms(0.5),
                round.taken().ms(0.9),
                round.taken().ms(0.99),
                round.taken().ms(0.999),
                round.taken().ms(1),
                round.statuses(),
                round.unanswered() > 0 ? " unanswered " + round.unanswered() : "",
                100 * (desk.cpuSeconds() - cpuBefore) / round.seconds(),
                desk.residentMb());
    }
}
