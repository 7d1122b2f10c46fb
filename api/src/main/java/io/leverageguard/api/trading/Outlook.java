package io.leverageguard.api.trading;

import io.leverageguard.api.trading.Trading.AccountRef;
import io.leverageguard.api.trading.Trading.MarginMode;
import io.leverageguard.api.trading.Trading.Orders;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.api.trading.Trading.Position;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.rpc.Route.None;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a trader looks at before an order and while a position is open. Changes nothing. */
public interface Outlook {
    /**
     * What an order would cost and lead to if it were placed now and filled whole, and why it would
     * be refused. Nothing is stored or sent, and the order's id is not used up. Refuses with {@code
     * account_not_found} alone.
     */
    OrderPreview preview(Actor actor, PlaceOrder command);

    /** The account's orders that can still change, newest first. */
    Orders openOrders(Actor actor, AccountRef ref);

    /** The actor's open positions and balances, at the newest mark prices. */
    Exposure exposure(Actor actor, None nothing);

    /** Where an expected price comes from. */
    enum Basis {
        /** From the order book, level by level. */
        BOOK,
        /** It is the order's limit: the order rests. */
        LIMIT,
        /** It is the price that sets the order off. */
        TRIGGER,
        /** It is the mark price: there is no book. */
        MARK
    }

    /** Why an order would not be taken; {@code field} is absent where no field is at fault. */
    record Denial(String code, String message, @Nullable String field) {}

    /**
     * A position before or after an order.
     *
     * @param quantity base units, negative for a short
     * @param margin isolated wallet balance; for cross the initial margin
     * @param distance |mark − liquidation price| over mark
     */
    record Stance(
            BigDecimal quantity,
            BigDecimal entryPrice,
            BigDecimal margin,
            @Nullable BigDecimal liquidationPrice,
            @Nullable BigDecimal distance) {}

    /**
     * What an order would cost and lead to. What cannot be known is absent.
     *
     * @param expectedPrice on average, when all of it is filled
     * @param bestPrice the best one in the book, on the other side
     * @param slippage the share by which the expected price is worse than the best one; absent
     *     where the order rests or there is no book
     * @param fillsNow base units that the book fills at once
     * @param maker whether the fee is that of an order that rests
     * @param initialMargin what is tied up for what it opens
     * @param realizedPnl of what it closes, before the fee
     * @param availableAfter when all of it is filled
     * @param before absent where no position is open
     * @param after absent where none will be
     * @param refusal absent where the order would be taken
     */
    record OrderPreview(
            AccountId account,
            String symbol,
            Side side,
            BigDecimal quantity,
            @Nullable String quoteAsset,
            @Nullable Basis basis,
            @Nullable BigDecimal markPrice,
            @Nullable BigDecimal expectedPrice,
            @Nullable BigDecimal bestPrice,
            @Nullable BigDecimal slippage,
            @Nullable BigDecimal fillsNow,
            @Nullable BigDecimal notional,
            boolean maker,
            @Nullable BigDecimal feeRate,
            @Nullable BigDecimal fee,
            @Nullable MarginMode marginMode,
            @Nullable Integer leverage,
            @Nullable BigDecimal initialMargin,
            @Nullable BigDecimal realizedPnl,
            @Nullable BigDecimal availableBefore,
            @Nullable BigDecimal availableAfter,
            @Nullable Stance before,
            @Nullable Stance after,
            @Nullable Denial refusal) {}

    /**
     * What an account has of one asset, with what is won and lost in open positions.
     *
     * @param equity wallet and unrealised profit
     * @param available as the venue last said
     */
    record Equity(
            String asset,
            BigDecimal wallet,
            BigDecimal unrealizedPnl,
            BigDecimal equity,
            BigDecimal available) {}

    /** Balances and open positions of one account. */
    record AccountExposure(
            AccountId account, String venue, List<Equity> balances, List<Position> positions) {
        /** The lists are copied. */
        public AccountExposure {
            balances = List.copyOf(balances);
            positions = List.copyOf(positions);
        }
    }

    /** Everything that a person has open; published live while it changes. */
    record Exposure(Instant at, List<AccountExposure> accounts) {
        /** The list is copied. */
        public Exposure {
            accounts = List.copyOf(accounts);
        }
    }

    /** A balance as it is now; published live. */
    record BalanceChange(
            AccountId account, String asset, BigDecimal wallet, BigDecimal available) {}
}
