package io.leverageguard.launcher.kill;

import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.kernel.ids.IdGenerator;
import io.leverageguard.kernel.ids.OrderId;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Every customer trades on several connections while the price moves. A connection ends with the
 * first call that nobody answers.
 */
final class Load implements AutoCloseable {
    private static final int CONNECTIONS = 4;
    private static final int GAP_MS_MAX = 240;
    private static final int GAP_MS_MAX_AT_BYBIT = 900;
    private static final int MOVE_MS = 120;
    private static final int MOVE_MAX = 350;

    private final TrueVenue exchange;
    private final IdGenerator ids;
    private final SplittableRandom random;
    private final List<Thread> connections = new ArrayList<>();
    private final Thread mover;
    private volatile boolean ending;

    Load(List<Customer> customers, TrueVenue exchange, IdGenerator ids, SplittableRandom random) {
        this.exchange = exchange;
        this.ids = ids;
        this.random = random;
        SplittableRandom prices = random.split();
        mover = Thread.ofVirtual().start(() -> move(prices));
        for (Customer customer : customers) {
            for (int i = 0; i < CONNECTIONS; i++) {
                Connection connection = new Connection(customer);
                connections.add(Thread.ofVirtual().start(connection));
            }
        }
    }

    /** No new calls; returns when all are answered or given up. */
    @Override
    public void close() {
        ending = true;
        join(mover);
        connections.forEach(Load::join);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void move(SplittableRandom prices) {
        while (!ending) {
            int away = prices.nextInt(2 * MOVE_MAX) - MOVE_MAX;
            exchange.price(TrueVenue.PRICE.add(BigDecimal.valueOf(away)));
            DeskCaller.pause(Duration.ofMillis(MOVE_MS));
        }
    }

    /** One after the other, as on one HTTP connection. */
    private final class Connection implements Runnable {
        private final Customer customer;
        private final SplittableRandom dice = random.split();
        private final Wishes wishes;
        private final List<OrderId> own = new ArrayList<>();
        private final int gapMax;

        Connection(Customer customer) {
            this.customer = customer;
            this.wishes = new Wishes(dice, ids, customer.account());
            this.gapMax = customer.venue().equals("bybit") ? GAP_MS_MAX_AT_BYBIT : GAP_MS_MAX;
        }

        @Override
        public void run() {
            while (!ending && !(act() instanceof Answer.Missing)) {
                DeskCaller.pause(Duration.ofMillis(dice.nextInt(gapMax)));
            }
        }

        private @Nullable Answer act() {
            int kind = dice.nextInt(20);
            OrderId known = own.isEmpty() ? null : own.get(dice.nextInt(own.size()));
            if (known != null && kind < 5) {
                return cancel(known);
            }
            PlaceOrder order = known == null ? null : customer.notebook().sent(known);
            if (order != null && kind < 7) {
                return customer.place(order);
            }
            PlaceOrder wish = wishes.next();
            own.add(wish.order());
            return customer.place(wish);
        }

        private @Nullable Answer cancel(OrderId id) {
            Order order = customer.notebook().heard(id);
            boolean open = order != null && !order.state().isFinal();
            return open ? customer.cancel(id) : null;
        }
    }
}
