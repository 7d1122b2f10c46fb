package io.leverageguard.marketdata;

import io.leverageguard.api.marketdata.MarketData.Candle;
import io.leverageguard.api.marketdata.MarketData.Instrument;
import io.leverageguard.api.marketdata.MarketData.InstrumentRef;
import io.leverageguard.api.marketdata.MarketData.Interval;
import io.leverageguard.api.marketdata.MarketDataEvent;
import io.leverageguard.api.marketdata.MarketDataEvent.CandleClosed;
import io.leverageguard.api.marketdata.MarketDataEvent.InstrumentListed;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kit.feed.PostgresFeed;
import io.leverageguard.kit.sql.Database;
import io.leverageguard.kit.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Stores instruments and which candles were announced. */
final class MarketDataRepository {
    private final Database database;
    private final PostgresFeed<MarketDataEvent> feed;

    MarketDataRepository(Database database) {
        this.database = database;
        this.feed = database.feed(MarketDataEvent.class);
    }

    EventFeed<MarketDataEvent> events() {
        return feed;
    }

    List<Instrument> instruments() {
        return database.read(
                handle ->
                        handle.createQuery("SELECT * FROM instruments ORDER BY venue, symbol")
                                .map((row, context) -> instrument(row))
                                .list());
    }

    /** Stores what is new or has changed, and announces it. */
    void list(List<Instrument> changed) {
        database.write(
                handle -> {
                    changed.forEach(instrument -> upsert(handle, instrument));
                    changed.forEach(
                            instrument -> feed.append(handle, new InstrumentListed(instrument)));
                });
    }

    Optional<Instant> lastAnnounced(InstrumentRef ref) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT open_time FROM announced
                                        WHERE venue = :venue AND symbol = :symbol
                                        """)
                                .bind("venue", ref.venue())
                                .bind("symbol", ref.symbol())
                                .map((row, context) -> Rows.instant(row, "open_time"))
                                .findOne());
    }

    /** Announces one-minute candles, oldest first. */
    void announce(InstrumentRef ref, List<Candle> candles) {
        database.write(
                handle -> {
                    handle.createUpdate(
                                    """
                                    INSERT INTO announced (venue, symbol, open_time)
                                    VALUES (:venue, :symbol, :openTime)
                                    ON CONFLICT (venue, symbol)
                                    DO UPDATE SET open_time = excluded.open_time
                                    """)
                            .bind("venue", ref.venue())
                            .bind("symbol", ref.symbol())
                            .bind("openTime", candles.getLast().openTime())
                            .execute();
                    for (Candle candle : candles) {
                        feed.append(
                                handle,
                                new CandleClosed(ref.venue(), ref.symbol(), Interval.M1, candle));
                    }
                });
    }

    private static void upsert(Handle handle, Instrument instrument) {
        handle.createUpdate(
                        """
                        INSERT INTO instruments (venue, symbol, base, quote, tick_size, lot_size,
                            min_quantity, max_quantity, min_notional)
                        VALUES (:venue, :symbol, :base, :quote, :tickSize, :lotSize,
                            :minQuantity, :maxQuantity, :minNotional)
                        ON CONFLICT (venue, symbol) DO UPDATE SET
                            base = excluded.base,
                            quote = excluded.quote,
                            tick_size = excluded.tick_size,
                            lot_size = excluded.lot_size,
                            min_quantity = excluded.min_quantity,
                            max_quantity = excluded.max_quantity,
                            min_notional = excluded.min_notional
                        """)
                .bind("venue", instrument.venue())
                .bind("symbol", instrument.symbol())
                .bind("base", instrument.base())
                .bind("quote", instrument.quote())
                .bind("tickSize", instrument.tickSize())
                .bind("lotSize", instrument.lotSize())
                .bind("minQuantity", instrument.minQuantity())
                .bind("maxQuantity", instrument.maxQuantity())
                .bind("minNotional", instrument.minNotional())
                .execute();
    }

    private static Instrument instrument(ResultSet row) throws SQLException {
        return new Instrument(
                Rows.text(row, "venue"),
                Rows.text(row, "symbol"),
                Rows.text(row, "base"),
                Rows.text(row, "quote"),
                Rows.decimal(row, "tick_size"),
                Rows.decimal(row, "lot_size"),
                Rows.decimal(row, "min_quantity"),
                Rows.decimal(row, "max_quantity"),
                Rows.decimal(row, "min_notional"));
    }
}
