package io.leverageguard.exchange.okx;

import io.leverageguard.engine.book.Execution;
import io.leverageguard.engine.book.SelfTrade;
import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.ExchangeOrder.OrderType;
import io.leverageguard.exchange.core.Leg;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.exchange.core.OrderRequest;
import io.leverageguard.exchange.core.PriceSource;
import io.leverageguard.exchange.core.Trigger;
import io.leverageguard.exchange.core.TriggerRequest;
import io.leverageguard.venues.okx.OkxOrders;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Algo orders: trigger, conditional, oco, move_order_stop; and those that hang on an order. */
final class OkxAlgoApi {
    private static final List<String> KINDS =
            List.of("trigger", "conditional", "oco", "move_order_stop");
    private static final String TAKE_PROFIT = "tp";
    private static final String STOP_LOSS = "sl";
    private static final int ATTACHED_MAX = 10;

    private final Exchange exchange;
    private final OkxInstruments instruments;

    OkxAlgoApi(Exchange exchange, OkxInstruments instruments) {
        this.exchange = exchange;
        this.instruments = instruments;
    }

    Object place(Account account, OkxParams params) {
        Market market = instruments.market(params);
        String tdMode = params.word("tdMode", "", List.of("cross", "isolated"));
        String kind = params.word("ordType", "", KINDS);
        OrderRequest order = order(account, market, params, kind, tdMode);
        OkxTradeApi.adopt(exchange, account, market, tdMode.equals("isolated"));
        List<TriggerRequest> triggers = triggers(market, order, params, kind);
        Trigger first =
                triggers.size() == 1
                        ? exchange.placeTrigger(account, triggers.getFirst())
                        : exchange.placePair(account, triggers.getFirst(), triggers.getLast())
                                .getFirst();
        return new OkxOrders.AlgoAck(
                Long.toString(OkxAlgo.of(first).id()),
                params.text("clOrdId"),
                params.text("algoClOrdId"),
                null,
                "0",
                "",
                params.text("tag"));
    }

    private static OrderRequest order(
            Account account, Market market, OkxParams params, String kind, String tdMode) {
        Leg leg = OkxTradeApi.leg(account, params);
        boolean whole = params.text("closeFraction").equals("1");
        if (params.has("closeFraction") && !whole) {
            throw OkxRefusal.parameter("closeFraction");
        }
        OkxNote note =
                new OkxNote(
                        "market",
                        kind,
                        tdMode,
                        Integer.toString(account.position(market, leg).leverage()),
                        OkxTradeApi.tag(params));
        return new OrderRequest(
                market.contract().symbol(),
                "",
                OkxTradeApi.side(params),
                OrderType.MARKET,
                Execution.IOC,
                whole ? BigDecimal.ZERO : OkxTradeApi.coins(market, params, "sz"),
                BigDecimal.ZERO,
                leg,
                whole || (leg == Leg.BOTH && params.flag("reduceOnly")),
                whole,
                SelfTrade.EXPIRE_MAKER,
                0,
                note.text(),
                List.of());
    }

    private static List<TriggerRequest> triggers(
            Market market, OrderRequest order, OkxParams params, String kind) {
        String id = OkxTradeApi.clientId(params, "algoClOrdId");
        return switch (kind) {
            case "trigger" -> List.of(plain(market, order, params).named(id));
            case "move_order_stop" -> List.of(trailing(order, params).named(id));
            default -> {
                List<TriggerRequest> both = closing(order, params);
                if (both.isEmpty() || (kind.equals("oco") && both.size() < 2)) {
                    throw OkxRefusal.oneOf("tpTriggerPx", "slTriggerPx");
                }
                List<TriggerRequest> named = new ArrayList<>(both);
                named.set(0, both.getFirst().named(id));
                yield named;
            }
        };
    }

    /** The direction follows from where the price is now. */
    private static TriggerRequest plain(Market market, OrderRequest order, OkxParams params) {
        PriceSource source = source(params.text("triggerPxType", "last"), "triggerPxType");
        BigDecimal price = params.decimal("triggerPx");
        BigDecimal now = market.contract().priceOfUnits(market.price(source));
        boolean rises = price.compareTo(now) > 0;
        boolean stop = rises == order.buy();
        TriggerRequest request =
                TriggerRequest.at(
                        stop ? Trigger.Kind.STOP : Trigger.Kind.TAKE_PROFIT,
                        price,
                        at(order, params.decimal("orderPx"), "orderPx"));
        return request.by(source);
    }

    private static TriggerRequest trailing(OrderRequest order, OkxParams params) {
        boolean share = params.has("callbackRatio");
        if (share == params.has("callbackSpread")) {
            throw OkxRefusal.oneOf("callbackRatio", "callbackSpread");
        }
        BigDecimal active = params.has("activePx") ? params.decimal("activePx") : BigDecimal.ZERO;
        TriggerRequest ratio =
                TriggerRequest.trailing(
                        active, share ? params.decimal("callbackRatio") : BigDecimal.ZERO, order);
        if (share) {
            return ratio;
        }
        return new TriggerRequest(
                "",
                ratio.kind(),
                ratio.source(),
                ratio.rises(),
                ratio.price(),
                BigDecimal.ZERO,
                params.decimal("callbackSpread"),
                false,
                0,
                order);
    }

    /** Take-profit and stop-loss as far as they are asked for. */
    private static List<TriggerRequest> closing(OrderRequest order, OkxParams params) {
        List<TriggerRequest> both = new ArrayList<>();
        for (String name : List.of(TAKE_PROFIT, STOP_LOSS)) {
            if (params.has(name + "TriggerPx")) {
                boolean profit = name.equals(TAKE_PROFIT);
                String typed = name + "TriggerPxType";
                OrderRequest sent = at(order, params.decimal(name + "OrdPx"), name + "OrdPx");
                both.add(
                        TriggerRequest.at(
                                        profit ? Trigger.Kind.TAKE_PROFIT : Trigger.Kind.STOP,
                                        params.decimal(name + "TriggerPx"),
                                        sent)
                                .by(source(params.text(typed, "last"), typed)));
            }
        }
        return both;
    }

    /** The triggers that hang on an order: they close what it opens. */
    List<TriggerRequest> attached(OrderRequest parent, List<OkxParams> asked) {
        if (asked.size() > ATTACHED_MAX) {
            throw OkxRefusal.parameter("attachAlgoOrds");
        }
        List<TriggerRequest> triggers = new ArrayList<>();
        for (OkxParams one : asked) {
            OrderRequest closing =
                    new OrderRequest(
                            parent.symbol(),
                            "",
                            !parent.buy(),
                            OrderType.MARKET,
                            Execution.IOC,
                            parent.quantity(),
                            BigDecimal.ZERO,
                            parent.leg(),
                            true,
                            false,
                            parent.selfTrade(),
                            0,
                            parent.note().replaceFirst(" - ", " conditional "),
                            List.of());
            List<TriggerRequest> both = closing(closing, one);
            if (both.isEmpty()) {
                throw OkxRefusal.oneOf("tpTriggerPx", "slTriggerPx");
            }
            String id = OkxTradeApi.clientId(one, "attachAlgoClOrdId");
            triggers.add(both.getFirst().named(id).dyingWithPosition());
            both.stream().skip(1).forEach(other -> triggers.add(other.dyingWithPosition()));
        }
        return triggers;
    }

    Object cancel(Account account, OkxParams params) {
        OkxAlgo algo = find(account, params).orElseThrow(OkxRefusal::notCancelled);
        if (!algo.state().equals("live")) {
            throw OkxRefusal.notCancelled();
        }
        exchange.cancel(algo.first());
        Trigger second = algo.second();
        if (second != null && second.state() == Trigger.State.WAITING) {
            exchange.cancel(second);
        }
        return ack(algo, params);
    }

    Object amend(Account account, OkxParams params) {
        OkxAlgo algo = find(account, params).orElseThrow(OkxRefusal::notAmended);
        if (!algo.state().equals("live")) {
            throw OkxRefusal.notAmended();
        }
        for (Trigger trigger : members(algo)) {
            String name = name(trigger);
            TriggerRequest old = trigger.request();
            OrderRequest order = old.order();
            if (params.has("newSz")) {
                BigDecimal size = OkxTradeApi.coins(trigger.market(), params, "newSz");
                order = sized(order, size);
            }
            String ordPx = algo.ordType().equals("trigger") ? "newOrdPx" : name + "OrdPx";
            if (params.has(ordPx)) {
                order = at(order, params.decimal(ordPx), ordPx);
            }
            String triggerPx =
                    algo.ordType().equals("trigger") ? "newTriggerPx" : name + "TriggerPx";
            BigDecimal price = params.has(triggerPx) ? params.decimal(triggerPx) : old.price();
            TriggerRequest changed = old.with(price, order);
            if (!changed.equals(old)) {
                exchange.amend(trigger, changed);
            }
        }
        return ack(algo, params);
    }

    private static String name(Trigger trigger) {
        return trigger.request().kind() == Trigger.Kind.TAKE_PROFIT ? "newTp" : "newSl";
    }

    private static List<Trigger> members(OkxAlgo algo) {
        Trigger second = algo.second();
        return second == null ? List.of(algo.first()) : List.of(algo.first(), second);
    }

    /** An algo order by OKX's id or by the client's. */
    static Optional<OkxAlgo> find(Account account, OkxParams params) {
        if (!params.has("algoId") && !params.has("algoClOrdId")) {
            throw OkxRefusal.oneOf("algoId", "algoClOrdId");
        }
        Optional<Trigger> found =
                params.has("algoId")
                        ? Optional.ofNullable(account.triggers().get(params.integer("algoId", 0)))
                        : account.trigger(params.text("algoClOrdId"));
        return found.map(OkxAlgo::of);
    }

    /** The same order at a limit price; -1 is the market's. */
    private static OrderRequest at(OrderRequest order, BigDecimal price, String name) {
        if (price.compareTo(OkxOrderWire.AT_MARKET) == 0) {
            return priced(order, OrderType.MARKET, BigDecimal.ZERO);
        }
        if (price.signum() <= 0) {
            throw OkxRefusal.parameter(name);
        }
        return priced(order, OrderType.LIMIT, price);
    }

    private static OrderRequest priced(OrderRequest order, OrderType type, BigDecimal price) {
        boolean market = type == OrderType.MARKET;
        return new OrderRequest(
                order.symbol(),
                order.clientId(),
                order.buy(),
                type,
                market ? Execution.IOC : Execution.GTC,
                order.quantity(),
                price,
                order.leg(),
                order.reduceOnly(),
                order.closePosition(),
                order.selfTrade(),
                0,
                market
                        ? order.note().replaceFirst("^okx limit ", "okx market ")
                        : order.note().replaceFirst("^okx market ", "okx limit "),
                List.of());
    }

    private static OrderRequest sized(OrderRequest order, BigDecimal coins) {
        return new OrderRequest(
                order.symbol(),
                order.clientId(),
                order.buy(),
                order.type(),
                order.execution(),
                coins,
                order.price(),
                order.leg(),
                order.reduceOnly(),
                false,
                order.selfTrade(),
                0,
                order.note(),
                List.of());
    }

    private static PriceSource source(String word, String name) {
        return switch (word) {
            case "last" -> PriceSource.LAST;
            case "mark" -> PriceSource.MARK;
            case "index" -> PriceSource.INDEX;
            default -> throw OkxRefusal.parameter(name);
        };
    }

    private static Object ack(OkxAlgo algo, OkxParams params) {
        return new OkxOrders.AlgoAck(
                Long.toString(algo.id()),
                null,
                OkxOrderWire.clientId(algo.first().clientId()),
                params.has("reqId") ? params.text("reqId") : null,
                "0",
                "",
                null);
    }

    static OkxOrders.AlgoAck refused(OkxParams params, OkxRefusal refusal) {
        return new OkxOrders.AlgoAck(
                params.text("algoId"),
                params.text("clOrdId"),
                params.text("algoClOrdId"),
                null,
                refusal.code(),
                refusal.words(),
                params.text("tag"));
    }
}
