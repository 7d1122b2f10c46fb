package io.leverageguard.exchange.bybit;

import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.ExchangeOrder;
import io.leverageguard.exchange.core.ExchangeRefusal;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.exchange.core.OrderRequest;
import io.leverageguard.exchange.core.Reason;
import io.leverageguard.exchange.core.Trigger;
import io.leverageguard.exchange.core.TriggerRequest;
import io.leverageguard.venues.bybit.BybitMessages.AmendOrder;
import io.leverageguard.venues.bybit.BybitMessages.BatchAck;
import io.leverageguard.venues.bybit.BybitMessages.BatchCode;
import io.leverageguard.venues.bybit.BybitMessages.BatchCodes;
import io.leverageguard.venues.bybit.BybitMessages.CancelAll;
import io.leverageguard.venues.bybit.BybitMessages.CancelAllAck;
import io.leverageguard.venues.bybit.BybitMessages.CancelOrder;
import io.leverageguard.venues.bybit.BybitMessages.OrderAck;
import io.leverageguard.venues.bybit.BybitMessages.Page;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Commands about orders. Each is answered with an acknowledgement that says no more than that the
 * venue has it; how it ended is told by the stream and by the lists.
 */
final class BybitOrderApi {
    static final int BATCH_MAX = 20;
    static final int CONDITIONALS_MAX = 10;

    private final Exchange exchange;
    private final BybitOrders orders;

    BybitOrderApi(Exchange exchange) {
        this.exchange = exchange;
        this.orders = new BybitOrders(exchange);
    }

    /** What a batch did, and how each part of it ended. */
    record BatchEnd(Page<BatchAck> acks, BatchCodes codes) {}

    OrderAck create(Account account, JsonNode body) {
        BybitOrders.Asked asked = orders.read(account, body);
        OrderRequest request = asked.request();
        String link = asked.linkId();
        TriggerRequest condition = asked.condition();
        if (condition == null) {
            ExchangeOrder order = exchange.accept(account, request);
            return new OrderAck(BybitIds.order(order.id()), link);
        }
        Market market = exchange.market(request.symbol());
        long conditionals =
                account.waitingIn(market).stream().filter(t -> !t.request().withPosition()).count();
        if (conditionals >= CONDITIONALS_MAX) {
            throw new BybitRefusal(
                    110009, "The number of stop orders exceeds the maximum allowable limit");
        }
        try {
            Trigger trigger = exchange.placeTrigger(account, condition);
            return new OrderAck(BybitIds.order(trigger.id()), link);
        } catch (ExchangeRefusal refusal) {
            throw reached(refusal, condition, market);
        }
    }

    /** The venue says in which direction the trigger price should have lain. */
    private static RuntimeException reached(
            ExchangeRefusal refusal, TriggerRequest condition, Market market) {
        if (refusal.reason() != Reason.WOULD_TRIGGER) {
            return refusal;
        }
        BigDecimal current = BybitWire.price(market.contract(), market.price(condition.source()));
        String prices =
                " trigger_price["
                        + condition.price().toPlainString()
                        + "] %s current["
                        + current.toPlainString()
                        + "]";
        return condition.rises()
                ? new BybitRefusal(110092, "expect Rising, but" + String.format(prices, "<="))
                : new BybitRefusal(110093, "expect Falling, but" + String.format(prices, ">="));
    }

    OrderAck amend(Account account, JsonNode body) {
        AmendOrder asked = BybitCall.read(body, AmendOrder.class);
        BybitTicket ticket =
                find(
                                account,
                                asked.category(),
                                asked.symbol(),
                                asked.orderId(),
                                asked.orderLinkId())
                        .orElseThrow(() -> BybitRefusal.noOrder("replace"));
        if (!ticket.isOpen()) {
            throw BybitRefusal.noOrder("replace");
        }
        orders.amend(ticket, asked);
        return new OrderAck(ticket.id(), ticket.linkId());
    }

    OrderAck cancel(Account account, JsonNode body) {
        CancelOrder asked = BybitCall.read(body, CancelOrder.class);
        BybitTicket ticket =
                find(
                                account,
                                asked.category(),
                                asked.symbol(),
                                asked.orderId(),
                                asked.orderLinkId())
                        .orElseThrow(() -> BybitRefusal.noOrder("cancel"));
        if (!ticket.isOpen()) {
            throw BybitRefusal.noOrder("cancel");
        }
        cancel(ticket);
        return new OrderAck(ticket.id(), ticket.linkId());
    }

    private void cancel(BybitTicket ticket) {
        ExchangeOrder order = ticket.order();
        Trigger trigger = ticket.trigger();
        if (order != null) {
            exchange.cancel(order);
        } else if (trigger != null) {
            exchange.cancel(trigger);
        }
    }

    CancelAllAck cancelAll(Account account, JsonNode body) {
        CancelAll asked = BybitCall.read(body, CancelAll.class);
        BybitParams.category(asked.category());
        boolean some = !asked.symbol().isEmpty() || !asked.baseCoin().isEmpty();
        if (!some && asked.settleCoin().isEmpty()) {
            throw BybitRefusal.params("symbol, baseCoin or settleCoin is required");
        }
        if (!asked.symbol().isEmpty()) {
            BybitParams.market(exchange, asked.symbol());
        }
        boolean linear = asked.category().equals(BybitParams.LINEAR);
        List<OrderAck> acks = new ArrayList<>();
        for (BybitTicket ticket : linear ? BybitTicket.open(account) : List.<BybitTicket>of()) {
            // A cancellation may have ended what comes later in the list.
            if (isMeant(ticket, asked) && ticket.isOpen()) {
                cancel(ticket);
                acks.add(new OrderAck(ticket.id(), ticket.linkId()));
            }
        }
        return new CancelAllAck(acks, "1");
    }

    private static boolean isMeant(BybitTicket ticket, CancelAll asked) {
        String symbol = ticket.market().contract().symbol();
        String base = ticket.market().contract().base();
        boolean here = asked.symbol().isEmpty() || asked.symbol().equals(symbol);
        here &= asked.baseCoin().isEmpty() || asked.baseCoin().equals(base);
        here &= asked.settleCoin().isEmpty() || asked.settleCoin().equals(BybitWire.COIN);
        return here && isOf(ticket, asked.orderFilter());
    }

    /** Whether an order passes a filter; no filter passes all. */
    static boolean isOf(BybitTicket ticket, String filter) {
        return switch (filter) {
            case "" -> true;
            case "Order" -> !ticket.isWaiting();
            case "StopOrder", "tpslOrder" -> ticket.isWaiting();
            default -> throw BybitRefusal.params("orderFilter invalid");
        };
    }

    /** One command of a batch. */
    interface Part {
        OrderAck run(Account account, JsonNode body);
    }

    /** Runs the parts one by one: each ends for itself. */
    BatchEnd batch(Account account, JsonNode body, Part part) {
        JsonNode parts = parts(body);
        String category = BybitParams.category(body.path("category").asString(""));
        List<BatchAck> acks = new ArrayList<>();
        List<BatchCode> codes = new ArrayList<>();
        for (JsonNode one : parts) {
            String symbol = one.path("symbol").asString("");
            try {
                OrderAck ack = part.run(account, withCategory(one, category));
                acks.add(ack(category, symbol, ack));
                codes.add(new BatchCode(0, "OK"));
            } catch (BybitRefusal refusal) {
                acks.add(ack(category, symbol, one));
                codes.add(new BatchCode(refusal.code(), refusal.words()));
            } catch (ExchangeRefusal refusal) {
                BybitRefusal said = BybitRefusal.of(refusal);
                acks.add(ack(category, symbol, one));
                codes.add(new BatchCode(said.code(), said.words()));
            }
        }
        return new BatchEnd(new Page<>("", acks, null), new BatchCodes(codes));
    }

    /** How many commands a body has: one, or as many as a batch holds. */
    static int count(JsonNode body) {
        return Math.max(1, body.path("request").size());
    }

    private static JsonNode parts(JsonNode body) {
        JsonNode parts = body.path("request");
        if (!parts.isArray() || parts.isEmpty() || parts.size() > BATCH_MAX) {
            throw BybitRefusal.params("request must hold 1 to " + BATCH_MAX + " orders");
        }
        return parts;
    }

    private static JsonNode withCategory(JsonNode part, String category) {
        if (!part.isObject()) {
            throw BybitRefusal.params("request invalid");
        }
        return part.deepCopy().asObject().put("category", category);
    }

    private BatchAck ack(String category, String symbol, OrderAck ack) {
        String now = Long.toString(exchange.now());
        return new BatchAck(category, symbol, ack.orderId(), ack.orderLinkId(), now);
    }

    private static BatchAck ack(String category, String symbol, JsonNode refused) {
        return new BatchAck(
                category,
                symbol,
                refused.path("orderId").asString(""),
                refused.path("orderLinkId").asString(""),
                "");
    }

    private Optional<BybitTicket> find(
            Account account, String category, String symbol, String orderId, String linkId) {
        if (!BybitParams.category(category).equals(BybitParams.LINEAR)) {
            return Optional.empty();
        }
        Market market = BybitParams.market(exchange, symbol);
        if (orderId.isEmpty() && linkId.isEmpty()) {
            throw BybitRefusal.params("orderId or orderLinkId is required");
        }
        return BybitTicket.find(account, orderId, linkId)
                .filter(ticket -> ticket.market() == market);
    }
}
