package io.leverageguard.engine.book;

import org.agrona.collections.Long2LongHashMap;

/**
 * A limit order book with price-time priority, on whole ticks and lots.
 *
 * <p>One writer. After warm-up nothing is allocated: orders and levels live in arrays whose slots
 * are reused. An order trades at the price of the order that was there first. A market order is an
 * {@link Execution#IOC} order with {@link #ANY_BUY_PRICE} or {@link #ANY_SELL_PRICE}.
 */
public final class OrderBook {
    /** A limit that every ask meets. */
    public static final long ANY_BUY_PRICE = Long.MAX_VALUE;

    /** A limit that every bid meets. */
    public static final long ANY_SELL_PRICE = 0;

    private static final long MISSING = Long.MIN_VALUE;
    private static final int PAGES_AT_START = 64;

    private final BookListener listener;
    private final OrderSlots orders;
    private final Long2LongHashMap slotsById;
    private final BookSide bids = new BookSide(true, PAGES_AT_START);
    private final BookSide asks = new BookSide(false, PAGES_AT_START);
    private long left;
    private boolean metItself;

    /** An empty book; it grows beyond {@code ordersExpected} when it must. */
    public OrderBook(BookListener listener, int ordersExpected) {
        this.listener = listener;
        this.orders = new OrderSlots(Math.max(16, ordersExpected));
        this.slotsById = new Long2LongHashMap(Math.max(16, 2 * ordersExpected), 0.6f, MISSING);
    }

    /**
     * Matches an order and lets the rest wait, if {@code execution} says so.
     *
     * <p>{@link #left} tells afterwards how many lots did not trade.
     */
    public Outcome submit(
            long orderId,
            long owner,
            boolean buy,
            long priceTicks,
            long lots,
            Execution execution,
            SelfTrade selfTrade) {
        requireValid(lots, priceTicks);
        BookSide makers = buy ? asks : bids;
        long limitKey = makers.key(priceTicks);
        left = lots;
        metItself = false;
        boolean takes = makers.bestKey() >= limitKey;
        if (execution == Execution.POST_ONLY && takes) {
            return Outcome.WOULD_TAKE;
        }
        if (execution == Execution.FOK && !whole(makers, limitKey, lots, owner, selfTrade)) {
            return Outcome.NOT_WHOLE;
        }
        if (takes) {
            match(orderId, owner, makers, limitKey, selfTrade);
        }
        if (left == 0) {
            return Outcome.FILLED;
        }
        if (metItself) {
            return Outcome.SELF_TRADE;
        }
        if (execution == Execution.IOC || execution == Execution.FOK) {
            return Outcome.EXPIRED;
        }
        rest(orderId, owner, buy, priceTicks);
        return Outcome.RESTING;
    }

    /** The lots of the last submitted order that did not trade. */
    public long left() {
        return left;
    }

    /** Takes an order out; returns the lots that it had left, zero when it is not here. */
    public long cancel(long orderId) {
        long slot = slotsById.remove(orderId);
        if (slot == MISSING) {
            return 0;
        }
        long lots = orders.lots[(int) slot];
        unlink((int) slot);
        orders.give((int) slot);
        return lots;
    }

    /**
     * Takes {@code lots} off a resting order, which keeps its place; returns what it has left. An
     * order that would have nothing left is cancelled.
     */
    public long reduce(long orderId, long lots) {
        long found = slotsById.get(orderId);
        if (found == MISSING) {
            return 0;
        }
        int slot = (int) found;
        if (lots >= orders.lots[slot]) {
            cancel(orderId);
            return 0;
        }
        orders.lots[slot] -= lots;
        side(orders.buys[slot]).lots[orders.levels[slot]] -= lots;
        return orders.lots[slot];
    }

    /**
     * Gives a resting order another price or another open quantity; {@link #left} tells afterwards
     * how many lots are open.
     *
     * <p>Fewer lots at the same price keep the place of the order. Anything else puts it behind the
     * others at its price, after it has traded with what it crosses.
     *
     * @return {@link Outcome#WOULD_TAKE} when it must not trade at once but would; then nothing has
     *     changed
     * @throws IllegalArgumentException when it does not rest here
     */
    public Outcome amend(
            long orderId, long priceTicks, long lots, boolean postOnly, SelfTrade selfTrade) {
        requireValid(lots, priceTicks);
        long found = slotsById.get(orderId);
        if (found == MISSING) {
            throw new IllegalArgumentException("no such order: " + orderId);
        }
        int slot = (int) found;
        boolean buy = orders.buys[slot];
        left = lots;
        metItself = false;
        if (keepsPlace(slot, priceTicks, lots)) {
            side(buy).lots[orders.levels[slot]] -= orders.lots[slot] - lots;
            orders.lots[slot] = lots;
            return Outcome.RESTING;
        }
        BookSide makers = side(!buy);
        long limitKey = makers.key(priceTicks);
        boolean takes = makers.bestKey() >= limitKey;
        if (postOnly && takes) {
            left = orders.lots[slot];
            return Outcome.WOULD_TAKE;
        }
        unlink(slot);
        if (takes) {
            match(orderId, orders.owners[slot], makers, limitKey, selfTrade);
        }
        if (left == 0 || metItself) {
            slotsById.remove(orderId);
            orders.give(slot);
            return left == 0 ? Outcome.FILLED : Outcome.SELF_TRADE;
        }
        link(slot, priceTicks);
        return Outcome.RESTING;
    }

    /** Whether the order rests here. */
    public boolean contains(long orderId) {
        return slotsById.get(orderId) != MISSING;
    }

    /** The lots that a resting order has left; zero when it is not here. */
    public long lotsOf(long orderId) {
        long slot = slotsById.get(orderId);
        return slot == MISSING ? 0 : orders.lots[(int) slot];
    }

    /** Orders that rest here. */
    public int size() {
        return slotsById.size();
    }

    /** The highest bid; zero when there is none. */
    public long bestBid() {
        return bids.bestLevel() == BookSide.NONE ? 0 : bids.price(bids.bestKey());
    }

    /** The lowest ask; zero when there is none. */
    public long bestAsk() {
        return asks.bestLevel() == BookSide.NONE ? 0 : asks.price(asks.bestKey());
    }

    /** The lots at a price of one side. */
    public long lotsAt(boolean buySide, long priceTicks) {
        BookSide side = side(buySide);
        return side.lotsAt(side.key(priceTicks));
    }

    /** Shows up to {@code levelsMax} levels of one side, best first. */
    public void levels(boolean buySide, int levelsMax, LevelVisitor visitor) {
        BookSide side = side(buySide);
        int level = side.bestLevel();
        for (int shown = 0; shown < levelsMax && level != BookSide.NONE; shown++) {
            visitor.level(side.price(side.keyOf(level)), side.lots[level], side.counts[level]);
            level = side.after(level);
        }
    }

    private void match(
            long takerId, long owner, BookSide makers, long limitKey, SelfTrade selfTrade) {
        while (left > 0 && makers.bestKey() >= limitKey) {
            int level = makers.bestLevel();
            int slot = makers.heads[level];
            if (selfTrade != SelfTrade.ALLOW && orders.owners[slot] == owner) {
                if (selfTrade != SelfTrade.EXPIRE_TAKER) {
                    listener.selfTradeExpired(orders.ids[slot], cancel(orders.ids[slot]));
                }
                if (selfTrade != SelfTrade.EXPIRE_MAKER) {
                    metItself = true;
                    return;
                }
                continue;
            }
            trade(takerId, makers, level, slot);
        }
    }

    private void trade(long takerId, BookSide makers, int level, int slot) {
        long makerId = orders.ids[slot];
        long traded = Math.min(left, orders.lots[slot]);
        long price = makers.price(makers.keyOf(level));
        left -= traded;
        orders.lots[slot] -= traded;
        makers.lots[level] -= traded;
        long makerLeft = orders.lots[slot];
        if (makerLeft == 0) {
            slotsById.remove(makerId);
            unlink(slot);
            orders.give(slot);
        }
        listener.traded(takerId, makerId, price, traded, makerLeft);
    }

    private boolean whole(
            BookSide makers, long limitKey, long lots, long owner, SelfTrade selfTrade) {
        long missing = lots;
        int level = makers.bestLevel();
        while (level != BookSide.NONE && missing > 0 && makers.keyOf(level) >= limitKey) {
            int slot = makers.heads[level];
            while (slot != OrderSlots.NONE && missing > 0) {
                boolean own = selfTrade != SelfTrade.ALLOW && orders.owners[slot] == owner;
                if (own && selfTrade != SelfTrade.EXPIRE_MAKER) {
                    return false;
                }
                missing -= own ? 0 : orders.lots[slot];
                slot = orders.next[slot];
            }
            level = makers.after(level);
        }
        return missing <= 0;
    }

    private void rest(long orderId, long owner, boolean buy, long priceTicks) {
        if (slotsById.get(orderId) != MISSING) {
            throw new IllegalArgumentException("order id is taken: " + orderId);
        }
        int slot = orders.take();
        orders.ids[slot] = orderId;
        orders.owners[slot] = owner;
        orders.buys[slot] = buy;
        link(slot, priceTicks);
        slotsById.put(orderId, slot);
    }

    /** Puts what is left of an order behind the others at a price. */
    private void link(int slot, long priceTicks) {
        BookSide side = side(orders.buys[slot]);
        int level = side.levelOf(side.key(priceTicks));
        orders.lots[slot] = left;
        orders.levels[slot] = level;
        int tail = side.tails[level];
        orders.previous[slot] = tail;
        orders.next[slot] = OrderSlots.NONE;
        if (tail == OrderSlots.NONE) {
            side.heads[level] = slot;
        } else {
            orders.next[tail] = slot;
        }
        side.tails[level] = slot;
        side.lots[level] += left;
        side.counts[level]++;
    }

    private void unlink(int slot) {
        BookSide side = side(orders.buys[slot]);
        int level = orders.levels[slot];
        int previous = orders.previous[slot];
        int next = orders.next[slot];
        if (previous == OrderSlots.NONE) {
            side.heads[level] = next;
        } else {
            orders.next[previous] = next;
        }
        if (next == OrderSlots.NONE) {
            side.tails[level] = previous;
        } else {
            orders.previous[next] = previous;
        }
        side.lots[level] -= orders.lots[slot];
        side.counts[level]--;
        if (side.counts[level] == 0) {
            side.remove(level);
        }
    }

    private boolean keepsPlace(int slot, long priceTicks, long lots) {
        BookSide side = side(orders.buys[slot]);
        return side.keyOf(orders.levels[slot]) == side.key(priceTicks) && lots <= orders.lots[slot];
    }

    private static void requireValid(long lots, long priceTicks) {
        if (lots <= 0 || priceTicks < 0) {
            throw new IllegalArgumentException("bad order: " + lots + " lots at " + priceTicks);
        }
    }

    private BookSide side(boolean buy) {
        return buy ? bids : asks;
    }
}
