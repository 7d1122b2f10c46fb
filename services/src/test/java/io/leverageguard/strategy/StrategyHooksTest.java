package io.leverageguard.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.api.strategy.Strategies;
import io.leverageguard.api.strategy.Strategies.Kind;
import io.leverageguard.api.strategy.Strategies.RegisterStrategy;
import io.leverageguard.api.strategy.Strategies.StrategyRef;
import io.leverageguard.api.trading.TradingEvent;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.access.Role;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.StrategyId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.sdk.Bar;
import io.leverageguard.sdk.FundingSettled;
import io.leverageguard.sdk.OrderFilled;
import io.leverageguard.sdk.OrderUnknown;
import io.leverageguard.sdk.PositionDeleveraged;
import io.leverageguard.sdk.PositionLiquidated;
import io.leverageguard.sdk.PositionSettled;
import io.leverageguard.strategy.FakeTrading.Closing;
import io.leverageguard.testkit.TestKit;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What venues do to positions and orders reaches the strategies that it concerns, once. */
class StrategyHooksTest {
    private static final Actor TRADER = new Actor(FakeTrading.OWNER, "five-x", Set.of(Role.TRADER));
    private static final BigDecimal ONE = BigDecimal.ONE;

    private final TestKit testKit = TestKit.create();
    private final FakeMarketData marketData = new FakeMarketData();
    private final FakeTrading trading = new FakeTrading();
    private final List<String> heard = new ArrayList<>();
    private Strategies strategies;

    @BeforeEach
    void open() {
        StrategyKinds kinds =
                StrategyKinds.builtIn()
                        .with(
                                new Kind("listener", "writes down what it hears", Map.of()),
                                parameters -> new Listener(heard))
                        .with(
                                new Kind("hedger", "buys back what was liquidated", Map.of()),
                                parameters -> new Hedger(heard));
        StrategyModule module = new StrategyModule(testKit.kit(), marketData, trading, kinds);
        module.listen(marketData.feed, trading.feed);
        strategies = module.api();
    }

    @AfterEach
    void close() {
        testKit.close();
    }

    @Test
    void eachThingThatAVenueDoesHasItsHook() {
        running("listener");
        trading.close(Closing.LIQUIDATION, "BTCUSDT", "0.5");
        trading.close(Closing.ADL, "BTCUSDT", "0.25");
        trading.close(Closing.SETTLEMENT, "BTCUSDT", "2");
        fund(FakeTrading.ACCOUNT, "BTCUSDT", "-0.75");
        testKit.settle();
        assertThat(heard)
                .containsExactly(
                        "liquidated LONG 0.5 at 100",
                        "deleveraged SHORT 0.25 at 100",
                        "settled LONG 2 at 100",
                        "funding -0.75");
    }

    @Test
    void onlyTheOwnerOfALostOrderHearsOfIt() {
        trading.keepOpen = true;
        StrategyId buyer = running("hedger");
        running("listener");
        trading.close(Closing.LIQUIDATION, "BTCUSDT", "1");
        testKit.settle();
        heard.clear();
        trading.lose(trading.placed.values().iterator().next());
        testKit.settle();
        assertThat(trading.placed.values())
                .allMatch(order -> buyer.toString().equals(order.strategy()));
        assertThat(heard).containsExactly("hedger: unknown BUY 1");
    }

    @Test
    void whatHappensElsewhereIsNotTold() {
        running("listener");
        trading.close(Closing.LIQUIDATION, "ETHUSDT", "0.5");
        fund(new AccountId(new UUID(0, 99)), "BTCUSDT", "1");
        testKit.settle();
        assertThat(heard).isEmpty();
    }

    @Test
    void aStoppedStrategyIsToldNothing() {
        StrategyId stopped = running("listener");
        strategies.stop(TRADER, new StrategyRef(stopped));
        trading.close(Closing.LIQUIDATION, "BTCUSDT", "0.5");
        testKit.settle();
        assertThat(heard).isEmpty();
    }

    @Test
    void aLostAnswerToAHooksOrderTellsNothingTwice() {
        running("listener");
        running("hedger");
        trading.failAfterPlacing = true;
        trading.close(Closing.LIQUIDATION, "BTCUSDT", "1");
        assertThatThrownBy(testKit::settle).isInstanceOf(Refusal.class);
        testKit.settle();
        assertThat(heard).containsExactly("liquidated LONG 1 at 100", "hedger: liquidated 1");
        assertThat(trading.placed).hasSize(1);
    }

    @Test
    void whatAHookWantedIsSentWhenTradingIsBack() {
        StrategyId hedger = running("hedger");
        trading.failBeforePlacing = true;
        trading.close(Closing.LIQUIDATION, "BTCUSDT", "1");
        assertThatThrownBy(testKit::settle).isInstanceOf(Refusal.class);
        assertThat(trading.placed).isEmpty();
        testKit.settle();
        assertThat(heard).containsExactly("hedger: liquidated 1");
        assertThat(trading.placed.values())
                .extracting(order -> order.side() + " " + order.quantity().toPlainString())
                .containsExactly("BUY 1");
        assertThat(strategies.performance(TRADER, new StrategyRef(hedger)).position())
                .isEqualByComparingTo(ONE);
    }

    private StrategyId running(String kind) {
        StrategyId id =
                strategies
                        .register(
                                TRADER,
                                new RegisterStrategy(
                                        FakeTrading.ACCOUNT, kind, "BTCUSDT", Map.of()))
                        .strategy();
        strategies.start(TRADER, new StrategyRef(id));
        marketData.close(100);
        testKit.settle();
        return id;
    }

    private void fund(AccountId account, String symbol, String amount) {
        trading.feed.add(
                new TradingEvent.FundingSettled(
                        account, symbol, new BigDecimal(amount), Instant.EPOCH));
    }

    /** Writes down what it hears. */
    private static final class Listener extends io.leverageguard.sdk.Strategy {
        private final List<String> heard;

        Listener(List<String> heard) {
            this.heard = heard;
        }

        @Override
        public void onBar(Bar bar) {}

        @Override
        public void onLiquidation(PositionLiquidated it) {
            heard.add("liquidated " + it.side() + " " + it.quantity() + " at " + it.price());
        }

        @Override
        public void onDeleveraging(PositionDeleveraged it) {
            heard.add("deleveraged " + it.side() + " " + it.quantity() + " at " + it.price());
        }

        @Override
        public void onSettlement(PositionSettled it) {
            heard.add("settled " + it.side() + " " + it.quantity() + " at " + it.price());
        }

        @Override
        public void onFundingSettlement(FundingSettled it) {
            heard.add("funding " + it.amount());
        }

        @Override
        public void onOrderUnknown(OrderUnknown it) {
            heard.add("unknown " + it.side() + " " + it.quantity());
        }

        @Override
        public void onOrderFilled(OrderFilled it) {
            heard.add("filled " + it.side() + " " + it.quantity());
        }
    }

    /** Buys back what was liquidated. */
    private static final class Hedger extends io.leverageguard.sdk.Strategy {
        private final List<String> heard;

        Hedger(List<String> heard) {
            this.heard = heard;
        }

        @Override
        public void onLiquidation(PositionLiquidated it) {
            heard.add("hedger: liquidated " + it.quantity());
            buy(it.quantity(), "it was liquidated");
        }

        @Override
        public void onOrderUnknown(OrderUnknown it) {
            heard.add("hedger: unknown " + it.side() + " " + it.quantity());
        }
    }
}
