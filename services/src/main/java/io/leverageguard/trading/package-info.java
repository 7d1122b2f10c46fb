/**
 * Trading accounts and what happens in them; hosts the engine.
 *
 * <p>Owns accounts, orders, fills, positions, balances and the engine's journal. Promises that an
 * order is in the journal before the venue hears of it and that only an order which passed every
 * limit can be sent; that the same order id never makes two orders; that an unknown outcome is
 * resolved by asking the venue and never taken for a no; that a fill, a liquidation and a funding
 * are announced once, whether they came by stream or were found by reconciliation. Listens to risk
 * (limits).
 *
 * <p>A command goes: {@code TradingHttp}, {@code TradingService}, {@code OrderFlow}, {@code
 * EngineRoom} (one writer, one commit per batch, rows and events in it), {@code VenueGateway}. News
 * goes: {@code AccountLink} (one stream per account), {@code EngineRoom}, events.
 */
package io.leverageguard.trading;
