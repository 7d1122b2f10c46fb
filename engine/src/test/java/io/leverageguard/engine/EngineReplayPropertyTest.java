package io.leverageguard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.engine.Command.AddInstrument;
import io.leverageguard.engine.Command.AdoptOrder;
import io.leverageguard.engine.Command.Fill;
import io.leverageguard.engine.Command.MoveOrder;
import io.leverageguard.engine.Command.OpenAccount;
import io.leverageguard.engine.Command.PlaceOrder;
import io.leverageguard.engine.Command.RefuseCancel;
import io.leverageguard.engine.Command.ReportPosition;
import io.leverageguard.engine.Command.RequestCancel;
import io.leverageguard.engine.Command.SetLeverage;
import io.leverageguard.engine.Command.SetLimits;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

final class EngineReplayPropertyTest {
    private static final int COMMANDS = 400;

    @Property(tries = 200)
    void replayOfTheJournalLeadsToTheSameState(@ForAll long seed) {
        Random random = new Random(seed);
        MemoryJournal journal = new MemoryJournal();
        Engine live = new Engine(EngineListener.NONE);
        for (int i = 0; i < COMMANDS; i++) {
            live.apply(command(random, live));
            if (random.nextInt(5) == 0) {
                journal.append(live.written(), live.stateHash());
                live.clearWritten();
            }
        }
        journal.append(live.written(), live.stateHash());

        Engine replayed = new Engine(new Heard());
        journal.replay(replayed::replay);

        assertThat(replayed.stateHash()).isEqualTo(live.stateHash());
        assertThat(live.recomputedHash()).isEqualTo(live.stateHash());
        assertThat(replayed.recomputedHash()).isEqualTo(live.stateHash());
    }

    @Property(tries = 50)
    void openExposureIsWhatTheWorkingOrdersLeaveOpen(@ForAll long seed) {
        Random random = new Random(seed);
        Engine engine = new Engine(EngineListener.NONE);
        for (int i = 0; i < COMMANDS; i++) {
            engine.apply(command(random, engine));
        }
        Truth.check(engine);
    }

    @Property(tries = 20)
    void changedJournalIsNoticed(@ForAll long seed) {
        Random random = new Random(seed);
        Engine live = new Engine(EngineListener.NONE);
        MemoryJournal journal = new MemoryJournal();
        live.apply(new AddInstrument(random.nextInt(1, 100), 1));
        journal.append(live.written(), live.stateHash() + 1);
        Engine replayed = new Engine(EngineListener.NONE);
        assertThatThrownBy(() -> journal.replay(replayed::replay))
                .isInstanceOf(IllegalStateException.class);
    }

    private static Command command(Random random, Engine engine) {
        int account = random.nextInt(1, 4);
        int instrument = random.nextInt(1, 4);
        boolean flag = random.nextBoolean();
        long order = engine.lastOrder() - random.nextInt(20);
        long lots = random.nextLong(1, 50);
        OrderState[] states = OrderState.values();
        return switch (random.nextInt(14)) {
            case 0 -> new OpenAccount(account, limits(random));
            case 1 -> new SetLimits(account, limits(random));
            case 2 -> new AddInstrument(instrument, random.nextLong(1, 1_000));
            case 3 -> new SetLeverage(account, instrument, random.nextInt(1, 20));
            case 4 ->
                    new AdoptOrder(
                            engine.lastOrder() + 1,
                            account,
                            instrument,
                            flag,
                            lots,
                            random.nextLong(lots),
                            states[random.nextInt(states.length)]);
            case 5 -> new RequestCancel(order);
            case 6 -> new RefuseCancel(order);
            case 7 -> new Fill(order, account, instrument, flag, lots, random.nextLong(1_000));
            case 8 -> new ReportPosition(account, instrument, lots - 25, random.nextLong(1_000));
            case 9, 10 -> new MoveOrder(order, states[random.nextInt(states.length)], lots);
            default ->
                    new PlaceOrder(
                            engine.lastOrder() + 1,
                            account,
                            instrument,
                            flag,
                            lots,
                            random.nextLong(100),
                            random.nextLong(100),
                            random.nextInt(4) == 0);
        };
    }

    private static Limits limits(Random random) {
        return new Limits(
                random.nextLong(1, 1_000_000),
                random.nextLong(1, 2_000_000),
                random.nextInt(1, 20),
                random.nextInt(1, 20),
                TradingState.of(random.nextInt(1, 4)),
                random.nextLong(1, 5));
    }
}
