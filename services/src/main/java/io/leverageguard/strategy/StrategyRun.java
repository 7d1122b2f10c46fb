package io.leverageguard.strategy;

import io.leverageguard.sdk.OrderSide;
import io.leverageguard.sdk.Strategy;
import io.leverageguard.sdk.StrategyContext;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A strategy in memory. It collects what a hook wants to be sent; others send it. */
final class StrategyRun implements StrategyContext {
    private static final int ORDERS_PER_HOOK_MAX = 20;

    private final Strategy strategy;
    private final List<Wish> wishes = new ArrayList<>();
    private BigDecimal position = BigDecimal.ZERO;
    private boolean mayTrade;
    private long lastSeq;

    /** An order that the strategy wants. */
    record Wish(OrderSide side, BigDecimal quantity, String why) {}

    /** What became of a hook: the orders it wants, or why it failed. */
    record Outcome(List<Wish> wishes, String failure) {
        boolean failed() {
            return !failure.isEmpty();
        }
    }

    StrategyRun(Strategy strategy) {
        this.strategy = strategy;
        strategy.attach(this);
    }

    int warmUpBars() {
        return strategy.warmUpBars();
    }

    /** Calls a hook that may not trade. */
    Outcome prepare(Consumer<Strategy> hook) {
        return call(BigDecimal.ZERO, false, hook);
    }

    /** Calls a hook that may trade, while the strategy holds {@code held}. */
    Outcome trade(BigDecimal held, Consumer<Strategy> hook) {
        return call(held, true, hook);
    }

    /** Whether what trading announced there was not told yet; it counts as told from now on. */
    boolean isNews(long seq) {
        boolean isNews = seq > lastSeq;
        lastSeq = Math.max(lastSeq, seq);
        return isNews;
    }

    @Override
    public void submitMarketOrder(OrderSide side, BigDecimal quantity, String why) {
        if (!mayTrade) {
            throw new IllegalStateException("orders are not possible here");
        }
        if (quantity.signum() <= 0) {
            throw new IllegalArgumentException("quantity must be above zero: " + quantity);
        }
        if (wishes.size() == ORDERS_PER_HOOK_MAX) {
            throw new IllegalStateException("more than " + ORDERS_PER_HOOK_MAX + " orders at once");
        }
        wishes.add(new Wish(side, quantity, why));
        position = side == OrderSide.BUY ? position.add(quantity) : position.subtract(quantity);
    }

    @Override
    public BigDecimal position() {
        return position;
    }

    private Outcome call(BigDecimal held, boolean trading, Consumer<Strategy> hook) {
        position = held;
        mayTrade = trading;
        wishes.clear();
        try {
            hook.accept(strategy);
            return new Outcome(List.copyOf(wishes), "");
        } catch (RuntimeException e) {
            // Somebody else's code: whatever it throws stops it alone.
            return new Outcome(List.of(), String.valueOf(e));
        } finally {
            mayTrade = false;
        }
    }
}
