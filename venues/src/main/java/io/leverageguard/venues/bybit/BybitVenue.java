package io.leverageguard.venues.bybit;

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
import io.leverageguard.venues.VenueStream;
import io.leverageguard.venues.VenuesConfig;
import io.leverageguard.venues.bybit.BybitMarketMessages.InstrumentInfo;
import io.leverageguard.venues.bybit.BybitMarketMessages.Klines;
import io.leverageguard.venues.bybit.BybitMarketMessages.RiskLimit;
import io.leverageguard.venues.bybit.BybitRest.Answer;
import io.leverageguard.venues.bybit.BybitRest.Ask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Bybit's linear USDT perpetuals. */
public final class BybitVenue implements Venue {
    private static final int CANDLES_MAX = 1_000;
    private static final int FUNDING_PAGE = 200;
    private static final int FUNDING_PAGES_MAX = 500;

    /** The venue keeps ten conditional orders per contract. */
    private static final int TRIGGERS_MAX = 10;

    private final String name;
    private final Clock clock;
    private final BybitRest rest;
    private final BybitStream streams;

    /** Books under {@code name}; does not call the venue yet. */
    public BybitVenue(String name, Wire web, Clock clock, VenuesConfig config) {
        this.name = name;
        this.clock = clock;
        this.rest = new BybitRest(name, web, clock, config);
        this.streams = new BybitStream(name, web, clock, config);
    }

    @Override
    public String name() {
        return name;
    }

    /** Isolated or cross is said for the whole account: a unified account has one mode. */
    @Override
    public Capabilities capabilities() {
        return new Capabilities(
                Set.of(OrderKind.values()),
                Set.of(Lifetime.GTC, Lifetime.IOC, Lifetime.FOK, Lifetime.POST_ONLY),
                Set.of(TriggerKind.values()),
                Set.of(PriceSource.values()),
                TRIGGERS_MAX,
                true,
                true,
                true,
                true,
                BybitOrders.BATCH_MAX,
                Capabilities.Amend.KEEPS_PRIORITY_WHEN_SMALLER,
                false,
                Capabilities.Tape.COMPLETE,
                "[A-Za-z0-9_-]{1,36}",
                BybitDeadMan.OFFER);
    }

    @Override
    public Instant serverTime() {
        return rest.serverTime();
    }

    @Override
    public List<Instrument> instruments() {
        Map<String, String> params = new LinkedHashMap<>();
        params.put("category", BybitSymbols.CATEGORY);
        params.put("limit", "1000");
        return BybitSymbols.instruments(
                pages("/v5/market/instruments-info", params, InstrumentInfo.class));
    }

    @Override
    public List<Candle> candles(
            String symbol, Duration interval, Instant from, Instant to, int limit) {
        if (!from.isBefore(to) || limit < 1) {
            return List.of();
        }
        Map<String, String> params = BybitSymbols.linear(symbol);
        params.put("interval", BybitSymbols.interval(interval));
        params.put("start", String.valueOf(from.toEpochMilli()));
        params.put("end", String.valueOf(end(interval, from, to, limit)));
        params.put("limit", String.valueOf(Math.min(limit, CANDLES_MAX)));
        Answer answer = rest.ask(Ask.open("/v5/market/kline", params));
        return BybitParser.read(answer, Klines.class).list().reversed().stream()
                .map(BybitParser::candle)
                .toList();
    }

    @Override
    public List<FundingRate> fundingRates(String symbol, Instant from, Instant to) {
        List<FundingRate> newestFirst = new ArrayList<>();
        Instant end = to;
        for (int pages = 0; pages < FUNDING_PAGES_MAX; pages++) {
            Map<String, String> params = BybitSymbols.linear(symbol);
            params.put("startTime", String.valueOf(from.toEpochMilli()));
            params.put("endTime", String.valueOf(end.toEpochMilli()));
            params.put("limit", String.valueOf(FUNDING_PAGE));
            Answer answer = rest.ask(Ask.open("/v5/market/funding/history", params));
            List<FundingRate> page =
                    BybitParser.page(answer, BybitMarketMessages.FundingRate.class).list().stream()
                            .map(BybitParser::fundingRate)
                            .toList();
            newestFirst.addAll(page);
            if (page.size() < FUNDING_PAGE || !page.getLast().at().isAfter(from)) {
                return List.copyOf(newestFirst.reversed());
            }
            end = page.getLast().at().minusMillis(1);
        }
        throw BybitParser.malformed("bybit has more fundings than we read");
    }

    @Override
    public VenueStream market(Set<String> symbols, MarketSink sink) {
        return streams.market(
                symbols,
                sink.wantsBooks(),
                again -> new BybitMarketEvents(sink, clock, symbols, again));
    }

    @Override
    public VenueAccount account(VenueCredentials credentials) {
        return new BybitAccount(rest, new BybitSigner(credentials), streams, clock);
    }

    @Override
    public List<Bracket> brackets(VenueAccount account, String symbol) {
        List<RiskLimit> tiers =
                pages("/v5/market/risk-limit", BybitSymbols.linear(symbol), RiskLimit.class);
        return BybitParser.brackets(
                tiers.stream().filter(tier -> tier.symbol().equals(symbol)).toList());
    }

    /** The venue shows the newest candles of a span; ours are the oldest. */
    private static long end(Duration interval, Instant from, Instant to, int limit) {
        Instant full = from.plus(interval.multipliedBy(Math.min(limit, CANDLES_MAX)));
        return (full.isBefore(to) ? full : to).toEpochMilli() - 1;
    }

    private <T> List<T> pages(String path, Map<String, String> params, Class<T> row) {
        return BybitHistory.pages(params, row, words -> Ask.open(path, words), rest::ask);
    }
}
