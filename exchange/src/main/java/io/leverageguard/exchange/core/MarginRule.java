package io.leverageguard.exchange.core;

/**
 * How maintenance margin is reckoned in brackets. Venues differ; an account keeps to the rule of
 * the venue by whose protocol it first trades.
 */
public enum MarginRule {
    /**
     * Notional × rate − the bracket's amount: Binance's {@code cum}, Bybit's {@code mmDeduction}.
     */
    DEDUCTED,
    /** Notional × rate of its tier, so that it jumps where a tier begins: OKX. */
    PLAIN
}
