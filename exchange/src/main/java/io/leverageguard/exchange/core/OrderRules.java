package io.leverageguard.exchange.core;

import io.leverageguard.engine.margin.QuoteUnits;
import io.leverageguard.exchange.core.ExchangeOrder.OrderType;
import io.leverageguard.exchange.core.ExchangeOrder.Terms;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** What an order must be to be taken, in the order in which the venue looks. */
public final class OrderRules {
    private OrderRules() {}

    /** Turns a request into terms, or refuses it. */
    static Terms check(Account account, Market market, OrderRequest request) {
        Contract contract = market.contract;
        checkLeg(account, request);
        Position position = account.position(market, request.leg());
        boolean reduces = request.reduceOnly() || request.leg().closes(request.buy());
        if (!request.closePosition()) {
            checkQuantity(contract, request);
        }
        boolean isMarket = request.type() == OrderType.MARKET;
        if (!isMarket) {
            checkPrice(market, request);
        }
        if (account.ordersByClientId.containsKey(request.clientId())) {
            throw new ExchangeRefusal(Reason.DUPLICATE_CLIENT_ID);
        }
        long opposite = request.buy() ? market.book.bestAsk() : market.book.bestBid();
        if (isMarket && opposite == 0) {
            throw new ExchangeRefusal(Reason.NO_COUNTERPARTY);
        }
        long lots = asked(position, request);
        if (reduces) {
            lots = reducible(position, request.buy(), lots);
        }
        long ticks = isMarket ? marketLimit(market, request.buy()) : ticks(contract, request);
        long reckoned = contract.units(isMarket ? opposite : ticks);
        if (!reduces) {
            checkNotional(contract, lots * reckoned);
        }
        if (account.openIn(market).size() >= Contract.ORDERS_MAX) {
            throw new ExchangeRefusal(Reason.TOO_MANY_ORDERS);
        }
        if (!reduces) {
            checkMargin(position, request.buy(), lots, reckoned);
        }
        return new Terms(
                request.buy(),
                request.type(),
                request.execution(),
                ticks,
                lots,
                request.leg(),
                reduces,
                request.closePosition(),
                request.selfTrade(),
                request.goodTill());
    }

    /** What can be said of an order before its time has come. */
    static void checkShape(Account account, Market market, OrderRequest request) {
        Contract contract = market.contract;
        checkLeg(account, request);
        if (!request.closePosition() && request.quantity().signum() != 0) {
            checkQuantity(contract, request);
        }
        if (request.type() == OrderType.LIMIT) {
            checkPriceShape(contract, request.price());
        }
    }

    private static void checkLeg(Account account, OrderRequest request) {
        if (account.hedge == (request.leg() == Leg.BOTH)) {
            throw new ExchangeRefusal(Reason.LEG_MISMATCH);
        }
    }

    private static long asked(Position position, OrderRequest request) {
        if (!request.closePosition()) {
            return lots(position.market.contract, request.quantity());
        }
        if (!position.isClosedBy(request.buy())) {
            throw new ExchangeRefusal(Reason.NOTHING_TO_REDUCE);
        }
        return Math.abs(position.lots);
    }

    /** The terms of a resting order with another price and quantity, or a refusal. */
    static Terms checkAmended(ExchangeOrder order, BigDecimal quantity, BigDecimal price) {
        Contract contract = order.market.contract;
        Terms old = order.terms;
        OrderRequest request =
                OrderRequest.limit(contract.symbol(), order.clientId, old.buy(), quantity, price);
        checkQuantity(contract, request);
        checkPrice(order.market, request);
        long lots = lots(contract, quantity);
        long ticks = ticks(contract, request);
        if (lots == old.lots() && ticks == old.priceTicks()) {
            throw new ExchangeRefusal(Reason.NOTHING_CHANGED);
        }
        if (!old.reduceOnly()) {
            checkNotional(contract, lots * contract.units(ticks));
        }
        long left = lots - order.filled;
        if (old.reduceOnly() && left > order.left()) {
            throw new ExchangeRefusal(Reason.NOTHING_TO_REDUCE);
        }
        Position position = order.position();
        long worth = left * contract.units(ticks);
        long before = order.left() * contract.units(old.priceTicks());
        long extra =
                position.orderMarginWith(old.buy(), left - order.left(), worth - before)
                        - position.orderMargin();
        if (!old.reduceOnly() && extra > 0 && extra > order.account.available()) {
            throw new ExchangeRefusal(Reason.MARGIN_INSUFFICIENT);
        }
        return old.with(ticks, lots);
    }

    private static void checkQuantity(Contract contract, OrderRequest request) {
        BigDecimal quantity = request.quantity();
        if (quantity.signum() <= 0) {
            throw new ExchangeRefusal(Reason.QUANTITY_NOT_POSITIVE);
        }
        if (!contract.onLot(quantity)) {
            throw new ExchangeRefusal(Reason.QUANTITY_OFF_STEP);
        }
        long most =
                request.type() == OrderType.MARKET ? contract.marketLotsMax() : contract.lotsMax();
        if (quantity.compareTo(contract.quantity(most)) > 0) {
            throw new ExchangeRefusal(Reason.QUANTITY_TOO_LARGE);
        }
    }

    private static void checkPrice(Market market, OrderRequest request) {
        Contract contract = market.contract;
        BigDecimal price = request.price();
        checkPriceShape(contract, price);
        BigDecimal mark = contract.priceOfUnits(market.mark());
        BigDecimal top = mark.multiply(BigDecimal.ONE.add(Contract.PRICE_BAND));
        BigDecimal bottom = mark.multiply(BigDecimal.ONE.subtract(Contract.PRICE_BAND));
        if (request.buy() && price.compareTo(top) > 0) {
            throw new ExchangeRefusal(Reason.PRICE_ABOVE_BAND, places(contract, top));
        }
        if (!request.buy() && price.compareTo(bottom) < 0) {
            throw new ExchangeRefusal(Reason.PRICE_BELOW_BAND, places(contract, bottom));
        }
    }

    private static void checkPriceShape(Contract contract, BigDecimal price) {
        if (price.signum() <= 0) {
            throw new ExchangeRefusal(Reason.PRICE_NOT_POSITIVE);
        }
        if (price.compareTo(contract.priceMax()) > 0) {
            throw new ExchangeRefusal(Reason.PRICE_TOO_HIGH);
        }
        if (price.compareTo(contract.priceMin()) < 0) {
            throw new ExchangeRefusal(Reason.PRICE_TOO_LOW);
        }
        if (!contract.onTick(price)) {
            throw new ExchangeRefusal(Reason.PRICE_OFF_TICK);
        }
    }

    private static String places(Contract contract, BigDecimal price) {
        return price.setScale(contract.tick().scale(), RoundingMode.HALF_UP).toPlainString();
    }

    private static void checkNotional(Contract contract, long notional) {
        long least = QuoteUnits.of(contract.notionalMin(), RoundingMode.UNNECESSARY);
        if (notional < least) {
            throw new ExchangeRefusal(
                    Reason.NOTIONAL_TOO_SMALL, contract.notionalMin().toPlainString());
        }
    }

    /** What of these lots can still reduce, other reduce-only orders counted. */
    private static long reducible(Position position, boolean buy, long lots) {
        long room = position.isClosedBy(buy) ? Math.abs(position.lots) : 0;
        for (ExchangeOrder order : position.account.openIn(position.market)) {
            boolean same = order.terms.buy() == buy && order.terms.leg() == position.leg;
            if (order.terms.reduceOnly() && same) {
                room -= order.left();
            }
        }
        if (room <= 0) {
            throw new ExchangeRefusal(Reason.NOTHING_TO_REDUCE);
        }
        return Math.min(lots, room);
    }

    private static void checkMargin(Position position, boolean buy, long lots, long units) {
        Contract contract = position.market.contract;
        long extra = position.orderMarginWith(buy, lots, lots * units) - position.orderMargin();
        if (extra <= 0) {
            return;
        }
        long onSide = buy ? position.buyLots : position.sellLots;
        long held = buy ? position.lots : -position.lots;
        long most =
                QuoteUnits.of(
                        contract.margins().notionalMax(position.leverage),
                        RoundingMode.UNNECESSARY);
        if ((held + onSide + lots) * units > most) {
            throw new ExchangeRefusal(Reason.POSITION_TOO_LARGE);
        }
        long mark = position.market.mark();
        long loss = lots * Math.max(0, buy ? units - mark : mark - units);
        long fee = Ledger.fee(lots * units, false);
        if (extra + loss + fee > position.account.available()) {
            throw new ExchangeRefusal(Reason.MARGIN_INSUFFICIENT);
        }
    }

    /** A market order does not trade beyond 5 % from the mark price (marketTakeBound). */
    private static long marketLimit(Market market, boolean buy) {
        long ticks = market.contract.nearestTicks(market.mark());
        return buy ? ticks + ticks / 20 : Math.max(1, ticks - ticks / 20);
    }

    private static long ticks(Contract contract, OrderRequest request) {
        return request.price()
                .divide(contract.tick(), 0, RoundingMode.UNNECESSARY)
                .longValueExact();
    }

    private static long lots(Contract contract, BigDecimal quantity) {
        return quantity.divide(contract.lot(), 0, RoundingMode.UNNECESSARY).longValueExact();
    }
}
