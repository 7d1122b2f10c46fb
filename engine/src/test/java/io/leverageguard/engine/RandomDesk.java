package io.leverageguard.engine;

import io.leverageguard.engine.Command.AddInstrument;
import io.leverageguard.engine.Command.AdoptOrder;
import io.leverageguard.engine.Command.AmendOrder;
import io.leverageguard.engine.Command.BookIncome;
import io.leverageguard.engine.Command.ExpireOrder;
import io.leverageguard.engine.Command.Fill;
import io.leverageguard.engine.Command.LiftTrip;
import io.leverageguard.engine.Command.Link;
import io.leverageguard.engine.Command.MarkResult;
import io.leverageguard.engine.Command.MoveOrder;
import io.leverageguard.engine.Command.OpenAccount;
import io.leverageguard.engine.Command.OrderAmended;
import io.leverageguard.engine.Command.Peers;
import io.leverageguard.engine.Command.PlaceOrder;
import io.leverageguard.engine.Command.PriceSource;
import io.leverageguard.engine.Command.RatchetOrder;
import io.leverageguard.engine.Command.RefuseAmend;
import io.leverageguard.engine.Command.RefuseCancel;
import io.leverageguard.engine.Command.ReleaseOrder;
import io.leverageguard.engine.Command.ReportPosition;
import io.leverageguard.engine.Command.RequestCancel;
import io.leverageguard.engine.Command.ResendOrder;
import io.leverageguard.engine.Command.SetLeverage;
import io.leverageguard.engine.Command.SetLimits;
import io.leverageguard.engine.Command.Terms;
import io.leverageguard.engine.Command.Trigger;
import io.leverageguard.engine.Command.TriggerKind;
import io.leverageguard.engine.Command.Trip;
import io.leverageguard.engine.Command.TripLimit;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes up everything that can happen to a small desk, in any order, sense or no sense. */
final class RandomDesk {
    private static final OrderState[] STATES = OrderState.values();

    private final Random random;
    private long now = 1_760_000_000_000L;

    RandomDesk(long seed) {
        random = new Random(seed);
    }

    /** A desk on which something is allowed from the start. */
    void open(Engine engine) {
        for (int number = 1; number <= 3; number++) {
            engine.apply(new AddInstrument(number, number));
        }
        for (int account = 1; account <= 3; account++) {
            engine.apply(new OpenAccount(account, account / 2, 1 + account % 2, Limits.NONE));
            for (int number = 1; number <= 3; number++) {
                engine.apply(new SetLeverage(account, number, 2));
            }
        }
    }

    /** Lets something happen; returns whether it ends a batch. */
    boolean step(Engine engine) {
        now += random.nextInt(2_000);
        switch (random.nextInt(12)) {
            case 0 -> engine.time(now);
            case 1, 2 ->
                    engine.tick(
                            random.nextInt(1, 4),
                            List.of(PriceSource.values()).get(random.nextInt(3)),
                            random.nextLong(60, 140),
                            now);
            default -> engine.apply(command(engine));
        }
        boolean ends = random.nextInt(5) == 0;
        if (ends) {
            engine.settle();
        }
        return ends;
    }

    int next(int bound) {
        return random.nextInt(bound);
    }

    Command command(Engine engine) {
        long order = Math.max(0, engine.lastOrder() - random.nextInt(20));
        long lots = random.nextLong(1, 50);
        return switch (random.nextInt(30)) {
            case 0 -> limitsCommand();
            case 1 -> new SetLeverage(account(), instrument(), random.nextInt(1, 20));
            case 2 -> adopt(engine, lots);
            case 3 -> new RequestCancel(order);
            case 4 -> new RefuseCancel(order);
            case 5, 6, 7 -> fill(order, lots);
            case 8 -> new ReportPosition(account(), instrument(), lots - 25, ticks(), at());
            case 9 -> new AmendOrder(order, lots, ticks(), ticks(), ticks(), at());
            case 10 -> new OrderAmended(order, lots, ticks());
            case 11 -> new RefuseAmend(order);
            case 12 -> new ReleaseOrder(order, ticks(), at());
            case 13 -> new RatchetOrder(order, 1 + ticks());
            case 14 -> new ExpireOrder(order);
            case 15 -> new BookIncome(account(), instrument(), random.nextLong(-99, 99), at());
            case 16 -> losses();
            case 17 -> new ResendOrder(order);
            case 18, 19, 20, 21, 22 ->
                    new MoveOrder(order, STATES[random.nextInt(STATES.length)], lots / 2);
            default -> place(engine, lots);
        };
    }

    private Command place(Engine engine, long lots) {
        return new PlaceOrder(
                engine.lastOrder() + 1,
                account(),
                instrument(),
                random.nextBoolean(),
                lots,
                ticks(),
                ticks(),
                random.nextInt(4) == 0,
                terms(engine.lastOrder()));
    }

    private Terms terms(long last) {
        return new Terms(
                random.nextInt(3),
                random.nextInt(3) == 0 ? 0 : now,
                random.nextInt(4) != 0,
                trigger(),
                random.nextInt(5) == 0 ? now + random.nextInt(60_000) : 0,
                link(last));
    }

    private @Nullable Trigger trigger() {
        if (random.nextInt(3) != 0) {
            return null;
        }
        return new Trigger(
                List.of(TriggerKind.values()).get(random.nextInt(3)),
                List.of(PriceSource.values()).get(random.nextInt(3)),
                random.nextInt(4) != 0,
                ticks(),
                random.nextInt(200_000));
    }

    private @Nullable Link link(long last) {
        if (random.nextInt(3) != 0) {
            return null;
        }
        long list = Math.max(1, last - random.nextInt(3));
        long parent = random.nextBoolean() ? 0 : Math.max(1, last - random.nextInt(4));
        return new Link(list, parent, List.of(Peers.values()).get(random.nextInt(3)));
    }

    private Command adopt(Engine engine, long lots) {
        return new AdoptOrder(
                engine.lastOrder() + 1,
                account(),
                instrument(),
                random.nextBoolean(),
                lots,
                random.nextLong(lots),
                STATES[random.nextInt(STATES.length)]);
    }

    private Command fill(long order, long lots) {
        return new Fill(
                random.nextInt(5) == 0 ? 0 : order,
                account(),
                instrument(),
                random.nextBoolean(),
                lots,
                ticks(),
                random.nextLong(-500, 500),
                at());
    }

    private Command limitsCommand() {
        if (random.nextInt(4) != 0) {
            return new SetLimits(scope(), limits());
        }
        return random.nextBoolean()
                ? new OpenAccount(account(), random.nextInt(3), random.nextInt(3), limits())
                : new AddInstrument(instrument(), random.nextLong(1, 1_000));
    }

    private Command losses() {
        Trip trip = List.of(Trip.values()).get(random.nextInt(3));
        return switch (random.nextInt(4)) {
            case 0 -> new MarkResult(scope(), random.nextLong(-99, 99), random.nextBoolean(), at());
            case 1 -> new TripLimit(scope(), trip, now, now + random.nextInt(5_000));
            default -> new LiftTrip(scope(), trip, now);
        };
    }

    private Scope scope() {
        return switch (random.nextInt(6)) {
            case 0 -> Scope.DESK;
            case 1 -> Scope.user(1);
            case 2 -> Scope.venue(random.nextInt(1, 3));
            case 3 -> Scope.account(account());
            case 4 -> Scope.strategy(1, random.nextInt(1, 3));
            default -> Scope.instrument(instrument());
        };
    }

    private Limits limits() {
        int state = random.nextInt(12);
        return new Limits(
                random.nextLong(1_000, 1_000_000),
                random.nextLong(10_000, 2_000_000),
                random.nextLong(10_000, 4_000_000),
                random.nextInt(2, 20),
                random.nextInt(20, 60),
                random.nextInt(5, 50),
                random.nextInt(10_000),
                random.nextInt(3) == 0 ? 500 : 0,
                random.nextInt(400_000),
                random.nextBoolean() ? Limits.UNLIMITED : random.nextLong(100, 20_000),
                random.nextBoolean() ? Limits.UNLIMITED : random.nextLong(100, 20_000),
                random.nextInt(2, 9),
                random.nextInt(9_000),
                state < 10 ? TradingState.ACTIVE : TradingState.of(state - 8),
                random.nextLong(1, 5));
    }

    private int account() {
        return random.nextInt(1, 4);
    }

    private int instrument() {
        return random.nextInt(1, 4);
    }

    private long ticks() {
        return random.nextInt(5) == 0 ? 0 : random.nextLong(80, 120);
    }

    private long at() {
        return now - random.nextInt(5) * 1_000L;
    }
}
