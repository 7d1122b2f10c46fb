package io.leverageguard.venues.binance;

import io.leverageguard.venues.Reports.Instrument;
import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.binance.BinanceMessages.ExchangeInfo;
import io.leverageguard.venues.binance.BinanceMessages.Filter;
import io.leverageguard.venues.binance.BinanceMessages.SymbolInfo;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Names of Binance: contracts, intervals and streams. */
final class BinanceSymbols {
    private static final Map<Duration, String> INTERVALS =
            Map.ofEntries(
                    Map.entry(Duration.ofMinutes(1), "1m"),
                    Map.entry(Duration.ofMinutes(3), "3m"),
                    Map.entry(Duration.ofMinutes(5), "5m"),
                    Map.entry(Duration.ofMinutes(15), "15m"),
                    Map.entry(Duration.ofMinutes(30), "30m"),
                    Map.entry(Duration.ofHours(1), "1h"),
                    Map.entry(Duration.ofHours(2), "2h"),
                    Map.entry(Duration.ofHours(4), "4h"),
                    Map.entry(Duration.ofHours(6), "6h"),
                    Map.entry(Duration.ofHours(8), "8h"),
                    Map.entry(Duration.ofHours(12), "12h"),
                    Map.entry(Duration.ofDays(1), "1d"),
                    Map.entry(Duration.ofDays(3), "3d"),
                    Map.entry(Duration.ofDays(7), "1w"));

    private BinanceSymbols() {}

    /** The perpetuals in {@code info} that can be traded, by symbol. */
    static List<Instrument> instruments(ExchangeInfo info) {
        return info.symbols().stream()
                .filter(symbol -> word(symbol.contractType()).endsWith("PERPETUAL"))
                .filter(symbol -> word(symbol.status()).equals("TRADING"))
                .map(BinanceSymbols::instrument)
                .sorted(Comparator.comparing(Instrument::symbol))
                .toList();
    }

    /** The venue's name of a candle interval. */
    static String interval(Duration interval) {
        String name = INTERVALS.get(interval);
        if (name == null) {
            throw new VenueError(
                    VenueError.Kind.REJECTED, "", "binance has no candles of " + interval);
        }
        return name;
    }

    /** What is told under {@code /market}: trades, marks and liquidations. */
    static List<String> marketStreams(Set<String> symbols) {
        return streams(symbols, List.of("@aggTrade", "@markPrice@1s", "@forceOrder"));
    }

    /** What is told under {@code /public}: quotes and, where they are wanted, books. */
    static List<String> publicStreams(Set<String> symbols, boolean books) {
        return streams(
                symbols, books ? List.of("@bookTicker", "@depth@100ms") : List.of("@bookTicker"));
    }

    private static List<String> streams(Set<String> symbols, List<String> kinds) {
        return symbols.stream()
                .sorted()
                .map(symbol -> symbol.toLowerCase(Locale.ROOT))
                .flatMap(symbol -> kinds.stream().map(kind -> symbol + kind))
                .toList();
    }

    private static Instrument instrument(SymbolInfo symbol) {
        return new Instrument(
                BinanceParser.need(symbol.symbol(), "symbol"),
                BinanceParser.need(symbol.baseAsset(), "baseAsset"),
                BinanceParser.need(symbol.quoteAsset(), "quoteAsset"),
                rule(symbol, "PRICE_FILTER", Filter::tickSize),
                rule(symbol, "LOT_SIZE", Filter::stepSize),
                rule(symbol, "LOT_SIZE", Filter::minQty),
                rule(symbol, "LOT_SIZE", Filter::maxQty),
                optionalRule(symbol, "MIN_NOTIONAL", Filter::notional).orElse(BigDecimal.ZERO),
                Optional.ofNullable(symbol.liquidationFee()).orElse(BigDecimal.ZERO));
    }

    private static BigDecimal rule(
            SymbolInfo symbol, String type, Function<Filter, BigDecimal> value) {
        return optionalRule(symbol, type, value)
                .orElseThrow(
                        () -> BinanceParser.malformed(symbol.symbol() + " has no usable " + type));
    }

    private static Optional<BigDecimal> optionalRule(
            SymbolInfo symbol, String type, Function<Filter, BigDecimal> value) {
        return symbol.filters().stream()
                .filter(filter -> word(filter.filterType()).equals(type))
                .map(value)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static String word(@Nullable String text) {
        return BinanceParser.or(text, "");
    }
}
