package io.leverageguard.engine.execution;

/** Something that an algorithm wants done. */
public sealed interface Move {
    /** How a part is sent. */
    enum Style {
        /** At once, and the rest is cancelled. */
        TAKE,
        /** Waits in the book. */
        REST,
        /** Waits in the book, and is refused if it could be filled at once. */
        REST_AS_MAKER
    }

    /**
     * Sends a part.
     *
     * @param limitTicks 0 for a market order
     */
    record Send(long lots, long limitTicks, Style style) implements Move {}

    /** Cancels the part with this number. */
    record Withdraw(int number) implements Move {}
}
