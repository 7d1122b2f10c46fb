package io.leverageguard.trading;

import io.leverageguard.api.trading.TradingEvent;
import io.leverageguard.engine.Journal;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.feed.PostgresAudit;
import io.leverageguard.kit.feed.PostgresFeed;
import io.leverageguard.kit.json.Json;
import io.leverageguard.kit.ops.Telemetry;
import io.leverageguard.kit.sql.Database;
import io.leverageguard.kit.stream.Hub;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * The engine's journal in PostgreSQL: commands, rows, audit records and events of a batch are one
 * commit. After it, the owners' live streams are told.
 */
final class TradingJournal implements Journal {
    private static final int PAGE_SIZE = 1_000;

    /** One batch as it is stored. */
    private static final class Batch {
        private final long number;
        private final byte[] commands;
        private final long stateHash;

        Batch(long number, byte[] commands, long stateHash) {
            this.number = number;
            this.commands = commands;
            this.stateHash = stateHash;
        }
    }

    private final Database database;
    private final TradingRepository repository;
    private final PostgresFeed<TradingEvent> feed;
    private final PostgresAudit audit;
    private final Hub hub;
    private final Clock clock;
    private final Desk desk;
    private final Map<AccountId, UserId> owners = new HashMap<>();

    TradingJournal(
            Database database, TradingRepository repository, Hub hub, Clock clock, Desk desk) {
        this.database = database;
        this.repository = repository;
        this.feed = database.feed(TradingEvent.class);
        this.audit = database.audit();
        this.hub = hub;
        this.clock = clock;
        this.desk = desk;
    }

    @Override
    public void append(byte[] commands, long stateHash) {
        Changes changes = desk.changes();
        if (commands.length == 0 && changes.isEmpty()) {
            return;
        }
        database.write(handle -> write(handle, commands, stateHash, changes));
        changes.accounts.forEach(
                opened -> owners.put(opened.account().account(), opened.account().owner()));
        changes.announced().forEach(announced -> publish(announced.event()));
        changes.clear();
    }

    @Override
    public void replay(BatchReader reader) {
        desk.changes().clear();
        repository.load(desk);
        owners.clear();
        repository.accounts().forEach(account -> owners.put(account.account(), account.owner()));
        long after = 0;
        List<Batch> page = page(after);
        while (!page.isEmpty()) {
            page.forEach(batch -> reader.onBatch(batch.commands, batch.stateHash));
            after = page.getLast().number;
            page = page(after);
        }
    }

    private void write(Handle handle, byte[] commands, long stateHash, Changes changes) {
        if (commands.length > 0) {
            handle.createUpdate(
                            """
                            INSERT INTO journal (at, commands, state_hash)
                            VALUES (:at, :commands, :hash)
                            """)
                    .bind("at", clock.now())
                    .bind("commands", commands)
                    .bind("hash", stateHash)
                    .execute();
        }
        RowWriter.write(handle, changes);
        for (Changes.Audited record : changes.audited) {
            audit.record(
                    handle,
                    record.actor(),
                    record.action(),
                    record.object(),
                    null,
                    record.after(),
                    record.why());
        }
        for (Changes.Announced announced : changes.announced()) {
            Telemetry.continueTrace(
                    "trading.announce",
                    announced.trace(),
                    () -> feed.append(handle, announced.event()));
        }
    }

    private void publish(TradingEvent event) {
        UserId owner = owners.get(event.account());
        if (event instanceof TradingEvent.OrderChanged changed) {
            hub.publish("trading.orders." + owner, Json.write(changed.order()));
        } else if (event instanceof TradingEvent.PositionChanged changed) {
            hub.publish("trading.positions." + owner, Json.write(changed.position()));
        }
    }

    private List<Batch> page(long after) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT batch, commands, state_hash FROM journal
                                        WHERE batch > :after ORDER BY batch LIMIT :limit
                                        """)
                                .bind("after", after)
                                .bind("limit", PAGE_SIZE)
                                .map(
                                        (row, _) ->
                                                new Batch(
                                                        row.getLong("batch"),
                                                        row.getBytes("commands"),
                                                        row.getLong("state_hash")))
                                .list());
    }
}
