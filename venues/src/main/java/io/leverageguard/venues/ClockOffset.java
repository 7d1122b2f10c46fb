package io.leverageguard.venues;

import io.leverageguard.kernel.time.Clock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a venue's clock is ahead of ours. Venues refuse what is signed with a wrong time, so that
 * it is measured before it is needed, again every ten minutes, and whenever the venue complains.
 */
public final class ClockOffset {
    private static final Duration VALID = Duration.ofMinutes(10);

    private final Clock clock;
    private final Question question;
    private volatile @Nullable Measured measured;

    /** Measures with {@code question} when it is first needed. */
    public ClockOffset(Clock clock, Question question) {
        this.clock = clock;
        this.question = question;
    }

    /** Asks the venue for its time, once. */
    public interface Question {
        /** The venue's time. */
        Instant ask() throws IOException;
    }

    private record Measured(Duration ahead, Instant at) {}

    /**
     * The venue's time, by our clock.
     *
     * @throws VenueError when it has to be asked for and the venue does not answer
     */
    public Instant now() {
        Measured known = measured;
        if (known == null || clock.now().isAfter(known.at.plus(VALID))) {
            known = measure();
        }
        return clock.now().plus(known.ahead);
    }

    /** Measures anew, because the venue has refused our time. */
    public void refresh() {
        measure();
    }

    /** Takes half of the journey for the way there. */
    private Measured measure() {
        Instant before = clock.now();
        Instant venue;
        try {
            venue = question.ask();
        } catch (IOException e) {
            throw new VenueError(
                    VenueError.Kind.UNAVAILABLE, "", "no clock from the venue: " + e.getMessage());
        }
        Instant after = clock.now();
        Instant middle = before.plus(Duration.between(before, after).dividedBy(2));
        Measured fresh = new Measured(Duration.between(middle, venue), after);
        measured = fresh;
        return fresh;
    }
}
