package io.leverageguard.exchange.binance;

import io.leverageguard.engine.book.Execution;
import io.leverageguard.engine.book.SelfTrade;
import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.ExchangeOrder.OrderType;
import io.leverageguard.exchange.core.Leg;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.exchange.core.OrderRequest;
import io.leverageguard.exchange.core.PriceSource;
import io.leverageguard.exchange.core.Trigger.Kind;
import io.leverageguard.exchange.core.TriggerRequest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads orders, plain and conditional, out of the venue's parameters. */
final class BinanceOrderParams {
    static final String NO_MATCH = "NONE";
    private static final Pattern CLIENT_ID = Pattern.compile("^[\\.A-Z\\:/a-z0-9_-]{1,36}$");
    private static final BigDecimal CALLBACK_MIN = new BigDecimal("0.1");
    private static final BigDecimal CALLBACK_MAX = BigDecimal.TEN;
    private static final long GOOD_TILL_LEAST = 600_000;
    private static final long GOOD_TILL_MOST = 253_402_300_799_000L;

    private final Exchange exchange;

    BinanceOrderParams(Exchange exchange) {
        this.exchange = exchange;
    }

    /** An order for {@code POST /fapi/v1/order}; {@code otherId} when the client gives no id. */
    OrderRequest order(Account account, BinanceParams params, String otherId) {
        Market market = exchange.market(params.required("symbol"));
        side(params.required("side"));
        boolean limited = plain(params.required("type"));
        String id = clientId(params.text("newClientOrderId", otherId));
        if (params.has("closePosition") && params.flag("closePosition")) {
            throw closing(params.text("type"));
        }
        return body(account, market, limited, id, params);
    }

    /** A conditional order for {@code POST /fapi/v1/algoOrder}. */
    TriggerRequest trigger(Account account, BinanceParams params, String otherId) {
        if (!params.required("algoType").equals("CONDITIONAL")) {
            throw invalid("algoType");
        }
        Market market = exchange.market(params.required("symbol"));
        boolean buy = side(params.required("side"));
        String type = params.required("type");
        Kind kind = kind(type);
        String id = clientId(params.text("clientAlgoId", otherId));
        boolean limited = type.equals("STOP") || type.equals("TAKE_PROFIT");
        boolean closes = params.flag("closePosition");
        if (closes) {
            checkClosing(account, market, buy, params);
        }
        OrderRequest order = body(account, market, limited, id, params);
        boolean trails = kind == Kind.TRAILING;
        BigDecimal price =
                trails ? params.decimal("activatePrice", BigDecimal.ZERO) : trigger(params);
        BigDecimal rate = trails ? callback(params) : BigDecimal.ZERO;
        TriggerRequest request =
                trails
                        ? TriggerRequest.trailing(price, rate, order)
                        : TriggerRequest.at(kind, price, order);
        return request.named(id).by(source(params)).until(order.goodTill());
    }

    private OrderRequest body(
            Account account, Market market, boolean limited, String id, BinanceParams params) {
        boolean buy = side(params.required("side"));
        Leg leg = leg(params);
        boolean closes = params.flag("closePosition");
        if (account.hedge() && params.has("reduceOnly")) {
            throw new BinanceRefusal(-1106, "Parameter 'reduceonly' sent when not required.");
        }
        String timeInForce = limited ? params.text("timeInForce") : "GTC";
        if (limited && timeInForce.isEmpty()) {
            throw BinanceParams.missing("timeInForce");
        }
        String match = params.text("priceMatch", NO_MATCH);
        BigDecimal quantity = closes ? BigDecimal.ZERO : params.decimal("quantity");
        return new OrderRequest(
                market.contract().symbol(),
                id,
                buy,
                limited ? OrderType.LIMIT : OrderType.MARKET,
                limited ? execution(timeInForce) : Execution.IOC,
                quantity,
                price(market, buy, limited, match, params),
                leg,
                params.flag("reduceOnly") || closes,
                closes,
                selfTrade(params.text("selfTradePreventionMode", "EXPIRE_MAKER")),
                goodTill(timeInForce, params),
                match.equals(NO_MATCH) ? "" : match,
                List.of());
    }

    private static BigDecimal price(
            Market market, boolean buy, boolean limited, String match, BinanceParams params) {
        if (match.equals(NO_MATCH)) {
            return limited ? params.decimal("price") : BigDecimal.ZERO;
        }
        if (!limited) {
            throw new BinanceRefusal(
                    -5038, "Price match only supports order type: LIMIT, STOP AND TAKE_PROFIT");
        }
        if (params.has("price")) {
            throw new BinanceRefusal(-1106, "Parameter 'price' sent when not required.");
        }
        return matched(market, buy, match);
    }

    /** The price of the n-th level of the other side, or of one's own. */
    private static BigDecimal matched(Market market, boolean buy, String match) {
        String[] parts = match.split("_", 2);
        boolean opponent = parts[0].equals("OPPONENT");
        boolean known =
                (opponent || parts[0].equals("QUEUE"))
                        && (parts.length == 1 || List.of("5", "10", "20").contains(parts[1]));
        if (!known) {
            throw new BinanceRefusal(-5037, "Invalid price match");
        }
        int depth = parts.length == 1 ? 1 : Integer.parseInt(parts[1]);
        List<Long> prices = new ArrayList<>();
        market.book().levels(buy != opponent, depth, (price, lots, orders) -> prices.add(price));
        if (prices.size() < depth) {
            throw new BinanceRefusal(-5041, "No depth matches this BBO order");
        }
        return market.contract().price(prices.getLast());
    }

    private long goodTill(String timeInForce, BinanceParams params) {
        if (!timeInForce.equals("GTD")) {
            return 0;
        }
        long till = params.integer("goodTillDate");
        if (till <= exchange.now() + GOOD_TILL_LEAST || till >= GOOD_TILL_MOST) {
            throw new BinanceRefusal(
                    -5040,
                    "The goodTillDate timestamp must be greater than the current time plus 600"
                            + " seconds and smaller than 253402300799000");
        }
        // The venue looks at whole seconds.
        return till - Math.floorMod(till, 1000L);
    }

    private static void checkClosing(
            Account account, Market market, boolean buy, BinanceParams params) {
        String type = params.text("type");
        if (!type.equals("STOP_MARKET") && !type.equals("TAKE_PROFIT_MARKET")) {
            throw closing(type);
        }
        for (String name : List.of("quantity", "reduceOnly")) {
            if (params.has(name)) {
                throw new BinanceRefusal(-1106, "Parameter '" + name + "' sent when not required.");
            }
        }
        boolean taken =
                account.waitingIn(market).stream()
                        .map(waiting -> waiting.request())
                        .anyMatch(
                                other ->
                                        other.order().closePosition()
                                                && other.order().buy() == buy
                                                && other.order().leg() == leg(params)
                                                && other.kind() == kind(type));
        if (taken) {
            throw new BinanceRefusal(
                    -4130,
                    "An open stop or take profit order with GTE and closePosition in the direction"
                            + " is existing.");
        }
    }

    private static BigDecimal trigger(BinanceParams params) {
        BigDecimal price = params.decimal("triggerPrice");
        if (price.signum() == 0) {
            throw new BinanceRefusal(-4006, "Stop price less than zero.");
        }
        return price;
    }

    /** Percent on the wire, a share here. */
    private static BigDecimal callback(BinanceParams params) {
        BigDecimal percent = params.decimal("callbackRate");
        if (percent.compareTo(CALLBACK_MIN) < 0 || percent.compareTo(CALLBACK_MAX) > 0) {
            throw new BinanceRefusal(-2007, "Invalid callBack rate.");
        }
        return percent.movePointLeft(2);
    }

    private static PriceSource source(BinanceParams params) {
        return switch (params.text("workingType", "CONTRACT_PRICE")) {
            case "CONTRACT_PRICE" -> PriceSource.LAST;
            case "MARK_PRICE" -> PriceSource.MARK;
            default -> throw new BinanceRefusal(-4103, "Invalid working type.");
        };
    }

    private static Kind kind(String type) {
        return switch (type) {
            case "STOP", "STOP_MARKET" -> Kind.STOP;
            case "TAKE_PROFIT", "TAKE_PROFIT_MARKET" -> Kind.TAKE_PROFIT;
            case "TRAILING_STOP_MARKET" -> Kind.TRAILING;
            default -> throw new BinanceRefusal(-1116, "Invalid orderType.");
        };
    }

    static Leg leg(BinanceParams params) {
        return switch (params.text("positionSide", "BOTH")) {
            case "BOTH" -> Leg.BOTH;
            case "LONG" -> Leg.LONG;
            case "SHORT" -> Leg.SHORT;
            default -> throw new BinanceRefusal(-4060, "Invalid position side.");
        };
    }

    static boolean side(String side) {
        return switch (side) {
            case "BUY" -> true;
            case "SELL" -> false;
            default -> throw new BinanceRefusal(-1117, "Invalid side.");
        };
    }

    /** Whether it has a limit; conditional types have another address. */
    private static boolean plain(String type) {
        return switch (type) {
            case "LIMIT" -> true;
            case "MARKET" -> false;
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
            case "GTC", "GTD" -> Execution.GTC;
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
            default -> throw new BinanceRefusal(-5039, "Invalid self trade prevention mode");
        };
    }

    private static String clientId(String id) {
        if (!CLIENT_ID.matcher(id).matches()) {
            throw new BinanceRefusal(-4015, "Client order id is not valid.");
        }
        return id;
    }

    private static BinanceRefusal closing(String type) {
        return new BinanceRefusal(
                -4136, "Target strategy invalid for orderType " + type + ",closePosition true");
    }

    static BinanceRefusal invalid(String name) {
        return new BinanceRefusal(-1130, "Data sent for parameter '" + name + "' is not valid.");
    }

    /** Whether an order of this contract is meant, or of any. */
    static boolean isOf(Contract contract, BinanceParams params) {
        return params.text("symbol", contract.symbol()).equals(contract.symbol());
    }
}
