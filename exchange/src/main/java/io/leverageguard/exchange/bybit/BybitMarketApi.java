package io.leverageguard.exchange.bybit;

import io.leverageguard.engine.margin.MarginBracket;
import io.leverageguard.exchange.core.Candle;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.Funding;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.exchange.core.PublicTrade;
import io.leverageguard.venues.bybit.BybitMarketMessages.FundingRate;
import io.leverageguard.venues.bybit.BybitMarketMessages.Kline;
import io.leverageguard.venues.bybit.BybitMarketMessages.Klines;
import io.leverageguard.venues.bybit.BybitMarketMessages.RecentTrade;
import io.leverageguard.venues.bybit.BybitMarketMessages.RiskLimit;
import io.leverageguard.venues.bybit.BybitMarketMessages.ServerTime;
import io.leverageguard.venues.bybit.BybitMarketMessages.Ticker;
import io.leverageguard.venues.bybit.BybitMessages.Page;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** What anybody may ask: instruments, prices, books, candles. */
final class BybitMarketApi {
    private static final int TIERS_PER_PAGE = 15;
    private static final long NANOS = 1_000_000;

    private final Exchange exchange;
    private final LongSupplier clock;
    private final BybitBooks books;
    private final BybitTickers tickers;
    private final BybitPrices prices;

    BybitMarketApi(
            Exchange exchange,
            LongSupplier clock,
            BybitBooks books,
            BybitTickers tickers,
            BybitPrices prices) {
        this.exchange = exchange;
        this.clock = clock;
        this.books = books;
        this.tickers = tickers;
        this.prices = prices;
    }

    Object time(BybitParams params) {
        long now = clock.getAsLong();
        return new ServerTime(now / 1000, now * NANOS);
    }

    /** Contracts that are announced or closed are asked for by their status; there are none. */
    Object instruments(BybitParams params) {
        String status = params.text("status");
        boolean listed = status.isEmpty() || status.equals("Trading");
        List<Market> markets = listed ? params.markets(exchange).reversed() : List.of();
        List<Market> all = List.copyOf(exchange.markets());
        return params.page(
                markets,
                params.limit(500, 1000),
                market -> BybitContracts.info(market.contract(), all.indexOf(market) + 1));
    }

    Object tickers(BybitParams params) {
        List<Ticker> rows = params.markets(exchange).stream().map(tickers::of).toList();
        return new Page<>(params.category(), rows, null);
    }

    Object book(BybitParams params) {
        Market market = params.market(exchange);
        return books.book(market, params.limit(25, 1000));
    }

    /** Newest first. */
    Object trades(BybitParams params) {
        Market market = params.market(exchange);
        Contract contract = market.contract();
        List<RecentTrade> rows = new ArrayList<>();
        for (PublicTrade trade : market.tape().trades(params.limit(500, 1000))) {
            rows.add(
                    new RecentTrade(
                            BybitIds.trade(trade.id()),
                            contract.symbol(),
                            contract.price(trade.priceTicks()),
                            contract.quantity(trade.lots()),
                            BybitWire.side(!trade.buyerMaker()),
                            trade.time(),
                            false,
                            Long.toString(trade.id())));
        }
        return new Page<>(params.category(), rows.reversed(), null);
    }

    Object klines(BybitParams params) {
        Market market = params.market(exchange);
        Window window = window(params);
        List<Kline> rows = new ArrayList<>();
        for (Candle candle : window.length.of(market, window.from, window.to)) {
            rows.add(BybitCandles.row(market.contract(), candle));
        }
        return klines(params, newest(rows, params.limit(200, 1000)));
    }

    /** Four prices, no volume. */
    Object markKlines(BybitParams params) {
        return prices(params, BybitPrices.Kind.MARK);
    }

    Object indexKlines(BybitParams params) {
        return prices(params, BybitPrices.Kind.INDEX);
    }

    private Object prices(BybitParams params, BybitPrices.Kind kind) {
        Market market = params.market(exchange);
        Window window = window(params);
        List<List<String>> rows = prices.rows(market, kind, window.length, window.from, window.to);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("symbol", market.contract().symbol());
        result.put("category", params.category());
        result.put("list", newest(rows, params.limit(200, 1000)));
        return result;
    }

    Object fundingHistory(BybitParams params) {
        Market market = params.market(exchange);
        if (params.has("startTime") && !params.has("endTime")) {
            throw BybitRefusal.params("startTime invalid: endTime is missing");
        }
        long from = params.integer("startTime", 0);
        long to = params.integer("endTime", Long.MAX_VALUE);
        List<FundingRate> rows = new ArrayList<>();
        for (Funding.Paid paid : exchange.funding().past(market.contract().symbol())) {
            if (paid.time() >= from && paid.time() <= to) {
                rows.add(
                        new FundingRate(
                                market.contract().symbol(),
                                BybitWire.rate(paid.rate()),
                                paid.time()));
            }
        }
        return new Page<>(params.category(), newest(rows, params.limit(200, 200)), null);
    }

    /** The tiers of one contract, or of fifteen contracts a page. */
    Object riskLimits(BybitParams params) {
        List<Market> markets = params.markets(exchange);
        int from = (int) Math.min(params.integer("cursor", 0), markets.size());
        int to = Math.min(from + TIERS_PER_PAGE, markets.size());
        List<RiskLimit> rows = new ArrayList<>();
        for (Market market : markets.subList(from, to)) {
            rows.addAll(tiers(market.contract()));
        }
        String next = to < markets.size() ? Integer.toString(to) : "";
        return new Page<>(params.category(), rows, next);
    }

    static List<RiskLimit> tiers(Contract contract) {
        List<RiskLimit> rows = new ArrayList<>();
        for (MarginBracket bracket : contract.margins().brackets()) {
            int id = rows.size() + 1;
            BigDecimal leverage = BigDecimal.valueOf(bracket.maxLeverage());
            rows.add(
                    new RiskLimit(
                            id,
                            contract.symbol(),
                            bracket.notionalCap(),
                            bracket.rate(),
                            BigDecimal.ONE.divide(leverage, 5, RoundingMode.HALF_EVEN),
                            id == 1 ? 1 : 0,
                            leverage,
                            bracket.amount()));
        }
        return rows;
    }

    /** What is open now, at the last full interval: there is no history of it. */
    Object openInterest(BybitParams params) {
        Market market = params.market(exchange);
        long step = openInterestStep(params.required("intervalTime"));
        long at = exchange.now() - Math.floorMod(exchange.now(), step);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("openInterest", market.contract().quantity(exchange.openLots(market)));
        row.put("timestamp", Long.toString(at));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("symbol", market.contract().symbol());
        result.put("category", params.category());
        result.put("list", List.of(row));
        result.put("nextPageCursor", "");
        return result;
    }

    private static long openInterestStep(String name) {
        long minute = 60_000;
        return switch (name) {
            case "5min" -> 5 * minute;
            case "15min" -> 15 * minute;
            case "30min" -> 30 * minute;
            case "1h" -> 60 * minute;
            case "4h" -> 240 * minute;
            case "1d" -> 1440 * minute;
            default -> throw BybitRefusal.params("intervalTime invalid");
        };
    }

    Object insurance(BybitParams params) {
        List<String> symbols =
                exchange.markets().stream().map(market -> market.contract().symbol()).toList();
        BigDecimal fund = BybitWire.money(exchange.totals().insurance());
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("coin", Contract.QUOTE);
        row.put("symbols", String.join(",", symbols));
        row.put("balance", fund);
        row.put("value", fund);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("updatedTime", Long.toString(exchange.now()));
        result.put("list", List.of(row));
        return result;
    }

    Object priceLimit(BybitParams params) {
        return BybitContracts.priceLimit(params.market(exchange), exchange.now());
    }

    /** Candles that open in [from, to). */
    private record Window(BybitCandles length, long from, long to) {}

    private Window window(BybitParams params) {
        BybitCandles length = BybitCandles.find(params.required("interval"));
        if (length == null) {
            throw BybitRefusal.params("interval invalid");
        }
        int limit = params.limit(200, 1000);
        long now = exchange.now();
        long last = Math.min(params.integer("end", now), now);
        long from = params.integer("start", length.startOf(last, limit));
        if (from > last) {
            return new Window(length, 0, 0);
        }
        // The venue gives the newest of the span.
        return new Window(length, Math.max(from, length.startOf(last, limit)), last + 1);
    }

    private static Object klines(BybitParams params, List<Kline> rows) {
        return new Klines(params.text("symbol"), params.category(), rows);
    }

    /** The newest rows, newest first. */
    private static <T> List<T> newest(List<T> rows, int limit) {
        return rows.subList(Math.max(0, rows.size() - limit), rows.size()).reversed();
    }
}
