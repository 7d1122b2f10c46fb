package io.leverageguard.venues.bybit;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.StringNode;
import tools.jackson.databind.ser.BeanSerializerFactory;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * The codec and the envelope of Bybit v5, and what is sent to it. The messages are as on the wire,
 * one record each, readable and writable: the adapter reads what the simulated exchange writes.
 * What the venue answers is in {@link BybitMarketMessages} and {@link BybitAccountMessages}, what
 * it pushes in {@link BybitEvent}.
 *
 * <p>Bybit writes amounts and most times as strings, and an empty string for what is absent. So: an
 * amount that is absent is null here, a text that is absent is empty, a time that the venue writes
 * as a string is a {@link Long}, one that it writes as a number a {@code long}, and null is written
 * as an empty string. Members that the venue leaves out instead are marked {@link JsonInclude}.
 * Words of the venue (status, side, type) stay text, because new ones appear without notice.
 */
public final class BybitMessages {
    private static final int DIGITS_MAX = 64;
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .withConfigOverride(BigDecimal.class, override -> override.setFormat(text()))
                    .withConfigOverride(Long.class, override -> override.setFormat(text()))
                    .withCoercionConfigDefaults(
                            coercion ->
                                    coercion.setCoercion(
                                            CoercionInputShape.EmptyString, CoercionAction.AsNull))
                    .serializerFactory(
                            BeanSerializerFactory.instance.withNullValueSerializer(
                                    new NothingWriter()))
                    .addModule(
                            new SimpleModule("bybit")
                                    .addDeserializer(String.class, new TextReader())
                                    .addDeserializer(BigDecimal.class, new AmountReader()))
                    .build();

    private BybitMessages() {}

    /** Writes a message. */
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
            return some(MAPPER.readValue(json, type), type.getSimpleName());
        } catch (JacksonException e) {
            throw refusal(type, e);
        }
    }

    /** A message as a tree, for where a member may be anything. */
    public static JsonNode tree(Object message) {
        return MAPPER.valueToTree(message);
    }

    /**
     * Reads a member that may be anything.
     *
     * @throws IllegalArgumentException when it is not of that type
     */
    public static <T> T read(@Nullable JsonNode tree, Class<T> type) {
        try {
            return some(MAPPER.treeToValue(tree, type), type.getSimpleName());
        } catch (JacksonException e) {
            throw refusal(type, e);
        }
    }

    /**
     * The text of the first of {@code names} that an object has at its top level, with its name;
     * null when it has none of them.
     */
    static Map.@Nullable Entry<String, String> first(String json, List<String> names) {
        try (JsonParser parser = MAPPER.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("a frame is an object");
            }
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                JsonToken value = parser.nextToken();
                if (names.contains(name) && value == JsonToken.VALUE_STRING) {
                    return Map.entry(name, parser.getString());
                }
                parser.skipChildren();
            }
            return null;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
    }

    static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    private static <T> T some(@Nullable T message, String name) {
        if (message == null) {
            throw new IllegalArgumentException("no " + name + ": null");
        }
        return message;
    }

    private static IllegalArgumentException refusal(Class<?> type, JacksonException e) {
        return new IllegalArgumentException(
                "not a " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
    }

    private static JsonFormat.Value text() {
        return JsonFormat.Value.forShape(JsonFormat.Shape.STRING);
    }

    /** The envelope of every answer; {@code retCode} 0 is the venue's "done". */
    public record Envelope(
            int retCode,
            String retMsg,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable JsonNode result,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable JsonNode retExtInfo,
            long time) {
        /** The answer to what was done. */
        public static Envelope done(Object result, long time) {
            return done(result, Map.of(), time);
        }

        /** The answer to a batch, with the ends of its parts in {@code extInfo}. */
        public static Envelope done(Object result, Object extInfo, long time) {
            return new Envelope(0, "OK", tree(result), tree(extInfo), time);
        }

        /** A refusal. */
        public static Envelope refused(int code, String message, long time) {
            return new Envelope(code, message, tree(Map.of()), tree(Map.of()), time);
        }

        /** Reads the result, whatever the code is. */
        public <T> T result(Class<T> type) {
            return read(result, type);
        }

        /** Reads a result that is a list. */
        public <T> Page<T> page(Class<T> row) {
            try {
                Page<T> page =
                        MAPPER.convertValue(
                                result,
                                MAPPER.getTypeFactory().constructParametricType(Page.class, row));
                return some(page, "page");
            } catch (JacksonException e) {
                throw refusal(row, e);
            }
        }
    }

    /** A list, or a page of one; an empty cursor says that it is the last. */
    public record Page<T>(
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String category,
            List<T> list,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String nextPageCursor) {
        /** A list that the venue leaves out is empty. */
        public Page {
            list = orEmpty(list);
        }
    }

    /** Body of {@code POST /v5/order/create}; what is not said is left out. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record CreateOrder(
            String category,
            String symbol,
            @Nullable Integer isLeverage,
            String side,
            String orderType,
            @Nullable BigDecimal qty,
            @Nullable BigDecimal price,
            @Nullable Integer triggerDirection,
            String orderFilter,
            @Nullable BigDecimal triggerPrice,
            String triggerBy,
            String timeInForce,
            @Nullable Integer positionIdx,
            String orderLinkId,
            @Nullable BigDecimal takeProfit,
            @Nullable BigDecimal stopLoss,
            String tpTriggerBy,
            String slTriggerBy,
            @Nullable Boolean reduceOnly,
            @Nullable Boolean closeOnTrigger,
            String smpType,
            String tpslMode,
            @Nullable BigDecimal tpLimitPrice,
            @Nullable BigDecimal slLimitPrice,
            String tpOrderType,
            String slOrderType) {}

    /** Body of {@code POST /v5/order/amend}; what stays as it is is left out. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record AmendOrder(
            String category,
            String symbol,
            String orderId,
            String orderLinkId,
            @Nullable BigDecimal triggerPrice,
            @Nullable BigDecimal qty,
            @Nullable BigDecimal price,
            @Nullable BigDecimal takeProfit,
            @Nullable BigDecimal stopLoss,
            String tpTriggerBy,
            String slTriggerBy,
            String triggerBy) {}

    /** Body of {@code POST /v5/order/cancel}. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record CancelOrder(
            String category,
            String symbol,
            String orderId,
            String orderLinkId,
            String orderFilter) {}

    /** Body of {@code POST /v5/order/cancel-all}. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record CancelAll(
            String category,
            String symbol,
            String baseCoin,
            String settleCoin,
            String orderFilter,
            String stopOrderType) {}

    /** Body of {@code POST /v5/order/disconnected-cancel-all}. */
    public record CancelOnLoss(String product, int timeWindow) {}

    /** Body of {@code POST /v5/order/create-batch}, {@code amend-batch}, {@code cancel-batch}. */
    public record Batch<T>(String category, List<T> request) {
        /** A list that the caller leaves out is empty. */
        public Batch {
            request = orEmpty(request);
        }
    }

    /** Body of {@code POST /v5/position/set-leverage}. */
    public record SetLeverage(
            String category,
            String symbol,
            @Nullable BigDecimal buyLeverage,
            @Nullable BigDecimal sellLeverage) {}

    /** Body of {@code POST /v5/account/set-margin-mode}: the whole account's. */
    public record SetMarginMode(String setMarginMode) {}

    /** Body of {@code POST /v5/position/switch-mode}; mode 0 is one-way, 3 is hedge. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record SwitchMode(String category, String symbol, String coin, int mode) {}

    /** Body of {@code POST /v5/position/add-margin}; negative takes margin away. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record AddMargin(
            String category,
            String symbol,
            @Nullable BigDecimal margin,
            @Nullable Integer positionIdx) {}

    /** Body of {@code POST /v5/position/trading-stop}. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record TradingStop(
            String category,
            String symbol,
            String tpslMode,
            @Nullable Integer positionIdx,
            @Nullable BigDecimal takeProfit,
            @Nullable BigDecimal stopLoss,
            @Nullable BigDecimal trailingStop,
            @Nullable BigDecimal activePrice,
            String tpTriggerBy,
            String slTriggerBy,
            @Nullable BigDecimal tpSize,
            @Nullable BigDecimal slSize,
            @Nullable BigDecimal tpLimitPrice,
            @Nullable BigDecimal slLimitPrice,
            String tpOrderType,
            String slOrderType) {}

    /** Result of create, amend and cancel: the venue has it, and no more than that. */
    public record OrderAck(String orderId, String orderLinkId) {}

    /** Result of cancel-all. */
    public record CancelAllAck(List<OrderAck> list, String success) {
        /** A list that the venue leaves out is empty. */
        public CancelAllAck {
            list = orEmpty(list);
        }
    }

    /** Row of the result of a batch; its end is the row of {@link BatchCodes} at that place. */
    public record BatchAck(
            String category,
            String symbol,
            String orderId,
            String orderLinkId,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String createAt) {}

    /** {@code retExtInfo} of the answer to a batch. */
    public record BatchCodes(List<BatchCode> list) {
        /** A list that the venue leaves out is empty. */
        public BatchCodes {
            list = orEmpty(list);
        }
    }

    /** How one part of a batch ended. */
    public record BatchCode(int code, String msg) {}

    /** Why {@code set-margin-mode} was refused. */
    public record MarginModeReasons(List<MarginModeReason> reasons) {
        /** A list that the venue leaves out is empty. */
        public MarginModeReasons {
            reasons = orEmpty(reasons);
        }
    }

    /** One reason. */
    public record MarginModeReason(String reasonCode, String reasonMsg) {}

    /**
     * What a client says on a WebSocket; {@code args} are texts, or orders on {@code /v5/trade}.
     */
    public record Command(
            @JsonProperty("req_id") @JsonInclude(JsonInclude.Include.NON_EMPTY) String requestId,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String reqId,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> header,
            String op,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<JsonNode> args) {
        /** What the client leaves out is empty. */
        public Command {
            header = header == null ? Map.of() : Map.copyOf(header);
            args = orEmpty(args);
        }

        /** A command on a public or private stream. */
        public static Command of(String requestId, String op, List<String> args) {
            return new Command(
                    requestId,
                    "",
                    Map.of(),
                    op,
                    args.stream().<JsonNode>map(StringNode::valueOf).toList());
        }

        /** The log-in on a private stream; {@code expires} is a time in milliseconds. */
        public static Command auth(String requestId, String key, long expires, String signature) {
            List<JsonNode> args =
                    List.of(
                            StringNode.valueOf(key),
                            LongNode.valueOf(expires),
                            StringNode.valueOf(signature));
            return new Command(requestId, "", Map.of(), "auth", args);
        }
    }

    /** Writes what is absent as the venue does. */
    private static final class NothingWriter extends StdSerializer<Object> {
        private NothingWriter() {
            super(Object.class);
        }

        @Override
        public void serialize(Object none, JsonGenerator out, SerializationContext context) {
            out.writeString("");
        }
    }

    /** Reads any scalar as text, and nothing as an empty one. */
    private static final class TextReader extends StdScalarDeserializer<String> {
        private TextReader() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) {
            if (!parser.currentToken().isScalarValue()) {
                return (String) context.handleUnexpectedToken(getValueType(context), parser);
            }
            return parser.getString();
        }

        @Override
        public Object getNullValue(DeserializationContext context) {
            return "";
        }

        @Override
        public Object getAbsentValue(DeserializationContext context) {
            return "";
        }
    }

    /** Reads an amount from text or number, nothing from an empty text; absurd ones are refused. */
    private static final class AmountReader extends StdScalarDeserializer<BigDecimal> {
        private AmountReader() {
            super(BigDecimal.class);
        }

        @Override
        @SuppressWarnings("NullAway") // a deserializer answers null for nothing
        public @Nullable BigDecimal deserialize(JsonParser parser, DeserializationContext context) {
            JsonToken token = parser.currentToken();
            if (!token.isNumeric() && token != JsonToken.VALUE_STRING) {
                return (BigDecimal) context.handleUnexpectedToken(getValueType(context), parser);
            }
            String text = parser.getString().strip();
            if (text.isEmpty()) {
                return null;
            }
            BigDecimal amount = amount(text);
            return amount == null
                    ? (BigDecimal)
                            context.handleWeirdStringValue(handledType(), text, "not an amount")
                    : amount;
        }

        private static @Nullable BigDecimal amount(String text) {
            try {
                BigDecimal amount = text.length() > DIGITS_MAX ? null : new BigDecimal(text);
                return amount == null || Math.abs((long) amount.scale()) > DIGITS_MAX
                        ? null
                        : amount;
            } catch (NumberFormatException _) {
                return null;
            }
        }
    }
}
