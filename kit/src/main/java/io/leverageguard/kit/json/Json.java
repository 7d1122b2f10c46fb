package io.leverageguard.kit.json;

import io.leverageguard.kernel.rpc.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Our JSON: decimals and money as strings, ids bare, times in ISO-8601.
 *
 * <p>Reading is strict. An unknown or missing field, a null where none is allowed and a value that
 * its record refuses become a {@link Refusal} that names the field.
 */
public final class Json {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(MapperFeature.INFER_RECORD_GETTERS_FROM_COMPONENTS_ONLY)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                    .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                    .annotationIntrospector(new RecordRules())
                    .addModule(Conventions.module())
                    .build();

    private Json() {}

    /** Writes {@code value}. */
    public static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** Writes {@code value} as UTF-8. */
    public static byte[] bytes(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /** Writes {@code tree} for people: a line for each member, in the order that it has. */
    public static String indented(JsonNode tree) {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree);
    }

    /** Reads a {@code type}; throws {@link Refusal} where the text is not one. */
    public static <T> T read(String json, Class<T> type) {
        return present(reading(() -> MAPPER.readValue(json, type)));
    }

    /** Reads a {@code type} from UTF-8; throws {@link Refusal} where the text is not one. */
    public static <T> T read(byte[] json, Class<T> type) {
        return present(reading(() -> MAPPER.readValue(json, type)));
    }

    /** Reads a {@code type} from a tree; throws {@link Refusal} where the tree is not one. */
    public static <T> T read(JsonNode tree, Class<T> type) {
        return present(reading(() -> MAPPER.treeToValue(tree, type)));
    }

    /** Reads any JSON. */
    public static JsonNode tree(String json) {
        return present(reading(() -> MAPPER.readTree(json)));
    }

    /** Reads any JSON from UTF-8. */
    public static JsonNode tree(byte[] json) {
        return tree(new String(json, StandardCharsets.UTF_8));
    }

    /** The tree that {@code value} is written as. */
    public static JsonNode toTree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** An empty object. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    private interface Reading<T> {
        T read() throws JacksonException;
    }

    private static <T> T reading(Reading<T> reading) {
        try {
            return reading.read();
        } catch (JacksonException e) {
            throw ReadError.refusal(e);
        } catch (NumberFormatException e) {
            // The library lets it through when an exponent is beyond an int.
            throw new Refusal(
                    Refusal.Reason.INVALID, "invalid_json", "not JSON: a number is too large");
        }
    }

    private static <T> T present(@org.jspecify.annotations.Nullable T value) {
        if (value == null) {
            throw new Refusal(
                    Refusal.Reason.INVALID, "invalid_json", "null is not allowed here", Map.of());
        }
        return value;
    }
}
