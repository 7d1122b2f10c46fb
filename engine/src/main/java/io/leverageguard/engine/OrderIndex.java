package io.leverageguard.engine;

import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps everything that is computed from orders in step with them: exposures, counts, books of own
 * orders, what waits for prices and times, and who belongs to whom. An order is taken out with
 * {@link #withdraw}, changed, and entered again.
 */
final class OrderIndex {
    private static final int KEPT_OBJECTS_MAX = 1 << 14;
    private static final int EXPIRIES_MIN = 256;
    private static final long LONG_AGO = 1;

    private final EngineState state;
    private final Long2ObjectHashMap<OrderEntry> groups = new Long2ObjectHashMap<>();
    private final List<OrderEntry> unused = new ArrayList<>();

    OrderIndex(EngineState state) {
        this.state = state;
    }

    void reset() {
        groups.clear();
    }

    /** An object for a new order. */
    OrderEntry unused(PositionEntry position) {
        return unused.isEmpty() ? new OrderEntry(position) : unused.removeLast();
    }

    /** A new working order. */
    void add(OrderEntry order) {
        state.orders.put(order.number, order);
        countOpen(order, 1);
        join(order);
        if (order.goodTill != 0) {
            expires(order);
        }
        enter(order);
    }

    /** Takes over an ended order of which fills are on their way. */
    void addSettling(OrderEntry order) {
        state.settling.put(order.number, order);
        enter(order);
    }

    /** Takes a withdrawn order that has ended out of the working ones. */
    void end(OrderEntry order) {
        state.orders.remove(order.number);
        countOpen(order, -1);
        leave(order);
        settle(order);
    }

    /** Keeps a withdrawn, ended order for as long as fills of it are on their way. */
    void settle(OrderEntry order) {
        if (order.unconfirmedLots() > 0) {
            addSettling(order);
        } else {
            sum(order);
            state.forgotten(order);
        }
    }

    /** Lets the object of an order that is nowhere be used again. */
    void recycle(OrderEntry order) {
        if (unused.size() < KEPT_OBJECTS_MAX) {
            unused.add(order);
        }
    }

    void withdraw(OrderEntry order) {
        order.position.expose(order, -1);
        if (order.share != null) {
            order.share.expose(order, -1);
        }
        if (order.ownTicks != 0) {
            order.position.own.remove(order.buy, order.ownTicks);
            order.ownTicks = 0;
        }
        if (order.isWatched()) {
            order.position.instrument.board.remove(order);
        }
    }

    void enter(OrderEntry order) {
        order.position.expose(order, 1);
        if (order.share != null) {
            order.share.expose(order, 1);
        }
        sum(order);
        order.ownTicks = order.restingTicks();
        if (order.ownTicks != 0) {
            order.position.own.add(order.buy, order.ownTicks);
        }
        if (order.isWatched()) {
            watch(order);
        }
        state.touched(order);
    }

    /** A trailing order has a new best price. One that trails already stays where it is. */
    void trail(OrderEntry order, long bestTicks) {
        TriggerBoard board = order.position.instrument.board;
        boolean begins = !PriceWatch.trails(order);
        boolean moves = begins || order.isBetter(bestTicks, order.seenBestTicks);
        if (moves) {
            board.remove(order);
        }
        order.bestTicks = bestTicks;
        if (moves) {
            board.add(order);
        }
        state.touched(order);
    }

    /** The first of the orders that depend on {@code group}, linked to the others. */
    @Nullable OrderEntry firstOf(long group) {
        return groups.get(group);
    }

    /** Brings the sums of the order's scopes up to date. */
    void sum(OrderEntry order) {
        order.position.sum();
        if (order.share != null) {
            order.share.sum();
        }
    }

    /** From now on the order is to be ended, and that is asked for again until it has ended. */
    void endsNow(OrderEntry order) {
        if (order.goodTill != LONG_AGO) {
            order.goodTill = LONG_AGO;
            state.touched(order);
            expires(order);
        }
    }

    /** Orders that have ended meanwhile are thrown out when they are too many. */
    private void expires(OrderEntry order) {
        ExpiryQueue expiries = state.expiries;
        if (expiries.size() > EXPIRIES_MIN + 4 * state.orders.size()) {
            expiries.clear();
            for (OrderEntry working : state.orders.values()) {
                if (working.goodTill != 0) {
                    expiries.add(working.goodTill, working.number);
                }
            }
        } else {
            expiries.add(order.goodTill, order.number);
        }
    }

    private void watch(OrderEntry order) {
        InstrumentEntry instrument = order.position.instrument;
        instrument.board.add(order);
        if (!instrument.board.fresh) {
            instrument.board.fresh = true;
            state.fresh.add(instrument);
        }
    }

    private void countOpen(OrderEntry order, int change) {
        AccountEntry account = order.position.account;
        account.own.openOrders += change;
        if (account.ofUser != null) {
            account.ofUser.openOrders += change;
        }
        if (account.ofVenue != null) {
            account.ofVenue.openOrders += change;
        }
        order.position.instrument.scope.openOrders += change;
        state.desk().openOrders += change;
        ScopeEntry strategy = state.strategyScope(account, order.strategy);
        if (strategy != null) {
            strategy.openOrders += change;
        }
    }

    /** In the order of the numbers, so that it is the same after a restart. */
    private void join(OrderEntry order) {
        long group = order.group();
        if (group == 0) {
            return;
        }
        OrderEntry before = null;
        OrderEntry after = groups.get(group);
        while (after != null && after.number < order.number) {
            before = after;
            after = after.nextInGroup;
        }
        order.nextInGroup = after;
        if (before == null) {
            groups.put(group, order);
        } else {
            before.nextInGroup = order;
        }
    }

    private void leave(OrderEntry order) {
        long group = order.group();
        if (group == 0) {
            return;
        }
        OrderEntry at = groups.get(group);
        if (at == order) {
            if (order.nextInGroup == null) {
                groups.remove(group);
            } else {
                groups.put(group, order.nextInGroup);
            }
        } else {
            while (at != null && at.nextInGroup != order) {
                at = at.nextInGroup;
            }
            if (at != null) {
                at.nextInGroup = order.nextInGroup;
            }
        }
        order.nextInGroup = null;
    }
}
