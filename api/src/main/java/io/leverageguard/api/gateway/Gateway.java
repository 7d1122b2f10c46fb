package io.leverageguard.api.gateway;

import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail.AuditRecord;
import io.leverageguard.kernel.audit.AuditTrail.AuditVerification;
import io.leverageguard.kernel.rpc.Route.None;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The door of the product: it admits callers and shows the whole of it. It owns nothing and
 * announces nothing.
 */
public interface Gateway {
    /** Recomputes the audit chain of every service. */
    AuditReport verifyAudit(Actor actor, None nothing);

    /** A page of one service's audit trail, newest first. */
    AuditPage audit(Actor actor, AuditQuery query);

    /** How the whole of the product is: services, feeds and pumps, in every process. */
    SystemReport system(Actor actor, None nothing);

    /**
     * What the audit chains look like.
     *
     * @param intact whether every chain is
     * @param chains one per service, by name
     */
    record AuditReport(boolean intact, List<AuditVerification> chains) {}

    /**
     * Which page of a trail.
     *
     * @param before the page ends before this record; the end of the trail when absent
     * @param limit 1 to 200, 50 when absent
     */
    record AuditQuery(String service, @Nullable Long before, @Nullable Integer limit) {}

    /**
     * A page of a trail.
     *
     * @param next what to give as {@code before} for the page after it, absent at the beginning
     */
    record AuditPage(String service, List<AuditRecord> records, @Nullable Long next) {}

    /**
     * How the product is.
     *
     * @param services by name
     * @param feeds every reader of every feed
     * @param pumps everything that takes in work
     */
    record SystemReport(
            Instant at, List<ServiceLine> services, List<FeedLine> feeds, List<PumpLine> pumps) {}

    /**
     * A service.
     *
     * @param process services of one process have the same number; the gateway's is 1
     * @param address of the process, for operators only, absent for the gateway's own
     * @param answers whether the process answered
     * @param failing the conditions of being ready that do not hold
     */
    record ServiceLine(
            String service,
            int process,
            @Nullable String address,
            boolean answers,
            boolean ready,
            List<String> failing,
            @Nullable Instant startedAt,
            @Nullable String version) {}

    /**
     * A reader of a feed.
     *
     * @param reader the service that reads
     * @param feed the service whose feed it is
     * @param position the last entry that was taken in
     * @param head the last entry there is, absent when the feed's owner does not answer
     * @param lagEvents how many wait, at most
     * @param lagSeconds the age of the oldest that waits, 0 when none does
     */
    record FeedLine(
            String reader,
            String feed,
            long position,
            @Nullable Long head,
            @Nullable Long lagEvents,
            @Nullable Double lagSeconds) {}

    /**
     * Something that takes in work.
     *
     * @param taken how much, since its process began
     * @param lastFailure in words, empty when there was none
     */
    record PumpLine(
            int process,
            String name,
            long runs,
            long taken,
            @Nullable Instant lastRunAt,
            long failures,
            @Nullable Instant lastFailureAt,
            String lastFailure) {}
}
