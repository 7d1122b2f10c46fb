package io.leverageguard.launcher.kill;

import io.leverageguard.api.gateway.Gateway.AuditReport;
import io.leverageguard.api.gateway.GatewayRoutes;
import io.leverageguard.api.trading.History.AccountOrders;
import io.leverageguard.api.trading.Trading.AccountRef;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.api.trading.TradingRoutes;
import io.leverageguard.kernel.ids.IdGenerator;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.kernel.time.Clock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** One kill: load, death, recovery, load again, and then everything is compared. */
final class Round {
    private static final int KILL_MS_MIN = 500;
    private static final int KILL_MS_MAX = 4_000;
    private static final int AGAIN_MS_MAX = 6_000;
    private static final int AFTER_MS = 700;
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
    private static final Duration RECOVERY_MAX = Duration.ofMinutes(3);
    private static final Duration SETTLED_MAX = Duration.ofMinutes(1);
    private static final int REPEATED = 10;
    private static final int OPEN_MAX = 40;

    /** Where it is played. */
    record Stage(
            TrueVenue exchange,
            KilledDesk desk,
            List<Customer> customers,
            IdGenerator ids,
            Clock clock) {}

    private final Stage stage;
    private final long seed;
    private final SplittableRandom random;
    private final List<Difference> differences = new ArrayList<>();

    Round(Stage stage, long seed) {
        this.stage = stage;
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    /** Plays it; {@code admin} logs the operator in. */
    Kill play(Supplier<String> admin, DeskCaller caller) throws IOException {
        stage.customers().forEach(Customer::stayLoggedIn);
        int before = count();
        int heardBefore = stage.customers().stream().mapToInt(one -> heard(one).size()).sum();
        int afterMs = random.nextInt(KILL_MS_MIN, KILL_MS_MAX);
        try (Load _ = load()) {
            DeskCaller.pause(Duration.ofMillis(afterMs));
            stage.desk().kill();
        }
        int acknowledged = stage.customers().stream().mapToInt(one -> heard(one).size()).sum();
        int unanswered = stage.customers().stream().mapToInt(one -> open(one).size()).sum();
        int again = random.nextInt(4) == 0 ? 1 : 0;
        if (again > 0) {
            stage.desk().start();
            DeskCaller.pause(Duration.ofMillis(random.nextInt(AGAIN_MS_MAX)));
            stage.desk().kill();
        }
        long recoveryMs = recover();
        try (Load _ = load()) {
            DeskCaller.pause(Duration.ofMillis(AFTER_MS));
        }
        int orders = count() - before;
        settle();
        if (differences.isEmpty()) {
            stage.customers().forEach(this::repeat);
            settle();
        }
        stage.customers().forEach(this::reconcile);
        AuditReport audit = caller.ask(GatewayRoutes.VERIFY_AUDIT, admin.get(), None.NONE);
        if (!audit.intact()) {
            differences.add(Difference.other("the audit trail does not verify: " + audit));
        }
        stage.customers().forEach(this::tidyUp);
        return new Kill(
                seed,
                afterMs,
                again,
                orders,
                acknowledged - heardBefore,
                unanswered,
                recoveryMs,
                List.copyOf(differences));
    }

    private Load load() {
        return new Load(stage.customers(), stage.exchange(), stage.ids(), random.split());
    }

    private int count() {
        return stage.customers().stream().mapToInt(one -> one.notebook().count()).sum();
    }

    private static List<OrderId> heard(Customer customer) {
        return customer.notebook().acknowledged();
    }

    private static List<OrderId> open(Customer customer) {
        return customer.notebook().unanswered();
    }

    /** Starts the desk and has every account take an order. */
    private long recover() throws IOException {
        Instant started = stage.clock().now();
        stage.desk().start();
        for (Customer customer : stage.customers()) {
            firstOrder(customer, started.plus(RECOVERY_MAX));
        }
        return Duration.between(started, stage.clock().now()).toMillis();
    }

    private void firstOrder(Customer customer, Instant latest) {
        Wishes wishes = new Wishes(random.split(), stage.ids(), customer.account());
        PlaceOrder order = wishes.far();
        Answer answer = customer.place(order);
        while (!isOpen(answer)) {
            if (stage.clock().now().isAfter(latest) || !stage.desk().isAlive()) {
                throw new IllegalStateException(
                        customer.name() + " cannot trade after a kill: " + answer);
            }
            DeskCaller.pause(PAUSE);
            boolean over = answer instanceof Answer.Given given && given.order().state().isFinal();
            order = over ? wishes.far() : order;
            answer = customer.place(order);
        }
    }

    private static boolean isOpen(Answer answer) {
        return answer instanceof Answer.Given given && given.order().state() == OrderState.ACCEPTED;
    }

    /** Compares until nothing differs, or until it would have ceased to. */
    private void settle() {
        Instant latest = stage.clock().now().plus(SETTLED_MAX);
        for (Customer customer : stage.customers()) {
            List<Difference> found = Comparison.differences(customer, stage.exchange());
            while (!found.isEmpty() && stage.clock().now().isBefore(latest)) {
                DeskCaller.pause(LOOK_AGAIN);
                found = Comparison.differences(customer, stage.exchange());
            }
            differences.addAll(found);
        }
    }

    /** What was not answered, and some of what was, is sent again, twice. */
    private void repeat(Customer customer) {
        List<OrderId> some = new ArrayList<>(open(customer));
        List<OrderId> heard = heard(customer);
        for (int i = 0; i < REPEATED && !heard.isEmpty(); i++) {
            some.add(heard.get(random.nextInt(heard.size())));
        }
        for (OrderId id : some) {
            PlaceOrder order = Objects.requireNonNull(customer.notebook().sent(id));
            boolean existed = customer.look(id) instanceof Answer.Given;
            Answer first = customer.placeCertainly(order);
            Answer second = customer.placeCertainly(order);
            boolean alike = first.getClass() == second.getClass();
            if (!alike || (existed && !(first instanceof Answer.Given))) {
                differences.add(
                        Difference.other(
                                "order %s is not answered alike: %s, then %s"
                                        .formatted(id, first, second)));
            }
        }
        heard.stream().findAny().ifPresent(id -> misuse(customer, id));
    }

    private void misuse(Customer customer, OrderId id) {
        PlaceOrder order = Objects.requireNonNull(customer.notebook().sent(id));
        Wishes wishes = new Wishes(random.split(), stage.ids(), customer.account());
        Answer answer = customer.misuse(wishes.another(order));
        boolean refused = answer instanceof Answer.Refused no && no.code().equals("id_reused");
        if (!refused) {
            differences.add(Difference.other("another order under the id " + id + ": " + answer));
        }
    }

    private void reconcile(Customer customer) {
        customer.call(TradingRoutes.RECONCILE, new AccountRef(customer.account()))
                .breaks()
                .forEach(
                        one ->
                                differences.add(
                                        Difference.other(
                                                customer.name() + ": reconcile says " + one)));
    }

    /** Now and then there are too many open orders for the limits. */
    private void tidyUp(Customer customer) {
        List<Order> shown =
                customer.call(TradingRoutes.ORDERS, new AccountOrders(customer.account(), null))
                        .orders();
        shown.forEach(order -> customer.notebook().hear(order.order(), new Answer.Given(order)));
        if (shown.stream().filter(order -> !order.state().isFinal()).count() > OPEN_MAX) {
            customer.cancelAll();
        }
        customer.notebook().forget();
    }
}
