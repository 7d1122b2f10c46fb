/** Bybit v5 as the simulated exchange speaks it: linear USDT perpetuals of a unified account. */
package io.leverageguard.exchange.bybit;
