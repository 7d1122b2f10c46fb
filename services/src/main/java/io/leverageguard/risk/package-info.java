/**
 * Limits, which the engine enforces, and the watch over the distance to liquidation.
 *
 * <p>Owns the schema {@code risk}: limits, open positions as announced, warnings.
 *
 * <p>Promises: every account has limits from the moment it is known; a change of a default reaches
 * every account that has none of its own; a position is warned once at each band, and again only
 * after it had recovered.
 *
 * <p>Calls {@code config} and {@code marketdata}. Listens to {@code trading}.
 */
package io.leverageguard.risk;
