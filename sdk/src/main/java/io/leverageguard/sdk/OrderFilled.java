package io.leverageguard.sdk;

import java.math.BigDecimal;
import java.time.Instant;

/** A fill of an order that the strategy sent; {@code fee} is positive when paid. */
public record OrderFilled(
        OrderSide side, BigDecimal quantity, BigDecimal price, BigDecimal fee, Instant at) {}
