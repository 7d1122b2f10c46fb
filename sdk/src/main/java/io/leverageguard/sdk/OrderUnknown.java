package io.leverageguard.sdk;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * Nobody knows whether the venue has an order that the strategy sent: the answer was lost. The
 * venue is being asked; until then the order counts as one that will be filled.
 */
public record OrderUnknown(OrderSide side, BigDecimal quantity, Instant at) {}
