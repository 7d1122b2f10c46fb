package io.leverageguard.exchange.binance;

import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.AccountCause;
import io.leverageguard.exchange.core.AggregateTrade;
import io.leverageguard.exchange.core.Candle;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.ExchangeListener;
import io.leverageguard.exchange.core.ExchangeOrder;
import io.leverageguard.exchange.core.ExchangeOrder.Status;
import io.leverageguard.exchange.core.Faults;
import io.leverageguard.exchange.core.Liquidation;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.exchange.core.Position;
import io.leverageguard.exchange.core.PublicTrade;
import io.leverageguard.venues.binance.BinanceEvent;
import io.leverageguard.venues.binance.BinanceMessages;
import io.leverageguard.venues.binance.BinanceMessages.Level;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns what happens at the exchange into Binance's events. */
final class BinanceEvents implements ExchangeListener {
    private final BinanceStreams streams;
    private final BinanceListenKeys listenKeys;
    private final Faults faults;
    private final LongSupplier clock;
    private final Map<Market, ExchangeOrder> largest = new HashMap<>();
    private final Map<Market, Long> published = new HashMap<>();
    private final Map<String, Long> openBuckets = new HashMap<>();
    private final Map<Market, String> quoted = new HashMap<>();
    private final Map<Market, Pending> pending = new HashMap<>();

    /** Levels of one book that changed since the last depth update. */
    private static final class Pending {
        private final SortedSet<Long> bids = new TreeSet<>();
        private final SortedSet<Long> asks = new TreeSet<>();
        private long lastUpdate;

        private Pending(long lastUpdate) {
            this.lastUpdate = lastUpdate;
        }
    }

    BinanceEvents(
            BinanceStreams streams,
            BinanceListenKeys listenKeys,
            Faults faults,
            LongSupplier clock) {
        this.streams = streams;
        this.listenKeys = listenKeys;
        this.faults = faults;
        this.clock = clock;
    }

    @Override
    public void ordered(ExchangeOrder order, OrderChange change, Account.@Nullable Fill fill) {
        tell(
                order.account(),
                new BinanceEvent.OrderTradeUpdate(
                        now(), now(), BinanceWire.update(order, change, fill, now())));
    }

    @Override
    public void accountChanged(
            Account account, AccountCause cause, long balanceChange, List<Position> changed) {
        if (account.system()) {
            return;
        }
        String reason = BinanceWire.reason(cause);
        BinanceEvent.BalanceChange balance =
                new BinanceEvent.BalanceChange(
                        BinanceWire.ASSET,
                        BinanceWire.money(account.wallet()),
                        BinanceWire.money(account.crossWallet()),
                        BinanceWire.money(balanceChange));
        List<BinanceEvent.PositionChange> positions =
                changed.stream().map(BinanceWire::change).toList();
        tell(
                account,
                new BinanceEvent.AccountUpdate(
                        now(),
                        now(),
                        new BinanceEvent.AccountChange(reason, List.of(balance), positions)));
    }

    @Override
    public void marginCalled(Position position) {
        Contract contract = position.market().contract();
        BinanceEvent.MarginCallPosition called =
                new BinanceEvent.MarginCallPosition(
                        contract.symbol(),
                        "BOTH",
                        contract.quantity(position.lots()),
                        position.isolated() ? "ISOLATED" : "CROSSED",
                        BinanceWire.money(position.isolatedWallet()),
                        contract.priceOfUnits(position.market().mark()),
                        BinanceWire.money(position.profit()),
                        BinanceWire.money(position.maintenance()));
        BigDecimal cross =
                position.isolated() ? null : BinanceWire.money(position.account().crossWallet());
        tell(position.account(), new BinanceEvent.MarginCall(now(), cross, List.of(called)));
    }

    @Override
    public void leverageChanged(Position position) {
        Map<String, Object> setting = new LinkedHashMap<>();
        setting.put("s", position.market().contract().symbol());
        setting.put("l", position.leverage());
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("e", "ACCOUNT_CONFIG_UPDATE");
        event.put("E", now());
        event.put("T", now());
        event.put("ac", setting);
        streams.tell(position.account(), () -> BinanceMessages.write(event));
    }

    @Override
    public void levelChanged(Market market, boolean bids, long priceTicks) {
        Pending pending = pending(market);
        (bids ? pending.bids : pending.asks).add(priceTicks);
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
        mark(market);
        candles(market);
        tickers(market);
        forced(market);
    }

    /** Tells what has changed in the books since the last time, and whose listen keys ran out. */
    void flush(Exchange exchange) {
        for (Market market : exchange.markets()) {
            depth(market);
            quote(market);
        }
        for (BinanceListenKeys.ListenKey key : listenKeys.expired(now())) {
            streams.tell(
                    key,
                    BinanceMessages.write(new BinanceEvent.ListenKeyExpired(now(), key.key())));
        }
    }

    private void mark(Market market) {
        BinanceMessages.PremiumIndex index = BinanceWire.premium(market, now());
        BinanceEvent.MarkPriceUpdate update =
                new BinanceEvent.MarkPriceUpdate(
                        now(),
                        index.symbol(),
                        index.markPrice(),
                        index.indexPrice(),
                        index.estimatedSettlePrice(),
                        index.lastFundingRate(),
                        index.nextFundingTime());
        streams.publish(name(market, "@markPrice@1s"), () -> BinanceMessages.write(update));
        if (now() % 3000 == 0) {
            streams.publish(name(market, "@markPrice"), () -> BinanceMessages.write(update));
        }
    }

    private void candles(Market market) {
        for (Map.Entry<String, Long> interval : BinanceMarketApi.INTERVALS.entrySet()) {
            String stream = name(market, "@kline_" + interval.getKey());
            long bucket = now() - Math.floorMod(now(), interval.getValue());
            long open = openBuckets.getOrDefault(stream, bucket);
            openBuckets.put(stream, bucket);
            if (!streams.isWanted(stream)) {
                continue;
            }
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

    private void depth(Market market) {
        Pending pending = pending(market);
        if (market.updateId() == pending.lastUpdate) {
            return;
        }
        BinanceEvent.DepthUpdate update =
                new BinanceEvent.DepthUpdate(
                        now(),
                        now(),
                        market.contract().symbol(),
                        pending.lastUpdate + 1,
                        market.updateId(),
                        pending.lastUpdate,
                        levels(market, true, pending.bids),
                        levels(market, false, pending.asks));
        pending.lastUpdate = market.updateId();
        pending.bids.clear();
        pending.asks.clear();
        List<String> names =
                Stream.of("@depth", "@depth@100ms", "@depth@500ms")
                        .map(suffix -> name(market, suffix))
                        .filter(streams::isWanted)
                        .toList();
        if (names.isEmpty() || faults.take(Faults.Kind.SKIP_DEPTH)) {
            return;
        }
        names.forEach(name -> streams.publish(name, () -> BinanceMessages.write(update)));
    }

    private Pending pending(Market market) {
        return pending.computeIfAbsent(market, m -> new Pending(m.updateId() - 1));
    }

    private static List<Level> levels(Market market, boolean bids, SortedSet<Long> prices) {
        List<Level> levels = new ArrayList<>();
        for (long price : prices) {
            levels.add(
                    new Level(
                            market.contract().price(price),
                            market.contract().quantity(market.book().lotsAt(bids, price))));
        }
        return levels;
    }

    private void quote(Market market) {
        Contract contract = market.contract();
        long bid = market.book().bestBid();
        long ask = market.book().bestAsk();
        long bidLots = market.book().lotsAt(true, bid);
        long askLots = market.book().lotsAt(false, ask);
        String shown = bid + ":" + bidLots + ":" + ask + ":" + askLots;
        if (shown.equals(quoted.put(market, shown))) {
            return;
        }
        BinanceEvent.BookTicker ticker =
                new BinanceEvent.BookTicker(
                        market.updateId(),
                        now(),
                        now(),
                        contract.symbol(),
                        contract.price(bid),
                        contract.quantity(bidLots),
                        contract.price(ask),
                        contract.quantity(askLots));
        streams.publish(name(market, "@bookTicker"), () -> BinanceMessages.write(ticker));
        streams.publish("!bookTicker", () -> BinanceMessages.write(ticker));
    }

    private void tell(Account account, BinanceEvent event) {
        // What nobody hears must not use up a fault that is meant for another protocol.
        if (streams.isHeard(account)) {
            faults.privateEvent(() -> streams.tell(account, () -> BinanceMessages.write(event)));
        }
    }

    private long now() {
        return clock.getAsLong();
    }

    private static String name(Market market, String suffix) {
        return market.contract().symbol().toLowerCase(Locale.ROOT) + suffix;
    }
}
