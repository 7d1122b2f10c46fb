package io.leverageguard.venues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.kernel.time.SteppedClock;
import io.leverageguard.venues.RateBudget.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateBudgetTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration TWO_SECONDS = Duration.ofSeconds(2);

    private final SteppedClock clock = new SteppedClock(Instant.parse("2025-10-10T20:00:30Z"));
    private final RateBudget budget =
            new RateBudget(
                    "venue",
                    clock,
                    List.of(
                            new Limit("weight", MINUTE, 100, true),
                            new Limit("orders", TWO_SECONDS, 20, false),
                            new Limit("orders", MINUTE, 40, false)));

    @Test
    void urgentCallsMayUseWhatOthersMayNot() {
        budget.spend("weight", "", 90, false);
        refused("weight", "", 1, false);
        budget.spend("weight", "", 5, true);
        refused("weight", "", 1, true);
    }

    @Test
    void alignedWindowEmptiesWithTheFullMinute() {
        budget.spend("weight", "", 90, false);
        clock.advance(Duration.ofMillis(29_999));
        refused("weight", "", 1, false);
        clock.advance(Duration.ofMillis(1));
        budget.spend("weight", "", 90, false);
    }

    @Test
    void rollingWindowEmptiesByAndBy() {
        budget.spend("orders", "key", 10, false);
        clock.advance(Duration.ofSeconds(1));
        budget.spend("orders", "key", 8, false);
        refused("orders", "key", 1, false);
        clock.advance(Duration.ofSeconds(1));
        budget.spend("orders", "key", 10, false);
        refused("orders", "key", 1, false);
    }

    @Test
    void everyWindowOfAScopeCounts() {
        for (int i = 0; i < 4; i++) {
            budget.spend("orders", "key", 9, false);
            clock.advance(TWO_SECONDS);
        }
        refused("orders", "key", 1, false);
        budget.spend("orders", "another", 1, false);
    }

    @Test
    void refusedCallTakesNothing() {
        budget.spend("orders", "key", 18, false);
        for (int i = 0; i < 5; i++) {
            refused("orders", "key", 1, false);
        }
        clock.advance(TWO_SECONDS);
        budget.spend("orders", "key", 18, false);
    }

    @Test
    void venuesCountGoesBeforeOurs() {
        budget.spend("weight", "", 10, false);
        budget.told("weight", "", MINUTE, 5);
        budget.spend("weight", "", 70, false);
        budget.told("weight", "", MINUTE, 90);
        refused("weight", "", 1, false);
    }

    @Test
    void closedScopeOpensByTheClockAndTheLongestPauseCounts() {
        budget.close("weight", "", Duration.ofSeconds(90));
        budget.close("weight", "", Duration.ofSeconds(2));
        clock.advance(Duration.ofSeconds(89));
        refused("weight", "", 1, true);
        budget.spend("orders", "key", 1, false);
        clock.advance(Duration.ofSeconds(1));
        budget.spend("weight", "", 1, false);
    }

    @Test
    void unlimitedScopeIsNotCounted() {
        budget.spend("anything", "", 1_000_000, false);
        budget.spend("anything", "", 1_000_000, false);
    }

    private void refused(String scope, String key, long amount, boolean urgent) {
        assertThatThrownBy(() -> budget.spend(scope, key, amount, urgent))
                .isInstanceOfSatisfying(
                        VenueError.class,
                        error -> assertThat(error.kind()).isEqualTo(VenueError.Kind.RATE_LIMITED))
                .hasMessageContaining("venue");
    }
}
