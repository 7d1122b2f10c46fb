package io.leverageguard.engine.book;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OrderBookAllocationTest {
    private static final int OPERATIONS = 200_000;
    private long traded;

    @Test
    void warmBookAllocatesNothing() {
        BookListener counter =
                new BookListener() {
                    @Override
                    public void traded(
                            long taker, long maker, long price, long lots, long makerLeft) {
                        traded += lots;
                    }

                    @Override
                    public void selfTradeExpired(long maker, long lotsLeft) {
                        traded--;
                    }
                };
        OrderBook book = new OrderBook(counter, 1024);
        long id = run(book, 1);
        id = run(book, id);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        run(book, id);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(traded).isPositive();
        // The random source of the run and the measurement itself are a few hundred bytes.
        assertThat(allocated).isLessThan(OPERATIONS / 50);
    }

    private static long run(OrderBook book, long firstId) {
        SplittableRandom random = new SplittableRandom(5);
        long id = firstId;
        for (int i = 0; i < OPERATIONS; i++) {
            if (random.nextInt(3) == 0) {
                book.cancel(id - random.nextLong(500));
                long moved = id - random.nextLong(500);
                long price = 9_000 + random.nextLong(2_000);
                if (book.contains(moved)) {
                    book.amend(moved, price, 5, false, SelfTrade.ALLOW);
                }
            } else {
                boolean buy = random.nextBoolean();
                long price = 10_000 + random.nextLong(200) + (buy ? -80 : 80);
                book.submit(
                        id++,
                        1,
                        buy,
                        price,
                        1 + random.nextLong(20),
                        Execution.GTC,
                        SelfTrade.ALLOW);
            }
            while (book.size() > 4_000) {
                drain(book, id++);
            }
        }
        return id;
    }

    private static void drain(OrderBook book, long id) {
        book.submit(id, 1, true, OrderBook.ANY_BUY_PRICE, 2_000, Execution.IOC, SelfTrade.ALLOW);
        book.submit(id, 1, false, OrderBook.ANY_SELL_PRICE, 2_000, Execution.IOC, SelfTrade.ALLOW);
    }
}
