package io.leverageguard.engine;

/**
 * Is told what the engine decided, on the engine's thread, while the command is applied. Nothing
 * told here may leave the process before the batch is in the journal.
 */
public interface EngineListener {
    /** An order passed every limit. */
    void onApproved(ApprovedOrder order);

    /** An order has a new state, or more of it is filled. */
    void onOrder(long order, OrderState state, long filledLots);

    /** Hears nothing: for replays. */
    EngineListener NONE =
            new EngineListener() {
                @Override
                public void onApproved(ApprovedOrder order) {}

                @Override
                public void onOrder(long order, OrderState state, long filledLots) {}
            };
}
