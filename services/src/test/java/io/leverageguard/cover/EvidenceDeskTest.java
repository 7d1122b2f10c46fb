package io.leverageguard.cover;

import static io.leverageguard.cover.CoverWorld.REVIEWER;
import static io.leverageguard.cover.CoverWorld.TRADER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.api.cover.ClaimProof.CheckLine;
import io.leverageguard.api.cover.ClaimProof.CheckState;
import io.leverageguard.api.cover.ClaimProof.ClaimTimeline;
import io.leverageguard.api.cover.ClaimProof.DocumentRef;
import io.leverageguard.api.cover.ClaimProof.DocumentVerification;
import io.leverageguard.api.cover.ClaimProof.EvidenceDocument;
import io.leverageguard.api.cover.ClaimProof.EvidenceVerification;
import io.leverageguard.api.cover.Cover.Claim;
import io.leverageguard.api.cover.Cover.ClaimRef;
import io.leverageguard.api.cover.Cover.Evidence;
import io.leverageguard.engine.proof.MerkleTree;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.access.Role;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.rpc.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The evidence of a claim can be checked by whoever may see the claim. */
final class EvidenceDeskTest {
    private static final Actor STRANGER =
            new Actor(new UserId(new UUID(1, 77)), "stranger", Set.of(Role.TRADER));

    private final CoverWorld world = new CoverWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void everyCheckIsListedWithWhatItRestsOn() {
        Claim claim = claim();
        ClaimTimeline timeline = world.cover.timeline(TRADER, new ClaimRef(claim.claim()));

        assertThat(timeline.steps()).isEqualTo(claim.history());
        assertThat(timeline.checks())
                .extracting(CheckLine::code)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 14).mapToObj("V%02d"::formatted).toList());
        assertThat(timeline.checks()).allMatch(line -> line.state() != CheckState.PENDING);
        List<Evidence> items = world.cover.evidence(TRADER, new ClaimRef(claim.claim())).items();
        assertThat(timeline.checks().getLast().evidence())
                .isEqualTo(items.stream().map(Evidence::id).toList());
        assertThat(timeline.checks().get(2).evidence()).contains(items.getFirst().id());
        assertThat(timeline.checks()).allMatch(line -> !line.evidence().isEmpty());
    }

    @Test
    void checksThatAreStillToComeArePending() {
        world.venue.silent(1_000);
        world.crash(world.active(), "777");
        world.test.settle();
        Claim claim = world.onlyClaim();

        ClaimTimeline timeline = world.cover.timeline(TRADER, new ClaimRef(claim.claim()));
        assertThat(timeline.checks())
                .hasSize(14)
                .allMatch(line -> line.state() == CheckState.PENDING)
                .allMatch(line -> line.reason().isEmpty() && line.evidence().isEmpty());
        assertThat(world.cover.verifyEvidence(TRADER, new ClaimRef(claim.claim())).holds())
                .isFalse();
    }

    @Test
    void aDocumentIsHandedOutByteForByte() {
        Claim claim = claim();
        ClaimRef ref = new ClaimRef(claim.claim());
        List<Evidence> items = world.cover.evidence(TRADER, ref).items();
        for (int i = 0; i < items.size(); i++) {
            Evidence item = items.get(i);
            EvidenceDocument document =
                    world.cover.document(TRADER, new DocumentRef(claim.claim(), item.id()));
            byte[] bytes = Base64.getDecoder().decode(document.base64());
            assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(item.body());
            assertThat(document.place()).isEqualTo(i + 1);
            assertThat(document.bytes()).isEqualTo(bytes.length);
            assertThat(document.leaf()).isEqualTo(MerkleTree.hex(MerkleTree.leafHash(bytes)));
        }
        DocumentRef nothing = new DocumentRef(claim.claim(), new UUID(9, 9));
        refused("evidence_not_found", () -> world.cover.document(TRADER, nothing));
    }

    @Test
    void evidenceThatIsUnchangedHolds() {
        Claim claim = claim();
        EvidenceVerification verified =
                world.cover.verifyEvidence(REVIEWER, new ClaimRef(claim.claim()));

        assertThat(verified.holds()).isTrue();
        assertThat(verified.computedRoot()).isEqualTo(claim.evidenceRoot());
        assertThat(verified.documents()).isNotEmpty().allMatch(DocumentVerification::holds);
    }

    @Test
    void oneChangedByteShowsInItsDocumentAndInTheRoot() {
        Claim claim = claim();
        world.test
                .kit()
                .databases()
                .open("cover")
                .write(
                        handle ->
                                handle.execute(
                                        "UPDATE evidence SET body = body || ' ' WHERE n = 2"));
        EvidenceVerification verified =
                world.cover.verifyEvidence(TRADER, new ClaimRef(claim.claim()));

        assertThat(verified.holds()).isFalse();
        assertThat(verified.computedRoot()).isNotEqualTo(verified.root());
        assertThat(verified.documents())
                .extracting(DocumentVerification::holds)
                .startsWith(true, false, true);
    }

    @Test
    void aStrangerSeesNothing() {
        ClaimRef ref = new ClaimRef(claim().claim());

        refused("claim_not_found", () -> world.cover.timeline(STRANGER, ref));
        refused("claim_not_found", () -> world.cover.verifyEvidence(STRANGER, ref));
        DocumentRef document = new DocumentRef(ref.claim(), new UUID(9, 9));
        refused("claim_not_found", () -> world.cover.document(STRANGER, document));
    }

    private Claim claim() {
        world.crash(world.active(), "777");
        world.test.settle();
        return world.onlyClaim();
    }

    private static void refused(String code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
