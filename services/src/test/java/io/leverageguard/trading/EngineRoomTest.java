package io.leverageguard.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.kit.sql.Database;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EngineRoomTest {
    private static final int CALLERS = 200;

    private final TradingWorld world = new TradingWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void repetitionsAtTheSameTimeSendOneOrder() throws Exception {
        PlaceOrder command = world.market(world.newId(), Side.BUY, "1");
        Set<Order> answers = new HashSet<>(atOnce(() -> world.api().place(world.trader, command)));
        assertThat(answers).hasSize(1);
        assertThat(world.exchange.received).hasSize(1);
    }

    @Test
    void everyCallerIsAnsweredAndCallersShareCommits() throws Exception {
        long before = batches();
        // Above the limit per order: decided and kept without the venue.
        List<Order> answers = atOnce(() -> world.buy("2.001"));

        assertThat(answers).extracting(Order::state).containsOnly(OrderState.DENIED);
        Set<OrderId> stored = new HashSet<>();
        world.api()
                .orders(world.trader, world.ref())
                .orders()
                .forEach(order -> stored.add(order.order()));
        assertThat(stored).hasSize(CALLERS);
        assertThat(batches() - before).isBetween(1L, CALLERS - 1L);
        world.restart();
        world.settle();
        assertThat(world.buy("1").state()).isEqualTo(OrderState.FILLED);
    }

    @Test
    void nothingIsSentWhileTheJournalCannotBeWritten() {
        world.buy("1");
        Database database = world.kit.databases().open("trading");
        database.write(handle -> handle.execute("ALTER TABLE journal RENAME TO away"));
        assertThatThrownBy(() -> world.buy("1")).isNotNull();
        assertThatThrownBy(() -> world.buy("1")).isNotNull();
        assertThat(world.exchange.received).hasSize(1);

        database.write(handle -> handle.execute("ALTER TABLE away RENAME TO journal"));
        assertThat(world.buy("1").state()).isEqualTo(OrderState.FILLED);
        assertThat(world.buy("1.1").reason()).startsWith("position_notional_limit");
        assertThat(world.api().orders(world.trader, world.ref()).orders()).hasSize(3);
    }

    @Test
    void newsWaitsUntilTheDatabaseIsBack() {
        world.buy("1");
        Database database = world.kit.databases().open("trading");
        database.write(handle -> handle.execute("ALTER TABLE fills RENAME TO away"));
        assertThatThrownBy(world::settle).isNotNull();
        database.write(handle -> handle.execute("ALTER TABLE away RENAME TO fills"));
        world.settle();
        assertThat(world.api().fills(world.trader, world.ref()).fills()).hasSize(1);
        assertThat(world.api().positions(world.trader, world.ref()).positions()).hasSize(1);
    }

    private long batches() {
        return world.kit
                .databases()
                .open("trading")
                .read(
                        handle ->
                                handle.createQuery("SELECT count(*) FROM journal")
                                        .mapTo(Long.class)
                                        .one());
    }

    private static List<Order> atOnce(Callable<Order> call)
            throws InterruptedException, ExecutionException {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Order>> futures = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                futures.add(callers.submit(call));
            }
            List<Order> answers = new ArrayList<>();
            for (Future<Order> future : futures) {
                answers.add(future.get());
            }
            return answers;
        }
    }
}
