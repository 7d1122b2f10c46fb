package io.leverageguard.exchange.bybit;

import io.leverageguard.exchange.core.Candle;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.Funding;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.exchange.core.PublicTrade;
import io.leverageguard.venues.bybit.BybitMarketMessages.Ticker;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tickers, and what of them has changed. */
final class BybitTickers {
    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;
    private static final long STEP = 5 * 60_000;
    private static final BigDecimal FUNDING_CAP = new BigDecimal("0.005");

    /** Yesterday moves slowly: it is reckoned once a second. */
    private record Day(long second, Candle candle, long hourAgo) {}

    private final Exchange exchange;
    private final Map<Market, Day> days = new HashMap<>();
    private final Map<Market, Long> prices = new HashMap<>();
    private final Map<Market, String> directions = new HashMap<>();

    BybitTickers(Exchange exchange) {
        this.exchange = exchange;
    }

    Ticker of(Market market) {
        Contract contract = market.contract();
        Day day = day(market);
        long last = market.lastTicks() == 0 ? day.candle.close() : market.lastTicks();
        BigDecimal before = contract.price(day.candle.open());
        BigDecimal mark = BybitWire.price(contract, market.mark());
        BigDecimal open = contract.quantity(exchange.openLots(market));
        long bid = market.book().bestBid();
        long ask = market.book().bestAsk();
        return new Ticker(
                contract.symbol(),
                directions.getOrDefault(market, "ZeroPlusTick"),
                contract.price(last).subtract(before).divide(before, 6, RoundingMode.HALF_EVEN),
                contract.price(last),
                before,
                contract.price(Math.max(last, day.candle.high())),
                contract.price(Math.min(last, day.candle.low())),
                contract.price(day.hourAgo),
                mark,
                BybitWire.price(contract, market.index()),
                open,
                open.multiply(mark).setScale(4, RoundingMode.HALF_EVEN),
                BybitWire.money(day.candle.cost()),
                contract.quantity(day.candle.lots()),
                BybitWire.rate(market.lastFundingRate()),
                Funding.next(exchange.now() / 1000) * 1000,
                "8",
                FUNDING_CAP,
                "",
                "",
                "",
                "",
                "0",
                bid == 0 ? null : contract.price(bid),
                bid == 0 ? null : contract.quantity(market.book().lotsAt(true, bid)),
                ask == 0 ? null : contract.price(ask),
                ask == 0 ? null : contract.quantity(market.book().lotsAt(false, ask)));
    }

    /** Notes a trade; says how its price is to the one before. */
    String note(Market market, PublicTrade trade) {
        Long before = prices.put(market, trade.priceTicks());
        int move = before == null ? 0 : Long.compare(trade.priceTicks(), before);
        boolean rose = directions.getOrDefault(market, "PlusTick").endsWith("PlusTick");
        String direction =
                switch (move) {
                    case 1 -> "PlusTick";
                    case -1 -> "MinusTick";
                    default -> rose ? "ZeroPlusTick" : "ZeroMinusTick";
                };
        directions.put(market, direction);
        return direction;
    }

    /** What has changed since {@code before}; null when nothing has. */
    static @Nullable Ticker delta(Ticker before, Ticker after) {
        if (before.equals(after)) {
            return null;
        }
        return new Ticker(
                after.symbol(),
                after.tickDirection().equals(before.tickDirection()) ? "" : after.tickDirection(),
                changed(before.price24hPcnt(), after.price24hPcnt()),
                changed(before.lastPrice(), after.lastPrice()),
                changed(before.prevPrice24h(), after.prevPrice24h()),
                changed(before.highPrice24h(), after.highPrice24h()),
                changed(before.lowPrice24h(), after.lowPrice24h()),
                changed(before.prevPrice1h(), after.prevPrice1h()),
                changed(before.markPrice(), after.markPrice()),
                changed(before.indexPrice(), after.indexPrice()),
                changed(before.openInterest(), after.openInterest()),
                changed(before.openInterestValue(), after.openInterestValue()),
                changed(before.turnover24h(), after.turnover24h()),
                changed(before.volume24h(), after.volume24h()),
                changed(before.fundingRate(), after.fundingRate()),
                changed(before.nextFundingTime(), after.nextFundingTime()),
                "",
                null,
                "",
                "",
                "",
                "",
                "",
                changed(before.bid1Price(), after.bid1Price()),
                changed(before.bid1Size(), after.bid1Size()),
                changed(before.ask1Price(), after.ask1Price()),
                changed(before.ask1Size(), after.ask1Size()));
    }

    private Day day(Market market) {
        long now = exchange.now();
        Day known = days.get(market);
        if (known != null && known.second == now / 1000) {
            return known;
        }
        Candle sum = null;
        long hourAgo = 0;
        for (Candle candle : market.tape().candles(STEP, now - DAY, now + 1)) {
            if (sum == null) {
                sum = new Candle(candle.openTime(), candle.open());
            }
            if (hourAgo == 0 && candle.openTime() > now - HOUR) {
                hourAgo = candle.open();
            }
            sum.add(candle);
        }
        long last = market.index() / market.contract().units(1);
        Day day =
                new Day(
                        now / 1000,
                        sum == null ? new Candle(now, last) : sum,
                        hourAgo == 0 ? last : hourAgo);
        days.put(market, day);
        return day;
    }

    private static <T> @Nullable T changed(@Nullable T before, @Nullable T after) {
        return Objects.equals(before, after) ? null : after;
    }
}
