package io.leverageguard.trading;

import io.leverageguard.api.trading.Holdings.Ledger;
import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.trading.Trading.Balance;
import io.leverageguard.api.trading.Trading.Fill;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.TradingEvent;
import io.leverageguard.engine.Engine;
import io.leverageguard.engine.Journal.BatchReader;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.feed.PostgresAudit;
import io.leverageguard.kit.feed.PostgresFeed;
import io.leverageguard.kit.feed.PostgresFeed.Caused;
import io.leverageguard.kit.sql.Database;
import io.leverageguard.kit.sql.Rows;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The {@link Store} in PostgreSQL. A batch is one commit. */
final class TradingRepository implements Store {
    private static final int PAGE_SIZE = 1_000;
    private static final String WORKING =
            "state NOT IN ('DENIED', 'REJECTED', 'FILLED', 'CANCELED', 'EXPIRED')";

    private final Database database;
    private final Clock clock;
    private final PostgresFeed<TradingEvent> feed;
    private final PostgresAudit audit;
    private final ProtectionRepository protection;

    TradingRepository(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.feed = database.feed(TradingEvent.class);
        this.audit = database.audit();
        this.protection = new ProtectionRepository(database);
    }

    @Override
    public void append(byte[] commands, long stateHash, Changes changes) {
        feed.committed(database.transaction(handle -> write(handle, commands, stateHash, changes)));
    }

    @Override
    public byte @Nullable [] snapshot() {
        return database.read(
                        handle ->
                                handle.createQuery(
                                                """
                                                SELECT state FROM snapshots
                                                ORDER BY batch DESC LIMIT 1
                                                """)
                                        .mapTo(byte[].class)
                                        .findOne())
                .orElse(null);
    }

    @Override
    public void keep(byte[] snapshot, long stateHash) {
        database.write(
                handle -> {
                    handle.createUpdate(
                                    """
                                    INSERT INTO snapshots (batch, at, state, state_hash)
                                    SELECT max(batch), :at, :state, :hash FROM journal
                                    ON CONFLICT (batch) DO NOTHING
                                    """)
                            .bind("at", clock.now())
                            .bind("state", snapshot)
                            .bind("hash", stateHash)
                            .execute();
                    // The last few stay, for somebody who wants to look back.
                    handle.execute(
                            """
                            DELETE FROM snapshots WHERE batch NOT IN
                                (SELECT batch FROM snapshots ORDER BY batch DESC LIMIT 3)
                            """);
                });
    }

    @Override
    public void replay(BatchReader reader) {
        long after =
                database.read(
                        handle ->
                                handle.createQuery("SELECT coalesce(max(batch), 0) FROM snapshots")
                                        .mapTo(Long.class)
                                        .one());
        List<JournalBatch> page = page(after);
        while (!page.isEmpty()) {
            page.forEach(
                    batch -> reader.onBatch(batch.commands, batch.stateHash, batch.comparable));
            after = page.getLast().number;
            page = page(after);
        }
    }

    @Override
    public ProtectionStore protection() {
        return protection;
    }

    @Override
    public EventFeed<TradingEvent> events() {
        return feed;
    }

    @Override
    public AuditTrail audit() {
        return audit;
    }

    @Override
    public void load(Desk desk) {
        database.read(
                handle -> {
                    List<DeskAccount> accounts =
                            handle.createQuery("SELECT * FROM accounts ORDER BY number")
                                    .map((row, _) -> TradingRows.deskAccount(row))
                                    .list();
                    List<Contract> contracts =
                            handle.createQuery("SELECT * FROM contracts ORDER BY number")
                                    .map((row, _) -> TradingRows.contract(row))
                                    .list();
                    List<Names.Named> names =
                            handle.createQuery("SELECT * FROM names ORDER BY kind, number")
                                    .map((row, _) -> TradingRows.named(row))
                                    .list();
                    desk.load(new Desk.Stored(accounts, contracts, names, working(handle)));
                    desk.positions().load(allPositions(handle), allBalances(handle));
                    return true;
                });
    }

    @Override
    public List<Account> accounts() {
        return database.read(
                handle ->
                        handle.createQuery("SELECT * FROM accounts ORDER BY number")
                                .map((row, _) -> TradingRows.deskAccount(row).account())
                                .list());
    }

    @Override
    public Instant reconciledUntil(AccountId account) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT coalesce(reconciled_at, opened_at) AS until
                                        FROM accounts WHERE account = :account
                                        """)
                                .bind("account", account)
                                .map((row, _) -> Rows.instant(row, "until"))
                                .one());
    }

    @Override
    public Optional<OrderRow> order(OrderId order) {
        return database.read(
                handle ->
                        handle.createQuery("SELECT * FROM orders WHERE order_id = :order")
                                .bind("order", order)
                                .map((row, _) -> TradingRows.orderRow(row))
                                .findOne());
    }

    @Override
    public List<OrderRow> orders(Collection<OrderId> wanted) {
        return database.read(
                handle ->
                        handle.createQuery("SELECT * FROM orders WHERE order_id = ANY (:orders)")
                                .bindArray(
                                        "orders",
                                        UUID.class,
                                        wanted.stream().map(OrderId::value).toList())
                                .map((row, _) -> TradingRows.orderRow(row))
                                .list());
    }

    @Override
    public Optional<OrderRow> order(AccountId account, String clientOrderId, String venueOrderId) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT * FROM orders
                                        WHERE account = :account
                                          AND (venue_order_id = :venueId AND :venueId <> ''
                                               OR (order_id = CAST(:own AS uuid)
                                                   OR asked = '' AND client_order_id = :client
                                                      AND :client <> '')
                                                  AND (venue_order_id = '' OR :venueId = ''
                                                       OR venue_order_id = :venueId))
                                        ORDER BY number DESC LIMIT 1
                                        """)
                                .bind("account", account)
                                .bind(
                                        "own",
                                        OrderRow.orderId(clientOrderId)
                                                .map(OrderId::value)
                                                .orElse(null))
                                .bind("client", clientOrderId)
                                .bind("venueId", venueOrderId)
                                .map((row, _) -> TradingRows.orderRow(row))
                                .findOne());
    }

    @Override
    public List<Order> orders(AccountId account, @Nullable OrderId before) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT * FROM orders
                                        WHERE account = :account
                                          AND (CAST(:before AS uuid) IS NULL
                                               OR number < (SELECT number FROM orders
                                                            WHERE order_id = CAST(:before AS uuid)))
                                        ORDER BY number DESC LIMIT :limit
                                        """)
                                .bind("account", account)
                                .bind("before", before == null ? null : before.value())
                                .bind("limit", ORDERS_MAX)
                                .map((row, _) -> TradingRows.orderRow(row).order())
                                .list());
    }

    @Override
    public List<OrderRow> working(AccountId account) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        "SELECT * FROM orders WHERE account = :account AND "
                                                + WORKING
                                                + " ORDER BY number")
                                .bind("account", account)
                                .map((row, _) -> TradingRows.orderRow(row))
                                .list());
    }

    @Override
    public List<OrderRow> unresolved() {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT * FROM orders
                                        WHERE state IN ('INITIALIZED', 'RELEASED', 'SUBMITTED',
                                                        'UNKNOWN', 'PENDING_UPDATE',
                                                        'PENDING_CANCEL')
                                        ORDER BY number
                                        """)
                                .map((row, _) -> TradingRows.orderRow(row))
                                .list());
    }

    @Override
    public List<Fill> fills(AccountId account, @Nullable Instant before) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT * FROM (
                                            SELECT * FROM fills
                                            WHERE account = :account
                                              AND (CAST(:before AS timestamptz) IS NULL
                                                   OR at < CAST(:before AS timestamptz))
                                            ORDER BY at DESC
                                            FETCH FIRST :limit ROWS WITH TIES) newest
                                        ORDER BY at, place
                                        """)
                                .bind("account", account)
                                .bind("before", before)
                                .bind("limit", FILLS_MAX)
                                .map((row, _) -> TradingRows.fill(row))
                                .list());
    }

    @Override
    public Set<String> knownTrades(AccountId account, String symbol, Collection<String> trades) {
        if (trades.isEmpty()) {
            return Set.of();
        }
        return database.read(
                handle ->
                        Set.copyOf(
                                handle.createQuery(
                                                """
                                                SELECT trade_id FROM fills
                                                WHERE account = :account AND symbol = :symbol
                                                  AND trade_id IN (<trades>)
                                                """)
                                        .bind("account", account)
                                        .bind("symbol", symbol)
                                        .bindList("trades", List.copyOf(trades))
                                        .mapTo(String.class)
                                        .list()));
    }

    @Override
    public Optional<Instant> lastFill(AccountId account, String symbol) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT at FROM fills
                                        WHERE account = :account AND symbol = :symbol
                                        ORDER BY at DESC LIMIT 1
                                        """)
                                .bind("account", account)
                                .bind("symbol", symbol)
                                .map((row, _) -> Rows.instant(row, "at"))
                                .findOne());
    }

    @Override
    public List<String> symbols(AccountId account) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT symbol FROM orders WHERE account = :account
                                        UNION SELECT symbol FROM positions WHERE account = :account
                                        ORDER BY symbol
                                        """)
                                .bind("account", account)
                                .mapTo(String.class)
                                .list());
    }

    @Override
    public boolean knowsFunding(AccountId account, String symbol, Instant at) {
        return database.read(
                handle ->
                        handle.createQuery(
                                                """
                                        SELECT count(*) FROM funding
                                        WHERE account = :account AND symbol = :symbol
                                          AND minute = :minute
                                        """)
                                        .bind("account", account)
                                        .bind("symbol", symbol)
                                        .bind("minute", at.truncatedTo(ChronoUnit.MINUTES))
                                        .mapTo(Integer.class)
                                        .one()
                                > 0);
    }

    @Override
    public List<PositionRow> positions(AccountId account) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT * FROM positions WHERE account = :account
                                        ORDER BY symbol
                                        """)
                                .bind("account", account)
                                .map((row, _) -> TradingRows.position(row))
                                .list());
    }

    @Override
    public List<Balance> balances(AccountId account) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT * FROM balances WHERE account = :account
                                        ORDER BY asset
                                        """)
                                .bind("account", account)
                                .map((row, _) -> TradingRows.balance(row))
                                .list());
    }

    @Override
    public Ledger ledger(AccountId account) {
        return database.read(handle -> LedgerRows.read(handle, account, LEDGER_MAX));
    }

    private List<EventFeed.Stored<TradingEvent>> write(
            Handle handle, byte[] commands, long stateHash, Changes changes) {
        if (commands.length > 0) {
            handle.createUpdate(
                            """
                            INSERT INTO journal (at, commands, state_hash, hash_version)
                            VALUES (:at, :commands, :hash, :version)
                            """)
                    .bind("version", Engine.HASH_VERSION)
                    .bind("at", clock.now())
                    .bind("commands", commands)
                    .bind("hash", stateHash)
                    .execute();
        }
        RowWriter.write(handle, changes);
        ProtectionRepository.write(handle, changes.protection);
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
        List<Caused<TradingEvent>> events = new ArrayList<>();
        for (Changes.Announced announced : changes.announced()) {
            events.add(new Caused<>(announced.event(), announced.trace()));
        }
        return events.isEmpty() ? List.of() : feed.append(handle, events);
    }

    private List<JournalBatch> page(long after) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT batch, commands, state_hash, hash_version
                                        FROM journal
                                        WHERE batch > :after ORDER BY batch LIMIT :limit
                                        """)
                                .bind("after", after)
                                .bind("limit", PAGE_SIZE)
                                .map(
                                        (row, _) ->
                                                new JournalBatch(
                                                        row.getLong("batch"),
                                                        row.getBytes("commands"),
                                                        row.getLong("state_hash"),
                                                        row.getInt("hash_version")
                                                                == Engine.HASH_VERSION))
                                .list());
    }

    private static List<OrderRow> working(Handle handle) {
        return handle.createQuery("SELECT * FROM orders WHERE " + WORKING + " ORDER BY number")
                .map((row, _) -> TradingRows.orderRow(row))
                .list();
    }

    private static List<PositionRow> allPositions(Handle handle) {
        return handle.createQuery("SELECT * FROM positions ORDER BY account, symbol")
                .map((row, _) -> TradingRows.position(row))
                .list();
    }

    private static Map<Changes.Key, Balance> allBalances(Handle handle) {
        Map<Changes.Key, Balance> balances = new LinkedHashMap<>();
        handle.createQuery("SELECT * FROM balances ORDER BY account, asset")
                .map(
                        (row, _) ->
                                Map.entry(
                                        new Changes.Key(
                                                Rows.id(row, "account", AccountId.class),
                                                Rows.text(row, "asset")),
                                        TradingRows.balance(row)))
                .forEach(entry -> balances.put(entry.getKey(), entry.getValue()));
        return balances;
    }
}
