package io.leverageguard.exchange.core;

import io.leverageguard.engine.margin.QuoteUnits;

/**
 * The premium index of one funding interval: how far the book is from the index, sampled every
 * second and averaged with weights 1, 2, 3 and so on (Binance, "Introduction to futures funding
 * rates"). The best prices stand for the impact prices: the crowd's first level is larger than the
 * impact margin notional.
 */
final class Premium {
    private long samples;
    private long weights;
    private long weighted;

    /** Prices in units; what is inside the spread has no premium. */
    void sample(long index, long bid, long ask) {
        long away = Math.max(0, bid - index) - Math.max(0, index - ask);
        samples++;
        weights += samples;
        weighted += samples * QuoteUnits.mulDivFloor(away, QuoteUnits.ONE, index);
    }

    /** As a share in units of 1e-8. */
    long average() {
        return weights == 0 ? 0 : weighted / weights;
    }

    void restart() {
        samples = 0;
        weights = 0;
        weighted = 0;
    }
}
