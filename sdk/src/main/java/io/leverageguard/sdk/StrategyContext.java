package io.leverageguard.sdk;

import java.math.BigDecimal;

/** What surrounds a running strategy: its orders and its position. The same in every run mode. */
public interface StrategyContext {
    /**
     * Sends a market order.
     *
     * @param quantity in base units, above zero
     * @param why for the person who reads the history of the order
     */
    void submitMarketOrder(OrderSide side, BigDecimal quantity, String why);

    /**
     * Base units that the strategy holds once its working orders are filled: positive for a long,
     * negative for a short.
     */
    BigDecimal position();
}
