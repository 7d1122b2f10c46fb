package io.leverageguard.engine.execution;

import java.util.List;

/** Decides what is to be done next with a parent order. A function of the situation alone. */
public sealed interface Algorithm permits Scheduled, Participation, Iceberg, Sniper, Pegged {
    /** What to do now; often nothing. */
    List<Move> decide(Situation now);
}
