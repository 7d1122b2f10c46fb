package io.leverageguard.kernel.ids;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.kernel.time.SteppedClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdGeneratorTest {
    private final SteppedClock clock = new SteppedClock(Instant.parse("2025-10-10T20:50:00Z"));
    private final IdGenerator ids = new IdGenerator(clock, new Random(7));

    @Test
    void idsAreVersionSevenAndGrowWithTime() {
        UUID first = ids.next();
        clock.advance(Duration.ofMillis(1));
        UUID second = ids.next();
        assertThat(first.version()).isEqualTo(7);
        assertThat(first.variant()).isEqualTo(2);
        assertThat(second.toString()).isGreaterThan(first.toString());
    }

    @Test
    void theSameSeedGivesTheSameIds() {
        IdGenerator again = new IdGenerator(clock, new Random(7));
        assertThat(again.next()).isEqualTo(ids.next());
    }

    @Test
    void clientOrderIdsFitTheNarrowestVenue() {
        assertThat(ids.nextClientOrderId()).matches("[0-9a-f]{32}");
    }
}
