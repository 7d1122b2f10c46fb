package io.leverageguard.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.api.risk.LimitNumbers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LoosenessPropertyTest {
    private static final BigDecimal FACTOR = new BigDecimal("1.5");
    private static final Set<LimitName> LESS_IS_LOOSER =
            Set.of(LimitName.DUPLICATE_WINDOW_MILLIS, LimitName.COOL_DOWN_MILLIS);

    /** Taking one number nearer to a full stop never needs a second person. */
    @Property(tries = 500, seed = "20251010")
    void tighteningNeverWaits(@ForAll long seed) {
        Random random = new Random(seed);
        LimitNumbers before = numbers(random, false);
        LimitNumbers after =
                LimitName.each(name -> scaled(name, before, 1 - random.nextDouble() * 0.9, false));
        assertThat(Looseness.beyond(before, after, FACTOR)).isEmpty();
    }

    /** Exactly the numbers that loosen by more than the factor wait, each by its own sense. */
    @Property(tries = 500, seed = "20251010")
    void exactlyWhatLoosensMuchWaits(@ForAll long seed) {
        Random random = new Random(seed);
        LimitNumbers before = numbers(random, false);
        List<String> expected = new ArrayList<>();
        LimitNumbers after =
                LimitName.each(
                        name -> {
                            boolean much = random.nextBoolean();
                            if (much) {
                                expected.add(name.field());
                            }
                            return scaled(name, before, much ? 1.9 : 1.2, true);
                        });
        assertThat(Looseness.beyond(before, after, FACTOR)).isEqualTo(expected);
    }

    /** Whatever one person does alone, step by step, the baseline stays within the factor. */
    @Property(tries = 300, seed = "20251010")
    void whatOnePersonAppliesIsAlwaysWithinTheFactorOfWhatTwoStandFor(@ForAll long seed) {
        Random random = new Random(seed);
        LimitNumbers present = numbers(random, true);
        LimitNumbers baseline = present;
        for (int step = 0; step < 20; step++) {
            LimitNumbers wanted = numbers(random, true);
            List<String> waiting = Looseness.beyond(baseline, wanted, FACTOR);
            LimitNumbers now = Looseness.leaving(present, wanted, waiting);
            baseline = Looseness.baseline(baseline, now, List.of());
            assertThat(Looseness.beyond(baseline, now, FACTOR)).isEmpty();
            present = now;
        }
    }

    /** What two agree to is the new baseline. */
    @Property(tries = 300, seed = "20251010")
    void whatTwoAgreeToIsTheBaseline(@ForAll long seed) {
        Random random = new Random(seed);
        LimitNumbers before = numbers(random, true);
        LimitNumbers wanted = numbers(random, true);
        LimitNumbers baseline = Looseness.baseline(before, wanted, LimitName.FIELDS);
        assertThat(baseline).isEqualTo(wanted);
        assertThat(Looseness.beyond(baseline, wanted, FACTOR)).isEmpty();
    }

    @Test
    void removingALimitWaitsAndIntroducingOneDoesNot() {
        LimitNumbers some = numbers(new Random(1), false);
        assertThat(Looseness.beyond(some, LimitNumbers.NONE, FACTOR)).isEqualTo(LimitName.FIELDS);
        assertThat(Looseness.beyond(LimitNumbers.NONE, some, FACTOR)).isEmpty();
    }

    @Test
    void aPauseInsteadOfALiftByAPersonLoosens() {
        LimitNumbers byPerson =
                LimitName.each(name -> name == LimitName.LOSS_STREAK_MAX ? BigDecimal.TEN : null);
        LimitNumbers pause =
                LimitName.each(
                        name ->
                                switch (name) {
                                    case LOSS_STREAK_MAX -> BigDecimal.TEN;
                                    case COOL_DOWN_MILLIS -> new BigDecimal("60000");
                                    default -> null;
                                });
        assertThat(Looseness.beyond(byPerson, pause, FACTOR)).containsExactly("coolDownMillis");
        assertThat(Looseness.beyond(pause, byPerson, FACTOR)).isEmpty();
    }

    private static BigDecimal scaled(
            LimitName name, LimitNumbers before, double factor, boolean loosen) {
        BigDecimal value = name.of(before);
        if (value == null) {
            throw new AssertionError(name + " is missing");
        }
        boolean divide = LESS_IS_LOOSER.contains(name);
        double scaled = value.doubleValue() * (divide ? 1 / factor : factor);
        // Whole numbers are rounded to the tighter side when tightening, away from 1.5 otherwise.
        double whole = loosen || !divide ? Math.floor(scaled) : Math.ceil(scaled);
        return BigDecimal.valueOf((long) whole);
    }

    private static LimitNumbers numbers(Random random, boolean gaps) {
        boolean rate = !gaps || random.nextBoolean();
        boolean streak = !gaps || random.nextBoolean();
        return LimitName.each(
                name ->
                        switch (name) {
                            case ORDERS_PER_SECOND_MAX -> rate ? some(random) : null;
                            case RATE_WINDOW_MILLIS ->
                                    rate && (!gaps || random.nextBoolean()) ? some(random) : null;
                            case LOSS_STREAK_MAX -> streak ? some(random) : null;
                            case COOL_DOWN_MILLIS ->
                                    streak && (!gaps || random.nextBoolean()) ? some(random) : null;
                            default -> gaps && random.nextInt(4) == 0 ? null : some(random);
                        });
    }

    private static BigDecimal some(Random random) {
        return BigDecimal.valueOf(100 + random.nextInt(10_000));
    }
}
