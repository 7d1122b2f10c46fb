package io.leverageguard.kit.feed;

import io.leverageguard.kernel.run.Pump;
import io.leverageguard.kit.ops.ProcessState.FeedState;

/** A pump that follows a feed and can say where it stands. */
public interface FeedPump extends Pump {
    /** Where it stands now; never waits for the pump. */
    FeedState state();
}
