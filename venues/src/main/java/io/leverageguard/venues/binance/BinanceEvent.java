package io.leverageguard.venues.binance;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.leverageguard.venues.binance.BinanceMessages.Level;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Binance USD-M pushes on its streams; {@code e} names the kind and is written and read by the
 * codec of {@link BinanceMessages}. A kind we do not know is read as {@link Unknown}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "e", defaultImpl = BinanceEvent.Unknown.class)
@JsonSubTypes({
    @JsonSubTypes.Type(value = BinanceEvent.AggTrade.class, name = "aggTrade"),
    @JsonSubTypes.Type(value = BinanceEvent.Trade.class, name = "trade"),
    @JsonSubTypes.Type(value = BinanceEvent.MarkPriceUpdate.class, name = "markPriceUpdate"),
    @JsonSubTypes.Type(value = BinanceEvent.BookTicker.class, name = "bookTicker"),
    @JsonSubTypes.Type(value = BinanceEvent.KlineUpdate.class, name = "kline"),
    @JsonSubTypes.Type(value = BinanceEvent.DepthUpdate.class, name = "depthUpdate"),
    @JsonSubTypes.Type(value = BinanceEvent.ForceOrder.class, name = "forceOrder"),
    @JsonSubTypes.Type(value = BinanceEvent.OrderTradeUpdate.class, name = "ORDER_TRADE_UPDATE"),
    @JsonSubTypes.Type(value = BinanceEvent.AccountUpdate.class, name = "ACCOUNT_UPDATE"),
    @JsonSubTypes.Type(value = BinanceEvent.MarginCall.class, name = "MARGIN_CALL"),
    @JsonSubTypes.Type(value = BinanceEvent.AlgoUpdate.class, name = "ALGO_UPDATE"),
    @JsonSubTypes.Type(
            value = BinanceEvent.AccountConfigUpdate.class,
            name = "ACCOUNT_CONFIG_UPDATE"),
    @JsonSubTypes.Type(value = BinanceEvent.ListenKeyExpired.class, name = "listenKeyExpired"),
})
public sealed interface BinanceEvent {
    /** Fills at one price from one taker order. */
    record AggTrade(
            @JsonProperty("E") long eventTime,
            @JsonProperty("s") String symbol,
            @JsonProperty("a") long aggregateId,
            @JsonProperty("p") BigDecimal price,
            @JsonProperty("q") BigDecimal quantity,
            @JsonProperty("f") long firstTradeId,
            @JsonProperty("l") long lastTradeId,
            @JsonProperty("T") long time,
            @JsonProperty("m") boolean buyerMaker)
            implements BinanceEvent {}

    /** One trade. */
    record Trade(
            @JsonProperty("E") long eventTime,
            @JsonProperty("T") long time,
            @JsonProperty("s") String symbol,
            @JsonProperty("t") long tradeId,
            @JsonProperty("p") BigDecimal price,
            @JsonProperty("q") BigDecimal quantity,
            @JsonProperty("X") @Nullable String kind,
            @JsonProperty("m") boolean buyerMaker)
            implements BinanceEvent {}

    /** Mark, index and funding of a contract. */
    record MarkPriceUpdate(
            @JsonProperty("E") long eventTime,
            @JsonProperty("s") String symbol,
            @JsonProperty("p") BigDecimal markPrice,
            @JsonProperty("i") BigDecimal indexPrice,
            @JsonProperty("P") BigDecimal settlePrice,
            @JsonProperty("r") @Nullable BigDecimal fundingRate,
            @JsonProperty("T") long nextFundingTime)
            implements BinanceEvent {}

    /** Best bid and ask. */
    record BookTicker(
            @JsonProperty("u") long updateId,
            @JsonProperty("E") long eventTime,
            @JsonProperty("T") long time,
            @JsonProperty("s") String symbol,
            @JsonProperty("b") BigDecimal bid,
            @JsonProperty("B") BigDecimal bidQuantity,
            @JsonProperty("a") BigDecimal ask,
            @JsonProperty("A") BigDecimal askQuantity)
            implements BinanceEvent {}

    /** A candle in the making, or closed. */
    record KlineUpdate(
            @JsonProperty("E") long eventTime,
            @JsonProperty("s") String symbol,
            @JsonProperty("k") KlineBar bar)
            implements BinanceEvent {}

    /** The candle of {@link KlineUpdate}. */
    record KlineBar(
            @JsonProperty("t") long openTime,
            @JsonProperty("T") long closeTime,
            @JsonProperty("s") String symbol,
            @JsonProperty("i") String interval,
            @JsonProperty("f") long firstTradeId,
            @JsonProperty("L") long lastTradeId,
            @JsonProperty("o") BigDecimal open,
            @JsonProperty("c") BigDecimal close,
            @JsonProperty("h") BigDecimal high,
            @JsonProperty("l") BigDecimal low,
            @JsonProperty("v") BigDecimal volume,
            @JsonProperty("n") long trades,
            @JsonProperty("x") boolean closed,
            @JsonProperty("q") BigDecimal quoteVolume,
            @JsonProperty("V") BigDecimal takerBuyVolume,
            @JsonProperty("Q") BigDecimal takerBuyQuoteVolume,
            @JsonProperty("B") String unused) {}

    /** Changed price levels; {@code previousUpdateId} must be the last update's final id. */
    record DepthUpdate(
            @JsonProperty("E") long eventTime,
            @JsonProperty("T") long time,
            @JsonProperty("s") String symbol,
            @JsonProperty("U") long firstUpdateId,
            @JsonProperty("u") long finalUpdateId,
            @JsonProperty("pu") long previousUpdateId,
            @JsonProperty("b") List<Level> bids,
            @JsonProperty("a") List<Level> asks)
            implements BinanceEvent {}

    /**
     * A published liquidation: at most one per contract and second, so that absence proves nothing.
     */
    record ForceOrder(@JsonProperty("E") long eventTime, @JsonProperty("o") ForcedOrder order)
            implements BinanceEvent {}

    /** The order of {@link ForceOrder}; side SELL means that a long was closed. */
    record ForcedOrder(
            @JsonProperty("s") String symbol,
            @JsonProperty("S") String side,
            @JsonProperty("o") String type,
            @JsonProperty("f") String timeInForce,
            @JsonProperty("q") BigDecimal quantity,
            @JsonProperty("p") BigDecimal price,
            @JsonProperty("ap") BigDecimal averagePrice,
            @JsonProperty("X") String status,
            @JsonProperty("l") BigDecimal lastFilled,
            @JsonProperty("z") BigDecimal filled,
            @JsonProperty("T") long time,
            @JsonProperty("ps") @Nullable String pair,
            @JsonProperty("st") @Nullable Integer contractFamily) {}

    /** One of our orders has changed. */
    record OrderTradeUpdate(
            @JsonProperty("E") long eventTime,
            @JsonProperty("T") long time,
            @JsonProperty("o") OrderUpdate order)
            implements BinanceEvent {}

    /**
     * The order of {@link OrderTradeUpdate}. Commission is absent from some forced closures; {@code
     * expireReason} 5 says "cancelled because the account is being liquidated".
     */
    record OrderUpdate(
            @JsonProperty("s") String symbol,
            @JsonProperty("c") String clientOrderId,
            @JsonProperty("S") String side,
            @JsonProperty("o") String type,
            @JsonProperty("f") String timeInForce,
            @JsonProperty("q") BigDecimal quantity,
            @JsonProperty("p") BigDecimal price,
            @JsonProperty("ap") BigDecimal averagePrice,
            @JsonProperty("sp") BigDecimal stopPrice,
            @JsonProperty("x") String executionType,
            @JsonProperty("X") String status,
            @JsonProperty("i") long orderId,
            @JsonProperty("l") BigDecimal lastFilled,
            @JsonProperty("z") BigDecimal filled,
            @JsonProperty("L") BigDecimal lastPrice,
            @JsonProperty("N") @Nullable String commissionAsset,
            @JsonProperty("n") @Nullable BigDecimal commission,
            @JsonProperty("T") long time,
            @JsonProperty("t") long tradeId,
            @JsonProperty("b") BigDecimal bidsNotional,
            @JsonProperty("a") BigDecimal asksNotional,
            @JsonProperty("m") boolean maker,
            @JsonProperty("R") boolean reduceOnly,
            @JsonProperty("wt") String workingType,
            @JsonProperty("ot") String originalType,
            @JsonProperty("ps") String positionSide,
            @JsonProperty("cp") boolean closePosition,
            @JsonProperty("rp") BigDecimal realizedPnl,
            @JsonProperty("V") @Nullable String selfTradePrevention,
            @JsonProperty("pm") @Nullable String priceMatch,
            @JsonProperty("gtd") long goodTillDate,
            @JsonProperty("er") @Nullable String expireReason) {}

    /** Balances and positions have changed. */
    record AccountUpdate(
            @JsonProperty("E") long eventTime,
            @JsonProperty("T") long time,
            @JsonProperty("a") AccountChange change)
            implements BinanceEvent {}

    /** What changed, and why: ORDER, FUNDING_FEE, MARGIN_TRANSFER, INSURANCE_CLEAR and others. */
    record AccountChange(
            @JsonProperty("m") String reason,
            @JsonProperty("B") List<BalanceChange> balances,
            @JsonProperty("P") List<PositionChange> positions) {
        /** A list that the venue leaves out is empty. */
        public AccountChange {
            balances = BinanceMessages.orEmpty(balances);
            positions = BinanceMessages.orEmpty(positions);
        }
    }

    /** A balance; {@code change} leaves out profit and commission. */
    record BalanceChange(
            @JsonProperty("a") String asset,
            @JsonProperty("wb") BigDecimal wallet,
            @JsonProperty("cw") BigDecimal crossWallet,
            @JsonProperty("bc") BigDecimal change) {}

    /** A position. */
    record PositionChange(
            @JsonProperty("s") String symbol,
            @JsonProperty("pa") BigDecimal amount,
            @JsonProperty("ep") BigDecimal entryPrice,
            @JsonProperty("bep") BigDecimal breakEvenPrice,
            @JsonProperty("cr") BigDecimal realized,
            @JsonProperty("up") BigDecimal unrealizedPnl,
            @JsonProperty("mt") String marginType,
            @JsonProperty("iw") BigDecimal isolatedWallet,
            @JsonProperty("ps") String positionSide) {}

    /** Positions near liquidation. */
    record MarginCall(
            @JsonProperty("E") long eventTime,
            @JsonProperty("cw") @Nullable BigDecimal crossWallet,
            @JsonProperty("p") List<MarginCallPosition> positions)
            implements BinanceEvent {}

    /** A position of {@link MarginCall}. */
    record MarginCallPosition(
            @JsonProperty("s") String symbol,
            @JsonProperty("ps") String positionSide,
            @JsonProperty("pa") BigDecimal amount,
            @JsonProperty("mt") String marginType,
            @JsonProperty("iw") BigDecimal isolatedWallet,
            @JsonProperty("mp") BigDecimal markPrice,
            @JsonProperty("up") BigDecimal unrealizedPnl,
            @JsonProperty("mm") BigDecimal maintenanceMargin) {}

    /** A conditional order has changed. */
    record AlgoUpdate(
            @JsonProperty("E") long eventTime,
            @JsonProperty("T") long time,
            @JsonProperty("o") AlgoState order)
            implements BinanceEvent {}

    /**
     * The conditional order of {@link AlgoUpdate}.
     *
     * @param actualOrderId the ordinary order it became; empty before
     * @param reason why it was rejected
     */
    record AlgoState(
            @JsonProperty("caid") String clientAlgoId,
            @JsonProperty("aid") long algoId,
            @JsonProperty("at") String algoType,
            @JsonProperty("o") String orderType,
            @JsonProperty("s") String symbol,
            @JsonProperty("S") String side,
            @JsonProperty("ps") String positionSide,
            @JsonProperty("f") @Nullable String timeInForce,
            @JsonProperty("q") @Nullable BigDecimal quantity,
            @JsonProperty("X") String status,
            @JsonProperty("ai") @Nullable String actualOrderId,
            @JsonProperty("ap") @Nullable BigDecimal averagePrice,
            @JsonProperty("aq") @Nullable BigDecimal filled,
            @JsonProperty("act") @Nullable String actualType,
            @JsonProperty("tp") @Nullable BigDecimal triggerPrice,
            @JsonProperty("p") @Nullable BigDecimal price,
            @JsonProperty("V") @Nullable String selfTradePrevention,
            @JsonProperty("wt") @Nullable String workingType,
            @JsonProperty("pm") @Nullable String priceMatch,
            @JsonProperty("cp") boolean closePosition,
            @JsonProperty("pP") boolean priceProtect,
            @JsonProperty("R") boolean reduceOnly,
            @JsonProperty("tt") long triggerTime,
            @JsonProperty("gtd") long goodTillDate,
            @JsonProperty("rm") @Nullable String reason) {}

    /** Leverage of a contract, or the multi-assets mode, has changed. */
    record AccountConfigUpdate(
            @JsonProperty("E") long eventTime,
            @JsonProperty("T") long time,
            @JsonProperty("ac") @Nullable LeverageChange leverage)
            implements BinanceEvent {}

    /** The leverage of {@link AccountConfigUpdate}. */
    record LeverageChange(@JsonProperty("s") String symbol, @JsonProperty("l") int leverage) {}

    /** The key of the private stream has run out: nothing more comes on it. */
    record ListenKeyExpired(@JsonProperty("E") long eventTime, @Nullable String listenKey)
            implements BinanceEvent {}

    /** A kind of event that this adapter does not read. */
    record Unknown(@JsonProperty("E") long eventTime) implements BinanceEvent {}
}
