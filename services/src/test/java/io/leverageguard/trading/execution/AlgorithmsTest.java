package io.leverageguard.trading.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.leverageguard.api.marketdata.MarketData.Candle;
import io.leverageguard.api.trading.Execution.Algo;
import io.leverageguard.api.trading.Execution.AlgoRef;
import io.leverageguard.api.trading.Execution.AlgoState;
import io.leverageguard.api.trading.Execution.Algorithm;
import io.leverageguard.api.trading.Execution.OnSlippage;
import io.leverageguard.api.trading.Execution.Pause;
import io.leverageguard.api.trading.Execution.PegReference;
import io.leverageguard.api.trading.Execution.Report;
import io.leverageguard.api.trading.Execution.StartAlgo;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.api.trading.Trading.TimeInForce;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.trading.execution.ExecutionWorld.Wish;
import io.leverageguard.trading.execution.SimulatedTrading.Next;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AlgorithmsTest {
    private final ExecutionWorld world = new ExecutionWorld();

    @Test
    void twapBuysEqualSlicesAtEqualIntervals() {
        Algo algo =
                world.start(
                        world.wish(Algorithm.TWAP, Side.BUY, "1")
                                .slices(4, Duration.ofMinutes(4))
                                .order());
        assertThat(algo.state()).isEqualTo(AlgoState.PARTIALLY_FILLED);
        assertThat(algo.filled()).isEqualByComparingTo("0.25");
        world.run(179);
        assertThat(world.trading.filled()).isEqualByComparingTo("0.75");
        world.run(1);
        Algo done = world.algo(algo.order().algo());
        assertThat(done.state()).isEqualTo(AlgoState.FILLED);
        assertThat(done.parts()).isEqualTo(4);
        assertThat(done.averagePrice()).isEqualByComparingTo("100.1");
        assertThat(world.trading.orders.values())
                .allMatch(order -> order.timeInForce() == TimeInForce.IOC);
    }

    @Test
    void shortfallIsAsCalculatedByHand() {
        // Arrival 100. Half at 100.1, then the market rises by 1: a quarter at 101.1, rest missed.
        Wish wish = world.wish(Algorithm.TWAP, Side.BUY, "4").slices(2, Duration.ofMinutes(2));
        world.start(wish.order());
        world.venue.touch("100.9", "1000", "101.1", "1");
        world.run(61);
        world.venue.touch("102.9", "1000", "103.1", "1000");
        world.settle();
        world.api().stop(world.trader, new AlgoRef(wish.order().algo()));
        world.settle();
        Report report = world.report(wish.order().algo());
        assertThat(report.state()).isEqualTo(AlgoState.CANCELED);
        assertThat(report.filled()).isEqualByComparingTo("3");
        assertThat(report.arrivalPrice()).isEqualByComparingTo("100");
        // (2 x 100.1 + 1 x 101.1) / 3
        assertThat(report.averagePrice()).isEqualByComparingTo("100.4333333333");
        assertThat(report.delay()).isEqualByComparingTo("0");
        // 301.3 - 300
        assertThat(report.impact()).isEqualByComparingTo("1.3");
        // 301.3 x 0.0005
        assertThat(report.fees()).isEqualByComparingTo("0.15065");
        // (103 - 100) x 1
        assertThat(report.opportunity()).isEqualByComparingTo("3");
        assertThat(report.shortfall()).isEqualByComparingTo("4.45065");
        // 4.45065 / 400 is 111.26625 basis points; half to even
        assertThat(report.basisPoints()).isEqualByComparingTo("111.2662");
        assertThat(report.complete()).isTrue();
    }

    @Test
    void waitingForTheWindowIsDelay() {
        Wish wish = world.wish(Algorithm.TWAP, Side.SELL, "2").slices(1, Duration.ofMinutes(10));
        wish.from = ExecutionWorld.START.plus(Duration.ofMinutes(5));
        world.start(wish.order());
        world.run(10);
        assertThat(world.trading.orders).isEmpty();
        world.venue.touch("98.9", "1000", "99.1", "1000");
        world.run(291);
        Report report = world.report(wish.order().algo());
        // Sold 2 at 98.9; arrived at 100, began at 99: lost 2 by waiting and 0.2 by the spread.
        assertThat(report.delay()).isEqualByComparingTo("2");
        assertThat(report.impact()).isEqualByComparingTo("0.2");
        assertThat(report.state()).isEqualTo(AlgoState.FILLED);
    }

    @Test
    void icebergShowsOnePartAtATimeAndRefills() {
        Wish wish = world.wish(Algorithm.ICEBERG, Side.BUY, "1").limit("99.5").display("0.3");
        world.start(wish.order());
        for (String shown : List.of("0.3", "0.3", "0.3", "0.1")) {
            List<Order> open = world.trading.open();
            assertThat(open).hasSize(1);
            assertThat(open.getFirst().quantity()).isEqualByComparingTo(shown);
            assertThat(open.getFirst().price()).isEqualByComparingTo("99.5");
            world.trading.fillResting(open.getFirst().order(), shown);
            world.settle();
        }
        assertThat(world.algo(wish.order().algo()).state()).isEqualTo(AlgoState.FILLED);
    }

    @Test
    void sniperWaitsForPriceAndSize() {
        Wish wish = world.wish(Algorithm.SNIPER, Side.BUY, "3").limit("99.8");
        wish.sizeMin = new BigDecimal("2");
        world.start(wish.order());
        world.venue.touch("99.6", "1", "99.8", "1.5");
        world.run(2);
        assertThat(world.trading.orders).isEmpty();
        world.venue.touch("99.6", "1", "99.7", "2");
        world.run(2);
        assertThat(world.trading.filled()).isEqualByComparingTo("2");
        // What is left is less than the least size, and is enough.
        world.venue.touch("99.6", "1", "99.8", "1");
        world.run(2);
        assertThat(world.algo(wish.order().algo()).state()).isEqualTo(AlgoState.FILLED);
        assertThat(world.trading.fills)
                .allMatch(fill -> fill.price().compareTo(new BigDecimal("99.8")) <= 0);
    }

    @Test
    void peggedOrderFollowsTheMarket() {
        Wish wish = world.wish(Algorithm.PEGGED, Side.BUY, "1");
        wish.reference = PegReference.BID;
        wish.offset = new BigDecimal("-0.2");
        wish.tolerance = new BigDecimal("0.1");
        wish.limit = new BigDecimal("100.5");
        world.start(wish.order());
        assertThat(world.trading.open().getFirst().price()).isEqualByComparingTo("99.7");
        world.venue.touch("100", "1000", "100.2", "1000");
        world.run(1);
        assertThat(world.trading.open().getFirst().price()).isEqualByComparingTo("99.7");
        world.venue.touch("100.2", "1000", "100.4", "1000");
        world.run(2);
        assertThat(world.trading.open()).hasSize(1);
        assertThat(world.trading.open().getFirst().price()).isEqualByComparingTo("100");
        world.venue.touch("105", "1000", "105.2", "1000");
        world.run(2);
        assertThat(world.trading.open().getFirst().price()).isEqualByComparingTo("100.5");
        assertThat(world.trading.orders.values())
                .filteredOn(order -> order.state() == OrderState.CANCELED)
                .hasSize(2);
    }

    @Test
    void volumeShareIsNeverExceeded() {
        Wish wish = world.wish(Algorithm.POV, Side.BUY, "10");
        wish.participation = new BigDecimal("0.2");
        wish.partMax = new BigDecimal("0.5");
        world.start(wish.order());
        world.run(5);
        assertThat(world.trading.orders).isEmpty();
        world.venue.print("100", "5");
        world.run(1);
        assertThat(world.trading.filled()).isEqualByComparingTo("0.5");
        world.run(10);
        // A fifth of 5 and of what we traded ourselves, in steps of half a bitcoin and less.
        assertThat(world.trading.filled()).isBetween(new BigDecimal("1"), new BigDecimal("1.25"));
        Report report = world.report(wish.order().algo());
        assertThat(report.participation()).isLessThanOrEqualTo(new BigDecimal("0.2"));
    }

    @Test
    void vwapFollowsTheUsualVolume() {
        Instant day = ExecutionWorld.START.minus(Duration.ofDays(1));
        world.marketdata.candles.add(candle(day, "300"));
        world.marketdata.candles.add(candle(day.plus(Duration.ofMinutes(5)), "100"));
        Wish wish = world.wish(Algorithm.VWAP, Side.BUY, "4").slices(2, Duration.ofMinutes(10));
        world.start(wish.order());
        assertThat(world.trading.filled()).isEqualByComparingTo("3");
        world.run(300);
        assertThat(world.trading.filled()).isEqualByComparingTo("4");
    }

    @Test
    void slippageLimitPausesUntilTheMarketIsBack() {
        Wish wish =
                world.wish(Algorithm.TWAP, Side.BUY, "2")
                        .slices(2, Duration.ofMinutes(10))
                        .slippage("50", OnSlippage.PAUSE);
        world.start(wish.order());
        world.venue.touch("100.9", "1000", "101.1", "1000");
        world.run(301);
        assertThat(world.algo(wish.order().algo()).pause()).isEqualTo(Pause.SLIPPAGE);
        assertThat(world.trading.filled()).isEqualByComparingTo("1");
        world.venue.touch("100.3", "1000", "100.5", "1000");
        world.run(1);
        assertThat(world.algo(wish.order().algo()).state()).isEqualTo(AlgoState.FILLED);
        assertThat(world.algo(wish.order().algo()).pause()).isEqualTo(Pause.NONE);
    }

    @Test
    void slippageLimitEndsAnOrderThatWantsIt() {
        Wish wish =
                world.wish(Algorithm.ICEBERG, Side.BUY, "2")
                        .limit("99.5")
                        .display("1")
                        .slippage("50", OnSlippage.END);
        world.start(wish.order());
        world.venue.touch("100.9", "1000", "101.1", "1000");
        world.run(1);
        Algo algo = world.algo(wish.order().algo());
        assertThat(algo.state()).isEqualTo(AlgoState.CANCELED);
        assertThat(algo.reason()).isEqualTo("slippage_limit");
        assertThat(world.trading.open()).isEmpty();
    }

    @Test
    void refusingVenueEndsItWithAReason() {
        world.trading.always.put("binance", Next.REJECT);
        Wish wish = world.wish(Algorithm.TWAP, Side.BUY, "1").slices(2, Duration.ofMinutes(10));
        world.start(wish.order());
        assertThat(world.trading.orders).hasSize(1);
        world.run(2);
        assertThat(world.trading.orders).hasSize(2);
        world.run(20);
        Algo algo = world.algo(wish.order().algo());
        assertThat(algo.state()).isEqualTo(AlgoState.REJECTED);
        assertThat(algo.reason()).startsWith("parts_rejected: -2019");
        assertThat(world.trading.orders).hasSize(5);
    }

    @Test
    void absentVenueIsWaitedForWithTheSamePart() {
        world.trading.script.add(Next.UNAVAILABLE);
        world.trading.script.add(Next.LOSE_ANSWER);
        Wish wish = world.wish(Algorithm.TWAP, Side.BUY, "1").slices(1, Duration.ofMinutes(10));
        world.start(wish.order());
        world.run(5);
        assertThat(world.algo(wish.order().algo()).state()).isEqualTo(AlgoState.FILLED);
        assertThat(world.trading.orders).hasSize(1);
    }

    @Test
    void pauseWithdrawsWhatRestsAndResumeGoesOn() {
        Wish wish = world.wish(Algorithm.ICEBERG, Side.BUY, "1").limit("99.5").display("0.5");
        AlgoRef ref = new AlgoRef(world.start(wish.order()).order().algo());
        world.trading.fillResting(world.trading.open().getFirst().order(), "0.2");
        world.api().pause(world.trader, ref);
        world.settle();
        assertThat(world.trading.open()).isEmpty();
        assertThat(world.algo(ref.algo()).pause()).isEqualTo(Pause.OWNER);
        world.run(5);
        assertThat(world.trading.open()).isEmpty();
        world.api().resume(world.trader, ref);
        world.settle();
        assertThat(world.trading.open()).hasSize(1);
        assertThat(world.trading.exposure()).isEqualByComparingTo("0.7");
    }

    @Test
    void cancelEndsItAtOnceAndForGood() {
        Wish wish = world.wish(Algorithm.ICEBERG, Side.BUY, "1").limit("99.5").display("0.5");
        AlgoRef ref = new AlgoRef(world.start(wish.order()).order().algo());
        world.api().stop(world.trader, ref);
        world.settle();
        assertThat(world.algo(ref.algo()).state()).isEqualTo(AlgoState.CANCELED);
        assertThat(world.trading.open()).isEmpty();
        world.run(60);
        assertThat(world.trading.orders).hasSize(1);
        assertThat(
                        catchThrowableOfType(
                                        Refusal.class, () -> world.api().stop(world.trader, ref))
                                .code())
                .isEqualTo("algo_ended");
    }

    @Test
    void whatIsLeftAtTheEndIsSweptOrLeft() {
        Wish left = world.wish(Algorithm.ICEBERG, Side.BUY, "1").limit("99.5").display("0.5");
        left.until = ExecutionWorld.START.plusSeconds(30);
        Wish swept = world.wish(Algorithm.PEGGED, Side.BUY, "2").sweep();
        swept.reference = PegReference.BID;
        swept.until = ExecutionWorld.START.plusSeconds(30);
        world.start(left.order());
        world.start(swept.order());
        world.run(31);
        assertThat(world.algo(left.order().algo()).state()).isEqualTo(AlgoState.EXPIRED);
        assertThat(world.algo(swept.order().algo()).state()).isEqualTo(AlgoState.FILLED);
        assertThat(world.trading.open()).isEmpty();
        assertThat(world.trading.filled()).isEqualByComparingTo("2");
    }

    @Test
    void sameIdIsTheSameOrderAndAnotherOrderIsRefused() {
        StartAlgo order =
                world.wish(Algorithm.TWAP, Side.BUY, "1.0")
                        .slices(2, Duration.ofMinutes(4))
                        .order();
        world.start(order);
        world.start(order);
        assertThat(world.trading.orders).hasSize(1);
        StartAlgo other =
                new StartAlgo(
                        order.algo(),
                        order.account(),
                        order.symbol(),
                        Side.SELL,
                        order.quantity(),
                        order.tactic(),
                        null,
                        null,
                        null,
                        null,
                        order.until(),
                        null,
                        null,
                        null);
        assertThat(catchThrowableOfType(Refusal.class, () -> world.start(other)).code())
                .isEqualTo("id_reused");
    }

    @Test
    void strangersSeeNothing() {
        StartAlgo order =
                world.wish(Algorithm.TWAP, Side.BUY, "1").slices(2, Duration.ofMinutes(4)).order();
        world.start(order);
        AlgoRef ref = new AlgoRef(order.algo());
        assertThat(
                        catchThrowableOfType(
                                        Refusal.class, () -> world.api().algo(world.stranger, ref))
                                .code())
                .isEqualTo("algo_not_found");
        assertThat(
                        catchThrowableOfType(
                                        Refusal.class, () -> world.api().stop(world.stranger, ref))
                                .code())
                .isEqualTo("algo_not_found");
    }

    private static Candle candle(Instant at, String volume) {
        BigDecimal price = new BigDecimal("100");
        return new Candle(at, price, price, price, price, new BigDecimal(volume));
    }
}
