package io.leverageguard.engine;

/**
 * Is told what the engine decided, on the engine's thread, while the command is applied. Nothing
 * told here may leave the process before the batch is in the journal.
 */
public interface EngineListener {
    /**
     * An order passed every limit and is to be sent now: a new one, or one that was held until now.
     * The object is used again for the next order; {@link ApprovedOrder#kept} is for those who keep
     * it.
     */
    void onApproved(ApprovedOrder order);

    /**
     * A change of an order passed every limit and is to be sent now. As for orders, the object is
     * used again.
     */
    default void onApproved(ApprovedAmend amend) {}

    /**
     * An order has a new state, or more of it is filled. Of several steps that one command causes,
     * each is told.
     */
    void onOrder(long order, OrderState state, long filledLots);

    /**
     * A held order was changed, by its owner or because another of its list was filled.
     *
     * @param lots the new whole
     * @param limitTicks zero when it has no limit price
     * @param triggerTicks zero when it has no trigger price
     */
    default void onChanged(long order, long lots, long limitTicks, long triggerTicks) {}

    /**
     * The venue is to be asked to cancel the order, because of another order of its list or because
     * its time is over; its state is {@code PENDING_CANCEL}. Cancels that somebody asked for are
     * not told here.
     */
    default void onCancelDue(long order) {}

    /** A held order was refused when its trigger was reached; it is {@code DENIED}. */
    default void onReleaseDenied(long order, Verdict why) {}

    /** A limit on losses was reached. */
    default void onTripped(Scope scope, Command.Trip trip, long until) {}

    /** A trip was lifted, or its time is over. */
    default void onLifted(Scope scope, Command.Trip trip) {}

    /**
     * A batch failed, by a defect or because it could not be journalled: nothing of it counts, and
     * the engine is built anew from its journal before it does anything else. Whoever waits for an
     * answer is told that by itself; prices and times have nobody else to tell.
     */
    default void onBatchFailed(RuntimeException cause) {}

    /** Hears nothing: for replays. */
    EngineListener NONE =
            new EngineListener() {
                @Override
                public void onApproved(ApprovedOrder order) {}

                @Override
                public void onOrder(long order, OrderState state, long filledLots) {}
            };
}
