package io.leverageguard.launcher.simulation;

import io.leverageguard.api.users.Users.OpenedVenueKey;
import io.leverageguard.exchange.ExchangeConfig.AccountSpec;
import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.ExchangeOrder.Origin;
import io.leverageguard.exchange.simulation.Verdict;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.access.Role;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.ids.VenueKeyId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.run.Pump;
import io.leverageguard.kit.ops.Logging;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * One seed of a trading service's day: customers who trade, a network and an exchange that fail,
 * prices that jump so far that positions are liquidated, and a process that dies at any step and
 * starts again later. While somebody waits for an answer, others go on.
 *
 * <p>At the end the faults stop and the service has some minutes to recover. Then what it says is
 * compared with what the exchange holds, and its journal is replayed.
 */
public final class TradingSimulation implements AutoCloseable {
    private static final int STEPS_MIN = 20;
    private static final int STEPS_MORE = 40;
    private static final int STEP_MS_MAX = 12_000;
    private static final int LIFE_STEPS_MAX = 250;
    private static final int DOWN_SECONDS_MAX = 240;
    private static final int RECOVERY_STEPS = 14;
    private static final Duration RECOVERY_STEP = Duration.ofSeconds(10);
    private static final int RECONCILE_ATTEMPTS_MAX = 12;
    private static final int DEPTH_MAX = 2;

    /** Errors that the seed on this thread has logged: a job or a pump swallows what it throws. */
    private static final ThreadLocal<List<String>> LOGGED = new ThreadLocal<>();

    static {
        Logging.tellErrors(TradingSimulation::logged);
    }

    private final long seed;
    private final SplittableRandom random;
    private final World world;
    private final List<Customer> customers = new ArrayList<>();
    private final List<String> differences = new ArrayList<>();
    private final boolean mortal;
    private final int bustle;
    private Life life;
    private int depth;

    private TradingSimulation(long seed) {
        this.seed = seed;
        random = new SplittableRandom(seed);
        List<String> venues = venues();
        List<AccountSpec> accounts = new ArrayList<>();
        for (int i = 0; i < venues.size(); i++) {
            String deposit = List.of("3000", "8000", "20000").get(random.nextInt(3));
            accounts.add(AccountSpec.parse("key" + i + ":secret:pass:" + deposit));
        }
        world = new World(seed, random.split(), accounts);
        mortal = random.nextInt(3) > 0;
        bustle = random.nextInt(40);
        life = new Life(world);
        for (int i = 0; i < venues.size(); i++) {
            customers.add(customer(venues.get(i), i));
        }
        world.meanwhile(this::meanwhile);
    }

    /** Runs one seed. */
    public static Verdict run(long seed) {
        try (TradingSimulation day = new TradingSimulation(seed)) {
            LOGGED.set(day.differences);
            try {
                day.trade();
                day.recover();
                day.compare();
                day.replay();
                day.probe();
            } catch (RuntimeException e) {
                StringWriter trace = new StringWriter();
                e.printStackTrace(new PrintWriter(trace));
                day.differences.add("it broke: " + trace);
            } finally {
                LOGGED.remove();
            }
            return day.verdict();
        }
    }

    private static void logged(String error) {
        List<String> differences = LOGGED.get();
        if (differences != null) {
            differences.add("an error was logged: " + error);
        }
    }

    @Override
    public void close() {
        world.close();
    }

    /** Mostly one account at one venue, so that a seed is cheap. */
    private List<String> venues() {
        int dice = random.nextInt(10);
        int count = dice < 6 ? 1 : dice < 9 ? 2 : 3;
        List<String> venues = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            venues.add(Listings.VENUES.get(random.nextInt(Listings.VENUES.size())));
        }
        return venues;
    }

    private Customer customer(String venue, int number) {
        Account truth =
                world.exchange().accounts().stream()
                        .filter(account -> !account.system())
                        .skip(number)
                        .findFirst()
                        .orElseThrow();
        Actor actor =
                new Actor(
                        new UserId(world.ids().next()), "customer-" + number, Set.of(Role.TRADER));
        VenueKeyId key = new VenueKeyId(world.ids().next());
        world.neighbours()
                .add(
                        new OpenedVenueKey(
                                key,
                                actor.user(),
                                venue,
                                Long.toString(truth.id()),
                                "key" + number,
                                "secret",
                                "pass"));
        Seat seat = new Seat(venue, actor, key, truth);
        return new Customer(seat, world, () -> life, random.split());
    }

    private void trade() {
        chooseDeath();
        int steps = STEPS_MIN + random.nextInt(STEPS_MORE);
        for (int step = 0; step < steps; step++) {
            try {
                step();
            } catch (ProcessDeath e) {
                rise();
            }
        }
    }

    private void step() {
        for (Customer customer : customers) {
            for (int i = random.nextInt(4); i > 0; i--) {
                customer.act();
            }
            life.settle();
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            world.movePrice();
        }
        world.changeWeather();
        world.pass(Duration.ofMillis(random.nextInt(STEP_MS_MAX)));
        life.runJobs();
        life.settle();
    }

    private void chooseDeath() {
        if (mortal && random.nextInt(4) > 0) {
            world.mortality().after(1 + random.nextInt(LIFE_STEPS_MAX));
        } else {
            world.mortality().never();
        }
    }

    /** The world goes on without the process for a while; then it starts again. */
    private void rise() {
        world.mortality().never();
        world.hangUp();
        depth = 0;
        int seconds = random.nextInt(4) == 0 ? random.nextInt(DOWN_SECONDS_MAX) : random.nextInt(5);
        world.pass(Duration.ofSeconds(seconds));
        if (random.nextInt(2) == 0) {
            world.movePrice();
        }
        life = new Life(world);
        chooseDeath();
    }

    /** What others do while somebody waits for an answer. */
    private void meanwhile() {
        if (depth >= DEPTH_MAX || random.nextInt(100) >= bustle) {
            return;
        }
        depth++;
        try {
            List<Pump> pumps = life.pumps();
            int dice = random.nextInt(10);
            if (dice < 5 && !pumps.isEmpty()) {
                life.pump(pumps.get(random.nextInt(pumps.size())));
            } else if (dice < 7) {
                life.runJobs();
            } else if (dice < 8) {
                world.movePrice();
            } else {
                customers.get(random.nextInt(customers.size())).act();
            }
        } finally {
            depth--;
        }
    }

    private void recover() {
        world.heal();
        world.meanwhile(() -> {});
        customers.stream().filter(one -> one.account() == null).forEach(Customer::open);
        for (int step = 0; step < RECOVERY_STEPS; step++) {
            world.pass(RECOVERY_STEP);
            life.runJobs();
            life.settle();
        }
        for (Customer customer : customers) {
            reconcile(customer);
        }
    }

    /** Until nothing differs any more; a venue may ask for a pause. */
    private void reconcile(Customer customer) {
        List<String> breaks = List.of("was not reconciled");
        for (int i = 0; i < RECONCILE_ATTEMPTS_MAX && !breaks.isEmpty(); i++) {
            try {
                breaks =
                        life
                                .api()
                                .reconcile(customer.seat().actor(), customer.ref())
                                .breaks()
                                .stream()
                                .filter(how -> !isOfRoundedBrackets(customer, how))
                                .toList();
            } catch (Refusal e) {
                breaks = List.of(e.getMessage());
            }
            world.pass(RECOVERY_STEP);
            life.settle();
        }
        for (String how : breaks) {
            differences.add(customer.seat().venue() + ": still differs: " + how);
        }
    }

    /**
     * OKX limits its brackets in contracts: what they are worth in money is true at the price at
     * which they were fetched, and near the border of one our liquidation price is a little off.
     */
    private static boolean isOfRoundedBrackets(Customer customer, String how) {
        return customer.seat().venue().equals("okx") && how.startsWith("liquidation price ");
    }

    private void compare() {
        for (Customer customer : customers) {
            differences.addAll(Comparison.differences(life.api(), world.exchange(), customer));
            differences.addAll(Announcements.differences(life.api(), customer));
            differences.addAll(customer.notebook().faults());
        }
        if (world.exchange().totals().difference() != 0) {
            differences.add("money was made or lost: " + world.exchange().totals());
        }
    }

    /** Another process over the same store knows the same. */
    private void replay() {
        long live = life.module().stateHash();
        world.hangUp();
        life = new Life(world);
        long replayed = life.module().stateHash();
        if (live != replayed) {
            differences.add("the journal leads to " + replayed + ", the state was " + live);
        }
        life.settle();
        for (Customer customer : customers) {
            reconcile(customer);
            Comparison.differences(life.api(), world.exchange(), customer)
                    .forEach(how -> differences.add("after a restart: " + how));
        }
    }

    /** Last, for it leaves orders behind. */
    private void probe() {
        for (Customer customer : customers) {
            world.pass(RECOVERY_STEP);
            differences.addAll(LimitProbe.differences(world, life, customer));
        }
    }

    private Verdict verdict() {
        int orders = 0;
        int fills = 0;
        int liquidations = 0;
        for (Customer customer : customers) {
            Account truth = customer.seat().truth();
            orders += customer.notebook().sent().size();
            fills += truth.fills().size();
            liquidations +=
                    (int)
                            truth.orders().values().stream()
                                    .filter(order -> order.origin() != Origin.USER)
                                    .count();
        }
        return new Verdict(
                seed,
                orders,
                fills,
                liquidations,
                world.faults(),
                world.mortality().deaths(),
                differences);
    }
}
