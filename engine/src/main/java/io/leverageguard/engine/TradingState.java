package io.leverageguard.engine;

/** Whether an account may trade. */
public enum TradingState {
    /** Everything within the limits. */
    ACTIVE,
    /** Only orders that reduce a position. */
    REDUCING,
    /** Nothing. */
    HALTED
}
