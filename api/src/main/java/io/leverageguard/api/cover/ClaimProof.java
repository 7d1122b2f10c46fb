package io.leverageguard.api.cover;

import io.leverageguard.api.cover.Cover.ClaimState;
import io.leverageguard.api.cover.Cover.ClaimStep;
import io.leverageguard.kernel.ids.ClaimId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** How a claim came to be decided, and the evidence behind it: the words of {@link Cover}. */
public final class ClaimProof {
    private ClaimProof() {}

    /** Where a check stands. */
    public enum CheckState {
        /** Was not made yet. */
        PENDING,
        /** Holds. */
        PASS,
        /** Does not hold. */
        FAIL,
        /** Cannot be told from the evidence. */
        INCONCLUSIVE
    }

    /**
     * One check of a claim.
     *
     * @param decisive whether its failure alone declines the claim
     * @param reason what it found, empty while it is pending
     * @param evidence the documents that it rests on, in their order
     */
    public record CheckLine(
            String code,
            String question,
            CheckState state,
            boolean decisive,
            String reason,
            List<UUID> evidence) {}

    /** The steps of a claim, oldest first, and all fourteen checks. */
    public record ClaimTimeline(
            ClaimId claim, ClaimState state, List<ClaimStep> steps, List<CheckLine> checks) {}

    /** Names a document of the evidence. */
    public record DocumentRef(ClaimId claim, UUID document) {}

    /**
     * A document of the evidence.
     *
     * @param place its place among the leaves of the Merkle tree, from 1
     * @param venueTime the venue's Date header, empty when there was none
     * @param bytes how many there are
     * @param base64 the bytes
     * @param sha256 of the bytes
     * @param leaf RFC 6962 leaf hash, as it was stored when the document was received
     */
    public record EvidenceDocument(
            ClaimId claim,
            UUID document,
            int place,
            String source,
            String request,
            String venueTime,
            Instant at,
            int bytes,
            String base64,
            String sha256,
            String leaf) {}

    /** What a document's hashes are now; it holds when the leaf hash is as it was stored. */
    public record DocumentVerification(
            UUID document,
            int place,
            String source,
            int bytes,
            String sha256,
            String leaf,
            String computedLeaf,
            boolean holds) {}

    /**
     * What a verification of evidence found.
     *
     * @param root as stored with the claim, empty before there is evidence
     * @param holds whether root and documents are all as they were stored
     */
    public record EvidenceVerification(
            ClaimId claim,
            String root,
            String computedRoot,
            boolean holds,
            List<DocumentVerification> documents,
            Instant at) {}
}
