package io.leverageguard.chain;

import static io.leverageguard.api.chain.Chain.State.CANCELED;
import static io.leverageguard.api.chain.Chain.State.CONFIRMED;
import static io.leverageguard.api.chain.Chain.State.EXPIRED;
import static io.leverageguard.api.chain.Chain.State.FAILED;
import static io.leverageguard.api.chain.Chain.State.MINED;
import static io.leverageguard.api.chain.Chain.State.PENDING;
import static io.leverageguard.api.chain.Chain.State.SENT;
import static io.leverageguard.api.chain.Chain.State.SUBMITTED;

import io.leverageguard.api.chain.Chain.State;
import java.util.Map;
import java.util.Set;

/**
 * Which state may follow which. A mined transaction goes back to {@code SUBMITTED} when its block
 * leaves the chain; an expired one has been replaced by one that does nothing, but the original can
 * still be mined.
 */
final class ChainStates {
    private static final Map<State, Set<State>> NEXT =
            Map.of(
                    PENDING, Set.of(SENT, EXPIRED),
                    SENT, Set.of(SUBMITTED, EXPIRED),
                    SUBMITTED, Set.of(MINED, EXPIRED),
                    MINED, Set.of(SUBMITTED, CONFIRMED, FAILED, CANCELED),
                    EXPIRED, Set.of(MINED),
                    CONFIRMED, Set.of(),
                    FAILED, Set.of(),
                    CANCELED, Set.of());

    private ChainStates() {}

    /** Throws for a step that no transaction may take; that is a defect, not a refusal. */
    static void check(State from, State to) {
        if (!NEXT.getOrDefault(from, Set.of()).contains(to)) {
            throw new IllegalStateException("a transaction cannot go from " + from + " to " + to);
        }
    }
}
