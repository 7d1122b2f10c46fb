package io.leverageguard.exchange.okx;

import io.leverageguard.engine.margin.QuoteUnits;
import io.leverageguard.exchange.core.Candle;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.Funding;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.exchange.core.PublicTrade;
import io.leverageguard.venues.okx.OkxMarkets;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says in OKX's words what a market holds. */
final class OkxMarketWire {
    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;
    private static final long HONG_KONG = 8 * 60 * MINUTE;
    private static final BigDecimal BAND = new BigDecimal("0.05");
    private static final BigDecimal FUNDING_MAX = new BigDecimal("0.00375");
    private static final BigDecimal INTEREST = new BigDecimal("0.0001");

    private OkxMarketWire() {}

    /** What happened in the last 24 hours. */
    private record Day(long open, long high, long low, long lots, long openUtc, long openHongKong) {
        static Day of(Market market, long now) {
            long last = market.lastTicks();
            long midnight = now - Math.floorMod(now, DAY);
            long hongKong = now - Math.floorMod(now + HONG_KONG, DAY);
            Day day = new Day(0, last, last, 0, last, last);
            List<Candle> minutes = market.tape().candles(MINUTE, now - DAY, now + 1);
            for (Candle minute : minutes) {
                day =
                        new Day(
                                day.open == 0 ? minute.open() : day.open,
                                Math.max(day.high, minute.high()),
                                day.low == 0 ? minute.low() : Math.min(day.low, minute.low()),
                                day.lots + minute.lots(),
                                minute.openTime() == midnight ? minute.open() : day.openUtc,
                                minute.openTime() == hongKong ? minute.open() : day.openHongKong);
            }
            return day.open == 0 ? new Day(last, last, last, 0, last, last) : day;
        }
    }

    static OkxMarkets.Ticker ticker(Market market, long now) {
        Contract contract = market.contract();
        Day day = Day.of(market, now);
        List<PublicTrade> newest = market.tape().trades(1);
        long bid = market.book().bestBid();
        long ask = market.book().bestAsk();
        return new OkxMarkets.Ticker(
                OkxInstruments.SWAP,
                OkxInstruments.instId(contract),
                OkxInstruments.price(contract, market.lastTicks()),
                newest.isEmpty()
                        ? BigDecimal.ZERO
                        : OkxInstruments.size(contract, newest.getFirst().lots()),
                ask == 0 ? null : OkxInstruments.price(contract, ask),
                OkxInstruments.size(contract, market.book().lotsAt(false, ask)),
                bid == 0 ? null : OkxInstruments.price(contract, bid),
                OkxInstruments.size(contract, market.book().lotsAt(true, bid)),
                OkxInstruments.price(contract, day.open()),
                OkxInstruments.price(contract, day.high()),
                OkxInstruments.price(contract, day.low()),
                OkxInstruments.plain(contract.quantity(day.lots())),
                OkxInstruments.size(contract, day.lots()),
                OkxInstruments.price(contract, day.openUtc()),
                OkxInstruments.price(contract, day.openHongKong()),
                now);
    }

    static List<OkxMarkets.Level> levels(Market market, boolean bids, int depth) {
        List<OkxMarkets.Level> levels = new ArrayList<>();
        Contract contract = market.contract();
        market.book()
                .levels(
                        bids,
                        depth,
                        (price, lots, orders) ->
                                levels.add(
                                        new OkxMarkets.Level(
                                                OkxInstruments.price(contract, price),
                                                OkxInstruments.size(contract, lots),
                                                orders)));
        return levels;
    }

    static OkxMarkets.Book book(Market market, int depth, @Nullable Long seqId, long now) {
        return new OkxMarkets.Book(
                levels(market, false, depth), levels(market, true, depth), now, null, null, seqId);
    }

    static OkxMarkets.Trade trade(Market market, PublicTrade trade, @Nullable String count) {
        Contract contract = market.contract();
        return new OkxMarkets.Trade(
                OkxInstruments.instId(contract),
                Long.toString(trade.id()),
                OkxInstruments.price(contract, trade.priceTicks()),
                OkxInstruments.size(contract, trade.lots()),
                trade.buyerMaker() ? "sell" : "buy",
                count,
                trade.time());
    }

    static OkxMarkets.Candle candle(Contract contract, Candle candle, boolean closed) {
        return new OkxMarkets.Candle(
                candle.openTime(),
                OkxInstruments.price(contract, candle.open()),
                OkxInstruments.price(contract, candle.high()),
                OkxInstruments.price(contract, candle.low()),
                OkxInstruments.price(contract, candle.close()),
                OkxInstruments.size(contract, candle.lots()),
                OkxInstruments.plain(contract.quantity(candle.lots())),
                OkxInstruments.money(candle.cost()),
                closed ? "1" : "0");
    }

    /** A candle of mark or index prices, which come in units. */
    static OkxMarkets.PriceCandle priceCandle(Contract contract, Candle candle, boolean closed) {
        return new OkxMarkets.PriceCandle(
                candle.openTime(),
                units(contract, candle.open()),
                units(contract, candle.high()),
                units(contract, candle.low()),
                units(contract, candle.close()),
                closed ? "1" : "0");
    }

    static OkxMarkets.FundingRate fundingRate(Exchange exchange, Market market) {
        long next = Funding.next(exchange.now() / 1000) * 1000;
        long interval = Funding.next(next / 1000) * 1000 - next;
        BigDecimal rate = exchange.funding().predicted(market, next / 1000);
        BigDecimal premium =
                QuoteUnits.toDecimal(market.mark() - market.index())
                        .divide(QuoteUnits.toDecimal(market.index()), 16, RoundingMode.HALF_EVEN);
        return new OkxMarkets.FundingRate(
                OkxInstruments.SWAP,
                OkxInstruments.instId(market.contract()),
                "current_period",
                "withRate",
                rate,
                null,
                next,
                next + interval,
                next - interval,
                FUNDING_MAX.negate(),
                FUNDING_MAX,
                INTEREST,
                null,
                OkxInstruments.plain(premium),
                "settled",
                market.lastFundingRate(),
                exchange.now());
    }

    static OkxMarkets.PastFunding pastFunding(Contract contract, Funding.Paid paid) {
        return new OkxMarkets.PastFunding(
                OkxInstruments.SWAP,
                OkxInstruments.instId(contract),
                paid.rate(),
                paid.rate(),
                paid.time(),
                "current_period",
                "withRate");
    }

    static OkxMarkets.MarkPrice mark(Market market, long now) {
        return new OkxMarkets.MarkPrice(
                OkxInstruments.SWAP,
                OkxInstruments.instId(market.contract()),
                units(market.contract(), market.mark()),
                now);
    }

    static OkxMarkets.IndexTicker index(Market market, long now) {
        Contract contract = market.contract();
        Day day = Day.of(market, now);
        return new OkxMarkets.IndexTicker(
                OkxInstruments.family(contract),
                units(contract, market.index()),
                OkxInstruments.price(contract, day.high()),
                OkxInstruments.price(contract, day.low()),
                OkxInstruments.price(contract, day.open()),
                OkxInstruments.price(contract, day.openUtc()),
                OkxInstruments.price(contract, day.openHongKong()),
                now);
    }

    static OkxMarkets.PriceLimit priceLimit(Market market, long now) {
        Contract contract = market.contract();
        BigDecimal mark = contract.priceOfUnits(market.mark());
        int scale = OkxInstruments.plain(contract.tick()).scale();
        BigDecimal high = mark.multiply(BigDecimal.ONE.add(BAND));
        BigDecimal low = mark.multiply(BigDecimal.ONE.subtract(BAND));
        return new OkxMarkets.PriceLimit(
                OkxInstruments.SWAP,
                OkxInstruments.instId(contract),
                high.setScale(scale, RoundingMode.FLOOR),
                low.setScale(scale, RoundingMode.CEILING),
                true,
                now);
    }

    static OkxMarkets.OpenInterest openInterest(Exchange exchange, Market market) {
        Contract contract = market.contract();
        long lots = exchange.openLots(market);
        return new OkxMarkets.OpenInterest(
                OkxInstruments.SWAP,
                OkxInstruments.instId(contract),
                OkxInstruments.size(contract, lots),
                OkxInstruments.plain(contract.quantity(lots)),
                OkxInstruments.money(lots * market.mark()),
                exchange.now());
    }

    /** A price in units, as a decimal. */
    static BigDecimal units(Contract contract, long units) {
        return OkxInstruments.plain(contract.priceOfUnits(units));
    }
}
