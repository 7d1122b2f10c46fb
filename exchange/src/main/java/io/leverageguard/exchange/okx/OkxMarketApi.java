package io.leverageguard.exchange.okx;

import io.leverageguard.engine.margin.MarginBracket;
import io.leverageguard.engine.margin.QuoteUnits;
import io.leverageguard.exchange.core.Candle;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.ExchangeRefusal;
import io.leverageguard.exchange.core.Funding;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.exchange.core.PublicTrade;
import io.leverageguard.exchange.core.Reason;
import io.leverageguard.venues.okx.OkxEvent;
import io.leverageguard.venues.okx.OkxMarkets;
import io.leverageguard.venues.okx.OkxMessages;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** What anybody may ask under {@code /public} and {@code /market}. */
final class OkxMarketApi {
    static final int DEPTH_MAX = 400;
    private static final int DEPTH_FULL_MAX = 5000;
    private static final int CANDLES_MAX = 300;
    private static final long KEPT_MILLIS = 7 * 86_400_000L;

    private final Exchange exchange;
    private final OkxInstruments instruments;
    private final OkxPrices prices;
    private final OkxLiquidationTape liquidations;

    OkxMarketApi(
            Exchange exchange,
            OkxInstruments instruments,
            OkxPrices prices,
            OkxLiquidationTape liquidations) {
        this.exchange = exchange;
        this.instruments = instruments;
        this.prices = prices;
        this.liquidations = liquidations;
    }

    List<?> instruments(OkxParams params) {
        return rows(params, "instId", instruments::row);
    }

    List<?> tickers(OkxParams params) {
        return rows(params, "", market -> OkxMarketWire.ticker(market, exchange.now()));
    }

    List<?> ticker(OkxParams params) {
        return List.of(OkxMarketWire.ticker(instruments.market(params), exchange.now()));
    }

    List<?> books(OkxParams params) {
        return List.of(book(params, DEPTH_MAX));
    }

    List<?> fullBooks(OkxParams params) {
        return List.of(book(params, DEPTH_FULL_MAX));
    }

    private OkxMarkets.Book book(OkxParams params, int most) {
        Market market = instruments.market(params);
        int depth = params.limit("sz", 1, most);
        return OkxMarketWire.book(market, depth, market.updateId(), exchange.now());
    }

    List<?> trades(OkxParams params) {
        return trades(params, 500);
    }

    List<?> pastTrades(OkxParams params) {
        return trades(params, 100);
    }

    /** Newest first; {@code after} and {@code before} are trade ids. */
    private List<?> trades(OkxParams params, int most) {
        Market market = instruments.market(params);
        int limit = params.limit("limit", 100, most);
        long after = params.integer("after", Long.MAX_VALUE);
        long before = params.integer("before", -1);
        List<OkxMarkets.Trade> rows = new ArrayList<>();
        for (PublicTrade trade : market.tape().trades(Integer.MAX_VALUE).reversed()) {
            if (rows.size() < limit && trade.id() < after && trade.id() > before) {
                rows.add(OkxMarketWire.trade(market, trade, null));
            }
        }
        return rows;
    }

    List<?> candles(OkxParams params) {
        Market market = instruments.market(params);
        OkxBar bar = OkxBar.of(params);
        return newestFirst(
                params,
                bar,
                (from, to) -> bar.merge(market.tape().candles(bar.part(), from, to)),
                (candle, closed) -> OkxMarketWire.candle(market.contract(), candle, closed));
    }

    List<?> markCandles(OkxParams params) {
        return priceCandles(params, instruments.market(params), true);
    }

    List<?> indexCandles(OkxParams params) {
        return priceCandles(params, ofIndex(params.required("instId")), false);
    }

    private List<?> priceCandles(OkxParams params, Market market, boolean mark) {
        OkxBar bar = OkxBar.of(params);
        return newestFirst(
                params,
                bar,
                (from, to) -> prices.candles(market, mark, bar, from, to),
                (candle, closed) -> OkxMarketWire.priceCandle(market.contract(), candle, closed));
    }

    private interface Window {
        List<Candle> between(long from, long to);
    }

    private interface Written {
        Object row(Candle candle, boolean closed);
    }

    /** A page of candles: those before {@code after}, or those after {@code before}. */
    private List<?> newestFirst(OkxParams params, OkxBar bar, Window window, Written written) {
        int limit = params.limit("limit", 100, CANDLES_MAX);
        long now = exchange.now();
        long before = params.integer("before", -1);
        long to = Math.min(params.integer("after", Long.MAX_VALUE), now + 1);
        if (before >= 0 && !params.has("after")) {
            long most = bar.millis() * limit;
            to = before < now - most ? bar.open(before) + bar.millis() + most : now + 1;
        }
        long from = Math.max(before + 1, bar.open(to - 1) - bar.millis() * (limit - 1L));
        List<Object> rows = new ArrayList<>();
        for (Candle candle : window.between(Math.max(0, bar.open(from)), Math.max(0, to))) {
            if (candle.openTime() >= from && candle.openTime() < to) {
                boolean closed = candle.openTime() + bar.millis() <= now;
                rows.addFirst(written.row(candle, closed));
            }
        }
        return rows;
    }

    List<?> markPrices(OkxParams params) {
        return rows(params, "instId", market -> OkxMarketWire.mark(market, exchange.now()));
    }

    List<?> indexTickers(OkxParams params) {
        List<Object> rows = new ArrayList<>();
        for (Market market : exchange.markets()) {
            String index = OkxInstruments.family(market.contract());
            boolean quoted = params.text("quoteCcy", Contract.QUOTE).equals(Contract.QUOTE);
            if (quoted && params.text("instId", index).equals(index)) {
                rows.add(OkxMarketWire.index(market, exchange.now()));
            }
        }
        return rows;
    }

    List<?> priceLimit(OkxParams params) {
        return List.of(OkxMarketWire.priceLimit(instruments.market(params), exchange.now()));
    }

    List<?> openInterest(OkxParams params) {
        return rows(params, "instId", market -> OkxMarketWire.openInterest(exchange, market));
    }

    List<?> fundingRate(OkxParams params) {
        if (params.text("instId").equals("ANY")) {
            List<Object> rows = new ArrayList<>();
            exchange.markets()
                    .forEach(market -> rows.add(OkxMarketWire.fundingRate(exchange, market)));
            return rows;
        }
        return List.of(OkxMarketWire.fundingRate(exchange, instruments.market(params)));
    }

    List<?> fundingHistory(OkxParams params) {
        Contract contract = instruments.market(params).contract();
        int limit = params.limit("limit", 100, 400);
        long after = params.integer("after", Long.MAX_VALUE);
        long before = params.integer("before", -1);
        List<Object> rows = new ArrayList<>();
        for (Funding.Paid paid : exchange.funding().past(contract.symbol()).reversed()) {
            if (rows.size() < limit && paid.time() < after && paid.time() > before) {
                rows.add(OkxMarketWire.pastFunding(contract, paid));
            }
        }
        return rows;
    }

    /**
     * The exchange's brackets by their notional, as sizes at the mark price of now. OKX's tiers
     * have no amount to deduct: what they say is never less than what is really asked for.
     */
    List<?> positionTiers(OkxParams params) {
        params.word("instType", "", List.of(OkxInstruments.SWAP));
        params.word("tdMode", "", List.of("cross", "isolated"));
        String families = params.text("instFamily", params.text("uly", params.text("instId")));
        if (families.isEmpty()) {
            throw OkxRefusal.oneOf("uly", "instFamily");
        }
        List<Object> rows = new ArrayList<>();
        for (String family : families.split(",", -1)) {
            String name = family.endsWith("-SWAP") ? family : family + "-SWAP";
            tiers(instruments.market(name), rows);
        }
        return rows;
    }

    private static void tiers(Market market, List<Object> rows) {
        Contract contract = market.contract();
        int tier = 0;
        for (MarginBracket bracket : contract.margins().brackets()) {
            tier++;
            rows.add(
                    new OkxMarkets.PositionTier(
                            OkxInstruments.family(contract),
                            OkxInstruments.family(contract),
                            "",
                            Integer.toString(tier),
                            contracts(market, bracket.notionalFloor()),
                            contracts(market, bracket.notionalCap()),
                            bracket.rate(),
                            BigDecimal.ONE.divide(
                                    BigDecimal.valueOf(bracket.maxLeverage()),
                                    8,
                                    RoundingMode.CEILING),
                            BigDecimal.valueOf(bracket.maxLeverage()),
                            null));
        }
    }

    private static BigDecimal contracts(Market market, BigDecimal notional) {
        long units = QuoteUnits.of(notional, RoundingMode.FLOOR);
        return OkxInstruments.size(market.contract(), units / market.mark());
    }

    List<?> time(long venueTime) {
        return List.of(new OkxMessages.Time(venueTime));
    }

    /** What was published in the last seven days. */
    List<?> liquidationOrders(OkxParams params) {
        params.word("instType", "", List.of(OkxInstruments.SWAP));
        String family = params.text("instFamily", params.text("uly"));
        long after = params.integer("after", Long.MAX_VALUE);
        long before = Math.max(params.integer("before", -1), exchange.now() - KEPT_MILLIS);
        int limit = params.limit("limit", 100, 100);
        List<OkxEvent.Liquidations> rows = new ArrayList<>();
        for (OkxEvent.Liquidations told : liquidations.newestFirst()) {
            long ts = told.details().getFirst().ts();
            boolean wanted = family.isEmpty() || family.equals(told.instFamily());
            if (rows.size() < limit && wanted && ts < after && ts > before) {
                rows.add(told);
            }
        }
        return rows;
    }

    /** A perpetual does not settle; its estimated price is the index. */
    List<?> estimatedPrice(OkxParams params) {
        Market market = instruments.market(params);
        Map<String, Object> row = new TreeMap<>();
        row.put("instType", OkxInstruments.SWAP);
        row.put("instId", OkxInstruments.instId(market.contract()));
        row.put("settlePx", OkxMarketWire.units(market.contract(), market.index()));
        row.put("ts", exchange.now());
        return List.of(row);
    }

    List<?> underlying(OkxParams params) {
        params.word("instType", "", List.of(OkxInstruments.SWAP));
        List<String> names = new ArrayList<>();
        exchange.markets().forEach(m -> names.add(OkxInstruments.family(m.contract())));
        return List.of(names);
    }

    /** Coin to contracts, or back. */
    List<?> convert(OkxParams params) {
        Market market = instruments.market(params);
        Contract contract = market.contract();
        boolean toContracts = params.word("type", "1", List.of("1", "2")).equals("1");
        BigDecimal asked = params.decimal("sz");
        BigDecimal answer =
                toContracts
                        ? asked.divide(
                                OkxInstruments.contractValue(contract), 8, RoundingMode.HALF_UP)
                        : OkxInstruments.coins(contract, asked);
        Map<String, Object> row = new TreeMap<>();
        row.put("type", toContracts ? "1" : "2");
        row.put("instId", OkxInstruments.instId(contract));
        row.put("px", params.text("px"));
        row.put("sz", OkxInstruments.plain(answer));
        row.put("unit", "coin");
        return List.of(row);
    }

    /** All markets of the kind and family that is asked for, or one. */
    private List<?> rows(OkxParams params, String name, Function<Market, Object> row) {
        if (!params.word("instType", "", List.of("SPOT", "MARGIN", "SWAP", "FUTURES", "OPTION"))
                .equals(OkxInstruments.SWAP)) {
            return List.of();
        }
        String family = params.text("instFamily", params.text("uly"));
        String instId = name.isEmpty() ? "" : params.text(name);
        List<Object> rows = new ArrayList<>();
        for (Market market : exchange.markets()) {
            Contract contract = market.contract();
            boolean wanted =
                    (family.isEmpty() || family.equals(OkxInstruments.family(contract)))
                            && (instId.isEmpty() || instId.equals(OkxInstruments.instId(contract)));
            if (wanted) {
                rows.add(row.apply(market));
            }
        }
        if (rows.isEmpty() && !instId.isEmpty()) {
            throw new ExchangeRefusal(Reason.UNKNOWN_SYMBOL);
        }
        return rows;
    }

    private Market ofIndex(String index) {
        return instruments.market(index + "-SWAP");
    }
}
