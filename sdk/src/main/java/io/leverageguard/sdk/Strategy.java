package io.leverageguard.sdk;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A trading strategy: override the hooks, use the verbs.
 *
 * <p>The hooks are called by one thread, one after the other. The surroundings are given after
 * construction, so a constructor can do nothing but read its parameters.
 */
public abstract class Strategy {
    private @Nullable StrategyContext context;

    /** Gives the strategy its surroundings; called once, before any hook. */
    public final void attach(StrategyContext surroundings) {
        context = Objects.requireNonNull(surroundings, "surroundings is null");
    }

    /** How many past bars {@link #onHistoricalBar} needs before the first live one. */
    public int warmUpBars() {
        return 0;
    }

    /** The strategy begins. */
    public void onStart() {}

    /** A bar from before the strategy began, oldest first. Orders are not possible yet. */
    public void onHistoricalBar(Bar bar) {}

    /** A bar is complete. */
    public void onBar(Bar bar) {}

    /** An order of this strategy was filled, in part or whole. */
    public void onOrderFilled(OrderFilled fill) {}

    /**
     * Whether the venue has an order of this strategy is not known. It is being asked: sending
     * another in its place could double the order.
     */
    public void onOrderUnknown(OrderUnknown order) {}

    /**
     * The venue liquidated the position that this strategy has a share in, or part of it. {@link
     * #position} goes on counting the strategy's own orders alone.
     */
    public void onLiquidation(PositionLiquidated liquidation) {}

    /** The venue deleveraged the position that this strategy has a share in, or part of it. */
    public void onDeleveraging(PositionDeleveraged deleveraging) {}

    /** The contract ended, and the venue closed the position that this strategy has a share in. */
    public void onSettlement(PositionSettled settlement) {}

    /** Funding was paid or received for the position that this strategy has a share in. */
    public void onFundingSettlement(FundingSettled funding) {}

    /** The strategy ends. Orders are not possible any more. */
    public void onStop() {}

    /** Buys at the market. */
    protected final void buy(BigDecimal quantity, String why) {
        surroundings().submitMarketOrder(OrderSide.BUY, quantity, why);
    }

    /** Sells at the market. */
    protected final void sell(BigDecimal quantity, String why) {
        surroundings().submitMarketOrder(OrderSide.SELL, quantity, why);
    }

    /** Buys or sells what is missing to hold {@code target}; does nothing when it is held. */
    protected final void orderTarget(BigDecimal target, String why) {
        BigDecimal missing = target.subtract(position());
        if (missing.signum() > 0) {
            buy(missing, why);
        } else if (missing.signum() < 0) {
            sell(missing.negate(), why);
        }
    }

    /** Base units held once the working orders are filled. */
    protected final BigDecimal position() {
        return surroundings().position();
    }

    private StrategyContext surroundings() {
        if (context == null) {
            throw new IllegalStateException("a strategy can do nothing before it is attached");
        }
        return context;
    }
}
