package io.leverageguard.kit.ops;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one process of the product is.
 *
 * @param services what runs in it, by name
 * @param failing the conditions of being ready that do not hold
 * @param feeds where its readers stand
 * @param heads the ends of the feeds that its services own
 * @param pumps what its pumps have done
 */
public record ProcessState(
        List<String> services,
        List<String> failing,
        Instant startedAt,
        String version,
        List<FeedState> feeds,
        List<FeedHead> heads,
        List<PumpState> pumps) {

    /** Copies the lists. */
    public ProcessState {
        services = List.copyOf(services);
        failing = List.copyOf(failing);
        feeds = List.copyOf(feeds);
        heads = List.copyOf(heads);
        pumps = List.copyOf(pumps);
    }

    /**
     * Where a reader stands in a feed.
     *
     * @param reader the service that reads
     * @param feed the service whose feed it is
     * @param position the last entry that was taken in
     * @param waitingSince of when the oldest entry is that was seen and not taken in yet
     */
    public record FeedState(
            String reader, String feed, long position, @Nullable Instant waitingSince) {}

    /** The last entry of a feed, 0 when there is none. */
    public record FeedHead(String feed, long seq) {}

    /**
     * What a pump has done since the process began.
     *
     * @param taken how much it has taken in
     * @param lastFailure in words, empty when there was none
     */
    public record PumpState(
            String name,
            long runs,
            long taken,
            @Nullable Instant lastRunAt,
            long failures,
            @Nullable Instant lastFailureAt,
            String lastFailure) {}
}
