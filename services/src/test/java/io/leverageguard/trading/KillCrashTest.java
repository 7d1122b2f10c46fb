package io.leverageguard.trading;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.api.trading.Kill;
import io.leverageguard.api.trading.Kill.State;
import io.leverageguard.api.trading.Protection.StartKill;
import io.leverageguard.venues.Reports.OrderRequest;
import io.leverageguard.venues.Reports.OrderSide;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The process may end at any line of a kill. */
final class KillCrashTest extends KillScene {
    /** The process has ended. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void processMayEndAtAnyCommitAndTheKillIsBroughtToItsEnd() {
        int commits = commitsOfAKill();
        assertThat(commits).isGreaterThan(10);
        for (int i = 0; i < 2 * commits; i++) {
            try (TradingWorld crashing = new TradingWorld(false)) {
                crash(crashing, i);
            }
        }
    }

    private static int commitsOfAKill() {
        try (TradingWorld once = new TradingWorld(false)) {
            int[] commits = new int[1];
            busyAccount(once);
            once.watch(after -> commits[0] += Boolean.TRUE.equals(after) ? 1 : 0);
            Kill kill = once.protection().kill(once.trader, account(once));
            once.settle();
            assertThat(now(once, kill.kill()).state()).isEqualTo(State.DONE);
            return commits[0];
        }
    }

    /** Ends the process at one step of one commit; the caller of the kill sends it again. */
    private static void crash(TradingWorld crashing, int at) {
        busyAccount(crashing);
        StartKill command = account(crashing);
        int[] step = new int[1];
        crashing.watch(
                after -> {
                    if (step[0]++ == at) {
                        throw new Crash();
                    }
                });
        try {
            crashing.protection().kill(crashing.trader, command);
            crashing.settle();
        } catch (Crash crash) {
            crashing.watch(after -> {});
            crashing.abandon();
        }
        crashing.watch(after -> {});
        crashing.settle();
        Kill kill = crashing.protection().kill(crashing.trader, command);
        for (int i = 0; i < 60 && now(crashing, kill.kill()).state() == State.RUNNING; i++) {
            crashing.advance(Duration.ofSeconds(1));
        }
        assertThat(now(crashing, kill.kill()).state()).as("crash at %s", at).isEqualTo(State.DONE);
        assertThat(crashing.exchange.openOrders()).isEmpty();
        assertThat(crashing.exchange.openTriggers()).isEmpty();
        assertThat(crashing.exchange.positions()).isEmpty();
        assertThat(closed(crashing)).as("crash at %s", at).isEqualByComparingTo("1");
        assertThat(crashing.api().reconcile(crashing.trader, crashing.ref()).breaks()).isEmpty();
    }

    /** How much was sold at the venue. */
    private static BigDecimal closed(TradingWorld of) {
        return of.exchange.received.stream()
                .filter(order -> order.side() == OrderSide.SELL)
                .map(OrderRequest::quantity)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
