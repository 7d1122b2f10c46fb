package io.leverageguard.kernel.audit;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Who changed what, when, and why: one append-only chain per service. Each record's hash is the
 * SHA-256 of the previous hash and the record, so that any later change shows.
 */
public interface AuditTrail {
    /** The most records one read returns. */
    int PAGE_SIZE_MAX = 1_000;

    /** The records after {@code after}, oldest first. */
    List<AuditRecord> read(long after, int limit);

    /**
     * The records before {@code before}, newest first; from the end of the trail when that is 0.
     */
    default List<AuditRecord> newest(long before, int limit) {
        Deque<AuditRecord> last = new ArrayDeque<>();
        long after = 0;
        while (true) {
            List<AuditRecord> page = read(after, PAGE_SIZE_MAX);
            for (AuditRecord found : page) {
                after = found.seq();
                if (before == 0 || found.seq() < before) {
                    last.addFirst(found);
                }
                if (last.size() > limit) {
                    last.removeLast();
                }
            }
            if (page.isEmpty()) {
                return List.copyOf(last);
            }
        }
    }

    /** Recomputes the whole chain. */
    AuditVerification verify();

    /**
     * One change.
     *
     * @param seq 1, 2, 3, … without gaps
     * @param at when
     * @param actor who, by name
     * @param action what was done, for example {@code limits.changed}
     * @param object what it was done to
     * @param before the state before, JSON, empty where there was none
     * @param after the state after, JSON
     * @param why the reason given, may be empty
     * @param hash SHA-256 over the previous hash and this record, 64 hexadecimal digits
     */
    record AuditRecord(
            long seq,
            Instant at,
            String actor,
            String action,
            String object,
            String before,
            String after,
            String why,
            String hash) {}

    /**
     * What a verification found.
     *
     * @param service whose chain
     * @param records how many records were read
     * @param intact whether every sequence number, link and hash is right
     * @param firstBroken the first wrong sequence number, 0 when intact
     * @param head the last hash
     */
    record AuditVerification(
            String service, long records, boolean intact, long firstBroken, String head) {}
}
