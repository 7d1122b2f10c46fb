package io.leverageguard.exchange.binance;

import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.ExchangeOrder;
import io.leverageguard.exchange.core.ExchangeOrder.Origin;
import io.leverageguard.exchange.core.ExchangeOrder.Status;
import io.leverageguard.exchange.core.ExchangeRefusal;
import io.leverageguard.venues.binance.BinanceMessages;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Orders: place, cancel, ask. */
final class BinanceOrderApi {
    static final int BATCH_MAX = 5;
    private static final int CANCELED_MAX = 10;
    private static final long DAY = 86_400_000L;
    private static final long KEPT_MILLIS = 90 * DAY;
    private static final long KEPT_UNFILLED_MILLIS = 3 * DAY;
    private static final long WEEK = 7 * DAY;

    private final Exchange exchange;
    private final BinanceOrderParams orders;
    private long nextClientId = 1;

    BinanceOrderApi(Exchange exchange) {
        this.exchange = exchange;
        orders = new BinanceOrderParams(exchange);
    }

    Object place(Account account, BinanceParams params) {
        String otherId = "web_" + nextClientId;
        ExchangeOrder order = exchange.place(account, orders.order(account, params, otherId));
        nextClientId++;
        boolean result = params.text("newOrderRespType", "ACK").equals("RESULT");
        return result ? BinanceWire.order(order, false) : BinanceWire.acknowledged(order);
    }

    /** Up to five at once; each has its own outcome. */
    Object placeAll(Account account, BinanceParams params) {
        return each(params, item -> place(account, item.with("newOrderRespType", "RESULT")));
    }

    Object amendAll(Account account, BinanceParams params) {
        return each(params, item -> amend(account, item));
    }

    /** By ids or by the client's ids, up to ten. Clients write the names in either way. */
    Object cancelSome(Account account, BinanceParams params) {
        exchange.market(params.required("symbol"));
        boolean byId = params.has("orderIdList") || params.has("orderidlist");
        String list = byId ? "orderIdList" : "origClientOrderIdList";
        list = params.has(list) ? list : list.toLowerCase(Locale.ROOT);
        String name = byId ? "orderId" : "origClientOrderId";
        List<Object> rows = new ArrayList<>();
        for (String id : params.values(list, CANCELED_MAX)) {
            rows.add(outcome(() -> cancel(account, params.with(name, id))));
        }
        return rows;
    }

    private static List<Object> each(BinanceParams params, Function<BinanceParams, Object> what) {
        List<Object> rows = new ArrayList<>();
        for (BinanceParams item : params.array("batchOrders", BATCH_MAX)) {
            rows.add(outcome(() -> what.apply(item)));
        }
        return rows;
    }

    private static Object outcome(Supplier<Object> what) {
        try {
            return what.get();
        } catch (ExchangeRefusal refusal) {
            BinanceRefusal no = BinanceRefusal.of(refusal);
            return new BinanceMessages.Status(no.code(), no.words());
        } catch (BinanceRefusal no) {
            return new BinanceMessages.Status(no.code(), no.words());
        }
    }

    /** The venue wants quantity and price, also of what stays the same. */
    Object amend(Account account, BinanceParams params) {
        exchange.market(params.required("symbol"));
        BigDecimal quantity = params.decimal("quantity");
        BigDecimal price = params.decimal("price");
        ExchangeOrder order = known(account, params);
        boolean side = BinanceOrderParams.side(params.text("side", sideOf(order)));
        if (side != order.terms().buy()) {
            throw new BinanceRefusal(-1117, "Invalid side.");
        }
        exchange.amend(order, quantity, price);
        return BinanceWire.order(order, false);
    }

    private static String sideOf(ExchangeOrder order) {
        return BinanceWire.side(order.terms().buy());
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
        if (params.has("symbol")) {
            exchange.market(params.text("symbol"));
        }
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
            throw BinanceOrderParams.invalid("autoCloseType");
        }
        long to = params.integer("endTime", exchange.now());
        long from = params.integer("startTime", to - WEEK);
        List<BinanceMessages.Order> rows = new ArrayList<>();
        for (ExchangeOrder order : account.orders().values()) {
            boolean inside = order.createdAt() >= from && order.createdAt() <= to;
            boolean adl = order.origin() == Origin.ADL;
            // Without a type the venue lists both.
            boolean wanted = !params.has("autoCloseType") || type.equals("ADL") == adl;
            boolean forced = order.origin().isForced() && wanted;
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
        return BinanceOrderParams.isOf(order.market().contract(), params);
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
