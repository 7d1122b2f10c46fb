package io.leverageguard.exchange.binance;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.leverageguard.exchange.core.AggregateTrade;
import io.leverageguard.exchange.core.Candle;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.Faults;
import io.leverageguard.exchange.core.Funding;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.exchange.core.PublicTrade;
import io.leverageguard.venues.binance.BinanceMessages;
import io.leverageguard.venues.binance.BinanceMessages.Depth;
import io.leverageguard.venues.binance.BinanceMessages.ExchangeInfo;
import io.leverageguard.venues.binance.BinanceMessages.Filter;
import io.leverageguard.venues.binance.BinanceMessages.RateLimit;
import io.leverageguard.venues.binance.BinanceMessages.SymbolInfo;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What anybody may ask: prices, books, candles. */
final class BinanceMarketApi {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long FUNDING_HOURS = 8;
    private static final long DAY = 24 * HOUR;

    /** The candles that are offered, and how long they are. */
    static final SortedMap<String, Long> INTERVALS =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry("1m", MINUTE),
                            Map.entry("3m", 3 * MINUTE),
                            Map.entry("5m", 5 * MINUTE),
                            Map.entry("15m", 15 * MINUTE),
                            Map.entry("30m", 30 * MINUTE),
                            Map.entry("1h", HOUR),
                            Map.entry("2h", 2 * HOUR),
                            Map.entry("4h", 4 * HOUR),
                            Map.entry("6h", 6 * HOUR),
                            Map.entry("8h", 8 * HOUR),
                            Map.entry("12h", 12 * HOUR),
                            Map.entry("1d", DAY)));

    private final Exchange exchange;

    private final Faults faults;

    BinanceMarketApi(Exchange exchange, Faults faults) {
        this.exchange = exchange;
        this.faults = faults;
    }

    /** The venue's clock, which may be wrong. */
    Object time(BinanceParams params) {
        return new BinanceMessages.ServerTime(exchange.now() + faults.skewMillis());
    }

    record PublicTradeRow(
            long id,
            BigDecimal price,
            BigDecimal qty,
            BigDecimal quoteQty,
            long time,
            boolean isBuyerMaker) {}

    record AggregateTradeRow(
            @JsonProperty("a") long id,
            @JsonProperty("p") BigDecimal price,
            @JsonProperty("q") BigDecimal quantity,
            @JsonProperty("f") long firstTradeId,
            @JsonProperty("l") long lastTradeId,
            @JsonProperty("T") long time,
            @JsonProperty("m") boolean buyerMaker) {}

    record BookTickerRow(
            long lastUpdateId,
            String symbol,
            BigDecimal bidPrice,
            BigDecimal bidQty,
            BigDecimal askPrice,
            BigDecimal askQty,
            long time) {}

    record OpenInterest(BigDecimal openInterest, String symbol, long time) {}

    record FundingTerms(String symbol, long fundingIntervalHours) {}

    record PriceRow(String symbol, BigDecimal price, long time) {}

    record DayTicker(
            String symbol,
            BigDecimal priceChange,
            BigDecimal priceChangePercent,
            BigDecimal weightedAvgPrice,
            BigDecimal lastPrice,
            BigDecimal lastQty,
            BigDecimal openPrice,
            BigDecimal highPrice,
            BigDecimal lowPrice,
            BigDecimal volume,
            BigDecimal quoteVolume,
            long openTime,
            long closeTime,
            long firstId,
            long lastId,
            long count) {}

    static long interval(String name) {
        Long interval = INTERVALS.get(name);
        if (interval == null) {
            throw new BinanceRefusal(-1120, "Invalid interval.");
        }
        return interval;
    }

    Object exchangeInfo(BinanceParams params) {
        List<SymbolInfo> symbols = new ArrayList<>();
        for (Market market : exchange.markets()) {
            symbols.add(info(market.contract()));
        }
        return new ExchangeInfo(
                "UTC",
                exchange.now(),
                "U_MARGINED",
                List.of(
                        new RateLimit("REQUEST_WEIGHT", "MINUTE", 1, BinanceCounts.WEIGHT_MAX),
                        BinanceCounts.orderLimits().getFirst(),
                        BinanceCounts.orderLimits().getLast()),
                symbols);
    }

    Object depth(BinanceParams params) {
        Market market = exchange.market(params.required("symbol"));
        int limit = params.limit(500, 1000);
        return new Depth(
                market.updateId(),
                exchange.now(),
                exchange.now(),
                BinanceWire.levels(market, true, limit),
                BinanceWire.levels(market, false, limit));
    }

    Object trades(BinanceParams params) {
        Market market = exchange.market(params.required("symbol"));
        Contract contract = market.contract();
        List<PublicTradeRow> rows = new ArrayList<>();
        for (PublicTrade trade : market.tape().trades(params.limit(500, 1000))) {
            rows.add(
                    new PublicTradeRow(
                            trade.id(),
                            contract.price(trade.priceTicks()),
                            contract.quantity(trade.lots()),
                            BinanceWire.money(trade.lots() * contract.units(trade.priceTicks())),
                            trade.time(),
                            trade.buyerMaker()));
        }
        return rows;
    }

    Object aggregates(BinanceParams params) {
        Market market = exchange.market(params.required("symbol"));
        Contract contract = market.contract();
        int limit = params.limit(500, 1000);
        long from = params.integer("startTime", 0);
        long to = params.integer("endTime", Long.MAX_VALUE);
        long fromId = params.integer("fromId", 0);
        List<AggregateTradeRow> rows = new ArrayList<>();
        for (AggregateTrade trade : market.tape().aggregates()) {
            boolean wanted = trade.time() >= from && trade.time() <= to && trade.id() >= fromId;
            if (wanted) {
                rows.add(
                        new AggregateTradeRow(
                                trade.id(),
                                contract.price(trade.priceTicks()),
                                contract.quantity(trade.lots()),
                                trade.firstTradeId(),
                                trade.lastTradeId(),
                                trade.time(),
                                trade.buyerMaker()));
            }
        }
        boolean oldest = params.has("startTime") || params.has("fromId");
        return page(rows, limit, oldest);
    }

    Object klines(BinanceParams params) {
        return klines(exchange.market(params.required("symbol")), params);
    }

    /** Of a pair's perpetual: there are no other contracts here. */
    Object continuousKlines(BinanceParams params) {
        Market market = exchange.market(params.required("pair"));
        if (!params.required("contractType").equals("PERPETUAL")) {
            throw BinanceOrderParams.invalid("contractType");
        }
        return klines(market, params);
    }

    private Object klines(Market market, BinanceParams params) {
        long interval = interval(params.required("interval"));
        int limit = params.limit(500, 1500);
        long to = Math.min(params.integer("endTime", exchange.now()), exchange.now()) + 1;
        long from = params.integer("startTime", 0);
        if (!params.has("startTime")) {
            from = to - Math.floorMod(to - 1, interval) - 1 - (limit - 1) * interval;
        } else {
            to = Math.min(to, from + limit * interval);
        }
        List<BinanceMessages.Kline> rows = new ArrayList<>();
        for (Candle candle : market.tape().candles(interval, from, to)) {
            rows.add(BinanceWire.kline(market.contract(), candle, interval));
        }
        return page(rows, limit, params.has("startTime"));
    }

    Object premiumIndex(BinanceParams params) {
        if (params.has("symbol")) {
            return BinanceWire.premium(exchange.market(params.text("symbol")), exchange.now());
        }
        return exchange.markets().stream()
                .map(market -> BinanceWire.premium(market, exchange.now()))
                .toList();
    }

    Object fundingRate(BinanceParams params) {
        long from = params.integer("startTime", 0);
        long to = params.integer("endTime", Long.MAX_VALUE);
        List<BinanceMessages.FundingRate> rows = new ArrayList<>();
        for (Market market : asked(params)) {
            String symbol = market.contract().symbol();
            for (Funding.Paid paid : exchange.funding().past(symbol)) {
                if (paid.time() >= from && paid.time() <= to) {
                    rows.add(
                            new BinanceMessages.FundingRate(
                                    symbol, paid.time(), paid.rate(), paid.mark()));
                }
            }
        }
        return page(rows, params.limit(100, 1000), params.has("startTime"));
    }

    /** Every contract pays each eight hours. */
    Object fundingInfo(BinanceParams params) {
        return exchange.markets().stream()
                .map(market -> new FundingTerms(market.contract().symbol(), FUNDING_HOURS))
                .toList();
    }

    Object openInterest(BinanceParams params) {
        Market market = exchange.market(params.required("symbol"));
        Contract contract = market.contract();
        return new OpenInterest(
                contract.quantity(exchange.openLots(market)), contract.symbol(), exchange.now());
    }

    Object bookTicker(BinanceParams params) {
        List<BookTickerRow> rows = new ArrayList<>();
        for (Market market : asked(params)) {
            Contract contract = market.contract();
            long bid = market.book().bestBid();
            long ask = market.book().bestAsk();
            rows.add(
                    new BookTickerRow(
                            market.updateId(),
                            contract.symbol(),
                            contract.price(bid),
                            contract.quantity(market.book().lotsAt(true, bid)),
                            contract.price(ask),
                            contract.quantity(market.book().lotsAt(false, ask)),
                            exchange.now()));
        }
        return params.has("symbol") ? rows.getFirst() : rows;
    }

    Object priceTicker(BinanceParams params) {
        List<PriceRow> rows = new ArrayList<>();
        for (Market market : asked(params)) {
            BigDecimal price = market.contract().price(market.lastTicks());
            rows.add(new PriceRow(market.contract().symbol(), price, exchange.now()));
        }
        return params.has("symbol") ? rows.getFirst() : rows;
    }

    Object dayTicker(BinanceParams params) {
        List<DayTicker> rows = new ArrayList<>();
        for (Market market : asked(params)) {
            rows.add(day(market, exchange.now()));
        }
        return params.has("symbol") ? rows.getFirst() : rows;
    }

    /** The last 24 hours of a market. */
    static DayTicker day(Market market, long now) {
        Contract contract = market.contract();
        Candle sum = new Candle(now - DAY, market.lastTicks());
        boolean first = true;
        for (Candle candle : market.tape().candles(5 * MINUTE, now - DAY, now + 1)) {
            if (first) {
                sum = new Candle(candle.openTime(), candle.open());
                first = false;
            }
            sum.add(candle);
        }
        BigDecimal change = contract.price(sum.close() - sum.open());
        List<PublicTrade> last = market.tape().trades(1);
        long lastLots = last.isEmpty() ? 0 : last.getLast().lots();
        return new DayTicker(
                contract.symbol(),
                change,
                change.movePointRight(2)
                        .divide(contract.price(sum.open()), 3, RoundingMode.HALF_UP),
                contract.meanPrice(sum.cost(), sum.lots()),
                contract.price(sum.close()),
                contract.quantity(lastLots),
                contract.price(sum.open()),
                contract.price(sum.high()),
                contract.price(sum.low()),
                contract.quantity(sum.lots()),
                BinanceWire.money(sum.cost()),
                now - DAY,
                now,
                sum.firstTradeId(),
                sum.lastTradeId(),
                sum.trades());
    }

    private List<Market> asked(BinanceParams params) {
        return params.has("symbol")
                ? List.of(exchange.market(params.text("symbol")))
                : List.copyOf(exchange.markets());
    }

    /** The oldest or the newest rows, oldest first. */
    static <T> List<T> page(List<T> rows, int limit, boolean oldest) {
        if (rows.size() <= limit) {
            return rows;
        }
        return oldest ? rows.subList(0, limit) : rows.subList(rows.size() - limit, rows.size());
    }

    private static SymbolInfo info(Contract contract) {
        return new SymbolInfo(
                contract.symbol(),
                contract.symbol(),
                "PERPETUAL",
                4133404800000L,
                contract.onboardDate(),
                "TRADING",
                contract.base(),
                BinanceWire.ASSET,
                BinanceWire.ASSET,
                contract.tick().scale(),
                contract.lot().scale(),
                contract.liquidationFee(),
                new BigDecimal("0.05"),
                filters(contract),
                List.of(
                        "LIMIT",
                        "MARKET",
                        "STOP",
                        "STOP_MARKET",
                        "TAKE_PROFIT",
                        "TAKE_PROFIT_MARKET",
                        "TRAILING_STOP_MARKET"),
                List.of("GTC", "IOC", "FOK", "GTX", "GTD"));
    }

    private static List<Filter> filters(Contract contract) {
        Filter price =
                new Filter(
                        "PRICE_FILTER",
                        contract.tick(),
                        contract.priceMin(),
                        contract.priceMax(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null);
        Filter band =
                new Filter(
                        "PERCENT_PRICE",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        new BigDecimal("1.0500"),
                        new BigDecimal("0.9500"),
                        "4");
        return List.of(
                price,
                lots("LOT_SIZE", contract, contract.lotsMax()),
                lots("MARKET_LOT_SIZE", contract, contract.marketLotsMax()),
                limit("MAX_NUM_ORDERS", null, Contract.ORDERS_MAX),
                limit("MIN_NOTIONAL", contract.notionalMin(), null),
                band);
    }

    private static Filter lots(String type, Contract contract, long most) {
        return new Filter(
                type,
                null,
                null,
                null,
                contract.lot(),
                contract.lot(),
                contract.quantity(most).stripTrailingZeros(),
                null,
                null,
                null,
                null,
                null);
    }

    private static Filter limit(
            String type, @Nullable BigDecimal notional, @Nullable Integer limit) {
        return new Filter(
                type, null, null, null, null, null, null, notional, limit, null, null, null);
    }
}
