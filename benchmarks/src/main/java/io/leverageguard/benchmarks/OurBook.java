package io.leverageguard.benchmarks;

import io.leverageguard.engine.book.BookListener;
import io.leverageguard.engine.book.Execution;
import io.leverageguard.engine.book.OrderBook;
import io.leverageguard.engine.book.SelfTrade;

/** The engine's book. */
final class OurBook implements TestedBook, BookListener {
    private final OrderBook book;
    private final Trades trades = new Trades();

    OurBook(int ordersExpected) {
        book = new OrderBook(this, ordersExpected);
    }

    @Override
    public void run(BookOperations operations, int from, int to) {
        for (int at = from; at < to; at++) {
            apply(operations, at);
        }
    }

    @Override
    public void apply(BookOperations operations, int at) {
        long id = operations.ids[at];
        long lots = operations.lots[at];
        switch (operations.kinds[at]) {
            case BookOperations.LIMIT -> submit(operations, at, Execution.GTC);
            case BookOperations.IMMEDIATE -> submit(operations, at, Execution.IOC);
            case BookOperations.CANCEL -> book.cancel(id);
            case BookOperations.REDUCE -> book.reduce(id, lots);
            default -> book.amend(id, operations.prices[at], lots, false, SelfTrade.ALLOW);
        }
    }

    @Override
    public Trades trades() {
        return trades;
    }

    @Override
    public int resting() {
        return book.size();
    }

    @Override
    public long restingLots() {
        long[] sum = {0};
        book.levels(true, Integer.MAX_VALUE, (price, lots, orders) -> sum[0] += lots);
        book.levels(false, Integer.MAX_VALUE, (price, lots, orders) -> sum[0] += lots);
        return sum[0];
    }

    @Override
    public void traded(long takerId, long makerId, long priceTicks, long lots, long makerLeft) {
        trades.add(takerId, makerId, priceTicks, lots);
    }

    @Override
    public void selfTradeExpired(long makerId, long lotsLeft) {
        throw new IllegalStateException("orders of one owner may trade here");
    }

    private void submit(BookOperations operations, int at, Execution execution) {
        book.submit(
                operations.ids[at],
                operations.owners[at],
                operations.buys[at],
                operations.prices[at],
                operations.lots[at],
                execution,
                SelfTrade.ALLOW);
    }
}
