package io.leverageguard.sdk;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * The venue closed a position, or part of it, for want of margin.
 *
 * @param side of the position that was closed
 * @param quantity base units of the account's position, which several strategies may share
 * @param price on average
 */
public record PositionLiquidated(
        PositionSide side, BigDecimal quantity, BigDecimal price, Instant at) {}
