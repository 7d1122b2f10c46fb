package io.leverageguard.engine;

/** The resting limit orders of one person on one instrument, in all accounts. */
final class OwnBook {
    private final TickList buys = new TickList();
    private final TickList sells = new TickList();

    void add(boolean buy, long ticks) {
        side(buy).add(ticks);
    }

    void remove(boolean buy, long ticks) {
        side(buy).remove(ticks);
    }

    /** Whether an order would meet one of the other side; a price of zero meets any. */
    boolean crosses(boolean buy, long limitTicks) {
        TickList others = side(!buy);
        if (others.isEmpty()) {
            return false;
        }
        if (limitTicks == 0) {
            return true;
        }
        return buy ? others.lowest() <= limitTicks : others.highest() >= limitTicks;
    }

    private TickList side(boolean buy) {
        return buy ? buys : sells;
    }
}
