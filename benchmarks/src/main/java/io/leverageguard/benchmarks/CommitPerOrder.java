package io.leverageguard.benchmarks;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The peer of {@code lg bench orders}: what a service does that commits each order by itself. So
 * many connections insert the row that we insert, into a table like ours, and commit; nothing is
 * checked and nothing else is written.
 */
final class CommitPerOrder {
    private static final String INSERT =
            """
            INSERT INTO peer_orders
                (order_id, number, account, client_order_id, venue_order_id, symbol, side, type,
                 quantity, price, time_in_force, reduce_only, strategy, state, filled, reason,
                 closure, created_at, updated_at)
            VALUES (?, ?, ?, ?, '', 'BTCUSDT', 'BUY', 'LIMIT', ?, ?, 'IOC', false, '',
                    'INITIALIZED', 0, '', 'USER', ?, ?)
            """;

    private final String url;
    private final String user;
    private final String password;
    private final AtomicLong numbers = new AtomicLong();

    CommitPerOrder(String url, String user, String password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    /** Commits per second with so many connections. */
    double run(int connections, double seconds) throws SQLException, InterruptedException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS peer_orders (LIKE trading.orders INCLUDING ALL)");
        }
        long begun = System.nanoTime();
        long until = begun + (long) (seconds * 1e9);
        long done = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            List<Future<Long>> running = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                running.add(threads.submit(() -> commits(until)));
            }
            for (Future<Long> each : running) {
                done += each.get();
            }
        } catch (ExecutionException e) {
            throw new SQLException("a connection failed", e.getCause());
        }
        return done / ((System.nanoTime() - begun) / 1e9);
    }

    private long commits(long until) throws SQLException {
        long done = 0;
        UUID account = UUID.nameUUIDFromBytes(new byte[] {1});
        try (Connection connection = connect();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            connection.setAutoCommit(true);
            while (System.nanoTime() < until) {
                long number = numbers.incrementAndGet();
                OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
                UUID order = new UUID(now.toInstant().toEpochMilli() << 16 | 0x7000, number);
                insert.setObject(1, order);
                insert.setLong(2, number);
                insert.setObject(3, account);
                insert.setString(4, order.toString().replace("-", ""));
                insert.setBigDecimal(5, new BigDecimal("0.01"));
                insert.setBigDecimal(6, new BigDecimal("90000.1"));
                insert.setObject(7, now);
                insert.setObject(8, now);
                insert.executeUpdate();
                done++;
            }
        }
        return done;
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }
}
