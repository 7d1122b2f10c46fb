package io.leverageguard.venues.okx;

import io.leverageguard.venues.Reports.Instrument;
import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.okx.OkxRest.Ask;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names and sizes of OKX: {@code BTC-USDT-SWAP} is our {@code BTCUSDT}, and the venue counts in
 * contracts, each worth so much of the base. The sizes are asked for when they are first needed,
 * and again for a contract that was not there before.
 */
final class OkxSymbols {
    static final String SWAP = "SWAP";
    private static final String QUOTE = "USDT";
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** "Order quantity must be a multiple of the lot size", which we notice before the venue. */
    private static final String NO_WHOLE_LOTS = "51121";

    private static final Pattern OURS = Pattern.compile("[A-Z0-9]{1,20}-USDT-SWAP");
    private static final Pattern SYMBOL = Pattern.compile("[A-Z0-9]{1,20}USDT");

    /** Days begin at midnight UTC in the names with that addition only. */
    private static final Map<Duration, String> BARS =
            Map.ofEntries(
                    Map.entry(Duration.ofMinutes(1), "1m"),
                    Map.entry(Duration.ofMinutes(3), "3m"),
                    Map.entry(Duration.ofMinutes(5), "5m"),
                    Map.entry(Duration.ofMinutes(15), "15m"),
                    Map.entry(Duration.ofMinutes(30), "30m"),
                    Map.entry(Duration.ofHours(1), "1H"),
                    Map.entry(Duration.ofHours(2), "2H"),
                    Map.entry(Duration.ofHours(4), "4H"),
                    Map.entry(Duration.ofHours(6), "6Hutc"),
                    Map.entry(Duration.ofHours(12), "12Hutc"),
                    Map.entry(Duration.ofDays(1), "1Dutc"),
                    Map.entry(Duration.ofDays(3), "3Dutc"),
                    Map.entry(Duration.ofDays(7), "1Wutc"));

    private final OkxRest rest;
    private volatile Map<String, Swap> swaps = Map.of();
    private volatile Instant askAgain = Instant.MIN;

    OkxSymbols(OkxRest rest) {
        this.rest = rest;
    }

    /** A contract, and how much of the base one of it is. */
    record Swap(String instId, String symbol, BigDecimal size, BigDecimal lot) {
        /** Base units, as so many contracts. */
        BigDecimal base(BigDecimal contracts) {
            return plain(contracts.multiply(size));
        }

        /**
         * Contracts, as so much of the base.
         *
         * @throws VenueError when it is no multiple of the smallest lot
         */
        BigDecimal contracts(BigDecimal base) {
            BigDecimal step = lot.multiply(size);
            BigDecimal[] lots = base.divideAndRemainder(step);
            if (lots[1].signum() != 0 || base.signum() <= 0) {
                throw new VenueError(
                        VenueError.Kind.REJECTED,
                        NO_WHOLE_LOTS,
                        "%s %s is no multiple of %s, the smallest lot at okx"
                                .formatted(
                                        base.toPlainString(), symbol, plain(step).toPlainString()));
            }
            return plain(lots[0].multiply(lot));
        }
    }

    /** Whether a contract of the venue is one that we trade. */
    static boolean isOurs(@Nullable String instId) {
        return instId != null && OURS.matcher(instId).matches();
    }

    /** Our name of a contract. */
    static String symbol(String instId) {
        if (!isOurs(instId)) {
            throw OkxParser.malformed("not a swap in USDT: " + instId);
        }
        return base(instId) + QUOTE;
    }

    /** The venue's name of a contract. */
    static String instId(String symbol) {
        return family(symbol) + "-" + SWAP;
    }

    /** The venue's name of the index, and of the family of contracts. */
    static String family(String symbol) {
        if (!SYMBOL.matcher(symbol).matches()) {
            throw new VenueError(
                    VenueError.Kind.REJECTED, "", "okx has no swap in USDT called " + symbol);
        }
        return symbol.substring(0, symbol.length() - QUOTE.length()) + "-" + QUOTE;
    }

    /** The venue's name of a candle interval. */
    static String bar(Duration interval) {
        String name = BARS.get(interval);
        if (name == null) {
            throw new VenueError(VenueError.Kind.REJECTED, "", "okx has no candles of " + interval);
        }
        return name;
    }

    /** Without zeros at the end. */
    static BigDecimal plain(BigDecimal amount) {
        BigDecimal stripped = amount.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** The contract of this name at the venue. */
    Swap swap(String instId) {
        Swap known = swaps.get(instId);
        if (known == null) {
            known = asked().get(instId);
        }
        if (known == null) {
            throw new VenueError(VenueError.Kind.REJECTED, "", "okx does not list " + instId);
        }
        return known;
    }

    /** The contract of this name here. */
    Swap ofSymbol(String symbol) {
        return swap(instId(symbol));
    }

    /** The perpetuals that can be traded, by symbol. */
    List<Instrument> instruments() {
        List<OkxMarkets.Instrument> rows = rows();
        Map<String, Swap> known = learn(rows);
        return rows.stream()
                .filter(row -> "live".equals(row.state()))
                .flatMap(row -> instrument(row, known.get(row.instId())).stream())
                .sorted(Comparator.comparing(Instrument::symbol))
                .toList();
    }

    /** Whoever reads a stream asks for each frame: a venue that is silent is left alone a while. */
    private Map<String, Swap> asked() {
        if (rest.now().isBefore(askAgain)) {
            throw new VenueError(
                    VenueError.Kind.UNAVAILABLE, "", "okx did not say what it lists a moment ago");
        }
        try {
            return learn(rows());
        } catch (VenueError e) {
            askAgain = rest.now().plus(PAUSE);
            throw e;
        }
    }

    private List<OkxMarkets.Instrument> rows() {
        return rest
                .ask(Ask.open("/api/v5/public/instruments", Map.of("instType", SWAP)))
                .rows(OkxMarkets.Instrument.class)
                .stream()
                .filter(row -> isOurs(row.instId()) && "linear".equals(row.ctType()))
                .toList();
    }

    private Map<String, Swap> learn(List<OkxMarkets.Instrument> rows) {
        Map<String, Swap> learned = new TreeMap<>();
        for (OkxMarkets.Instrument row : rows) {
            BigDecimal value = OkxParser.or(row.ctVal(), BigDecimal.ZERO);
            BigDecimal size = value.multiply(OkxParser.or(row.ctMult(), BigDecimal.ONE));
            BigDecimal lot = OkxParser.or(row.lotSz(), BigDecimal.ZERO);
            if (size.signum() > 0 && lot.signum() > 0) {
                String symbol = symbol(row.instId());
                learned.put(row.instId(), new Swap(row.instId(), symbol, size, lot));
            }
        }
        swaps = Map.copyOf(learned);
        return learned;
    }

    /** The venue has no least notional, and does not publish what a liquidation costs. */
    private static Optional<Instrument> instrument(OkxMarkets.Instrument row, @Nullable Swap swap) {
        BigDecimal tick = row.tickSz();
        BigDecimal least = row.minSz();
        BigDecimal most = row.maxLmtSz();
        if (swap == null || tick == null || least == null || most == null) {
            return Optional.empty();
        }
        return Optional.of(
                new Instrument(
                        swap.symbol(),
                        base(swap.instId()),
                        QUOTE,
                        tick,
                        swap.base(swap.lot()),
                        swap.base(least),
                        swap.base(most),
                        BigDecimal.ZERO,
                        BigDecimal.ZERO));
    }

    private static String base(String instId) {
        return instId.substring(0, instId.indexOf('-'));
    }
}
