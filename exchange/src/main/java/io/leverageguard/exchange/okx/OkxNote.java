package io.leverageguard.exchange.okx;

import io.leverageguard.engine.book.Execution;
import io.leverageguard.exchange.core.ExchangeOrder;
import io.leverageguard.exchange.core.ExchangeOrder.OrderType;
import io.leverageguard.exchange.core.OrderRequest;
import io.leverageguard.exchange.core.Position;

/**
 * What OKX says again of an order and the exchange does not know; kept in the order's note. Of an
 * order that came another way it is read off the order.
 *
 * @param algo kind of the algo order that it was or is, {@code -} for none
 * @param tag empty when there is none
 */
record OkxNote(String ordType, String algo, String tdMode, String lever, String tag) {
    static final String NO_ALGO = "-";
    private static final String MARK = "okx ";
    private static final int PARTS = 5;

    String text() {
        return MARK + String.join(" ", ordType, algo, tdMode, lever, tag);
    }

    static OkxNote of(ExchangeOrder order) {
        Position position = order.position();
        return read(
                order.note(),
                new OkxNote(
                        ordType(order.terms().type(), order.terms().execution()),
                        NO_ALGO,
                        mode(position),
                        Integer.toString(position.leverage()),
                        ""));
    }

    static OkxNote of(OrderRequest request, Position position) {
        return read(
                request.note(),
                new OkxNote(
                        ordType(request.type(), request.execution()),
                        "conditional",
                        mode(position),
                        Integer.toString(position.leverage()),
                        ""));
    }

    static String mode(Position position) {
        return position.isolated() ? "isolated" : "cross";
    }

    private static OkxNote read(String note, OkxNote otherwise) {
        if (!note.startsWith(MARK)) {
            return otherwise;
        }
        String[] parts = note.substring(MARK.length()).split(" ", PARTS);
        return new OkxNote(parts[0], parts[1], parts[2], parts[3], parts[4]);
    }

    private static String ordType(OrderType type, Execution execution) {
        if (type == OrderType.MARKET) {
            return "market";
        }
        return switch (execution) {
            case GTC -> "limit";
            case IOC -> "ioc";
            case FOK -> "fok";
            case POST_ONLY -> "post_only";
        };
    }
}
