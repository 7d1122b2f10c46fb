package io.leverageguard.risk;

import io.leverageguard.api.risk.Risk.Warning;
import io.leverageguard.api.risk.RiskEvent;
import io.leverageguard.api.risk.RiskEvent.MarginWarned;
import io.leverageguard.api.trading.Trading.MarginMode;
import io.leverageguard.api.trading.Trading.Position;
import io.leverageguard.api.trading.TradingEvent.AccountOpened;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kit.feed.PostgresAudit;
import io.leverageguard.kit.feed.PostgresFeed;
import io.leverageguard.kit.sql.Database;
import io.leverageguard.kit.sql.Rows;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Stores accounts, open positions and warnings. */
final class RiskRepository {
    private static final int WARNINGS_MAX = 200;

    private final Database database;
    private final PostgresFeed<RiskEvent> feed;
    private final PostgresAudit audit;

    RiskRepository(Database database) {
        this.database = database;
        this.feed = database.feed(RiskEvent.class);
        this.audit = database.audit();
    }

    /** An account as the trading service announced it. */
    record KnownAccount(AccountId account, UserId owner, String venue) {}

    EventFeed<RiskEvent> events() {
        return feed;
    }

    AuditTrail audit() {
        return audit;
    }

    Optional<KnownAccount> account(AccountId account) {
        return database.read(
                handle ->
                        handle.createQuery("SELECT * FROM accounts WHERE account = :account")
                                .bind("account", account)
                                .map((row, context) -> account(row))
                                .findOne());
    }

    /** Every account. */
    List<KnownAccount> accounts() {
        return database.read(
                handle ->
                        handle.createQuery("SELECT * FROM accounts ORDER BY account")
                                .map((row, context) -> account(row))
                                .list());
    }

    /** An account is known now; false when it was before. */
    boolean open(Handle handle, AccountOpened opened) {
        return handle.createUpdate(
                                """
                                INSERT INTO accounts (account, owner, venue)
                                VALUES (:account, :owner, :venue)
                                ON CONFLICT DO NOTHING
                                """)
                        .bind("account", opened.account())
                        .bind("owner", opened.owner())
                        .bind("venue", opened.venue())
                        .execute()
                == 1;
    }

    /** Keeps an open position; a closed or turned one loses its warnings. */
    void keep(Handle handle, Position position) {
        handle.createUpdate(
                        """
                        DELETE FROM positions WHERE account = :account AND symbol = :symbol
                            AND (:quantity = 0 OR sign(quantity) <> sign(:quantity)
                                OR opened_at <> :openedAt)
                        """)
                .bind("account", position.account())
                .bind("symbol", position.symbol())
                .bind("quantity", position.quantity())
                .bind("openedAt", position.openedAt())
                .execute();
        if (position.quantity().signum() == 0) {
            return;
        }
        handle.createUpdate(
                        """
                        INSERT INTO positions (account, symbol, quantity, entry_price, margin,
                            margin_mode, liquidation_price, opened_at)
                        VALUES (:account, :symbol, :quantity, :entryPrice, :margin,
                            :marginMode, :liquidationPrice, :openedAt)
                        ON CONFLICT (account, symbol) DO UPDATE SET
                            quantity = excluded.quantity,
                            entry_price = excluded.entry_price,
                            margin = excluded.margin,
                            margin_mode = excluded.margin_mode,
                            liquidation_price = excluded.liquidation_price
                        """)
                .bind("account", position.account())
                .bind("symbol", position.symbol())
                .bind("quantity", position.quantity())
                .bind("entryPrice", position.entryPrice())
                .bind("margin", position.margin())
                .bind("marginMode", position.marginMode())
                .bind("liquidationPrice", position.liquidationPrice())
                .bind("openedAt", position.openedAt())
                .execute();
    }

    /** Every open position. */
    List<OpenPosition> positions() {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT * FROM positions JOIN accounts USING (account)
                                        ORDER BY account, symbol
                                        """)
                                .map((row, context) -> position(row))
                                .list());
    }

    List<OpenPosition> positions(AccountId account) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT * FROM positions JOIN accounts USING (account)
                                        WHERE account = :account ORDER BY symbol
                                        """)
                                .bind("account", account)
                                .map((row, context) -> position(row))
                                .list());
    }

    /** Looks at a position at {@code distance}: stores and announces the warnings that are due. */
    void watch(OpenPosition position, BigDecimal distance, Warning template) {
        database.write(
                handle -> {
                    Set<BigDecimal> before = warnedBands(handle, position);
                    MarginBands.Look look = MarginBands.look(distance, before);
                    if (look.warned().equals(before)) {
                        return;
                    }
                    replaceBands(handle, position, look.warned());
                    for (BigDecimal band : look.warn()) {
                        Warning warning =
                                new Warning(
                                        template.account(),
                                        template.symbol(),
                                        band,
                                        distance,
                                        template.mark(),
                                        template.liquidationPrice(),
                                        template.at());
                        insert(handle, warning);
                        feed.append(handle, new MarginWarned(position.owner(), warning));
                    }
                });
    }

    List<Warning> warnings(AccountId account) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT * FROM warnings WHERE account = :account
                                        ORDER BY seq DESC LIMIT :limit
                                        """)
                                .bind("account", account)
                                .bind("limit", WARNINGS_MAX)
                                .map((row, context) -> warning(row))
                                .list());
    }

    /** The warnings of several accounts, newest first. */
    List<Warning> warnings(Collection<AccountId> accounts) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT * FROM warnings WHERE account = ANY(:accounts)
                                        ORDER BY seq DESC LIMIT :limit
                                        """)
                                .bindArray(
                                        "accounts",
                                        UUID.class,
                                        accounts.stream().map(AccountId::value).toList())
                                .bind("limit", WARNINGS_MAX)
                                .map((row, context) -> warning(row))
                                .list());
    }

    private static Set<BigDecimal> warnedBands(Handle handle, OpenPosition position) {
        return new TreeSet<>(
                handle.createQuery(
                                """
                                SELECT band FROM warned_bands
                                WHERE account = :account AND symbol = :symbol
                                """)
                        .bind("account", position.account())
                        .bind("symbol", position.symbol())
                        .map((row, context) -> MarginBands.named(Rows.decimal(row, "band")))
                        .list());
    }

    private static void replaceBands(Handle handle, OpenPosition position, Set<BigDecimal> bands) {
        handle.execute(
                "DELETE FROM warned_bands WHERE account = ? AND symbol = ?",
                position.account(),
                position.symbol());
        for (BigDecimal band : bands) {
            // The position may have closed since it was read: then there is nothing to remember.
            handle.execute(
                    """
                    INSERT INTO warned_bands (account, symbol, band)
                    SELECT account, symbol, ? FROM positions WHERE account = ? AND symbol = ?
                    """,
                    band,
                    position.account(),
                    position.symbol());
        }
    }

    private static void insert(Handle handle, Warning warning) {
        handle.createUpdate(
                        """
                        INSERT INTO warnings (account, symbol, band, distance, mark,
                            liquidation_price, at)
                        VALUES (:account, :symbol, :band, :distance, :mark, :liquidationPrice, :at)
                        """)
                .bind("account", warning.account())
                .bind("symbol", warning.symbol())
                .bind("band", warning.band())
                .bind("distance", warning.distance())
                .bind("mark", warning.mark())
                .bind("liquidationPrice", warning.liquidationPrice())
                .bind("at", warning.at())
                .execute();
    }

    private static KnownAccount account(ResultSet row) throws SQLException {
        return new KnownAccount(
                Rows.id(row, "account", AccountId.class),
                Rows.id(row, "owner", UserId.class),
                Rows.text(row, "venue"));
    }

    private static OpenPosition position(ResultSet row) throws SQLException {
        return new OpenPosition(
                Rows.id(row, "account", AccountId.class),
                Rows.id(row, "owner", UserId.class),
                Rows.text(row, "venue"),
                Rows.text(row, "symbol"),
                Rows.decimal(row, "quantity"),
                Rows.decimal(row, "entry_price"),
                Rows.decimal(row, "margin"),
                Rows.constant(row, "margin_mode", MarginMode.class),
                Rows.decimalOrNull(row, "liquidation_price"),
                Rows.instant(row, "opened_at"));
    }

    private static Warning warning(ResultSet row) throws SQLException {
        return new Warning(
                Rows.id(row, "account", AccountId.class),
                Rows.text(row, "symbol"),
                MarginBands.named(Rows.decimal(row, "band")),
                Rows.decimal(row, "distance"),
                Rows.decimal(row, "mark"),
                Rows.decimal(row, "liquidation_price"),
                Rows.instant(row, "at"));
    }
}
