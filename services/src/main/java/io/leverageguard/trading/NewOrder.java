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
 * @param urgency whether it may pass where others wait
 */
record NewOrder(
        PlaceOrder command,
        Instrument instrument,
        @Nullable BigDecimal mark,
        @Nullable Trigger trigger,
        @Nullable Link link,
        Instant now,
        Urgency urgency) {
    /** Who is in a hurry. */
    enum Urgency {
        /** Nobody. */
        NONE,
        /** What protects a position: limits on rates and repetitions do not hold it up. */
        PROTECTION,
        /** The kill switch: nothing that stops others stops it. */
        KILL
    }

    /** An order that nobody is in a hurry with. */
    NewOrder(
            PlaceOrder command,
            Instrument instrument,
            @Nullable BigDecimal mark,
            @Nullable Trigger trigger,
            @Nullable Link link,
            Instant now) {
        this(command, instrument, mark, trigger, link, now, Urgency.NONE);
    }

    boolean urgent() {
        return urgency != Urgency.NONE;
    }

    boolean ofKill() {
        return urgency == Urgency.KILL;
    }

    NewOrder linked(Link to) {
        return new NewOrder(command, instrument, mark, trigger, to, now, urgency);
    }
}
