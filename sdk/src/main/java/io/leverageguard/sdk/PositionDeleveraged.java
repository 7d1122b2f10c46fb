package io.leverageguard.sdk;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * The venue closed a position, or part of it, because nobody took a liquidated one on the other
 * side: auto-deleveraging (ADL).
 *
 * @param side of the position that was closed
 * @param quantity base units of the account's position, which several strategies may share
 * @param price on average
 */
public record PositionDeleveraged(
        PositionSide side, BigDecimal quantity, BigDecimal price, Instant at) {}
