package io.leverageguard.marketdata;

import io.leverageguard.api.marketdata.MarketData.Candle;
import io.leverageguard.api.marketdata.MarketData.Interval;
import io.leverageguard.venues.Reports.TradePrint;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes one-minute candles of one instrument from its trades, in the venue's time.
 *
 * <p>The minute that was running when we began to listen, or when something was missed, is {@link
 * Built#whole not whole}: its candle has to be asked from the venue.
 */
final class CandleBuilder {
    /** How long trades of a minute may still come after a mark price of the next one. */
    static final Duration GRACE = Duration.ofSeconds(1);

    private @Nullable Instant openTime;
    private @Nullable Candle running;
    private boolean whole;
    private boolean missed = true;

    /**
     * A minute that is over.
     *
     * @param candle what we saw of it, absent when there was no trade
     * @param whole whether we saw everything
     */
    record Built(Instant openTime, @Nullable Candle candle, boolean whole) {}

    /** Takes a trade; answers the minute that it ended, if it did. */
    Optional<Built> trade(TradePrint trade) {
        Instant minute = Steps.floor(trade.at(), Interval.M1);
        if (openTime != null && minute.isBefore(openTime)) {
            return Optional.empty();
        }
        Optional<Built> ended = moveTo(minute);
        running = running == null ? first(minute, trade) : next(running, trade);
        return ended;
    }

    /** The venue's time is {@code at}; answers the minute that is over now, if one is. */
    Optional<Built> time(Instant at) {
        Instant minute = Steps.floor(at.minus(GRACE), Interval.M1);
        if (openTime != null && !minute.isAfter(openTime)) {
            return Optional.empty();
        }
        return moveTo(minute);
    }

    /** The minute that is running, as far as it was traded. */
    Optional<Candle> running() {
        return Optional.ofNullable(running);
    }

    /** Whether everything of the running minute was seen. */
    boolean isWhole() {
        return whole;
    }

    /** Something may be missing from the running minute. */
    void gap() {
        whole = false;
        missed = true;
    }

    private Optional<Built> moveTo(Instant minute) {
        if (minute.equals(openTime)) {
            return Optional.empty();
        }
        Optional<Built> ended =
                openTime == null
                        ? Optional.empty()
                        : Optional.of(new Built(openTime, running, whole && running != null));
        openTime = minute;
        running = null;
        whole = !missed;
        missed = false;
        return ended;
    }

    private static Candle first(Instant minute, TradePrint trade) {
        BigDecimal price = trade.price();
        return new Candle(minute, price, price, price, price, trade.quantity());
    }

    private static Candle next(Candle candle, TradePrint trade) {
        return new Candle(
                candle.openTime(),
                candle.open(),
                candle.high().max(trade.price()),
                candle.low().min(trade.price()),
                trade.price(),
                candle.volume().add(trade.quantity()));
    }
}
