package io.leverageguard.kit.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.leverageguard.kernel.time.Clock;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;

/**
 * The databases of a process: one PostgreSQL, a schema and a small pool per service.
 *
 * <p>Each pool keeps the search path of its schema for the life of a connection, so that prepared
 * statements stay valid, and lets idle connections go.
 */
public final class Databases implements AutoCloseable {
    /** Where PostgreSQL is and how much of it a service may use. */
    public record Settings(String url, String user, String password, int connectionsPerService) {}

    private static final Duration CONNECT_MAX = Duration.ofSeconds(2);

    /** When all schemas are opened at once on a busy machine, a connection may take its time. */
    private static final int FIRST_CONNECT_RETRIES = 5;

    private static final Duration IDLE_MAX = Duration.ofSeconds(30);

    private final Settings settings;
    private final Clock clock;
    private final Map<String, FutureTask<Database>> open = new ConcurrentHashMap<>();
    private final Map<String, HikariDataSource> pools = new ConcurrentHashMap<>();
    private final ScheduledExecutorService housekeeping =
            Executors.newScheduledThreadPool(
                    1, Thread.ofPlatform().daemon().name("pools").factory());

    /** Uses the PostgreSQL of {@code settings}. */
    public Databases(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Begins to open these schemas, side by side, so that they are ready when {@link #open} asks
     * for them. What goes wrong is told there.
     */
    public void prepare(Collection<String> services) {
        for (String service : services) {
            Thread.ofVirtual().name("open-" + service).start(() -> opening(service).run());
        }
    }

    /** The service's schema, made and brought up to date if need be. */
    public Database open(String service) {
        FutureTask<Database> opening = opening(service);
        opening.run();
        try {
            return opening.get();
        } catch (ExecutionException e) {
            open.remove(service, opening);
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException("cannot open " + service, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while opening " + service, e);
        }
    }

    /** A task that whoever comes first runs, and everybody may wait for. */
    private FutureTask<Database> opening(String service) {
        return open.computeIfAbsent(service, name -> new FutureTask<>(() -> opened(name)));
    }

    private Database opened(String service) {
        HikariDataSource pool = pool(service);
        Flyway.configure()
                .dataSource(pool)
                .schemas(service)
                .createSchemas(true)
                .locations("classpath:leverageguard", "classpath:io/leverageguard/" + service)
                .failOnMissingLocations(false)
                .connectRetries(FIRST_CONNECT_RETRIES)
                .connectRetriesInterval(1)
                .load()
                .migrate();
        Jdbi jdbi = Jdbi.create(pool);
        Columns.install(jdbi);
        return new Database(
                service, jdbi, new Semaphore(settings.connectionsPerService(), true), clock);
    }

    /** The last entry of each service's feed, by the service; of those whose schema is open. */
    public Map<String, Long> heads() {
        Map<String, Long> heads = new TreeMap<>();
        for (String service : pools.keySet()) {
            FutureTask<Database> opening = open.get(service);
            if (opening != null && opening.state() == Future.State.SUCCESS) {
                heads.put(service, opening.resultNow().head());
            }
        }
        return heads;
    }

    /** Plain connections for a library that wants them; the schema must be {@link #open}. */
    public DataSource dataSource(String schema) {
        HikariDataSource pool = pools.get(schema);
        if (pool == null) {
            throw new IllegalStateException(schema + " is not open");
        }
        return pool;
    }

    /** Whether PostgreSQL answers. */
    public boolean isUp() {
        try (Connection connection =
                DriverManager.getConnection(settings.url(), settings.user(), settings.password())) {
            return connection.isValid((int) CONNECT_MAX.toSeconds());
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() {
        pools.values().forEach(HikariDataSource::close);
        pools.clear();
        open.clear();
        housekeeping.shutdownNow();
    }

    private HikariDataSource pool(String schema) {
        Properties driver = new Properties();
        driver.setProperty("currentSchema", schema);
        driver.setProperty("reWriteBatchedInserts", "true");
        driver.setProperty("connectTimeout", String.valueOf(CONNECT_MAX.toSeconds()));
        driver.setProperty("socketTimeout", "60");
        driver.setProperty("tcpKeepAlive", "true");
        driver.setProperty("ApplicationName", "leverageguard-" + schema);
        driver.setProperty("options", "-c timezone=UTC");
        HikariConfig config = new HikariConfig();
        config.setPoolName(schema);
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        config.setDataSourceProperties(driver);
        config.setMaximumPoolSize(settings.connectionsPerService());
        config.setMinimumIdle(0);
        config.setIdleTimeout(IDLE_MAX.toMillis());
        config.setConnectionTimeout(CONNECT_MAX.toMillis());
        config.setValidationTimeout(1_000);
        config.setInitializationFailTimeout(-1);
        config.setScheduledExecutor(housekeeping);
        config.setThreadFactory(Thread.ofVirtual().name("pool-" + schema).factory());
        return pools.computeIfAbsent(schema, name -> new HikariDataSource(config));
    }
}
