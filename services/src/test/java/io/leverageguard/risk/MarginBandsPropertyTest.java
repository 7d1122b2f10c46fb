package io.leverageguard.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MarginBandsPropertyTest {
    /** A falling distance without a recovery rings every band that it passes exactly once. */
    @Property(tries = 300, seed = "20251010")
    void aFallRingsEachBandOnce(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 0, max = 2_000) Integer> steps) {
        List<Integer> falling = new ArrayList<>(steps);
        falling.sort((one, other) -> Integer.compare(other, one));
        List<BigDecimal> rung = rung(falling);
        BigDecimal lowest = distance(falling.getLast());
        assertThat(rung)
                .containsExactlyElementsOf(
                        MarginBands.BANDS.stream()
                                .filter(band -> lowest.compareTo(band) <= 0)
                                .toList());
    }

    /** Between two rings of one band the distance was a fifth above it. */
    @Property(tries = 300, seed = "20251010")
    void aBandRingsAgainOnlyAfterARecovery(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 0, max = 2_000) Integer> path) {
        for (BigDecimal band : MarginBands.BANDS) {
            int expected = 0;
            boolean armed = true;
            for (int step : path) {
                BigDecimal distance = distance(step);
                if (armed && distance.compareTo(band) <= 0) {
                    expected++;
                    armed = false;
                } else if (distance.compareTo(band.multiply(new BigDecimal("1.2"))) >= 0) {
                    armed = true;
                }
            }
            assertThat(rung(path).stream().filter(band::equals).count()).isEqualTo(expected);
        }
    }

    @Test
    void aJumpThroughAllBandsRingsThemFromTheWidestToTheNarrowest() {
        assertThat(MarginBands.look(BigDecimal.ZERO, Set.of()).warn()).isEqualTo(MarginBands.BANDS);
    }

    private static List<BigDecimal> rung(List<Integer> path) {
        List<BigDecimal> rung = new ArrayList<>();
        Set<BigDecimal> warned = new TreeSet<>();
        for (int step : path) {
            MarginBands.Look look = MarginBands.look(distance(step), warned);
            rung.addAll(look.warn());
            warned = look.warned();
        }
        return rung;
    }

    private static BigDecimal distance(int tenThousandths) {
        return BigDecimal.valueOf(tenThousandths, 4);
    }
}
