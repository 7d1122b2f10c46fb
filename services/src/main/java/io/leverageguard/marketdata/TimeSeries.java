package io.leverageguard.marketdata;

import io.leverageguard.api.marketdata.MarketData.Candle;
import io.leverageguard.api.marketdata.MarketData.Extremes;
import io.leverageguard.api.marketdata.MarketData.InstrumentRef;
import io.leverageguard.api.marketdata.MarketData.Interval;
import io.leverageguard.api.marketdata.MarketData.MarkPrice;
import io.leverageguard.api.marketdata.MarketData.PublicLiquidation;
import io.leverageguard.api.marketdata.MarketData.Span;
import io.leverageguard.api.marketdata.MarketData.Trade;
import io.leverageguard.venues.Reports.LiquidationPrint;
import io.leverageguard.venues.Reports.MarkUpdate;
import io.leverageguard.venues.Reports.TradePrint;
import io.questdb.cairo.TableWriter;
import io.questdb.cairo.sql.Record;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was seen of the markets, in the tables {@code trades}, {@code marks}, {@code liquidations}
 * and {@code candles} of the embedded QuestDB.
 *
 * <p>Prices and quantities are integers of 10⁻⁸: the finest step that any venue we speak to uses,
 * and exact where a floating-point column would not be.
 */
final class TimeSeries implements AutoCloseable {
    private static final int SCALE = 8;

    private static final List<String> TABLES =
            List.of(
                    """
                    CREATE TABLE IF NOT EXISTS trades (venue SYMBOL, symbol SYMBOL, id STRING,
                      price LONG, quantity LONG, buyer_maker BOOLEAN, ts TIMESTAMP)
                    TIMESTAMP(ts) PARTITION BY DAY BYPASS WAL
                    """,
                    """
                    CREATE TABLE IF NOT EXISTS marks (venue SYMBOL, symbol SYMBOL, mark LONG,
                      index_price LONG, funding LONG, next_funding TIMESTAMP, ts TIMESTAMP)
                    TIMESTAMP(ts) PARTITION BY DAY BYPASS WAL
                    """,
                    """
                    CREATE TABLE IF NOT EXISTS liquidations (venue SYMBOL, symbol SYMBOL,
                      side SYMBOL, price LONG, quantity LONG, ts TIMESTAMP)
                    TIMESTAMP(ts) PARTITION BY MONTH BYPASS WAL
                    """,
                    """
                    CREATE TABLE IF NOT EXISTS candles (venue SYMBOL, symbol SYMBOL, span SYMBOL,
                      o LONG, h LONG, l LONG, c LONG, v LONG, ts TIMESTAMP)
                    TIMESTAMP(ts) PARTITION BY MONTH BYPASS WAL
                    """);

    private static final String WHERE =
            " WHERE venue = $1 AND symbol = $2 AND ts >= $3 AND ts <= $4 ";

    private final QuestDb questDb;

    TimeSeries(Path directory) {
        questDb = new QuestDb(directory, TABLES);
    }

    /** Everything that one pump brought from one venue. */
    record Batch(
            List<TradePrint> trades, List<MarkUpdate> marks, List<LiquidationPrint> liquidations) {}

    /** Stores a batch; it can be read when this returns. */
    void append(String venue, Batch batch) {
        questDb.append(
                "trades",
                sorted(batch.trades(), Comparator.comparing(TradePrint::at)),
                (writer, trade) -> {
                    TableWriter.Row row = begin(writer, venue, trade.symbol(), trade.at());
                    row.putStr(2, trade.tradeId());
                    row.putLong(3, fixed(trade.price()));
                    row.putLong(4, fixed(trade.quantity()));
                    row.putBool(5, trade.buyerMaker());
                    row.append();
                });
        questDb.append(
                "marks",
                sorted(batch.marks(), Comparator.comparing(MarkUpdate::at)),
                (writer, mark) -> {
                    TableWriter.Row row = begin(writer, venue, mark.symbol(), mark.at());
                    row.putLong(2, fixed(mark.mark()));
                    row.putLong(3, fixed(mark.index()));
                    row.putLong(4, fixed(mark.fundingRate()));
                    row.putTimestamp(5, QuestDb.micros(mark.nextFunding()));
                    row.append();
                });
        questDb.append(
                "liquidations",
                sorted(batch.liquidations(), Comparator.comparing(LiquidationPrint::at)),
                (writer, print) -> {
                    TableWriter.Row row = begin(writer, venue, print.symbol(), print.at());
                    row.putSym(2, print.positionSide().name());
                    row.putLong(3, fixed(print.averagePrice()));
                    row.putLong(4, fixed(print.quantity()));
                    row.append();
                });
    }

    /** Stores candles; one that is stored again replaces the former. */
    void append(InstrumentRef ref, Interval interval, List<Candle> candles) {
        questDb.append(
                "candles",
                sorted(candles, Comparator.comparing(Candle::openTime)),
                (writer, candle) -> {
                    TableWriter.Row row =
                            begin(writer, ref.venue(), ref.symbol(), candle.openTime());
                    row.putSym(2, interval.name());
                    row.putLong(3, fixed(candle.open()));
                    row.putLong(4, fixed(candle.high()));
                    row.putLong(5, fixed(candle.low()));
                    row.putLong(6, fixed(candle.close()));
                    row.putLong(7, fixed(candle.volume()));
                    row.append();
                });
    }

    /** Stored candles that open in {@code [from, to)}, by opening time. */
    Map<Instant, Candle> candles(InstrumentRef ref, Interval interval, Instant from, Instant to) {
        Map<Instant, Candle> found = new TreeMap<>();
        // Rows of one opening time keep the order of writing: the last is the one that counts.
        questDb.select(
                "SELECT ts, o, h, l, c, v FROM candles" + WHERE + "AND span = $5",
                List.of(
                        ref.venue(),
                        ref.symbol(),
                        from,
                        to.minus(1, ChronoUnit.MICROS),
                        interval.name()),
                row -> {
                    Instant openTime = QuestDb.instant(row.getTimestamp(0));
                    return found.put(
                            openTime,
                            new Candle(
                                    openTime,
                                    decimal(row.getLong(1)),
                                    decimal(row.getLong(2)),
                                    decimal(row.getLong(3)),
                                    decimal(row.getLong(4)),
                                    decimal(row.getLong(5))));
                });
        return found;
    }

    /** The latest mark price that is stored. */
    Optional<MarkPrice> lastMark(InstrumentRef ref) {
        return questDb
                .select(
                        """
                        SELECT mark, index_price, funding, next_funding, ts FROM marks
                        WHERE venue = $1 AND symbol = $2 ORDER BY ts DESC LIMIT 1
                        """,
                        List.of(ref.venue(), ref.symbol()),
                        row ->
                                new MarkPrice(
                                        ref.venue(),
                                        ref.symbol(),
                                        decimal(row.getLong(0)),
                                        decimal(row.getLong(1)),
                                        decimal(row.getLong(2)),
                                        QuestDb.instant(row.getTimestamp(3)),
                                        QuestDb.instant(row.getTimestamp(4))))
                .stream()
                .findFirst();
    }

    /** The range of the stored mark and index prices. */
    Extremes extremes(Span span) {
        List<Object> key = List.of(span.venue(), span.symbol(), span.from(), span.to());
        long samples =
                questDb.select("SELECT count() FROM marks" + WHERE, key, row -> row.getLong(0))
                        .getFirst();
        if (samples == 0) {
            BigDecimal none = BigDecimal.ZERO;
            return new Extremes(0, none, none, none, none, span.from(), span.from());
        }
        long[] range =
                questDb.select(
                                """
                                SELECT min(mark), max(mark), min(index_price), max(index_price)
                                FROM marks
                                """
                                        + WHERE,
                                key,
                                TimeSeries::fourLongs)
                        .getFirst();
        return new Extremes(
                samples,
                decimal(range[0]),
                decimal(range[1]),
                decimal(range[2]),
                decimal(range[3]),
                firstAt(key, range[0]),
                firstAt(key, range[1]));
    }

    /** Trades, oldest first. */
    List<Trade> trades(Span span, int limit) {
        return questDb.select(
                "SELECT id, price, quantity, buyer_maker, ts FROM trades"
                        + WHERE
                        + "ORDER BY ts LIMIT "
                        + limit,
                List.of(span.venue(), span.symbol(), span.from(), span.to()),
                row ->
                        new Trade(
                                row.getStrA(0).toString(),
                                decimal(row.getLong(1)),
                                decimal(row.getLong(2)),
                                row.getBool(3),
                                QuestDb.instant(row.getTimestamp(4))));
    }

    /** Published liquidations, oldest first. */
    List<PublicLiquidation> liquidations(Span span, int limit) {
        return questDb.select(
                "SELECT side, price, quantity, ts FROM liquidations"
                        + WHERE
                        + "ORDER BY ts LIMIT "
                        + limit,
                List.of(span.venue(), span.symbol(), span.from(), span.to()),
                row ->
                        new PublicLiquidation(
                                span.venue(),
                                span.symbol(),
                                row.getSymA(0).toString(),
                                decimal(row.getLong(1)),
                                decimal(row.getLong(2)),
                                QuestDb.instant(row.getTimestamp(3))));
    }

    @Override
    public void close() {
        questDb.close();
    }

    /** As an integer of 10⁻⁸. Venues quote no finer; an average price is rounded to the nearest. */
    static long fixed(BigDecimal value) {
        return value.setScale(SCALE, RoundingMode.HALF_EVEN).unscaledValue().longValueExact();
    }

    static BigDecimal decimal(long fixed) {
        return Steps.plain(BigDecimal.valueOf(fixed, SCALE));
    }

    private Instant firstAt(List<Object> key, long mark) {
        List<Object> parameters = new ArrayList<>(key);
        parameters.add(mark);
        return questDb.select(
                        "SELECT min(ts) FROM marks" + WHERE + "AND mark = $5",
                        parameters,
                        row -> QuestDb.instant(row.getTimestamp(0)))
                .getFirst();
    }

    private static long[] fourLongs(Record row) {
        return new long[] {row.getLong(0), row.getLong(1), row.getLong(2), row.getLong(3)};
    }

    private static TableWriter.Row begin(
            TableWriter writer, String venue, String symbol, Instant at) {
        TableWriter.Row row = writer.newRow(QuestDb.micros(at));
        row.putSym(0, venue);
        row.putSym(1, symbol);
        return row;
    }

    private static <T> List<T> sorted(List<T> items, Comparator<T> order) {
        return items.stream().sorted(order).toList();
    }
}
