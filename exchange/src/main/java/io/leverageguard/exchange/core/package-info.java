/**
 * The exchange itself, whatever protocol is spoken to it: accounts, positions, books, matching,
 * margin, liquidation, funding, and the crowd that trades.
 *
 * <p>It sees only exact integers and its own time, and knows no venue's words: it refuses with a
 * {@link io.leverageguard.exchange.core.Reason}, and tells what happens to an {@link
 * io.leverageguard.exchange.core.ExchangeListener}.
 */
package io.leverageguard.exchange.core;
