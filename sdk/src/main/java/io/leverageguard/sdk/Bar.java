package io.leverageguard.sdk;

import java.math.BigDecimal;
import java.time.Instant;

/** The traded prices of one span of time, which is over. */
public record Bar(
        Instant openTime,
        BigDecimal open,
        BigDecimal high,
        BigDecimal low,
        BigDecimal close,
        BigDecimal volume) {}
