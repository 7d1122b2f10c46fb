package io.leverageguard.engine;

/**
 * What one account may do. Notional values are in units of 10⁻⁸ of the quote asset.
 *
 * @param version later limits have a greater version; earlier ones are ignored
 */
public record Limits(
        long orderNotionalMax,
        long positionNotionalMax,
        int leverageMax,
        int openOrdersMax,
        TradingState state,
        long version) {

    /** Decimal places of a notional value. */
    public static final int NOTIONAL_SCALE = 8;

    long hash() {
        long hash = StateHash.mix(orderNotionalMax, positionNotionalMax);
        hash = StateHash.mix(hash, leverageMax);
        hash = StateHash.mix(hash, openOrdersMax);
        return StateHash.mix(hash, state.code()) ^ StateHash.mix(version, 7);
    }
}
