package io.leverageguard.venues.binance;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * The messages of Binance USD-M as they are on the wire, one record each, readable and writable:
 * the adapter reads what the simulated exchange writes. Names are the venue's; where the venue uses
 * single letters, the component has a name and the letter stands beside it. Words of the venue
 * (status, side, type) stay strings, because new ones appear without notice. {@link BinanceParser}
 * turns these records into our own reports.
 */
public final class BinanceMessages {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .addModule(
                            new SimpleModule("amounts")
                                    .addDeserializer(BigDecimal.class, new BinanceAmounts()))
                    .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .changeDefaultPropertyInclusion(
                            value -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
                    .withConfigOverride(
                            BigDecimal.class,
                            override ->
                                    override.setFormat(
                                            JsonFormat.Value.forShape(JsonFormat.Shape.STRING)))
                    .build();

    private BinanceMessages() {}

    /** Writes a message: amounts as strings, as the venue does. */
    public static String write(Object message) {
        return MAPPER.writeValueAsString(message);
    }

    /**
     * Reads one message.
     *
     * @throws IllegalArgumentException when {@code json} is not one
     */
    public static <T> T read(String json, Class<T> type) {
        try {
            T message = MAPPER.readValue(json, type);
            if (message == null) {
                throw new IllegalArgumentException("no " + type.getSimpleName() + ": null");
            }
            return message;
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "not a " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Reads an array of messages.
     *
     * @throws IllegalArgumentException when {@code json} is not one
     */
    public static <T> List<T> readList(String json, Class<T> type) {
        try {
            List<T> messages =
                    MAPPER.readValue(
                            json,
                            MAPPER.getTypeFactory().constructCollectionType(List.class, type));
            return List.copyOf(messages);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "not a list of " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Reads one WebSocket frame of the venue, be it an answer, an event in its combined wrapping,
     * or a bare event. The first name tells them apart: the names of a wrapping and of an answer
     * are never those of an event.
     *
     * @throws IllegalArgumentException when {@code text} is none of these
     */
    public static Frame frame(String text) {
        return switch (firstName(text)) {
            case "stream", "data", "result", "id", "error", "code", "msg", "status" ->
                    read(text, Frame.class);
            default ->
                    new Frame(null, read(text, BinanceEvent.class), null, null, null, null, null);
        };
    }

    /** Whether a frame answers a command; nothing but its first name is read. */
    static boolean isAnswer(String text) {
        return isAnswerName(firstName(text));
    }

    private static boolean isAnswerName(String name) {
        return switch (name) {
            case "result", "id", "error", "code", "msg", "status" -> true;
            default -> false;
        };
    }

    static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    private static String firstName(String text) {
        try (JsonParser parser = MAPPER.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("a frame is an object");
            }
            String name = parser.nextName();
            return name == null ? "" : name;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** {@code {"code":-2019,"msg":"Margin is insufficient."}}; code 200 is the venue's "done". */
    public record Status(int code, String msg) {}

    /** Answer of {@code GET /fapi/v1/time}. */
    public record ServerTime(long serverTime) {}

    /** Answer of {@code POST|PUT /fapi/v1/listenKey}. */
    public record ListenKey(@Nullable String listenKey) {}

    /** Answer of {@code POST /fapi/v1/leverage}. */
    public record Leverage(int leverage, String maxNotionalValue, String symbol) {}

    /**
     * An order: answer of {@code POST|GET|DELETE /fapi/v1/order} and row of {@code openOrders},
     * {@code allOrders} and {@code forceOrders}. {@code time} is absent from answers to a command.
     */
    public record Order(
            long orderId,
            String symbol,
            String status,
            String clientOrderId,
            BigDecimal price,
            BigDecimal avgPrice,
            BigDecimal origQty,
            BigDecimal executedQty,
            BigDecimal cumQuote,
            String timeInForce,
            String type,
            boolean reduceOnly,
            boolean closePosition,
            String side,
            String positionSide,
            BigDecimal stopPrice,
            String workingType,
            boolean priceProtect,
            String origType,
            @Nullable String priceMatch,
            @Nullable String selfTradePreventionMode,
            long goodTillDate,
            @Nullable Long time,
            long updateTime) {}

    /** Row of {@code GET /fapi/v1/userTrades}. */
    public record UserTrade(
            String symbol,
            long id,
            long orderId,
            String side,
            BigDecimal price,
            BigDecimal qty,
            BigDecimal realizedPnl,
            BigDecimal quoteQty,
            @Nullable BigDecimal commission,
            @Nullable String commissionAsset,
            long time,
            String positionSide,
            boolean buyer,
            boolean maker) {}

    /** Row of {@code GET /fapi/v1/income}; {@code tranId} is unique per user and type. */
    public record Income(
            String symbol,
            String incomeType,
            BigDecimal income,
            String asset,
            long time,
            @Nullable String info,
            long tranId,
            @Nullable String tradeId) {}

    /** Answer of {@code GET /fapi/v3/account}. */
    public record Account(
            BigDecimal totalInitialMargin,
            BigDecimal totalMaintMargin,
            BigDecimal totalWalletBalance,
            BigDecimal totalUnrealizedProfit,
            BigDecimal totalMarginBalance,
            BigDecimal totalPositionInitialMargin,
            BigDecimal totalOpenOrderInitialMargin,
            BigDecimal totalCrossWalletBalance,
            BigDecimal totalCrossUnPnl,
            BigDecimal availableBalance,
            BigDecimal maxWithdrawAmount,
            List<AccountAsset> assets,
            List<AccountPosition> positions) {}

    /** An asset of {@link Account}. */
    public record AccountAsset(
            String asset,
            BigDecimal walletBalance,
            BigDecimal unrealizedProfit,
            BigDecimal marginBalance,
            BigDecimal maintMargin,
            BigDecimal initialMargin,
            BigDecimal positionInitialMargin,
            BigDecimal openOrderInitialMargin,
            BigDecimal crossWalletBalance,
            BigDecimal crossUnPnl,
            BigDecimal availableBalance,
            BigDecimal maxWithdrawAmount,
            long updateTime) {}

    /** A position of {@link Account}. */
    public record AccountPosition(
            String symbol,
            String positionSide,
            BigDecimal positionAmt,
            BigDecimal unrealizedProfit,
            BigDecimal isolatedMargin,
            BigDecimal notional,
            BigDecimal isolatedWallet,
            BigDecimal initialMargin,
            BigDecimal maintMargin,
            long updateTime) {}

    /** Row of {@code GET /fapi/v3/balance}. */
    public record Balance(
            String accountAlias,
            String asset,
            BigDecimal balance,
            BigDecimal crossWalletBalance,
            BigDecimal crossUnPnl,
            BigDecimal availableBalance,
            BigDecimal maxWithdrawAmount,
            boolean marginAvailable,
            long updateTime) {}

    /**
     * Row of {@code GET /fapi/v3/positionRisk}. Version 3 no longer says leverage and margin type;
     * they follow from {@code notional / positionInitialMargin} and {@code isolatedWallet}.
     */
    public record PositionRisk(
            String symbol,
            String positionSide,
            BigDecimal positionAmt,
            BigDecimal entryPrice,
            BigDecimal breakEvenPrice,
            BigDecimal markPrice,
            BigDecimal unRealizedProfit,
            BigDecimal liquidationPrice,
            BigDecimal isolatedMargin,
            BigDecimal notional,
            @Nullable String marginAsset,
            BigDecimal isolatedWallet,
            @Nullable BigDecimal initialMargin,
            @Nullable BigDecimal maintMargin,
            @Nullable BigDecimal positionInitialMargin,
            @Nullable BigDecimal openOrderInitialMargin,
            @Nullable String leverage,
            @Nullable String marginType,
            long updateTime) {}

    /** Row of {@code GET /fapi/v1/leverageBracket}. */
    public record LeverageBrackets(String symbol, List<LeverageBracket> brackets) {
        /** A list that the venue leaves out is empty. */
        public LeverageBrackets {
            brackets = orEmpty(brackets);
        }
    }

    /** One bracket; its numbers are numbers on the wire. */
    public record LeverageBracket(
            int bracket,
            int initialLeverage,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER) BigDecimal notionalCap,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER) BigDecimal notionalFloor,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER) BigDecimal maintMarginRatio,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER) BigDecimal cum) {}

    /** Answer of {@code GET /sapi/v1/account/apiRestrictions}. */
    public record ApiRestrictions(
            boolean ipRestrict,
            long createTime,
            boolean enableReading,
            boolean enableWithdrawals,
            boolean enableInternalTransfer,
            boolean enableMargin,
            boolean enableFutures,
            boolean permitsUniversalTransfer,
            boolean enableVanillaOptions,
            boolean enableFixApiTrade,
            boolean enableFixReadOnly,
            boolean enableSpotAndMarginTrading,
            boolean enablePortfolioMarginTrading) {}

    /** Answer of {@code GET /api/v3/account}, of which only the account's number is of use. */
    public record SpotAccount(
            boolean canTrade,
            boolean canWithdraw,
            boolean canDeposit,
            long updateTime,
            String accountType,
            long uid) {}

    /** Answer of {@code GET /fapi/v1/exchangeInfo}. */
    public record ExchangeInfo(
            String timezone,
            long serverTime,
            String futuresType,
            List<RateLimit> rateLimits,
            List<SymbolInfo> symbols) {
        /** A list that the venue leaves out is empty. */
        public ExchangeInfo {
            rateLimits = orEmpty(rateLimits);
            symbols = orEmpty(symbols);
        }
    }

    /** A limit the venue announces. */
    public record RateLimit(String rateLimitType, String interval, int intervalNum, int limit) {}

    /** A contract. */
    public record SymbolInfo(
            String symbol,
            String pair,
            String contractType,
            long deliveryDate,
            long onboardDate,
            String status,
            String baseAsset,
            String quoteAsset,
            String marginAsset,
            int pricePrecision,
            int quantityPrecision,
            @Nullable BigDecimal liquidationFee,
            @Nullable BigDecimal marketTakeBound,
            List<Filter> filters,
            List<String> orderTypes,
            List<String> timeInForce) {
        /** A list that the venue leaves out is empty. */
        public SymbolInfo {
            filters = orEmpty(filters);
            orderTypes = orEmpty(orderTypes);
            timeInForce = orEmpty(timeInForce);
        }
    }

    /** A trading rule of a contract; which members it has depends on {@code filterType}. */
    public record Filter(
            String filterType,
            @Nullable BigDecimal tickSize,
            @Nullable BigDecimal minPrice,
            @Nullable BigDecimal maxPrice,
            @Nullable BigDecimal stepSize,
            @Nullable BigDecimal minQty,
            @Nullable BigDecimal maxQty,
            @Nullable BigDecimal notional,
            @Nullable Integer limit,
            @Nullable BigDecimal multiplierUp,
            @Nullable BigDecimal multiplierDown,
            @Nullable String multiplierDecimal) {}

    /** Answer of {@code GET /fapi/v1/premiumIndex}. */
    public record PremiumIndex(
            String symbol,
            BigDecimal markPrice,
            BigDecimal indexPrice,
            BigDecimal estimatedSettlePrice,
            BigDecimal lastFundingRate,
            BigDecimal interestRate,
            long nextFundingTime,
            long time) {}

    /** Row of {@code GET /fapi/v1/fundingRate}. */
    public record FundingRate(
            String symbol, long fundingTime, BigDecimal fundingRate, BigDecimal markPrice) {}

    /** Row of {@code GET /fapi/v1/klines}: an array on the wire. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({
        "openTime",
        "open",
        "high",
        "low",
        "close",
        "volume",
        "closeTime",
        "quoteVolume",
        "trades",
        "takerBuyVolume",
        "takerBuyQuoteVolume",
        "unused"
    })
    public record Kline(
            long openTime,
            BigDecimal open,
            BigDecimal high,
            BigDecimal low,
            BigDecimal close,
            BigDecimal volume,
            long closeTime,
            BigDecimal quoteVolume,
            long trades,
            BigDecimal takerBuyVolume,
            BigDecimal takerBuyQuoteVolume,
            String unused) {}

    /** Answer of {@code GET /fapi/v1/depth}. */
    public record Depth(
            long lastUpdateId,
            @JsonProperty("E") long eventTime,
            @JsonProperty("T") long time,
            List<Level> bids,
            List<Level> asks) {}

    /** A price level, absolute: an array on the wire. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"price", "quantity"})
    public record Level(BigDecimal price, BigDecimal quantity) {}

    /** What a client asks on a WebSocket: SUBSCRIBE, UNSUBSCRIBE or LIST_SUBSCRIPTIONS. */
    public record Command(String method, @Nullable List<String> params, long id) {}

    /**
     * A frame: an event ({@code data}, with {@code stream} when the wrapping is combined), or the
     * answer to the command {@code id}, with a {@code result} or an {@code error}.
     */
    public record Frame(
            @Nullable String stream,
            @Nullable BinanceEvent data,
            @Nullable JsonNode result,
            @Nullable Long id,
            @Nullable Status error,
            @Nullable Integer code,
            @Nullable String msg) {
        /** An event in the combined wrapping. */
        public static Frame event(String stream, BinanceEvent data) {
            return new Frame(stream, data, null, null, null, null, null);
        }

        /** The bytes of the answer to SUBSCRIBE and UNSUBSCRIBE. */
        public static String done(long id) {
            return "{\"result\":null,\"id\":" + id + "}";
        }

        /** The bytes of the answer to LIST_SUBSCRIPTIONS. */
        public static String subscriptions(List<String> streams, long id) {
            return "{\"result\":" + write(streams) + ",\"id\":" + id + "}";
        }
    }
}
