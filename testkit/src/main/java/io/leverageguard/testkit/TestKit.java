package io.leverageguard.testkit;

import io.leverageguard.kernel.ids.IdGenerator;
import io.leverageguard.kernel.time.SteppedClock;
import io.leverageguard.kit.Kit;
import io.leverageguard.kit.config.Configuration;
import io.leverageguard.kit.http.HttpServer;
import io.leverageguard.kit.http.WebClient;
import io.leverageguard.kit.ops.Telemetry;
import io.leverageguard.kit.run.Jobs;
import io.leverageguard.kit.run.Pumps;
import io.leverageguard.kit.secret.Secrets;
import io.leverageguard.kit.stream.Hub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/** Everything a module needs in a test: a stepped clock, seeded ids, a database, a server. */
public final class TestKit implements AutoCloseable {
    /** Where the clock stands at first: shortly before the crash of 10 October 2025. */
    public static final Instant START = Instant.parse("2025-10-10T20:00:00Z");

    private static final long SEED = 20251010;
    private static final int ROUNDS_MAX = 1_000;

    private final SteppedClock clock = new SteppedClock(START);
    private final HttpServer server;
    private final Kit kit;

    private TestKit(Configuration configuration) {
        Path data = folder();
        Secrets secrets = new Secrets(data.resolve("secrets"));
        Telemetry telemetry = Telemetry.local();
        server = new HttpServer(HttpServer.Settings.local(), clock, secrets, telemetry);
        kit =
                new Kit(
                        clock,
                        new IdGenerator(clock, new Random(SEED)),
                        server,
                        TestPostgres.databases(clock),
                        new Pumps(clock),
                        Jobs.stepped(clock),
                        new Hub(),
                        new WebClient(),
                        configuration,
                        secrets,
                        telemetry,
                        data);
    }

    /** A kit with defaults. */
    public static TestKit create() {
        return new TestKit(Configuration.empty());
    }

    /** A kit with a configuration. */
    public static TestKit create(Configuration configuration) {
        return new TestKit(configuration);
    }

    /** What modules are built with. */
    public Kit kit() {
        return kit;
    }

    /** The clock, which stands still until it is moved. */
    public SteppedClock clock() {
        return clock;
    }

    /** The server, to start it or to install a gate; it does not listen until started. */
    public HttpServer server() {
        return server;
    }

    /** Drives pumps and due jobs until both are at rest. */
    public void settle() {
        for (int round = 0; round < ROUNDS_MAX; round++) {
            if (kit.pumps().settle() + kit.jobs().runDue() == 0) {
                return;
            }
        }
        throw new IllegalStateException("pumps and jobs do not come to rest");
    }

    /** Moves the clock, then settles. */
    public void advance(Duration duration) {
        clock.advance(duration);
        settle();
    }

    @Override
    public void close() {
        kit.jobs().close();
        kit.pumps().close();
        server.close();
        kit.web().close();
        kit.hub().close();
        kit.databases().close();
        kit.telemetry().close();
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory(
                    Files.createDirectories(Path.of("target", "testkit")), "data");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
