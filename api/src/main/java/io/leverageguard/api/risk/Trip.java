package io.leverageguard.api.risk;

import io.leverageguard.kernel.ids.AccountId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A loss limit that was reached: from then on the scope does not trade freely.
 *
 * @param account whose trading reached it
 * @param component {@code dailyLoss}, {@code drawdown} or {@code lossStreak}
 * @param state what is still allowed while it lasts
 * @param until when it ends by itself; absent when a person must lift it
 * @param words what happened, for a person
 * @param liftedAt when a person lifted it; absent when nobody did
 * @param liftedBy who lifted it, empty when nobody did
 */
public record Trip(
        long seq,
        AccountId account,
        Scope scope,
        String component,
        Risk.TradingState state,
        @Nullable Instant until,
        String words,
        Instant at,
        @Nullable Instant liftedAt,
        String liftedBy,
        String liftedWhy) {
    /** Whether it still holds at {@code now}. */
    public boolean isInForce(Instant now) {
        return liftedAt == null && (until == null || until.isAfter(now));
    }
}
