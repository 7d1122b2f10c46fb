package io.leverageguard.launcher.kill;

import io.leverageguard.api.config.Config.ChangeSetting;
import io.leverageguard.api.config.Config.Setting;
import io.leverageguard.api.config.ConfigRoutes;
import io.leverageguard.api.config.SettingKey;
import io.leverageguard.api.users.Users.LogIn;
import io.leverageguard.api.users.UsersRoutes;
import io.leverageguard.kernel.ids.IdGenerator;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.http.WebClient;
import io.leverageguard.kit.json.Json;
import io.leverageguard.kit.ops.Logging;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Kills a desk that is at work, many times over the same data. */
public final class KillSimulation implements AutoCloseable {
    static final List<String> VENUES = List.of("binance", "okx", "bybit");
    private static final int CUSTOMERS_PER_VENUE = 2;
    private static final Duration START_MAX = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(50);

    /**
     * What to do.
     *
     * @param json where every kill is written to, absent for nowhere
     */
    public record Plan(int kills, long firstSeed, @Nullable Path json) {}

    private final Clock clock = Clock.system();
    private final WebClient web = new WebClient();
    private final Path folder;
    private final PrintStream out;
    private final TrueVenue exchange;
    private final DeskCaller caller;
    private final KilledDesk desk;

    private KillSimulation(long seed, PrintStream out) throws IOException {
        this.out = out;
        this.folder = Files.createTempDirectory("lg-kill");
        this.caller = new DeskCaller(web);
        this.exchange = TrueVenue.start(web, folder, seed);
        this.desk = new KilledDesk(folder, exchange.base(), caller);
    }

    /** Kills so often as the plan says; 0 when nothing differed, else 1. */
    public static int run(Plan plan, PrintStream out) throws IOException {
        Logging.onlyErrorsOfOurOwn();
        List<Kill> kills;
        Path folder;
        try (KillSimulation simulation = new KillSimulation(plan.firstSeed(), out)) {
            kills = simulation.play(plan);
            folder = simulation.folder;
        }
        Path json = plan.json();
        if (json != null) {
            Files.writeString(json, Json.write(kills) + System.lineSeparator());
        }
        summarize(kills, out);
        boolean good = kills.stream().allMatch(Kill::passes);
        if (good) {
            delete(folder);
        } else {
            out.println("Data, logs and output are in " + folder);
        }
        return good ? 0 : 1;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private List<Kill> play(Plan plan) throws IOException {
        String admin = logInAdmin();
        loosenRates(admin);
        IdGenerator ids = new IdGenerator(clock, new SecureRandom());
        List<Customer> customers = customers();
        List<Kill> kills = new ArrayList<>();
        for (long seed = plan.firstSeed(); seed < plan.firstSeed() + plan.kills(); seed++) {
            Round round = new Round(new Round.Stage(exchange, desk, customers, ids, clock), seed);
            Kill kill = play(round, seed);
            kills.add(kill);
            out.println(kill.line());
            kill.differences().forEach(one -> out.println("    " + one.kind() + " " + one.words()));
            if (kill.broke()) {
                break;
            }
        }
        return kills;
    }

    /** A desk that does not come back is a difference too, and the last one. */
    private Kill play(Round round, long seed) throws IOException {
        try {
            return round.play(this::logInAdmin, caller);
        } catch (IllegalStateException | UncheckedIOException e) {
            return Kill.broken(seed, String.valueOf(e.getMessage()));
        }
    }

    private List<Customer> customers() {
        List<Customer> customers = new ArrayList<>();
        for (String venue : VENUES) {
            for (int i = 1; i <= CUSTOMERS_PER_VENUE; i++) {
                customers.add(new Customer(caller, clock, exchange, venue, i));
            }
        }
        return customers;
    }

    /** The password is written at the first start. */
    private String logInAdmin() {
        Instant latest = clock.now().plus(START_MAX);
        while (true) {
            try {
                LogIn admin = new LogIn("admin", desk.adminPassword());
                return caller.ask(UsersRoutes.LOG_IN, "", admin).accessToken();
            } catch (IOException e) {
                if (!desk.isAlive() || clock.now().isAfter(latest)) {
                    throw new IllegalStateException("the desk does not start: see " + folder, e);
                }
                DeskCaller.pause(PAUSE);
            }
        }
    }

    /** Nobody is to be told to wait. */
    private void loosenRates(String admin) {
        for (SettingKey key :
                List.of(SettingKey.RATE_AUTH, SettingKey.RATE_GENERAL, SettingKey.RATE_TRADING)) {
            Setting _ =
                    caller.ask(
                            ConfigRoutes.CHANGE,
                            admin,
                            new ChangeSetting(
                                    key.settingName(),
                                    key.max().toPlainString(),
                                    0,
                                    "a simulation"));
        }
    }

    private static void summarize(List<Kill> kills, PrintStream out) {
        List<Long> recoveries = kills.stream().map(Kill::recoveryMs).sorted().toList();
        out.printf(
                "%d kills: %d orders, %d acknowledged, %d unanswered, %d lost, %d doubled,"
                        + " %d differences; took orders again after %d ms (median), %d ms"
                        + " (longest)%n",
                kills.size(),
                kills.stream().mapToInt(Kill::orders).sum(),
                kills.stream().mapToInt(Kill::acknowledged).sum(),
                kills.stream().mapToInt(Kill::unanswered).sum(),
                kills.stream().mapToLong(kill -> kill.count(Difference.Kind.LOST)).sum(),
                kills.stream().mapToLong(kill -> kill.count(Difference.Kind.DOUBLED)).sum(),
                kills.stream().mapToInt(kill -> kill.differences().size()).sum(),
                recoveries.isEmpty() ? 0 : recoveries.get(recoveries.size() / 2),
                recoveries.isEmpty() ? 0 : recoveries.getLast());
    }

    @Override
    public void close() {
        desk.close();
        exchange.close();
        web.close();
    }
}
