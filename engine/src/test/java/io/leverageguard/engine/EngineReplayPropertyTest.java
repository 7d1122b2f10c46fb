package io.leverageguard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.engine.Command.AddInstrument;
import java.util.EnumSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class EngineReplayPropertyTest {
    private static final int STEPS = 600;

    @Property(tries = 200, seed = "42")
    void replayOfTheJournalLeadsToTheSameState(@ForAll long seed) {
        MemoryJournal journal = new MemoryJournal();
        Engine live = run(seed, journal, new Heard(), Integer.MAX_VALUE);

        Engine replayed = new Engine(new Heard());
        journal.replay(replayed::replay);

        assertThat(replayed.stateHash()).isEqualTo(live.stateHash());
        Truth.check(live);
        Truth.check(replayed);
    }

    @Property(tries = 200, seed = "43")
    void snapshotAndTheRestOfTheJournalLeadToTheSameState(@ForAll long seed) {
        MemoryJournal journal = new MemoryJournal();
        Engine live = run(seed, journal, new Heard(), 30);

        Engine restored = new Engine(new Heard());
        byte[] snapshot = journal.snapshot();
        assertThat(snapshot).isNotNull();
        restored.restore(snapshot);
        Truth.check(restored);
        journal.replay(restored::replay);

        assertThat(restored.stateHash()).isEqualTo(live.stateHash());
        Truth.check(restored);
        assertThat(restored.snapshot()).hasSameSizeAs(live.snapshot());
    }

    /** Not only the state: what the restored engine does next is the same too. */
    @Property(tries = 100, seed = "44")
    void restoredEngineGoesOnLikeTheOneThatNeverStopped(@ForAll long seed) {
        Heard heard = new Heard();
        Engine live = run(seed, new MemoryJournal(), heard, Integer.MAX_VALUE);
        Heard heardAfter = new Heard();
        Engine restored = new Engine(heardAfter);
        restored.restore(live.snapshot());
        heard.orders.clear();
        heard.approved.clear();
        RandomDesk forLive = new RandomDesk(seed + 1);
        RandomDesk forRestored = new RandomDesk(seed + 1);
        for (int i = 0; i < STEPS; i++) {
            Verdict verdict = live.apply(forLive.command(live));
            assertThat(restored.apply(forRestored.command(restored))).isEqualTo(verdict);
            assertThat(restored.stateHash()).isEqualTo(live.stateHash());
        }
        assertThat(heardAfter.orders).isEqualTo(heard.orders);
    }

    @Property(tries = 100, seed = "45")
    void checkingAnOrderChangesNothing(@ForAll long seed) {
        RandomDesk desk = new RandomDesk(seed);
        Engine engine = new Engine(EngineListener.NONE);
        desk.open(engine);
        for (int i = 0; i < STEPS; i++) {
            Command command = desk.command(engine);
            if (command instanceof Command.PlaceOrder order) {
                long before = engine.stateHash();
                Verdict expected = engine.check(order);
                assertThat(engine.stateHash()).isEqualTo(before);
                Verdict verdict = engine.apply(order);
                boolean orphan = verdict == Verdict.UNKNOWN_ORDER && expected == Verdict.OK;
                assertThat(orphan ? expected : verdict).isEqualTo(expected);
            } else {
                engine.apply(command);
            }
        }
    }

    /** Not even a snapshot shows that it was asked, also about what is not known yet. */
    @Property(tries = 100, seed = "46")
    void probingAnOrderLeavesNoTrace(@ForAll long seed) {
        RandomDesk desk = new RandomDesk(seed);
        Engine engine = new Engine(EngineListener.NONE);
        desk.open(engine);
        for (int i = 0; i < STEPS; i++) {
            Command command = desk.command(engine);
            if (command instanceof Command.PlaceOrder order) {
                engine.clearWritten();
                byte[] before = engine.snapshot();
                long hash = engine.recomputedHash();
                Verdict expected = engine.probe(order);
                boolean taken = engine.probe(elsewhere(order)) == Verdict.OK;
                assertThat(taken && !order.reduceOnly()).isFalse();
                assertThat(engine.snapshot()).isEqualTo(before);
                assertThat(engine.recomputedHash()).isEqualTo(hash);
                assertThat(engine.hasWritten()).isFalse();
                assertThat(engine.check(order)).isEqualTo(expected);
            }
            engine.apply(command);
        }
    }

    /** The same order in an instrument that was never traded. */
    private static Command.PlaceOrder elsewhere(Command.PlaceOrder order) {
        return new Command.PlaceOrder(
                order.order(),
                order.account(),
                99,
                order.buy(),
                order.lots(),
                order.limitTicks(),
                order.referenceTicks(),
                order.reduceOnly(),
                order.terms());
    }

    @Test
    void theRandomDesksReachEveryStateAndMostVerdicts() {
        Set<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
        Heard heard = new Heard();
        for (int seed = 0; seed < 60; seed++) {
            RandomDesk desk = new RandomDesk(seed);
            Engine engine = new Engine(heard);
            desk.open(engine);
            for (int i = 0; i < STEPS; i++) {
                verdicts.add(engine.apply(desk.command(engine)));
            }
        }
        for (OrderState state : OrderState.values()) {
            boolean atFirst = state == OrderState.INITIALIZED || state == OrderState.EMULATED;
            assertThat(heard.orders.stream().anyMatch(told -> told.contains(" " + state + " ")))
                    .as(state.toString())
                    .isNotEqualTo(atFirst);
        }
        assertThat(verdicts).hasSizeGreaterThan(17);
    }

    @Property(tries = 20, seed = "46")
    void changedJournalIsNoticed(@ForAll long seed) {
        Engine live = new Engine(EngineListener.NONE);
        MemoryJournal journal = new MemoryJournal();
        live.apply(new AddInstrument((int) (seed & 0xFF) + 1, 1));
        journal.append(live.written(), live.stateHash() + 1);
        Engine replayed = new Engine(EngineListener.NONE);
        assertThatThrownBy(() -> journal.replay(replayed::replay))
                .isInstanceOf(IllegalStateException.class);
        journal.replay((commands, hash, _) -> replayed.replay(commands, hash, false));
    }

    private static Engine run(long seed, MemoryJournal journal, Heard heard, int snapshotEvery) {
        RandomDesk desk = new RandomDesk(seed);
        Engine live = new Engine(heard);
        desk.open(live);
        for (int i = 0; i < STEPS; i++) {
            if (desk.step(live)) {
                journal.append(live.written(), live.stateHash());
                live.clearWritten();
                if (journal.size() % snapshotEvery == 0) {
                    journal.keep(live.snapshot(), live.stateHash());
                }
            }
        }
        live.settle();
        journal.append(live.written(), live.stateHash());
        return live;
    }
}
