package io.leverageguard.venues.okx;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.annotation.JsonAppend;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.BeanSerializerFactory;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * The messages of OKX v5 as they are on the wire, one record each, readable and writable, and their
 * codec: the adapter reads what the simulated exchange writes. The records are in {@link
 * OkxMarkets}, {@link OkxOrders}, {@link OkxAccounts} and {@link OkxEvent}; here is the envelope.
 * Names are the venue's. Almost every value is a string on the wire, and what does not apply is the
 * empty string: an absent amount is null here and {@code ""} there. Words of the venue stay
 * strings, because new ones appear without notice. Members that no one here has a value for are
 * written empty ({@link JsonAppend}) and not read.
 */
public final class OkxMessages {
    private static final SimpleModule AMOUNTS =
            new SimpleModule("amounts").addDeserializer(BigDecimal.class, new Amount());
    private static final JsonFormat.Value TEXT = JsonFormat.Value.forShape(JsonFormat.Shape.STRING);
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .addModule(AMOUNTS)
                    .serializerFactory(
                            BeanSerializerFactory.instance.withNullValueSerializer(new Empty()))
                    .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .withConfigOverride(BigDecimal.class, override -> override.setFormat(TEXT))
                    .withConfigOverride(long.class, override -> override.setFormat(TEXT))
                    .withConfigOverride(Long.class, override -> override.setFormat(TEXT))
                    .build();

    /** What the rows of a channel are; the candles' names carry their interval. */
    private static final Map<String, Class<? extends OkxEvent>> CHANNELS =
            Map.ofEntries(
                    Map.entry("books", OkxMarkets.Book.class),
                    Map.entry("books5", OkxMarkets.Book.class),
                    Map.entry("bbo-tbt", OkxMarkets.Book.class),
                    Map.entry("books-l2-tbt", OkxMarkets.Book.class),
                    Map.entry("books50-l2-tbt", OkxMarkets.Book.class),
                    Map.entry("trades", OkxMarkets.Trade.class),
                    Map.entry("trades-all", OkxMarkets.Trade.class),
                    Map.entry("tickers", OkxMarkets.Ticker.class),
                    Map.entry("mark-price", OkxMarkets.MarkPrice.class),
                    Map.entry("index-tickers", OkxMarkets.IndexTicker.class),
                    Map.entry("funding-rate", OkxMarkets.FundingRate.class),
                    Map.entry("open-interest", OkxMarkets.OpenInterest.class),
                    Map.entry("price-limit", OkxMarkets.PriceLimit.class),
                    Map.entry("instruments", OkxMarkets.Instrument.class),
                    Map.entry("liquidation-orders", OkxEvent.Liquidations.class),
                    Map.entry("orders", OkxEvent.OrderUpdate.class),
                    Map.entry("fills", OkxEvent.FillUpdate.class),
                    Map.entry("orders-algo", OkxOrders.AlgoOrder.class),
                    Map.entry("algo-advance", OkxOrders.AlgoOrder.class),
                    Map.entry("positions", OkxAccounts.Position.class),
                    Map.entry("account", OkxAccounts.Balance.class),
                    Map.entry("balance_and_position", OkxEvent.BalanceAndPosition.class),
                    Map.entry("liquidation-warning", OkxEvent.LiquidationWarning.class));

    private OkxMessages() {}

    /** Writes a message: amounts and times as strings, what is absent as {@code ""}. */
    public static String write(Object message) {
        return MAPPER.writeValueAsString(message);
    }

    /**
     * Reads one message, for example the body of a request.
     *
     * @throws IllegalArgumentException when {@code json} is not one
     */
    public static <T> T read(String json, Class<T> type) {
        return read(json, type.getSimpleName(), MAPPER.constructType(type));
    }

    /**
     * Reads an array of messages, for example the body of {@code batch-orders}.
     *
     * @throws IllegalArgumentException when {@code json} is not one
     */
    public static <T> List<T> readList(String json, Class<T> type) {
        List<T> rows =
                read(
                        json,
                        "list of " + type.getSimpleName(),
                        MAPPER.getTypeFactory().constructCollectionType(List.class, type));
        return withoutNull(rows, type.getSimpleName());
    }

    /**
     * Reads an answer in its envelope.
     *
     * @throws IllegalArgumentException when {@code json} is not one
     */
    public static <T> Reply<T> readReply(String json, Class<T> row) {
        String name = "reply with " + row.getSimpleName();
        Reply<T> reply =
                read(json, name, MAPPER.getTypeFactory().constructParametricType(Reply.class, row));
        withoutNull(reply.data(), name);
        return reply;
    }

    /**
     * Reads what a client sends on a WebSocket; its arguments are read by {@link #argument} once
     * {@code op} is known.
     *
     * @throws IllegalArgumentException when {@code json} is not a command
     */
    public static OkxEvent.Command<JsonNode> readCommand(String json) {
        return read(
                json,
                "command",
                MAPPER.getTypeFactory()
                        .constructParametricType(OkxEvent.Command.class, JsonNode.class));
    }

    /**
     * Reads one argument of a command.
     *
     * @throws IllegalArgumentException when it is not of this type
     */
    public static <T> T argument(JsonNode argument, Class<T> type) {
        try {
            T read = MAPPER.treeToValue(argument, type);
            if (read == null) {
                throw new IllegalArgumentException("no " + type.getSimpleName() + ": null");
            }
            return read;
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "not a " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Reads one WebSocket frame of the venue. Rows of a channel that we do not read are left out.
     *
     * @throws IllegalArgumentException when {@code text} is no frame
     */
    public static OkxEvent.Frame<OkxEvent> frame(String text) {
        OkxEvent.Frame<JsonNode> raw =
                read(
                        text,
                        "frame",
                        MAPPER.getTypeFactory()
                                .constructParametricType(OkxEvent.Frame.class, JsonNode.class));
        Class<? extends OkxEvent> type = rowType(raw);
        List<JsonNode> data = raw.data();
        List<OkxEvent> rows = new ArrayList<>();
        if (type != null && data != null) {
            for (JsonNode row : data) {
                rows.add(argument(row, type));
            }
        }
        return raw.with(List.copyOf(rows));
    }

    /** Whether a frame brings rows of a channel; nothing but its first name is read. */
    static boolean isPush(String text) {
        if (text.startsWith("{\"arg\":")) {
            return true;
        }
        try (JsonParser parser = MAPPER.createParser(text)) {
            return parser.nextToken() == JsonToken.START_OBJECT && "arg".equals(parser.nextName());
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
    }

    static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    private static @Nullable Class<? extends OkxEvent> rowType(OkxEvent.Frame<?> frame) {
        OkxEvent.Arg arg = frame.arg();
        if (arg == null || arg.channel() == null) {
            return frame.op() == null ? null : OkxOrders.Ack.class;
        }
        String channel = arg.channel();
        if (channel.startsWith("candle")) {
            return OkxMarkets.Candle.class;
        }
        return channel.startsWith("mark-price-candle") || channel.startsWith("index-candle")
                ? OkxMarkets.PriceCandle.class
                : CHANNELS.get(channel);
    }

    private static <T> T read(String json, String what, JavaType type) {
        try {
            T message = MAPPER.readValue(json, type);
            if (message == null) {
                throw new IllegalArgumentException("no " + what + ": null");
            }
            return message;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not a " + what + ": " + e.getOriginalMessage(), e);
        }
    }

    private static <T> List<T> withoutNull(List<T> rows, String what) {
        for (T row : rows) {
            if (row == null) {
                throw new IllegalArgumentException("a " + what + " is null");
            }
        }
        return rows;
    }

    /** Writes what is absent as the venue does. */
    private static final class Empty extends StdSerializer<Object> {
        private Empty() {
            super(Object.class);
        }

        @Override
        public void serialize(
                Object absent, JsonGenerator generator, SerializationContext context) {
            generator.writeString("");
        }
    }

    /**
     * Reads an amount, a string or a number. An exponent that would make its digits fill the memory
     * is refused here, before anyone writes it out.
     */
    private static final class Amount extends StdScalarDeserializer<BigDecimal> {
        private static final int DIGITS_MAX = 64;

        private Amount() {
            super(BigDecimal.class);
        }

        @Override
        public @Nullable BigDecimal deserialize(JsonParser parser, DeserializationContext context) {
            JsonToken token = parser.currentToken();
            boolean isValue = token == JsonToken.VALUE_STRING || token.isNumeric();
            String text = isValue ? parser.getString().strip() : "an object or array";
            if (text.isEmpty()) {
                return null;
            }
            try {
                BigDecimal amount = new BigDecimal(text);
                if (amount.precision() <= DIGITS_MAX && Math.abs(amount.scale()) <= DIGITS_MAX) {
                    return amount;
                }
            } catch (NumberFormatException _) {
                // refused below, with the text
            }
            throw InvalidFormatException.from(parser, "no amount", text, BigDecimal.class);
        }
    }

    /**
     * The envelope of every answer. HTTP says 200 whatever happens; {@code code} "0" means done,
     * "1" that every row failed, "2" that some did. What became of an order is in its row.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Reply<T>(
            String code,
            String msg,
            List<T> data,
            @Nullable String inTime,
            @Nullable String outTime) {
        /** A list that the venue leaves out is empty. */
        public Reply {
            data = data == null ? List.of() : data;
        }

        /** An answer. */
        public static <T> Reply<T> done(List<T> data) {
            return new Reply<>("0", "", data, null, null);
        }

        /** A refusal of the whole request. */
        public static <T> Reply<T> refused(String code, String msg) {
            return new Reply<>(code, msg, List.of(), null, null);
        }
    }

    /** What an answer says of itself, its rows aside. */
    public record Status(@Nullable String code, @Nullable String msg) {}

    /** Row of {@code GET /public/time}. */
    public record Time(long ts) {}

    /** Row of {@code GET /asset/currencies}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Currency(
            String ccy,
            String name,
            String chain,
            boolean canDep,
            boolean canWd,
            boolean canInternal,
            boolean mainNet,
            @Nullable BigDecimal minDep,
            @Nullable BigDecimal minWd,
            @Nullable BigDecimal maxWd,
            @Nullable BigDecimal wdTickSz,
            @Nullable BigDecimal minFee,
            @Nullable BigDecimal maxFee) {}
}
