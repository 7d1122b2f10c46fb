package io.leverageguard.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrategyTest {
    private final List<String> sent = new ArrayList<>();

    @Test
    void aTargetIsReachedByTheDifference() {
        Targets strategy = attached("0.01");
        strategy.orderTarget(new BigDecimal("-0.02"), "turn");
        strategy.orderTarget(new BigDecimal("0.03"), "more");
        strategy.orderTarget(new BigDecimal("0.010"), "held");
        assertThat(sent).containsExactly("SELL 0.03 turn", "BUY 0.02 more");
    }

    @Test
    void aStrategyCanDoNothingBeforeItIsAttached() {
        assertThatThrownBy(() -> new Targets().orderTarget(BigDecimal.ONE, "early"))
                .isInstanceOf(IllegalStateException.class);
    }

    private Targets attached(String position) {
        Targets strategy = new Targets();
        strategy.attach(
                new StrategyContext() {
                    @Override
                    public void submitMarketOrder(OrderSide side, BigDecimal quantity, String why) {
                        sent.add(side + " " + quantity.toPlainString() + " " + why);
                    }

                    @Override
                    public BigDecimal position() {
                        return new BigDecimal(position);
                    }
                });
        return strategy;
    }

    private static final class Targets extends Strategy {}
}
