package io.leverageguard.exchange.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Is told what happens, in order and at once; must not call the exchange back. */
public interface ExchangeListener {
    /** What happened to an order. */
    enum OrderChange {
        NEW,
        TRADE,
        AMENDMENT,
        CANCELED,
        EXPIRED,
        /** Anything that happens to an order that the exchange itself sent. */
        CALCULATED
    }

    /** What happened to a conditional order. */
    enum TriggerChange {
        NEW,
        AMENDED,
        /** A trailing stop follows the price from now on. */
        ACTIVATED,
        /** Its price was reached; its order is about to be sent. */
        TRIGGERING,
        TRIGGERED,
        FINISHED,
        CANCELED,
        EXPIRED,
        REJECTED
    }

    /** Nobody listens. */
    ExchangeListener NONE = new ExchangeListener() {};

    /** The order tells why it ended. */
    default void ordered(ExchangeOrder order, OrderChange change, Account.@Nullable Fill fill) {}

    default void triggered(Trigger trigger, TriggerChange change) {}

    /** The wallet or positions of an account have changed. */
    default void accountChanged(
            Account account, AccountCause cause, long balanceChange, List<Position> changed) {}

    /** A position comes near to liquidation. */
    default void marginCalled(Position position) {}

    default void leverageChanged(Position position) {}

    /** The account is in hedge mode now, or no longer. */
    default void hedgeChanged(Account account) {}

    /** A position has paid (negative) or received funding. */
    default void fundingPaid(Position position, Funding.Paid funding, long amount) {}

    /** Funding took place in a contract. */
    default void fundingSettled(Market market, Funding.Paid funding) {}

    /** The lots at one price of a book have changed; the book tells how many there are. */
    default void levelChanged(Market market, boolean bids, long priceTicks) {}

    default void traded(Market market, PublicTrade trade) {}

    default void aggregated(Market market, AggregateTrade trade) {}

    /** An order of a liquidation has ended. */
    default void liquidated(Liquidation liquidation) {}

    /** A position was closed, or a part of it, to make another's liquidation possible. */
    default void deleveraged(Position position, ExchangeOrder order) {}

    /** A position was closed whole: by its owner or by the exchange. */
    default void positionClosed(PositionLife life) {}

    /** A second has passed. */
    default void ticked(Market market) {}
}
