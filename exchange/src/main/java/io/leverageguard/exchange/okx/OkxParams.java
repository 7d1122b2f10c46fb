package io.leverageguard.exchange.okx;

import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kit.json.Json;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What a client sent: a query, or a JSON object in which amounts are strings or numbers and flags
 * are strings or booleans. Null, empty and absent are the same.
 */
final class OkxParams {
    private static final int PARAMS_MAX = 100;
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,20})?");
    private static final Pattern INTEGER = Pattern.compile("[0-9]{1,18}");
    private static final int NUMBER_LENGTH_MAX = 40;
    private static final int EXPONENT_MAX = 20;

    private final Map<String, String> values = new HashMap<>();
    private final Map<String, List<OkxParams>> lists = new HashMap<>();

    private OkxParams() {}

    static OkxParams ofQuery(String query) {
        OkxParams params = new OkxParams();
        for (String pair : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                String name = decode(pair.substring(0, equals));
                params.values.put(name, decode(pair.substring(equals + 1)));
            }
            params.checkSize();
        }
        return params;
    }

    /** The object of a body, or the objects of an array. */
    static List<OkxParams> ofBody(String body) {
        if (body.isBlank()) {
            throw new OkxRefusal(50000, "Body for POST request cannot be empty.");
        }
        JsonNode tree;
        try {
            tree = Json.tree(body);
        } catch (Refusal e) {
            throw new OkxRefusal(50002, "JSON syntax error");
        }
        if (tree.isObject()) {
            return List.of(ofTree(tree));
        }
        if (!tree.isArray()) {
            throw new OkxRefusal(50002, "JSON syntax error");
        }
        List<OkxParams> all = new ArrayList<>();
        tree.forEach(element -> all.add(ofTree(element)));
        return all;
    }

    static OkxParams ofTree(JsonNode tree) {
        if (!tree.isObject()) {
            throw new OkxRefusal(50002, "JSON syntax error");
        }
        OkxParams params = new OkxParams();
        tree.properties().forEach(member -> params.put(member.getKey(), member.getValue()));
        return params;
    }

    boolean has(String name) {
        return !text(name).isEmpty();
    }

    /** The value, empty when there is none. */
    String text(String name) {
        return values.getOrDefault(name, "");
    }

    String text(String name, String otherwise) {
        return has(name) ? text(name) : otherwise;
    }

    String required(String name) {
        if (!has(name)) {
            throw OkxRefusal.missing(name);
        }
        return text(name);
    }

    /** One of the words that the venue knows. */
    String word(String name, String otherwise, List<String> words) {
        String text = otherwise.isEmpty() ? required(name) : text(name, otherwise);
        if (!words.contains(text)) {
            throw OkxRefusal.parameter(name);
        }
        return text;
    }

    BigDecimal decimal(String name) {
        String text = required(name);
        if (!DECIMAL.matcher(text).matches()) {
            throw OkxRefusal.parameter(name);
        }
        return new BigDecimal(text);
    }

    long integer(String name, long otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        if (!INTEGER.matcher(text(name)).matches()) {
            throw OkxRefusal.parameter(name);
        }
        return Long.parseLong(text(name));
    }

    /** How many rows; more than the venue gives are asked for in vain. */
    int limit(String name, int usual, int most) {
        long limit = integer(name, usual);
        if (limit < 1) {
            throw OkxRefusal.parameter(name);
        }
        return (int) Math.min(limit, most);
    }

    boolean flag(String name) {
        return word(name, "false", List.of("true", "false")).equals("true");
    }

    /** The objects of an array inside; none when there is none. */
    List<OkxParams> list(String name) {
        if (has(name)) {
            throw OkxRefusal.parameter(name);
        }
        return lists.getOrDefault(name, List.of());
    }

    private void put(String name, JsonNode value) {
        if (value.isArray()) {
            List<OkxParams> inside = new ArrayList<>();
            value.forEach(element -> inside.add(ofTree(element)));
            lists.put(name, inside);
        } else if (value.isObject()) {
            throw OkxRefusal.parameter(name);
        } else if (!value.isNull()) {
            values.put(name, value.isNumber() ? number(name, value) : value.asString());
        }
        checkSize();
    }

    /** A number as digits; one whose digits would fill the memory is refused before. */
    private static String number(String name, JsonNode value) {
        String text = value.asString();
        if (text.length() > NUMBER_LENGTH_MAX) {
            throw OkxRefusal.parameter(name);
        }
        BigDecimal number = new BigDecimal(text);
        if (Math.abs(number.scale()) > EXPONENT_MAX) {
            throw OkxRefusal.parameter(name);
        }
        return number.toPlainString();
    }

    private void checkSize() {
        if (values.size() + lists.size() > PARAMS_MAX) {
            throw new OkxRefusal(50002, "JSON syntax error");
        }
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new OkxRefusal(51000, "Parameter error");
        }
    }
}
