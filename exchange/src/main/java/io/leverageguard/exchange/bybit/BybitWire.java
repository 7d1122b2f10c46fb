package io.leverageguard.exchange.bybit;

import io.leverageguard.engine.book.Execution;
import io.leverageguard.engine.book.SelfTrade;
import io.leverageguard.engine.margin.QuoteUnits;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.ExchangeOrder.OrderType;
import io.leverageguard.exchange.core.Leg;
import io.leverageguard.exchange.core.PriceSource;
import java.math.BigDecimal;

/** Bybit's words for what the exchange's types say, and its form of amounts. */
final class BybitWire {
    static final String COIN = "USDT";

    private BybitWire() {}

    static BigDecimal money(long units) {
        return QuoteUnits.toDecimal(units);
    }

    /** A price in units, exact, with as many places as it needs and at least those of a tick. */
    static BigDecimal price(Contract contract, long units) {
        BigDecimal price = contract.priceOfUnits(units).stripTrailingZeros();
        int places = contract.tick().scale();
        return price.scale() < places ? price.setScale(places) : price;
    }

    /** A rate without the zeros at its end. */
    static BigDecimal rate(BigDecimal rate) {
        return rate.signum() == 0 ? BigDecimal.ZERO : rate.stripTrailingZeros();
    }

    static String side(boolean buy) {
        return buy ? "Buy" : "Sell";
    }

    static String type(OrderType type) {
        return type == OrderType.LIMIT ? "Limit" : "Market";
    }

    static String timeInForce(OrderType type, Execution execution) {
        if (type == OrderType.MARKET) {
            return "IOC";
        }
        return execution == Execution.POST_ONLY ? "PostOnly" : execution.name();
    }

    static String smpType(SelfTrade mode) {
        return switch (mode) {
            case ALLOW -> "None";
            case EXPIRE_TAKER -> "CancelTaker";
            case EXPIRE_MAKER -> "CancelMaker";
            case EXPIRE_BOTH -> "CancelBoth";
        };
    }

    static String triggerBy(PriceSource source) {
        return switch (source) {
            case LAST -> "LastPrice";
            case MARK -> "MarkPrice";
            case INDEX -> "IndexPrice";
        };
    }

    static int positionIdx(Leg leg) {
        return switch (leg) {
            case BOTH -> 0;
            case LONG -> 1;
            case SHORT -> 2;
        };
    }
}
