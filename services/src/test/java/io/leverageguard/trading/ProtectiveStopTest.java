package io.leverageguard.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.leverageguard.api.trading.Kill;
import io.leverageguard.api.trading.KillId;
import io.leverageguard.api.trading.Protection.ProtectedPosition;
import io.leverageguard.api.trading.Protection.StartKill;
import io.leverageguard.api.trading.Protection.StopPolicy;
import io.leverageguard.api.trading.Protection.StopPolicyRef;
import io.leverageguard.api.trading.Protection.StopState;
import io.leverageguard.api.trading.Trading.OrderRef;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.api.trading.Trading.TriggerSource;
import io.leverageguard.api.trading.TradingEvent.PositionProtected;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.trading.FakeAccount.Next;
import io.leverageguard.venues.Triggers.TriggerReport;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Protective stops, over memory and without threads. */
final class ProtectiveStopTest {
    /** The process has ended. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final TradingWorld world = new TradingWorld(false);

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void positionIsProtectedAfterItsFirstFill() {
        policy("0.02");
        world.buy("1");
        world.settle();
        assertThat(position().state()).isEqualTo(StopState.PROTECTED);
        TriggerReport stop = onlyStop();
        assertThat(stop.triggerPrice()).isEqualByComparingTo("98000");
        assertThat(stop.quantity()).isEqualByComparingTo("1");
        assertThat(events()).containsExactly("PENDING", "PROTECTED");
    }

    @Test
    void stopFollowsThePositionAndEndsWithIt() {
        policy("0.02");
        world.buy("1");
        world.settle();
        TriggerReport first = onlyStop();
        world.buy("0.5");
        world.settle();
        TriggerReport second = onlyStop();
        assertThat(second.quantity()).isEqualByComparingTo("1.5");
        assertThat(second.clientOrderId()).isNotEqualTo(first.clientOrderId());

        world.api().place(world.trader, world.market(world.newId(), Side.SELL, "1"));
        world.settle();
        assertThat(onlyStop().quantity()).isEqualByComparingTo("0.5");
        world.api().place(world.trader, world.market(world.newId(), Side.SELL, "0.5"));
        world.settle();
        assertThat(world.exchange.openTriggers()).isEmpty();
        assertThat(positions()).isEmpty();
    }

    @Test
    void shortIsProtectedFromAbove() {
        policy("0.01");
        world.api().place(world.trader, world.market(world.newId(), Side.SELL, "1"));
        world.settle();
        assertThat(onlyStop().triggerPrice()).isEqualByComparingTo("101000");
        world.move("101500");
        assertThat(world.exchange.positions()).isEmpty();
        assertThat(positions()).isEmpty();
    }

    @Test
    void positionThatWasThereBeforeThePolicyIsProtectedToo() {
        world.buy("1");
        world.settle();
        policy("0.02");
        world.settle();
        assertThat(position().state()).isEqualTo(StopState.PROTECTED);
        policy("0.03");
        world.settle();
        assertThat(onlyStop().triggerPrice()).isEqualByComparingTo("97000");
    }

    @Test
    void lostAnswerIsFoundAtTheVenueInTime() {
        policy("0.02");
        world.exchange.script.add(Next.ACCEPT);
        world.exchange.script.add(Next.LOSE_ANSWER);
        world.buy("1");
        world.settle();
        assertThat(position().state()).isEqualTo(StopState.PROTECTED);
    }

    @Test
    void refusedStopIsTriedAnewUntilItsTimeIsOver() {
        policy("0.02");
        world.exchange.script.add(Next.ACCEPT);
        world.exchange.script.add(Next.REJECT);
        world.buy("1");
        world.settle();
        assertThat(position().state()).isEqualTo(StopState.PENDING);
        assertThat(position().words()).contains("-2021");
        world.advance(Duration.ofMillis(500));
        assertThat(position().state()).isEqualTo(StopState.PROTECTED);
    }

    @Test
    void stopThatWasLostOnItsWayIsSentOnceMore() {
        policy("0.02");
        world.exchange.script.add(Next.ACCEPT);
        world.exchange.script.add(Next.LOSE_REQUEST);
        world.buy("1");
        world.settle();
        world.advance(Duration.ofMillis(1_200));
        assertThat(position().state()).isEqualTo(StopState.PROTECTED);
        assertThat(onlyStop().quantity()).isEqualByComparingTo("1");
        world.advance(Duration.ofMinutes(1));
        assertThat(onlyStop().quantity()).isEqualByComparingTo("1");
    }

    @Test
    void positionWithoutAStopInTimeIsClosed() {
        loseTheStop();
        assertThat(position().state()).isEqualTo(StopState.FLATTENED);
        assertThat(world.exchange.positions()).isEmpty();
        assertThat(events()).containsExactly("PENDING", "UNPROTECTED", "FLATTENED");
        assertThat(world.exchange.received.getLast().reduceOnly()).isTrue();
    }

    @Test
    void closingIsRepeatedUntilThePositionIsGone() {
        policy("0.02");
        world.exchange.script.addAll(
                List.of(Next.ACCEPT, Next.LOSE_REQUEST, Next.REJECT, Next.REJECT));
        world.buy("1");
        world.settle();
        world.advance(Duration.ofSeconds(3));
        for (int i = 0; i < 10; i++) {
            world.advance(Duration.ofSeconds(1));
        }
        assertThat(position().state()).isEqualTo(StopState.FLATTENED);
        assertThat(world.exchange.positions()).isEmpty();
    }

    @Test
    void nextPositionAfterAClosedOneIsProtected() {
        loseTheStop();
        world.advance(Duration.ofMinutes(1));
        world.buy("0.5");
        world.settle();
        assertThat(position().state()).isEqualTo(StopState.PROTECTED);
        assertThat(onlyStop().quantity()).isEqualByComparingTo("0.5");
    }

    @Test
    void stopThatSomebodyCancelledIsPlacedAgain() {
        policy("0.02");
        world.buy("1");
        world.settle();
        world.api().cancel(world.trader, new OrderRef(Objects.requireNonNull(position().stop())));
        world.advance(Duration.ofSeconds(1));
        assertThat(position().state()).isEqualTo(StopState.PROTECTED);
        assertThat(onlyStop().quantity()).isEqualByComparingTo("1");
    }

    @Test
    void stopThatIsGoneWithoutAWordIsMissedWhenItIsLookedFor() {
        policy("0.02");
        world.buy("1");
        world.settle();
        world.exchange.cut();
        assertThat(world.exchange.cancelTrigger(FakeVenue.SYMBOL, onlyStop().clientOrderId()))
                .isNotNull();
        for (int i = 0; i < 90; i++) {
            world.advance(Duration.ofSeconds(1));
        }
        assertThat(world.exchange.openTriggers().size() + world.exchange.positions().size())
                .as("either there is a stop again, or no position")
                .isNotEqualTo(1);
    }

    @Test
    void policyOfASymbolComesBeforeThatOfTheAccount() {
        policy("0.02");
        world.protection().setStopPolicy(world.trader, policy(FakeVenue.SYMBOL, "0.05", 2_000));
        world.buy("1");
        world.settle();
        assertThat(onlyStop().triggerPrice()).isEqualByComparingTo("95000");
        assertThat(
                        world.protection()
                                .removeStopPolicy(
                                        world.trader,
                                        new StopPolicyRef(
                                                world.account.account(), FakeVenue.SYMBOL)))
                .isNotNull();
        world.settle();
        assertThat(onlyStop().triggerPrice()).isEqualByComparingTo("98000");
        assertThat(
                        world.protection()
                                .removeStopPolicy(
                                        world.trader,
                                        new StopPolicyRef(world.account.account(), null)))
                .isNotNull();
        world.settle();
        assertThat(world.exchange.openTriggers()).isEmpty();
        assertThat(positions()).isEmpty();
    }

    @Test
    void killTakesTheStopAlong() {
        policy("0.02");
        world.buy("1");
        world.settle();
        Kill kill =
                world.protection()
                        .kill(
                                world.trader,
                                new StartKill(
                                        new KillId(world.base.kit().ids().next()),
                                        Kill.Kind.ACCOUNT,
                                        world.account.account(),
                                        null,
                                        null,
                                        null,
                                        null,
                                        "panic"));
        assertThat(kill.accounts()).hasSize(1);
        world.settle();
        assertThat(world.exchange.positions()).isEmpty();
        assertThat(world.exchange.openTriggers()).isEmpty();
        assertThat(positions()).isEmpty();
    }

    @Test
    void processMayEndAtAnyCommitBetweenFillAndStop() {
        int commits = 30;
        for (int i = 0; i < commits; i++) {
            try (TradingWorld crashing = new TradingWorld(false)) {
                crash(crashing, i);
            }
        }
    }

    private static void crash(TradingWorld crashing, int at) {
        crashing.protection()
                .setStopPolicy(
                        crashing.trader,
                        new StopPolicy(
                                crashing.account.account(),
                                null,
                                new BigDecimal("0.02"),
                                TriggerSource.MARK,
                                2_000));
        int[] step = new int[1];
        crashing.watch(
                after -> {
                    if (step[0]++ == at) {
                        throw new Crash();
                    }
                });
        try {
            crashing.buy("1");
            crashing.settle();
        } catch (Crash crash) {
            crashing.watch(after -> {});
            crashing.abandon();
        }
        crashing.watch(after -> {});
        for (int i = 0; i < 60; i++) {
            crashing.advance(Duration.ofMillis(500));
        }
        List<TriggerReport> stops = crashing.exchange.openTriggers();
        assertThat(stops).as("crash at %s", at).hasSameSizeAs(crashing.exchange.positions());
        if (!stops.isEmpty()) {
            assertThat(stops.getFirst().quantity()).isEqualByComparingTo("1");
        }
        // Nothing was closed because we were away: only what was never sent is missing.
        assertThat(crashing.events(PositionProtected.class))
                .as("crash at %s", at)
                .noneMatch(event -> event.state().equals("UNPROTECTED"));
    }

    @Test
    void badPoliciesAreRefusedByName() {
        assertThat(code(() -> policy("0"))).isEqualTo("invalid_field");
        assertThat(code(() -> policy("1"))).isEqualTo("invalid_field");
        assertThat(code(() -> set(policy("NOPEUSDT", "0.1", 1_000))))
                .isEqualTo("instrument_not_found");
        assertThat(code(() -> set(policy(null, "0.1", 1)))).isEqualTo("invalid_field");
        assertThat(
                        code(
                                () ->
                                        set(
                                                new StopPolicy(
                                                        world.account.account(),
                                                        null,
                                                        new BigDecimal("0.1"),
                                                        TriggerSource.INDEX,
                                                        1_000))))
                .isEqualTo("invalid_field");
        assertThat(
                        code(
                                () ->
                                        world.protection()
                                                .setStopPolicy(
                                                        world.stranger,
                                                        policy(null, "0.1", 1_000))))
                .isEqualTo("account_not_found");
        assertThat(
                        code(
                                () ->
                                        world.protection()
                                                .removeStopPolicy(
                                                        world.trader,
                                                        new StopPolicyRef(
                                                                world.account.account(), null))))
                .isEqualTo("stop_policy_not_found");
        assertThat(world.buy("0.1").state()).isEqualTo(OrderState.FILLED);
    }

    /** A position whose stop never arrives, and the end of its time. */
    private void loseTheStop() {
        policy("0.02");
        world.exchange.script.add(Next.ACCEPT);
        world.exchange.script.add(Next.LOSE_REQUEST);
        assertThat(world.buy("1")).isNotNull();
        world.settle();
        assertThat(position().state()).isEqualTo(StopState.PENDING);
        world.advance(Duration.ofSeconds(3));
        world.advance(Duration.ofSeconds(1));
    }

    private void policy(String distance) {
        set(policy(null, distance, 2_000));
    }

    private void set(StopPolicy policy) {
        assertThat(world.protection().setStopPolicy(world.trader, policy)).isEqualTo(policy);
    }

    private StopPolicy policy(@Nullable String symbol, String distance, long within) {
        return new StopPolicy(
                world.account.account(),
                symbol,
                new BigDecimal(distance),
                TriggerSource.MARK,
                within);
    }

    private List<ProtectedPosition> positions() {
        return world.protection().protections(world.trader, world.ref()).positions();
    }

    private ProtectedPosition position() {
        return positions().getFirst();
    }

    private TriggerReport onlyStop() {
        assertThat(world.exchange.openTriggers()).hasSize(1);
        return world.exchange.openTriggers().getFirst();
    }

    private List<String> events() {
        return world.events(PositionProtected.class).stream()
                .map(PositionProtected::state)
                .toList();
    }

    private static String code(ThrowingCallable call) {
        return catchThrowableOfType(Refusal.class, call).code();
    }
}
