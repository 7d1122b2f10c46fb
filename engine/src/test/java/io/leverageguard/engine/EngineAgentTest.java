package io.leverageguard.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.engine.Command.AddInstrument;
import io.leverageguard.engine.Command.Link;
import io.leverageguard.engine.Command.MoveOrder;
import io.leverageguard.engine.Command.OpenAccount;
import io.leverageguard.engine.Command.Peers;
import io.leverageguard.engine.Command.PlaceOrder;
import io.leverageguard.engine.Command.PriceSource;
import io.leverageguard.engine.Command.RefuseCancel;
import io.leverageguard.engine.Command.SetLeverage;
import io.leverageguard.engine.Command.Terms;
import io.leverageguard.engine.Command.Trigger;
import io.leverageguard.engine.Command.TriggerKind;
import io.leverageguard.kernel.rpc.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class EngineAgentTest {
    private final MemoryJournal journal = new MemoryJournal();
    private final Heard heard = new Heard();
    private final Engine engine = new Engine(heard);
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

    @Test
    void pricesAndTimesAreWorkOfTheirOwnAndAreJournalledWhenTheyDecide() {
        proxy.offer(desk());
        agent.doWork();
        proxy.offerTick(1, PriceSource.LAST, 99, 1_000);
        proxy.offerTime(1_000);
        assertThat(agent.doWork()).isPositive();
        assertThat(agent.doWork()).isZero();
        assertThat(journal.size()).isOne();
        proxy.offerTick(1, PriceSource.LAST, 101, 1_001);
        agent.doWork();
        assertThat(journal.size()).isEqualTo(2);
        proxy.offerTime(6_000);
        agent.doWork();
        assertThat(journal.size()).isEqualTo(3);
        assertThat(heard.all).containsExactly("1 RELEASED 0", "send 1 of 1", "2 EXPIRED 0");
        proxy.stop();
        proxy.offerTime(7_000);
        assertThat(wakeUps).hasValue(6);
    }

    @Test
    void cancelOfAPeerIsAskedForAgainUntilItHasEnded() {
        proxy.offer(desk());
        proxy.offer(oneCancelsTheOther());
        agent.doWork();
        heard.all.clear();
        proxy.offerTime(10_000);
        agent.doWork();
        assertThat(heard.all).startsWith("4 PENDING_CANCEL 0", "cancel 4");
        proxy.offer(refuseCancel(4));
        proxy.offerTime(10_001);
        agent.doWork();
        heard.all.clear();
        proxy.offerTime(15_001);
        agent.doWork();
        assertThat(heard.all).containsExactly("4 PENDING_CANCEL 0", "cancel 4");
    }

    @Test
    void decisionOfATickIsTakenBackWhenItCannotBeJournalled() {
        proxy.offer(desk());
        agent.doWork();
        journal.breakDown();
        proxy.offerTick(1, PriceSource.LAST, 101, 1_000);
        agent.doWork();
        proxy.offerTick(1, PriceSource.LAST, 102, 1_000);
        assertThat(agent.doWork()).isPositive();
        proxy.offerTime(1_000);
        agent.doWork();
        assertThat(agent.doWork()).isZero();
        assertThat(heard.all)
                .containsExactly(
                        "1 RELEASED 0",
                        "send 1 of 1",
                        "failed: the disk is full",
                        "failed: the disk is gone");
        journal.repair();
        proxy.offerTime(1_001);
        agent.doWork();
        assertThat(engine.openOrders(1)).isEqualTo(2);
        heard.all.clear();
        proxy.offerTick(1, PriceSource.LAST, 101, 1_002);
        agent.doWork();
        assertThat(heard.all).containsExactly("1 RELEASED 0", "send 1 of 1");
        assertThat(journal.size()).isEqualTo(2);
    }

    @Test
    void snapshotsShortenTheReplayAndLeadToTheSameState() {
        EngineAgent keeping = new EngineAgent(engine, proxy, journal, 3);
        for (int i = 1; i <= 4; i++) {
            proxy.offer(add(i));
            keeping.doWork();
        }
        assertThat(journal.replayed()).isOne();
        long before = engine.stateHash();
        keeping.recover();
        assertThat(engine.stateHash()).isEqualTo(before);
        assertThat(engine.recomputedHash()).isEqualTo(before);
    }

    @Test
    void snapshotThatCannotBeKeptFailsNobody() {
        EngineAgent keeping =
                new EngineAgent(
                        engine,
                        proxy,
                        new Journal() {
                            @Override
                            public void append(byte[] commands, long stateHash) {
                                journal.append(commands, stateHash);
                            }

                            @Override
                            public void replay(BatchReader reader) {
                                journal.replay(reader);
                            }

                            @Override
                            public void keep(byte[] snapshot, long stateHash) {
                                throw new IllegalStateException("no room");
                            }
                        },
                        1);
        proxy.offer(add(1));
        keeping.doWork();
        proxy.offer(add(2));
        keeping.doWork();
        assertThat(log).containsExactly("1 committed in 1", "2 committed in 2");
    }

    /** An account with an order that waits for a price and one that waits for its end. */
    private Work desk() {
        return new Logged("desk") {
            @Override
            public void act(Engine on) {
                on.apply(new OpenAccount(1, Limits.NONE));
                on.apply(new AddInstrument(1, 1));
                on.apply(new SetLeverage(1, 1, 1));
                on.apply(held(1, 101, 0));
                on.apply(held(2, 200, 5_000));
            }
        };
    }

    /** The third is filled, and the venue refuses to cancel the fourth. */
    private Work oneCancelsTheOther() {
        return new Logged("pair") {
            @Override
            public void act(Engine on) {
                Terms terms = new Terms(0, 0, true, null, 0, new Link(3, 0, Peers.CANCEL));
                on.apply(new PlaceOrder(3, 1, 1, true, 1, 90, 100, false, terms));
                on.apply(new PlaceOrder(4, 1, 1, true, 1, 91, 100, false, terms));
                on.apply(new MoveOrder(4, OrderState.ACCEPTED, 0));
                on.apply(new MoveOrder(3, OrderState.FILLED, 1));
                on.apply(new RefuseCancel(4));
            }
        };
    }

    private Work refuseCancel(long order) {
        return new Logged("refused") {
            @Override
            public void act(Engine on) {
                on.apply(new RefuseCancel(order));
            }
        };
    }

    private static PlaceOrder held(long order, long ticks, long goodTill) {
        Trigger trigger = new Trigger(TriggerKind.STOP, PriceSource.LAST, true, ticks, 0);
        Terms terms = new Terms(0, 0, true, trigger, goodTill, null);
        return new PlaceOrder(order, 1, 1, true, 1, 0, 100, false, terms);
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
