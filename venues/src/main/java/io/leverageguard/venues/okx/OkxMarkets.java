package io.leverageguard.venues.okx;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.ALWAYS;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonAppend;
import tools.jackson.databind.annotation.JsonAppend.Attr;

/**
 * The messages of OKX v5 under {@code /public} and {@code /market}: instruments, prices, books. The
 * codec is {@link OkxMessages}. Sizes are contracts.
 */
public final class OkxMarkets {
    private OkxMarkets() {}

    /**
     * Row of {@code GET /public/instruments}. Sizes are contracts: {@code ctVal} of {@code
     * ctValCcy} each. {@code instIdCode} is a number on the wire and stands for {@code instId} in
     * orders sent by WebSocket.
     */
    @JsonAppend(
            attrs = {
                @Attr(value = "auctionEndTime", include = ALWAYS),
                @Attr(value = "contTdSwTime", include = ALWAYS),
                @Attr(value = "expTime", include = ALWAYS),
                @Attr(value = "openType", include = ALWAYS),
                @Attr(value = "optType", include = ALWAYS),
                @Attr(value = "posLmtAmt", include = ALWAYS),
                @Attr(value = "posLmtPct", include = ALWAYS),
                @Attr(value = "preMktSwTime", include = ALWAYS),
                @Attr(value = "stk", include = ALWAYS)
            })
    public record Instrument(
            String instType,
            String instId,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER) @Nullable Long instIdCode,
            String instFamily,
            String uly,
            String category,
            String baseCcy,
            String quoteCcy,
            String settleCcy,
            String ctType,
            @Nullable BigDecimal ctVal,
            @Nullable BigDecimal ctMult,
            String ctValCcy,
            @Nullable BigDecimal tickSz,
            @Nullable BigDecimal lotSz,
            @Nullable BigDecimal minSz,
            @Nullable BigDecimal lever,
            @Nullable BigDecimal maxLmtSz,
            @Nullable BigDecimal maxMktSz,
            @Nullable BigDecimal maxLmtAmt,
            @Nullable BigDecimal maxMktAmt,
            @Nullable BigDecimal maxTwapSz,
            @Nullable BigDecimal maxIcebergSz,
            @Nullable BigDecimal maxTriggerSz,
            @Nullable BigDecimal maxStopSz,
            String alias,
            String ruleType,
            String state,
            @Nullable Long listTime)
            implements OkxEvent {}

    /** Row of {@code GET /market/ticker(s)} and of the channel {@code tickers}. */
    public record Ticker(
            String instType,
            String instId,
            @Nullable BigDecimal last,
            @Nullable BigDecimal lastSz,
            @Nullable BigDecimal askPx,
            @Nullable BigDecimal askSz,
            @Nullable BigDecimal bidPx,
            @Nullable BigDecimal bidSz,
            @Nullable BigDecimal open24h,
            @Nullable BigDecimal high24h,
            @Nullable BigDecimal low24h,
            @Nullable BigDecimal volCcy24h,
            @Nullable BigDecimal vol24h,
            @Nullable BigDecimal sodUtc0,
            @Nullable BigDecimal sodUtc8,
            long ts)
            implements OkxEvent {}

    /**
     * Row of {@code GET /market/books} and of the book channels. In {@code books} the first row has
     * {@code prevSeqId} -1 and each later one that of the row before; {@code checksum} 0 says that
     * there is none.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Book(
            List<Level> asks,
            List<Level> bids,
            long ts,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER) @Nullable Long checksum,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER) @Nullable Long prevSeqId,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER) @Nullable Long seqId)
            implements OkxEvent {
        /** A side that the venue leaves out is empty. */
        public Book {
            asks = OkxMessages.orEmpty(asks);
            bids = OkxMessages.orEmpty(bids);
        }
    }

    /** A price level, absolute, size 0 removes it: an array of four on the wire. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"px", "sz", "unused", "orders"})
    public record Level(BigDecimal px, BigDecimal sz, String unused, long orders) {
        /** A level; the third element is always "0". */
        public Level(BigDecimal px, BigDecimal sz, long orders) {
            this(px, sz, "0", orders);
        }
    }

    /**
     * Row of {@code GET /market/candles} and of the channels {@code candle…}, an array on the wire;
     * {@code vol} is in contracts, {@code volCcy} in base units, {@code confirm} "1" when closed.
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"ts", "o", "h", "l", "c", "vol", "volCcy", "volCcyQuote", "confirm"})
    public record Candle(
            long ts,
            BigDecimal o,
            BigDecimal h,
            BigDecimal l,
            BigDecimal c,
            BigDecimal vol,
            BigDecimal volCcy,
            BigDecimal volCcyQuote,
            String confirm)
            implements OkxEvent {}

    /** A candle of mark or index prices, which have no volume. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"ts", "o", "h", "l", "c", "confirm"})
    public record PriceCandle(
            long ts, BigDecimal o, BigDecimal h, BigDecimal l, BigDecimal c, String confirm)
            implements OkxEvent {}

    /**
     * Row of {@code GET /market/trades} and of the channel {@code trades}; {@code side} is the
     * taker's, {@code count} the number of trades put together and absent from REST.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Trade(
            String instId,
            String tradeId,
            @Nullable BigDecimal px,
            @Nullable BigDecimal sz,
            String side,
            @Nullable String count,
            long ts)
            implements OkxEvent {}

    /** Row of {@code GET /public/funding-rate} and of the channel {@code funding-rate}. */
    public record FundingRate(
            String instType,
            String instId,
            String method,
            String formulaType,
            @Nullable BigDecimal fundingRate,
            @Nullable BigDecimal nextFundingRate,
            long fundingTime,
            long nextFundingTime,
            @Nullable Long prevFundingTime,
            @Nullable BigDecimal minFundingRate,
            @Nullable BigDecimal maxFundingRate,
            @Nullable BigDecimal interestRate,
            @Nullable BigDecimal impactValue,
            @Nullable BigDecimal premium,
            String settState,
            @Nullable BigDecimal settFundingRate,
            long ts)
            implements OkxEvent {}

    /** Row of {@code GET /public/funding-rate-history}. */
    public record PastFunding(
            String instType,
            String instId,
            @Nullable BigDecimal fundingRate,
            @Nullable BigDecimal realizedRate,
            long fundingTime,
            String method,
            String formulaType) {}

    /** Row of {@code GET /public/mark-price} and of the channel {@code mark-price}. */
    public record MarkPrice(String instType, String instId, @Nullable BigDecimal markPx, long ts)
            implements OkxEvent {}

    /** Row of {@code GET /market/index-tickers} and of the channel {@code index-tickers}. */
    public record IndexTicker(
            String instId,
            @Nullable BigDecimal idxPx,
            @Nullable BigDecimal high24h,
            @Nullable BigDecimal low24h,
            @Nullable BigDecimal open24h,
            @Nullable BigDecimal sodUtc0,
            @Nullable BigDecimal sodUtc8,
            long ts)
            implements OkxEvent {}

    /** Row of {@code GET /public/open-interest} and of the channel {@code open-interest}. */
    public record OpenInterest(
            String instType,
            String instId,
            @Nullable BigDecimal oi,
            @Nullable BigDecimal oiCcy,
            @Nullable BigDecimal oiUsd,
            long ts)
            implements OkxEvent {}

    /** Row of {@code GET /public/price-limit} and of the channel {@code price-limit}. */
    public record PriceLimit(
            String instType,
            String instId,
            @Nullable BigDecimal buyLmt,
            @Nullable BigDecimal sellLmt,
            boolean enabled,
            long ts)
            implements OkxEvent {}

    /**
     * Row of {@code GET /public/position-tiers}: sizes in contracts, one plain maintenance rate per
     * tier.
     */
    @JsonAppend(
            attrs = {
                @Attr(value = "baseMaxLoan", include = ALWAYS),
                @Attr(value = "quoteMaxLoan", include = ALWAYS)
            })
    public record PositionTier(
            String instFamily,
            String uly,
            String instId,
            String tier,
            @Nullable BigDecimal minSz,
            @Nullable BigDecimal maxSz,
            @Nullable BigDecimal mmr,
            @Nullable BigDecimal imr,
            @Nullable BigDecimal maxLever,
            @Nullable BigDecimal optMgnFactor) {}
}
