package io.leverageguard.venues.okx;

import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.http.Wire;
import io.leverageguard.venues.Capabilities;
import io.leverageguard.venues.MarketSink;
import io.leverageguard.venues.Reports.Bracket;
import io.leverageguard.venues.Reports.Candle;
import io.leverageguard.venues.Reports.FundingRate;
import io.leverageguard.venues.Reports.Instrument;
import io.leverageguard.venues.Reports.Lifetime;
import io.leverageguard.venues.Reports.OrderKind;
import io.leverageguard.venues.Triggers.PriceSource;
import io.leverageguard.venues.Triggers.TriggerKind;
import io.leverageguard.venues.Venue;
import io.leverageguard.venues.VenueAccount;
import io.leverageguard.venues.VenueCredentials;
import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.VenueStream;
import io.leverageguard.venues.VenuesConfig;
import io.leverageguard.venues.okx.OkxMarkets.MarkPrice;
import io.leverageguard.venues.okx.OkxMarkets.PastFunding;
import io.leverageguard.venues.okx.OkxMarkets.PositionTier;
import io.leverageguard.venues.okx.OkxRest.Ask;
import io.leverageguard.venues.okx.OkxSymbols.Swap;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** OKX v5, swaps settled in USDT. */
public final class OkxVenue implements Venue {
    private static final String NAME = "okx";
    private static final int TRIGGERS_MAX = 500;

    /** The recent candles are the last 1440; what is older is in the history. */
    private static final int CANDLES_RECENT = 1_400;

    private static final int CANDLES_PAGE = 100;
    private static final int FUNDING_PAGE = 100;
    private static final int PAGES_MAX = 100;

    private final Clock clock;
    private final OkxRest rest;
    private final OkxSymbols symbols;
    private final OkxParser parser;
    private final OkxStream streams;
    private final Map<String, OkxMarginModes> modesByKey = new ConcurrentHashMap<>();

    /** Does not call the venue yet. */
    public OkxVenue(Wire web, Clock clock, VenuesConfig config) {
        this.clock = clock;
        this.rest = new OkxRest(NAME, web, clock, config);
        this.symbols = new OkxSymbols(rest);
        this.parser = new OkxParser(symbols);
        this.streams = new OkxStream(NAME, web, clock, config, rest);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(
                Set.of(OrderKind.MARKET, OrderKind.LIMIT),
                Set.of(Lifetime.GTC, Lifetime.IOC, Lifetime.FOK, Lifetime.POST_ONLY),
                Set.of(TriggerKind.STOP, TriggerKind.TAKE_PROFIT, TriggerKind.TRAILING),
                Set.of(PriceSource.LAST, PriceSource.MARK, PriceSource.INDEX),
                TRIGGERS_MAX,
                false,
                true,
                false,
                true,
                OkxTrading.BATCH_MAX,
                Capabilities.Amend.KEEPS_PRIORITY_WHEN_SMALLER,
                false,
                Capabilities.Tape.SAMPLED,
                "[A-Za-z0-9]{1,32}",
                OkxDeadMan.OFFER);
    }

    @Override
    public Instant serverTime() {
        return rest.serverTime();
    }

    @Override
    public List<Instrument> instruments() {
        return symbols.instruments();
    }

    @Override
    public List<Candle> candles(
            String symbol, Duration interval, Instant from, Instant to, int limit) {
        if (!from.isBefore(to) || limit < 1) {
            return List.of();
        }
        String instId = OkxSymbols.instId(symbol);
        String bar = OkxSymbols.bar(interval);
        Map<Instant, Candle> byTime = new LinkedHashMap<>();
        Instant start = from;
        for (int pages = 0; pages < PAGES_MAX; pages++) {
            Instant end = earlier(start.plus(interval.multipliedBy(CANDLES_PAGE)), to);
            candles(instId, bar, interval, start, end)
                    .forEach(candle -> byTime.putIfAbsent(candle.openTime(), candle));
            start = end;
            if (byTime.size() >= limit || !start.isBefore(to)) {
                break;
            }
        }
        return byTime.values().stream().limit(limit).toList();
    }

    @Override
    public List<FundingRate> fundingRates(String symbol, Instant from, Instant to) {
        List<FundingRate> rates = new ArrayList<>();
        Instant end = to.plusMillis(1);
        for (int pages = 0; pages < PAGES_MAX; pages++) {
            Map<String, String> params = new LinkedHashMap<>();
            params.put("instId", OkxSymbols.instId(symbol));
            params.put("before", String.valueOf(from.toEpochMilli() - 1));
            params.put("after", String.valueOf(end.toEpochMilli()));
            params.put("limit", String.valueOf(FUNDING_PAGE));
            List<FundingRate> page =
                    rest
                            .ask(Ask.open("/api/v5/public/funding-rate-history", params))
                            .rows(PastFunding.class)
                            .stream()
                            .map(OkxParser::fundingRate)
                            .toList();
            rates.addAll(page);
            if (page.size() < FUNDING_PAGE) {
                return rates.stream()
                        .filter(rate -> !rate.at().isBefore(from) && !rate.at().isAfter(to))
                        .sorted(Comparator.comparing(FundingRate::at))
                        .toList();
            }
            end = page.getLast().at();
        }
        throw OkxParser.malformed("okx has more fundings than we read");
    }

    @Override
    public VenueStream market(Set<String> wanted, MarketSink sink) {
        return streams.market(wanted, symbols, clock, sink);
    }

    @Override
    public VenueAccount account(VenueCredentials credentials) {
        OkxSigner signer = new OkxSigner(credentials);
        OkxMarginModes modes =
                modesByKey.computeIfAbsent(signer.key(), _ -> new OkxMarginModes(rest, signer));
        return new OkxAccount(rest, signer, symbols, modes, streams, clock);
    }

    /** The venue shows them to everyone. */
    @Override
    public List<Bracket> brackets(VenueAccount account, String symbol) {
        Swap swap = symbols.ofSymbol(symbol);
        Map<String, String> params = new LinkedHashMap<>();
        params.put("instType", OkxSymbols.SWAP);
        params.put("tdMode", "isolated");
        params.put("instFamily", OkxSymbols.family(symbol));
        List<PositionTier> tiers =
                rest.ask(Ask.open("/api/v5/public/position-tiers", params))
                        .rows(PositionTier.class);
        return OkxParser.brackets(tiers, swap, mark(swap.instId()));
    }

    private BigDecimal mark(String instId) {
        Map<String, String> params = new LinkedHashMap<>();
        params.put("instType", OkxSymbols.SWAP);
        params.put("instId", instId);
        return rest
                .ask(Ask.open("/api/v5/public/mark-price", params))
                .rows(MarkPrice.class)
                .stream()
                .filter(mark -> instId.equals(mark.instId()))
                .findFirst()
                .map(mark -> OkxParser.need(mark.markPx(), "markPx"))
                .orElseThrow(
                        () ->
                                new VenueError(
                                        VenueError.Kind.REJECTED, "", "okx marks no " + instId));
    }

    /** One page, oldest first; the venue gives the newest first and leaves both bounds out. */
    private List<Candle> candles(
            String instId, String bar, Duration interval, Instant from, Instant to) {
        Map<String, String> params = new LinkedHashMap<>();
        params.put("instId", instId);
        params.put("bar", bar);
        params.put("before", String.valueOf(from.toEpochMilli() - 1));
        params.put("after", String.valueOf(to.toEpochMilli()));
        params.put("limit", String.valueOf(CANDLES_PAGE));
        Instant recent = clock.now().minus(interval.multipliedBy(CANDLES_RECENT));
        String path = from.isBefore(recent) ? "history-candles" : "candles";
        return rest
                .ask(Ask.open("/api/v5/market/" + path, params))
                .rows(OkxMarkets.Candle.class)
                .stream()
                .map(parser::candle)
                .sorted(Comparator.comparing(Candle::openTime))
                .toList();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
