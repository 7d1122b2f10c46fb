package io.leverageguard.venues.okx;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.ALWAYS;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonAppend;
import tools.jackson.databind.annotation.JsonAppend.Attr;

/**
 * The messages of OKX v5 under {@code /account}: balance, positions, settings, bills. The codec is
 * {@link OkxMessages}. Sizes are contracts.
 */
public final class OkxAccounts {
    private OkxAccounts() {}

    /** Row of {@code GET /account/balance} and of the channel {@code account}. */
    @JsonAppend(
            attrs = {
                @Attr(value = "borrowFroz", include = ALWAYS),
                @Attr(value = "notionalUsdForBorrow", include = ALWAYS),
                @Attr(value = "notionalUsdForFutures", include = ALWAYS),
                @Attr(value = "notionalUsdForOption", include = ALWAYS)
            })
    public record Balance(
            @Nullable BigDecimal totalEq,
            @Nullable BigDecimal isoEq,
            @Nullable BigDecimal adjEq,
            @Nullable BigDecimal availEq,
            @Nullable BigDecimal ordFroz,
            @Nullable BigDecimal imr,
            @Nullable BigDecimal mmr,
            @Nullable BigDecimal mgnRatio,
            @Nullable BigDecimal notionalUsd,
            @Nullable BigDecimal notionalUsdForSwap,
            @Nullable BigDecimal upl,
            List<Asset> details,
            long uTime)
            implements OkxEvent {
        /** A list that the venue leaves out is empty. */
        public Balance {
            details = OkxMessages.orEmpty(details);
        }
    }

    /**
     * What a {@link Balance} says of one currency: {@code cashBal} is the wallet, {@code eq} has
     * the unrealised profit in it, {@code isoEq} is what isolated positions hold.
     */
    @JsonAppend(
            attrs = {
                @Attr(value = "accAvgPx", include = ALWAYS),
                @Attr(value = "borrowFroz", include = ALWAYS),
                @Attr(value = "clSpotInUseAmt", include = ALWAYS),
                @Attr(value = "crossLiab", include = ALWAYS),
                @Attr(value = "fixedBal", include = ALWAYS),
                @Attr(value = "interest", include = ALWAYS),
                @Attr(value = "isoLiab", include = ALWAYS),
                @Attr(value = "liab", include = ALWAYS),
                @Attr(value = "maxLoan", include = ALWAYS),
                @Attr(value = "maxSpotInUseAmt", include = ALWAYS),
                @Attr(value = "openAvgPx", include = ALWAYS),
                @Attr(value = "rewardBal", include = ALWAYS),
                @Attr(value = "smtSyncEq", include = ALWAYS),
                @Attr(value = "spotBal", include = ALWAYS),
                @Attr(value = "spotInUseAmt", include = ALWAYS),
                @Attr(value = "spotIsoBal", include = ALWAYS),
                @Attr(value = "stgyEq", include = ALWAYS),
                @Attr(value = "totalPnl", include = ALWAYS),
                @Attr(value = "totalPnlRatio", include = ALWAYS),
                @Attr(value = "twap", include = ALWAYS),
                @Attr(value = "uplLiab", include = ALWAYS)
            })
    public record Asset(
            String ccy,
            @Nullable BigDecimal eq,
            @Nullable BigDecimal cashBal,
            @Nullable BigDecimal availEq,
            @Nullable BigDecimal availBal,
            @Nullable BigDecimal frozenBal,
            @Nullable BigDecimal ordFrozen,
            @Nullable BigDecimal isoEq,
            @Nullable BigDecimal isoUpl,
            @Nullable BigDecimal disEq,
            @Nullable BigDecimal eqUsd,
            @Nullable BigDecimal upl,
            @Nullable BigDecimal imr,
            @Nullable BigDecimal mmr,
            @Nullable BigDecimal mgnRatio,
            @Nullable BigDecimal notionalLever,
            @Nullable BigDecimal coinUsdPrice,
            long uTime) {}

    /**
     * Row of {@code GET /account/positions} and of the channel {@code positions}. In net mode
     * {@code pos} has the sign; in long/short mode {@code posSide} does.
     */
    @JsonAppend(
            attrs = {
                @Attr(value = "baseBal", include = ALWAYS),
                @Attr(value = "baseBorrowed", include = ALWAYS),
                @Attr(value = "baseInterest", include = ALWAYS),
                @Attr(value = "bizRefId", include = ALWAYS),
                @Attr(value = "bizRefType", include = ALWAYS),
                @Attr(value = "clSpotInUseAmt", include = ALWAYS),
                @Attr(value = "deltaBS", include = ALWAYS),
                @Attr(value = "deltaPA", include = ALWAYS),
                @Attr(value = "gammaBS", include = ALWAYS),
                @Attr(value = "gammaPA", include = ALWAYS),
                @Attr(value = "interest", include = ALWAYS),
                @Attr(value = "liab", include = ALWAYS),
                @Attr(value = "liabCcy", include = ALWAYS),
                @Attr(value = "maxSpotInUseAmt", include = ALWAYS),
                @Attr(value = "optVal", include = ALWAYS),
                @Attr(value = "pendingCloseOrdLiabVal", include = ALWAYS),
                @Attr(value = "posCcy", include = ALWAYS),
                @Attr(value = "quoteBal", include = ALWAYS),
                @Attr(value = "quoteBorrowed", include = ALWAYS),
                @Attr(value = "quoteInterest", include = ALWAYS),
                @Attr(value = "spotInUseAmt", include = ALWAYS),
                @Attr(value = "spotInUseCcy", include = ALWAYS),
                @Attr(value = "thetaBS", include = ALWAYS),
                @Attr(value = "thetaPA", include = ALWAYS),
                @Attr(value = "usdPx", include = ALWAYS),
                @Attr(value = "vegaBS", include = ALWAYS),
                @Attr(value = "vegaPA", include = ALWAYS)
            })
    public record Position(
            String instType,
            String instId,
            String mgnMode,
            String posId,
            String posSide,
            @Nullable BigDecimal pos,
            @Nullable BigDecimal availPos,
            @Nullable BigDecimal avgPx,
            @Nullable BigDecimal bePx,
            @Nullable BigDecimal markPx,
            @Nullable BigDecimal idxPx,
            @Nullable BigDecimal last,
            @Nullable BigDecimal liqPx,
            @Nullable BigDecimal lever,
            @Nullable BigDecimal margin,
            @Nullable BigDecimal imr,
            @Nullable BigDecimal mmr,
            @Nullable BigDecimal mgnRatio,
            @Nullable BigDecimal notionalUsd,
            @Nullable BigDecimal upl,
            @Nullable BigDecimal uplRatio,
            @Nullable BigDecimal uplLastPx,
            @Nullable BigDecimal uplRatioLastPx,
            @Nullable BigDecimal realizedPnl,
            @Nullable BigDecimal pnl,
            @Nullable BigDecimal fee,
            @Nullable BigDecimal fundingFee,
            @Nullable BigDecimal liqPenalty,
            String adl,
            String ccy,
            String tradeId,
            List<ClosingAlgo> closeOrderAlgo,
            long cTime,
            long uTime,
            @Nullable Long pTime)
            implements OkxEvent {
        /** A list that the venue leaves out is empty. */
        public Position {
            closeOrderAlgo = OkxMessages.orEmpty(closeOrderAlgo);
        }
    }

    /** A stop or take-profit that hangs on a {@link Position}. */
    public record ClosingAlgo(
            String algoId,
            @Nullable BigDecimal slTriggerPx,
            String slTriggerPxType,
            @Nullable BigDecimal tpTriggerPx,
            String tpTriggerPxType,
            @Nullable BigDecimal closeFraction) {}

    /**
     * Row of {@code GET /account/positions-history}. {@code type} is the way of its last closing: 1
     * in part, 2 whole, 3 liquidation, 4 partial liquidation, 5 ADL. {@code liqPenalty} is negative
     * when charged, {@code triggerPx} the mark that triggered.
     */
    public record ClosedPosition(
            String instType,
            String instId,
            String uly,
            String mgnMode,
            String type,
            String posId,
            String posSide,
            String direction,
            @Nullable BigDecimal lever,
            @Nullable BigDecimal openAvgPx,
            @Nullable BigDecimal nonSettleAvgPx,
            @Nullable BigDecimal closeAvgPx,
            @Nullable BigDecimal openMaxPos,
            @Nullable BigDecimal closeTotalPos,
            @Nullable BigDecimal realizedPnl,
            @Nullable BigDecimal settledPnl,
            @Nullable BigDecimal pnl,
            @Nullable BigDecimal pnlRatio,
            @Nullable BigDecimal fee,
            @Nullable BigDecimal fundingFee,
            @Nullable BigDecimal liqPenalty,
            @Nullable BigDecimal triggerPx,
            String ccy,
            long cTime,
            long uTime) {}

    /**
     * Row of {@code GET /account/config}. {@code perm} lists what the key may do, with commas:
     * read_only, trade, withdraw; {@code ip} what it is bound to.
     */
    @JsonAppend(
            attrs = {
                @Attr(value = "levelTmp", include = ALWAYS),
                @Attr(value = "liquidationGear", include = ALWAYS),
                @Attr(value = "spotOffsetType", include = ALWAYS)
            })
    public record Config(
            String uid,
            String mainUid,
            String acctLv,
            String acctStpMode,
            String posMode,
            boolean autoLoan,
            String greeksType,
            String level,
            String ctIsoMode,
            String mgnIsoMode,
            String roleType,
            List<String> traderInsts,
            String spotRoleType,
            List<String> spotTraderInsts,
            String opAuth,
            String kycLv,
            String label,
            String ip,
            String perm,
            String type) {
        /** A list that the venue leaves out is empty. */
        public Config {
            traderInsts = OkxMessages.orEmpty(traderInsts);
            spotTraderInsts = OkxMessages.orEmpty(spotTraderInsts);
        }
    }

    /**
     * Body and answer row of {@code POST /account/set-leverage}, row of {@code leverage-info}. Some
     * clients send {@code lever} as a number.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Leverage(
            @Nullable String instId,
            @Nullable String ccy,
            @Nullable BigDecimal lever,
            @Nullable String mgnMode,
            @Nullable String posSide) {}

    /** Body and answer row of {@code POST /account/set-position-mode}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PositionMode(@Nullable String posMode) {}

    /**
     * Body and answer row of {@code POST /account/position/margin-balance}; {@code type} is add or
     * reduce.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record MarginChange(
            @Nullable String instId,
            @Nullable String posSide,
            @Nullable String type,
            @Nullable BigDecimal amt,
            @Nullable String ccy,
            @Nullable BigDecimal leverage) {}

    /**
     * Row of {@code GET /account/bills} and {@code bills-archive}. {@code type} 2 is a trade, 5 a
     * liquidation, 8 funding, 9 ADL; {@code balChg} is what the balance changed by.
     */
    @JsonAppend(
            attrs = {
                @Attr(value = "fillFwdPx", include = ALWAYS),
                @Attr(value = "fillIdxPx", include = ALWAYS),
                @Attr(value = "fillMarkPx", include = ALWAYS),
                @Attr(value = "fillMarkVol", include = ALWAYS),
                @Attr(value = "fillPxUsd", include = ALWAYS),
                @Attr(value = "fillPxVol", include = ALWAYS),
                @Attr(value = "interest", include = ALWAYS),
                @Attr(value = "notes", include = ALWAYS),
                @Attr(value = "tag", include = ALWAYS)
            })
    public record Bill(
            String instType,
            String instId,
            String billId,
            String type,
            String subType,
            @Nullable BigDecimal balChg,
            @Nullable BigDecimal posBalChg,
            @Nullable BigDecimal bal,
            @Nullable BigDecimal posBal,
            @Nullable BigDecimal sz,
            @Nullable BigDecimal px,
            String ccy,
            @Nullable BigDecimal pnl,
            @Nullable BigDecimal fee,
            String mgnMode,
            String ordId,
            String clOrdId,
            String tradeId,
            String execType,
            String from,
            String to,
            @Nullable Long fillTime,
            long ts) {}

    /**
     * Row of {@code GET /account/trade-fee}: rates negative when charged; {@code makerU} and {@code
     * takerU} are those of contracts settled in USDT.
     */
    @JsonAppend(
            attrs = {
                @Attr(value = "delivery", include = ALWAYS),
                @Attr(value = "exercise", include = ALWAYS),
                @Attr(value = "makerUSDC", include = ALWAYS),
                @Attr(value = "takerUSDC", include = ALWAYS)
            })
    public record TradeFee(
            String instType,
            String level,
            String category,
            @Nullable BigDecimal maker,
            @Nullable BigDecimal taker,
            @Nullable BigDecimal makerU,
            @Nullable BigDecimal takerU,
            long ts) {}

    /** Row of {@code GET /account/max-size}. */
    public record MaxSize(
            String ccy, String instId, @Nullable BigDecimal maxBuy, @Nullable BigDecimal maxSell) {}
}
