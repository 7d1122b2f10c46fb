/**
 * A simulated exchange for linear perpetuals, with the protocols of real venues on loopback.
 *
 * <p>{@link io.leverageguard.exchange.core.Exchange} is the deterministic core: one writer,
 * explicit time, integers only; the same seed and the same requests give the same bytes. Prices
 * come from a {@link io.leverageguard.exchange.core.Scenario}. {@link
 * io.leverageguard.exchange.ExchangeServer} serves one {@link io.leverageguard.exchange.Protocol}
 * per venue over it, all on the same accounts and books. It promises that money is conserved: what
 * accounts, the insurance fund and the fees hold, with open profit at mark, is what was deposited.
 */
package io.leverageguard.exchange;
