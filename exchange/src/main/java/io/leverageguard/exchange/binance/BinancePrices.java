package io.leverageguard.exchange.binance;

import io.leverageguard.exchange.core.Candle;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.ExchangeListener;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.venues.binance.BinanceMessages;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Candles of index and mark prices, remembered since the exchange began. */
final class BinancePrices implements ExchangeListener {
    private static final long MINUTE = 60_000;
    private static final int MINUTES_KEPT = 7 * 24 * 60;

    private final Exchange exchange;
    private final SortedMap<String, Deque<Candle>> index = new TreeMap<>();
    private final SortedMap<String, Deque<Candle>> mark = new TreeMap<>();

    BinancePrices(Exchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public void ticked(Market market) {
        keep(index, market, market.index());
        keep(mark, market, market.mark());
    }

    /** Of the pair, which is what the venue calls the index. */
    Object indexKlines(BinanceParams params) {
        return klines(index, exchange.market(params.required("pair")), params);
    }

    Object markKlines(BinanceParams params) {
        return klines(mark, exchange.market(params.required("symbol")), params);
    }

    private void keep(SortedMap<String, Deque<Candle>> all, Market market, long units) {
        Deque<Candle> minutes =
                all.computeIfAbsent(market.contract().symbol(), symbol -> new ArrayDeque<>());
        long minute = exchange.now() - Math.floorMod(exchange.now(), MINUTE);
        if (minutes.isEmpty() || minutes.getLast().openTime() != minute) {
            minutes.addLast(new Candle(minute, units));
        } else {
            minutes.getLast().add(new Candle(minute, units));
        }
        if (minutes.size() > MINUTES_KEPT) {
            minutes.removeFirst();
        }
    }

    private List<BinanceMessages.Kline> klines(
            SortedMap<String, Deque<Candle>> all, Market market, BinanceParams params) {
        long interval = BinanceMarketApi.interval(params.required("interval"));
        int limit = params.limit(500, 1500);
        long from = params.integer("startTime", 0);
        long to = params.integer("endTime", Long.MAX_VALUE);
        List<Candle> candles = new ArrayList<>();
        Contract contract = market.contract();
        for (Candle minute : all.getOrDefault(contract.symbol(), new ArrayDeque<>())) {
            long bucket = minute.openTime() - Math.floorMod(minute.openTime(), interval);
            if (candles.isEmpty() || candles.getLast().openTime() != bucket) {
                candles.add(new Candle(bucket, minute.open()));
            }
            candles.getLast().add(minute);
        }
        List<BinanceMessages.Kline> rows = new ArrayList<>();
        for (Candle candle : candles) {
            if (candle.openTime() >= from && candle.openTime() <= to) {
                rows.add(kline(contract, candle, interval));
            }
        }
        return BinanceMarketApi.page(rows, limit, params.has("startTime"));
    }

    /** Nothing trades at an index: the venue fills its places with zeros. */
    private static BinanceMessages.Kline kline(Contract contract, Candle candle, long interval) {
        return new BinanceMessages.Kline(
                candle.openTime(),
                contract.priceOfUnits(candle.open()),
                contract.priceOfUnits(candle.high()),
                contract.priceOfUnits(candle.low()),
                contract.priceOfUnits(candle.close()),
                BigDecimal.ZERO,
                candle.openTime() + interval - 1,
                BigDecimal.ZERO,
                0,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                "0");
    }
}
