package io.leverageguard.kit;

import io.leverageguard.kernel.ids.IdGenerator;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kernel.time.SteppedClock;
import io.leverageguard.kit.Settings.DatabaseSettings;
import io.leverageguard.kit.Settings.HttpSettings;
import io.leverageguard.kit.Settings.InternalSettings;
import io.leverageguard.kit.Settings.LogSettings;
import io.leverageguard.kit.Settings.OtlpSettings;
import io.leverageguard.kit.config.Configuration;
import io.leverageguard.kit.http.HttpServer;
import io.leverageguard.kit.http.WebClient;
import io.leverageguard.kit.ops.Logging;
import io.leverageguard.kit.ops.Telemetry;
import io.leverageguard.kit.run.Jobs;
import io.leverageguard.kit.run.Pumps;
import io.leverageguard.kit.secret.Secrets;
import io.leverageguard.kit.sql.Databases;
import io.leverageguard.kit.sql.EmbeddedPostgres;
import io.leverageguard.kit.stream.Hub;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A process of the product, below its services: makes the {@link Kit} from the configuration, owns
 * what must be started and stopped. Services are wired between {@code open} and {@link #start}.
 */
public final class KitProcess implements AutoCloseable {
    private static final String DATABASE = "leverageguard";
    private static final int EMBEDDED_CONNECTIONS_MAX = 200;

    private final Kit kit;
    private final HttpServer server;
    private final @Nullable EmbeddedPostgres postgres;

    private KitProcess(Kit kit, HttpServer server, @Nullable EmbeddedPostgres postgres) {
        this.kit = kit;
        this.server = server;
        this.postgres = postgres;
    }

    /** On the system's clock, with threads of its own once started. */
    public static KitProcess live(Configuration configuration, Path data) {
        Clock clock = Clock.system();
        return open(configuration, data, clock, new IdGenerator(clock, new SecureRandom()), true);
    }

    /** In story time: whoever moves the clock drives pumps and jobs, and ids repeat by the seed. */
    public static KitProcess stepped(
            Configuration configuration, Path data, SteppedClock clock, long seed) {
        return open(configuration, data, clock, new IdGenerator(clock, new Random(seed)), false);
    }

    /** What services are built with. */
    public Kit kit() {
        return kit;
    }

    /** The server, for gates, pages and sockets. */
    public HttpServer server() {
        return server;
    }

    /** The PostgreSQL of our own; null when somebody else's is used. */
    public @Nullable EmbeddedPostgres postgres() {
        return postgres;
    }

    /** Checks the configuration, begins to listen and says on which port. */
    public int start() {
        kit.configuration().check();
        return server.start();
    }

    /** Gives pumps and jobs their threads; for a live process, once everything is wired. */
    public void startWork() {
        kit.pumps().start();
        kit.jobs().start();
    }

    /** Stops taking work in, then everything below. */
    @Override
    public void close() {
        server.close();
        kit.jobs().close();
        kit.pumps().close();
        kit.hub().close();
        kit.web().close();
        kit.databases().close();
        EmbeddedPostgres ours = postgres;
        if (ours != null) {
            ours.close();
        }
        kit.telemetry().close();
    }

    private static KitProcess open(
            Configuration configuration, Path data, Clock clock, IdGenerator ids, boolean live) {
        LogSettings log = configuration.section("log", LogSettings.class);
        OtlpSettings otlp = configuration.section("otlp", OtlpSettings.class);
        HttpSettings http = configuration.section("http", HttpSettings.class);
        InternalSettings internal = configuration.section("internal", InternalSettings.class);
        DatabaseSettings database = configuration.section("database", DatabaseSettings.class);
        Logging.start(data.resolve("logs"), log.level().name());
        Secrets secrets =
                new Secrets(
                        data.resolve("secrets"),
                        internal.key().isEmpty() ? Map.of() : Map.of("internal", internal.key()));
        Telemetry telemetry = Telemetry.start(otlp.endpoint());
        EmbeddedPostgres postgres =
                database.url().isEmpty() ? postgres(data, database, secrets) : null;
        Databases databases = new Databases(settings(database, postgres), clock);
        HttpServer server =
                new HttpServer(
                        new HttpServer.Settings(http.host(), http.port(), http.bodyBytes()),
                        clock,
                        secrets,
                        telemetry);
        Kit kit =
                new Kit(
                        clock,
                        ids,
                        server,
                        databases,
                        new Pumps(clock),
                        live ? Jobs.live(clock, databases) : Jobs.stepped(clock),
                        new Hub(),
                        new WebClient(),
                        configuration,
                        secrets,
                        telemetry,
                        data);
        server.ready("database", databases::isUp);
        return new KitProcess(kit, server, postgres);
    }

    private static EmbeddedPostgres postgres(
            Path data, DatabaseSettings settings, Secrets secrets) {
        EmbeddedPostgres postgres =
                EmbeddedPostgres.start(
                        new EmbeddedPostgres.Settings(
                                data.resolve("postgres"),
                                settings.port(),
                                secrets.text("postgres"),
                                EMBEDDED_CONNECTIONS_MAX,
                                true));
        postgres.createDatabase(DATABASE);
        return postgres;
    }

    private static Databases.Settings settings(
            DatabaseSettings given, @Nullable EmbeddedPostgres postgres) {
        return postgres == null
                ? new Databases.Settings(
                        given.url(), given.user(), given.password(), given.connections())
                : new Databases.Settings(
                        postgres.url(DATABASE),
                        postgres.user(),
                        postgres.password(),
                        given.connections());
    }
}
