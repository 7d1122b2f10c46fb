package io.leverageguard.marketdata;

import io.leverageguard.venues.MarketSink;
import io.leverageguard.venues.Reports.Bracket;
import io.leverageguard.venues.Reports.Candle;
import io.leverageguard.venues.Reports.FundingRate;
import io.leverageguard.venues.Reports.Instrument;
import io.leverageguard.venues.Venue;
import io.leverageguard.venues.VenueAccount;
import io.leverageguard.venues.VenueCredentials;
import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.VenueStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A venue that says what a test tells it to; its candles are a function of their time. */
final class ScriptedVenue implements Venue {
    final List<String> asked = new ArrayList<>();
    boolean down;
    boolean untraded;
    private final Queue<Consumer<MarketSink>> frames = new ArrayDeque<>();
    private @Nullable MarketSink sink;

    void send(Consumer<MarketSink> frame) {
        frames.add(frame);
    }

    @Override
    public String name() {
        return "binance";
    }

    @Override
    public Instant serverTime() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Instrument> instruments() {
        refuseWhenDown();
        return List.of(
                new Instrument(
                        "BTCUSDT",
                        "BTC",
                        "USDT",
                        new BigDecimal("0.10"),
                        new BigDecimal("0.001"),
                        new BigDecimal("0.001"),
                        new BigDecimal("1000"),
                        new BigDecimal("100"),
                        new BigDecimal("0.0125")));
    }

    @Override
    public List<Candle> candles(
            String symbol, Duration interval, Instant from, Instant to, int limit) {
        refuseWhenDown();
        asked.add(interval + " " + from + " " + to);
        List<Candle> found = new ArrayList<>();
        for (Instant at = from;
                !untraded && at.isBefore(to) && found.size() < limit;
                at = at.plus(interval)) {
            found.add(candle(at));
        }
        return found;
    }

    static Candle candle(Instant at) {
        BigDecimal price = BigDecimal.valueOf(100_000 + at.getEpochSecond() / 60 % 1_000);
        return new Candle(
                at, price, price.add(BigDecimal.TWO), price, price.add(BigDecimal.ONE), price);
    }

    @Override
    public List<FundingRate> fundingRates(String symbol, Instant from, Instant to) {
        throw new UnsupportedOperationException();
    }

    @Override
    public VenueStream market(Set<String> symbols, MarketSink to) {
        sink = to;
        return new VenueStream() {
            @Override
            public String name() {
                return "scripted";
            }

            @Override
            public int pump() {
                int count = frames.size();
                while (!frames.isEmpty() && sink != null) {
                    frames.remove().accept(sink);
                }
                return count;
            }

            @Override
            public void fence() {}

            @Override
            public void close() {}
        };
    }

    @Override
    public VenueAccount account(VenueCredentials credentials) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Bracket> brackets(VenueAccount account, String symbol) {
        throw new UnsupportedOperationException();
    }

    private void refuseWhenDown() {
        if (down) {
            throw new VenueError(VenueError.Kind.UNAVAILABLE, "", "no answer");
        }
    }
}
