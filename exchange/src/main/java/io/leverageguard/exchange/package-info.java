/**
 * A simulated exchange for linear perpetuals, with Binance's USD-M protocol on loopback.
 *
 * <p>{@link io.leverageguard.exchange.Exchange} is the deterministic core: one writer, explicit
 * time, integers only; the same seed and the same requests give the same bytes. Prices come from a
 * {@link io.leverageguard.exchange.Scenario}. {@link io.leverageguard.exchange.ExchangeServer}
 * serves the protocol over it. It promises that money is conserved: what accounts, the insurance
 * fund and the fees hold, with open profit at mark, is what was deposited.
 */
package io.leverageguard.exchange;
