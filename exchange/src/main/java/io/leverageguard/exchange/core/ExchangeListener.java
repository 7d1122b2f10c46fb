package io.leverageguard.exchange.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Is told what happens, in order and at once; must not call the exchange back. */
public interface ExchangeListener {
    /** What happened to an order, in the venue's words. */
    public enum OrderChange {
        NEW,
        TRADE,
        AMENDMENT,
        CANCELED,
        EXPIRED,
        CALCULATED
    }

    /** Nobody listens. */
    ExchangeListener NONE = new ExchangeListener() {};

    default void ordered(
            ExchangeOrder order,
            OrderChange change,
            Account.@Nullable Fill fill,
            @Nullable String expireReason) {}

    /** The wallet or positions of an account have changed. */
    default void accountChanged(
            Account account, String reason, long balanceChange, List<Position> changed) {}

    /** A position comes near to liquidation. */
    default void marginCalled(Position position) {}

    default void leverageChanged(Position position) {}

    /** The lots at one price of a book have changed; the book tells how many there are. */
    default void levelChanged(Market market, boolean bids, long priceTicks) {}

    default void traded(Market market, PublicTrade trade) {}

    default void aggregated(Market market, AggregateTrade trade) {}

    /** A liquidation order has ended. */
    default void liquidated(ExchangeOrder order) {}

    /** A second has passed. */
    default void ticked(Market market) {}
}
