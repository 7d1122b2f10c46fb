package io.leverageguard.venues.binance;

import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.http.Wire;
import io.leverageguard.venues.BookFrame;
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
import io.leverageguard.venues.binance.BinanceMessages.Depth;
import io.leverageguard.venues.binance.BinanceMessages.ExchangeInfo;
import io.leverageguard.venues.binance.BinanceMessages.Kline;
import io.leverageguard.venues.binance.BinanceRest.Answer;
import io.leverageguard.venues.binance.BinanceRest.Ask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Binance USD-M futures. */
public final class BinanceVenue implements Venue {
    private static final int CANDLES_MAX = 1_500;
    private static final int FUNDING_PAGE = 1_000;
    private static final int FUNDING_PAGES_MAX = 100;

    private static final int BOOK_LEVELS = 1_000;
    private static final Capabilities CAPABILITIES =
            new Capabilities(
                    Set.of(OrderKind.values()),
                    Set.of(Lifetime.values()),
                    Set.of(TriggerKind.values()),
                    Set.of(PriceSource.LAST, PriceSource.MARK),
                    BinanceTriggers.OPEN_MAX,
                    false,
                    true,
                    false,
                    true,
                    BinanceOrders.BATCH_MAX,
                    Capabilities.Amend.LOSES_PRIORITY,
                    true,
                    Capabilities.Tape.SAMPLED,
                    "[.A-Z:/a-z0-9_-]{1,36}",
                    BinanceDeadMan.OFFER);

    private final Wire web;
    private final Clock clock;
    private final VenuesConfig config;
    private final BinanceRest rest;

    /** The venue itself. */
    public BinanceVenue(Wire web, Clock clock, VenuesConfig config) {
        this("binance", web, clock, config);
    }

    /** What speaks its protocol, under a name of its own. Does not call the venue yet. */
    public BinanceVenue(String name, Wire web, Clock clock, VenuesConfig config) {
        this.web = web;
        this.clock = clock;
        this.config = config;
        this.rest = new BinanceRest(name, web, clock, config);
    }

    @Override
    public String name() {
        return rest.venue();
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public Instant serverTime() {
        return rest.serverTime();
    }

    @Override
    public List<Instrument> instruments() {
        Answer answer = rest.ask(Ask.open("/fapi/v1/exchangeInfo", Map.of(), 1));
        return BinanceSymbols.instruments(BinanceParser.read(answer, ExchangeInfo.class));
    }

    @Override
    public List<Candle> candles(
            String symbol, Duration interval, Instant from, Instant to, int limit) {
        if (!from.isBefore(to) || limit < 1) {
            return List.of();
        }
        Map<String, String> params = new LinkedHashMap<>();
        params.put("symbol", symbol);
        params.put("interval", BinanceSymbols.interval(interval));
        params.put("startTime", String.valueOf(from.toEpochMilli()));
        params.put("endTime", String.valueOf(to.toEpochMilli() - 1));
        params.put("limit", String.valueOf(Math.min(limit, CANDLES_MAX)));
        Answer answer = rest.ask(Ask.open("/fapi/v1/klines", params, candleWeight(limit)));
        return BinanceParser.readList(answer, Kline.class).stream()
                .map(BinanceParser::candle)
                .toList();
    }

    @Override
    public List<FundingRate> fundingRates(String symbol, Instant from, Instant to) {
        List<FundingRate> rates = new ArrayList<>();
        Instant start = from;
        for (int pages = 0; pages < FUNDING_PAGES_MAX; pages++) {
            Map<String, String> params = BinanceHistory.window(symbol, start, to);
            Answer answer = rest.ask(Ask.open("/fapi/v1/fundingRate", params, 1));
            List<FundingRate> page =
                    BinanceParser.readList(answer, BinanceMessages.FundingRate.class).stream()
                            .map(BinanceParser::fundingRate)
                            .toList();
            rates.addAll(page);
            if (page.size() < FUNDING_PAGE) {
                return List.copyOf(rates);
            }
            start = page.getLast().at().plusMillis(1);
        }
        throw BinanceParser.malformed("binance has more fundings than we read");
    }

    @Override
    public VenueStream market(Set<String> symbols, MarketSink sink) {
        return new BinanceStream(name(), web, clock, config).market(symbols, sink, this::book);
    }

    @Override
    public VenueAccount account(VenueCredentials credentials) {
        return new BinanceAccount(rest, new BinanceSigner(credentials), web, clock, config);
    }

    @Override
    public List<Bracket> brackets(VenueAccount account, String symbol) {
        if (account instanceof BinanceAccount own) {
            return own.brackets(symbol);
        }
        throw new VenueError(
                VenueError.Kind.NOT_AUTHORIZED, "", "binance shows brackets to its accounts only");
    }

    private BookFrame book(String symbol) {
        Map<String, String> params = new LinkedHashMap<>();
        params.put("symbol", symbol);
        params.put("limit", String.valueOf(BOOK_LEVELS));
        Answer answer = rest.ask(Ask.open("/fapi/v1/depth", params, 20));
        return BinanceParser.book(symbol, BinanceParser.read(answer, Depth.class));
    }

    /** The venue's table: below 100 rows 1, below 500 2, up to 1000 5, beyond 10. */
    private static int candleWeight(int limit) {
        if (limit < 100) {
            return 1;
        }
        if (limit < 500) {
            return 2;
        }
        return limit <= 1_000 ? 5 : 10;
    }
}
