package io.leverageguard.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.engine.Command.AddInstrument;
import io.leverageguard.kernel.rpc.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class EngineAgentTest {
    private final MemoryJournal journal = new MemoryJournal();
    private final Engine engine = new Engine(EngineListener.NONE);
    private final AtomicInteger wakeUps = new AtomicInteger();
    private final EngineProxy proxy = new EngineProxy(4, wakeUps::incrementAndGet);
    private final EngineAgent agent = new EngineAgent(engine, proxy, journal);
    private final List<String> log = new ArrayList<>();

    @Test
    void fullRingRefusesAndTakesAgainOnceDrained() {
        for (int i = 1; i <= 4; i++) {
            assertThat(proxy.offer(add(i))).isEqualTo(EngineProxy.Offer.ACCEPTED);
        }
        assertThat(proxy.offer(add(5))).isEqualTo(EngineProxy.Offer.RING_FULL);
        assertThat(wakeUps).hasValue(4);
        assertThat(agent.doWork()).isEqualTo(4);
        assertThat(proxy.offer(add(5))).isEqualTo(EngineProxy.Offer.ACCEPTED);
    }

    @Test
    void stoppedEngineTakesNothingButEndsWhatWaits() {
        proxy.offer(add(1));
        proxy.stop();
        assertThat(proxy.offer(add(2))).isEqualTo(EngineProxy.Offer.STOPPED);
        agent.doWork();
        assertThat(log).containsExactly("1 committed in 1");
    }

    @Test
    void workActsOnlyAfterItsWholeBatchIsInTheJournal() {
        proxy.offer(add(1));
        proxy.offer(add(2));
        agent.doWork();
        assertThat(journal.size()).isOne();
        assertThat(log).containsExactly("1 committed in 1", "2 committed in 1");
    }

    @Test
    void failedJournalFailsTheBatchAndLeavesNoTraceOfIt() {
        proxy.offer(add(1));
        agent.doWork();
        long before = engine.stateHash();

        journal.breakDown();
        proxy.offer(add(2));
        proxy.offer(add(3));
        agent.doWork();
        proxy.offer(add(4));
        agent.doWork();
        journal.repair();
        agent.recover();
        assertThat(engine.stateHash()).isEqualTo(before);

        proxy.offer(add(2));
        agent.doWork();
        assertThat(log)
                .containsExactly(
                        "1 committed in 1",
                        "2 failed: the disk is full",
                        "3 failed: the disk is full",
                        "4 failed: the disk is gone",
                        "2 committed in 2");
    }

    @Test
    void refusedWorkFailsAlone() {
        proxy.offer(add(1));
        proxy.offer(
                new Logged("refused") {
                    @Override
                    public void act(Engine on) {
                        throw Refusal.conflict("no", "not today");
                    }
                });
        proxy.offer(add(2));
        agent.doWork();
        assertThat(log)
                .containsExactly(
                        "refused failed: not today", "1 committed in 1", "2 committed in 1");
    }

    @Test
    void defectInOneWorkFailsTheBatchAndTheNextOneWorks() {
        proxy.offer(add(1));
        proxy.offer(
                new Logged("defect") {
                    @Override
                    public void act(Engine on) {
                        on.apply(new AddInstrument(9, 9));
                        throw new IllegalStateException("broken");
                    }
                });
        proxy.offer(add(2));
        agent.doWork();
        proxy.offer(add(3));
        agent.doWork();
        assertThat(log)
                .containsExactly(
                        "1 failed: broken",
                        "defect failed: broken",
                        "2 failed: broken",
                        "3 committed in 1");
        assertThat(engine.apply(new AddInstrument(9, 9))).isEqualTo(Verdict.OK);
    }

    private Work add(int instrument) {
        return new Logged(String.valueOf(instrument)) {
            @Override
            public void act(Engine on) {
                assertThat(on.apply(new AddInstrument(instrument, 1))).isEqualTo(Verdict.OK);
            }
        };
    }

    private abstract class Logged implements Work {
        private final String name;

        Logged(String name) {
            this.name = name;
        }

        @Override
        public void committed() {
            log.add(name + " committed in " + journal.size());
        }

        @Override
        public void failed(RuntimeException cause) {
            log.add(name + " failed: " + cause.getMessage());
        }
    }
}
