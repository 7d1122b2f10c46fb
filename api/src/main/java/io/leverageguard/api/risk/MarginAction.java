package io.leverageguard.api.risk;

import io.leverageguard.kernel.ids.AccountId;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One action that a margin policy asked for.
 *
 * @param amount what is to be added; absent where the position is reduced
 * @param share what part is to be closed; absent where margin is added
 * @param distance how far the position was from liquidation
 * @param words what the trading service said of it, empty before
 */
public record MarginAction(
        MarginActionId id,
        AccountId account,
        String symbol,
        MarginPolicy.ActionKind kind,
        @Nullable BigDecimal amount,
        @Nullable BigDecimal share,
        BigDecimal distance,
        BigDecimal band,
        State state,
        String words,
        Instant at,
        @Nullable Instant settledAt) {
    /** Where an action stands. */
    public enum State {
        /** Announced; its amount is held. */
        DUE,
        /** Sent; whether the venue did it is not known. Its amount stays held. */
        UNKNOWN,
        /** Done; its amount is booked. */
        DONE,
        /** Not done; its amount is free again. */
        REJECTED
    }
}
