package io.leverageguard.exchange.core;

/** Why an account has changed. */
public enum AccountCause {
    DEPOSIT,
    WITHDRAWAL,
    ORDER,
    FUNDING,
    /** The fee of a liquidation, or a loss that the insurance fund bore. */
    LIQUIDATION,
    /** Margin was added to an isolated position or taken from it. */
    MARGIN_TRANSFER,
    /** Cross has become isolated or the reverse. */
    MARGIN_MODE,
    /** The position was closed against somebody's liquidation. */
    ADL
}
