package io.leverageguard.kit.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.kernel.time.SteppedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobsTest {
    private static final Instant START = Instant.parse("2025-10-10T20:00:00Z");

    private final SteppedClock clock = new SteppedClock(START);
    private final Jobs jobs = Jobs.stepped(clock);
    private final List<String> ran = new ArrayList<>();

    @Test
    void aJobRunsFirstAfterOneInterval() {
        jobs.every("a", Duration.ofSeconds(10), () -> ran.add("a"));
        assertThat(jobs.runDue()).isZero();
        clock.advance(Duration.ofSeconds(10));
        assertThat(jobs.runDue()).isEqualTo(1);
        assertThat(jobs.runDue()).isZero();
        assertThat(jobs.nextDue()).contains(START.plusSeconds(20));
    }

    @Test
    void whatIsDueRunsEarliestFirst() {
        jobs.every("slow", Duration.ofSeconds(10), () -> ran.add("slow"));
        jobs.every("quick", Duration.ofSeconds(3), () -> ran.add("quick"));
        clock.advance(Duration.ofSeconds(10));
        assertThat(jobs.runDue()).isEqualTo(2);
        assertThat(ran).containsExactly("quick", "slow");
    }

    @Test
    void missedTurnsAreTakenOnceAndTheRhythmIsKept() {
        jobs.every("a", Duration.ofSeconds(10), () -> ran.add("a"));
        clock.advance(Duration.ofSeconds(35));
        assertThat(jobs.runDue()).isEqualTo(1);
        assertThat(jobs.nextDue()).contains(START.plusSeconds(40));
    }

    @Test
    void aJobThatThrowsRunsAgainAndDisturbsNoOther() {
        jobs.every(
                "bad",
                Duration.ofSeconds(1),
                () -> {
                    ran.add("bad");
                    throw new IllegalStateException("broken");
                });
        jobs.every("good", Duration.ofSeconds(1), () -> ran.add("good"));
        clock.advance(Duration.ofSeconds(1));
        jobs.runDue();
        clock.advance(Duration.ofSeconds(1));
        jobs.runDue();
        assertThat(ran).containsExactly("bad", "good", "bad", "good");
    }

    @Test
    void twoJobsOfOneNameAreRefused() {
        jobs.every("a", Duration.ofSeconds(1), () -> {});
        assertThatThrownBy(() -> jobs.every("a", Duration.ofSeconds(1), () -> {}))
                .hasMessageContaining("there is a job a already");
    }
}
