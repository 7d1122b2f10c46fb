package io.leverageguard.engine.execution;

import java.util.List;

/**
 * Waits unseen until enough is offered at a good price, and takes it.
 *
 * @param leastLots what must be offered, or what is left of the order if that is less
 * @param gapMs the least time between two strikes, so that one offer is not struck at twice
 */
public record Sniper(long leastLots, long gapMs) implements Algorithm {
    @Override
    public List<Move> decide(Situation now) {
        if (!now.mayTake(gapMs)) {
            return List.of();
        }
        boolean buy = now.order().buy();
        long offered = now.touch().farLots(buy);
        if (offered < Math.min(leastLots, now.free())) {
            return List.of();
        }
        long lots = now.fitting(offered);
        // The price that was seen, not the worst: what lies behind it was not what we waited for.
        return lots == 0
                ? List.of()
                : List.of(new Move.Send(lots, now.touch().farTicks(buy), Move.Style.TAKE));
    }
}
