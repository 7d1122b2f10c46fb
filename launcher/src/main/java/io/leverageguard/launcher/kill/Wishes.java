package io.leverageguard.launcher.kill;

import io.leverageguard.api.trading.Trading.Acknowledge;
import io.leverageguard.api.trading.Trading.Keeper;
import io.leverageguard.api.trading.Trading.OrderType;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.api.trading.Trading.TimeInForce;
import io.leverageguard.api.trading.Trading.Trigger;
import io.leverageguard.api.trading.Trading.TriggerKind;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.IdGenerator;
import io.leverageguard.kernel.ids.OrderId;
import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Draws orders of every kind. */
final class Wishes {
    /** Divides into whole contracts at every venue. */
    private static final BigDecimal STEP = new BigDecimal("0.01");

    private static final int STEPS_MAX = 4;
    private static final int NEAR = 400;
    private static final int FAR = 3_000;

    private final SplittableRandom random;
    private final IdGenerator ids;
    private final AccountId account;

    Wishes(SplittableRandom random, IdGenerator ids, AccountId account) {
        this.random = random;
        this.ids = ids;
        this.account = account;
    }

    PlaceOrder next() {
        int dice = random.nextInt(100);
        if (dice < 20) {
            return order(null, null, null);
        } else if (dice < 45) {
            return order(near(), null, null);
        } else if (dice < 55) {
            return order(near(), TimeInForce.POST_ONLY, null);
        } else if (dice < 70) {
            return order(near(), TimeInForce.IOC, null);
        } else if (dice < 75) {
            return far();
        }
        Keeper keeper = random.nextBoolean() ? Keeper.VENUE : Keeper.DESK;
        return order(null, null, keeper);
    }

    /** An order that rests. */
    PlaceOrder far() {
        return order(Side.BUY, TrueVenue.PRICE.subtract(BigDecimal.valueOf(FAR)), null, null, null);
    }

    /** The same id with another body. */
    PlaceOrder another(PlaceOrder order) {
        return new PlaceOrder(
                order.order(),
                order.account(),
                order.symbol(),
                order.side(),
                OrderType.MARKET,
                order.quantity().add(STEP),
                null,
                null,
                null,
                null);
    }

    private PlaceOrder order(
            @Nullable BigDecimal price, @Nullable TimeInForce lasts, @Nullable Keeper keeper) {
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        Acknowledge kind = random.nextInt(3) == 0 ? Acknowledge.DURABLE : null;
        return order(side, price, lasts, keeper == null ? null : trigger(side, keeper), kind);
    }

    private PlaceOrder order(
            Side side,
            @Nullable BigDecimal price,
            @Nullable TimeInForce lasts,
            @Nullable Trigger trigger,
            @Nullable Acknowledge kind) {
        return new PlaceOrder(
                new OrderId(ids.next()),
                account,
                TrueVenue.SYMBOL,
                side,
                price == null ? OrderType.MARKET : OrderType.LIMIT,
                STEP.multiply(BigDecimal.valueOf(1 + random.nextInt(STEPS_MAX))),
                price,
                lasts,
                null,
                null,
                trigger,
                null,
                kind);
    }

    private Trigger trigger(Side side, Keeper keeper) {
        TriggerKind kind = random.nextBoolean() ? TriggerKind.STOP : TriggerKind.IF_TOUCHED;
        boolean above = (kind == TriggerKind.STOP) == (side == Side.BUY);
        BigDecimal away = BigDecimal.valueOf(50 + random.nextInt(NEAR));
        BigDecimal price = above ? TrueVenue.PRICE.add(away) : TrueVenue.PRICE.subtract(away);
        return new Trigger(kind, null, price, null, keeper);
    }

    private BigDecimal near() {
        return TrueVenue.PRICE.add(BigDecimal.valueOf(random.nextInt(2 * NEAR) - NEAR));
    }
}
