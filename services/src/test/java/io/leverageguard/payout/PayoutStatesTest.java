package io.leverageguard.payout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.api.payout.Payouts.State;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PayoutStatesTest {
    private static final Set<String> LEGAL =
            Set.of(
                    "CREATED AUTHORIZING",
                    "CREATED AUTHORIZED",
                    "AUTHORIZING AUTHORIZED",
                    "AUTHORIZED FUNDS_RESERVED",
                    "AUTHORIZED FAILED_RETRYABLE",
                    "FUNDS_RESERVED CONFIRMED",
                    "FUNDS_RESERVED FAILED_RETRYABLE",
                    "FAILED_RETRYABLE AUTHORIZED",
                    "FAILED_RETRYABLE RELEASED");

    @Test
    void everyOtherPairOfStatesIsIllegal() {
        Set<String> allowed = new TreeSet<>();
        for (State from : State.values()) {
            for (State to : State.values()) {
                if (LEGAL.contains(from + " " + to)) {
                    PayoutStates.check(from, to);
                    allowed.add(from + " " + to);
                } else {
                    assertThatThrownBy(() -> PayoutStates.check(from, to))
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining(from + " to " + to);
                }
            }
        }
        assertThat(allowed).isEqualTo(new TreeSet<>(LEGAL));
    }
}
