package io.leverageguard.launcher;

import io.leverageguard.exchange.ExchangeConfig;
import io.leverageguard.exchange.ExchangeServer;
import io.leverageguard.kernel.ids.IdGenerator;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kernel.time.SteppedClock;
import io.leverageguard.kit.KitProcess;
import io.leverageguard.kit.config.Configuration;
import io.leverageguard.kit.http.WebClient;
import io.leverageguard.kit.sql.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The main job: an exchange, the product, and the story that is played on them. */
final class Demo implements AutoCloseable {
    /**
     * How to play.
     *
     * @param venue whose protocol everybody trades by
     * @param data the demo keeps its own state in {@code data/demo}, made anew each time, and puts
     *     reports into {@code data/reports}
     * @param freePorts whether to take any ports instead of 8080 and 8099
     * @param watched whether people look at it through browsers, whose sessions must outlast
     *     minutes of story that pass in seconds
     * @param processes which services run together; one set runs all in one process
     */
    record Options(
            String venue,
            Path data,
            long seed,
            Pace pace,
            Crash crash,
            Script script,
            boolean freePorts,
            boolean watched,
            List<Set<ServiceName>> processes) {}

    /**
     * When the story begins, when {@code false-claim} closes the position, and when the replay
     * ends.
     */
    record Script(Instant start, Instant closeAt, Instant end) {
        /** An hour and a half around the crash. */
        static final Script WHOLE = of("20:30:00", "21:05:00", "22:00:00");

        /** Just enough for the waiting period and the liquidations. */
        static final Script SHORT = of("20:46:00", "21:12:00", "21:24:00");

        /** When those who watch should see it slowly: the fall, the liquidations and the payout. */
        Instant slowFrom() {
            return at("21:12:00");
        }

        /** Up to here. */
        Instant slowTo() {
            return at("21:22:00");
        }

        private static Script of(String start, String closeAt, String end) {
            return new Script(at(start), at(closeAt), at(end));
        }

        private static Instant at(String time) {
            return Instant.parse("2025-10-10T" + time + "Z");
        }
    }

    /** Where everything is, and who can sign in. */
    record Playbill(
            URI desk,
            URI exchange,
            Instant now,
            Story.Credentials operator,
            List<Story.Credentials> traders) {}

    private static final String ADMIN = "admin";
    private static final int EXCHANGE_PORT = 8099;
    private static final Duration BEAT = Duration.ofMillis(100);
    private static final Duration AUDIENCE_MAX = Duration.ofMinutes(10);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    private final Options options;
    private final Narrator narrator;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Instant begun = Clock.system().now();
    private final SteppedClock clock;
    private final Path home;
    private final URI desk;
    private final URI exchangeAt;
    private final Director director;
    private @Nullable EmbeddedPostgres postgres;
    private final Story story;
    private final Reckoning reckoning;

    /** Starts the exchange and all services. */
    Demo(Options options, Narrator narrator) throws IOException {
        this.options = options;
        this.narrator = narrator;
        this.clock = new SteppedClock(options.script().start());
        this.home = options.data().resolve("demo").toAbsolutePath();
        clear(home);
        try {
            WebClient web = opened(new WebClient());
            ExchangeServer exchange =
                    opened(
                            ExchangeServer.start(
                                    ExchangeConfig.stepped(
                                            options.freePorts() ? 0 : EXCHANGE_PORT,
                                            options.seed(),
                                            options.crash().scenario(options.script().start()))));
            exchangeAt = URI.create("http://127.0.0.1:" + exchange.port());
            List<House> houses = houses(exchangeAt);
            desk = URI.create("http://127.0.0.1:" + houses.getLast().port());
            ExchangeControl control = new ExchangeControl(web, exchangeAt);
            director = new Director(control, clock, houses.stream().map(House::pumps).toList());
            narrator.say(
                    "LeverageGuard on %s, the exchange on %s, seed %d",
                    desk, exchangeAt, options.seed());
            narrator.say("%s", options.crash().words());
            director.settle();
            story = opened(new Story(stage(web, control)));
            reckoning = new Reckoning(story, narrator, home);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Plays the whole story. */
    Outcome play() throws IOException {
        return play(() -> {});
    }

    /** Plays the whole story, with {@code midway} once the first claim has been filed. */
    Outcome play(Runnable midway) throws IOException {
        prepare();
        if (options.pace().isWatched()) {
            awaitAudience();
        }
        story.crash(midway);
        story.settleClaims();
        double seconds = Duration.between(begun, Clock.system().now()).toMillis() / 1000.0;
        Outcome outcome =
                reckoning.reckon(
                        options.crash().source(),
                        options.seed(),
                        options.script().start(),
                        clock.now(),
                        seconds);
        copyReports();
        return outcome;
    }

    /** Plays the story up to the crash. */
    Playbill prepare() throws IOException {
        story.gather();
        story.openPositions();
        story.buyCover();
        return new Playbill(
                desk,
                exchangeAt,
                clock.now(),
                new Story.Credentials(ADMIN, adminPassword()),
                story.credentials());
    }

    /** Moves story time from here on for somebody outside. */
    Stagehand stagehand() {
        return new Stagehand(director, clock, Clock.system(), story::stayLoggedIn);
    }

    /** What is not as it should be. */
    List<String> wrong() {
        return reckoning.wrong();
    }

    /** Kills the embedded PostgreSQL as a crash would; it is started again by its supervisor. */
    void killDatabase() {
        EmbeddedPostgres running = Objects.requireNonNull(postgres, "no PostgreSQL of our own");
        ProcessHandle.of(running.pid()).orElseThrow().destroyForcibly();
    }

    /** Lets story time go on in real time until the process is stopped. */
    void keepRunning() throws IOException {
        narrator.say("Still running at %s; stop with Ctrl-C. Sign in as", desk);
        tellCredentials();
        narrator.say("%-12s %s", ADMIN, adminPassword());
        Stagehand stagehand = stagehand();
        while (!Thread.currentThread().isInterrupted()) {
            stagehand.passTime();
            LockSupport.parkNanos(BEAT.toNanos());
        }
    }

    /** Time passes as it does in the world until somebody signs in who wants to see it. */
    private void awaitAudience() {
        narrator.chapter("The curtain");
        narrator.say("Open %s and sign in as one of", desk);
        tellCredentials();
        narrator.say(
                "The replay begins when somebody has, or in %d min.", AUDIENCE_MAX.toMinutes());
        Stagehand stagehand = stagehand();
        Instant latest = clock.now().plus(AUDIENCE_MAX);
        Instant look = clock.now();
        while (clock.now().isBefore(latest)) {
            stagehand.passTime();
            LockSupport.parkNanos(BEAT.toNanos());
            if (!clock.now().isBefore(look)) {
                look = clock.now().plus(LOOK_EVERY);
                if (story.hasAudience()) {
                    return;
                }
            }
        }
    }

    private void tellCredentials() {
        for (Story.Credentials trader : story.credentials()) {
            narrator.say("%-12s %s", trader.login(), trader.password());
        }
    }

    private String adminPassword() throws IOException {
        return Files.readString(home.resolve("secrets").resolve("admin-password")).strip();
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            AutoCloseable last = opened.pop();
            try {
                last.close();
            } catch (Exception e) {
                System.err.println("closing " + last.getClass().getSimpleName() + ": " + e);
            }
        }
    }

    private Story.Stage stage(WebClient web, ExchangeControl control) throws IOException {
        return new Story.Stage(
                options.venue(),
                new Desk(web, desk),
                web,
                control,
                director,
                clock,
                new IdGenerator(clock, new Random(options.seed() + 1)),
                narrator,
                options.pace(),
                ADMIN,
                adminPassword(),
                options.script().closeAt(),
                options.script().end());
    }

    /** The processes; the gateway's is the last. They share the first one's PostgreSQL. */
    private List<House> houses(URI exchange) throws IOException {
        Map<ServiceName, URI> peers = new EnumMap<>(ServiceName.class);
        List<Integer> ports = new ArrayList<>();
        for (Set<ServiceName> process : options.processes()) {
            int port = options.freePorts() ? freePort() : ServiceName.GATEWAY.port();
            ports.add(port);
            for (ServiceName name : process) {
                peers.put(name, URI.create("http://127.0.0.1:" + port));
            }
        }
        Map<String, String> environment = environment(exchange);
        List<House> houses = new ArrayList<>();
        for (int i = 0; i < ports.size(); i++) {
            environment.put("LG_HTTP_PORT", Integer.toString(ports.get(i)));
            KitProcess process =
                    KitProcess.stepped(
                            Configuration.of(environment, ""), home, clock, options.seed() + i);
            EmbeddedPostgres started = process.postgres();
            if (started != null) {
                postgres = started;
                environment.put("LG_DATABASE_URL", started.url("leverageguard"));
                environment.put("LG_DATABASE_USER", started.user());
                environment.put("LG_DATABASE_PASSWORD", started.password());
            }
            houses.add(opened(new House(process, options.processes().get(i), peers).stepped()));
        }
        return houses;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The venue is the simulated exchange, and only what it replays is followed. */
    private Map<String, String> environment(URI exchange) {
        String at = exchange.toString();
        Map<String, String> environment = new TreeMap<>();
        environment.put("LG_VENUES_BINANCE_SAPI", at);
        for (String name : List.of("BINANCE", "OKX", "BYBIT")) {
            environment.put("LG_VENUES_" + name + "_REST", at);
            environment.put("LG_VENUES_" + name + "_STREAM", at.replace("http://", "ws://"));
        }
        environment.put("LG_MARKETDATA_FOLLOW", options.venue() + ":" + Story.SYMBOL);
        if (options.watched()) {
            environment.put("LG_USERS_ACCESS_TOKEN_LIFE", "PT1H");
        }
        return environment;
    }

    private void copyReports() throws IOException {
        Path from = home.resolve("reports");
        Path to = Files.createDirectories(options.data().resolve("reports"));
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.sorted().toList()) {
                Files.copy(
                        file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                narrator.say("report: %s", to.resolve(file.getFileName()));
            }
        }
    }

    private static void clear(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(folder);
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.push(part);
        return part;
    }
}
