package io.leverageguard.engine;

/**
 * What may be done within a scope. Notional values and amounts are 10⁻⁸ of the quote asset; {@link
 * #UNLIMITED} (or {@link Integer#MAX_VALUE}) is no limit.
 *
 * @param orderNotionalMax of one order
 * @param positionNotionalMax of one position with all its open orders filled; of a strategy, of its
 *     share; of an instrument, of the positions of all accounts together
 * @param grossNotionalMax of the sum of all positions of the scope, each with its open orders
 *     filled
 * @param leverageMax of a position
 * @param openOrdersMax how many orders may be open or held
 * @param ordersMax how many orders may be placed within {@code ordersMillis}
 * @param duplicateMillis an order like one that was placed less than this ago is denied; zero: none
 *     is
 * @param collar how far a limit price may lie on the wrong side of the reference price, in
 *     millionths of it
 * @param dailyLossMax how much may be lost from 00:00 UTC on, open positions included
 * @param drawdownMax how much may be lost from the highest result on
 * @param lossStreakMax how many closing fills with a loss may follow each other
 * @param coolDownMillis how long a scope only reduces after such a streak
 * @param version later limits have a greater version; earlier ones are ignored
 */
public record Limits(
        long orderNotionalMax,
        long positionNotionalMax,
        long grossNotionalMax,
        int leverageMax,
        int openOrdersMax,
        int ordersMax,
        int ordersMillis,
        int duplicateMillis,
        int collar,
        long dailyLossMax,
        long drawdownMax,
        int lossStreakMax,
        int coolDownMillis,
        TradingState state,
        long version) {

    /** No limit. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    /** Decimal places of a notional value. */
    public static final int NOTIONAL_SCALE = 8;

    /** What is in force where nobody has decided anything: everything is allowed. */
    public static final Limits NONE =
            new Limits(
                    UNLIMITED,
                    UNLIMITED,
                    Integer.MAX_VALUE,
                    Integer.MAX_VALUE,
                    TradingState.ACTIVE,
                    0);

    /** Limits of size, leverage and number alone. */
    public Limits(
            long orderNotionalMax,
            long positionNotionalMax,
            int leverageMax,
            int openOrdersMax,
            TradingState state,
            long version) {
        this(
                orderNotionalMax,
                positionNotionalMax,
                UNLIMITED,
                leverageMax,
                openOrdersMax,
                Integer.MAX_VALUE,
                0,
                0,
                Integer.MAX_VALUE,
                UNLIMITED,
                UNLIMITED,
                Integer.MAX_VALUE,
                0,
                state,
                version);
    }

    long hash() {
        long hash = StateHash.mix(orderNotionalMax, positionNotionalMax);
        hash = StateHash.mix(hash, grossNotionalMax);
        hash = StateHash.mix(hash, ((long) leverageMax << 32) ^ openOrdersMax);
        hash = StateHash.mix(hash, ((long) ordersMax << 32) ^ ordersMillis);
        hash = StateHash.mix(hash, ((long) duplicateMillis << 32) ^ collar);
        hash = StateHash.mix(hash, dailyLossMax);
        hash = StateHash.mix(hash, drawdownMax);
        hash = StateHash.mix(hash, ((long) lossStreakMax << 32) ^ coolDownMillis);
        return StateHash.mix(hash, state.code()) ^ StateHash.mix(version, 7);
    }
}
