package io.leverageguard.venues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.kernel.time.SteppedClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockOffsetTest {
    private static final Instant START = Instant.parse("2025-10-10T20:00:00Z");

    private final SteppedClock clock = new SteppedClock(START);
    private Duration ahead = Duration.ofSeconds(7);
    private boolean answers = true;
    private int asked;
    private final ClockOffset offset = new ClockOffset(clock, this::venueTime);

    @Test
    void venueReadsItsClockHalfWayThroughTheJourney() {
        assertThat(offset.now()).isEqualTo(clock.now().plusSeconds(7));
        clock.advance(Duration.ofMinutes(9));
        assertThat(offset.now()).isEqualTo(clock.now().plusSeconds(7));
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void offsetIsMeasuredAgainAfterTenMinutes() {
        offset.now();
        ahead = Duration.ofSeconds(-3);
        clock.advance(Duration.ofMinutes(11));
        assertThat(offset.now()).isEqualTo(clock.now().minusSeconds(3));
    }

    @Test
    void refreshMeasuresAtOnce() {
        offset.now();
        ahead = Duration.ofSeconds(60);
        offset.refresh();
        assertThat(offset.now()).isEqualTo(clock.now().plusSeconds(60));
    }

    @Test
    void silentVenueIsAnErrorAndTheOldOffsetIsKept() {
        offset.now();
        answers = false;
        assertThatThrownBy(offset::refresh).isInstanceOf(VenueError.class);
        assertThat(offset.now()).isEqualTo(clock.now().plusSeconds(7));
    }

    /** Takes a second each way. */
    private Instant venueTime() throws IOException {
        asked++;
        if (!answers) {
            throw new IOException("silence");
        }
        clock.advance(Duration.ofSeconds(1));
        Instant venue = clock.now().plus(ahead);
        clock.advance(Duration.ofSeconds(1));
        return venue;
    }
}
