package io.leverageguard.engine;

/**
 * A change of an open order that passed every limit. As with {@link ApprovedOrder}, only the engine
 * can make one, the gateway takes nothing else, and the object is used again.
 */
public final class ApprovedAmend {
    private long order;
    private int account;
    private int instrument;
    private boolean buy;
    private long lots;
    private long limitTicks;
    private long triggerTicks;

    ApprovedAmend() {}

    ApprovedAmend of(OrderEntry amended) {
        order = amended.number;
        account = amended.position.account.number;
        instrument = amended.position.instrument.number;
        buy = amended.buy;
        lots = amended.wantedLots;
        limitTicks = amended.wantedLimitTicks;
        triggerTicks = amended.wantedTriggerTicks;
        return this;
    }

    /** This change, never to change itself. */
    public ApprovedAmend kept() {
        ApprovedAmend kept = new ApprovedAmend();
        kept.order = order;
        kept.account = account;
        kept.instrument = instrument;
        kept.buy = buy;
        kept.lots = lots;
        kept.limitTicks = limitTicks;
        kept.triggerTicks = triggerTicks;
        return kept;
    }

    /** The order's number. */
    public long order() {
        return order;
    }

    /** The account's number. */
    public int account() {
        return account;
    }

    /** The instrument's number. */
    public int instrument() {
        return instrument;
    }

    /** Whether it buys. */
    public boolean buy() {
        return buy;
    }

    /** The new whole, with what is filled already. */
    public long lots() {
        return lots;
    }

    /** The new limit price, zero when it has none. */
    public long limitTicks() {
        return limitTicks;
    }

    /** The new trigger price, zero when it has none. */
    public long triggerTicks() {
        return triggerTicks;
    }
}
