package io.leverageguard.kernel.time;

import java.time.Instant;

/** The one source of time. Product code never asks the system itself. */
public interface Clock {
    /** The present instant, UTC. */
    Instant now();

    /** The system's clock. */
    static Clock system() {
        return Instant::now;
    }
}
