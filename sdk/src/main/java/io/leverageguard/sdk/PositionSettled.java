package io.leverageguard.sdk;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * The venue closed a position because the contract ended.
 *
 * @param side of the position that was closed
 * @param quantity base units of the account's position, which several strategies may share
 * @param price at which it was settled
 */
public record PositionSettled(
        PositionSide side, BigDecimal quantity, BigDecimal price, Instant at) {}
