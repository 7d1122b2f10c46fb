package io.leverageguard.launcher.simulation;

import io.leverageguard.api.trading.Trading.Acknowledge;
import io.leverageguard.api.trading.Trading.AmendOrder;
import io.leverageguard.api.trading.Trading.Keeper;
import io.leverageguard.api.trading.Trading.ListKind;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderType;
import io.leverageguard.api.trading.Trading.PlaceList;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.api.trading.Trading.TimeInForce;
import io.leverageguard.api.trading.Trading.Trigger;
import io.leverageguard.api.trading.Trading.TriggerKind;
import io.leverageguard.api.trading.Trading.TriggerSource;
import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.Leg;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.OrderId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What a customer wants: which contract, how much of it, at what price and on what condition. */
final class Appetite {
    /** Divides into whole lots of every contract, and into whole contracts at OKX. */
    private static final BigDecimal STEP = new BigDecimal("0.01");

    private static final int STEPS_MAX = 40;
    private static final int GOOD_TILL_MS_MAX = 1_000_000;

    /** Triggers are at most so many parts of a thousand away. */
    private static final int TRIGGER_PER_MILLE = 20;

    private final World world;
    private final SplittableRandom random;
    private final Account truth;

    Appetite(World world, SplittableRandom random, Account truth) {
        this.world = world;
        this.random = random;
        this.truth = truth;
    }

    String symbol() {
        return market().contract().symbol();
    }

    Market market() {
        List<Market> markets = world.markets();
        return markets.get(random.nextInt(markets.size()));
    }

    BigDecimal quantity(Market market) {
        int steps = 1 + (random.nextInt(10) == 0 ? random.nextInt(STEPS_MAX) : random.nextInt(20));
        boolean cheap = market.contract().symbol().startsWith("ETH");
        return STEP.multiply(BigDecimal.valueOf(cheap ? steps * 20L : steps));
    }

    BigDecimal price(Market market) {
        long mid = market.contract().nearestTicks(market.mark());
        long away = random.nextLong(Math.max(1, mid / 200)) - mid / 400;
        return market.contract().price(Math.max(1, mid + away));
    }

    /** An order of any kind that stands alone. */
    PlaceOrder order(AccountId account) {
        Market market = market();
        long held = truth.position(market, Leg.BOTH).lots();
        boolean closes = held != 0 && random.nextInt(3) == 0;
        boolean reduces = closes ? random.nextBoolean() : random.nextInt(30) == 0;
        Side side = closes ? (held < 0 ? Side.BUY : Side.SELL) : side();
        Wish wish = new Wish(account, market, side, quantity(market), reduces);
        boolean conditional = random.nextInt(7) == 0;
        return any(wish, conditional ? trigger(market, side, null) : null);
    }

    /** Orders that depend on each other. */
    PlaceList list(AccountId account) {
        ListKind kind = List.of(ListKind.values()).get(random.nextInt(ListKind.values().length));
        Market market = market();
        Side side = side();
        BigDecimal quantity = quantity(market);
        boolean alike = kind == ListKind.OCO || kind == ListKind.OUO;
        Wish exit = new Wish(account, market, opposite(side), quantity, !alike);
        List<PlaceOrder> orders = new ArrayList<>();
        if (!alike) {
            orders.add(any(new Wish(account, market, side, quantity, false), null));
        }
        orders.add(plain(exit, away(market, side == Side.BUY), null));
        if (alike || random.nextInt(3) > 0) {
            Trigger stop = trigger(market, opposite(side), TriggerKind.STOP);
            orders.add(plain(exit, null, stop));
        }
        return new PlaceList(kind, orders);
    }

    /** Another quantity, another price, or both. */
    AmendOrder change(Order order) {
        Market market = world.exchange().market(order.symbol());
        boolean larger = random.nextInt(3) > 0;
        BigDecimal quantity = larger ? order.quantity().add(STEP) : quantity(market);
        Trigger trigger = order.trigger();
        BigDecimal triggerPrice =
                trigger != null && trigger.price() != null && random.nextBoolean()
                        ? triggerPrice(market, order.side(), trigger.kind())
                        : null;
        return new AmendOrder(
                order.order(),
                random.nextBoolean() ? quantity : null,
                order.price() == null || random.nextInt(4) == 0 ? null : price(market),
                triggerPrice);
    }

    private Side side() {
        return random.nextBoolean() ? Side.BUY : Side.SELL;
    }

    private static Side opposite(Side side) {
        return side == Side.BUY ? Side.SELL : Side.BUY;
    }

    /** As far away as a trigger may be. */
    private BigDecimal away(Market market, boolean above) {
        long mid = market.contract().nearestTicks(market.mark());
        long distance = 1 + random.nextLong(Math.max(1, mid * TRIGGER_PER_MILLE / 1000));
        return market.contract().price(Math.max(1, above ? mid + distance : mid - distance));
    }

    private Trigger trigger(Market market, Side side, @Nullable TriggerKind asked) {
        TriggerKind kind =
                asked == null ? List.of(TriggerKind.values()).get(random.nextInt(3)) : asked;
        boolean trails = kind == TriggerKind.TRAILING;
        boolean atOnce = trails && random.nextBoolean();
        return new Trigger(
                kind,
                random.nextBoolean()
                        ? null
                        : List.of(TriggerSource.values()).get(random.nextInt(3)),
                atOnce ? null : triggerPrice(market, side, kind),
                trails ? BigDecimal.valueOf(1 + random.nextInt(20), 3) : null,
                switch (random.nextInt(4)) {
                    case 0 -> Keeper.VENUE;
                    case 1 -> Keeper.DESK;
                    default -> null;
                });
    }

    /** Mostly on the side from which the price has to come. */
    private BigDecimal triggerPrice(Market market, Side side, TriggerKind kind) {
        boolean above = (kind == TriggerKind.STOP) == (side == Side.BUY);
        return away(market, above != (random.nextInt(10) == 0));
    }

    private @Nullable TimeInForce timeInForce() {
        return switch (random.nextInt(12)) {
            case 0, 1 -> TimeInForce.IOC;
            case 2 -> TimeInForce.FOK;
            case 3, 4 -> TimeInForce.POST_ONLY;
            case 5 -> null;
            case 6 -> TimeInForce.GTD;
            default -> TimeInForce.GTC;
        };
    }

    private Instant goodTill() {
        return world.clock().now().plus(Duration.ofMillis(random.nextInt(GOOD_TILL_MS_MAX)));
    }

    private @Nullable String strategy() {
        return switch (random.nextInt(4)) {
            case 0 -> "steady";
            case 1 -> "swift";
            default -> null;
        };
    }

    /** At a limit that rests, or at the market on a condition. */
    private PlaceOrder plain(Wish wish, @Nullable BigDecimal limit, @Nullable Trigger trigger) {
        return new PlaceOrder(
                new OrderId(world.ids().next()),
                wish.account,
                wish.market.contract().symbol(),
                wish.side,
                limit == null ? OrderType.MARKET : OrderType.LIMIT,
                wish.quantity,
                limit,
                null,
                wish.reduces,
                null,
                trigger,
                null,
                null);
    }

    private PlaceOrder any(Wish wish, @Nullable Trigger trigger) {
        boolean isMarket = random.nextInt(10) < (trigger == null ? 4 : 7);
        TimeInForce lasts = isMarket || trigger != null ? null : timeInForce();
        return new PlaceOrder(
                new OrderId(world.ids().next()),
                wish.account,
                wish.market.contract().symbol(),
                wish.side,
                isMarket ? OrderType.MARKET : OrderType.LIMIT,
                wish.quantity,
                isMarket ? null : price(wish.market),
                lasts,
                wish.reduces,
                strategy(),
                trigger,
                lasts == TimeInForce.GTD ? goodTill() : null,
                random.nextInt(6) == 0 ? Acknowledge.DURABLE : null);
    }

    /** What an order has whatever its kind. */
    private record Wish(
            AccountId account, Market market, Side side, BigDecimal quantity, boolean reduces) {}
}
