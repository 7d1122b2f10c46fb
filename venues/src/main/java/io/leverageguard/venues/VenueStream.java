package io.leverageguard.venues;

import io.leverageguard.kernel.run.Pump;

/**
 * A WebSocket that is kept open. Frames wait in a bounded queue until {@link #pump} hands them to
 * the sink; a full queue drops the connection and reconnects, which is told to the sink as a gap.
 */
public interface VenueStream extends Pump, AutoCloseable {
    /**
     * Waits until everything that the venue sent before this call has arrived here, by asking it
     * something on the same connection. For story time and for tests.
     */
    void fence();

    @Override
    void close();
}
