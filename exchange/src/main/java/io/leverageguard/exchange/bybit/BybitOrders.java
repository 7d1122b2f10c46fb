package io.leverageguard.exchange.bybit;

import io.leverageguard.engine.book.Execution;
import io.leverageguard.engine.book.SelfTrade;
import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.ExchangeOrder;
import io.leverageguard.exchange.core.ExchangeOrder.OrderType;
import io.leverageguard.exchange.core.Leg;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.exchange.core.OrderRequest;
import io.leverageguard.exchange.core.PriceSource;
import io.leverageguard.exchange.core.Trigger;
import io.leverageguard.exchange.core.Trigger.Kind;
import io.leverageguard.exchange.core.TriggerRequest;
import io.leverageguard.venues.bybit.BybitMessages.AmendOrder;
import io.leverageguard.venues.bybit.BybitMessages.CreateOrder;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads Bybit's orders into the exchange's requests, and amends them. */
final class BybitOrders {
    private static final Pattern LINK_ID = Pattern.compile("[A-Za-z0-9_-]{1,36}");

    private final Exchange exchange;

    BybitOrders(Exchange exchange) {
        this.exchange = exchange;
    }

    /**
     * What a client asks for.
     *
     * @param condition what it waits for, with the order in it; null for an order that enters now
     */
    record Asked(String linkId, OrderRequest request, @Nullable TriggerRequest condition) {}

    Asked read(Account account, JsonNode body) {
        CreateOrder asked = BybitCall.read(body, CreateOrder.class);
        if (!BybitParams.category(asked.category()).equals(BybitParams.LINEAR)) {
            throw BybitRefusal.symbol(asked.symbol());
        }
        Market market = BybitParams.market(exchange, asked.symbol());
        String link = asked.orderLinkId();
        checkLink(account, link);
        boolean buy = side(asked.side());
        OrderType type = type(asked.orderType());
        Leg leg = leg(account, asked.positionIdx());
        BigDecimal triggerPrice = asked.triggerPrice();
        boolean conditional = triggerPrice != null && triggerPrice.signum() != 0;
        boolean closes = Boolean.TRUE.equals(asked.closeOnTrigger());
        boolean reduces = Boolean.TRUE.equals(asked.reduceOnly()) || closes;
        BigDecimal quantity = quantity(asked.qty());
        boolean whole = quantity.signum() == 0 && reduces && closes;
        if (quantity.signum() == 0 && !whole) {
            throw new BybitRefusal(10001, "Qty invalid");
        }
        OrderRequest plain =
                new OrderRequest(
                        asked.symbol(),
                        conditional ? "" : link,
                        buy,
                        type,
                        execution(type, asked.timeInForce()),
                        quantity,
                        type == OrderType.LIMIT ? price(asked.price()) : BigDecimal.ZERO,
                        leg,
                        reduces,
                        whole,
                        smp(asked.smpType()),
                        0,
                        "",
                        List.of());
        OrderRequest priced = BybitPegs.priced(plain, body, market);
        OrderRequest request = priced.with(BybitStops.attached(asked, priced, market));
        if (triggerPrice == null || !conditional) {
            return new Asked(link, request, null);
        }
        return new Asked(link, request, condition(asked, link, triggerPrice, request));
    }

    private static TriggerRequest condition(
            CreateOrder asked, String link, BigDecimal price, OrderRequest request) {
        Integer direction = asked.triggerDirection();
        if (direction == null || (direction != 1 && direction != 2)) {
            throw BybitRefusal.params("triggerDirection invalid");
        }
        boolean rises = direction == 1;
        Kind kind = rises == request.buy() ? Kind.STOP : Kind.TAKE_PROFIT;
        return new TriggerRequest(
                link,
                kind,
                source(asked.triggerBy(), "triggerBy"),
                rises,
                price,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                false,
                0,
                request);
    }

    /** What is not said stays as it is; a zero is not said either. */
    void amend(BybitTicket ticket, AmendOrder asked) {
        if (isSaid(asked.takeProfit()) || isSaid(asked.stopLoss())) {
            throw BybitRefusal.params("takeProfit and stopLoss are set with trading-stop");
        }
        ExchangeOrder order = ticket.order();
        if (order == null) {
            amendWaiting(ticket, asked);
            return;
        }
        Contract contract = order.market().contract();
        BigDecimal quantity = said(asked.qty(), contract.quantity(order.terms().lots()));
        BigDecimal price = said(asked.price(), contract.price(order.terms().priceTicks()));
        exchange.amendInPlace(order, quantity, price);
    }

    private void amendWaiting(BybitTicket ticket, AmendOrder asked) {
        Trigger trigger = ticket.trigger();
        if (trigger == null) {
            throw BybitRefusal.noOrder("replace");
        }
        TriggerRequest before = trigger.request();
        OrderRequest old = before.order();
        OrderRequest order =
                new OrderRequest(
                        old.symbol(),
                        old.clientId(),
                        old.buy(),
                        old.type(),
                        old.execution(),
                        said(asked.qty(), old.quantity()),
                        said(asked.price(), old.price()),
                        old.leg(),
                        old.reduceOnly(),
                        old.closePosition(),
                        old.selfTrade(),
                        old.goodTill(),
                        old.note(),
                        old.attached());
        TriggerRequest after = before.with(said(asked.triggerPrice(), before.price()), order);
        boolean sourced = !asked.triggerBy().isEmpty();
        exchange.amend(trigger, sourced ? after.by(source(asked.triggerBy(), "triggerBy")) : after);
    }

    private static void checkLink(Account account, String link) {
        if (link.isEmpty()) {
            return;
        }
        if (!LINK_ID.matcher(link).matches()) {
            throw BybitRefusal.params("OrderLinkedID invalid");
        }
        if (account.order(link).isPresent() || account.trigger(link).isPresent()) {
            throw new BybitRefusal(110072, "OrderLinkedID is duplicate");
        }
    }

    static boolean side(String side) {
        return switch (side) {
            case "Buy" -> true;
            case "Sell" -> false;
            default -> throw BybitRefusal.params("side invalid");
        };
    }

    private static OrderType type(String type) {
        return switch (type) {
            case "Limit" -> OrderType.LIMIT;
            case "Market" -> OrderType.MARKET;
            default -> throw BybitRefusal.params("orderType invalid");
        };
    }

    /** An order that improves for retail rests as a post-only order does. */
    private static Execution execution(OrderType type, String timeInForce) {
        if (type == OrderType.MARKET) {
            return Execution.IOC;
        }
        return switch (timeInForce) {
            case "", "GTC" -> Execution.GTC;
            case "IOC" -> Execution.IOC;
            case "FOK" -> Execution.FOK;
            case "PostOnly", "RPI" -> Execution.POST_ONLY;
            default -> throw BybitRefusal.params("timeInForce invalid");
        };
    }

    static SelfTrade smp(String mode) {
        return switch (mode) {
            case "", "None" -> SelfTrade.ALLOW;
            case "CancelTaker" -> SelfTrade.EXPIRE_TAKER;
            case "CancelMaker" -> SelfTrade.EXPIRE_MAKER;
            case "CancelBoth" -> SelfTrade.EXPIRE_BOTH;
            default -> throw BybitRefusal.params("smpType invalid");
        };
    }

    static PriceSource source(String name, String field) {
        return switch (name) {
            case "", "LastPrice" -> PriceSource.LAST;
            case "MarkPrice" -> PriceSource.MARK;
            case "IndexPrice" -> PriceSource.INDEX;
            default -> throw BybitRefusal.params(field + " invalid");
        };
    }

    /** The leg that an index means; it must be one of the account's mode. */
    static Leg leg(Account account, @Nullable Integer index) {
        int asked = index == null ? 0 : index;
        if (asked < 0 || asked > 2) {
            throw BybitRefusal.params("positionIdx invalid");
        }
        if (account.hedge() == (asked == 0)) {
            throw new BybitRefusal(10001, "position idx not match position mode");
        }
        return switch (asked) {
            case 1 -> Leg.LONG;
            case 2 -> Leg.SHORT;
            default -> Leg.BOTH;
        };
    }

    private static BigDecimal quantity(@Nullable BigDecimal asked) {
        if (asked == null || asked.signum() < 0) {
            throw new BybitRefusal(10001, "Qty invalid");
        }
        return asked;
    }

    private static BigDecimal price(@Nullable BigDecimal asked) {
        return asked == null ? BigDecimal.ZERO : asked;
    }

    private static boolean isSaid(@Nullable BigDecimal asked) {
        return asked != null && asked.signum() != 0;
    }

    private static BigDecimal said(@Nullable BigDecimal asked, BigDecimal otherwise) {
        return asked == null || asked.signum() == 0 ? otherwise : asked;
    }
}
