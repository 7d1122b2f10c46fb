package io.leverageguard.exchange.bybit;

import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.venues.bybit.BybitMessages;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The parameters of a query. */
final class BybitParams {
    /** The only category that this exchange lists; the venue's others are known and empty. */
    static final String LINEAR = "linear";

    private static final List<String> CATEGORIES = List.of(LINEAR, "inverse", "spot", "option");
    private static final Pattern INTEGER = Pattern.compile("[0-9]{1,18}");
    private static final int PARAMS_MAX = 64;

    private final Map<String, String> values = new LinkedHashMap<>();

    BybitParams(String query) {
        if (query.isEmpty()) {
            return;
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
            if (values.size() > PARAMS_MAX) {
                throw BybitRefusal.params("too many parameters");
            }
        }
    }

    boolean has(String name) {
        return !text(name).isEmpty();
    }

    /** The value, empty when there is none. */
    String text(String name) {
        return values.getOrDefault(name, "");
    }

    String required(String name) {
        String text = text(name);
        if (text.isEmpty()) {
            throw BybitRefusal.params(name + " invalid");
        }
        return text;
    }

    long integer(String name, long otherwise) {
        String text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!INTEGER.matcher(text).matches()) {
            throw BybitRefusal.params(name + " invalid");
        }
        return Long.parseLong(text);
    }

    /** How many rows; more than the venue gives are asked for in vain. */
    int limit(int usual, int most) {
        long limit = integer("limit", usual);
        if (limit < 1) {
            throw BybitRefusal.params("limit invalid");
        }
        return (int) Math.min(limit, most);
    }

    /** The asked category, which must be one of the venue's. */
    String category() {
        return category(text("category"));
    }

    static String category(String category) {
        if (!CATEGORIES.contains(category)) {
            throw new BybitRefusal(10001, "Illegal category");
        }
        return category;
    }

    boolean isLinear() {
        return category().equals(LINEAR);
    }

    /** The one market that is asked for. */
    Market market(Exchange exchange) {
        String symbol = required("symbol");
        return find(exchange, symbol)
                .filter(market -> isLinear())
                .orElseThrow(BybitParams::notListed);
    }

    /** Who asks for prices is told otherwise than who sends an order. */
    private static BybitRefusal notListed() {
        return new BybitRefusal(10001, "Not supported symbols");
    }

    static Market market(Exchange exchange, String symbol) {
        return find(exchange, symbol).orElseThrow(() -> BybitRefusal.symbol(symbol));
    }

    static Optional<Market> find(Exchange exchange, String symbol) {
        return exchange.markets().stream()
                .filter(market -> market.contract().symbol().equals(symbol))
                .findFirst();
    }

    /** The market that is asked for, or all of them. */
    List<Market> markets(Exchange exchange) {
        if (!isLinear()) {
            return List.of();
        }
        if (has("symbol")) {
            return List.of(market(exchange));
        }
        String base = text("baseCoin");
        return exchange.markets().stream()
                .filter(market -> base.isEmpty() || market.contract().base().equals(base))
                .toList();
    }

    /**
     * A page, newest first. The cursor counts what is older, so that rows which appear meanwhile
     * shift nothing.
     *
     * @param found oldest first
     */
    <S, R> BybitMessages.Page<R> page(List<S> found, int limit, Function<S, R> row) {
        BybitMessages.Page<R> page = uncategorized(found, limit, row);
        return new BybitMessages.Page<>(category(), page.list(), page.nextPageCursor());
    }

    /** The same of a list that is of no category. */
    <S, R> BybitMessages.Page<R> uncategorized(List<S> found, int limit, Function<S, R> row) {
        int end = (int) Math.min(integer("cursor", found.size()), found.size());
        int start = Math.max(0, end - limit);
        List<R> rows = found.subList(start, end).reversed().stream().map(row).toList();
        return new BybitMessages.Page<>("", rows, start == 0 ? "" : String.valueOf(start));
    }

    /** A page of nothing. */
    <R> BybitMessages.Page<R> nothing() {
        return new BybitMessages.Page<>(category(), List.of(), "");
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw BybitRefusal.params("query invalid");
        }
    }
}
