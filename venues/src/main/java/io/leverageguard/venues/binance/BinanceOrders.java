package io.leverageguard.venues.binance;

import io.leverageguard.venues.Reports.AmendOutcome;
import io.leverageguard.venues.Reports.AmendRequest;
import io.leverageguard.venues.Reports.CancelOutcome;
import io.leverageguard.venues.Reports.CommandOutcome;
import io.leverageguard.venues.Reports.Lifetime;
import io.leverageguard.venues.Reports.OrderKind;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.OrderRequest;
import io.leverageguard.venues.Reports.PlaceOutcome;
import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.binance.BinanceMessages.Order;
import io.leverageguard.venues.binance.BinanceMessages.Status;
import io.leverageguard.venues.binance.BinanceRest.Answer;
import io.leverageguard.venues.binance.BinanceRest.Ask;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Commands about orders at Binance, each with its three outcomes. */
final class BinanceOrders {
    static final int BATCH_MAX = 5;
    static final int ORDER_UNKNOWN = -2013;
    private static final String PATH = "/fapi/v1/order";
    private static final int DUPLICATE_CLIENT_ORDER_ID = -4116;
    private static final int ALREADY_SO = -5027;
    private static final int OVERLOADED = -1008;

    /** UNEXPECTED_RESP and TIMEOUT: "Execution status unknown". */
    private static final Set<Integer> OUTCOME_UNKNOWN = Set.of(-1006, -1007);

    private final BinanceRest rest;
    private final BinanceSigner signer;

    BinanceOrders(BinanceRest rest, BinanceSigner signer) {
        this.rest = rest;
        this.signer = signer;
    }

    PlaceOutcome place(OrderRequest order) {
        return command(
                Ask.order("POST", params(order)),
                answer -> new PlaceOutcome.Accepted(read(answer)),
                (code, reason) ->
                        code.equals(String.valueOf(DUPLICATE_CLIENT_ORDER_ID))
                                ? earlier(order, reason)
                                : new PlaceOutcome.Rejected(code, reason),
                PlaceOutcome.Unknown::new);
    }

    /** Sends the orders five by five. */
    List<PlaceOutcome> placeAll(List<OrderRequest> orders) {
        List<PlaceOutcome> outcomes = new ArrayList<>();
        for (int from = 0; from < orders.size(); from += BATCH_MAX) {
            outcomes.addAll(
                    placeBatch(orders.subList(from, Math.min(orders.size(), from + BATCH_MAX))));
        }
        return outcomes;
    }

    AmendOutcome amend(AmendRequest change) {
        Map<String, String> params = byClientId(change.symbol(), change.clientOrderId());
        params.put("side", change.side().name());
        params.put("quantity", change.quantity().toPlainString());
        params.put("price", change.price().toPlainString());
        return command(
                Ask.order("PUT", params),
                answer -> new AmendOutcome.Amended(read(answer)),
                (code, reason) ->
                        code.equals(String.valueOf(ALREADY_SO))
                                ? alreadySo(change, reason)
                                : new AmendOutcome.Rejected(code, reason),
                AmendOutcome.Unknown::new);
    }

    CancelOutcome cancel(String symbol, String clientOrderId) {
        return command(
                Ask.order("DELETE", byClientId(symbol, clientOrderId)),
                answer -> new CancelOutcome.Canceled(read(answer)),
                CancelOutcome.Rejected::new,
                CancelOutcome.Unknown::new);
    }

    CommandOutcome cancelAll(String symbol) {
        return command(
                Ask.command("DELETE", "/fapi/v1/allOpenOrders", Map.of("symbol", symbol)),
                _ -> new CommandOutcome.Done(),
                CommandOutcome.Rejected::new,
                CommandOutcome.Unknown::new);
    }

    Optional<OrderReport> order(String symbol, String clientOrderId) {
        return find(byClientId(symbol, clientOrderId));
    }

    Optional<OrderReport> orderById(String symbol, String orderId) {
        return find(Map.of("symbol", symbol, "orderId", orderId));
    }

    private Optional<OrderReport> find(Map<String, String> params) {
        Answer answer = rest.answer(Ask.signed(PATH, params, 1), signer);
        if (!answer.isDone() && answer.code() == ORDER_UNKNOWN) {
            return Optional.empty();
        }
        return Optional.of(read(BinanceRest.good(answer)));
    }

    /**
     * Sends a command once. What was not sent for our own reasons is rejected; silence, an answer
     * that says so, and a good answer that cannot be read are unknown.
     */
    <T> T command(
            Ask ask,
            Function<Answer, T> done,
            BiFunction<String, String, T> rejected,
            Function<String, T> unknown) {
        Answer answer;
        try {
            answer = rest.send(ask, signer);
        } catch (IOException e) {
            return unknown.apply("no answer: " + e.getMessage());
        } catch (VenueError e) {
            return rejected.apply(e.venueCode(), "not sent: " + e.getMessage());
        }
        if (answer.isDone()) {
            try {
                return done.apply(answer);
            } catch (VenueError e) {
                return unknown.apply(String.valueOf(e.getMessage()));
            }
        }
        Status error = answer.error();
        return isUnknown(answer)
                ? unknown.apply(error.msg())
                : rejected.apply(String.valueOf(error.code()), error.msg());
    }

    private List<PlaceOutcome> placeBatch(List<OrderRequest> orders) {
        String list = BinanceMessages.write(orders.stream().map(BinanceOrders::params).toList());
        Ask ask = Ask.batch(Map.of("batchOrders", list), orders.size());
        return command(
                ask,
                answer -> outcomes(answer, orders),
                (code, reason) -> each(orders, new PlaceOutcome.Rejected(code, reason)),
                reason -> each(orders, new PlaceOutcome.Unknown(reason)));
    }

    private static List<PlaceOutcome> each(List<OrderRequest> orders, PlaceOutcome outcome) {
        return orders.stream().map(_ -> outcome).toList();
    }

    /** One row for each order, in the same order: the order, or why there is none. */
    private List<PlaceOutcome> outcomes(Answer answer, List<OrderRequest> orders) {
        List<JsonNode> rows = BinanceParser.readList(answer, JsonNode.class);
        if (rows.size() != orders.size()) {
            throw BinanceParser.malformed(
                    "binance answered %d of %d orders".formatted(rows.size(), orders.size()));
        }
        List<PlaceOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            outcomes.add(outcome(BinanceMessages.write(rows.get(i)), orders.get(i)));
        }
        return outcomes;
    }

    private PlaceOutcome outcome(String row, OrderRequest order) {
        try {
            Status error = BinanceMessages.read(row, Status.class);
            if (error.code() == 0) {
                return new PlaceOutcome.Accepted(
                        BinanceParser.order(BinanceMessages.read(row, Order.class)));
            }
            if (OUTCOME_UNKNOWN.contains(error.code())) {
                return new PlaceOutcome.Unknown(error.msg());
            }
            return error.code() == DUPLICATE_CLIENT_ORDER_ID
                    ? earlier(order, error.msg())
                    : new PlaceOutcome.Rejected(String.valueOf(error.code()), error.msg());
        } catch (IllegalArgumentException | VenueError e) {
            return new PlaceOutcome.Unknown(String.valueOf(e.getMessage()));
        }
    }

    private static OrderReport read(Answer answer) {
        return BinanceParser.order(BinanceParser.read(answer, Order.class));
    }

    private static Map<String, String> params(OrderRequest order) {
        Map<String, String> params = new LinkedHashMap<>();
        params.put("symbol", order.symbol());
        params.put("side", order.side().name());
        params.put("newClientOrderId", order.clientOrderId());
        params.put("newOrderRespType", "RESULT");
        params.put("type", order.kind().name());
        params.put("quantity", order.quantity().toPlainString());
        if (order.kind() == OrderKind.LIMIT) {
            BigDecimal price = order.price();
            if (price == null) {
                throw new IllegalArgumentException("a limit order needs a price");
            }
            params.put("price", price.toPlainString());
            params.put(
                    "timeInForce",
                    order.lifetime() == Lifetime.POST_ONLY ? "GTX" : order.lifetime().name());
            Instant goodTill = order.goodTill();
            if (order.lifetime() == Lifetime.GTD && goodTill != null) {
                params.put("goodTillDate", String.valueOf(goodTill.toEpochMilli()));
            }
        }
        if (order.positionSide() != null) {
            params.put("positionSide", order.positionSide().name());
        } else if (order.reduceOnly()) {
            params.put("reduceOnly", "true");
        }
        return params;
    }

    private static Map<String, String> byClientId(String symbol, String clientOrderId) {
        Map<String, String> params = new LinkedHashMap<>();
        params.put("symbol", symbol);
        params.put("origClientOrderId", clientOrderId);
        return params;
    }

    /**
     * A duplicate id means that an earlier send of ours arrived after all: then that order is the
     * answer.
     */
    private PlaceOutcome earlier(OrderRequest order, String reason) {
        try {
            return order(order.symbol(), order.clientOrderId())
                    .filter(known -> known.side() == order.side())
                    .filter(known -> known.quantity().compareTo(order.quantity()) == 0)
                    .<PlaceOutcome>map(PlaceOutcome.Accepted::new)
                    .orElseGet(
                            () ->
                                    new PlaceOutcome.Rejected(
                                            String.valueOf(DUPLICATE_CLIENT_ORDER_ID), reason));
        } catch (VenueError e) {
            return new PlaceOutcome.Unknown("the id is taken; asking by whom: " + e.getMessage());
        }
    }

    /** The same change a second time is refused, though it is what was asked for. */
    private AmendOutcome alreadySo(AmendRequest change, String reason) {
        try {
            return order(change.symbol(), change.clientOrderId())
                    .filter(known -> known.quantity().compareTo(change.quantity()) == 0)
                    .filter(known -> known.price().compareTo(change.price()) == 0)
                    .<AmendOutcome>map(AmendOutcome.Amended::new)
                    .orElseGet(() -> new AmendOutcome.Rejected(String.valueOf(ALREADY_SO), reason));
        } catch (VenueError e) {
            return new AmendOutcome.Unknown("asking for the order: " + e.getMessage());
        }
    }

    /**
     * Whether a bad answer leaves the outcome open. 503 says three things by its words: "Unknown
     * error" is open; "Service Unavailable" and overload are a no. Other 5xx are open.
     */
    private static boolean isUnknown(Answer answer) {
        if (OUTCOME_UNKNOWN.contains(answer.code())) {
            return true;
        }
        return answer.status() >= 500
                && answer.code() != OVERLOADED
                && !answer.body().contains("Service Unavailable");
    }
}
