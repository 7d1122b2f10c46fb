package io.leverageguard.trading.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.leverageguard.api.trading.Routing.OnLegFailure;
import io.leverageguard.api.trading.Routing.PlaceRoute;
import io.leverageguard.api.trading.Routing.QuoteRoute;
import io.leverageguard.api.trading.Routing.RouteQuote;
import io.leverageguard.api.trading.Routing.RouteRef;
import io.leverageguard.api.trading.Routing.RouteState;
import io.leverageguard.api.trading.Routing.RoutedOrder;
import io.leverageguard.api.trading.Routing.VenueCost;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.trading.execution.SimulatedTrading.Death;
import io.leverageguard.trading.execution.SimulatedTrading.Next;
import io.leverageguard.venues.Reports.FundingRate;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RoutingTest {
    private static final List<Next> FATES = List.of(Next.values());

    private final ExecutionWorld world = new ExecutionWorld();
    private final SimulatedVenue binance = world.venue;
    private final SimulatedVenue okx = world.add("okx");
    private final AccountId onBinance = world.account;
    private final AccountId onOkx = world.trading.add(okx);

    @Test
    void quoteExplainsTheCostOfEachVenue() {
        binance.book(List.of("99.9", "10"), List.of("100.1", "2", "100.5", "10"));
        okx.book(List.of("99.9", "10"), List.of("100.2", "5"));
        okx.fee = new BigDecimal("0.0002");
        RouteQuote quote = quote("4", null, null);
        assertThat(quote.quantity()).isEqualByComparingTo("4");
        assertThat(of(quote, "binance").quantity()).isEqualByComparingTo("2");
        assertThat(of(quote, "okx").quantity()).isEqualByComparingTo("2");
        // Neither account has traded: the public rate of 5 basis points.
        assertThat(of(quote, "binance").fee()).isEqualByComparingTo("0.1001");
        assertThat(of(quote, "okx").fee()).isEqualByComparingTo("0.1002");
        assertThat(of(quote, "okx").margin()).isEqualByComparingTo("20.04");
        BigDecimal parts =
                quote.venues().stream()
                        .map(
                                venue ->
                                        value(venue)
                                                .add(venue.fee())
                                                .add(venue.funding())
                                                .add(venue.risk()))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(quote.cost()).isCloseTo(parts, within());
        assertThat(quote.bestAlone()).isGreaterThan(quote.cost());
        assertThat(world.trading.orders).isEmpty();
    }

    @Test
    void fundingUntilTheHorizonDecides() {
        binance.touch("99.9", "10", "100.0", "10");
        okx.touch("99.9", "10", "100.1", "10");
        quote("1", null, null);
        binance.mark("100", "0.003", ExecutionWorld.START.plus(Duration.ofHours(4)));
        okx.mark("100", "-0.001", ExecutionWorld.START.plus(Duration.ofHours(4)));
        binance.fundings.add(new FundingRate(new BigDecimal("0.001"), ExecutionWorld.START));
        world.settle();
        assertThat(of(quote("1", null, null), "binance").quantity()).isEqualByComparingTo("1");
        RouteQuote held = quote("1", null, Duration.ofHours(12));
        assertThat(of(held, "okx").quantity()).isEqualByComparingTo("1");
        // Two fundings of -0.001 on a mark of 100.
        assertThat(of(held, "okx").funding()).isEqualByComparingTo("-0.2");
    }

    @Test
    void accountWithoutMarginIsExplained() {
        binance.touch("99.9", "10", "100.1", "10");
        okx.touch("99.9", "10", "100.2", "10");
        world.trading.balances.put(onBinance, BigDecimal.ZERO);
        RouteQuote quote = quote("2", null, null);
        assertThat(of(quote, "binance").excluded()).isEqualTo("no_margin_or_position");
        assertThat(of(quote, "okx").quantity()).isEqualByComparingTo("2");
    }

    @Test
    void legsGoOutAndTheIdIsGoodOnce() {
        binance.book(List.of("99.9", "10"), List.of("100.1", "2", "100.5", "10"));
        okx.touch("99.9", "10", "100.2", "5");
        PlaceRoute order = order("4", OnLegFailure.KEEP);
        world.module().routing().route(world.trader, order);
        world.settle();
        RoutedOrder routed = routed(order);
        assertThat(routed.state()).isEqualTo(RouteState.FILLED);
        assertThat(routed.averagePrice()).isEqualByComparingTo("100.15");
        assertThat(routed.legs()).hasSize(2).allMatch(leg -> leg.state() == OrderState.FILLED);
        world.module().routing().route(world.trader, order);
        assertThat(world.trading.orders).hasSize(2);
        PlaceRoute other =
                new PlaceRoute(order.route(), order.order(), OnLegFailure.UNWIND, null, null);
        assertThat(
                        catchThrowableOfType(
                                        Refusal.class,
                                        () -> world.module().routing().route(world.trader, other))
                                .code())
                .isEqualTo("id_reused");
    }

    @Test
    void refusedLegIsTriedElsewhere() {
        binance.book(List.of("99.9", "10"), List.of("100.1", "2", "100.5", "10"));
        okx.touch("99.9", "10", "100.2", "5");
        world.trading.always.put("okx", Next.REJECT);
        RoutedOrder routed = route(order("4", OnLegFailure.RETRY_ELSEWHERE));
        assertThat(routed.state()).isEqualTo(RouteState.FILLED);
        assertThat(routed.legs()).hasSize(3);
        assertThat(routed.legs().getLast().account()).isEqualTo(onBinance);
        assertThat(routed.legs().getLast().round()).isEqualTo(2);
        assertThat(world.trading.filled()).isEqualByComparingTo("4");
    }

    @Test
    void refusedLegIsGivenUpAndTheRestKept() {
        binance.book(List.of("99.9", "10"), List.of("100.1", "2", "100.5", "10"));
        okx.touch("99.9", "10", "100.2", "5");
        world.trading.always.put("okx", Next.REJECT);
        RoutedOrder routed = route(order("4", OnLegFailure.KEEP));
        assertThat(routed.state()).isEqualTo(RouteState.CANCELED);
        assertThat(routed.reason()).startsWith("leg_refused: -2019");
        assertThat(routed.filled()).isEqualByComparingTo("2");
        assertThat(world.trading.orders).hasSize(2);
    }

    @Test
    void refusedLegUnwindsTheOthers() {
        binance.book(List.of("99.9", "10"), List.of("100.1", "2", "100.5", "10"));
        okx.touch("99.9", "10", "100.2", "5");
        world.trading.always.put("okx", Next.REJECT);
        RoutedOrder routed = route(order("4", OnLegFailure.UNWIND));
        assertThat(routed.state()).isEqualTo(RouteState.CANCELED);
        assertThat(routed.reason()).startsWith("unwound after: leg_refused");
        assertThat(routed.filled()).isEqualByComparingTo("0");
        assertThat(world.trading.positions.get(onBinance)).isEqualByComparingTo("0");
        assertThat(world.trading.orders.values().stream().toList().getLast().reduceOnly()).isTrue();
    }

    @Test
    void orderThatNobodyTakesIsRejected() {
        binance.touch("99.9", "10", "100.1", "10");
        world.trading.always.put("binance", Next.REJECT);
        world.trading.always.put("okx", Next.REJECT);
        RoutedOrder routed = route(order("4", OnLegFailure.RETRY_ELSEWHERE));
        assertThat(routed.state()).isEqualTo(RouteState.REJECTED);
        assertThat(
                        catchThrowableOfType(
                                        Refusal.class,
                                        () ->
                                                world.module()
                                                        .routing()
                                                        .routed(
                                                                world.stranger,
                                                                new RouteRef(
                                                                        routed.order().route())))
                                .code())
                .isEqualTo("route_not_found");
    }

    @Test
    void reduceOnlyTakesNoMoreThanThePositions() {
        binance.touch("99.9", "10", "100.1", "10");
        okx.touch("99.9", "10", "100.2", "10");
        world.trading.positions.put(onBinance, new BigDecimal("-1"));
        world.trading.positions.put(onOkx, new BigDecimal("3"));
        QuoteRoute reduce =
                new QuoteRoute(
                        List.of(),
                        SimulatedVenue.SYMBOL,
                        Side.BUY,
                        new BigDecimal("4"),
                        null,
                        null,
                        true);
        RouteQuote quote = world.module().routing().quote(world.trader, reduce);
        assertThat(quote.quantity()).isEqualByComparingTo("1");
    }

    /** What is really paid, prices and fees, on books that do not move. */
    @Property(tries = 200, seed = "20251010")
    void realCostIsNeverWorseThanTheBestSingleVenue(
            @ForAll boolean buy, @ForAll @IntRange(max = 99_999) int seed) {
        Random random = new Random(seed);
        ExecutionWorld fresh = new ExecutionWorld();
        SimulatedVenue second = fresh.add("okx");
        SimulatedVenue third = fresh.add("bybit");
        fresh.trading.add(second);
        fresh.trading.add(third);
        List<SimulatedVenue> venues = List.of(fresh.venue, second, third);
        venues.forEach(venue -> randomBook(venue, random));
        third.fee = new BigDecimal("0.00055");
        Side side = buy ? Side.BUY : Side.SELL;
        BigDecimal quantity = new BigDecimal(1 + random.nextInt(4_000)).movePointLeft(3);
        QuoteRoute order =
                new QuoteRoute(List.of(), SimulatedVenue.SYMBOL, side, quantity, null, null, null);
        RouteQuote quote = fresh.module().routing().quote(fresh.trader, order);
        if (quote.quantity().compareTo(quantity) < 0) {
            return;
        }
        PlaceRoute place = new PlaceRoute(fresh.newId(), order, OnLegFailure.KEEP, null, null);
        fresh.module().routing().route(fresh.trader, place);
        fresh.settle();
        BigDecimal paid = BigDecimal.ZERO;
        for (var fill : fresh.trading.fills) {
            BigDecimal value = fill.price().multiply(fill.quantity());
            paid = paid.add(buy ? value : value.negate()).add(fill.fee());
        }
        // The expected risk is in both; what a division saves is in price and fee.
        BigDecimal risk =
                quote.venues().stream()
                        .map(VenueCost::risk)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(fresh.trading.filled()).isEqualByComparingTo(quantity);
        assertThat(paid.add(risk)).isCloseTo(quote.cost(), within());
        for (VenueCost venue : quote.venues()) {
            if (venue.alone() != null) {
                assertThat(paid.add(risk)).isLessThanOrEqualTo(venue.alone().add(tiny()));
            }
        }
    }

    /** Whatever legs do and wherever the process dies, the whole is never exceeded. */
    @Property(tries = 200, seed = "20251010")
    void neverMoreThanTheWholeWhateverHappensToLegs(
            @ForAll OnLegFailure policy,
            @ForAll @IntRange(max = 99_999) int seed,
            @ForAll @IntRange(min = 2, max = 40) int deathAt) {
        Random random = new Random(seed);
        ExecutionWorld fresh = new ExecutionWorld();
        SimulatedVenue second = fresh.add("okx");
        fresh.trading.add(second);
        randomBook(fresh.venue, random);
        randomBook(second, random);
        for (int i = 0; i < 6; i++) {
            fresh.trading.script.add(FATES.get(random.nextInt(FATES.size())));
        }
        int[] steps = {0};
        Runnable step =
                () -> {
                    if (++steps[0] % deathAt == 0) {
                        throw new Death();
                    }
                };
        fresh.memory.watch(step);
        fresh.trading.onCall = step;
        BigDecimal quantity = new BigDecimal("3");
        PlaceRoute place =
                new PlaceRoute(
                        fresh.newId(),
                        new QuoteRoute(
                                List.of(),
                                SimulatedVenue.SYMBOL,
                                Side.BUY,
                                quantity,
                                null,
                                null,
                                null),
                        policy,
                        null,
                        null);
        attempt(fresh, () -> fresh.module().routing().route(fresh.trader, place));
        for (int turn = 0; turn < 20; turn++) {
            attempt(fresh, () -> fresh.run(1));
            randomBook(fresh.venue, random);
            assertThat(bought(fresh)).isLessThanOrEqualTo(quantity);
        }
        fresh.memory.watch(() -> {});
        fresh.trading.onCall = () -> {};
        fresh.restart();
        fresh.run(20);
        assertThat(bought(fresh)).isLessThanOrEqualTo(quantity);
        RoutedOrder last;
        try {
            last = fresh.module().routing().routed(fresh.trader, new RouteRef(place.route()));
        } catch (Refusal refusal) {
            assertThat(fresh.trading.orders).isEmpty();
            return;
        }
        assertThat(last.state().isFinal()).isTrue();
        if (last.reason().startsWith("unwound")) {
            assertThat(last.filled()).isEqualByComparingTo("0");
        }
    }

    private static BigDecimal bought(ExecutionWorld world) {
        return world.trading.orders.values().stream()
                .filter(order -> order.side() == Side.BUY)
                .map(order -> order.state().isFinal() ? order.filled() : order.quantity())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static void attempt(ExecutionWorld world, Runnable work) {
        try {
            work.run();
        } catch (Death death) {
            for (int i = 0; i < 50; i++) {
                try {
                    world.restart();
                    return;
                } catch (Death again) {
                    assertThat(again).isNotSameAs(death);
                }
            }
        }
    }

    private static void randomBook(SimulatedVenue venue, Random random) {
        List<String> buyers = new ArrayList<>();
        List<String> sellers = new ArrayList<>();
        int middle = 1_000 + random.nextInt(5);
        for (int i = 1; i <= 1 + random.nextInt(6); i++) {
            buyers.add(new BigDecimal(middle - 2 * i).movePointLeft(1).toPlainString());
            buyers.add(new BigDecimal(1 + random.nextInt(1_500)).movePointLeft(3).toPlainString());
            sellers.add(new BigDecimal(middle + 2 * i).movePointLeft(1).toPlainString());
            sellers.add(new BigDecimal(1 + random.nextInt(1_500)).movePointLeft(3).toPlainString());
        }
        venue.book(buyers, sellers);
    }

    private RoutedOrder route(PlaceRoute order) {
        world.module().routing().route(world.trader, order);
        world.settle();
        world.run(3);
        return routed(order);
    }

    private RoutedOrder routed(PlaceRoute order) {
        return world.module().routing().routed(world.trader, new RouteRef(order.route()));
    }

    private PlaceRoute order(String quantity, OnLegFailure policy) {
        OrderId id = world.newId();
        return new PlaceRoute(id, asked(quantity, null, null), policy, null, null);
    }

    private RouteQuote quote(String quantity, @Nullable String limit, @Nullable Duration horizon) {
        world.settle();
        return world.module().routing().quote(world.trader, asked(quantity, limit, horizon));
    }

    private QuoteRoute asked(String quantity, @Nullable String limit, @Nullable Duration horizon) {
        return new QuoteRoute(
                List.of(),
                SimulatedVenue.SYMBOL,
                Side.BUY,
                new BigDecimal(quantity),
                limit == null ? null : new BigDecimal(limit),
                horizon == null ? null : ExecutionWorld.START.plus(horizon),
                null);
    }

    private static BigDecimal value(VenueCost venue) {
        BigDecimal average = venue.averagePrice();
        return average == null ? BigDecimal.ZERO : average.multiply(venue.quantity());
    }

    private static VenueCost of(RouteQuote quote, String venue) {
        return quote.venues().stream()
                .filter(one -> one.venue().equals(venue))
                .findFirst()
                .orElseThrow();
    }

    private static BigDecimal tiny() {
        return new BigDecimal("0.000001");
    }

    private static Offset<BigDecimal> within() {
        return Offset.offset(tiny());
    }
}
