package io.leverageguard.exchange.core;

/**
 * One order of a liquidation as it ended. A liquidation may need several.
 *
 * @param order its origin tells what kind it is; what it filled is what was liquidated
 * @param leg of the position
 * @param isLong whether a long was liquidated, so that the order sells
 * @param bankruptcyTicks where the margin is lost
 * @param triggerMark the mark price that did it, in units
 * @param loss what the insurance fund had to bear of it, in units of the quote
 * @param fee what went to the insurance fund
 */
public record Liquidation(
        ExchangeOrder order,
        Leg leg,
        boolean isLong,
        long bankruptcyTicks,
        long triggerMark,
        long loss,
        long fee) {}
