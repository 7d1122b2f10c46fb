package io.leverageguard.exchange.binance;

import io.leverageguard.engine.book.Execution;
import io.leverageguard.engine.book.SelfTrade;
import io.leverageguard.engine.margin.QuoteUnits;
import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.AccountCause;
import io.leverageguard.exchange.core.Candle;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.EndReason;
import io.leverageguard.exchange.core.ExchangeListener;
import io.leverageguard.exchange.core.ExchangeOrder;
import io.leverageguard.exchange.core.ExchangeOrder.OrderType;
import io.leverageguard.exchange.core.Funding;
import io.leverageguard.exchange.core.IncomeType;
import io.leverageguard.exchange.core.Leg;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.exchange.core.Position;
import io.leverageguard.venues.binance.BinanceEvent;
import io.leverageguard.venues.binance.BinanceMessages;
import io.leverageguard.venues.binance.BinanceMessages.Level;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says in Binance's words what the exchange holds. */
final class BinanceWire {
    static final String ASSET = "USDT";
    private static final BigDecimal NONE = BigDecimal.ZERO;

    private BinanceWire() {}

    static BigDecimal money(long units) {
        return QuoteUnits.toDecimal(units);
    }

    static String side(boolean buy) {
        return buy ? "BUY" : "SELL";
    }

    static String timeInForce(ExchangeOrder order) {
        ExchangeOrder.Terms terms = order.terms();
        return timeInForce(terms.type(), terms.execution(), terms.goodTill());
    }

    static String timeInForce(OrderType type, Execution execution, long goodTill) {
        if (goodTill > 0) {
            return "GTD";
        }
        if (type == OrderType.MARKET) {
            return "GTC";
        }
        return execution == Execution.POST_ONLY ? "GTX" : execution.name();
    }

    /** How the price was found, if the venue was to find it. */
    static String priceMatch(ExchangeOrder order) {
        return order.note().isEmpty() ? BinanceOrderParams.NO_MATCH : order.note();
    }

    /** What only reduces by the side of hedge mode is not called so. */
    static boolean reduceOnly(ExchangeOrder order) {
        ExchangeOrder.Terms terms = order.terms();
        return terms.reduceOnly() && terms.leg() == Leg.BOTH && !terms.closePosition();
    }

    static String selfTrade(SelfTrade mode) {
        return mode == SelfTrade.ALLOW ? "NONE" : mode.name();
    }

    /** The price asked for: none for a market order. */
    static BigDecimal limit(ExchangeOrder order) {
        boolean limited = order.terms().type() == OrderType.LIMIT;
        return limited ? order.market().contract().price(order.terms().priceTicks()) : NONE;
    }

    /** The venue marks what it sent itself by the beginning of the client id. */
    static String clientId(ExchangeOrder order) {
        return switch (order.origin()) {
            case USER -> order.clientId();
            case ADL -> "adl_autoclose";
            case LIQUIDATION, PARTIAL_LIQUIDATION, TAKEOVER ->
                    "autoclose-" + order.createdAt() + "%06d".formatted(order.id() % 1_000_000);
        };
    }

    /** Why an account has changed, as ACCOUNT_UPDATE says it. */
    static String reason(AccountCause cause) {
        return switch (cause) {
            case DEPOSIT -> "DEPOSIT";
            case WITHDRAWAL -> "WITHDRAW";
            case ORDER -> "ORDER";
            case FUNDING -> "FUNDING_FEE";
            case LIQUIDATION -> "INSURANCE_CLEAR";
            case MARGIN_TRANSFER -> "MARGIN_TRANSFER";
            case MARGIN_MODE -> "MARGIN_TYPE_CHANGE";
            case ADL -> "ADJUSTMENT";
        };
    }

    /** Why money moved, as the income list says it. */
    static String incomeType(IncomeType type) {
        return switch (type) {
            case TRANSFER, REALIZED_PNL, COMMISSION, FUNDING_FEE -> type.name();
            case LIQUIDATION_FEE, LOSS_COVERED -> "INSURANCE_CLEAR";
        };
    }

    static BinanceMessages.Order order(ExchangeOrder order, boolean withTime) {
        return order(order, withTime, order.status().name(), order.filled());
    }

    /** The order as it was acknowledged, before anything happened to it. */
    static BinanceMessages.Order acknowledged(ExchangeOrder order) {
        return order(order, false, "NEW", 0);
    }

    private static BinanceMessages.Order order(
            ExchangeOrder order, boolean withTime, String status, long filled) {
        Contract contract = order.market().contract();
        String type = order.terms().type().name();
        return new BinanceMessages.Order(
                order.id(),
                contract.symbol(),
                status,
                clientId(order),
                limit(order),
                filled == 0 ? NONE : contract.meanPrice(order.cost(), filled),
                contract.quantity(order.terms().lots()),
                contract.quantity(filled),
                filled == 0 ? NONE : money(order.cost()),
                timeInForce(order),
                type,
                reduceOnly(order),
                order.terms().closePosition(),
                side(order.terms().buy()),
                order.terms().leg().name(),
                NONE,
                "CONTRACT_PRICE",
                false,
                type,
                priceMatch(order),
                selfTrade(order.terms().selfTrade()),
                order.terms().goodTill(),
                withTime ? order.createdAt() : null,
                order.updatedAt());
    }

    static BinanceMessages.UserTrade trade(Account.Fill fill) {
        Contract contract = fill.order().market().contract();
        boolean buy = fill.order().terms().buy();
        return new BinanceMessages.UserTrade(
                contract.symbol(),
                fill.tradeId(),
                fill.order().id(),
                side(buy),
                contract.price(fill.priceTicks()),
                contract.quantity(fill.lots()),
                money(fill.realized()),
                money(fill.lots() * contract.units(fill.priceTicks())),
                money(fill.fee()),
                ASSET,
                fill.time(),
                fill.order().terms().leg().name(),
                buy,
                fill.maker());
    }

    static BinanceMessages.Income income(Account.Income line) {
        String type = incomeType(line.type());
        String trade = line.tradeId() == 0 ? "" : Long.toString(line.tradeId());
        return new BinanceMessages.Income(
                line.symbol(),
                type,
                money(line.amount()),
                ASSET,
                line.time(),
                trade.isEmpty() ? type : trade,
                line.id(),
                trade);
    }

    static BinanceMessages.PositionRisk risk(Position position) {
        Contract contract = position.market().contract();
        long margin = position.isolated() ? position.isolatedWallet() + position.profit() : 0;
        long initial = position.positionMargin();
        BigDecimal entry = contract.meanPrice(position.cost(), position.lots());
        return new BinanceMessages.PositionRisk(
                contract.symbol(),
                position.leg().name(),
                contract.quantity(position.lots()),
                entry,
                entry,
                contract.priceOfUnits(position.market().mark()),
                money(position.profit()),
                position.liquidationPrice().orElse(NONE),
                money(margin),
                money(position.lots() * position.market().mark()),
                ASSET,
                money(position.isolatedWallet()),
                money(initial + position.orderMargin()),
                money(position.maintenance()),
                money(initial),
                money(position.orderMargin()),
                Integer.toString(position.leverage()),
                position.isolated() ? "isolated" : "cross",
                position.updatedAt());
    }

    static BinanceEvent.OrderUpdate update(
            ExchangeOrder order,
            ExchangeListener.OrderChange change,
            Account.@Nullable Fill fill,
            long now) {
        Contract contract = order.market().contract();
        String type = order.terms().type().name();
        return new BinanceEvent.OrderUpdate(
                contract.symbol(),
                clientId(order),
                side(order.terms().buy()),
                type,
                timeInForce(order),
                contract.quantity(order.terms().lots()),
                limit(order),
                contract.meanPrice(order.cost(), order.filled()),
                NONE,
                change.name(),
                order.status().name(),
                order.id(),
                contract.quantity(fill == null ? 0 : fill.lots()),
                contract.quantity(order.filled()),
                fill == null ? NONE : contract.price(fill.priceTicks()),
                fill == null ? null : ASSET,
                fill == null ? null : money(fill.fee()),
                now,
                fill == null ? 0 : fill.tradeId(),
                NONE,
                NONE,
                fill != null && fill.maker(),
                reduceOnly(order),
                "CONTRACT_PRICE",
                type,
                order.terms().leg().name(),
                order.terms().closePosition(),
                fill == null ? NONE : money(fill.realized()),
                selfTrade(order.terms().selfTrade()),
                priceMatch(order),
                order.terms().goodTill(),
                order.endReason() == EndReason.LIQUIDATION ? "5" : null);
    }

    static BinanceEvent.PositionChange change(Position position) {
        Contract contract = position.market().contract();
        BigDecimal entry = contract.meanPrice(position.cost(), position.lots());
        return new BinanceEvent.PositionChange(
                contract.symbol(),
                contract.quantity(position.lots()),
                entry,
                entry,
                money(position.realized()),
                money(position.profit()),
                position.isolated() ? "isolated" : "cross",
                money(position.isolatedWallet()),
                position.leg().name());
    }

    static List<Level> levels(Market market, boolean bids, int limit) {
        List<Level> levels = new ArrayList<>();
        Contract contract = market.contract();
        market.book()
                .levels(
                        bids,
                        limit,
                        (price, lots, orders) ->
                                levels.add(
                                        new Level(contract.price(price), contract.quantity(lots))));
        return levels;
    }

    static BinanceMessages.Kline kline(Contract contract, Candle candle, long interval) {
        return new BinanceMessages.Kline(
                candle.openTime(),
                contract.price(candle.open()),
                contract.price(candle.high()),
                contract.price(candle.low()),
                contract.price(candle.close()),
                contract.quantity(candle.lots()),
                candle.openTime() + interval - 1,
                money(candle.cost()),
                candle.trades(),
                contract.quantity(candle.takerBuyLots()),
                money(candle.takerBuyCost()),
                "0");
    }

    static BinanceMessages.PremiumIndex premium(Market market, long now) {
        Contract contract = market.contract();
        BigDecimal index = contract.priceOfUnits(market.index());
        return new BinanceMessages.PremiumIndex(
                contract.symbol(),
                contract.priceOfUnits(market.mark()),
                index,
                index,
                market.lastFundingRate().setScale(QuoteUnits.SCALE, RoundingMode.HALF_EVEN),
                new BigDecimal("0.00010000"),
                Funding.next(now / 1000) * 1000,
                now);
    }
}
