package io.leverageguard.exchange.bybit;

import io.leverageguard.exchange.core.Candle;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.Faults;
import io.leverageguard.exchange.core.Liquidation;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.exchange.core.PublicTrade;
import io.leverageguard.venues.bybit.BybitEvent;
import io.leverageguard.venues.bybit.BybitEvent.Bar;
import io.leverageguard.venues.bybit.BybitMarketMessages.Ticker;
import io.leverageguard.venues.bybit.BybitMessages;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The public topics: which there are, how each begins, and what of it is news. */
final class BybitTopics {
    private static final String TRADES = "publicTrade";
    private static final String TICKERS = "tickers";
    private static final String KLINE = "kline";
    private static final String LIQUIDATIONS = "allLiquidation";
    private static final String LIMITS = "priceLimit";
    private static final int WAITING_MAX = 10_000;

    private final Exchange exchange;
    private final Faults faults;
    private final BybitStreams streams;
    private final BybitBooks books;
    private final BybitTickers tickers;
    private final Map<String, List<BybitEvent.Trade>> trades = new HashMap<>();
    private final Map<String, List<BybitEvent.Liquidation>> liquidations = new HashMap<>();
    private final Map<String, Ticker> told = new HashMap<>();
    private final Map<String, Bar> bars = new HashMap<>();
    private final Map<String, Object> limits = new HashMap<>();

    /** A topic taken apart: its kind, what is between, and the contract. */
    record Topic(String name, String kind, String detail, Market market) {}

    BybitTopics(
            Exchange exchange,
            Faults faults,
            BybitStreams streams,
            BybitBooks books,
            BybitTickers tickers) {
        this.exchange = exchange;
        this.faults = faults;
        this.streams = streams;
        this.books = books;
        this.tickers = tickers;
    }

    /** The topic with this name, or the venue's words for why there is none. */
    Topic topic(String name) {
        String[] parts = name.split("\\.", -1);
        String detail = parts.length == 3 ? parts[1] : "";
        boolean known =
                switch (parts[0]) {
                    case "orderbook" ->
                            BybitBooks.DEPTHS.stream().anyMatch(d -> detail.equals(d.toString()));
                    case KLINE -> BybitCandles.find(detail) != null;
                    case TRADES, TICKERS, LIQUIDATIONS, LIMITS -> parts.length == 2;
                    default -> false;
                };
        if (!known) {
            throw new BybitRefusal(10001, "error:handler not found,topic:" + name);
        }
        String symbol = parts[parts.length - 1];
        Optional<Market> market = BybitParams.find(exchange, symbol);
        return new Topic(
                name,
                parts[0],
                detail,
                market.orElseThrow(
                        () -> new BybitRefusal(10001, "Invalid symbol :[" + name + "]")));
    }

    /** What a new subscriber gets at once; empty for nothing. */
    String greeting(String name) {
        Topic topic = topic(name);
        return switch (topic.kind) {
            case "orderbook" -> books.snapshot(topic.market, Integer.parseInt(topic.detail));
            case TICKERS -> {
                Ticker now = told.computeIfAbsent(name, n -> tickers.of(topic.market));
                yield ticker(topic, "snapshot", now);
            }
            default -> "";
        };
    }

    void traded(Market market, PublicTrade trade) {
        String direction = tickers.note(market, trade);
        Contract contract = market.contract();
        String name = TRADES + "." + contract.symbol();
        if (streams.isWanted(name)) {
            add(
                    trades,
                    name,
                    new BybitEvent.Trade(
                            trade.time(),
                            contract.symbol(),
                            BybitWire.side(!trade.buyerMaker()),
                            contract.quantity(trade.lots()),
                            contract.price(trade.priceTicks()),
                            direction,
                            BybitIds.trade(trade.id()),
                            false,
                            trade.id()));
        }
    }

    /** The side is that of the position, the price that at which its margin is lost. */
    void liquidated(Liquidation liquidation) {
        Contract contract = liquidation.order().market().contract();
        String name = LIQUIDATIONS + "." + contract.symbol();
        if (liquidation.order().filled() > 0 && streams.isWanted(name)) {
            add(
                    liquidations,
                    name,
                    new BybitEvent.Liquidation(
                            liquidation.order().updatedAt(),
                            contract.symbol(),
                            BybitWire.side(liquidation.isLong()),
                            contract.quantity(liquidation.order().filled()),
                            contract.price(liquidation.bankruptcyTicks())));
        }
    }

    /** Tells what is new in every topic that somebody has subscribed to. */
    void flush() {
        for (String name : streams.wanted()) {
            publish(topic(name));
        }
    }

    private void publish(Topic topic) {
        switch (topic.kind) {
            case "orderbook" -> publishBook(topic);
            case TRADES -> publishTrades(topic);
            case TICKERS -> publishTicker(topic);
            case KLINE -> publishCandles(topic);
            case LIQUIDATIONS -> publishLiquidations(topic);
            default -> publishLimit(topic);
        }
    }

    private void publishBook(Topic topic) {
        String changes = books.changes(topic.market, Integer.parseInt(topic.detail));
        if (!changes.isEmpty() && !faults.take(Faults.Kind.SKIP_DEPTH)) {
            streams.publish(topic.name, () -> changes);
        }
    }

    private void publishTrades(Topic topic) {
        List<BybitEvent.Trade> news = trades.remove(topic.name);
        if (news != null) {
            streams.publish(
                    topic.name,
                    () ->
                            BybitMessages.write(
                                    new BybitEvent.Trades(
                                            topic.name, "snapshot", exchange.now(), news)));
        }
    }

    private void publishLiquidations(Topic topic) {
        List<BybitEvent.Liquidation> news = liquidations.remove(topic.name);
        if (news != null) {
            streams.publish(
                    topic.name,
                    () ->
                            BybitMessages.write(
                                    new BybitEvent.Liquidations(
                                            topic.name, "snapshot", exchange.now(), news)));
        }
    }

    private void publishTicker(Topic topic) {
        Ticker now = tickers.of(topic.market);
        Ticker before = told.put(topic.name, now);
        Ticker delta = before == null ? now : BybitTickers.delta(before, now);
        if (delta != null) {
            String type = before == null ? "snapshot" : "delta";
            streams.publish(topic.name, () -> ticker(topic, type, delta));
        }
    }

    private String ticker(Topic topic, String type, Ticker ticker) {
        return BybitMessages.write(
                new BybitEvent.Tickers(
                        topic.name, type, ticker, topic.market.updateId(), exchange.now()));
    }

    /** The candle that has ended and the one in the making, when they have changed. */
    private void publishCandles(Topic topic) {
        BybitCandles length = length(topic);
        long now = exchange.now();
        Bar before = bars.get(topic.name);
        long from = before == null || before.confirm() ? length.openOf(now) : before.start();
        for (Candle candle : length.of(topic.market, from, now + 1)) {
            Bar bar = length.bar(topic.market.contract(), candle, now);
            Bar last = bars.get(topic.name);
            if (last == null || !isSame(last, bar)) {
                bars.put(topic.name, bar);
                streams.publish(
                        topic.name,
                        () ->
                                BybitMessages.write(
                                        new BybitEvent.Klines(
                                                topic.name, List.of(bar), now, "snapshot")));
            }
        }
    }

    private static BybitCandles length(Topic topic) {
        BybitCandles length = BybitCandles.find(topic.detail);
        if (length == null) {
            throw new IllegalStateException("no such candle was subscribed to: " + topic.name);
        }
        return length;
    }

    private static boolean isSame(Bar one, Bar other) {
        BigDecimal before = one.turnover();
        BigDecimal after = other.turnover();
        return one.start() == other.start()
                && one.confirm() == other.confirm()
                && before != null
                && after != null
                && before.compareTo(after) == 0;
    }

    private void publishLimit(Topic topic) {
        Map<String, Object> limit = BybitContracts.priceLimit(topic.market, exchange.now());
        Object shown = List.of(limit.getOrDefault("buyLmt", ""), limit.getOrDefault("sellLmt", ""));
        if (!shown.equals(limits.put(topic.name, shown))) {
            streams.publish(
                    topic.name,
                    () -> BybitMessages.write(Map.of("topic", topic.name, "data", limit)));
        }
    }

    private static <T> void add(Map<String, List<T>> waiting, String name, T item) {
        List<T> list = waiting.computeIfAbsent(name, n -> new ArrayList<>());
        if (list.size() < WAITING_MAX) {
            list.add(item);
        }
    }
}
