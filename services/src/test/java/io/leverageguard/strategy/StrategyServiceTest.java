package io.leverageguard.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.api.strategy.Strategies;
import io.leverageguard.api.strategy.Strategies.Kind;
import io.leverageguard.api.strategy.Strategies.Performance;
import io.leverageguard.api.strategy.Strategies.RegisterStrategy;
import io.leverageguard.api.strategy.Strategies.State;
import io.leverageguard.api.strategy.Strategies.Strategy;
import io.leverageguard.api.strategy.Strategies.StrategyRef;
import io.leverageguard.api.strategy.StrategyEvent;
import io.leverageguard.api.strategy.StrategyEvent.SignalGiven;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.access.Role;
import io.leverageguard.kernel.feed.EventFeed.Stored;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.sdk.Bar;
import io.leverageguard.testkit.TestKit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StrategyServiceTest {
    private static final Actor TRADER = new Actor(FakeTrading.OWNER, "five-x", Set.of(Role.TRADER));
    private static final Actor STRANGER =
            new Actor(new UserId(new UUID(0, 9)), "stranger", Set.of(Role.TRADER));
    private static final Map<String, String> TWO_AND_THREE = Map.of("fast", "2", "slow", "3");

    private final TestKit testKit = TestKit.create();
    private final FakeMarketData marketData = new FakeMarketData();
    private final FakeTrading trading = new FakeTrading();
    private Strategies strategies;

    @BeforeEach
    void open() {
        StrategyKinds kinds =
                StrategyKinds.builtIn()
                        .with(
                                new Kind("thrower", "throws at its first bar", Map.of()),
                                parameters -> new Thrower());
        StrategyModule module = new StrategyModule(testKit.kit(), marketData, trading, kinds);
        module.listen(marketData.feed, trading.feed);
        strategies = module.api();
        for (int close : List.of(100, 99, 98)) {
            marketData.past(close);
        }
    }

    @AfterEach
    void close() {
        testKit.close();
    }

    @Test
    void aCrossUpBuysAndACrossDownTurnsShort() {
        Strategy strategy = running("ma-cross", TWO_AND_THREE);
        bars(110, 120);
        bars(90, 80);
        assertThat(trading.placed.values())
                .extracting(order -> order.side() + " " + order.quantity().toPlainString())
                .containsExactly("BUY 0.01", "SELL 0.02");
        Performance performance = performance(strategy);
        assertThat(performance.fills()).isEqualTo(2);
        assertThat(performance.position()).isEqualByComparingTo("-0.01");
        assertThat(performance.fees()).isEqualByComparingTo("0.10");
        assertThat(signals()).hasSize(2).allMatch(signal -> signal.why().contains("crossed"));
    }

    @Test
    void profitIsRealisedAtAverageCost() {
        Strategy strategy = running("ma-cross", TWO_AND_THREE);
        bars(110);
        trading.price = new BigDecimal("130");
        bars(90, 80);
        Performance performance = performance(strategy);
        assertThat(performance.realizedPnl()).isEqualByComparingTo("0.30");
        assertThat(performance.netPnl()).isEqualByComparingTo("0.20");
    }

    @Test
    void aBarThatComesTwiceSendsNothingTwice() {
        running("ma-cross", TWO_AND_THREE);
        bars(110);
        marketData.announceAgain();
        testKit.settle();
        assertThat(trading.placed).hasSize(1);
        assertThat(signals()).hasSize(1);
    }

    @Test
    void aLostAnswerLeadsToTheSameOrderAgain() {
        Strategy strategy = running("ma-cross", TWO_AND_THREE);
        trading.failAfterPlacing = true;
        marketData.close(110);
        assertThatThrownBy(testKit::settle).isInstanceOf(Refusal.class);
        testKit.settle();
        assertThat(trading.placed.values())
                .extracting(order -> order.side() + " " + order.quantity().toPlainString())
                .containsExactly("BUY 0.01");
        assertThat(performance(strategy).position()).isEqualByComparingTo("0.01");
        bars(90, 80);
        assertThat(trading.placed.values().stream().toList().getLast().quantity())
                .isEqualByComparingTo("0.02");
    }

    @Test
    void anOrderThatIsNotFilledYetCountsAsHeld() {
        running("ma-cross", TWO_AND_THREE);
        trading.keepOpen = true;
        bars(110);
        bars(90, 80);
        assertThat(trading.placed.values())
                .extracting(order -> order.side() + " " + order.quantity().toPlainString())
                .containsExactly("BUY 0.01", "SELL 0.02");
    }

    @Test
    void aRefusedOrderIsForgottenAndTheStrategyGoesOn() {
        Strategy strategy = running("ma-cross", TWO_AND_THREE);
        trading.refuse = true;
        bars(110);
        trading.refuse = false;
        bars(90, 80);
        assertThat(trading.placed.values())
                .extracting(order -> order.side() + " " + order.quantity().toPlainString())
                .containsExactly("SELL 0.01");
        assertThat(state(strategy)).isEqualTo(State.RUNNING);
    }

    @Test
    void aStrategyThatThrowsFailsAloneWithItsReason() {
        Strategy thrower = running("thrower", Map.of());
        Strategy good = running("ma-cross", TWO_AND_THREE);
        bars(110);
        assertThat(state(thrower)).isEqualTo(State.FAILED);
        assertThat(state(good)).isEqualTo(State.RUNNING);
        assertThat(trading.placed).hasSize(1);
        assertThat(strategies.strategies(TRADER, None.NONE).strategies().getFirst().reason())
                .contains("out of ideas");
    }

    @Test
    void stoppingCancelsWhatIsOpenAndIgnoresLaterBars() {
        Strategy strategy = running("ma-cross", TWO_AND_THREE);
        trading.keepOpen = true;
        bars(110);
        StrategyRef ref = new StrategyRef(strategy.strategy());
        assertThat(strategies.stop(TRADER, ref).state()).isEqualTo(State.STOPPED);
        assertThat(strategies.stop(TRADER, ref).state()).isEqualTo(State.STOPPED);
        assertThat(trading.cancelled).containsExactlyElementsOf(trading.placed.keySet());
        bars(90, 80);
        assertThat(trading.placed).hasSize(1);
        assertThat(strategies.audit().read(0, 10)).hasSize(3);
    }

    @Test
    void startingTwiceChangesNothing() {
        Strategy strategy = running("ma-cross", TWO_AND_THREE);
        strategies.start(TRADER, new StrategyRef(strategy.strategy()));
        assertThat(strategies.audit().read(0, 10)).hasSize(2);
    }

    @Test
    void wrongRegistrationsAreRefused() {
        refused("invalid_field", () -> register(TRADER, "unknown", Map.of()));
        refused("invalid_field", () -> register(TRADER, "ma-cross", Map.of("fsat", "2")));
        refused("invalid_field", () -> register(TRADER, "ma-cross", Map.of("fast", "20")));
        refused("invalid_field", () -> register(TRADER, "ma-cross", Map.of("quantity", "0")));
        refused("account_not_found", () -> register(STRANGER, "ma-cross", Map.of()));
        assertThat(strategies.strategies(TRADER, None.NONE).strategies()).isEmpty();
    }

    @Test
    void somebodyElsesStrategyIsNotFound() {
        StrategyRef ref = new StrategyRef(running("ma-cross", Map.of()).strategy());
        refused("strategy_not_found", () -> strategies.stop(STRANGER, ref));
        refused("strategy_not_found", () -> strategies.performance(STRANGER, ref));
        assertThat(strategies.strategies(STRANGER, None.NONE).strategies()).isEmpty();
    }

    private Strategy running(String kind, Map<String, String> parameters) {
        Strategy strategy = register(TRADER, kind, parameters);
        return strategies.start(TRADER, new StrategyRef(strategy.strategy()));
    }

    private Strategy register(Actor actor, String kind, Map<String, String> parameters) {
        return strategies.register(
                actor, new RegisterStrategy(FakeTrading.ACCOUNT, kind, "BTCUSDT", parameters));
    }

    private void bars(int... closes) {
        for (int close : closes) {
            marketData.close(close);
            testKit.settle();
        }
    }

    private Performance performance(Strategy strategy) {
        return strategies.performance(TRADER, new StrategyRef(strategy.strategy()));
    }

    private State state(Strategy strategy) {
        return strategies.strategies(TRADER, None.NONE).strategies().stream()
                .filter(one -> one.strategy().equals(strategy.strategy()))
                .findFirst()
                .orElseThrow()
                .state();
    }

    private List<SignalGiven> signals() {
        List<StrategyEvent> events =
                strategies.events().read(0, 1_000).stream().map(Stored::event).toList();
        return events.stream()
                .filter(SignalGiven.class::isInstance)
                .map(SignalGiven.class::cast)
                .toList();
    }

    private static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(Refusal.class, no -> assertThat(no.code()).isEqualTo(code));
    }

    private static final class Thrower extends io.leverageguard.sdk.Strategy {
        @Override
        public void onBar(Bar bar) {
            throw new IllegalStateException("out of ideas");
        }
    }
}
