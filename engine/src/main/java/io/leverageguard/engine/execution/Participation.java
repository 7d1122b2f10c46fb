package io.leverageguard.engine.execution;

import java.util.List;

/**
 * POV: follows what the market trades and never has more than its share of it. What we trade is
 * part of what the market trades.
 *
 * @param shareBasisPoints of the traded volume
 * @param capLots the most in one part; 0 when there is no cap
 * @param gapMs the least time between two parts
 */
public record Participation(int shareBasisPoints, long capLots, long gapMs) implements Algorithm {
    private static final long WHOLE = 10_000;

    /** Checks the share. */
    public Participation {
        if (shareBasisPoints < 1 || shareBasisPoints > WHOLE) {
            throw new IllegalArgumentException("a share of " + shareBasisPoints);
        }
    }

    @Override
    public List<Move> decide(Situation now) {
        if (!now.mayTake(gapMs)) {
            return List.of();
        }
        long allowed = target(now.marketLots()) - now.progress().taken();
        long wanted = capLots == 0 ? allowed : Math.min(allowed, capLots);
        long lots = wanted <= 0 ? 0 : now.fitting(wanted);
        if (lots == 0 || lots > allowed) {
            return List.of();
        }
        return List.of(new Move.Send(lots, now.worstTicks(), Move.Style.TAKE));
    }

    private long target(long marketLots) {
        return marketLots / WHOLE * shareBasisPoints
                + marketLots % WHOLE * shareBasisPoints / WHOLE;
    }
}
