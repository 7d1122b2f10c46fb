/**
 * Margin of linear perpetuals: maintenance brackets, liquidation and bankruptcy prices, distances.
 *
 * <p>The one implementation. The exchange, the pre-trade check, the distance on the screen, the
 * backtester and the price of cover all call it, so that they cannot disagree.
 */
package io.leverageguard.engine.margin;
