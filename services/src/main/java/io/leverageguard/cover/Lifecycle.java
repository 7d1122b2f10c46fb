package io.leverageguard.cover;

import static io.leverageguard.api.cover.Cover.ClaimState.APPROVED;
import static io.leverageguard.api.cover.Cover.ClaimState.AUTO_APPROVED;
import static io.leverageguard.api.cover.Cover.ClaimState.DECLINED;
import static io.leverageguard.api.cover.Cover.ClaimState.EVIDENCE_PENDING;
import static io.leverageguard.api.cover.Cover.ClaimState.HOLD;
import static io.leverageguard.api.cover.Cover.ClaimState.INCONCLUSIVE;
import static io.leverageguard.api.cover.Cover.ClaimState.IN_REVIEW;
import static io.leverageguard.api.cover.Cover.ClaimState.NOTIFIED;
import static io.leverageguard.api.cover.Cover.ClaimState.PAID;
import static io.leverageguard.api.cover.Cover.ClaimState.PAYABLE;
import static io.leverageguard.api.cover.Cover.ClaimState.REFERRED;
import static io.leverageguard.api.cover.Cover.ClaimState.SCORED;
import static io.leverageguard.api.cover.Cover.ClaimState.VERIFICATION_FAILED;
import static io.leverageguard.api.cover.Cover.ClaimState.VERIFIED;
import static io.leverageguard.api.cover.Cover.ClaimState.VERIFYING;
import static io.leverageguard.api.cover.Cover.ClaimState.WITHDRAWN;
import static io.leverageguard.api.cover.Cover.PolicyState.ACTIVE;
import static io.leverageguard.api.cover.Cover.PolicyState.CLOSED;
import static io.leverageguard.api.cover.Cover.PolicyState.EXHAUSTED;
import static io.leverageguard.api.cover.Cover.PolicyState.EXPIRED;
import static io.leverageguard.api.cover.Cover.PolicyState.TERMINATED_POSITION_CLOSED;
import static io.leverageguard.api.cover.Cover.PolicyState.VOIDED_PRE_TRIGGER;
import static io.leverageguard.api.cover.Cover.PolicyState.WAITING;

import io.leverageguard.api.cover.Cover.ClaimState;
import io.leverageguard.api.cover.Cover.PolicyState;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** Which state may follow which. States change only through here. */
final class Lifecycle {
    private static final Map<PolicyState, Set<PolicyState>> POLICY =
            new EnumMap<>(
                    Map.of(
                            WAITING,
                            Set.of(ACTIVE, VOIDED_PRE_TRIGGER, TERMINATED_POSITION_CLOSED),
                            ACTIVE,
                            Set.of(EXPIRED, EXHAUSTED, TERMINATED_POSITION_CLOSED),
                            EXPIRED,
                            Set.of(EXHAUSTED, CLOSED),
                            TERMINATED_POSITION_CLOSED,
                            Set.of(EXHAUSTED, CLOSED),
                            VOIDED_PRE_TRIGGER,
                            Set.of(CLOSED),
                            EXHAUSTED,
                            Set.of(CLOSED)));

    private static final Map<ClaimState, Set<ClaimState>> CLAIM =
            new EnumMap<>(
                    Map.ofEntries(
                            Map.entry(NOTIFIED, Set.of(EVIDENCE_PENDING, WITHDRAWN)),
                            Map.entry(EVIDENCE_PENDING, Set.of(VERIFYING, WITHDRAWN)),
                            Map.entry(
                                    VERIFYING, Set.of(VERIFIED, INCONCLUSIVE, VERIFICATION_FAILED)),
                            Map.entry(VERIFIED, Set.of(SCORED)),
                            Map.entry(INCONCLUSIVE, Set.of(SCORED)),
                            Map.entry(VERIFICATION_FAILED, Set.of(SCORED)),
                            Map.entry(SCORED, Set.of(AUTO_APPROVED, REFERRED, DECLINED)),
                            Map.entry(AUTO_APPROVED, Set.of(HOLD)),
                            Map.entry(REFERRED, Set.of(IN_REVIEW, WITHDRAWN)),
                            Map.entry(IN_REVIEW, Set.of(APPROVED, DECLINED)),
                            Map.entry(APPROVED, Set.of(HOLD)),
                            Map.entry(HOLD, Set.of(PAYABLE)),
                            Map.entry(PAYABLE, Set.of(PAID)),
                            Map.entry(PAID, Set.of(ClaimState.CLOSED)),
                            Map.entry(DECLINED, Set.of(ClaimState.CLOSED))));

    private Lifecycle() {}

    /** Whether {@code to} may follow {@code from}. */
    static boolean allows(PolicyState from, PolicyState to) {
        return POLICY.getOrDefault(from, Set.of()).contains(to);
    }

    /** Whether {@code to} may follow {@code from}. */
    static boolean allows(ClaimState from, ClaimState to) {
        return CLAIM.getOrDefault(from, Set.of()).contains(to);
    }

    /** Throws unless {@code to} may follow {@code from}. */
    static void require(PolicyState from, PolicyState to) {
        if (!allows(from, to)) {
            throw new IllegalStateException("a policy cannot go from " + from + " to " + to);
        }
    }

    /** Throws unless {@code to} may follow {@code from}. */
    static void require(ClaimState from, ClaimState to) {
        if (!allows(from, to)) {
            throw new IllegalStateException("a claim cannot go from " + from + " to " + to);
        }
    }
}
