package io.leverageguard.cover;

import io.leverageguard.api.cover.ClaimProof.CheckLine;
import io.leverageguard.api.cover.ClaimProof.CheckState;
import io.leverageguard.api.cover.ClaimProof.ClaimTimeline;
import io.leverageguard.api.cover.ClaimProof.DocumentVerification;
import io.leverageguard.api.cover.ClaimProof.EvidenceDocument;
import io.leverageguard.api.cover.ClaimProof.EvidenceVerification;
import io.leverageguard.api.cover.Cover.Check;
import io.leverageguard.api.cover.Cover.Claim;
import io.leverageguard.api.cover.Cover.Evidence;
import io.leverageguard.cover.ClaimRepository.Document;
import io.leverageguard.engine.proof.MerkleTree;
import io.leverageguard.kernel.ids.ClaimId;
import io.leverageguard.kernel.rpc.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Shows what a claim rests on, so that everybody who may see it can check it for themselves. */
final class EvidenceDesk {
    private final Store store;

    EvidenceDesk(Store store) {
        this.store = store;
    }

    /** The steps of a claim and all of its checks, those to come as well. */
    ClaimTimeline timeline(Claim claim) {
        List<Evidence> evidence =
                documents(claim.claim()).stream().map(Document::evidence).toList();
        List<CheckLine> lines = new ArrayList<>();
        for (Check question : Verification.questions()) {
            Optional<Check> made =
                    claim.checks().stream()
                            .filter(check -> check.code().equals(question.code()))
                            .findFirst();
            lines.add(
                    new CheckLine(
                            question.code(),
                            question.question(),
                            made.map(EvidenceDesk::state).orElse(CheckState.PENDING),
                            Verification.DECISIVE.contains(question.code()),
                            made.map(Check::reason).orElse(""),
                            EvidenceKind.of(question.code(), evidence)));
        }
        return new ClaimTimeline(claim.claim(), claim.state(), claim.history(), lines);
    }

    private static CheckState state(Check check) {
        return switch (check.result()) {
            case PASS -> CheckState.PASS;
            case FAIL -> CheckState.FAIL;
            case INCONCLUSIVE -> CheckState.INCONCLUSIVE;
        };
    }

    /** One document, byte for byte. */
    EvidenceDocument document(ClaimId claim, UUID id) {
        Document found =
                documents(claim).stream()
                        .filter(document -> document.evidence().id().equals(id))
                        .findFirst()
                        .orElseThrow(() -> Refusal.notFound("evidence", id));
        Evidence evidence = found.evidence();
        byte[] bytes = bytes(evidence);
        return new EvidenceDocument(
                claim,
                id,
                found.place(),
                evidence.source(),
                evidence.request(),
                found.venueTime(),
                evidence.at(),
                bytes.length,
                Base64.getEncoder().encodeToString(bytes),
                MerkleTree.hex(MerkleTree.plainHash(bytes)),
                evidence.sha256());
    }

    /** Every hash anew, from what is stored now. */
    EvidenceVerification verify(Claim claim, Instant now) {
        List<Document> documents = documents(claim.claim());
        List<DocumentVerification> verified =
                documents.stream().map(EvidenceDesk::verified).toList();
        String root =
                Verification.root(documents.stream().map(each -> each.evidence().body()).toList());
        boolean holds =
                root.equals(claim.evidenceRoot())
                        && verified.stream().allMatch(DocumentVerification::holds);
        return new EvidenceVerification(
                claim.claim(), claim.evidenceRoot(), root, holds, verified, now);
    }

    private static DocumentVerification verified(Document document) {
        Evidence evidence = document.evidence();
        byte[] bytes = bytes(evidence);
        String leaf = MerkleTree.hex(MerkleTree.leafHash(bytes));
        return new DocumentVerification(
                evidence.id(),
                document.place(),
                evidence.source(),
                bytes.length,
                MerkleTree.hex(MerkleTree.plainHash(bytes)),
                evidence.sha256(),
                leaf,
                leaf.equals(evidence.sha256()));
    }

    private List<Document> documents(ClaimId claim) {
        return store.database().read(handle -> store.claims().documents(handle, claim));
    }

    private static byte[] bytes(Evidence evidence) {
        return evidence.body().getBytes(StandardCharsets.UTF_8);
    }
}
