package io.leverageguard.cover;

import io.leverageguard.api.cover.Cover.Policy;
import io.leverageguard.api.cover.Cover.PolicyState;
import io.leverageguard.kernel.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A policy as it is stored.
 *
 * @param benefitMax the most that can be paid under it
 * @param reserved case reserves of its open claims
 * @param earned premium that is ours by now
 * @param earning what is being booked as earned just now
 * @param earningSeq number of that booking
 * @param endedAt when cover ended
 */
record PolicyRow(
        Policy policy,
        Snapshot snapshot,
        Payment payment,
        Money benefitMax,
        Money reserved,
        Money earned,
        @Nullable Money earning,
        int earningSeq,
        @Nullable Instant endedAt) {

    /** What became of the premium. */
    enum Payment {
        /** It is being booked. */
        PENDING,
        /** It is booked. */
        TAKEN,
        /** The owner could not pay: the policy never began. */
        LAPSED
    }

    /** What can still be paid beyond what is reserved. */
    Money left() {
        return benefitMax.minus(policy.paid()).minus(reserved);
    }

    /** Whether a fall, not a rise, hurts. */
    boolean isLong() {
        return policy.side().equals("LONG");
    }

    /** Whether cover is promised. */
    boolean inForce() {
        return policy.state() == PolicyState.WAITING || policy.state() == PolicyState.ACTIVE;
    }
}
