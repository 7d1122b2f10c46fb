package io.leverageguard.venues.bybit;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Bybit answers to anybody, in the manner of {@link BybitMessages}. */
public final class BybitMarketMessages {
    private BybitMarketMessages() {}

    /** Result of {@code GET /v5/market/time}. */
    public record ServerTime(Long timeSecond, Long timeNano) {}

    /** Row of {@code GET /v5/market/instruments-info}; {@code fundingInterval} is in minutes. */
    public record InstrumentInfo(
            String symbol,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer symbolId,
            String contractType,
            String status,
            String baseCoin,
            String quoteCoin,
            @Nullable Long launchTime,
            @Nullable Long deliveryTime,
            String deliveryFeeRate,
            @Nullable BigDecimal priceScale,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LeverageFilter leverageFilter,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable PriceFilter priceFilter,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LotSizeFilter lotSizeFilter,
            boolean unifiedMarginTrade,
            int fundingInterval,
            String settleCoin,
            String copyTrading,
            @Nullable BigDecimal upperFundingRate,
            @Nullable BigDecimal lowerFundingRate,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String displayName,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String symbolType,
            boolean isPreListing) {}

    /** The leverages a contract allows. */
    public record LeverageFilter(
            @Nullable BigDecimal minLeverage,
            @Nullable BigDecimal maxLeverage,
            @Nullable BigDecimal leverageStep) {}

    /** The prices a contract allows. */
    public record PriceFilter(
            @Nullable BigDecimal minPrice,
            @Nullable BigDecimal maxPrice,
            @Nullable BigDecimal tickSize) {}

    /** The quantities a contract allows. */
    public record LotSizeFilter(
            @Nullable BigDecimal maxOrderQty,
            @Nullable BigDecimal minOrderQty,
            @Nullable BigDecimal qtyStep,
            @Nullable BigDecimal postOnlyMaxOrderQty,
            @Nullable BigDecimal maxMktOrderQty,
            @Nullable BigDecimal minNotionalValue) {}

    /**
     * Row of {@code GET /v5/market/tickers}, and data of the topic {@code tickers}: there a
     * snapshot has everything and a delta what has changed. ccxt takes a snapshot without {@code
     * openInterestValue} for the spot market's.
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Ticker(
            String symbol,
            String tickDirection,
            @Nullable BigDecimal price24hPcnt,
            @Nullable BigDecimal lastPrice,
            @Nullable BigDecimal prevPrice24h,
            @Nullable BigDecimal highPrice24h,
            @Nullable BigDecimal lowPrice24h,
            @Nullable BigDecimal prevPrice1h,
            @Nullable BigDecimal markPrice,
            @Nullable BigDecimal indexPrice,
            @Nullable BigDecimal openInterest,
            @Nullable BigDecimal openInterestValue,
            @Nullable BigDecimal turnover24h,
            @Nullable BigDecimal volume24h,
            @Nullable BigDecimal fundingRate,
            @Nullable Long nextFundingTime,
            String fundingIntervalHour,
            @Nullable BigDecimal fundingCap,
            String predictedDeliveryPrice,
            String basisRate,
            String basis,
            String deliveryFeeRate,
            String deliveryTime,
            @Nullable BigDecimal bid1Price,
            @Nullable BigDecimal bid1Size,
            @Nullable BigDecimal ask1Price,
            @Nullable BigDecimal ask1Size) {
        /** This ticker with what a delta has changed. */
        public Ticker with(Ticker delta) {
            return new Ticker(
                    symbol,
                    newer(delta.tickDirection, tickDirection),
                    newer(delta.price24hPcnt, price24hPcnt),
                    newer(delta.lastPrice, lastPrice),
                    newer(delta.prevPrice24h, prevPrice24h),
                    newer(delta.highPrice24h, highPrice24h),
                    newer(delta.lowPrice24h, lowPrice24h),
                    newer(delta.prevPrice1h, prevPrice1h),
                    newer(delta.markPrice, markPrice),
                    newer(delta.indexPrice, indexPrice),
                    newer(delta.openInterest, openInterest),
                    newer(delta.openInterestValue, openInterestValue),
                    newer(delta.turnover24h, turnover24h),
                    newer(delta.volume24h, volume24h),
                    newer(delta.fundingRate, fundingRate),
                    newer(delta.nextFundingTime, nextFundingTime),
                    newer(delta.fundingIntervalHour, fundingIntervalHour),
                    newer(delta.fundingCap, fundingCap),
                    newer(delta.predictedDeliveryPrice, predictedDeliveryPrice),
                    newer(delta.basisRate, basisRate),
                    newer(delta.basis, basis),
                    newer(delta.deliveryFeeRate, deliveryFeeRate),
                    newer(delta.deliveryTime, deliveryTime),
                    newer(delta.bid1Price, bid1Price),
                    newer(delta.bid1Size, bid1Size),
                    newer(delta.ask1Price, ask1Price),
                    newer(delta.ask1Size, ask1Size));
        }

        private static String newer(String changed, String known) {
            return changed.isEmpty() ? known : changed;
        }

        private static <T> @Nullable T newer(@Nullable T changed, @Nullable T known) {
            return changed == null ? known : changed;
        }
    }

    /**
     * Result of {@code GET /v5/market/orderbook}, and data of the topic {@code orderbook}.
     *
     * @param updateId grows by one per topic; 1 says that the book begins anew
     * @param sequence grows across topics, so that books of different depths can be compared
     */
    public record Book(
            @JsonProperty("s") String symbol,
            @JsonProperty("b") List<Level> bids,
            @JsonProperty("a") List<Level> asks,
            @JsonProperty("ts") @JsonInclude(JsonInclude.Include.NON_DEFAULT) long time,
            @JsonProperty("u") long updateId,
            @JsonProperty("seq") long sequence,
            @JsonProperty("cts") @JsonInclude(JsonInclude.Include.NON_DEFAULT) long engineTime) {
        /** A list that the venue leaves out is empty. */
        public Book {
            bids = BybitMessages.orEmpty(bids);
            asks = BybitMessages.orEmpty(asks);
        }
    }

    /** A price level, absolute, an array on the wire; quantity 0 removes it. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"price", "quantity"})
    public record Level(BigDecimal price, BigDecimal quantity) {}

    /** Result of {@code GET /v5/market/kline}: newest first. */
    public record Klines(String symbol, String category, List<Kline> list) {
        /** A list that the venue leaves out is empty. */
        public Klines {
            list = BybitMessages.orEmpty(list);
        }
    }

    /** A candle: an array of texts on the wire. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"start", "open", "high", "low", "close", "volume", "turnover"})
    public record Kline(
            Long start,
            BigDecimal open,
            BigDecimal high,
            BigDecimal low,
            BigDecimal close,
            BigDecimal volume,
            @Nullable BigDecimal turnover) {}

    /** Row of {@code GET /v5/market/recent-trade}; the side is the taker's. */
    public record RecentTrade(
            String execId,
            String symbol,
            BigDecimal price,
            BigDecimal size,
            String side,
            Long time,
            @JsonProperty("isBlockTrade") boolean blockTrade,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String seq) {}

    /** Row of {@code GET /v5/market/funding/history}: newest first. */
    public record FundingRate(String symbol, BigDecimal fundingRate, Long fundingRateTimestamp) {}

    /**
     * Row of {@code GET /v5/market/risk-limit}: a tier, valid up to {@code riskLimitValue} of
     * notional. MM = value × maintenanceMargin − mmDeduction.
     */
    public record RiskLimit(
            int id,
            String symbol,
            BigDecimal riskLimitValue,
            BigDecimal maintenanceMargin,
            BigDecimal initialMargin,
            int isLowestRisk,
            BigDecimal maxLeverage,
            @Nullable BigDecimal mmDeduction) {}
}
