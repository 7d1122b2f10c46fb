package io.leverageguard.sdk;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * Funding was exchanged between longs and shorts.
 *
 * @param amount for the account's whole position, in the quote asset: negative when paid
 */
public record FundingSettled(BigDecimal amount, Instant at) {}
