package io.leverageguard.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OrderStateTest {
    /** Rows are from, columns are to, both in the order of the enum; x marks an allowed step. */
    private static final String TABLE =
            """
            -- IN DE SU UN AC RE PF FI PC CA EX EM RL TR PU
            IN .  x  x  .  .  .  .  .  .  .  .  .  .  .  .
            DE .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
            SU .  .  .  x  x  x  x  x  .  x  x  .  .  x  .
            UN .  .  .  .  x  x  x  x  .  x  x  .  .  x  .
            AC .  .  .  .  .  .  x  x  x  x  x  .  .  x  x
            RE .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
            PF .  .  .  .  .  .  .  x  x  x  x  .  .  .  x
            FI .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
            PC .  .  .  .  x  .  x  x  .  x  x  .  .  x  x
            CA .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
            EX .  .  .  .  .  .  .  .  .  .  .  .  .  .  .
            EM .  x  .  .  .  .  .  .  .  x  x  .  x  .  .
            RL .  x  x  .  .  .  .  .  .  .  .  .  .  .  .
            TR .  .  .  .  .  x  x  x  x  x  x  .  .  .  x
            PU .  .  .  .  x  .  x  x  x  x  x  .  .  x  .
            """;

    @Test
    void everyPairOfStatesIsAllowedOrNotAsInTheTable() {
        List<String> rows = TABLE.lines().skip(1).toList();
        OrderState[] states = OrderState.values();
        assertThat(rows).hasSameSizeAs(states);
        for (int row = 0; row < states.length; row++) {
            List<String> cells = Arrays.asList(rows.get(row).split("\\s+"));
            for (int column = 0; column < states.length; column++) {
                boolean allowed = cells.get(column + 1).equals("x");
                assertThat(states[row].canBecome(states[column]))
                        .as("%s to %s", states[row], states[column])
                        .isEqualTo(allowed);
            }
        }
    }

    @Test
    void nothingLeavesAFinalStateAndEverythingElseCanEnd() {
        for (OrderState state : OrderState.values()) {
            assertThat(state.isFinal()).isEqualTo(state.next().isEmpty());
            if (!state.isFinal()) {
                assertThat(state.next()).anyMatch(OrderState::isFinal);
            }
        }
    }

    @Test
    void codesOfTheJournalNameOneStateEach() {
        for (OrderState state : OrderState.values()) {
            assertThat(OrderState.of(state.code())).isSameAs(state);
        }
        for (TradingState state : TradingState.values()) {
            assertThat(TradingState.of(state.code())).isSameAs(state);
        }
    }
}
