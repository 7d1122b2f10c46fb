package io.leverageguard.trading;

import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.trading.Trading.Balance;
import io.leverageguard.api.trading.Trading.Fill;
import io.leverageguard.api.trading.Trading.MarginMode;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.api.trading.Trading.OrderType;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.api.trading.Trading.TimeInForce;
import io.leverageguard.api.trading.TradingEvent;
import io.leverageguard.engine.Journal.BatchReader;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.ids.VenueKeyId;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.feed.PostgresAudit;
import io.leverageguard.kit.feed.PostgresFeed;
import io.leverageguard.kit.feed.PostgresFeed.Caused;
import io.leverageguard.kit.sql.Database;
import io.leverageguard.kit.sql.Rows;
import io.leverageguard.venues.Reports.Closure;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** The {@link Store} in PostgreSQL. A batch is one commit. */
final class TradingRepository implements Store {
    private static final int PAGE_SIZE = 1_000;
    private static final String WORKING =
            "state NOT IN ('DENIED', 'REJECTED', 'FILLED', 'CANCELED', 'EXPIRED')";

    private final Database database;
    private final Clock clock;
    private final PostgresFeed<TradingEvent> feed;
    private final PostgresAudit audit;

    TradingRepository(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.feed = database.feed(TradingEvent.class);
        this.audit = database.audit();
    }

    @Override
    public void append(byte[] commands, long stateHash, Changes changes) {
        database.write(handle -> write(handle, commands, stateHash, changes));
    }

    @Override
    public void replay(BatchReader reader) {
        long after = 0;
        List<JournalBatch> page = page(after);
        while (!page.isEmpty()) {
            page.forEach(batch -> reader.onBatch(batch.commands, batch.stateHash));
            after = page.getLast().number;
            page = page(after);
        }
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
                                    .map((row, _) -> deskAccount(row))
                                    .list();
                    List<Contract> contracts =
                            handle.createQuery("SELECT * FROM contracts ORDER BY number")
                                    .map((row, _) -> contract(row))
                                    .list();
                    desk.load(accounts, contracts, working(handle));
                    desk.positions().load(allPositions(handle), allBalances(handle));
                    return true;
                });
    }

    @Override
    public List<Account> accounts() {
        return database.read(
                handle ->
                        handle.createQuery("SELECT * FROM accounts ORDER BY number")
                                .map((row, _) -> deskAccount(row).account())
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
                                .map((row, _) -> orderRow(row))
                                .findOne());
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
                                               OR client_order_id = :client AND :client <> ''
                                                  AND (venue_order_id = '' OR :venueId = ''
                                                       OR venue_order_id = :venueId))
                                        ORDER BY number DESC LIMIT 1
                                        """)
                                .bind("account", account)
                                .bind("client", clientOrderId)
                                .bind("venueId", venueOrderId)
                                .map((row, _) -> orderRow(row))
                                .findOne());
    }

    @Override
    public List<Order> orders(AccountId account) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT * FROM orders WHERE account = :account
                                        ORDER BY number DESC LIMIT :limit
                                        """)
                                .bind("account", account)
                                .bind("limit", ORDERS_MAX)
                                .map((row, _) -> orderRow(row).order())
                                .list());
    }

    @Override
    public List<OrderRow> working(AccountId account) {
        return database.read(
                handle ->
                        working(handle).stream()
                                .filter(row -> row.order().account().equals(account))
                                .toList());
    }

    @Override
    public List<OrderRow> unresolved() {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT * FROM orders
                                        WHERE state IN ('INITIALIZED', 'SUBMITTED', 'UNKNOWN',
                                                        'PENDING_CANCEL')
                                        ORDER BY number
                                        """)
                                .map((row, _) -> orderRow(row))
                                .list());
    }

    @Override
    public List<Fill> fills(AccountId account) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT * FROM (
                                            SELECT * FROM fills WHERE account = :account
                                            ORDER BY at DESC, place DESC LIMIT :limit) newest
                                        ORDER BY at, place
                                        """)
                                .bind("account", account)
                                .bind("limit", FILLS_MAX)
                                .map((row, _) -> fill(row))
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
                                .map((row, _) -> position(row))
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
                                .map((row, _) -> balance(row))
                                .list());
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
        List<Caused<TradingEvent>> events = new ArrayList<>();
        for (Changes.Announced announced : changes.announced()) {
            events.add(new Caused<>(announced.event(), announced.trace()));
        }
        if (!events.isEmpty()) {
            feed.append(handle, events);
        }
    }

    private List<JournalBatch> page(long after) {
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
                                                new JournalBatch(
                                                        row.getLong("batch"),
                                                        row.getBytes("commands"),
                                                        row.getLong("state_hash")))
                                .list());
    }

    private static List<OrderRow> working(Handle handle) {
        return handle.createQuery("SELECT * FROM orders WHERE " + WORKING + " ORDER BY number")
                .map((row, _) -> orderRow(row))
                .list();
    }

    private static List<PositionRow> allPositions(Handle handle) {
        return handle.createQuery("SELECT * FROM positions ORDER BY account, symbol")
                .map((row, _) -> position(row))
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
                                        balance(row)))
                .forEach(entry -> balances.put(entry.getKey(), entry.getValue()));
        return balances;
    }

    private static DeskAccount deskAccount(ResultSet row) throws SQLException {
        return new DeskAccount(
                row.getInt("number"),
                new Account(
                        Rows.id(row, "account", AccountId.class),
                        Rows.id(row, "owner", UserId.class),
                        Rows.text(row, "venue"),
                        Rows.text(row, "account_uid"),
                        Rows.id(row, "venue_key", VenueKeyId.class),
                        Rows.instant(row, "opened_at")));
    }

    private static Contract contract(ResultSet row) throws SQLException {
        return new Contract(
                row.getInt("number"),
                Rows.text(row, "venue"),
                Rows.text(row, "symbol"),
                Rows.text(row, "quote"),
                Rows.decimal(row, "tick"),
                Rows.decimal(row, "lot"));
    }

    private static OrderRow orderRow(ResultSet row) throws SQLException {
        return new OrderRow(
                row.getLong("number"),
                new Order(
                        Rows.id(row, "order_id", OrderId.class),
                        Rows.id(row, "account", AccountId.class),
                        Rows.text(row, "client_order_id"),
                        Rows.text(row, "venue_order_id"),
                        Rows.text(row, "symbol"),
                        Rows.constant(row, "side", Side.class),
                        Rows.constant(row, "type", OrderType.class),
                        Rows.decimal(row, "quantity"),
                        Rows.decimalOrNull(row, "price"),
                        Rows.constant(row, "time_in_force", TimeInForce.class),
                        row.getBoolean("reduce_only"),
                        Rows.text(row, "strategy"),
                        Rows.constant(row, "state", OrderState.class),
                        Rows.decimal(row, "filled"),
                        Rows.decimalOrNull(row, "average_price"),
                        Rows.text(row, "reason"),
                        Rows.instant(row, "created_at"),
                        Rows.instant(row, "updated_at")),
                Rows.constant(row, "closure", Closure.class));
    }

    private static Fill fill(ResultSet row) throws SQLException {
        return new Fill(
                Rows.id(row, "account", AccountId.class),
                Rows.id(row, "order_id", OrderId.class),
                Rows.text(row, "venue_order_id"),
                Rows.text(row, "trade_id"),
                Rows.text(row, "symbol"),
                Rows.constant(row, "side", Side.class),
                Rows.decimal(row, "quantity"),
                Rows.decimal(row, "price"),
                Rows.decimal(row, "fee"),
                Rows.decimal(row, "realized_pnl"),
                row.getBoolean("maker"),
                Rows.text(row, "strategy"),
                Rows.instant(row, "at"));
    }

    private static PositionRow position(ResultSet row) throws SQLException {
        return new PositionRow(
                Rows.id(row, "account", AccountId.class),
                Rows.text(row, "symbol"),
                Rows.decimal(row, "quantity"),
                Rows.decimal(row, "entry_price"),
                Rows.decimal(row, "margin"),
                Rows.constant(row, "margin_mode", MarginMode.class),
                row.getInt("leverage"),
                Rows.decimal(row, "last_mark"),
                Rows.decimalOrNull(row, "venue_liquidation"),
                Rows.instant(row, "opened_at"),
                Rows.instant(row, "updated_at"));
    }

    private static Balance balance(ResultSet row) throws SQLException {
        return new Balance(
                Rows.text(row, "asset"),
                Rows.decimal(row, "wallet"),
                Rows.decimal(row, "available"));
    }
}
