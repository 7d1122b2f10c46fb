package io.leverageguard.risk;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The distances to liquidation at which a position is warned, widest first.
 *
 * <p>Each band warns once. It is armed again when the distance has recovered to a fifth more than
 * the band, so that a price which dances around a band does not ring all the time.
 */
final class MarginBands {
    static final List<BigDecimal> BANDS =
            List.of(
                    new BigDecimal("0.10"),
                    new BigDecimal("0.05"),
                    new BigDecimal("0.025"),
                    new BigDecimal("0.01"));

    private static final BigDecimal RECOVERED = new BigDecimal("1.20");

    private MarginBands() {}

    /**
     * One look at a position.
     *
     * @param warn bands to warn of now, widest first
     * @param warned bands that are not armed afterwards
     */
    record Look(List<BigDecimal> warn, Set<BigDecimal> warned) {}

    /** The band that equals {@code value}, written as in {@link #BANDS}. */
    static BigDecimal named(BigDecimal value) {
        return BANDS.stream().filter(band -> band.compareTo(value) == 0).findFirst().orElse(value);
    }

    /** Looks at a position at {@code distance}, of whose bands {@code before} are not armed. */
    static Look look(BigDecimal distance, Set<BigDecimal> before) {
        List<BigDecimal> warn = new ArrayList<>();
        Set<BigDecimal> warned = new TreeSet<>();
        Set<BigDecimal> known = new TreeSet<>(before);
        for (BigDecimal band : BANDS) {
            boolean within = distance.compareTo(band) <= 0;
            boolean recovered = distance.compareTo(band.multiply(RECOVERED)) >= 0;
            if (within && !known.contains(band)) {
                warn.add(band);
            }
            if (within || (known.contains(band) && !recovered)) {
                warned.add(band);
            }
        }
        return new Look(warn, warned);
    }
}
