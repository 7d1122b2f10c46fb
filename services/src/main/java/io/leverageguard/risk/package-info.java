/**
 * Limits, which the engine enforces, and the watch over the distance to liquidation.
 *
 * <p>Owns the schema {@code risk}: limits of scopes and their changes, trips, open positions as
 * announced, warnings, margin policies and their actions, wallets and margin tables as told.
 *
 * <p>Promises: every account has limits from the moment it is known; a change of a default reaches
 * every account that has none of its own; what loosens a limit by more than a factor, from what two
 * people stand for, is in force only after a second person agreed, and what tightens at once; a
 * position is warned once at each band, and again only after it had recovered; a margin policy's
 * action is announced once, holds its amount until its outcome is known, and never spends more than
 * the reserve.
 *
 * <p>Calls {@code config} and {@code marketdata}. Listens to {@code trading}.
 */
package io.leverageguard.risk;
