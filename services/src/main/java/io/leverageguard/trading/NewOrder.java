package io.leverageguard.trading;

import io.leverageguard.api.marketdata.MarketData.Instrument;
import io.leverageguard.api.trading.Trading.Link;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.api.trading.Trading.Trigger;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order of ours that is about to be journalled, with everything decided that its sender left
 * open.
 *
 * @param mark a recent price, absent where there is none
 * @param trigger with source and keeper
 * @param link absent when it depends on no other
 */
record NewOrder(
        PlaceOrder command,
        Instrument instrument,
        @Nullable BigDecimal mark,
        @Nullable Trigger trigger,
        @Nullable Link link,
        Instant now) {
    NewOrder linked(Link to) {
        return new NewOrder(command, instrument, mark, trigger, to, now);
    }
}
