package io.leverageguard.kernel.run;

/**
 * Something that takes in work which has arrived: a feed reader, a venue stream, a job that has
 * come due. In ordinary running each pump has a thread of its own; in story time one thread drives
 * them all, in a fixed order, until none has anything left, so that the outcome does not depend on
 * scheduling.
 */
public interface Pump {
    /** For logs and metrics, for example {@code cover<-trading}. */
    String name();

    /** Takes in what has arrived, a bounded amount, and says how much that was; 0 means nothing. */
    int pump();
}
