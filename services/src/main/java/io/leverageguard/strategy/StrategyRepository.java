package io.leverageguard.strategy;

import io.leverageguard.api.strategy.Strategies.Performance;
import io.leverageguard.api.strategy.Strategies.State;
import io.leverageguard.api.strategy.Strategies.Strategy;
import io.leverageguard.api.strategy.StrategyEvent;
import io.leverageguard.api.strategy.StrategyEvent.SignalGiven;
import io.leverageguard.api.strategy.StrategyEvent.StrategyChanged;
import io.leverageguard.api.trading.Trading.Fill;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.kernel.ids.StrategyId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kit.feed.PostgresAudit;
import io.leverageguard.kit.feed.PostgresFeed;
import io.leverageguard.kit.json.Json;
import io.leverageguard.kit.sql.Database;
import io.leverageguard.kit.sql.Rows;
import io.leverageguard.sdk.OrderSide;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Stores strategies, their orders and what they earned. */
final class StrategyRepository {
    private static final int LIST_MAX = 500;

    private final Database database;
    private final PostgresFeed<StrategyEvent> feed;
    private final PostgresAudit audit;

    StrategyRepository(Database database) {
        this.database = database;
        this.feed = database.feed(StrategyEvent.class);
        this.audit = database.audit();
    }

    /** A registration with what only we need: its venue and the bar it saw last. */
    record Registered(Strategy strategy, String venue, @Nullable Instant lastBar) {}

    /** An order that is about to be sent. */
    record Intent(
            OrderId order, StrategyId strategy, String occasion, Side side, BigDecimal quantity) {}

    EventFeed<StrategyEvent> events() {
        return feed;
    }

    AuditTrail audit() {
        return audit;
    }

    void insert(Strategy strategy, String venue, String actor) {
        database.write(
                handle -> {
                    handle.createUpdate(
                                    """
                                    INSERT INTO strategies (strategy, owner, account, venue, kind,
                                        symbol, parameters, state, reason, registered_at)
                                    VALUES (:strategy, :owner, :account, :venue, :kind,
                                        :symbol, :parameters::jsonb, :state, :reason, :at)
                                    """)
                            .bind("strategy", strategy.strategy())
                            .bind("owner", strategy.owner())
                            .bind("account", strategy.account())
                            .bind("venue", venue)
                            .bind("kind", strategy.kind())
                            .bind("symbol", strategy.symbol())
                            .bind("parameters", Json.write(new Parameters(strategy.parameters())))
                            .bind("state", strategy.state())
                            .bind("reason", strategy.reason())
                            .bind("at", strategy.registeredAt())
                            .execute();
                    putPerformance(handle, strategy.strategy(), AverageCost.EMPTY);
                    audit.record(
                            handle,
                            actor,
                            "strategy.registered",
                            strategy.strategy(),
                            null,
                            strategy,
                            "");
                    feed.append(handle, new StrategyChanged(strategy));
                });
    }

    Optional<Registered> find(StrategyId strategy) {
        return database.read(handle -> find(handle, strategy));
    }

    List<Registered> ofOwner(UserId owner) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT *, parameters::text AS given FROM strategies
                                        WHERE owner = :owner
                                        ORDER BY registered_at, strategy LIMIT :limit
                                        """)
                                .bind("owner", owner)
                                .bind("limit", LIST_MAX)
                                .map((row, context) -> registered(row))
                                .list());
    }

    List<Registered> running(String venue, String symbol) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT *, parameters::text AS given FROM strategies
                                        WHERE state = 'RUNNING' AND venue = :venue
                                            AND symbol = :symbol
                                        ORDER BY registered_at, strategy
                                        """)
                                .bind("venue", venue)
                                .bind("symbol", symbol)
                                .map((row, context) -> registered(row))
                                .list());
    }

    /** The running strategies that trade a symbol in an account. */
    List<Registered> running(AccountId account, String symbol) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT *, parameters::text AS given FROM strategies
                                        WHERE state = 'RUNNING' AND account = :account
                                            AND symbol = :symbol
                                        ORDER BY registered_at, strategy
                                        """)
                                .bind("account", account)
                                .bind("symbol", symbol)
                                .map((row, context) -> registered(row))
                                .list());
    }

    /** Brings a strategy to a state, unless it is there already. */
    Strategy change(StrategyId strategy, State state, String reason, String actor) {
        return database.transaction(handle -> change(handle, strategy, state, reason, actor));
    }

    /** The same, in a transaction that is under way. */
    Strategy change(Handle handle, StrategyId strategy, State state, String reason, String actor) {
        Strategy before = find(handle, strategy).orElseThrow().strategy();
        if (before.state() == state) {
            return before;
        }
        handle.execute(
                "UPDATE strategies SET state = ?, reason = ? WHERE strategy = ?",
                state,
                reason,
                strategy);
        Strategy after = find(handle, strategy).orElseThrow().strategy();
        audit.record(handle, actor, "strategy.state_changed", strategy, before, after, reason);
        feed.append(handle, new StrategyChanged(after));
        return after;
    }

    /** Writes orders down before they are sent; again changes nothing. */
    void intend(List<Intent> intents) {
        database.write(
                handle -> {
                    for (Intent intent : intents) {
                        handle.createUpdate(
                                        """
                                        INSERT INTO orders (order_id, strategy, occasion, side,
                                            expected, filled, open)
                                        VALUES (:order, :strategy, :occasion, :side,
                                            :quantity, 0, true)
                                        ON CONFLICT (order_id) DO NOTHING
                                        """)
                                .bind("order", intent.order())
                                .bind("strategy", intent.strategy())
                                .bind("occasion", intent.occasion())
                                .bind("side", intent.side())
                                .bind("quantity", intent.quantity())
                                .execute();
                    }
                });
    }

    /** The orders of an occasion that have not ended, as they were written down. */
    List<Intent> intended(StrategyId strategy, String occasion) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT order_id, side, expected FROM orders
                                        WHERE strategy = :strategy AND occasion = :occasion AND open
                                        ORDER BY order_id
                                        """)
                                .bind("strategy", strategy)
                                .bind("occasion", occasion)
                                .map(
                                        (row, context) ->
                                                new Intent(
                                                        Rows.id(row, "order_id", OrderId.class),
                                                        strategy,
                                                        occasion,
                                                        Rows.constant(row, "side", Side.class),
                                                        Rows.decimal(row, "expected")))
                                .list());
    }

    /** An order ended with {@code filled}: nothing more is expected of it. */
    void ended(Handle handle, OrderId order, BigDecimal filled) {
        handle.execute(
                "UPDATE orders SET expected = ?, open = false WHERE order_id = ?", filled, order);
    }

    void signal(Handle handle, Registered of, StrategyRun.Wish wish) {
        feed.append(
                handle,
                new SignalGiven(
                        of.strategy().strategy(),
                        of.strategy().owner(),
                        wish.side().name(),
                        wish.quantity(),
                        wish.why()));
    }

    void sawBar(Handle handle, StrategyId strategy, Instant openTime) {
        handle.execute("UPDATE strategies SET last_bar = ? WHERE strategy = ?", openTime, strategy);
    }

    void orderChanged(Handle handle, Order order) {
        if (order.state().isFinal()) {
            ended(handle, order.order(), order.filled());
        }
    }

    /** Counts a fill once. */
    void filled(Handle handle, StrategyId strategy, Fill fill) {
        int added =
                handle.execute(
                        """
                        INSERT INTO fills (account, symbol, trade_id) VALUES (?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """,
                        fill.account(),
                        fill.symbol(),
                        fill.tradeId());
        if (added == 0) {
            return;
        }
        handle.execute(
                "UPDATE orders SET filled = filled + ? WHERE order_id = ?",
                fill.quantity(),
                fill.order());
        OrderSide side = OrderSide.valueOf(fill.side().name());
        putPerformance(
                handle,
                strategy,
                performance(handle, strategy)
                        .after(side, fill.quantity(), fill.price(), fill.fee()));
    }

    boolean isCounted(Fill fill) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT EXISTS (SELECT 1 FROM fills WHERE account = :account
                                            AND symbol = :symbol AND trade_id = :tradeId)
                                        """)
                                .bind("account", fill.account())
                                .bind("symbol", fill.symbol())
                                .bind("tradeId", fill.tradeId())
                                .mapTo(Boolean.class)
                                .one());
    }

    /**
     * What a strategy held before {@code occasion}, once every order from before is filled: so that
     * an occasion which is repeated after a failure leads to the same orders.
     */
    BigDecimal heldBefore(StrategyId strategy, String occasion) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT p.position + coalesce((
                                            SELECT sum(CASE side WHEN 'BUY' THEN 1 ELSE -1 END
                                                * CASE occasion WHEN :occasion THEN -filled
                                                    ELSE expected - filled END)
                                            FROM orders o WHERE o.strategy = p.strategy), 0) AS held
                                        FROM performance p WHERE strategy = :strategy
                                        """)
                                .bind("strategy", strategy)
                                .bind("occasion", occasion)
                                .map((row, context) -> Rows.decimal(row, "held"))
                                .one());
    }

    List<OrderId> openOrders(StrategyId strategy) {
        return database.read(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT order_id FROM orders
                                        WHERE strategy = :strategy AND open ORDER BY order_id
                                        """)
                                .bind("strategy", strategy)
                                .map((row, context) -> Rows.id(row, "order_id", OrderId.class))
                                .list());
    }

    Performance performance(StrategyId strategy) {
        AverageCost ledger = database.read(handle -> performance(handle, strategy));
        return new Performance(
                strategy,
                ledger.fills(),
                ledger.position(),
                ledger.realizedPnl(),
                ledger.fees(),
                ledger.netPnl());
    }

    private static AverageCost performance(Handle handle, StrategyId strategy) {
        return handle.createQuery("SELECT * FROM performance WHERE strategy = :strategy FOR UPDATE")
                .bind("strategy", strategy)
                .map(
                        (row, context) ->
                                new AverageCost(
                                        row.getLong("fills"),
                                        Rows.decimal(row, "position"),
                                        Rows.decimal(row, "average_price"),
                                        Rows.decimal(row, "realized_pnl"),
                                        Rows.decimal(row, "fees")))
                .one();
    }

    private static void putPerformance(Handle handle, StrategyId strategy, AverageCost ledger) {
        handle.createUpdate(
                        """
                        INSERT INTO performance (strategy, fills, position, average_price,
                            realized_pnl, fees)
                        VALUES (:strategy, :fills, :position, :averagePrice, :realizedPnl, :fees)
                        ON CONFLICT (strategy) DO UPDATE SET
                            fills = excluded.fills,
                            position = excluded.position,
                            average_price = excluded.average_price,
                            realized_pnl = excluded.realized_pnl,
                            fees = excluded.fees
                        """)
                .bind("strategy", strategy)
                .bind("fills", ledger.fills())
                .bind("position", ledger.position())
                .bind("averagePrice", ledger.averagePrice())
                .bind("realizedPnl", ledger.realizedPnl())
                .bind("fees", ledger.fees())
                .execute();
    }

    private static Optional<Registered> find(Handle handle, StrategyId strategy) {
        return handle.createQuery(
                        """
                        SELECT *, parameters::text AS given FROM strategies
                        WHERE strategy = :strategy
                        """)
                .bind("strategy", strategy)
                .map((row, context) -> registered(row))
                .findOne();
    }

    private static Registered registered(ResultSet row) throws SQLException {
        return new Registered(
                new Strategy(
                        Rows.id(row, "strategy", StrategyId.class),
                        Rows.id(row, "owner", UserId.class),
                        Rows.id(row, "account", AccountId.class),
                        Rows.text(row, "kind"),
                        Rows.text(row, "symbol"),
                        Json.read(Rows.text(row, "given"), Parameters.class).values(),
                        Rows.constant(row, "state", State.class),
                        Rows.text(row, "reason"),
                        Rows.instant(row, "registered_at")),
                Rows.text(row, "venue"),
                Rows.instantOrNull(row, "last_bar"));
    }
}
