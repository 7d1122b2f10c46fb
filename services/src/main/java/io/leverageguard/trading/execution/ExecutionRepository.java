package io.leverageguard.trading.execution;

import io.leverageguard.api.trading.Execution.AlgoState;
import io.leverageguard.api.trading.Execution.Pause;
import io.leverageguard.api.trading.Execution.StartAlgo;
import io.leverageguard.api.trading.Routing.PlaceRoute;
import io.leverageguard.api.trading.Routing.RouteQuote;
import io.leverageguard.api.trading.Routing.RouteState;
import io.leverageguard.api.trading.Trading.Fill;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.engine.execution.Schedule;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kit.json.Json;
import io.leverageguard.kit.sql.Database;
import io.leverageguard.kit.sql.Rows;
import io.leverageguard.trading.execution.AlgoRow.Standing;
import io.leverageguard.trading.execution.AlgoRow.Tally;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** The {@link ExecutionStore} in PostgreSQL, in the schema of the trading service. */
final class ExecutionRepository implements ExecutionStore {
    /** The name of our own place in the feed of trading. */
    private static final String FEED = "trading.execution";

    private final Database database;

    ExecutionRepository(Database database) {
        this.database = database;
    }

    @Override
    public boolean add(AlgoRow algo) {
        return database.transaction(
                handle ->
                        handle.createUpdate(
                                                """
                                                INSERT INTO algos
                                                    (algo, account, owner, venue, terms, plan,
                                                     state, pause, reason, market_volume,
                                                     created_at, updated_at)
                                                VALUES (:algo, :account, :owner, :venue,
                                                        :terms::jsonb, :plan::jsonb, :state,
                                                        :pause, :reason, :volume, :created,
                                                        :updated)
                                                ON CONFLICT (algo) DO NOTHING
                                                """)
                                        .bind("algo", algo.order().algo())
                                        .bind("account", algo.order().account())
                                        .bind("owner", algo.owner())
                                        .bind("venue", algo.venue())
                                        .bind("terms", Json.write(algo.order()))
                                        .bind("plan", Json.write(algo.plan()))
                                        .bind("state", algo.standing().state())
                                        .bind("pause", algo.standing().pause())
                                        .bind("reason", algo.standing().reason())
                                        .bind("volume", algo.standing().marketVolume())
                                        .bind("created", algo.createdAt())
                                        .bind("updated", algo.standing().updatedAt())
                                        .execute()
                                == 1);
    }

    @Override
    public void save(AlgoRow algo, List<PartRow> parts) {
        Standing standing = algo.standing();
        database.write(
                handle -> {
                    handle.createUpdate(
                                    """
                                    UPDATE algos
                                    SET state = :state, ending = :ending, pause = :pause,
                                        reason = :reason, arrival = :arrival, release = :release,
                                        last = :last, market_volume = :volume,
                                        filled = :filled, in_flight = :open,
                                        average_price = :average, parts = :parts,
                                        updated_at = :updated
                                    WHERE algo = :algo
                                    """)
                            .bind("algo", algo.order().algo())
                            .bind("state", standing.state())
                            .bind("ending", name(standing.ending()))
                            .bind("pause", standing.pause())
                            .bind("reason", standing.reason())
                            .bind("arrival", standing.arrival())
                            .bind("release", standing.release())
                            .bind("last", standing.last())
                            .bind("volume", standing.marketVolume())
                            .bind("filled", algo.tally().filled())
                            .bind("open", algo.tally().open())
                            .bind("average", algo.tally().averagePrice())
                            .bind("parts", algo.tally().parts())
                            .bind("updated", standing.updatedAt())
                            .execute();
                    write(handle, parts);
                });
    }

    @Override
    public Optional<AlgoRow> algo(OrderId algo) {
        return database.read(
                handle ->
                        handle.createQuery("SELECT * FROM algos WHERE algo = :algo")
                                .bind("algo", algo)
                                .map((row, _) -> algo(row))
                                .findOne());
    }

    @Override
    public List<AlgoRow> algos(AccountId account) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT * FROM algos WHERE account = :account
                                        ORDER BY number DESC LIMIT :limit
                                        """)
                                .bind("account", account)
                                .bind("limit", ALGOS_MAX)
                                .map((row, _) -> algo(row))
                                .list());
    }

    @Override
    public List<AlgoRow> workingAlgos() {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT * FROM algos
                                        WHERE state NOT IN
                                            ('FILLED', 'CANCELED', 'EXPIRED', 'REJECTED')
                                        ORDER BY number
                                        """)
                                .map((row, _) -> algo(row))
                                .list());
    }

    @Override
    public boolean add(RouteRow route, List<PartRow> legs) {
        return database.transaction(
                handle -> {
                    boolean isNew =
                            handle.createUpdate(
                                                    """
                                                    INSERT INTO routes
                                                        (route, owner, terms, quote, state, round,
                                                         reason, created_at, updated_at)
                                                    VALUES (:route, :owner, :terms::jsonb,
                                                            :quote::jsonb, :state, :round,
                                                            :reason, :created, :updated)
                                                    ON CONFLICT (route) DO NOTHING
                                                    """)
                                            .bind("route", route.order().route())
                                            .bind("owner", route.owner())
                                            .bind("terms", Json.write(route.order()))
                                            .bind("quote", Json.write(route.quote()))
                                            .bind("state", route.state())
                                            .bind("round", route.round())
                                            .bind("reason", route.reason())
                                            .bind("created", route.createdAt())
                                            .bind("updated", route.updatedAt())
                                            .execute()
                                    == 1;
                    if (isNew) {
                        write(handle, legs);
                    }
                    return isNew;
                });
    }

    @Override
    public void save(RouteRow route, List<PartRow> legs) {
        database.write(
                handle -> {
                    handle.createUpdate(
                                    """
                                    UPDATE routes
                                    SET state = :state, round = :round, reason = :reason,
                                        updated_at = :updated
                                    WHERE route = :route
                                    """)
                            .bind("route", route.order().route())
                            .bind("state", route.state())
                            .bind("round", route.round())
                            .bind("reason", route.reason())
                            .bind("updated", route.updatedAt())
                            .execute();
                    write(handle, legs);
                });
    }

    @Override
    public Optional<RouteRow> route(OrderId route) {
        return database.read(
                handle ->
                        handle.createQuery("SELECT * FROM routes WHERE route = :route")
                                .bind("route", route)
                                .map((row, _) -> route(row))
                                .findOne());
    }

    @Override
    public List<RouteRow> workingRoutes() {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT * FROM routes
                                        WHERE state NOT IN ('FILLED', 'CANCELED', 'REJECTED')
                                        ORDER BY number
                                        """)
                                .map((row, _) -> route(row))
                                .list());
    }

    @Override
    public List<PartRow> parts(OrderId parent) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT * FROM execution_parts WHERE parent = :parent
                                        ORDER BY number
                                        """)
                                .bind("parent", parent)
                                .map((row, _) -> part(row))
                                .list());
    }

    @Override
    public long cursor() {
        return database.cursor(FEED);
    }

    @Override
    public void took(List<Fill> fills, long cursor) {
        database.write(
                handle -> {
                    for (Fill fill : fills) {
                        keep(handle, fill);
                    }
                    handle.createUpdate(
                                    """
                                    INSERT INTO cursors (feed, seq) VALUES (:feed, :seq)
                                    ON CONFLICT (feed) DO UPDATE SET seq = excluded.seq
                                    WHERE cursors.seq < excluded.seq
                                    """)
                            .bind("feed", FEED)
                            .bind("seq", cursor)
                            .execute();
                });
    }

    @Override
    public Sums sums(OrderId parent) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT coalesce(sum(quantity), 0) AS quantity,
                                               coalesce(sum(quantity * price), 0) AS value,
                                               coalesce(sum(fee), 0) AS fees
                                        FROM execution_fills WHERE parent = :parent
                                        """)
                                .bind("parent", parent)
                                .map(
                                        (row, _) ->
                                                new Sums(
                                                        Rows.decimal(row, "quantity"),
                                                        Rows.decimal(row, "value"),
                                                        Rows.decimal(row, "fees")))
                                .one());
    }

    @Override
    public List<Answer> answers(int limit) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT command->>'account' AS account, latency_ms, state
                                        FROM execution_parts WHERE latency_ms IS NOT NULL
                                        ORDER BY sent_at DESC LIMIT :limit
                                        """)
                                .bind("limit", limit)
                                .map((row, _) -> answer(row))
                                .list());
    }

    private static void keep(Handle handle, Fill fill) {
        handle.createUpdate(
                        """
                        INSERT INTO execution_fills
                            (order_id, trade_id, parent, quantity, price, fee, at)
                        SELECT order_id, :trade, parent, :quantity, :price, :fee, :at
                        FROM execution_parts WHERE order_id = :order
                        ON CONFLICT DO NOTHING
                        """)
                .bind("order", fill.order())
                .bind("trade", fill.tradeId())
                .bind("quantity", fill.quantity())
                .bind("price", fill.price())
                .bind("fee", fill.fee())
                .bind("at", fill.at())
                .execute();
    }

    private static void write(Handle handle, List<PartRow> parts) {
        if (parts.isEmpty()) {
            return;
        }
        PreparedBatch batch =
                handle.prepareBatch(
                        """
                        INSERT INTO execution_parts
                            (parent, number, round, unwinds, order_id, command, state, filled,
                             average_price, reason, sent_at, ended_at, latency_ms)
                        VALUES (:parent, :number, :round, :unwinds, :order, :command::jsonb,
                                :state, :filled, :average, :reason, :sent, :ended, :latency)
                        ON CONFLICT (parent, number) DO UPDATE
                        SET command = excluded.command, state = excluded.state,
                            filled = excluded.filled,
                            average_price = excluded.average_price, reason = excluded.reason,
                            ended_at = excluded.ended_at, latency_ms = excluded.latency_ms
                        """);
        for (PartRow part : parts) {
            batch.bind("parent", part.parent())
                    .bind("number", part.number())
                    .bind("round", part.round())
                    .bind("unwinds", part.unwinds())
                    .bind("order", part.order())
                    .bind("command", Json.write(part.command()))
                    .bind("state", part.state())
                    .bind("filled", part.filled())
                    .bind("average", part.averagePrice())
                    .bind("reason", part.reason())
                    .bind("sent", part.sentAt())
                    .bindByType("ended", part.endedAt(), Instant.class)
                    .bind("latency", part.latencyMs())
                    .add();
        }
        batch.execute();
    }

    private static AlgoRow algo(ResultSet row) throws SQLException {
        return new AlgoRow(
                Json.read(Rows.text(row, "terms"), StartAlgo.class),
                Rows.id(row, "owner", UserId.class),
                Rows.text(row, "venue"),
                Json.read(Rows.text(row, "plan"), Schedule.class),
                Rows.instant(row, "created_at"),
                new Standing(
                        Rows.constant(row, "state", AlgoState.class),
                        Rows.constantOrNull(row, "ending", AlgoState.class),
                        Rows.constant(row, "pause", Pause.class),
                        Rows.text(row, "reason"),
                        Rows.decimalOrNull(row, "arrival"),
                        Rows.decimalOrNull(row, "release"),
                        Rows.decimalOrNull(row, "last"),
                        Rows.decimal(row, "market_volume"),
                        Rows.instant(row, "updated_at")),
                new Tally(
                        Rows.decimal(row, "filled"),
                        Rows.decimal(row, "in_flight"),
                        Rows.decimalOrNull(row, "average_price"),
                        row.getInt("parts")));
    }

    private static RouteRow route(ResultSet row) throws SQLException {
        return new RouteRow(
                Json.read(Rows.text(row, "terms"), PlaceRoute.class),
                Rows.id(row, "owner", UserId.class),
                Json.read(Rows.text(row, "quote"), RouteQuote.class),
                Rows.constant(row, "state", RouteState.class),
                row.getInt("round"),
                Rows.text(row, "reason"),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "updated_at"));
    }

    private static PartRow part(ResultSet row) throws SQLException {
        return new PartRow(
                Rows.id(row, "parent", OrderId.class),
                row.getInt("number"),
                row.getInt("round"),
                row.getBoolean("unwinds"),
                Json.read(Rows.text(row, "command"), PlaceOrder.class),
                Rows.constant(row, "state", OrderState.class),
                Rows.decimal(row, "filled"),
                Rows.decimalOrNull(row, "average_price"),
                Rows.text(row, "reason"),
                Rows.instant(row, "sent_at"),
                Rows.instantOrNull(row, "ended_at"),
                row.getObject("latency_ms", Long.class));
    }

    private static Answer answer(ResultSet row) throws SQLException {
        OrderState state = Rows.constant(row, "state", OrderState.class);
        return new Answer(
                AccountId.parse(Rows.text(row, "account")),
                row.getLong("latency_ms"),
                state == OrderState.REJECTED);
    }

    private static @Nullable String name(@Nullable Enum<?> constant) {
        return constant == null ? null : constant.name();
    }
}
