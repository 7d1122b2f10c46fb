package io.leverageguard.trading.execution;

import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.trading.FakeStream;
import io.leverageguard.venues.BookUpdate;
import io.leverageguard.venues.BookUpdate.Level;
import io.leverageguard.venues.MarketSink;
import io.leverageguard.venues.Reports.Bracket;
import io.leverageguard.venues.Reports.Candle;
import io.leverageguard.venues.Reports.FundingRate;
import io.leverageguard.venues.Reports.Instrument;
import io.leverageguard.venues.Reports.MarkUpdate;
import io.leverageguard.venues.Reports.TradePrint;
import io.leverageguard.venues.Venue;
import io.leverageguard.venues.VenueAccount;
import io.leverageguard.venues.VenueCredentials;
import io.leverageguard.venues.VenueStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A venue with a book that tests set, and that takers eat up. */
final class SimulatedVenue implements Venue {
    static final String SYMBOL = "BTCUSDT";

    private final String name;
    private final Clock clock;
    private final List<FakeStream<MarketSink>> feeds = new ArrayList<>();
    final NavigableMap<BigDecimal, BigDecimal> bids = new TreeMap<>(Comparator.reverseOrder());
    final NavigableMap<BigDecimal, BigDecimal> asks = new TreeMap<>();
    final List<FundingRate> fundings = new ArrayList<>();
    BigDecimal fee = new BigDecimal("0.0005");
    BigDecimal lot = new BigDecimal("0.001");
    BigDecimal minNotional = new BigDecimal("5");
    private int serial;

    SimulatedVenue(String name, Clock clock) {
        this.name = name;
        this.clock = clock;
    }

    /** One taker's share of a fill. */
    record Piece(BigDecimal price, BigDecimal quantity) {}

    /** The book from now on: price, quantity, price, quantity, … */
    void book(List<String> buyers, List<String> sellers) {
        set(bids, buyers);
        set(asks, sellers);
        tell();
    }

    /** One price on each side. */
    void touch(String bid, String bidQuantity, String ask, String askQuantity) {
        book(List.of(bid, bidQuantity), List.of(ask, askQuantity));
    }

    /** Others trade. */
    void print(String price, String quantity) {
        send(
                sink ->
                        sink.onTrade(
                                new TradePrint(
                                        SYMBOL,
                                        "o" + serial++,
                                        new BigDecimal(price),
                                        new BigDecimal(quantity),
                                        false,
                                        clock.now())));
    }

    void mark(String price, String rate, Instant next) {
        send(
                sink ->
                        sink.onMark(
                                new MarkUpdate(
                                        SYMBOL,
                                        new BigDecimal(price),
                                        new BigDecimal(price),
                                        new BigDecimal(rate),
                                        next,
                                        clock.now())));
    }

    /** A taker takes what there is up to a price. */
    List<Piece> take(Side side, BigDecimal quantity, BigDecimal limit) {
        NavigableMap<BigDecimal, BigDecimal> offers = side == Side.BUY ? asks : bids;
        List<Piece> pieces = new ArrayList<>();
        BigDecimal left = quantity;
        while (left.signum() > 0 && !offers.isEmpty()) {
            Map.Entry<BigDecimal, BigDecimal> best = offers.firstEntry();
            boolean worse =
                    side == Side.BUY
                            ? best.getKey().compareTo(limit) > 0
                            : best.getKey().compareTo(limit) < 0;
            if (limit.signum() != 0 && worse) {
                break;
            }
            BigDecimal taken = left.min(best.getValue());
            pieces.add(new Piece(best.getKey(), taken));
            left = left.subtract(taken);
            offers.remove(best.getKey());
            if (best.getValue().compareTo(taken) > 0) {
                offers.put(best.getKey(), best.getValue().subtract(taken));
            }
            print(best.getKey().toPlainString(), taken.toPlainString());
        }
        tell();
        return pieces;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Instant serverTime() {
        return clock.now();
    }

    @Override
    public List<Instrument> instruments() {
        return List.of(
                new Instrument(
                        SYMBOL,
                        "BTC",
                        "USDT",
                        new BigDecimal("0.1"),
                        lot,
                        lot,
                        new BigDecimal("1000"),
                        minNotional,
                        new BigDecimal("0.0125")));
    }

    @Override
    public List<Candle> candles(
            String symbol, Duration interval, Instant from, Instant to, int limit) {
        return List.of();
    }

    @Override
    public List<FundingRate> fundingRates(String symbol, Instant from, Instant to) {
        return List.copyOf(fundings);
    }

    @Override
    public VenueStream market(Set<String> symbols, MarketSink sink) {
        FakeStream<MarketSink> feed = new FakeStream<>(sink);
        feeds.add(feed);
        feed.frames.add(this::whole);
        return feed;
    }

    @Override
    public VenueAccount account(VenueCredentials credentials) {
        throw new AssertionError("not asked for here");
    }

    @Override
    public List<Bracket> brackets(VenueAccount account, String symbol) {
        throw new AssertionError("not asked for here");
    }

    private void tell() {
        send(this::whole);
    }

    private void whole(MarketSink sink) {
        sink.onBook(new BookUpdate(SYMBOL, true, levels(bids), levels(asks), serial, clock.now()));
    }

    private void send(Consumer<MarketSink> frame) {
        feeds.forEach(feed -> feed.frames.add(frame));
    }

    private static void set(NavigableMap<BigDecimal, BigDecimal> side, List<String> levels) {
        side.clear();
        for (int i = 0; i < levels.size(); i += 2) {
            side.put(new BigDecimal(levels.get(i)), new BigDecimal(levels.get(i + 1)));
        }
    }

    private static List<Level> levels(NavigableMap<BigDecimal, BigDecimal> side) {
        List<Level> levels = new ArrayList<>();
        side.forEach((price, quantity) -> levels.add(new Level(price, quantity)));
        return levels;
    }
}
