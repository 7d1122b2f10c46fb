package io.leverageguard.strategy;

import io.leverageguard.api.strategy.Strategies.Kind;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.sdk.Bar;
import io.leverageguard.sdk.Strategy;
import io.leverageguard.sdk.indicator.Sma;
import java.math.BigDecimal;
import java.util.Map;

/**
 * The moving-average cross: long when the fast average of closes crosses above the slow one, short
 * when it crosses below.
 */
final class MaCross extends Strategy {
    static final Kind KIND =
            new Kind(
                    "ma-cross",
                    "Long when the fast moving average crosses above the slow one, short when it"
                            + " crosses below; one-minute bars",
                    Map.of("fast", "5", "slow", "20", "quantity", "0.01"));

    private static final int PERIOD_MAX = 500;

    private final Sma fast;
    private final Sma slow;
    private final int slowPeriod;
    private final BigDecimal quantity;
    private int side;

    MaCross(Parameters parameters) {
        int fastPeriod = parameters.whole("fast", 1, PERIOD_MAX);
        slowPeriod = parameters.whole("slow", 2, PERIOD_MAX);
        if (fastPeriod >= slowPeriod) {
            throw Refusal.invalid("parameters.fast", "must be below slow");
        }
        fast = new Sma(fastPeriod);
        slow = new Sma(slowPeriod);
        quantity = parameters.decimal("quantity", "0.00000001", "1000000");
    }

    @Override
    public int warmUpBars() {
        return slowPeriod;
    }

    @Override
    public void onHistoricalBar(Bar bar) {
        side = sideAfter(bar);
    }

    @Override
    public void onBar(Bar bar) {
        int before = side;
        side = sideAfter(bar);
        if (side > 0 && before < 0) {
            orderTarget(quantity, "the fast average crossed above the slow one");
        } else if (side < 0 && before > 0) {
            orderTarget(quantity.negate(), "the fast average crossed below the slow one");
        }
    }

    /** +1 with the fast average above the slow one, −1 below; unchanged where they are equal. */
    private int sideAfter(Bar bar) {
        double close = bar.close().doubleValue();
        fast.update(close);
        slow.update(close);
        if (!slow.isReady()) {
            return 0;
        }
        int now = Double.compare(fast.value(), slow.value());
        return now == 0 ? side : now;
    }
}
