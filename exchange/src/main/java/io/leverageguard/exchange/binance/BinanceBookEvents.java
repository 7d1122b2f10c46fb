package io.leverageguard.exchange.binance;

import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.ExchangeListener;
import io.leverageguard.exchange.core.Faults;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.venues.binance.BinanceEvent;
import io.leverageguard.venues.binance.BinanceMessages;
import io.leverageguard.venues.binance.BinanceMessages.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * Tells how the books change: the changed levels, the best ones, and the first few. All speeds of a
 * stream are told at once: nothing happens here between two steps of time.
 */
final class BinanceBookEvents implements ExchangeListener {
    private static final List<String> SPEEDS = List.of("", "@100ms", "@500ms");
    private static final List<Integer> DEPTHS = List.of(5, 10, 20);

    private final BinanceStreams streams;
    private final Faults faults;
    private final LongSupplier clock;
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

    BinanceBookEvents(BinanceStreams streams, Faults faults, LongSupplier clock) {
        this.streams = streams;
        this.faults = faults;
        this.clock = clock;
    }

    @Override
    public void levelChanged(Market market, boolean bids, long priceTicks) {
        Pending changes = pending(market);
        (bids ? changes.bids : changes.asks).add(priceTicks);
    }

    /** Tells what has changed since the last time. */
    void flush(Exchange exchange) {
        for (Market market : exchange.markets()) {
            depth(market);
            quote(market);
        }
    }

    private void depth(Market market) {
        Pending changes = pending(market);
        if (market.updateId() == changes.lastUpdate) {
            return;
        }
        long previous = changes.lastUpdate;
        BinanceEvent.DepthUpdate update =
                update(
                        market,
                        previous,
                        levels(market, true, changes.bids),
                        levels(market, false, changes.asks));
        changes.lastUpdate = market.updateId();
        changes.bids.clear();
        changes.asks.clear();
        boolean wanted =
                SPEEDS.stream().anyMatch(s -> streams.isWanted(name(market, "@depth" + s)));
        if (wanted && !faults.take(Faults.Kind.SKIP_DEPTH)) {
            publish(market, "@depth", update);
        }
        for (int depth : DEPTHS) {
            partial(market, depth, previous);
        }
    }

    private void partial(Market market, int depth, long previous) {
        String stream = "@depth" + depth;
        if (SPEEDS.stream().anyMatch(speed -> streams.isWanted(name(market, stream + speed)))) {
            publish(
                    market,
                    stream,
                    update(
                            market,
                            previous,
                            BinanceWire.levels(market, true, depth),
                            BinanceWire.levels(market, false, depth)));
        }
    }

    private void publish(Market market, String stream, BinanceEvent event) {
        for (String speed : SPEEDS) {
            streams.publish(name(market, stream + speed), () -> BinanceMessages.write(event));
        }
    }

    private BinanceEvent.DepthUpdate update(
            Market market, long previous, List<Level> bids, List<Level> asks) {
        return new BinanceEvent.DepthUpdate(
                now(),
                now(),
                market.contract().symbol(),
                previous + 1,
                market.updateId(),
                previous,
                bids,
                asks);
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

    private static String name(Market market, String suffix) {
        return BinanceMarketEvents.name(market, suffix);
    }

    private long now() {
        return clock.getAsLong();
    }
}
