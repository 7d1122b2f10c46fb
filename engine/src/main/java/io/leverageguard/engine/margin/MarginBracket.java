package io.leverageguard.engine.margin;

import java.math.BigDecimal;

/**
 * One step of a maintenance-margin table: MM = notional × rate − amount.
 *
 * @param notionalFloor included
 * @param notionalCap excluded; the last bracket also serves what lies above its cap
 * @param maxLeverage the highest leverage with which a position of this size can be opened
 * @param rate the maintenance rate, for example 0.005
 * @param amount what is subtracted so that the maintenance margin does not jump at the floor
 */
public record MarginBracket(
        BigDecimal notionalFloor,
        BigDecimal notionalCap,
        int maxLeverage,
        BigDecimal rate,
        BigDecimal amount) {
    /** The same step of a table that subtracts nothing: its margin jumps at the floor. */
    public MarginBracket plain() {
        return new MarginBracket(notionalFloor, notionalCap, maxLeverage, rate, BigDecimal.ZERO);
    }
}
