package io.leverageguard.cover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.api.cover.Cover.ClaimState;
import io.leverageguard.api.cover.Cover.PolicyState;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class LifecycleTest {
    private static final Set<String> CLAIM_PATHS =
            Set.of(
                    "NOTIFIED>EVIDENCE_PENDING",
                    "NOTIFIED>WITHDRAWN",
                    "EVIDENCE_PENDING>VERIFYING",
                    "EVIDENCE_PENDING>WITHDRAWN",
                    "VERIFYING>VERIFIED",
                    "VERIFYING>INCONCLUSIVE",
                    "VERIFYING>VERIFICATION_FAILED",
                    "VERIFIED>SCORED",
                    "INCONCLUSIVE>SCORED",
                    "VERIFICATION_FAILED>SCORED",
                    "SCORED>AUTO_APPROVED",
                    "SCORED>REFERRED",
                    "SCORED>DECLINED",
                    "AUTO_APPROVED>HOLD",
                    "REFERRED>IN_REVIEW",
                    "REFERRED>WITHDRAWN",
                    "IN_REVIEW>APPROVED",
                    "IN_REVIEW>DECLINED",
                    "APPROVED>HOLD",
                    "HOLD>PAYABLE",
                    "PAYABLE>PAID",
                    "PAID>CLOSED",
                    "DECLINED>CLOSED");

    private static final Set<String> POLICY_PATHS =
            Set.of(
                    "WAITING>ACTIVE",
                    "WAITING>VOIDED_PRE_TRIGGER",
                    "WAITING>TERMINATED_POSITION_CLOSED",
                    "ACTIVE>EXPIRED",
                    "ACTIVE>EXHAUSTED",
                    "ACTIVE>TERMINATED_POSITION_CLOSED",
                    "EXPIRED>EXHAUSTED",
                    "EXPIRED>CLOSED",
                    "TERMINATED_POSITION_CLOSED>EXHAUSTED",
                    "TERMINATED_POSITION_CLOSED>CLOSED",
                    "VOIDED_PRE_TRIGGER>CLOSED",
                    "EXHAUSTED>CLOSED");

    @Test
    void claimsMoveOnlyAlongThePathsThatAreDrawn() {
        Set<String> allowed = new TreeSet<>();
        for (ClaimState from : ClaimState.values()) {
            for (ClaimState to : ClaimState.values()) {
                if (Lifecycle.allows(from, to)) {
                    allowed.add(from + ">" + to);
                } else {
                    assertThatThrownBy(() -> Lifecycle.require(from, to))
                            .isInstanceOf(IllegalStateException.class);
                }
            }
        }
        assertThat(allowed).isEqualTo(new TreeSet<>(CLAIM_PATHS));
    }

    @Test
    void policiesMoveOnlyAlongThePathsThatAreDrawn() {
        Set<String> allowed = new TreeSet<>();
        for (PolicyState from : PolicyState.values()) {
            for (PolicyState to : PolicyState.values()) {
                if (Lifecycle.allows(from, to)) {
                    allowed.add(from + ">" + to);
                } else {
                    assertThatThrownBy(() -> Lifecycle.require(from, to))
                            .isInstanceOf(IllegalStateException.class);
                }
            }
        }
        assertThat(allowed).isEqualTo(new TreeSet<>(POLICY_PATHS));
    }

    @Test
    void onlyApprovedClaimsReachPayment() {
        for (ClaimState from : ClaimState.values()) {
            boolean toHold = Lifecycle.allows(from, ClaimState.HOLD);
            assertThat(toHold)
                    .isEqualTo(from == ClaimState.AUTO_APPROVED || from == ClaimState.APPROVED);
        }
    }
}
