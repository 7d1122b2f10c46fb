package io.leverageguard.engine.execution;

import java.util.List;

/**
 * Rests at a distance from the market and is moved when the market has moved.
 *
 * @param offsetTicks added to the reference: positive is a higher price, for either side
 * @param toleranceTicks up to so far from where it should be it is left alone
 * @param gapMs the least time between two prices
 */
public record Pegged(
        Reference reference,
        long offsetTicks,
        long displayLots,
        long toleranceTicks,
        long gapMs,
        boolean asMaker)
        implements Algorithm {
    /** What the price is measured from. */
    public enum Reference {
        /** The best bid. */
        BID,
        /** Halfway between bid and ask, rounded away from the other side. */
        MID,
        /** The best ask. */
        ASK
    }

    @Override
    public List<Move> decide(Situation now) {
        Progress progress = now.progress();
        long price = price(now);
        boolean tooSoon = progress.isWithin(gapMs, now.nowMs());
        if (!progress.open().isEmpty()) {
            Part part = progress.open().getFirst();
            boolean away = Math.abs(part.limitTicks() - price) > toleranceTicks;
            return away && !tooSoon ? List.of(new Move.Withdraw(part.number())) : List.of();
        }
        long lots = now.fitting(displayLots == 0 ? now.free() : displayLots);
        if (lots == 0 || price <= 0 || tooSoon) {
            return List.of();
        }
        Move.Style style = asMaker ? Move.Style.REST_AS_MAKER : Move.Style.REST;
        return List.of(new Move.Send(lots, price, style));
    }

    private long price(Situation now) {
        boolean buy = now.order().buy();
        Touch touch = now.touch();
        long from =
                switch (reference) {
                    case BID -> touch.bidTicks();
                    case ASK -> touch.askTicks();
                    case MID -> {
                        long sum = touch.bidTicks() + touch.askTicks();
                        yield buy ? sum / 2 : (sum + 1) / 2;
                    }
                };
        long price = from + offsetTicks;
        if (asMaker) {
            // A maker that would cross is refused; the best it can have is just short of that.
            price =
                    buy
                            ? Math.min(price, touch.askTicks() - 1)
                            : Math.max(price, touch.bidTicks() + 1);
        }
        return now.order().stricter(Math.max(price, 1), now.worstTicks());
    }
}
