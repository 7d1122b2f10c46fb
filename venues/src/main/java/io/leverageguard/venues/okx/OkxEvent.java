package io.leverageguard.venues.okx;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.leverageguard.venues.okx.OkxOrders.Order;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row that OKX pushes on a WebSocket, in a {@link Frame} whose channel says what it is. Channels
 * that repeat a REST answer use its record; those that are pushed only have theirs here.
 */
public sealed interface OkxEvent
        permits OkxMarkets.Instrument,
                OkxMarkets.Ticker,
                OkxMarkets.Book,
                OkxMarkets.Candle,
                OkxMarkets.PriceCandle,
                OkxMarkets.Trade,
                OkxMarkets.FundingRate,
                OkxMarkets.MarkPrice,
                OkxMarkets.IndexTicker,
                OkxMarkets.OpenInterest,
                OkxMarkets.PriceLimit,
                OkxOrders.Ack,
                OkxOrders.AlgoOrder,
                OkxAccounts.Balance,
                OkxAccounts.Position,
                OkxEvent.Liquidations,
                OkxEvent.OrderUpdate,
                OkxEvent.FillUpdate,
                OkxEvent.BalanceAndPosition,
                OkxEvent.LiquidationWarning {

    /**
     * What a client sends: login, subscribe, unsubscribe, or an order command. {@code id} is
     * echoed.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Command<T>(@Nullable String id, @Nullable String op, List<T> args) {
        /** A list that the client leaves out is empty. */
        public Command {
            args = args == null ? List.of() : args;
        }
    }

    /** Argument of {@code login}; {@code timestamp} in seconds. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Login(
            @Nullable String apiKey,
            @Nullable String passphrase,
            @Nullable String timestamp,
            @Nullable String sign) {}

    /** A channel and what it is about. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Arg(
            @Nullable String channel,
            @Nullable String instType,
            @Nullable String instFamily,
            @Nullable String instId,
            @Nullable String ccy,
            @Nullable String algoId,
            @Nullable String uid) {
        /** A channel about one contract. */
        public static Arg of(String channel, String instId) {
            return new Arg(channel, null, null, instId, null, null, null);
        }

        /** A channel about every contract of a kind, for example SWAP. */
        public static Arg ofType(String channel, String instType) {
            return new Arg(channel, instType, null, null, null, null, null);
        }

        /** A channel about the whole account. */
        public static Arg of(String channel) {
            return new Arg(channel, null, null, null, null, null, null);
        }
    }

    /**
     * What the venue sends: a push ({@code arg} and {@code data}), the answer to login and
     * subscribe ({@code event}), an error ({@code event} "error" with {@code code}), or the answer
     * to an order command ({@code op} and {@code data}). Heartbeats are bare text and no frame.
     *
     * @param action snapshot or update, in the channel {@code books}
     * @param channel with event "channel-conn-count", as {@code connCount}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Frame<T>(
            @Nullable String id,
            @Nullable String op,
            @Nullable String event,
            @Nullable Arg arg,
            @Nullable String action,
            @Nullable String code,
            @Nullable String msg,
            @Nullable List<T> data,
            @Nullable String connId,
            @Nullable String channel,
            @Nullable String connCount,
            @Nullable String inTime,
            @Nullable String outTime) {
        /** A push. */
        public static <T> Frame<T> push(Arg arg, @Nullable String action, List<T> data) {
            return new Frame<>(
                    null, null, null, arg, action, null, null, data, null, null, null, null, null);
        }

        /** The answer to login, subscribe and unsubscribe; {@code arg} is null for a login. */
        public static Frame<OkxEvent> answer(
                @Nullable String id, String event, @Nullable Arg arg, String connId) {
            boolean login = event.equals("login");
            return new Frame<>(
                    id,
                    null,
                    event,
                    arg,
                    null,
                    login ? "0" : null,
                    login ? "" : null,
                    null,
                    connId,
                    null,
                    null,
                    null,
                    null);
        }

        /** An error that is about no order. */
        public static Frame<OkxEvent> error(
                @Nullable String id, String code, String msg, String connId) {
            return new Frame<>(
                    id, null, "error", null, null, code, msg, null, connId, null, null, null, null);
        }

        /** The answer to an order command. */
        public static <T> Frame<T> result(
                @Nullable String id, String op, String code, String msg, List<T> data) {
            return new Frame<>(
                    id, op, null, null, null, code, msg, data, null, null, null, null, null);
        }

        <R> Frame<R> with(List<R> rows) {
            return new Frame<>(
                    id, op, event, arg, action, code, msg, rows, connId, channel, connCount, inTime,
                    outTime);
        }
    }

    /**
     * Row of the orders channel: the order, and the fill that changed it when there is one. {@code
     * fillFee} is negative when charged; {@code execType} is T or M.
     */
    record OrderUpdate(
            @JsonUnwrapped Order order,
            @Nullable BigDecimal fillFee,
            String fillFeeCcy,
            @Nullable BigDecimal fillPnl,
            @Nullable BigDecimal fillNotionalUsd,
            @Nullable BigDecimal fillMarkPx,
            @Nullable BigDecimal fillIdxPx,
            @Nullable BigDecimal notionalUsd,
            @Nullable BigDecimal lastPx,
            String execType,
            String amendResult,
            String amendSource,
            String reqId,
            String code,
            String msg)
            implements OkxEvent {}

    /** Row of the channel {@code fills}. */
    record FillUpdate(
            String instId,
            String ordId,
            String clOrdId,
            String tradeId,
            @Nullable BigDecimal fillPx,
            @Nullable BigDecimal fillSz,
            String side,
            String execType,
            String count,
            long ts)
            implements OkxEvent {}

    /**
     * Row of the channel {@code liquidation-orders}, and of {@code GET /public/liquidation-orders}:
     * at most one per contract and second, so that absence proves nothing.
     */
    record Liquidations(
            String instType,
            String instFamily,
            String instId,
            String uly,
            List<Liquidation> details)
            implements OkxEvent {
        /** A list that the venue leaves out is empty. */
        public Liquidations {
            details = OkxMessages.orEmpty(details);
        }
    }

    /**
     * A published liquidation. {@code side} is the order's: sell when a long was closed; {@code
     * bkPx} the bankruptcy price.
     */
    record Liquidation(
            String side,
            String posSide,
            @Nullable BigDecimal bkPx,
            @Nullable BigDecimal sz,
            @Nullable BigDecimal bkLoss,
            String ccy,
            long ts) {}

    /** Row of the channel {@code balance_and_position}: what changed, and why. */
    record BalanceAndPosition(
            long pTime,
            String eventType,
            List<CashBalance> balData,
            List<HeldPosition> posData,
            List<TradeRef> trades)
            implements OkxEvent {
        /** A list that the venue leaves out is empty. */
        public BalanceAndPosition {
            balData = OkxMessages.orEmpty(balData);
            posData = OkxMessages.orEmpty(posData);
            trades = OkxMessages.orEmpty(trades);
        }
    }

    /** A balance of {@link BalanceAndPosition}. */
    record CashBalance(String ccy, @Nullable BigDecimal cashBal, long uTime) {}

    /** A position of {@link BalanceAndPosition}. */
    record HeldPosition(
            String posId,
            String tradeId,
            String instId,
            String instType,
            String mgnMode,
            String posSide,
            @Nullable BigDecimal pos,
            String ccy,
            String posCcy,
            @Nullable BigDecimal avgPx,
            @Nullable BigDecimal nonSettleAvgPx,
            @Nullable BigDecimal settledPnl,
            long uTime) {}

    /** A trade of {@link BalanceAndPosition}. */
    record TradeRef(String instId, String tradeId) {}

    /** Row of the channel {@code liquidation-warning}: a position near its liquidation. */
    record LiquidationWarning(
            String instType,
            String instId,
            String mgnMode,
            String posId,
            String posSide,
            @Nullable BigDecimal pos,
            String posCcy,
            @Nullable BigDecimal lever,
            @Nullable BigDecimal markPx,
            @Nullable BigDecimal mgnRatio,
            String ccy,
            long cTime,
            long uTime,
            @Nullable Long pTime)
            implements OkxEvent {}
}
