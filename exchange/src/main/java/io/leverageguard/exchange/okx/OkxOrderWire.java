package io.leverageguard.exchange.okx;

import io.leverageguard.engine.book.Execution;
import io.leverageguard.engine.book.SelfTrade;
import io.leverageguard.exchange.core.Account.Fill;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.ExchangeOrder;
import io.leverageguard.exchange.core.ExchangeOrder.OrderType;
import io.leverageguard.exchange.core.ExchangeOrder.Origin;
import io.leverageguard.exchange.core.Leg;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.exchange.core.OrderRequest;
import io.leverageguard.exchange.core.PriceSource;
import io.leverageguard.exchange.core.Trigger;
import io.leverageguard.exchange.core.TriggerRequest;
import io.leverageguard.venues.okx.OkxEvent;
import io.leverageguard.venues.okx.OkxOrders;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says in OKX's words what became of orders. */
final class OkxOrderWire {
    /** A client's own id: letters and digits of either case. */
    static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9]{1,32}");

    /** As the price of an order that triggers: the market's. */
    static final BigDecimal AT_MARKET = BigDecimal.ONE.negate();

    private final OkxTallies tallies;

    OkxOrderWire(OkxTallies tallies) {
        this.tallies = tallies;
    }

    static String side(boolean buy) {
        return buy ? "buy" : "sell";
    }

    static String posSide(Leg leg) {
        return switch (leg) {
            case BOTH -> "net";
            case LONG -> "long";
            case SHORT -> "short";
        };
    }

    static String category(Origin origin) {
        return switch (origin) {
            case USER -> "normal";
            case PARTIAL_LIQUIDATION -> "partial_liquidation";
            case LIQUIDATION, TAKEOVER -> "full_liquidation";
            case ADL -> "adl";
        };
    }

    static String state(ExchangeOrder order) {
        return switch (order.status()) {
            case NEW -> "live";
            case PARTIALLY_FILLED -> "partially_filled";
            case FILLED -> "filled";
            case CANCELED, EXPIRED, EXPIRED_IN_MATCH -> "canceled";
        };
    }

    /** Who cancelled: the numbers that OKX documents for {@code cancelSource}. */
    private static String cancelSource(ExchangeOrder order) {
        boolean whole = order.terms().execution() == Execution.FOK;
        return switch (order.endReason()) {
            case NONE -> "";
            case USER -> "1";
            case UNFILLED -> whole ? "13" : "14";
            case WOULD_TAKE -> "31";
            case SELF_TRADE -> "32";
            case REDUCE_ONLY -> "22";
            case PAIR -> "36";
            case LIQUIDATION -> "3";
            case GOOD_TILL -> "0";
        };
    }

    /** An id that OKX would have taken; else the client gave none to OKX. */
    static String clientId(String id) {
        return CLIENT_ID.matcher(id).matches() ? id : "";
    }

    /** Trades of the exchange with itself are not on the public tape and have negative ids. */
    static String tradeId(Fill fill) {
        long id = fill.order().origin().isForced() ? -fill.tradeId() : fill.tradeId();
        return Long.toString(id);
    }

    OkxOrders.Order order(ExchangeOrder order) {
        OkxTallies.Tally tally = tallies.of(order.id());
        return order(order, tally, tally.last());
    }

    private static OkxOrders.Order order(
            ExchangeOrder order, OkxTallies.Tally tally, @Nullable Fill last) {
        Contract contract = order.market().contract();
        OkxNote note = OkxNote.of(order);
        boolean filled = order.filled() > 0;
        boolean limited = order.terms().type() == OrderType.LIMIT;
        boolean forced = order.origin().isForced();
        Optional<Trigger> trigger = order.trigger();
        return new OkxOrders.Order(
                OkxInstruments.SWAP,
                OkxInstruments.instId(contract),
                Long.toString(order.id()),
                clientId(order.clientId()),
                note.tag(),
                limited ? OkxInstruments.price(contract, order.terms().priceTicks()) : null,
                OkxInstruments.size(contract, order.terms().lots()),
                OkxInstruments.money(tally.realized()),
                forced ? "limit" : note.ordType(),
                side(order.terms().buy()),
                posSide(order.terms().leg()),
                note.tdMode(),
                OkxInstruments.size(contract, order.filled()),
                last == null ? null : OkxInstruments.price(contract, last.priceTicks()),
                last == null ? BigDecimal.ZERO : OkxInstruments.size(contract, last.lots()),
                last == null ? null : last.time(),
                last == null ? "" : forced ? "0" : tradeId(last),
                filled
                        ? OkxInstruments.plain(contract.meanPrice(order.cost(), order.filled()))
                        : null,
                state(order),
                category(order.origin()),
                source(trigger),
                cancelSource(order),
                stpMode(order.terms().selfTrade()),
                new BigDecimal(note.lever()),
                OkxInstruments.money(-tally.fee()),
                Contract.QUOTE,
                BigDecimal.ZERO,
                Contract.QUOTE,
                Boolean.toString(order.terms().reduceOnly()),
                trigger.map(t -> Long.toString(OkxAlgo.of(t).id())).orElse(""),
                trigger.map(t -> clientId(t.clientId())).orElse(""),
                order.attached().isEmpty() ? "" : order.attached().getFirst().clientId(),
                attached(order),
                null,
                "",
                null,
                null,
                "",
                null,
                order.createdAt(),
                order.updatedAt());
    }

    /** The order with the fill that changed it, if one did. */
    OkxEvent.OrderUpdate update(ExchangeOrder order, @Nullable Fill fill, boolean amended) {
        Market market = order.market();
        Contract contract = market.contract();
        BigDecimal worth =
                OkxInstruments.money(order.terms().lots() * contract.units(market.lastTicks()));
        return new OkxEvent.OrderUpdate(
                order(order, tallies.of(order.id()), fill),
                fill == null ? BigDecimal.ZERO : OkxInstruments.money(-fill.fee()),
                fill == null ? "" : Contract.QUOTE,
                fill == null ? BigDecimal.ZERO : OkxInstruments.money(fill.realized()),
                fill == null
                        ? null
                        : OkxInstruments.money(fill.lots() * contract.units(fill.priceTicks())),
                fill == null ? null : OkxMarketWire.units(contract, market.mark()),
                fill == null ? null : OkxMarketWire.units(contract, market.index()),
                worth,
                OkxInstruments.price(contract, market.lastTicks()),
                fill == null ? "" : execType(fill),
                amended ? "0" : "",
                amended ? "1" : "",
                "",
                "0",
                "");
    }

    static OkxEvent.FillUpdate fillUpdate(Fill fill) {
        ExchangeOrder order = fill.order();
        Contract contract = order.market().contract();
        return new OkxEvent.FillUpdate(
                OkxInstruments.instId(contract),
                Long.toString(order.id()),
                clientId(order.clientId()),
                tradeId(fill),
                OkxInstruments.price(contract, fill.priceTicks()),
                OkxInstruments.size(contract, fill.lots()),
                side(order.terms().buy()),
                execType(fill),
                "1",
                fill.time());
    }

    static OkxOrders.Fill fill(Fill fill) {
        ExchangeOrder order = fill.order();
        Contract contract = order.market().contract();
        BigDecimal worth = OkxInstruments.money(fill.lots() * contract.units(fill.priceTicks()));
        BigDecimal fee = OkxInstruments.money(-fill.fee());
        return new OkxOrders.Fill(
                OkxInstruments.SWAP,
                OkxInstruments.instId(contract),
                tradeId(fill),
                Long.toString(order.id()),
                clientId(order.clientId()),
                Long.toString(fill.tradeId()),
                OkxBills.subType(order),
                OkxNote.of(order).tag(),
                OkxInstruments.price(contract, fill.priceTicks()),
                OkxInstruments.size(contract, fill.lots()),
                OkxInstruments.money(fill.realized()),
                null,
                null,
                side(order.terms().buy()),
                posSide(order.terms().leg()),
                execType(fill),
                Contract.QUOTE,
                fee,
                OkxInstruments.plain(fee.divide(worth, 8, RoundingMode.HALF_EVEN)),
                fill.time(),
                fill.time());
    }

    private static String execType(Fill fill) {
        return fill.maker() ? "M" : "T";
    }

    /** Which kind of algo order sent it. */
    private static String source(Optional<Trigger> trigger) {
        if (trigger.isEmpty()) {
            return "";
        }
        return switch (OkxAlgo.of(trigger.get()).ordType()) {
            case "trigger" -> "6";
            case "move_order_stop" -> "25";
            default -> "7";
        };
    }

    private static String stpMode(SelfTrade mode) {
        return switch (mode) {
            case ALLOW -> "";
            case EXPIRE_MAKER -> "cancel_maker";
            case EXPIRE_TAKER -> "cancel_taker";
            case EXPIRE_BOTH -> "cancel_both";
        };
    }

    static String priceType(PriceSource source) {
        return switch (source) {
            case LAST -> "last";
            case MARK -> "mark";
            case INDEX -> "index";
        };
    }

    /** The price at which a triggered order goes out. */
    static BigDecimal orderPrice(OrderRequest request) {
        return request.type() == OrderType.MARKET ? AT_MARKET : request.price();
    }

    private static List<OkxOrders.AttachedAlgo> attached(ExchangeOrder order) {
        if (order.attached().isEmpty()) {
            return List.of();
        }
        TriggerRequest profit = find(order.attached(), Trigger.Kind.TAKE_PROFIT);
        TriggerRequest stop = find(order.attached(), Trigger.Kind.STOP);
        return List.of(
                new OkxOrders.AttachedAlgo(
                        null,
                        order.attached().getFirst().clientId(),
                        profit == null ? null : profit.price(),
                        profit == null ? "" : priceType(profit.source()),
                        profit == null ? null : orderPrice(profit.order()),
                        stop == null ? null : stop.price(),
                        stop == null ? "" : priceType(stop.source()),
                        stop == null ? null : orderPrice(stop.order()),
                        null));
    }

    private static @Nullable TriggerRequest find(List<TriggerRequest> all, Trigger.Kind kind) {
        return all.stream().filter(one -> one.kind() == kind).findFirst().orElse(null);
    }
}
