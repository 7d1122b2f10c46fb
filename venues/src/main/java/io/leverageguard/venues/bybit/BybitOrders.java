package io.leverageguard.venues.bybit;

import io.leverageguard.venues.Reports.AmendOutcome;
import io.leverageguard.venues.Reports.AmendRequest;
import io.leverageguard.venues.Reports.CancelOutcome;
import io.leverageguard.venues.Reports.Closure;
import io.leverageguard.venues.Reports.CommandOutcome;
import io.leverageguard.venues.Reports.Lifetime;
import io.leverageguard.venues.Reports.OrderKind;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.OrderRequest;
import io.leverageguard.venues.Reports.OrderSide;
import io.leverageguard.venues.Reports.OrderStatus;
import io.leverageguard.venues.Reports.PlaceOutcome;
import io.leverageguard.venues.Reports.PositionSide;
import io.leverageguard.venues.VenueAccount;
import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.bybit.BybitAccountMessages.Order;
import io.leverageguard.venues.bybit.BybitMessages.AmendOrder;
import io.leverageguard.venues.bybit.BybitMessages.Batch;
import io.leverageguard.venues.bybit.BybitMessages.BatchAck;
import io.leverageguard.venues.bybit.BybitMessages.BatchCode;
import io.leverageguard.venues.bybit.BybitMessages.BatchCodes;
import io.leverageguard.venues.bybit.BybitMessages.CancelAll;
import io.leverageguard.venues.bybit.BybitMessages.CancelAllAck;
import io.leverageguard.venues.bybit.BybitMessages.CancelOrder;
import io.leverageguard.venues.bybit.BybitMessages.CreateOrder;
import io.leverageguard.venues.bybit.BybitMessages.OrderAck;
import io.leverageguard.venues.bybit.BybitRest.Answer;
import io.leverageguard.venues.bybit.BybitRest.Ask;
import io.leverageguard.venues.bybit.BybitRest.Ending;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Orders of one account. The venue's answer to a command is only that it has arrived; what became
 * of it is on the stream, or there to be asked.
 */
final class BybitOrders {
    static final int BATCH_MAX = 10;
    static final String ACTIVE = "Order";
    static final String CONDITIONAL = "StopOrder";
    private static final String DUPLICATE_LINK_ID = "110072";
    private static final String NOT_OPEN = "110001";

    private final BybitRest rest;
    private final BybitSigner signer;

    BybitOrders(BybitRest rest, BybitSigner signer) {
        this.rest = rest;
        this.signer = signer;
    }

    PlaceOutcome place(OrderRequest order) {
        if (order.lifetime() == Lifetime.GTD) {
            return withoutEnd();
        }
        return outcome(order, rest.send(Ask.command("/v5/order/create", create(order)), signer));
    }

    /** At most as many as the venue takes at once; one outcome each. */
    List<PlaceOutcome> placeAll(List<OrderRequest> orders) {
        List<PlaceOutcome> outcomes = new ArrayList<>();
        for (int from = 0; from < orders.size(); from += BATCH_MAX) {
            List<OrderRequest> part =
                    orders.subList(from, Math.min(orders.size(), from + BATCH_MAX));
            boolean isPlain = part.stream().noneMatch(one -> one.lifetime() == Lifetime.GTD);
            outcomes.addAll(isPlain ? batch(part) : part.stream().map(this::place).toList());
        }
        return outcomes;
    }

    AmendOutcome amend(AmendRequest change) {
        AmendOrder words =
                new AmendOrder(
                        BybitSymbols.CATEGORY,
                        change.symbol(),
                        "",
                        change.clientOrderId(),
                        null,
                        change.quantity(),
                        change.price(),
                        null,
                        null,
                        "",
                        "",
                        "");
        return switch (rest.send(Ask.command("/v5/order/amend", words), signer)) {
            case Ending.Done _ -> amended(change);
            case Ending.Refused refused ->
                    new AmendOutcome.Rejected(refused.code(), refused.reason());
            case Ending.Open open -> new AmendOutcome.Unknown(open.reason());
        };
    }

    CancelOutcome cancel(String symbol, String clientOrderId) {
        return switch (send(symbol, clientOrderId, "")) {
            case Ending.Done _ -> canceled(symbol, clientOrderId);
            case Ending.Refused refused ->
                    new CancelOutcome.Rejected(refused.code(), refused.reason());
            case Ending.Open open -> new CancelOutcome.Unknown(open.reason());
        };
    }

    CommandOutcome cancelTrigger(String symbol, String clientOrderId) {
        return command(send(symbol, clientOrderId, CONDITIONAL));
    }

    /** All of one kind. */
    CommandOutcome cancelAll(String symbol, String filter) {
        CancelAll words = new CancelAll(BybitSymbols.CATEGORY, symbol, "", "", filter, "");
        Ending ending = rest.send(Ask.urgent("/v5/order/cancel-all", words), signer);
        if (ending instanceof Ending.Done done && isFailed(done.answer())) {
            return new CommandOutcome.Unknown("the venue could not cancel every order");
        }
        return command(ending);
    }

    /** The row of one order by our id, open or not. */
    Optional<Order> row(String symbol, String clientOrderId) {
        return row(symbol, "orderLinkId", clientOrderId);
    }

    /** The row of one order by the venue's id. */
    Optional<Order> rowById(String symbol, String orderId) {
        return row(symbol, "orderId", orderId);
    }

    private Optional<Order> row(String symbol, String name, String id) {
        Map<String, String> params = BybitSymbols.linear(symbol);
        params.put(name, id);
        return first("/v5/order/realtime", params).or(() -> first("/v5/order/history", params));
    }

    /** Every order that is open, of one kind. */
    List<Order> open(String filter) {
        Map<String, String> params = BybitSymbols.linear("");
        params.put("orderFilter", filter);
        params.put("limit", "50");
        return BybitHistory.pages(
                params,
                Order.class,
                words -> Ask.signed("/v5/order/realtime", words),
                ask -> rest.ask(ask, signer));
    }

    static CommandOutcome command(Ending ending) {
        return switch (ending) {
            case Ending.Done _ -> new CommandOutcome.Done();
            case Ending.Refused refused ->
                    new CommandOutcome.Rejected(refused.code(), refused.reason());
            case Ending.Open open -> new CommandOutcome.Unknown(open.reason());
        };
    }

    /** Which position an order belongs to; absent in one-way mode, where there is only one. */
    static @Nullable Integer index(@Nullable PositionSide leg) {
        if (leg == null) {
            return null;
        }
        return leg == PositionSide.LONG ? 1 : 2;
    }

    static String side(OrderSide side) {
        return side == OrderSide.BUY ? "Buy" : "Sell";
    }

    private Optional<Order> first(String path, Map<String, String> params) {
        Answer answer = rest.ask(Ask.signed(path, params), signer);
        return BybitParser.page(answer, Order.class).list().stream().findFirst();
    }

    private Ending send(String symbol, String clientOrderId, String filter) {
        CancelOrder words =
                new CancelOrder(BybitSymbols.CATEGORY, symbol, "", clientOrderId, filter);
        return rest.send(Ask.urgent("/v5/order/cancel", words), signer);
    }

    private List<PlaceOutcome> batch(List<OrderRequest> orders) {
        Batch<CreateOrder> words =
                new Batch<>(
                        BybitSymbols.CATEGORY, orders.stream().map(BybitOrders::create).toList());
        Ask ask = Ask.batch("/v5/order/create-batch", words, orders.size());
        Ending ending = rest.send(ask, signer);
        if (!(ending instanceof Ending.Done done)) {
            return orders.stream().map(order -> outcome(order, ending)).toList();
        }
        try {
            return parts(orders, done.answer());
        } catch (IllegalArgumentException | VenueError e) {
            Ending open = new Ending.Open(String.valueOf(e.getMessage()));
            return orders.stream().map(order -> outcome(order, open)).toList();
        }
    }

    /** The ends of a batch's parts stand beside the result, in the order of the parts. */
    private List<PlaceOutcome> parts(List<OrderRequest> orders, Answer answer) {
        List<BatchAck> acks = BybitParser.page(answer, BatchAck.class).list();
        List<BatchCode> codes =
                BybitMessages.read(answer.content().retExtInfo(), BatchCodes.class).list();
        if (acks.size() != orders.size() || codes.size() != orders.size()) {
            throw BybitParser.malformed(
                    "a batch of %d has %d answers and %d codes"
                            .formatted(orders.size(), acks.size(), codes.size()));
        }
        List<PlaceOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < orders.size(); i++) {
            BatchCode code = codes.get(i);
            OrderRequest order = orders.get(i);
            outcomes.add(
                    code.code() == 0
                            ? accepted(order, acks.get(i).orderId(), answer)
                            : outcome(order, BybitRest.ending(code.code(), code.msg())));
        }
        return outcomes;
    }

    private PlaceOutcome outcome(OrderRequest order, Ending ending) {
        return switch (ending) {
            case Ending.Done done -> acknowledged(order, done.answer());
            case Ending.Refused refused when refused.code().equals(DUPLICATE_LINK_ID) ->
                    earlier(order, refused);
            case Ending.Refused refused ->
                    new PlaceOutcome.Rejected(refused.code(), refused.reason());
            case Ending.Open open -> new PlaceOutcome.Unknown(open.reason());
        };
    }

    private PlaceOutcome acknowledged(OrderRequest order, Answer answer) {
        try {
            return accepted(order, BybitParser.read(answer, OrderAck.class).orderId(), answer);
        } catch (VenueError e) {
            return new PlaceOutcome.Unknown(String.valueOf(e.getMessage()));
        }
    }

    /** The order as it was sent: more than its arrival the venue has not said. */
    private PlaceOutcome accepted(OrderRequest order, String orderId, Answer answer) {
        if (orderId.isEmpty()) {
            return new PlaceOutcome.Unknown("the venue named no order");
        }
        Instant at = Instant.ofEpochMilli(answer.content().time());
        return new PlaceOutcome.Accepted(
                new OrderReport(
                        order.symbol(),
                        orderId,
                        order.clientOrderId(),
                        order.side(),
                        order.kind(),
                        OrderStatus.NEW,
                        Closure.USER,
                        order.quantity(),
                        BigDecimal.ZERO,
                        BybitParser.or(order.price(), BigDecimal.ZERO),
                        BigDecimal.ZERO,
                        order.reduceOnly(),
                        at,
                        at));
    }

    /**
     * A duplicate id means that an earlier send of ours arrived after all: then that order is the
     * answer.
     */
    private PlaceOutcome earlier(OrderRequest order, Ending.Refused refused) {
        try {
            return row(order.symbol(), order.clientOrderId())
                    .map(BybitParser::order)
                    .filter(known -> known.side() == order.side())
                    .filter(known -> known.quantity().compareTo(order.quantity()) == 0)
                    .<PlaceOutcome>map(PlaceOutcome.Accepted::new)
                    .orElseGet(() -> new PlaceOutcome.Rejected(refused.code(), refused.reason()));
        } catch (VenueError e) {
            return new PlaceOutcome.Unknown("the id is taken; asking by whom: " + e.getMessage());
        }
    }

    /** The venue has taken the change; what is filled by now it has to be asked. */
    private AmendOutcome amended(AmendRequest change) {
        try {
            return row(change.symbol(), change.clientOrderId())
                    .map(BybitParser::order)
                    .map(known -> changed(known, change))
                    .<AmendOutcome>map(AmendOutcome.Amended::new)
                    .orElseGet(() -> new AmendOutcome.Unknown("taken, but no such order"));
        } catch (VenueError e) {
            return new AmendOutcome.Unknown("taken; asking what became of it: " + e.getMessage());
        }
    }

    private static OrderReport changed(OrderReport known, AmendRequest change) {
        return new OrderReport(
                known.symbol(),
                known.venueOrderId(),
                known.clientOrderId(),
                known.side(),
                known.kind(),
                known.status(),
                known.closure(),
                change.quantity(),
                known.filled(),
                change.price(),
                known.averagePrice(),
                known.reduceOnly(),
                known.createdAt(),
                known.updatedAt());
    }

    /** The venue has taken the cancel, which may have come too late. */
    private CancelOutcome canceled(String symbol, String clientOrderId) {
        try {
            Optional<OrderReport> found = row(symbol, clientOrderId).map(BybitParser::order);
            if (found.isEmpty()) {
                return new CancelOutcome.Unknown("taken, but no such order");
            }
            OrderReport order = found.get();
            return switch (order.status()) {
                case CANCELED, EXPIRED -> new CancelOutcome.Canceled(order);
                case FILLED, REJECTED ->
                        new CancelOutcome.Rejected(NOT_OPEN, "the order is " + order.status());
                case NEW, PARTIALLY_FILLED, UNKNOWN ->
                        new CancelOutcome.Unknown("taken, and not carried out yet");
            };
        } catch (VenueError e) {
            return new CancelOutcome.Unknown("taken; asking what became of it: " + e.getMessage());
        }
    }

    private static boolean isFailed(Answer answer) {
        try {
            return BybitParser.read(answer, CancelAllAck.class).success().equals("0");
        } catch (VenueError _) {
            return false;
        }
    }

    private static PlaceOutcome withoutEnd() {
        return new PlaceOutcome.Rejected(
                VenueAccount.UNSUPPORTED, "orders that end by themselves are not kept here");
    }

    private static CreateOrder create(OrderRequest order) {
        if (order.kind() == OrderKind.LIMIT && order.price() == null) {
            throw new IllegalArgumentException("a limit order needs a price");
        }
        boolean isLimit = order.kind() == OrderKind.LIMIT;
        return new CreateOrder(
                BybitSymbols.CATEGORY,
                order.symbol(),
                null,
                side(order.side()),
                isLimit ? "Limit" : "Market",
                order.quantity(),
                isLimit ? order.price() : null,
                null,
                "",
                null,
                "",
                isLimit ? lifetime(order.lifetime()) : "",
                index(order.positionSide()),
                order.clientOrderId(),
                null,
                null,
                "",
                "",
                order.reduceOnly() ? true : null,
                null,
                "",
                "",
                null,
                null,
                "",
                "");
    }

    /** Until cancelled is what the venue takes an order for that does not say. */
    private static String lifetime(Lifetime lifetime) {
        return switch (lifetime) {
            case GTC, GTD -> "";
            case POST_ONLY -> "PostOnly";
            case IOC -> "IOC";
            case FOK -> "FOK";
        };
    }
}
