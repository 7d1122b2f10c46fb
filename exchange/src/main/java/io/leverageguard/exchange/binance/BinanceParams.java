package io.leverageguard.exchange.binance;

import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The parameters of a request, of query and form body; the query wins. */
final class BinanceParams {
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,20}(\\.[0-9]{1,20})?");
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");
    private static final int PARAMS_MAX = 64;

    private final Map<String, String> values = new LinkedHashMap<>();

    BinanceParams(String query, String body) {
        read(body);
        read(query);
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

    boolean flag(String name) {
        String text = text(name, "false");
        return switch (text) {
            case "true", "TRUE" -> true;
            case "false", "FALSE" -> false;
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
                values.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
            if (values.size() > PARAMS_MAX) {
                throw new BinanceRefusal(-1101, "Too many parameters; expected fewer.");
            }
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
