package io.leverageguard.venues.bybit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Bybit answers to an account, in the manner of {@link BybitMessages}. The private streams
 * push the same rows with a few members more, which answers leave out.
 */
public final class BybitAccountMessages {
    private BybitAccountMessages() {}

    /**
     * Row of {@code GET /v5/order/realtime} and {@code /v5/order/history}, and data of the topic
     * {@code order}. ccxt takes an order without {@code tpslMode} for the spot market's.
     */
    public record Order(
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String category,
            String orderId,
            String orderLinkId,
            String blockTradeId,
            String symbol,
            @Nullable BigDecimal price,
            @Nullable BigDecimal qty,
            String side,
            String isLeverage,
            int positionIdx,
            String orderStatus,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String createType,
            String cancelType,
            String rejectReason,
            @Nullable BigDecimal avgPrice,
            @Nullable BigDecimal leavesQty,
            @Nullable BigDecimal leavesValue,
            @Nullable BigDecimal cumExecQty,
            @Nullable BigDecimal cumExecValue,
            @Nullable BigDecimal cumExecFee,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String feeCurrency,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BigDecimal closedPnl,
            String timeInForce,
            String orderType,
            String stopOrderType,
            String orderIv,
            @Nullable BigDecimal triggerPrice,
            @Nullable BigDecimal takeProfit,
            @Nullable BigDecimal stopLoss,
            String tpslMode,
            String tpTriggerBy,
            String slTriggerBy,
            @Nullable BigDecimal tpLimitPrice,
            @Nullable BigDecimal slLimitPrice,
            int triggerDirection,
            String triggerBy,
            @Nullable BigDecimal lastPriceOnCreated,
            boolean reduceOnly,
            boolean closeOnTrigger,
            String placeType,
            String smpType,
            int smpGroup,
            String smpOrderId,
            Long createdTime,
            Long updatedTime) {}

    /**
     * Row of {@code GET /v5/position/list}, result of {@code add-margin}, and data of the private
     * stream. The entry price is {@code avgPrice} in an answer and {@code entryPrice} on the
     * stream.
     */
    public record Position(
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String category,
            int positionIdx,
            int riskId,
            @Nullable BigDecimal riskLimitValue,
            String symbol,
            String side,
            @Nullable BigDecimal size,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BigDecimal avgPrice,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BigDecimal entryPrice,
            @Nullable BigDecimal positionValue,
            int tradeMode,
            String positionStatus,
            int autoAddMargin,
            int adlRankIndicator,
            @Nullable BigDecimal leverage,
            @Nullable BigDecimal positionBalance,
            @Nullable BigDecimal markPrice,
            @Nullable BigDecimal liqPrice,
            @Nullable BigDecimal bustPrice,
            @Nullable BigDecimal positionMM,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BigDecimal positionMMByMp,
            @Nullable BigDecimal positionIM,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BigDecimal positionIMByMp,
            String tpslMode,
            @Nullable BigDecimal takeProfit,
            @Nullable BigDecimal stopLoss,
            @Nullable BigDecimal trailingStop,
            @Nullable BigDecimal unrealisedPnl,
            @Nullable BigDecimal curRealisedPnl,
            @Nullable BigDecimal cumRealisedPnl,
            @Nullable BigDecimal sessionAvgPrice,
            long seq,
            boolean isReduceOnly,
            String mmrSysUpdatedTime,
            String leverageSysUpdatedTime,
            @Nullable Long createdTime,
            @Nullable Long updatedTime,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) long openTime) {}

    /**
     * Row of {@code GET /v5/position/closed-pnl}.
     *
     * @param closedPnl after the fees of opening and closing
     */
    public record ClosedPnl(
            String symbol,
            String orderId,
            String side,
            BigDecimal qty,
            @Nullable BigDecimal orderPrice,
            String orderType,
            String execType,
            BigDecimal closedSize,
            @Nullable BigDecimal cumEntryValue,
            BigDecimal avgEntryPrice,
            @Nullable BigDecimal cumExitValue,
            BigDecimal avgExitPrice,
            BigDecimal closedPnl,
            String fillCount,
            @Nullable BigDecimal leverage,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BigDecimal openFee,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BigDecimal closeFee,
            Long createdTime,
            Long updatedTime) {}

    /**
     * Row of {@code GET /v5/execution/list}, and data of the topic {@code execution}; only the
     * stream has {@code execPnl}. A fee is positive when paid.
     */
    public record Execution(
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String category,
            String symbol,
            String orderId,
            String orderLinkId,
            String side,
            @Nullable BigDecimal orderPrice,
            @Nullable BigDecimal orderQty,
            @Nullable BigDecimal leavesQty,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String createType,
            String orderType,
            String stopOrderType,
            @Nullable BigDecimal execFee,
            String execId,
            @Nullable BigDecimal execPrice,
            @Nullable BigDecimal execQty,
            String execType,
            @Nullable BigDecimal execValue,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BigDecimal execPnl,
            Long execTime,
            String feeCurrency,
            @JsonProperty("isMaker") boolean maker,
            @Nullable BigDecimal feeRate,
            String tradeIv,
            String markIv,
            @Nullable BigDecimal markPrice,
            @Nullable BigDecimal indexPrice,
            @Nullable BigDecimal underlyingPrice,
            String blockTradeId,
            @Nullable BigDecimal closedSize,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String isLeverage,
            long seq) {}

    /**
     * Row of {@code GET /v5/account/transaction-log}.
     *
     * @param type TRADE, SETTLEMENT (funding), LIQUIDATION, ADL, TRANSFER_IN and others
     * @param size the position after the line
     * @param change cashFlow + funding − fee
     */
    public record Transaction(
            String id,
            String symbol,
            String category,
            String side,
            Long transactionTime,
            String type,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String transSubType,
            @Nullable BigDecimal qty,
            @Nullable BigDecimal size,
            String currency,
            @Nullable BigDecimal tradePrice,
            @Nullable BigDecimal funding,
            @Nullable BigDecimal fee,
            @Nullable BigDecimal cashFlow,
            @Nullable BigDecimal change,
            @Nullable BigDecimal cashBalance,
            @Nullable BigDecimal feeRate,
            @Nullable BigDecimal bonusChange,
            String tradeId,
            String orderId,
            String orderLinkId) {}

    /** Row of {@code GET /v5/account/wallet-balance}, and data of the topic {@code wallet}. */
    public record Wallet(
            String accountType,
            @Nullable BigDecimal accountLTV,
            @Nullable BigDecimal accountIMRate,
            @Nullable BigDecimal accountMMRate,
            @Nullable BigDecimal totalEquity,
            @Nullable BigDecimal totalWalletBalance,
            @Nullable BigDecimal totalMarginBalance,
            @Nullable BigDecimal totalAvailableBalance,
            @Nullable BigDecimal totalPerpUPL,
            @Nullable BigDecimal totalInitialMargin,
            @Nullable BigDecimal totalMaintenanceMargin,
            List<WalletCoin> coin) {
        /** A list that the venue leaves out is empty. */
        public Wallet {
            coin = BybitMessages.orEmpty(coin);
        }
    }

    /** A coin of {@link Wallet}. */
    public record WalletCoin(
            String coin,
            @Nullable BigDecimal equity,
            @Nullable BigDecimal usdValue,
            @Nullable BigDecimal walletBalance,
            @Nullable BigDecimal locked,
            @Nullable BigDecimal spotHedgingQty,
            @Nullable BigDecimal borrowAmount,
            @Nullable BigDecimal accruedInterest,
            @Nullable BigDecimal totalOrderIM,
            @Nullable BigDecimal totalPositionIM,
            @Nullable BigDecimal totalPositionMM,
            @Nullable BigDecimal unrealisedPnl,
            @Nullable BigDecimal cumRealisedPnl,
            @Nullable BigDecimal bonus,
            @Nullable BigDecimal availableToWithdraw,
            @Nullable BigDecimal availableToBorrow,
            boolean marginCollateral,
            boolean collateralSwitch) {}

    /** Result of {@code GET /v5/account/info}; the margin mode is the whole account's. */
    public record AccountInfo(
            String marginMode,
            Long updatedTime,
            int unifiedMarginStatus,
            String dcpStatus,
            int timeWindow,
            int smpGroup,
            @JsonProperty("isMasterTrader") boolean masterTrader,
            String spotHedgingStatus) {}

    /** Row of {@code GET /v5/account/fee-rate}. */
    public record FeeRate(
            String symbol,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String baseCoin,
            BigDecimal takerFeeRate,
            BigDecimal makerFeeRate) {}

    /**
     * Result of {@code GET /v5/user/query-api}.
     *
     * @param readOnly 1 when the key cannot command
     * @param permissions what it may do, by area; {@code Wallet} is about moving money
     * @param ips addresses the key is bound to; {@code *} is any
     */
    public record ApiKey(
            String id,
            String note,
            String apiKey,
            int readOnly,
            String secret,
            Map<String, List<String>> permissions,
            List<String> ips,
            int type,
            int deadlineDay,
            String expiredAt,
            String createdAt,
            int unified,
            int uta,
            long userID,
            long inviterID,
            String vipLevel,
            String mktMakerLevel,
            long affiliateID,
            String rsaPublicKey,
            boolean isMaster,
            String parentUid,
            String kycLevel,
            String kycRegion) {
        /** What the venue leaves out is empty. */
        public ApiKey {
            permissions = permissions == null ? Map.of() : Map.copyOf(permissions);
            ips = BybitMessages.orEmpty(ips);
        }
    }

    /** Result of {@code GET /v5/asset/coin/query-info}. */
    public record Coins(List<Coin> rows) {
        /** A list that the venue leaves out is empty. */
        public Coins {
            rows = BybitMessages.orEmpty(rows);
        }
    }

    /** A coin and the chains it moves on. */
    public record Coin(
            String name, String coin, @Nullable BigDecimal remainAmount, List<Chain> chains) {
        /** A list that the venue leaves out is empty. */
        public Coin {
            chains = BybitMessages.orEmpty(chains);
        }
    }

    /** A chain of {@link Coin}. */
    public record Chain(
            String chain,
            String chainType,
            String confirmation,
            @Nullable BigDecimal withdrawFee,
            @Nullable BigDecimal depositMin,
            @Nullable BigDecimal withdrawMin,
            String chainDeposit,
            String chainWithdraw,
            String minAccuracy,
            @Nullable BigDecimal withdrawPercentageFee,
            String contractAddress) {}
}
