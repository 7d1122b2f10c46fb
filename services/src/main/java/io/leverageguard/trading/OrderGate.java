package io.leverageguard.trading;

import io.leverageguard.api.trading.Trading.Order;

/** Says no before the engine is asked. */
interface OrderGate {
    /** Nobody is kept out. */
    OrderGate OPEN =
            new OrderGate() {
                @Override
                public void require(NewOrder placed) {}

                @Override
                public void requireChange(Order order) {}
            };

    /** Refuses an order that may not be placed. */
    void require(NewOrder placed);

    /** Refuses when an order may not be changed. */
    void requireChange(Order order);
}
