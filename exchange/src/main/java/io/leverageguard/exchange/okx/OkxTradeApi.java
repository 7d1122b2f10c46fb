package io.leverageguard.exchange.okx;

import io.leverageguard.engine.book.Execution;
import io.leverageguard.engine.book.SelfTrade;
import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.ExchangeOrder;
import io.leverageguard.exchange.core.ExchangeOrder.OrderType;
import io.leverageguard.exchange.core.ExchangeRefusal;
import io.leverageguard.exchange.core.Leg;
import io.leverageguard.exchange.core.MarginRule;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.exchange.core.OrderRequest;
import io.leverageguard.exchange.core.Position;
import io.leverageguard.exchange.core.Reason;
import io.leverageguard.venues.okx.OkxOrders;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Orders: place, amend, cancel, close; over HTTP and WebSocket alike. */
final class OkxTradeApi {
    private static final List<String> ORDER_TYPES =
            List.of("market", "limit", "post_only", "fok", "ioc", "optimal_limit_ioc");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9]{0,16}");

    private final Exchange exchange;
    private final OkxInstruments instruments;
    private final OkxLimits limits;
    private final OkxAlgoApi algos;

    OkxTradeApi(Exchange exchange, OkxInstruments instruments, OkxLimits limits, OkxAlgoApi algos) {
        this.exchange = exchange;
        this.instruments = instruments;
        this.limits = limits;
        this.algos = algos;
    }

    /** Places one order. One that may not take is taken and cancelled, as OKX does. */
    OkxOrders.Ack place(Account account, OkxParams params) {
        Market market = instruments.market(params);
        limits.order(account.id(), exchange.now());
        String tag = tag(params);
        OrderRequest request = request(account, market, params, tag);
        adopt(exchange, account, market, params.required("tdMode").equals("isolated"));
        ExchangeOrder order = exchange.accept(account, request);
        return ack(params, Long.toString(order.id()), order.clientId(), tag);
    }

    private OrderRequest request(Account account, Market market, OkxParams params, String tag) {
        String tdMode = params.word("tdMode", "", List.of("cross", "isolated"));
        boolean buy = side(params);
        Leg leg = leg(account, params);
        String ordType = params.word("ordType", "", ORDER_TYPES);
        boolean priced = !ordType.equals("market") && !ordType.equals("optimal_limit_ioc");
        if (priced && !params.has("px")) {
            throw new OkxRefusal(51204, "The price for the limit order cannot be empty.");
        }
        int leverage = account.position(market, leg).leverage();
        OkxNote note =
                new OkxNote(ordType, OkxNote.NO_ALGO, tdMode, Integer.toString(leverage), tag);
        OrderRequest request =
                new OrderRequest(
                        market.contract().symbol(),
                        clientId(params, "clOrdId"),
                        buy,
                        priced ? OrderType.LIMIT : OrderType.MARKET,
                        execution(ordType),
                        coins(market, params, "sz"),
                        priced ? params.decimal("px") : BigDecimal.ZERO,
                        leg,
                        leg == Leg.BOTH && params.flag("reduceOnly"),
                        false,
                        selfTrade(params.text("stpMode", "cancel_maker")),
                        0,
                        note.text(),
                        List.of());
        if (request.reduceOnly()) {
            checkReduces(account.position(market, leg), buy);
        }
        return request.with(algos.attached(request, params.list("attachAlgoOrds")));
    }

    private static void checkReduces(Position position, boolean buy) {
        if (position.lots() != 0 && buy == position.lots() > 0) {
            throw new OkxRefusal(
                    51170,
                    "Failed to place reduce-only order. The order side can't be the same as the"
                            + " position side.");
        }
    }

    /** Brings a contract into the margin mode that an order asks for, where that is possible. */
    static void adopt(Exchange exchange, Account account, Market market, boolean isolated) {
        exchange.adopt(account, MarginRule.PLAIN);
        if (account.legs(market).getFirst().isolated() == isolated) {
            return;
        }
        try {
            exchange.setIsolated(account, market, isolated);
        } catch (ExchangeRefusal e) {
            throw new OkxRefusal(
                    51010, "You can't complete this request under your current account mode.");
        }
    }

    OkxOrders.Ack cancel(Account account, OkxParams params) {
        ExchangeOrder order = find(account, params).orElseThrow(OkxRefusal::notCancelled);
        if (!order.status().isOpen()) {
            throw OkxRefusal.notCancelled();
        }
        exchange.cancel(order);
        return ack(params, Long.toString(order.id()), order.clientId(), null);
    }

    OkxOrders.Ack amend(Account account, OkxParams params) {
        ExchangeOrder order = find(account, params).orElseThrow(OkxRefusal::notAmended);
        if (!order.status().isOpen()) {
            throw OkxRefusal.notAmended();
        }
        if (!params.has("newSz") && !params.has("newPx")) {
            throw new OkxRefusal(51500, "You must enter a price, quantity, or TP/SL.");
        }
        Market market = order.market();
        Contract contract = market.contract();
        BigDecimal quantity =
                params.has("newSz")
                        ? coins(market, params, "newSz")
                        : contract.quantity(order.terms().lots());
        BigDecimal price =
                params.has("newPx")
                        ? params.decimal("newPx")
                        : contract.price(order.terms().priceTicks());
        try {
            exchange.amendInPlace(order, quantity, price);
        } catch (ExchangeRefusal e) {
            if (e.reason() != Reason.NOTHING_CHANGED) {
                if (params.flag("cxlOnFail")) {
                    exchange.cancel(order);
                }
                throw e;
            }
        }
        return ack(params, Long.toString(order.id()), order.clientId(), null);
    }

    /** Closes a position at the market's price. */
    Object close(Account account, OkxParams params) {
        Market market = instruments.market(params);
        params.word("mgnMode", "", List.of("cross", "isolated"));
        Leg leg = leg(account, params);
        Position position = account.position(market, leg);
        if (position.lots() == 0 || !OkxNote.mode(position).equals(params.text("mgnMode"))) {
            throw new OkxRefusal(51023, "Position does not exist.");
        }
        boolean buy = position.lots() < 0;
        List<ExchangeOrder> closing =
                account.openIn(market).stream()
                        .filter(o -> o.terms().leg() == leg && o.terms().buy() == buy)
                        .toList();
        if (!closing.isEmpty() && !params.flag("autoCxl")) {
            throw new OkxRefusal(51115, "Cancel all pending close-orders before liquidation.");
        }
        closing.forEach(exchange::cancel);
        OkxNote note =
                new OkxNote(
                        "market",
                        OkxNote.NO_ALGO,
                        OkxNote.mode(position),
                        Integer.toString(position.leverage()),
                        tag(params));
        BigDecimal quantity = market.contract().quantity(Math.abs(position.lots()));
        exchange.place(
                account,
                OrderRequest.market(
                                market.contract().symbol(),
                                clientId(params, "clOrdId"),
                                buy,
                                quantity)
                        .on(leg)
                        .closing()
                        .noted(note.text()));
        return new OkxOrders.ClosePosition(
                OkxInstruments.instId(market.contract()),
                OkxOrderWire.posSide(leg),
                null,
                null,
                null,
                params.text("clOrdId"),
                tag(params));
    }

    /** An order by OKX's id or by the client's; of this contract only. */
    Optional<ExchangeOrder> find(Account account, OkxParams params) {
        Market market = instruments.market(params);
        if (!params.has("ordId") && !params.has("clOrdId")) {
            throw new OkxRefusal(51003, "Either client order ID or order ID is required.");
        }
        Optional<ExchangeOrder> found =
                params.has("ordId")
                        ? Optional.ofNullable(account.orders().get(params.integer("ordId", 0)))
                        : account.order(params.text("clOrdId"));
        return found.filter(order -> order.market() == market);
    }

    static boolean side(OkxParams params) {
        return params.word("side", "", List.of("buy", "sell")).equals("buy");
    }

    /** The position that is meant; long/short mode must say which. */
    static Leg leg(Account account, OkxParams params) {
        String side = params.text("posSide", account.hedge() ? "" : "net");
        return switch (side) {
            case "net" -> {
                if (account.hedge()) {
                    throw OkxRefusal.parameter("posSide");
                }
                yield Leg.BOTH;
            }
            case "long", "short" -> {
                if (!account.hedge()) {
                    throw OkxRefusal.parameter("posSide");
                }
                yield side.equals("long") ? Leg.LONG : Leg.SHORT;
            }
            default -> throw OkxRefusal.parameter("posSide");
        };
    }

    static String clientId(OkxParams params, String name) {
        String id = params.text(name);
        if (!id.isEmpty() && !OkxOrderWire.CLIENT_ID.matcher(id).matches()) {
            throw OkxRefusal.parameter(name);
        }
        return id;
    }

    static String tag(OkxParams params) {
        if (!TAG.matcher(params.text("tag")).matches()) {
            throw OkxRefusal.parameter("tag");
        }
        return params.text("tag");
    }

    /** Contracts that a client asks for, as coin. */
    static BigDecimal coins(Market market, OkxParams params, String name) {
        BigDecimal contracts = params.decimal(name);
        if (contracts.signum() <= 0) {
            throw OkxRefusal.parameter(name);
        }
        if (contracts.compareTo(OkxInstruments.size(market.contract(), 1)) < 0) {
            throw OkxRefusal.tooSmall();
        }
        return OkxInstruments.coins(market.contract(), contracts);
    }

    private static Execution execution(String ordType) {
        return switch (ordType) {
            case "limit" -> Execution.GTC;
            case "post_only" -> Execution.POST_ONLY;
            case "fok" -> Execution.FOK;
            default -> Execution.IOC;
        };
    }

    private static SelfTrade selfTrade(String mode) {
        return switch (mode) {
            case "cancel_maker" -> SelfTrade.EXPIRE_MAKER;
            case "cancel_taker" -> SelfTrade.EXPIRE_TAKER;
            case "cancel_both" -> SelfTrade.EXPIRE_BOTH;
            default -> throw OkxRefusal.parameter("stpMode");
        };
    }

    private OkxOrders.Ack ack(
            OkxParams params, String ordId, String clientId, @Nullable String tag) {
        return new OkxOrders.Ack(
                ordId,
                OkxOrderWire.clientId(clientId),
                tag,
                tag == null ? params.text("reqId") : null,
                Long.toString(exchange.now()),
                "0",
                tag == null ? "" : "Order placed",
                "");
    }

    /** What is said of an order of a command that was refused. */
    OkxOrders.Ack refused(OkxParams params, OkxRefusal refusal) {
        return new OkxOrders.Ack(
                params.text("ordId"),
                params.text("clOrdId"),
                params.text("tag"),
                params.has("reqId") ? params.text("reqId") : null,
                Long.toString(exchange.now()),
                refusal.code(),
                refusal.words(),
                "");
    }
}
