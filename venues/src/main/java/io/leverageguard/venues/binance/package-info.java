/**
 * The Binance USD-M adapter. {@link io.leverageguard.venues.binance.BinanceMessages} and {@link
 * io.leverageguard.venues.binance.BinanceEvent} are the wire, both ways; everything else turns it
 * into the words of {@link io.leverageguard.venues.Venue}.
 */
package io.leverageguard.venues.binance;
