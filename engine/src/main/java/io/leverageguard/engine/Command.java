package io.leverageguard.engine;

/**
 * Everything that can change the engine. Accounts, instruments and orders are numbers that the
 * caller hands out; prices are ticks and quantities lots of the instrument; times are milliseconds
 * of the venue's clock.
 */
public sealed interface Command {
    /** A new account. */
    record OpenAccount(int account, Limits limits) implements Command {}

    /** New limits of an account. */
    record SetLimits(int account, Limits limits) implements Command {}

    /**
     * A new instrument.
     *
     * @param unitNotional the value of one lot at a price of one tick, in 10⁻⁸ of the quote asset
     */
    record AddInstrument(int instrument, long unitNotional) implements Command {}

    /** The venue uses this leverage from now on. */
    record SetLeverage(int account, int instrument, int leverage) implements Command {}

    /**
     * An order that somebody wants to send.
     *
     * @param order greater than every number before it
     * @param limitTicks zero for a market order
     * @param referenceTicks a recent price, which values market orders; zero when there is none
     */
    record PlaceOrder(
            long order,
            int account,
            int instrument,
            boolean buy,
            long lots,
            long limitTicks,
            long referenceTicks,
            boolean reduceOnly)
            implements Command {}

    /** An open order that was found at the venue and is not ours; it counts as exposure. */
    record AdoptOrder(
            long order,
            int account,
            int instrument,
            boolean buy,
            long lots,
            long filledLots,
            OrderState state)
            implements Command {}

    /**
     * News of an order. Old news changes nothing: {@code filledLots} only grows, and a state is
     * entered only where the table of {@link OrderState} allows it.
     */
    record MoveOrder(long order, OrderState to, long filledLots) implements Command {}

    /** Somebody wants to cancel an order. */
    record RequestCancel(long order) implements Command {}

    /** The venue did not cancel: the order is open as before. */
    record RefuseCancel(long order) implements Command {}

    /** A fill, seen for the first time; {@code order} is the number of the order behind it. */
    record Fill(long order, int account, int instrument, boolean buy, long lots, long at)
            implements Command {}

    /** A position as the venue reports it; positive for a long. */
    record ReportPosition(int account, int instrument, long lots, long at) implements Command {}
}
