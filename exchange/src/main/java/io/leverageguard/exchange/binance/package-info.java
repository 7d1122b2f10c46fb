/** Binance USD-M as the simulated exchange speaks it. */
package io.leverageguard.exchange.binance;
