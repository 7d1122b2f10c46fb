package io.leverageguard.exchange.binance;

import io.leverageguard.exchange.core.AggregateTrade;
import io.leverageguard.exchange.core.Candle;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.ExchangeListener;
import io.leverageguard.exchange.core.ExchangeOrder;
import io.leverageguard.exchange.core.ExchangeOrder.Status;
import io.leverageguard.exchange.core.Liquidation;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.exchange.core.PublicTrade;
import io.leverageguard.venues.binance.BinanceEvent;
import io.leverageguard.venues.binance.BinanceMessages;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Turns what happens at the exchange into Binance's public events. */
final class BinanceMarketEvents implements ExchangeListener {
    private static final long SECOND = 1000;

    private final BinanceStreams streams;
    private final LongSupplier clock;
    private final Map<Market, ExchangeOrder> largest = new HashMap<>();
    private final Map<Market, Long> published = new HashMap<>();
    private long told = -1;

    BinanceMarketEvents(BinanceStreams streams, LongSupplier clock) {
        this.streams = streams;
        this.clock = clock;
    }

    @Override
    public void traded(Market market, PublicTrade trade) {
        Contract contract = market.contract();
        streams.publish(
                name(market, "@trade"),
                () ->
                        BinanceMessages.write(
                                new BinanceEvent.Trade(
                                        now(),
                                        trade.time(),
                                        contract.symbol(),
                                        trade.id(),
                                        contract.price(trade.priceTicks()),
                                        contract.quantity(trade.lots()),
                                        "MARKET",
                                        trade.buyerMaker())));
    }

    @Override
    public void aggregated(Market market, AggregateTrade trade) {
        Contract contract = market.contract();
        streams.publish(
                name(market, "@aggTrade"),
                () ->
                        BinanceMessages.write(
                                new BinanceEvent.AggTrade(
                                        now(),
                                        contract.symbol(),
                                        trade.id(),
                                        contract.price(trade.priceTicks()),
                                        contract.quantity(trade.lots()),
                                        trade.firstTradeId(),
                                        trade.lastTradeId(),
                                        trade.time(),
                                        trade.buyerMaker())));
    }

    @Override
    public void liquidated(Liquidation liquidation) {
        ExchangeOrder order = liquidation.order();
        largest.merge(order.market(), order, (a, b) -> b.cost() > a.cost() ? b : a);
    }

    @Override
    public void ticked(Market market) {
        if (streams.size() == 0) {
            largest.remove(market);
            return;
        }
        mark(market);
        candles(market);
        tickers(market);
        forced(market);
    }

    /** Tells once in a second what is told of all markets together. */
    void flush(Exchange exchange) {
        long second = now() / 1000;
        if (second == told) {
            return;
        }
        told = second;
        arrays(exchange, "!miniTicker@arr", market -> ticker(market, true));
        arrays(exchange, "!ticker@arr", market -> ticker(market, false));
        arrays(exchange, "!markPrice@arr@1s", this::markUpdate);
        if (second % 3 == 0) {
            arrays(exchange, "!markPrice@arr", this::markUpdate);
        }
    }

    private void arrays(Exchange exchange, String stream, Function<Market, Object> one) {
        streams.publish(
                stream, () -> BinanceMessages.write(exchange.markets().stream().map(one).toList()));
    }

    private BinanceEvent.MarkPriceUpdate markUpdate(Market market) {
        BinanceMessages.PremiumIndex index = BinanceWire.premium(market, now());
        return new BinanceEvent.MarkPriceUpdate(
                now(),
                index.symbol(),
                index.markPrice(),
                index.indexPrice(),
                index.estimatedSettlePrice(),
                index.lastFundingRate(),
                index.nextFundingTime());
    }

    private void mark(Market market) {
        BinanceEvent.MarkPriceUpdate update = markUpdate(market);
        streams.publish(name(market, "@markPrice@1s"), () -> BinanceMessages.write(update));
        if (now() % 3000 == 0) {
            streams.publish(name(market, "@markPrice"), () -> BinanceMessages.write(update));
        }
    }

    private void candles(Market market) {
        for (Map.Entry<String, Long> interval : BinanceMarketApi.INTERVALS.entrySet()) {
            String stream = name(market, "@kline_" + interval.getKey());
            if (!streams.isWanted(stream)) {
                continue;
            }
            long into = Math.floorMod(now(), interval.getValue());
            long bucket = now() - into;
            // The candle before is told once more when it has closed.
            long open = into < SECOND ? bucket - interval.getValue() : bucket;
            for (Candle candle : market.tape().candles(interval.getValue(), open, now() + 1)) {
                boolean closed = candle.openTime() < bucket;
                streams.publish(stream, () -> kline(market, candle, interval.getKey(), closed));
            }
        }
    }

    /** The last 24 hours, long and short form. */
    private void tickers(Market market) {
        for (boolean mini : new boolean[] {true, false}) {
            String stream = name(market, mini ? "@miniTicker" : "@ticker");
            if (streams.isWanted(stream)) {
                streams.publish(stream, () -> BinanceMessages.write(ticker(market, mini)));
            }
        }
    }

    private Map<String, Object> ticker(Market market, boolean mini) {
        BinanceMarketApi.DayTicker day = BinanceMarketApi.day(market, now());
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("e", mini ? "24hrMiniTicker" : "24hrTicker");
        event.put("E", now());
        event.put("s", day.symbol());
        if (!mini) {
            event.put("p", day.priceChange());
            event.put("P", day.priceChangePercent());
            event.put("w", day.weightedAvgPrice());
        }
        event.put("c", day.lastPrice());
        event.put("o", day.openPrice());
        event.put("h", day.highPrice());
        event.put("l", day.lowPrice());
        event.put("v", day.volume());
        event.put("q", day.quoteVolume());
        if (!mini) {
            event.put("Q", day.lastQty());
            event.put("O", day.openTime());
            event.put("C", day.closeTime());
            event.put("F", day.firstId());
            event.put("L", day.lastId());
            event.put("n", day.count());
        }
        return event;
    }

    private String kline(Market market, Candle candle, String interval, boolean closed) {
        Contract contract = market.contract();
        return BinanceMessages.write(
                new BinanceEvent.KlineUpdate(
                        now(),
                        contract.symbol(),
                        new BinanceEvent.KlineBar(
                                candle.openTime(),
                                candle.openTime() + BinanceMarketApi.interval(interval) - 1,
                                contract.symbol(),
                                interval,
                                candle.firstTradeId(),
                                candle.lastTradeId(),
                                contract.price(candle.open()),
                                contract.price(candle.close()),
                                contract.price(candle.high()),
                                contract.price(candle.low()),
                                contract.quantity(candle.lots()),
                                candle.trades(),
                                closed,
                                BinanceWire.money(candle.cost()),
                                contract.quantity(candle.takerBuyLots()),
                                BinanceWire.money(candle.takerBuyCost()),
                                "0")));
    }

    /** At most one in a second, the largest: this is never the whole tape. */
    private void forced(Market market) {
        long second = now() / 1000;
        ExchangeOrder order = largest.get(market);
        if (order == null || published.getOrDefault(market, -1L) == second) {
            return;
        }
        largest.remove(market);
        published.put(market, second);
        Contract contract = market.contract();
        BinanceEvent.ForcedOrder told =
                new BinanceEvent.ForcedOrder(
                        contract.symbol(),
                        BinanceWire.side(order.terms().buy()),
                        "LIMIT",
                        "IOC",
                        contract.quantity(order.terms().lots()),
                        contract.price(order.terms().priceTicks()),
                        contract.meanPrice(order.cost(), order.filled()),
                        Status.FILLED.name(),
                        contract.quantity(order.filled()),
                        contract.quantity(order.filled()),
                        order.updatedAt(),
                        contract.symbol(),
                        1);
        String event = BinanceMessages.write(new BinanceEvent.ForceOrder(now(), told));
        streams.publish(name(market, "@forceOrder"), () -> event);
        streams.publish("!forceOrder@arr", () -> event);
    }

    private long now() {
        return clock.getAsLong();
    }

    static String name(Market market, String suffix) {
        return market.contract().symbol().toLowerCase(Locale.ROOT) + suffix;
    }
}
