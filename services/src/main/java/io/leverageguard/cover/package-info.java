/**
 * Cover: quotes, policies, evidence of liquidations, claims.
 *
 * <p>Owns what was quoted, bound, claimed, proven and decided. Promises: pays only when the venue
 * proves a liquidation of the insured position and the mark or index price touched the barrier that
 * was frozen at binding; never pays one order twice; never promises more than the pool's capital
 * bears. Listens to trading (liquidations and closed positions) and to payout (what was paid).
 *
 * <p>Every change of money is booked at the fund under ids derived from the policy or claim, before
 * the state changes: after a crash in between the same step runs again and books nothing twice.
 */
@NullMarked
package io.leverageguard.cover;

import org.jspecify.annotations.NullMarked;
