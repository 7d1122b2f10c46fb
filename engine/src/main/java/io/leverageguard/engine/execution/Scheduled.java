package io.leverageguard.engine.execution;

import java.util.List;

/**
 * TWAP and VWAP: keeps up with a schedule. Each slice is taken at once, at the worst price or
 * better; what was not filled is carried to the next slice.
 */
public record Scheduled(Schedule schedule) implements Algorithm {
    @Override
    public List<Move> decide(Situation now) {
        boolean slicePending = now.progress().lastSentMs() < schedule.lastDueMs(now.nowMs());
        if (!slicePending || !now.progress().open().isEmpty()) {
            return List.of();
        }
        long behind = schedule.dueLots(now.nowMs()) - now.progress().taken();
        if (behind <= 0 || !now.isWithinReach()) {
            return List.of();
        }
        long lots = now.fitting(behind);
        return lots == 0
                ? List.of()
                : List.of(new Move.Send(lots, now.worstTicks(), Move.Style.TAKE));
    }
}
