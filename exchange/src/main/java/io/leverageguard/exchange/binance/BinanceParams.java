package io.leverageguard.exchange.binance;

import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kit.json.Json;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The parameters of a request, of query and form body; the query wins. */
final class BinanceParams {
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,20}(\\.[0-9]{1,20})?");
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");
    private static final int PARAMS_MAX = 64;
    private static final long PAGES_MAX = 100_000;

    private final Map<String, String> values = new LinkedHashMap<>();

    BinanceParams(String query, String body) {
        read(body);
        read(query);
    }

    private BinanceParams() {}

    /** The members of a JSON object; what is not a plain value is not a parameter. */
    static BinanceParams of(JsonNode object) {
        BinanceParams params = new BinanceParams();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (member.getValue().isValueNode() && !member.getValue().isNull()) {
                params.put(member.getKey(), member.getValue().asString());
            }
        }
        return params;
    }

    /** The objects of an array that is given as the text of one parameter. */
    List<BinanceParams> array(String name, int most) {
        List<BinanceParams> items = new ArrayList<>();
        for (JsonNode item : elements(name, most)) {
            if (!item.isObject()) {
                throw missing(name);
            }
            items.add(of(item));
        }
        return items;
    }

    /** The plain values of an array that is given as the text of one parameter. */
    List<String> values(String name, int most) {
        List<String> items = new ArrayList<>();
        for (JsonNode item : elements(name, most)) {
            if (!item.isValueNode()) {
                throw missing(name);
            }
            items.add(item.asString());
        }
        return items;
    }

    /** The same parameters with one more. */
    BinanceParams with(String name, String value) {
        BinanceParams more = new BinanceParams();
        more.values.putAll(values);
        more.put(name, value);
        return more;
    }

    /** Names and values in the order of the names, as the socket's signature wants them. */
    String sorted() {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(values)
                .forEach(
                        (name, value) -> {
                            if (!name.equals("signature")) {
                                text.append(text.isEmpty() ? "" : "&");
                                text.append(name).append('=').append(value);
                            }
                        });
        return text.toString();
    }

    private JsonNode elements(String name, int most) {
        JsonNode array;
        try {
            array = Json.tree(required(name));
        } catch (Refusal e) {
            throw missing(name);
        }
        if (!array.isArray() || array.isEmpty()) {
            throw missing(name);
        }
        if (array.size() > most) {
            throw new BinanceRefusal(-4082, "Invalid number of batch place orders.");
        }
        return array;
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
            throw missing(name);
        }
        return text(name);
    }

    BigDecimal decimal(String name) {
        String text = required(name);
        if (!DECIMAL.matcher(text).matches()) {
            throw illegal(name);
        }
        return new BigDecimal(text);
    }

    BigDecimal decimal(String name, BigDecimal otherwise) {
        return has(name) ? decimal(name) : otherwise;
    }

    long integer(String name) {
        String text = required(name);
        if (!INTEGER.matcher(text).matches()) {
            throw missing(name);
        }
        return Long.parseLong(text);
    }

    long integer(String name, long otherwise) {
        return has(name) ? integer(name) : otherwise;
    }

    /** How many rows; more than the venue gives are asked for in vain. */
    int limit(int usual, int most) {
        long limit = integer("limit", usual);
        if (limit < 1) {
            throw new BinanceRefusal(-1130, "Data sent for parameter 'limit' is not valid.");
        }
        return (int) Math.min(limit, most);
    }

    /** One page of rows, the first unless another is asked for. */
    <T> List<T> page(List<T> rows, int size) {
        long page = integer("page", 1);
        if (page < 1) {
            throw BinanceOrderParams.invalid("page");
        }
        long from = Math.min(rows.size(), (Math.min(page, PAGES_MAX) - 1) * size);
        return rows.subList((int) from, (int) Math.min(rows.size(), from + size));
    }

    /** A count that only decides a request's weight; what is no number has none. */
    int weighed(String name, int otherwise) {
        String text = text(name);
        return text.length() < 9 && INTEGER.matcher(text).matches()
                ? Integer.parseInt(text)
                : otherwise;
    }

    boolean flag(String name) {
        String text = text(name, "false");
        return switch (text) {
            case "true", "TRUE", "True" -> true;
            case "false", "FALSE", "False" -> false;
            default -> throw illegal(name);
        };
    }

    static BinanceRefusal missing(String name) {
        return new BinanceRefusal(
                -1102,
                "Mandatory parameter '" + name + "' was not sent, was empty/null, or malformed.");
    }

    static BinanceRefusal illegal(String name) {
        return new BinanceRefusal(
                -1100,
                "Illegal characters found in parameter '"
                        + name
                        + "'; legal range is '^([0-9]{1,20})(\\.[0-9]{1,20})?$'.");
    }

    private void read(String part) {
        if (part.isEmpty()) {
            return;
        }
        for (String pair : part.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
    }

    private void put(String name, String value) {
        values.put(name, value);
        if (values.size() > PARAMS_MAX) {
            throw new BinanceRefusal(-1101, "Too many parameters; expected fewer.");
        }
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BinanceRefusal(-1100, "Illegal characters found in a parameter.");
        }
    }
}
