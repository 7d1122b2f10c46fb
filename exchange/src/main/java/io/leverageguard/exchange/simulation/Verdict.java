package io.leverageguard.exchange.simulation;

import java.util.List;

/**
 * What came of one seed.
 *
 * @param faults what went wrong on purpose
 * @param deaths how often a process died
 * @param differences what is not as it must be; empty when the seed passes
 */
public record Verdict(
        long seed,
        int orders,
        int fills,
        int liquidations,
        int faults,
        int deaths,
        List<String> differences) {
    /** Whether everything was as it must be. */
    public boolean passes() {
        return differences.isEmpty();
    }
}
