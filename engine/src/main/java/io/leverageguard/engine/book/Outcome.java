package io.leverageguard.engine.book;

/** What became of a submitted order. */
public enum Outcome {
    /** Traded whole. */
    FILLED,
    /** The rest waits in the book. */
    RESTING,
    /** The rest expired: nothing to trade with. */
    EXPIRED,
    /** The rest expired: it met an order of its owner. */
    SELF_TRADE,
    /** Refused: a post-only order would have traded. */
    WOULD_TAKE,
    /** Refused: a fill-or-kill order could not be filled whole. */
    NOT_WHOLE
}
