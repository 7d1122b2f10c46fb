package io.leverageguard.venues.okx;

import io.leverageguard.venues.Reports.AmendOutcome;
import io.leverageguard.venues.Reports.AmendRequest;
import io.leverageguard.venues.Reports.CancelOutcome;
import io.leverageguard.venues.Reports.Closure;
import io.leverageguard.venues.Reports.CommandOutcome;
import io.leverageguard.venues.Reports.Lifetime;
import io.leverageguard.venues.Reports.OrderKind;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.OrderRequest;
import io.leverageguard.venues.Reports.OrderStatus;
import io.leverageguard.venues.Reports.PlaceOutcome;
import io.leverageguard.venues.VenueAccount;
import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.okx.OkxOrders.Ack;
import io.leverageguard.venues.okx.OkxOrders.AmendOrder;
import io.leverageguard.venues.okx.OkxOrders.CancelOrder;
import io.leverageguard.venues.okx.OkxOrders.Order;
import io.leverageguard.venues.okx.OkxOrders.PlaceOrder;
import io.leverageguard.venues.okx.OkxRest.Answer;
import io.leverageguard.venues.okx.OkxRest.Ask;
import io.leverageguard.venues.okx.OkxSymbols.Swap;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Sends the orders of one account. The venue's answer is an acknowledgement: an order is accepted
 * as it was sent, and the stream tells what became of it; after a cancel or a change the venue is
 * asked how the order stands.
 */
final class OkxTrading {
    static final int BATCH_MAX = 20;
    private static final int PAGES_MAX = 100;
    private static final int PAGE = 100;
    static final String ORDER_UNKNOWN = "51603";
    private static final String DUPLICATE_CLIENT_ORDER_ID = "51016";

    /** Cancelled, filled, or gone before: there is nothing left to cancel. */
    private static final Set<String> NOTHING_TO_CANCEL =
            Set.of("51400", "51401", "51402", "51405", "51410", ORDER_UNKNOWN);

    /** The venue's own numbers stand for the client ids of orders that have none. */
    private static final Pattern VENUE_ORDER_ID = Pattern.compile("\\d{15,20}");

    private final OkxRest rest;
    private final OkxSigner signer;
    private final OkxSymbols symbols;
    private final OkxParser parser;
    private final OkxMarginModes modes;

    OkxTrading(
            OkxRest rest,
            OkxSigner signer,
            OkxSymbols symbols,
            OkxParser parser,
            OkxMarginModes modes) {
        this.rest = rest;
        this.signer = signer;
        this.symbols = symbols;
        this.parser = parser;
        this.modes = modes;
    }

    PlaceOutcome place(OrderRequest order) {
        PlaceOrder row;
        try {
            row = row(order);
        } catch (VenueError e) {
            return new PlaceOutcome.Rejected(e.venueCode(), "not sent: " + e.getMessage());
        }
        Ask ask = Ask.order("/api/v5/trade/order", String.valueOf(row.instId()), row, 1);
        return outcome(order, OkxVerdict.send(rest, signer, ask, Ack.class, 1).getFirst());
    }

    /** Batches of as many as the venue takes; an order that cannot be sent is left out of its. */
    List<PlaceOutcome> placeAll(List<OrderRequest> orders) {
        List<PlaceOutcome> outcomes = new ArrayList<>();
        for (int from = 0; from < orders.size(); from += BATCH_MAX) {
            int to = Math.min(orders.size(), from + BATCH_MAX);
            outcomes.addAll(placeBatch(orders.subList(from, to)));
        }
        return outcomes;
    }

    AmendOutcome amend(AmendRequest change) {
        AmendOrder row;
        try {
            Swap swap = symbols.ofSymbol(change.symbol());
            boolean byNumber = isNumber(change.clientOrderId());
            row =
                    new AmendOrder(
                            swap.instId(),
                            null,
                            byNumber ? change.clientOrderId() : null,
                            byNumber ? null : change.clientOrderId(),
                            null,
                            null,
                            swap.contracts(change.quantity()),
                            change.price());
        } catch (VenueError e) {
            return new AmendOutcome.Rejected(e.venueCode(), "not sent: " + e.getMessage());
        }
        Ask ask = Ask.order("/api/v5/trade/amend-order", String.valueOf(row.instId()), row, 1);
        return switch (OkxVerdict.send(rest, signer, ask, Ack.class, 1).getFirst()) {
            case OkxVerdict.Taken<Ack> _ ->
                    now(change.symbol(), change.clientOrderId())
                            .<AmendOutcome>map(AmendOutcome.Amended::new)
                            .orElseGet(() -> new AmendOutcome.Unknown("taken, not seen yet"));
            case OkxVerdict.Refused<Ack> no -> new AmendOutcome.Rejected(no.code(), no.reason());
            case OkxVerdict.Open<Ack> open -> new AmendOutcome.Unknown(open.reason());
        };
    }

    CancelOutcome cancel(String symbol, String clientOrderId) {
        String instId = OkxSymbols.instId(symbol);
        Ask ask =
                Ask.cancel(
                        "/api/v5/trade/cancel-order", instId, cancelRow(instId, clientOrderId), 1);
        return switch (OkxVerdict.send(rest, signer, ask, Ack.class, 1).getFirst()) {
            case OkxVerdict.Taken<Ack> _ ->
                    now(symbol, clientOrderId)
                            .map(OkxTrading::canceled)
                            .orElseGet(() -> new CancelOutcome.Unknown("taken, not seen yet"));
            case OkxVerdict.Refused<Ack> no -> new CancelOutcome.Rejected(no.code(), no.reason());
            case OkxVerdict.Open<Ack> open -> new CancelOutcome.Unknown(open.reason());
        };
    }

    /** The venue has no such command: what is open is asked for and cancelled in batches. */
    CommandOutcome cancelAll(String symbol) {
        String instId = OkxSymbols.instId(symbol);
        List<CancelOrder> rows;
        try {
            rows =
                    pending(Map.of("instId", instId)).stream()
                            .map(order -> new CancelOrder(instId, null, order.ordId(), null))
                            .toList();
        } catch (VenueError e) {
            return new CommandOutcome.Rejected(e.venueCode(), "not sent: " + e.getMessage());
        }
        CommandOutcome worst = new CommandOutcome.Done();
        for (int from = 0; from < rows.size(); from += BATCH_MAX) {
            List<CancelOrder> batch = rows.subList(from, Math.min(rows.size(), from + BATCH_MAX));
            Ask ask = Ask.cancel("/api/v5/trade/cancel-batch-orders", instId, batch, batch.size());
            for (OkxVerdict<Ack> verdict :
                    OkxVerdict.send(rest, signer, ask, Ack.class, batch.size())) {
                worst = worse(worst, verdict);
            }
        }
        return worst;
    }

    /** One order; empty when the venue does not know it. */
    Optional<OrderReport> order(String symbol, String clientOrderId) {
        return find(symbol, isNumber(clientOrderId) ? "ordId" : "clOrdId", clientOrderId);
    }

    Optional<OrderReport> orderById(String symbol, String ordId) {
        return find(symbol, "ordId", ordId);
    }

    private Optional<OrderReport> find(String symbol, String name, String id) {
        Map<String, String> params = new LinkedHashMap<>();
        params.put("instId", OkxSymbols.instId(symbol));
        params.put(name, id);
        Answer answer = rest.answer(Ask.signed("/api/v5/trade/order", params), signer);
        if (answer.code().equals(ORDER_UNKNOWN)) {
            return Optional.empty();
        }
        return OkxRest.good(answer).rows(Order.class).stream().findFirst().map(parser::order);
    }

    /** Every open order, page by page. */
    List<Order> pending(Map<String, String> filter) {
        List<Order> orders = new ArrayList<>();
        String after = "";
        for (int pages = 0; pages < PAGES_MAX; pages++) {
            Map<String, String> params = new LinkedHashMap<>();
            params.put("instType", OkxSymbols.SWAP);
            params.putAll(filter);
            params.put("limit", String.valueOf(PAGE));
            if (!after.isEmpty()) {
                params.put("after", after);
            }
            List<Order> page =
                    rest.ask(Ask.signed("/api/v5/trade/orders-pending", params), signer)
                            .rows(Order.class);
            orders.addAll(page);
            if (page.size() < PAGE) {
                return orders;
            }
            after = page.getLast().ordId();
        }
        throw OkxParser.malformed("okx has more open orders than we read");
    }

    private List<PlaceOutcome> placeBatch(List<OrderRequest> orders) {
        List<PlaceOrder> rows = new ArrayList<>();
        Map<OrderRequest, PlaceOutcome> unsent = new LinkedHashMap<>();
        for (OrderRequest order : orders) {
            try {
                rows.add(row(order));
            } catch (VenueError e) {
                String why = "not sent: " + e.getMessage();
                unsent.put(order, new PlaceOutcome.Rejected(e.venueCode(), why));
            }
        }
        if (rows.isEmpty()) {
            return orders.stream().map(unsent::get).toList();
        }
        Ask ask = Ask.order("/api/v5/trade/batch-orders", "", rows, rows.size());
        List<OkxVerdict<Ack>> verdicts = OkxVerdict.send(rest, signer, ask, Ack.class, rows.size());
        List<PlaceOutcome> outcomes = new ArrayList<>();
        int next = 0;
        for (OrderRequest order : orders) {
            PlaceOutcome refused = unsent.get(order);
            outcomes.add(refused == null ? outcome(order, verdicts.get(next++)) : refused);
        }
        return outcomes;
    }

    private PlaceOrder row(OrderRequest order) {
        Swap swap = symbols.ofSymbol(order.symbol());
        if (order.lifetime() == Lifetime.GTD || order.goodTill() != null) {
            throw new VenueError(
                    VenueError.Kind.REJECTED,
                    VenueAccount.UNSUPPORTED,
                    "okx has no orders that end at an instant");
        }
        BigDecimal price = order.price();
        if (order.kind() == OrderKind.LIMIT && price == null) {
            throw new IllegalArgumentException("a limit order needs a price");
        }
        return new PlaceOrder(
                swap.instId(),
                null,
                modes.word(order.symbol()),
                null,
                order.clientOrderId(),
                null,
                order.side().name().toLowerCase(Locale.ROOT),
                OkxMarginModes.leg(order.positionSide()),
                type(order),
                swap.contracts(order.quantity()),
                order.kind() == OrderKind.LIMIT ? price : null,
                order.reduceOnly() ? true : null,
                null,
                null,
                null);
    }

    private static String type(OrderRequest order) {
        if (order.kind() == OrderKind.MARKET) {
            return "market";
        }
        return switch (order.lifetime()) {
            case GTC, GTD -> "limit";
            case IOC -> "ioc";
            case FOK -> "fok";
            case POST_ONLY -> "post_only";
        };
    }

    private PlaceOutcome outcome(OrderRequest order, OkxVerdict<Ack> verdict) {
        return switch (verdict) {
            case OkxVerdict.Taken<Ack> taken ->
                    new PlaceOutcome.Accepted(asSent(order, taken.row()));
            case OkxVerdict.Refused<Ack> no ->
                    no.code().equals(DUPLICATE_CLIENT_ORDER_ID)
                            ? earlier(order, no)
                            : new PlaceOutcome.Rejected(no.code(), no.reason());
            case OkxVerdict.Open<Ack> open -> new PlaceOutcome.Unknown(open.reason());
        };
    }

    private OrderReport asSent(OrderRequest order, Ack ack) {
        String at = ack.ts();
        Instant taken =
                at != null && at.matches("\\d{1,15}")
                        ? Instant.ofEpochMilli(Long.parseLong(at))
                        : rest.venueTime();
        return new OrderReport(
                order.symbol(),
                OkxParser.or(ack.ordId(), ""),
                order.clientOrderId(),
                order.side(),
                order.kind(),
                OrderStatus.NEW,
                Closure.USER,
                order.quantity(),
                BigDecimal.ZERO,
                OkxParser.or(order.price(), BigDecimal.ZERO),
                BigDecimal.ZERO,
                order.reduceOnly(),
                taken,
                taken);
    }

    /**
     * A duplicate id means that an earlier send of ours arrived after all: then that order is the
     * answer.
     */
    private PlaceOutcome earlier(OrderRequest order, OkxVerdict.Refused<Ack> no) {
        try {
            return order(order.symbol(), order.clientOrderId())
                    .filter(known -> known.side() == order.side())
                    .filter(known -> known.quantity().compareTo(order.quantity()) == 0)
                    .<PlaceOutcome>map(PlaceOutcome.Accepted::new)
                    .orElseGet(() -> new PlaceOutcome.Rejected(no.code(), no.reason()));
        } catch (VenueError e) {
            return new PlaceOutcome.Unknown("the id is taken; asking by whom: " + e.getMessage());
        }
    }

    /** How an order stands; empty when the venue does not say. */
    private Optional<OrderReport> now(String symbol, String clientOrderId) {
        try {
            return order(symbol, clientOrderId);
        } catch (VenueError _) {
            return Optional.empty();
        }
    }

    private static CancelOutcome canceled(OrderReport order) {
        return switch (order.status()) {
            case CANCELED, EXPIRED, REJECTED -> new CancelOutcome.Canceled(order);
            case FILLED -> new CancelOutcome.Rejected("51402", "the order was filled before");
            case NEW, PARTIALLY_FILLED, UNKNOWN ->
                    new CancelOutcome.Unknown("taken, the order is " + order.status() + " yet");
        };
    }

    private static CommandOutcome worse(CommandOutcome worst, OkxVerdict<Ack> verdict) {
        return switch (verdict) {
            case OkxVerdict.Taken<Ack> _ -> worst;
            case OkxVerdict.Open<Ack> open -> new CommandOutcome.Unknown(open.reason());
            case OkxVerdict.Refused<Ack> no ->
                    NOTHING_TO_CANCEL.contains(no.code()) || worst instanceof CommandOutcome.Unknown
                            ? worst
                            : new CommandOutcome.Rejected(no.code(), no.reason());
        };
    }

    private static CancelOrder cancelRow(String instId, String clientOrderId) {
        return isNumber(clientOrderId)
                ? new CancelOrder(instId, null, clientOrderId, null)
                : new CancelOrder(instId, null, null, clientOrderId);
    }

    private static boolean isNumber(String clientOrderId) {
        return VENUE_ORDER_ID.matcher(clientOrderId).matches();
    }
}
