package io.leverageguard.payout;

import static io.leverageguard.api.payout.Payouts.State.AUTHORIZED;
import static io.leverageguard.api.payout.Payouts.State.AUTHORIZING;
import static io.leverageguard.api.payout.Payouts.State.CONFIRMED;
import static io.leverageguard.api.payout.Payouts.State.CREATED;
import static io.leverageguard.api.payout.Payouts.State.FAILED_RETRYABLE;
import static io.leverageguard.api.payout.Payouts.State.FUNDS_RESERVED;
import static io.leverageguard.api.payout.Payouts.State.RELEASED;

import io.leverageguard.api.payout.Payouts.State;
import java.util.Map;
import java.util.Set;

/**
 * Which state may follow which. A failed order goes back to {@code AUTHORIZED}, also when its money
 * was reserved: to reserve again finds the first reservation.
 */
final class PayoutStates {
    private static final Map<State, Set<State>> NEXT =
            Map.of(
                    CREATED, Set.of(AUTHORIZING, AUTHORIZED),
                    AUTHORIZING, Set.of(AUTHORIZED),
                    AUTHORIZED, Set.of(FUNDS_RESERVED, FAILED_RETRYABLE),
                    FUNDS_RESERVED, Set.of(CONFIRMED, FAILED_RETRYABLE),
                    FAILED_RETRYABLE, Set.of(AUTHORIZED, RELEASED),
                    CONFIRMED, Set.of(),
                    RELEASED, Set.of());

    private PayoutStates() {}

    /** Throws for a step that no order may take; that is a defect, not a refusal. */
    static void check(State from, State to) {
        if (!NEXT.getOrDefault(from, Set.of()).contains(to)) {
            throw new IllegalStateException("a payout cannot go from " + from + " to " + to);
        }
    }
}
