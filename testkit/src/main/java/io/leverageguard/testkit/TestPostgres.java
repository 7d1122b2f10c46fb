package io.leverageguard.testkit;

import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.sql.Database;
import io.leverageguard.kit.sql.Databases;
import io.leverageguard.kit.sql.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Real PostgreSQL for tests: one server per test JVM under {@code target/}, a fresh database per
 * test, copied from one that is migrated already.
 */
public final class TestPostgres {
    private static final int CONNECTIONS_PER_SERVICE = 8;
    private static final int KEPT_OPEN = 12;
    private static final Map<String, String> TEMPLATES = new HashMap<>();
    private static final Deque<Databases> OPENED = new ArrayDeque<>();
    private static @Nullable EmbeddedPostgres server;
    private static int count;

    private TestPostgres() {}

    /** The server, started on first use and stopped with the JVM. */
    public static synchronized EmbeddedPostgres server() {
        EmbeddedPostgres running = server;
        if (running == null) {
            running =
                    EmbeddedPostgres.start(
                            new EmbeddedPostgres.Settings(
                                    Path.of("target", "postgres"), 0, "test", 300, false));
            server = running;
            Runtime.getRuntime().addShutdownHook(new Thread(running::close, "stop postgres"));
        }
        return running;
    }

    /** A fresh database with the schema of {@code service}, migrated and empty. */
    public static synchronized Database database(String service, Clock clock) {
        String template = TEMPLATES.computeIfAbsent(service, TestPostgres::template);
        String name = nextName();
        server().copyDatabase(template, name);
        return opened(name, clock).open(service);
    }

    /** A fresh and empty database in which any number of services can open their schemas. */
    public static synchronized Databases databases(Clock clock) {
        String name = nextName();
        server().createDatabase(name);
        return opened(name, clock);
    }

    /** The oldest are closed: a test class uses few at a time, and connections are finite. */
    private static Databases opened(String name, Clock clock) {
        if (OPENED.size() >= KEPT_OPEN) {
            OPENED.removeFirst().close();
        }
        Databases databases = new Databases(settings(name), clock);
        OPENED.addLast(databases);
        return databases;
    }

    private static String template(String service) {
        String name = "template_" + service + "_" + ProcessHandle.current().pid();
        server().createDatabase(name);
        try (Databases databases = new Databases(settings(name), Clock.system())) {
            databases.open(service);
        }
        return name;
    }

    private static Databases.Settings settings(String name) {
        EmbeddedPostgres running = server();
        return new Databases.Settings(
                running.url(name), running.user(), running.password(), CONNECTIONS_PER_SERVICE);
    }

    private static String nextName() {
        count++;
        return "test_" + ProcessHandle.current().pid() + "_" + count;
    }
}
