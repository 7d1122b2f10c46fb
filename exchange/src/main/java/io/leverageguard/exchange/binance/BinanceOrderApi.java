package io.leverageguard.exchange.binance;

import io.leverageguard.engine.book.Execution;
import io.leverageguard.engine.book.SelfTrade;
import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.ExchangeOrder;
import io.leverageguard.exchange.core.ExchangeOrder.OrderType;
import io.leverageguard.exchange.core.ExchangeOrder.Origin;
import io.leverageguard.exchange.core.ExchangeOrder.Status;
import io.leverageguard.exchange.core.Leg;
import io.leverageguard.exchange.core.OrderRequest;
import io.leverageguard.venues.binance.BinanceMessages;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Orders: place, cancel, ask. */
final class BinanceOrderApi {
    private static final Pattern CLIENT_ID = Pattern.compile("^[\\.A-Z\\:/a-z0-9_-]{1,36}$");
    private static final long DAY = 86_400_000L;
    private static final long KEPT_MILLIS = 90 * DAY;
    private static final long KEPT_UNFILLED_MILLIS = 3 * DAY;
    private static final long WEEK = 7 * DAY;

    private final Exchange exchange;
    private long nextClientId = 1;

    BinanceOrderApi(Exchange exchange) {
        this.exchange = exchange;
    }

    Object place(Account account, BinanceParams params) {
        OrderRequest request = request(params);
        ExchangeOrder order = exchange.place(account, request);
        boolean result = params.text("newOrderRespType", "ACK").equals("RESULT");
        return result ? BinanceWire.order(order, false) : BinanceWire.acknowledged(order);
    }

    /** The venue wants quantity and price, also of what stays the same. */
    Object amend(Account account, BinanceParams params) {
        exchange.market(params.required("symbol"));
        BigDecimal quantity = params.decimal("quantity");
        BigDecimal price = params.decimal("price");
        ExchangeOrder order = known(account, params);
        if (params.has("side") && side(params.text("side")) != order.terms().buy()) {
            throw new BinanceRefusal(-1117, "Invalid side.");
        }
        exchange.amend(order, quantity, price);
        return BinanceWire.order(order, false);
    }

    Object cancel(Account account, BinanceParams params) {
        exchange.market(params.required("symbol"));
        ExchangeOrder order =
                find(account, params)
                        .orElseThrow(() -> new BinanceRefusal(-2011, "Unknown order sent."));
        exchange.cancel(order);
        return BinanceWire.order(order, false);
    }

    Object cancelAll(Account account, BinanceParams params) {
        exchange.cancelAll(account, exchange.market(params.required("symbol")));
        return new BinanceMessages.Status(200, "The operation of cancel all open order is done.");
    }

    Object get(Account account, BinanceParams params) {
        exchange.market(params.required("symbol"));
        return BinanceWire.order(known(account, params), true);
    }

    /** One order that is still open. */
    Object getOpen(Account account, BinanceParams params) {
        exchange.market(params.required("symbol"));
        ExchangeOrder order = known(account, params);
        if (!order.status().isOpen()) {
            throw new BinanceRefusal(-2013, "Order does not exist.");
        }
        return BinanceWire.order(order, true);
    }

    private ExchangeOrder known(Account account, BinanceParams params) {
        return find(account, params)
                .filter(this::isKept)
                .orElseThrow(() -> new BinanceRefusal(-2013, "Order does not exist."));
    }

    Object open(Account account, BinanceParams params) {
        List<BinanceMessages.Order> rows = new ArrayList<>();
        for (ExchangeOrder order : account.openOrders().values()) {
            if (isOf(order, params)) {
                rows.add(BinanceWire.order(order, true));
            }
        }
        return rows;
    }

    Object all(Account account, BinanceParams params) {
        exchange.market(params.required("symbol"));
        long fromId = params.integer("orderId", 0);
        long from = params.integer("startTime", 0);
        long to = params.integer("endTime", Long.MAX_VALUE);
        List<BinanceMessages.Order> rows = new ArrayList<>();
        for (ExchangeOrder order : account.orders().values()) {
            boolean inside = order.createdAt() >= from && order.createdAt() <= to;
            if (inside && order.id() >= fromId && isOf(order, params) && isKept(order)) {
                rows.add(BinanceWire.order(order, true));
            }
        }
        boolean oldest = params.has("orderId") || params.has("startTime");
        return BinanceMarketApi.page(rows, params.limit(500, 1000), oldest);
    }

    /** Forced closures; without a start the last seven days before the end. */
    Object forced(Account account, BinanceParams params) {
        String type = params.text("autoCloseType", "LIQUIDATION");
        if (!List.of("LIQUIDATION", "ADL").contains(type)) {
            throw new BinanceRefusal(
                    -1130, "Data sent for parameter 'autoCloseType' is not valid.");
        }
        long to = params.integer("endTime", exchange.now());
        long from = params.integer("startTime", to - WEEK);
        List<BinanceMessages.Order> rows = new ArrayList<>();
        for (ExchangeOrder order : account.orders().values()) {
            boolean inside = order.createdAt() >= from && order.createdAt() <= to;
            boolean forced =
                    order.origin().isForced()
                            && type.equals("ADL") == (order.origin() == Origin.ADL);
            if (inside && forced && isOf(order, params) && isKept(order)) {
                rows.add(BinanceWire.order(order, true));
            }
        }
        return BinanceMarketApi.page(rows, params.limit(50, 100), params.has("startTime"));
    }

    Object trades(Account account, BinanceParams params) {
        exchange.market(params.required("symbol"));
        boolean bound = params.has("startTime") || params.has("endTime") || params.has("fromId");
        long to = params.integer("endTime", Long.MAX_VALUE);
        long from = params.integer("startTime", bound ? 0 : exchange.now() - WEEK);
        long fromId = params.integer("fromId", 0);
        long orderId = params.integer("orderId", 0);
        List<BinanceMessages.UserTrade> rows = new ArrayList<>();
        for (Account.Fill fill : account.fills()) {
            boolean inside = fill.time() >= from && fill.time() <= to && fill.tradeId() >= fromId;
            boolean wanted = orderId == 0 || fill.order().id() == orderId;
            if (inside && wanted && isOf(fill.order(), params)) {
                rows.add(BinanceWire.trade(fill));
            }
        }
        boolean oldest = params.has("startTime") || params.has("fromId");
        return BinanceMarketApi.page(rows, params.limit(500, 1000), oldest);
    }

    private OrderRequest request(BinanceParams params) {
        String symbol = exchange.market(params.required("symbol")).contract().symbol();
        boolean buy = side(params.required("side"));
        OrderType type = type(params.required("type"));
        if (!params.text("positionSide", "BOTH").equals("BOTH")) {
            throw new BinanceRefusal(-4061, "Order's position side does not match user's setting.");
        }
        boolean limited = type == OrderType.LIMIT;
        Execution execution = limited ? execution(params.required("timeInForce")) : Execution.IOC;
        String clientId = params.text("newClientOrderId");
        if (clientId.isEmpty()) {
            clientId = "web_" + nextClientId++;
        }
        if (!CLIENT_ID.matcher(clientId).matches()) {
            throw new BinanceRefusal(-4015, "Client order id is not valid.");
        }
        return new OrderRequest(
                symbol,
                clientId,
                buy,
                type,
                execution,
                params.decimal("quantity"),
                limited ? params.decimal("price") : BigDecimal.ZERO,
                Leg.BOTH,
                params.flag("reduceOnly"),
                false,
                selfTrade(params.text("selfTradePreventionMode", "EXPIRE_MAKER")),
                0,
                "",
                List.of());
    }

    private static boolean side(String side) {
        return switch (side) {
            case "BUY" -> true;
            case "SELL" -> false;
            default -> throw new BinanceRefusal(-1117, "Invalid side.");
        };
    }

    private static OrderType type(String type) {
        return switch (type) {
            case "LIMIT" -> OrderType.LIMIT;
            case "MARKET" -> OrderType.MARKET;
            case "STOP",
                    "STOP_MARKET",
                    "TAKE_PROFIT",
                    "TAKE_PROFIT_MARKET",
                    "TRAILING_STOP_MARKET" ->
                    throw new BinanceRefusal(
                            -4120,
                            "Order type not supported for this endpoint. Please use the Algo Order"
                                    + " API endpoints instead.");
            default -> throw new BinanceRefusal(-1116, "Invalid orderType.");
        };
    }

    private static Execution execution(String timeInForce) {
        return switch (timeInForce) {
            case "GTC" -> Execution.GTC;
            case "IOC" -> Execution.IOC;
            case "FOK" -> Execution.FOK;
            case "GTX" -> Execution.POST_ONLY;
            default -> throw new BinanceRefusal(-1115, "Invalid timeInForce.");
        };
    }

    private static SelfTrade selfTrade(String mode) {
        return switch (mode) {
            case "NONE" -> SelfTrade.ALLOW;
            case "EXPIRE_TAKER" -> SelfTrade.EXPIRE_TAKER;
            case "EXPIRE_MAKER" -> SelfTrade.EXPIRE_MAKER;
            case "EXPIRE_BOTH" -> SelfTrade.EXPIRE_BOTH;
            default ->
                    throw new BinanceRefusal(
                            -1130,
                            "Data sent for parameter 'selfTradePreventionMode' is not valid.");
        };
    }

    private static Optional<ExchangeOrder> find(Account account, BinanceParams params) {
        ExchangeOrder found;
        if (params.has("orderId")) {
            found = account.orders().get(params.integer("orderId"));
        } else {
            found = byClientId(account, params.required("origClientOrderId"));
        }
        return Optional.ofNullable(found).filter(order -> isOf(order, params));
    }

    private static @Nullable ExchangeOrder byClientId(Account account, String id) {
        Optional<ExchangeOrder> own = account.order(id);
        return own.or(
                        () ->
                                account.orders().values().stream()
                                        .filter(order -> BinanceWire.clientId(order).equals(id))
                                        .findFirst())
                .orElse(null);
    }

    private static boolean isOf(ExchangeOrder order, BinanceParams params) {
        return !params.has("symbol")
                || params.text("symbol").equals(order.market().contract().symbol());
    }

    /** The venue forgets: all after 90 days, cancelled and unfilled after three. */
    private boolean isKept(ExchangeOrder order) {
        long age = exchange.now() - order.createdAt();
        boolean nothing =
                order.filled() == 0
                        && (order.status() == Status.CANCELED || order.status() == Status.EXPIRED);
        return age <= (nothing ? KEPT_UNFILLED_MILLIS : KEPT_MILLIS);
    }
}
