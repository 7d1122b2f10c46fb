package io.leverageguard.engine.execution;

/** Best bid and ask and their quantities; all zero where there is nobody. */
public record Touch(long bidTicks, long bidLots, long askTicks, long askLots) {
    /** Nothing is known of the market. */
    public static final Touch UNKNOWN = new Touch(0, 0, 0, 0);

    /** Whether both sides have a price. */
    public boolean isKnown() {
        return bidTicks > 0 && askTicks > 0;
    }

    /** The price that a buyer or seller who cannot wait gets. */
    public long farTicks(boolean buy) {
        return buy ? askTicks : bidTicks;
    }

    /** How much there is at {@link #farTicks}. */
    public long farLots(boolean buy) {
        return buy ? askLots : bidLots;
    }

    /** The best price of those who wait on the same side. */
    public long nearTicks(boolean buy) {
        return buy ? bidTicks : askTicks;
    }
}
