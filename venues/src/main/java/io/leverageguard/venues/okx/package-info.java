/**
 * The OKX v5 adapter, for linear swaps settled in USDT. {@link
 * io.leverageguard.venues.okx.OkxMessages}, {@link io.leverageguard.venues.okx.OkxMarkets}, {@link
 * io.leverageguard.venues.okx.OkxOrders}, {@link io.leverageguard.venues.okx.OkxAccounts} and
 * {@link io.leverageguard.venues.okx.OkxEvent} are the wire, both ways; everything else turns it
 * into the words of {@link io.leverageguard.venues.Venue}.
 */
package io.leverageguard.venues.okx;
