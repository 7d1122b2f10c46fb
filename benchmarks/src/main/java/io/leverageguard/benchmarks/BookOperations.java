package io.leverageguard.benchmarks;

import io.leverageguard.engine.book.BookListener;
import io.leverageguard.engine.book.Execution;
import io.leverageguard.engine.book.OrderBook;
import io.leverageguard.engine.book.SelfTrade;
import java.util.SplittableRandom;

/**
 * Operations on an order book, drawn from a seed: first those that fill it, then a mix.
 *
 * <p>The mix follows the generator of exchange-core's own performance tests: while a side has fewer
 * orders than it should, a fifth of the operations places limit orders; otherwise a twentieth are
 * immediate orders at any price. The rest cancels and reduces a little and mostly moves orders a
 * hundredth of the way towards the last trade. Every operation is valid when it comes.
 */
final class BookOperations implements BookListener {
    static final byte LIMIT = 0;
    static final byte IMMEDIATE = 1;
    static final byte CANCEL = 2;
    static final byte REDUCE = 3;
    static final byte MOVE = 4;

    static final long PRICE_MIN = 50_000;
    static final long PRICE_MAX = 150_000;
    private static final long PRICE_AT_START = 100_000;
    private static final long DEVIATION_MAX = 5_000;
    private static final int OWNERS = 1_000;

    final byte[] kinds;
    final long[] ids;
    final long[] owners;
    final boolean[] buys;
    final long[] prices;

    /** The lots of a new order, to take off, or that a moved order has left. */
    final long[] lots;

    private final SplittableRandom random;
    private final OrderBook book;
    private final int restingPerSide;
    private final int[] live;
    private final int[] places;
    private final int[] firsts;
    private final int[] resting = new int[2];
    private int liveCount;
    private int size;
    private int fill;
    private long lastTrade = PRICE_AT_START;

    BookOperations(long seed, int restingOrders, int count) {
        int capacity = count + 16 * restingOrders;
        kinds = new byte[capacity];
        ids = new long[capacity];
        owners = new long[capacity];
        buys = new boolean[capacity];
        prices = new long[capacity];
        lots = new long[capacity];
        live = new int[capacity];
        places = new int[capacity];
        firsts = new int[capacity];
        random = new SplittableRandom(seed);
        book = new OrderBook(this, restingOrders);
        restingPerSide = restingOrders / 2;
        fillUp();
        while (size < fill + count) {
            draw();
        }
    }

    /** The operations before this one fill the book. */
    int fill() {
        return fill;
    }

    int size() {
        return size;
    }

    /** The share of one kind in the mix, in percent. */
    double share(byte kind) {
        int found = 0;
        for (int i = fill; i < size; i++) {
            found += kinds[i] == kind ? 1 : 0;
        }
        return 100.0 * found / (size - fill);
    }

    @Override
    public void traded(long takerId, long makerId, long priceTicks, long traded, long makerLeft) {
        lastTrade = priceTicks;
        if (makerLeft == 0) {
            gone((int) makerId);
        }
    }

    @Override
    public void selfTradeExpired(long makerId, long lotsLeft) {
        throw new IllegalStateException("orders of one owner may trade here");
    }

    private void fillUp() {
        while (resting[0] < restingPerSide || resting[1] < restingPerSide) {
            limit(resting[1] < restingPerSide && (resting[0] >= restingPerSide || coin()));
        }
        fill = size;
    }

    private void draw() {
        boolean buy = coin();
        boolean growing = resting[buy ? 1 : 0] < restingPerSide;
        int drawn = random.nextInt(growing ? 10 : 40);
        if (drawn < 2 && growing) {
            limit(buy);
        } else if (drawn < 2) {
            immediate(buy);
        } else {
            change(drawn, live[random.nextInt(liveCount)]);
        }
    }

    private void limit(boolean buy) {
        double root = random.nextDouble();
        int deviation = 1 + (int) (root * root * DEVIATION_MAX);
        long sum = 0;
        for (int i = 0; i < 4; i++) {
            sum += random.nextInt(deviation);
        }
        long distance = Math.abs(sum / 2 - deviation);
        place(LIMIT, buy, within(lastTrade + (buy ? -distance : distance)));
    }

    private void immediate(boolean buy) {
        place(IMMEDIATE, buy, buy ? PRICE_MAX : PRICE_MIN);
    }

    private void place(byte kind, boolean buy, long price) {
        int id = size + 1;
        long wanted = 1 + random.nextLong(6) * random.nextLong(6) * random.nextLong(6);
        int owner = 1 + random.nextInt(OWNERS);
        firsts[id] = size;
        add(kind, id, owner, buy, price, wanted);
        Execution execution = kind == LIMIT ? Execution.GTC : Execution.IOC;
        book.submit(id, owner, buy, price, wanted, execution, SelfTrade.ALLOW);
        if (book.contains(id)) {
            places[id] = liveCount;
            live[liveCount++] = id;
            resting[buy ? 1 : 0]++;
        }
    }

    private void change(int drawn, int id) {
        int first = firsts[id];
        long left = book.lotsOf(id);
        boolean buy = buys[first];
        long owner = owners[first];
        if (drawn == 2) {
            add(CANCEL, id, owner, buy, 0, 0);
            book.cancel(id);
        } else if (drawn == 3) {
            long less = 1 + random.nextLong(left);
            add(REDUCE, id, owner, buy, 0, less);
            book.reduce(id, less);
        } else {
            long price = moved(prices[first]);
            firsts[id] = size;
            add(MOVE, id, owner, buy, price, left);
            book.amend(id, price, left, false, SelfTrade.ALLOW);
        }
        if (!book.contains(id)) {
            gone(id);
        }
    }

    private long moved(long price) {
        long way = lastTrade - price;
        long step = way == 0 ? (coin() ? 1 : -1) : Long.signum(way) * (1 + Math.abs(way) / 100);
        return within(price + step);
    }

    private void gone(int id) {
        int place = places[id];
        int last = live[--liveCount];
        live[place] = last;
        places[last] = place;
        resting[buys[firsts[id]] ? 1 : 0]--;
    }

    private void add(byte kind, int id, long owner, boolean buy, long price, long amount) {
        kinds[size] = kind;
        ids[size] = id;
        owners[size] = owner;
        buys[size] = buy;
        prices[size] = price;
        lots[size] = amount;
        size++;
    }

    private boolean coin() {
        return random.nextBoolean();
    }

    private static long within(long price) {
        return Math.clamp(price, PRICE_MIN + 1, PRICE_MAX - 1);
    }
}
