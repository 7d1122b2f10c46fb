package io.leverageguard.venues.bybit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.leverageguard.venues.bybit.BybitAccountMessages.Execution;
import io.leverageguard.venues.bybit.BybitAccountMessages.Order;
import io.leverageguard.venues.bybit.BybitAccountMessages.Position;
import io.leverageguard.venues.bybit.BybitAccountMessages.Wallet;
import io.leverageguard.venues.bybit.BybitMarketMessages.Book;
import io.leverageguard.venues.bybit.BybitMarketMessages.Ticker;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A frame that Bybit sends on a WebSocket: an answer to a command, or news of a topic. A topic that
 * we do not know is read as {@link Unknown}. Written with {@link BybitMessages#write}.
 */
public sealed interface BybitEvent {
    /**
     * Reads a frame. Which kind it is, its {@code topic} or its {@code op} says.
     *
     * @throws IllegalArgumentException when {@code text} is none
     */
    static BybitEvent read(String text) {
        Map.Entry<String, String> kind = BybitMessages.first(text, List.of("topic", "op"));
        if (kind == null) {
            return new Unknown("");
        }
        Class<? extends BybitEvent> type =
                kind.getKey().equals("topic") ? ofTopic(kind.getValue()) : ofOp(kind.getValue());
        return BybitMessages.read(text, type);
    }

    private static Class<? extends BybitEvent> ofTopic(String topic) {
        int dot = topic.indexOf('.');
        return switch (dot < 0 ? topic : topic.substring(0, dot)) {
            case "orderbook" -> OrderBook.class;
            case "publicTrade" -> Trades.class;
            case "tickers" -> Tickers.class;
            case "kline" -> Klines.class;
            case "allLiquidation" -> Liquidations.class;
            case "order" -> Orders.class;
            case "execution" ->
                    topic.startsWith("execution.fast") ? Unknown.class : Executions.class;
            case "position" -> Positions.class;
            case "wallet" -> Wallets.class;
            default -> Unknown.class;
        };
    }

    private static Class<? extends BybitEvent> ofOp(String op) {
        return op.startsWith("order.") ? TradeAnswer.class : Answer.class;
    }

    /**
     * The answer to auth, subscribe, unsubscribe and ping. A public stream answers a ping with op
     * {@code ping} and {@code ret_msg} {@code pong}, a private one with op {@code pong} and the
     * time in {@code args}; {@code /v5/trade} names code, message and connection otherwise.
     */
    record Answer(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean success,
            @JsonProperty("ret_msg") @JsonInclude(JsonInclude.Include.NON_NULL)
                    @Nullable String message,
            @JsonProperty("conn_id") @JsonInclude(JsonInclude.Include.NON_EMPTY)
                    String connectionId,
            @JsonProperty("req_id") @JsonInclude(JsonInclude.Include.NON_NULL)
                    @Nullable String requestId,
            String op,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> args,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer retCode,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String retMsg,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String connId,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String reqId)
            implements BybitEvent {
        /** A list that the venue leaves out is empty. */
        public Answer {
            args = BybitMessages.orEmpty(args);
        }

        /** The answer of a public or private stream to auth, subscribe and unsubscribe. */
        public static Answer of(
                boolean success, String message, String connectionId, String requestId, String op) {
            return new Answer(
                    success, message, connectionId, requestId, op, List.of(), null, "", "", "");
        }

        /** The answer of a public stream to a ping. */
        public static Answer publicPong(String connectionId, String requestId) {
            return of(true, "pong", connectionId, requestId, "ping");
        }

        /** The answer of a private stream to a ping. */
        public static Answer privatePong(String connectionId, String requestId, long now) {
            return new Answer(
                    null,
                    null,
                    connectionId,
                    requestId,
                    "pong",
                    List.of(String.valueOf(now)),
                    null,
                    "",
                    "",
                    "");
        }

        /** The answer of {@code /v5/trade} to auth and ping. */
        public static Answer trade(
                int code, String message, String connectionId, String reqId, String op) {
            return new Answer(
                    null, null, "", null, op, List.of(), code, message, connectionId, reqId);
        }

        /** Whether the venue said yes, in either of its ways. */
        boolean isDone() {
            return success == null ? retCode == null || retCode == 0 : success;
        }

        /** What the venue said besides. */
        String reason() {
            return message == null || message.isEmpty() ? retMsg : message;
        }

        /** Whether it answers a ping. */
        boolean isPong() {
            return op.equals("pong") || op.equals("ping");
        }
    }

    /** The answer of {@code /v5/trade} to an order command; {@code header} has the rate limit. */
    record TradeAnswer(
            String reqId,
            int retCode,
            String retMsg,
            String op,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable JsonNode data,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable JsonNode retExtInfo,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, String> header,
            String connId)
            implements BybitEvent {}

    /** A book, or with type {@code delta} its changed levels; depth and symbol are in the topic. */
    record OrderBook(
            String topic,
            String type,
            @JsonProperty("ts") long time,
            @Nullable Book data,
            @JsonProperty("cts") long engineTime)
            implements BybitEvent {}

    /** Public trades of one symbol. */
    record Trades(String topic, String type, @JsonProperty("ts") long time, List<Trade> data)
            implements BybitEvent {
        /** A list that the venue leaves out is empty. */
        public Trades {
            data = BybitMessages.orEmpty(data);
        }
    }

    /** A public trade; the side is the taker's. */
    record Trade(
            @JsonProperty("T") long time,
            @JsonProperty("s") String symbol,
            @JsonProperty("S") String side,
            @JsonProperty("v") @Nullable BigDecimal quantity,
            @JsonProperty("p") @Nullable BigDecimal price,
            @JsonProperty("L") @JsonInclude(JsonInclude.Include.NON_EMPTY) String direction,
            @JsonProperty("i") String tradeId,
            @JsonProperty("BT") boolean blockTrade,
            @JsonProperty("seq") @JsonInclude(JsonInclude.Include.NON_DEFAULT) long sequence) {}

    /** A ticker, or with type {@code delta} what of it has changed. */
    record Tickers(
            String topic,
            String type,
            @Nullable Ticker data,
            @JsonProperty("cs") long sequence,
            @JsonProperty("ts") long time)
            implements BybitEvent {}

    /** Candles in the making, or closed. */
    record Klines(String topic, List<Bar> data, @JsonProperty("ts") long time, String type)
            implements BybitEvent {
        /** A list that the venue leaves out is empty. */
        public Klines {
            data = BybitMessages.orEmpty(data);
        }
    }

    /** The candle of {@link Klines}; {@code confirm} says that it is closed. */
    record Bar(
            long start,
            long end,
            String interval,
            @Nullable BigDecimal open,
            @Nullable BigDecimal close,
            @Nullable BigDecimal high,
            @Nullable BigDecimal low,
            @Nullable BigDecimal volume,
            @Nullable BigDecimal turnover,
            boolean confirm,
            long timestamp) {}

    /** Every liquidation of one symbol since the last half second. */
    record Liquidations(
            String topic, String type, @JsonProperty("ts") long time, List<Liquidation> data)
            implements BybitEvent {
        /** A list that the venue leaves out is empty. */
        public Liquidations {
            data = BybitMessages.orEmpty(data);
        }
    }

    /**
     * A liquidation. The side is the position's, unlike Binance's: {@code Buy} means that a long
     * was liquidated. The price is the bankruptcy price.
     */
    record Liquidation(
            @JsonProperty("T") long time,
            @JsonProperty("s") String symbol,
            @JsonProperty("S") String positionSide,
            @JsonProperty("v") @Nullable BigDecimal quantity,
            @JsonProperty("p") @Nullable BigDecimal price) {}

    /** Orders of the account that have changed. */
    record Orders(String id, String topic, long creationTime, List<Order> data)
            implements BybitEvent {
        /** A list that the venue leaves out is empty. */
        public Orders {
            data = BybitMessages.orEmpty(data);
        }
    }

    /** Executions of the account: trades, funding, forced closures. */
    record Executions(String id, String topic, long creationTime, List<Execution> data)
            implements BybitEvent {
        /** A list that the venue leaves out is empty. */
        public Executions {
            data = BybitMessages.orEmpty(data);
        }
    }

    /** Positions of the account that have changed. */
    record Positions(String id, String topic, long creationTime, List<Position> data)
            implements BybitEvent {
        /** A list that the venue leaves out is empty. */
        public Positions {
            data = BybitMessages.orEmpty(data);
        }
    }

    /** The wallet of the account after a change. */
    record Wallets(String id, String topic, long creationTime, List<Wallet> data)
            implements BybitEvent {
        /** A list that the venue leaves out is empty. */
        public Wallets {
            data = BybitMessages.orEmpty(data);
        }
    }

    /** A topic that this adapter does not read. */
    record Unknown(String topic) implements BybitEvent {}
}
