/**
 * The Bybit v5 adapter, for linear USDT perpetuals of a unified account. {@link
 * io.leverageguard.venues.bybit.BybitMessages} and {@link io.leverageguard.venues.bybit.BybitEvent}
 * are the wire, both ways; everything else turns it into the words of {@link
 * io.leverageguard.venues.Venue}.
 */
package io.leverageguard.venues.bybit;
