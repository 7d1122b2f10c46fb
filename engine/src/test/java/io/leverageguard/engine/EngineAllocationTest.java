package io.leverageguard.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.leverageguard.engine.Command.AddInstrument;
import io.leverageguard.engine.Command.Fill;
import io.leverageguard.engine.Command.Link;
import io.leverageguard.engine.Command.MoveOrder;
import io.leverageguard.engine.Command.OpenAccount;
import io.leverageguard.engine.Command.Peers;
import io.leverageguard.engine.Command.PlaceOrder;
import io.leverageguard.engine.Command.PriceSource;
import io.leverageguard.engine.Command.SetLeverage;
import io.leverageguard.engine.Command.SetLimits;
import io.leverageguard.engine.Command.Terms;
import io.leverageguard.engine.Command.Trigger;
import io.leverageguard.engine.Command.TriggerKind;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

final class EngineAllocationTest {
    private static final int INSTRUMENTS = 20;
    private static final int CYCLES = 20_000;

    /** What the measurement itself may cost: nothing per tick or order. */
    private static final long BYTES_MAX = 2_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private long decided;
    private long now = 1_000_000;

    private final Engine engine =
            new Engine(
                    new EngineListener() {
                        @Override
                        public void onApproved(ApprovedOrder order) {
                            decided += order.lots();
                        }

                        @Override
                        public void onOrder(long order, OrderState state, long filledLots) {
                            decided++;
                        }
                    });

    @Test
    void warmEngineAllocatesNothingPerTickAndPerOrder() {
        open();
        Command[][] cycles = new Command[3][];
        for (int round = 0; round < cycles.length; round++) {
            cycles[round] = commands(1 + (long) round * CYCLES * 3);
        }
        run(cycles[0]);
        run(cycles[1]);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        run(cycles[2]);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertThat(decided).isGreaterThan(CYCLES);
        assertThat(allocated).isLessThan(BYTES_MAX);
        Truth.check(engine);
    }

    private void open() {
        engine.apply(new OpenAccount(1, 1, 1, Limits.NONE));
        for (int instrument = 1; instrument <= INSTRUMENTS; instrument++) {
            engine.apply(new AddInstrument(instrument, 1));
            engine.apply(new SetLeverage(1, instrument, 1));
        }
        engine.apply(new SetLimits(Scope.user(1), limits()));
        engine.apply(new SetLimits(Scope.DESK, limits()));
    }

    /** All limits are on, and none is reached. */
    private static Limits limits() {
        long much = Long.MAX_VALUE / 2;
        return new Limits(
                much,
                much,
                much,
                9,
                9_999,
                1_000,
                10,
                5,
                900_000,
                much,
                much,
                99,
                5,
                TradingState.ACTIVE,
                1);
    }

    /**
     * A limit order is placed, open, filled and forgotten; a stop and a trailing order that cancel
     * each other wait for the prices of the same cycle.
     */
    private Command[] commands(long first) {
        Command[] commands = new Command[CYCLES * 10];
        long order = first;
        int at = 0;
        for (int i = 0; i < CYCLES; i++) {
            now += 7;
            int instrument = 1 + i % INSTRUMENTS;
            boolean buy = i / INSTRUMENTS % 2 == 0;
            Terms terms = new Terms(1 + i % 3, now, true, null, 0, null);
            commands[at++] =
                    new PlaceOrder(order, 1, instrument, buy, 5, 1_000, 1_000, false, terms);
            commands[at++] = new MoveOrder(order, OrderState.ACCEPTED, 0);
            commands[at++] = new MoveOrder(order, OrderState.PARTIALLY_FILLED, 2);
            commands[at++] = new Fill(order, 1, instrument, buy, 2, 1_000, 1, now);
            commands[at++] = new MoveOrder(order, OrderState.FILLED, 5);
            commands[at++] = new Fill(order, 1, instrument, buy, 3, 1_000, -1, now);
            Link link = new Link(order + 1, 0, Peers.CANCEL);
            commands[at++] = held(order + 1, instrument, buy, TriggerKind.STOP, 1_010, link);
            commands[at++] = held(order + 2, instrument, !buy, TriggerKind.TRAILING, 0, link);
            commands[at++] = new MoveOrder(order + 1, OrderState.FILLED, 1);
            commands[at++] = new Fill(order + 1, 1, instrument, buy, 1, 1_010, 0, now);
            order += 3;
        }
        return commands;
    }

    private PlaceOrder held(
            long number, int instrument, boolean buy, TriggerKind kind, long ticks, Link link) {
        long trigger = buy || ticks == 0 ? ticks : 990;
        Trigger held = new Trigger(kind, PriceSource.LAST, true, trigger, 500_000);
        Terms terms = new Terms(1, now, true, held, now + 60_000, link);
        return new PlaceOrder(number, 1, instrument, buy, 1, 0, 1_000, false, terms);
    }

    private void run(Command[] commands) {
        for (int at = 0; at < commands.length; at++) {
            if (at % 10 == 8) {
                prices(1 + at / 10 % INSTRUMENTS);
            }
            engine.apply(commands[at]);
            if (at % 10 == 9) {
                engine.time(now + at);
                engine.settle();
                engine.clearWritten();
            }
        }
    }

    private void prices(int instrument) {
        for (int step = 0; step <= 12; step++) {
            engine.tick(instrument, PriceSource.LAST, 1_000 + step, now);
            engine.tick(instrument, PriceSource.MARK, 1_000 - step, now);
            engine.tick(instrument, PriceSource.LAST, 1_000 - step, now);
        }
        engine.settle();
    }
}
