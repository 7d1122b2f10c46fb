/** A limit order book with price-time priority on whole ticks and lots. */
package io.leverageguard.engine.book;
