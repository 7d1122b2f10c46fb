package io.leverageguard.venues.okx;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.ALWAYS;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonAppend;
import tools.jackson.databind.annotation.JsonAppend.Attr;

/**
 * The messages of OKX v5 under {@code /trade}: orders, algo orders, fills. What a client sends is
 * nullable throughout and left out when absent; the codec is {@link OkxMessages}. Sizes are
 * contracts.
 */
public final class OkxOrders {
    private OkxOrders() {}

    /** What became of one order of a command; {@code sCode} "0" means that it was taken. */
    public sealed interface Judged {
        /** The code, "0" for done. */
        String sCode();

        /** The words to it. */
        String sMsg();
    }

    /**
     * An order to place: body of {@code POST /trade/order}, element of {@code batch-orders}, and
     * argument of the WebSocket's {@code order}, where {@code instIdCode} stands for the name.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PlaceOrder(
            @Nullable String instId,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER) @Nullable Long instIdCode,
            @Nullable String tdMode,
            @Nullable String ccy,
            @Nullable String clOrdId,
            @Nullable String tag,
            @Nullable String side,
            @Nullable String posSide,
            @Nullable String ordType,
            @Nullable BigDecimal sz,
            @Nullable BigDecimal px,
            @Nullable Boolean reduceOnly,
            @Nullable String tgtCcy,
            @Nullable String stpMode,
            @Nullable List<AttachedAlgo> attachAlgoOrds) {}

    /** A stop or take-profit that hangs on an order. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AttachedAlgo(
            @Nullable String attachAlgoId,
            @Nullable String attachAlgoClOrdId,
            @Nullable BigDecimal tpTriggerPx,
            @Nullable String tpTriggerPxType,
            @Nullable BigDecimal tpOrdPx,
            @Nullable BigDecimal slTriggerPx,
            @Nullable String slTriggerPxType,
            @Nullable BigDecimal slOrdPx,
            @Nullable BigDecimal sz) {}

    /** Body of {@code POST /trade/cancel-order}, element of {@code cancel-batch-orders}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CancelOrder(
            @Nullable String instId,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER) @Nullable Long instIdCode,
            @Nullable String ordId,
            @Nullable String clOrdId) {}

    /** Body of {@code POST /trade/amend-order}, element of {@code amend-batch-orders}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AmendOrder(
            @Nullable String instId,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER) @Nullable Long instIdCode,
            @Nullable String ordId,
            @Nullable String clOrdId,
            @Nullable String reqId,
            @Nullable Boolean cxlOnFail,
            @Nullable BigDecimal newSz,
            @Nullable BigDecimal newPx) {}

    /**
     * What became of one order of a command, over HTTP or WebSocket. {@code tag} stands in answers
     * to placing, {@code reqId} in answers to amending.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Ack(
            String ordId,
            String clOrdId,
            @Nullable String tag,
            @Nullable String reqId,
            @Nullable String ts,
            String sCode,
            String sMsg,
            @Nullable String subCode)
            implements OkxEvent, Judged {}

    /**
     * An order: row of {@code GET /trade/order}, {@code orders-pending}, {@code orders-history} and
     * {@code orders-history-archive}. {@code category} says whose it is: normal, full_liquidation,
     * partial_liquidation, adl and others. {@code fee} is negative when charged.
     */
    @JsonAppend(
            attrs = {
                @Attr(value = "cancelSourceReason", include = ALWAYS),
                @Attr(value = "ccy", include = ALWAYS),
                @Attr(value = "isTpLimit", include = ALWAYS),
                @Attr(value = "pxType", include = ALWAYS),
                @Attr(value = "pxUsd", include = ALWAYS),
                @Attr(value = "pxVol", include = ALWAYS),
                @Attr(value = "quickMgnType", include = ALWAYS),
                @Attr(value = "stpId", include = ALWAYS),
                @Attr(value = "tgtCcy", include = ALWAYS)
            })
    public record Order(
            String instType,
            String instId,
            String ordId,
            String clOrdId,
            String tag,
            @Nullable BigDecimal px,
            @Nullable BigDecimal sz,
            @Nullable BigDecimal pnl,
            String ordType,
            String side,
            String posSide,
            String tdMode,
            @Nullable BigDecimal accFillSz,
            @Nullable BigDecimal fillPx,
            @Nullable BigDecimal fillSz,
            @Nullable Long fillTime,
            String tradeId,
            @Nullable BigDecimal avgPx,
            String state,
            String category,
            String source,
            String cancelSource,
            String stpMode,
            @Nullable BigDecimal lever,
            @Nullable BigDecimal fee,
            String feeCcy,
            @Nullable BigDecimal rebate,
            String rebateCcy,
            String reduceOnly,
            String algoId,
            String algoClOrdId,
            String attachAlgoClOrdId,
            List<AttachedAlgo> attachAlgoOrds,
            @Nullable BigDecimal tpTriggerPx,
            String tpTriggerPxType,
            @Nullable BigDecimal tpOrdPx,
            @Nullable BigDecimal slTriggerPx,
            String slTriggerPxType,
            @Nullable BigDecimal slOrdPx,
            long cTime,
            long uTime) {
        /** A list that the venue leaves out is empty. */
        public Order {
            attachAlgoOrds = OkxMessages.orEmpty(attachAlgoOrds);
        }
    }

    /**
     * Row of {@code GET /trade/fills} and {@code fills-history}. The {@code tradeId} of a forced
     * closure is negative. {@code fee} is negative when charged; {@code execType} is T or M.
     */
    @JsonAppend(
            attrs = {
                @Attr(value = "fillFwdPx", include = ALWAYS),
                @Attr(value = "fillMarkVol", include = ALWAYS),
                @Attr(value = "fillPxUsd", include = ALWAYS),
                @Attr(value = "fillPxVol", include = ALWAYS)
            })
    public record Fill(
            String instType,
            String instId,
            String tradeId,
            String ordId,
            String clOrdId,
            String billId,
            String subType,
            String tag,
            @Nullable BigDecimal fillPx,
            @Nullable BigDecimal fillSz,
            @Nullable BigDecimal fillPnl,
            @Nullable BigDecimal fillIdxPx,
            @Nullable BigDecimal fillMarkPx,
            String side,
            String posSide,
            String execType,
            String feeCcy,
            @Nullable BigDecimal fee,
            @Nullable BigDecimal feeRate,
            @Nullable Long fillTime,
            long ts) {}

    /**
     * Body of {@code POST /trade/order-algo}. {@code ordType} is trigger, conditional, oco or
     * move_order_stop; a price of -1 is the market's.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PlaceAlgo(
            @Nullable String instId,
            @Nullable String tdMode,
            @Nullable String ccy,
            @Nullable String side,
            @Nullable String posSide,
            @Nullable String ordType,
            @Nullable BigDecimal sz,
            @Nullable String tag,
            @Nullable String clOrdId,
            @Nullable String algoClOrdId,
            @Nullable BigDecimal closeFraction,
            @Nullable Boolean reduceOnly,
            @Nullable BigDecimal triggerPx,
            @Nullable String triggerPxType,
            @Nullable BigDecimal orderPx,
            @Nullable BigDecimal tpTriggerPx,
            @Nullable String tpTriggerPxType,
            @Nullable BigDecimal tpOrdPx,
            @Nullable BigDecimal slTriggerPx,
            @Nullable String slTriggerPxType,
            @Nullable BigDecimal slOrdPx,
            @Nullable BigDecimal callbackRatio,
            @Nullable BigDecimal callbackSpread,
            @Nullable BigDecimal activePx) {}

    /** Element of {@code POST /trade/cancel-algos}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CancelAlgo(
            @Nullable String instId, @Nullable String algoId, @Nullable String algoClOrdId) {}

    /** Body of {@code POST /trade/cancel-all-after}: seconds, 0 to stop the countdown. */
    public record CancelAllAfter(String timeOut) {}

    /** Body of {@code POST /trade/amend-algos}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AmendAlgo(
            @Nullable String instId,
            @Nullable String algoId,
            @Nullable String algoClOrdId,
            @Nullable Boolean cxlOnFail,
            @Nullable String reqId,
            @Nullable BigDecimal newSz,
            @Nullable BigDecimal newTriggerPx,
            @Nullable BigDecimal newOrdPx,
            @Nullable BigDecimal newTpTriggerPx,
            @Nullable BigDecimal newTpOrdPx,
            @Nullable BigDecimal newSlTriggerPx,
            @Nullable BigDecimal newSlOrdPx) {}

    /** What became of one algo order of a command. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AlgoAck(
            String algoId,
            @Nullable String clOrdId,
            @Nullable String algoClOrdId,
            @Nullable String reqId,
            String sCode,
            String sMsg,
            @Nullable String tag)
            implements Judged {}

    /**
     * An algo order: row of {@code GET /trade/order-algo}, {@code orders-algo-pending}, {@code
     * orders-algo-history} and of the channels {@code orders-algo} and {@code algo-advance}. {@code
     * state} is live, pause, effective, canceled, order_failed, partially_effective and others;
     * {@code ordId} and {@code ordIdList} name the orders that it became.
     */
    @JsonAppend(
            attrs = {
                @Attr(value = "amendPxOnTriggerType", include = ALWAYS),
                @Attr(value = "amendResult", include = ALWAYS),
                @Attr(value = "ccy", include = ALWAYS),
                @Attr(value = "count", include = ALWAYS),
                @Attr(value = "notionalUsd", include = ALWAYS),
                @Attr(value = "pTime", include = ALWAYS),
                @Attr(value = "pxLimit", include = ALWAYS),
                @Attr(value = "pxSpread", include = ALWAYS),
                @Attr(value = "pxVar", include = ALWAYS),
                @Attr(value = "quickMgnType", include = ALWAYS),
                @Attr(value = "reqId", include = ALWAYS),
                @Attr(value = "szLimit", include = ALWAYS),
                @Attr(value = "tgtCcy", include = ALWAYS),
                @Attr(value = "timeInterval", include = ALWAYS)
            })
    public record AlgoOrder(
            String instType,
            String instId,
            String algoId,
            String algoClOrdId,
            String clOrdId,
            String ordId,
            List<String> ordIdList,
            String ordType,
            String side,
            String posSide,
            String tdMode,
            String state,
            @Nullable BigDecimal sz,
            @Nullable BigDecimal closeFraction,
            String reduceOnly,
            @Nullable BigDecimal lever,
            String tag,
            @Nullable BigDecimal triggerPx,
            String triggerPxType,
            @Nullable BigDecimal ordPx,
            @Nullable BigDecimal tpTriggerPx,
            String tpTriggerPxType,
            @Nullable BigDecimal tpOrdPx,
            @Nullable BigDecimal slTriggerPx,
            String slTriggerPxType,
            @Nullable BigDecimal slOrdPx,
            @Nullable BigDecimal callbackRatio,
            @Nullable BigDecimal callbackSpread,
            @Nullable BigDecimal activePx,
            @Nullable BigDecimal moveTriggerPx,
            @Nullable BigDecimal last,
            @Nullable BigDecimal actualSz,
            @Nullable BigDecimal actualPx,
            String actualSide,
            String failCode,
            @Nullable Long triggerTime,
            long cTime,
            long uTime)
            implements OkxEvent {
        /** A list that the venue leaves out is empty. */
        public AlgoOrder {
            ordIdList = OkxMessages.orEmpty(ordIdList);
        }
    }

    /** Body and answer row of {@code POST /trade/close-position}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ClosePosition(
            @Nullable String instId,
            @Nullable String posSide,
            @Nullable String mgnMode,
            @Nullable String ccy,
            @Nullable Boolean autoCxl,
            @Nullable String clOrdId,
            @Nullable String tag) {}
}
