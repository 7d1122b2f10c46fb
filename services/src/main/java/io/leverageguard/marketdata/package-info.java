/**
 * Instruments, candles, trades, mark prices and published liquidations of the venues we follow.
 *
 * <p>Owns the schema {@code marketdata} (instruments, what was announced) and the time-series store
 * under {@code data/questdb} (trades, marks, liquidations, candles).
 *
 * <p>Promises: what a pump has taken in can be read when it returns; every one-minute candle of a
 * followed instrument is announced once, in order, and a candle of which we did not see everything
 * is asked from the venue before it is announced.
 *
 * <p>In memory alone: the order book and the open minute of each followed instrument, published
 * live as they change.
 *
 * <p>Calls the venues. Listens to no feed.
 */
package io.leverageguard.marketdata;
