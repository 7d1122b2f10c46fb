package io.leverageguard.kit.sql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL of our own, run as a child process over a folder of ours. Durable: fsync and
 * synchronous commit are on. Reachable from this machine only, with a password.
 *
 * <p>A thread watches the server and starts it again when it dies; recovery is PostgreSQL's own. On
 * Linux the server is told to shut down when this process dies, however that happens.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    /**
     * What to run.
     *
     * @param folder where binaries and data are kept
     * @param port 0 takes a free one
     * @param connectionsMax of all services together
     * @param durable false only for tests, which throw their data away
     */
    public record Settings(
            Path folder, int port, String password, int connectionsMax, boolean durable) {}

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final Duration START_MAX = Duration.ofSeconds(60);
    private static final Duration STOP_MAX = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(25);
    private static final Duration BEFORE_RESTART = Duration.ofMillis(250);
    private static final int DEATHS_MAX = 5;

    private final Settings settings;
    private final PostgresFiles files;
    private final int port;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean closing;
    private final AtomicInteger deaths = new AtomicInteger();

    private EmbeddedPostgres(Settings settings) throws IOException {
        this.settings = settings;
        this.files = new PostgresFiles(settings);
        files.prepare();
        this.port = settings.port() == 0 ? PostgresFiles.freePort() : settings.port();
    }

    /** Starts, and returns when connections are taken. */
    public static EmbeddedPostgres start(Settings settings) {
        try {
            EmbeddedPostgres server = new EmbeddedPostgres(settings);
            Thread.ofPlatform().daemon().name("postgres").start(server::supervise);
            server.awaitReady();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start PostgreSQL: " + e.getMessage(), e);
        }
    }

    /** The port. */
    public int port() {
        return port;
    }

    /** The address of database {@code name}; {@code postgres} always exists. */
    public String url(String name) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + name;
    }

    /** The name to log in with; it owns everything. */
    public String user() {
        return PostgresFiles.USER;
    }

    /** The password to log in with. */
    public String password() {
        return settings.password();
    }

    /** The server's process id. */
    public long pid() {
        return files.runningPid()
                .orElseThrow(() -> new IllegalStateException("PostgreSQL is not up"));
    }

    /** Makes a database unless there is one of that name. */
    public void createDatabase(String name) {
        boolean exists = query("SELECT 1 FROM pg_database WHERE datname = '" + name + "'");
        if (!exists) {
            execute("CREATE DATABASE " + name);
        }
    }

    /** Makes a database that is a copy of another, to which nobody may be connected. */
    public void copyDatabase(String from, String name) {
        execute("CREATE DATABASE " + name + " TEMPLATE " + from + " STRATEGY FILE_COPY");
    }

    /** Waits until connections are taken, at most a minute. */
    public void awaitReady() {
        int deathsBefore = deaths.get();
        for (long waited = 0; waited < START_MAX.toMillis(); waited += PAUSE.toMillis()) {
            if (deaths.get() - deathsBefore >= DEATHS_MAX || ended.getCount() == 0) {
                throw new IllegalStateException("PostgreSQL does not start; see " + files.log());
            }
            try (Connection connection = connect()) {
                if (connection.isValid(1)) {
                    return;
                }
            } catch (SQLException e) {
                LOG.debug("not up yet: {}", e.getMessage());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        throw new IllegalStateException("PostgreSQL does not answer; see " + files.log());
    }

    /** Shuts down, after which nothing is lost. */
    @Override
    public void close() {
        closing = true;
        files.runningPid().ifPresent(PostgresFiles::shutDown);
        try {
            if (!ended.await(STOP_MAX.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("PostgreSQL does not stop; killing it");
                files.runningPid()
                        .flatMap(ProcessHandle::of)
                        .ifPresent(ProcessHandle::destroyForcibly);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                url("postgres") + "?connectTimeout=2&socketTimeout=60", user(), password());
    }

    private void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot " + sql, e);
        }
    }

    private boolean query(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            return statement.executeQuery(sql).next();
        } catch (SQLException e) {
            throw new IllegalStateException("cannot " + sql, e);
        }
    }

    /**
     * The child is tied to the thread that made it, so this thread lives as long as the server. A
     * server that was killed leaves helpers behind for a moment, and a new one refuses to start
     * beside them; it is simply tried again.
     */
    private void supervise() {
        try {
            while (!closing) {
                int code = files.command(port).start().waitFor();
                if (!closing) {
                    deaths.incrementAndGet();
                    LOG.warn("PostgreSQL ended with {}; starting it again", code);
                    LockSupport.parkNanos(BEFORE_RESTART.toNanos());
                }
            }
        } catch (IOException e) {
            LOG.error("PostgreSQL cannot be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }
}
