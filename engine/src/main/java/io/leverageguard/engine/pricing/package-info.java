/**
 * The mathematics of cover: touch probabilities, volatility, premiums and capital. Pure functions
 * on {@code double} and {@code BigDecimal}; amounts of money are made by the caller, who names the
 * rounding.
 */
@NullMarked
package io.leverageguard.engine.pricing;

import org.jspecify.annotations.NullMarked;
