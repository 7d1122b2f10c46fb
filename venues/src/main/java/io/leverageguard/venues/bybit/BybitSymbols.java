package io.leverageguard.venues.bybit;

import io.leverageguard.venues.Reports.Instrument;
import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.bybit.BybitMarketMessages.InstrumentInfo;
import io.leverageguard.venues.bybit.BybitMarketMessages.LotSizeFilter;
import io.leverageguard.venues.bybit.BybitMarketMessages.PriceFilter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names of Bybit: contracts, intervals and topics. */
final class BybitSymbols {
    /** Linear contracts; we trade those that settle in {@link #SETTLE_COIN}. */
    static final String CATEGORY = "linear";

    static final String SETTLE_COIN = "USDT";

    /** The book that is followed; the venue has depths of 1, 50, 200 and 1000. */
    static final String BOOK = "orderbook.50.";

    private static final Map<Duration, String> INTERVALS =
            Map.ofEntries(
                    Map.entry(Duration.ofMinutes(1), "1"),
                    Map.entry(Duration.ofMinutes(3), "3"),
                    Map.entry(Duration.ofMinutes(5), "5"),
                    Map.entry(Duration.ofMinutes(15), "15"),
                    Map.entry(Duration.ofMinutes(30), "30"),
                    Map.entry(Duration.ofHours(1), "60"),
                    Map.entry(Duration.ofHours(2), "120"),
                    Map.entry(Duration.ofHours(4), "240"),
                    Map.entry(Duration.ofHours(6), "360"),
                    Map.entry(Duration.ofHours(12), "720"),
                    Map.entry(Duration.ofDays(1), "D"),
                    Map.entry(Duration.ofDays(7), "W"));

    private BybitSymbols() {}

    /** The first words of nearly every question. */
    static Map<String, String> linear(String symbol) {
        Map<String, String> params = new LinkedHashMap<>();
        params.put("category", CATEGORY);
        if (symbol.isEmpty()) {
            params.put("settleCoin", SETTLE_COIN);
        } else {
            params.put("symbol", symbol);
        }
        return params;
    }

    /** The perpetuals in {@code infos} that can be traded, by symbol. */
    static List<Instrument> instruments(List<InstrumentInfo> infos) {
        return infos.stream()
                .filter(info -> info.contractType().equals("LinearPerpetual"))
                .filter(info -> info.settleCoin().equals(SETTLE_COIN))
                .filter(info -> info.status().equals("Trading"))
                .map(BybitSymbols::instrument)
                .sorted(Comparator.comparing(Instrument::symbol))
                .toList();
    }

    /** The venue's name of a candle interval. */
    static String interval(Duration interval) {
        String name = INTERVALS.get(interval);
        if (name == null) {
            throw new VenueError(
                    VenueError.Kind.REJECTED, "", "bybit has no candles of " + interval);
        }
        return name;
    }

    /** What is told in public of {@code symbols}. */
    static List<String> topics(Set<String> symbols, boolean books) {
        List<String> kinds =
                new ArrayList<>(List.of("publicTrade.", "tickers.", "allLiquidation."));
        if (books) {
            kinds.add(BOOK);
        }
        return symbols.stream()
                .sorted()
                .flatMap(symbol -> kinds.stream().map(kind -> kind + symbol))
                .toList();
    }

    /** The venue publishes no fee for a liquidation: it keeps what the takeover leaves. */
    private static Instrument instrument(InstrumentInfo info) {
        PriceFilter prices = BybitParser.need(info.priceFilter(), "priceFilter");
        LotSizeFilter lots = BybitParser.need(info.lotSizeFilter(), "lotSizeFilter");
        return new Instrument(
                info.symbol(),
                info.baseCoin(),
                info.quoteCoin(),
                BybitParser.need(prices.tickSize(), "tickSize"),
                BybitParser.need(lots.qtyStep(), "qtyStep"),
                BybitParser.need(lots.minOrderQty(), "minOrderQty"),
                BybitParser.need(lots.maxOrderQty(), "maxOrderQty"),
                BybitParser.or(lots.minNotionalValue(), BigDecimal.ZERO),
                BigDecimal.ZERO);
    }
}
