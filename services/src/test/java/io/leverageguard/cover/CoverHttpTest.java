package io.leverageguard.cover;

import static io.leverageguard.cover.CoverWorld.REVIEWER;
import static io.leverageguard.cover.CoverWorld.TRADER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.api.TimeRange;
import io.leverageguard.api.cover.ClaimProof.DocumentRef;
import io.leverageguard.api.cover.Cover;
import io.leverageguard.api.cover.Cover.BindQuote;
import io.leverageguard.api.cover.Cover.Claim;
import io.leverageguard.api.cover.Cover.ClaimRef;
import io.leverageguard.api.cover.Cover.DecideClaim;
import io.leverageguard.api.cover.Cover.FileClaim;
import io.leverageguard.api.cover.Cover.Policy;
import io.leverageguard.api.cover.Cover.PolicyRef;
import io.leverageguard.api.cover.Cover.Quote;
import io.leverageguard.api.cover.Cover.QuoteRef;
import io.leverageguard.api.cover.Cover.QuoteRequest;
import io.leverageguard.api.cover.CoverClient;
import io.leverageguard.api.cover.CoverOutlook.TermsQuery;
import io.leverageguard.kernel.ids.ClaimId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.kit.Kit;
import io.leverageguard.kit.http.HttpCaller;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Cover in another process answers as cover in this one does. */
final class CoverHttpTest {
    private final CoverWorld world = new CoverWorld();
    private final Cover remote = new CoverClient(caller());

    private HttpCaller caller() {
        Kit kit = world.test.kit();
        URI base = URI.create("http://127.0.0.1:" + world.test.server().start());
        return new HttpCaller(kit.web(), base, kit.clock(), kit.secrets(), Duration.ofSeconds(10));
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void answersAreTheSameNearAndFar() {
        Quote quote =
                remote.quote(
                        TRADER, new QuoteRequest(Sample.ACCOUNT, "BTCUSDT", CoverWorld.TERM, null));
        QuoteRef quoteRef = new QuoteRef(quote.quote());
        assertThat(remote.quoted(TRADER, quoteRef)).isEqualTo(quote);
        assertThat(remote.quotes(TRADER, None.NONE).quotes()).containsExactly(quote);
        assertThat(remote.paths(TRADER, quoteRef)).isEqualTo(world.cover.paths(TRADER, quoteRef));
        TermsQuery terms = new TermsQuery("binance", "BTCUSDT", "LONG");
        assertThat(remote.terms(TRADER, terms)).isEqualTo(world.cover.terms(TRADER, terms));
        BindQuote bind = new BindQuote(quote.quote(), world.newPolicy());
        Policy policy = remote.bind(TRADER, bind);
        assertThat(world.cover.bind(TRADER, bind)).isEqualTo(policy);
        assertThat(remote.policies(TRADER, None.NONE))
                .isEqualTo(world.cover.policies(TRADER, None.NONE));
        assertThat(remote.policy(TRADER, new PolicyRef(policy.policy()))).isEqualTo(policy);
        assertThat(remote.solvency(REVIEWER, None.NONE))
                .isEqualTo(world.cover.solvency(REVIEWER, None.NONE));

        world.advance(Duration.ofMinutes(16));
        world.crash(policy, "777");
        world.test.settle();
        Claim claim = world.onlyClaim();
        ClaimRef ref = new ClaimRef(claim.claim());
        assertThat(remote.claim(TRADER, ref)).isEqualTo(claim);
        assertThat(remote.claims(TRADER, None.NONE))
                .isEqualTo(world.cover.claims(TRADER, None.NONE));
        assertThat(remote.evidence(TRADER, ref)).isEqualTo(world.cover.evidence(TRADER, ref));
        assertThat(remote.timeline(TRADER, ref)).isEqualTo(world.cover.timeline(TRADER, ref));
        assertThat(remote.verifyEvidence(TRADER, ref))
                .isEqualTo(world.cover.verifyEvidence(TRADER, ref));
        DocumentRef document =
                new DocumentRef(
                        claim.claim(), remote.evidence(TRADER, ref).items().getFirst().id());
        assertThat(remote.document(TRADER, document))
                .isEqualTo(world.cover.document(TRADER, document));
        assertThat(remote.solvencyHistory(TRADER, TimeRange.usual()))
                .isEqualTo(world.cover.solvencyHistory(TRADER, TimeRange.usual()));
        FileClaim again =
                new FileClaim(
                        new ClaimId(world.test.kit().ids().next()), policy.policy(), "777", "");
        assertThat(remote.fileClaim(TRADER, again)).isEqualTo(claim);
        assertThat(remote.events().read(0, 100)).isEqualTo(world.cover.events().read(0, 100));
        assertThat(remote.audit().verify()).isEqualTo(world.cover.audit().verify());
    }

    @Test
    void refusalsCrossTheWireUnchanged() {
        ClaimRef nothing = new ClaimRef(new ClaimId(world.test.kit().ids().next()));
        assertThatThrownBy(() -> remote.claim(TRADER, nothing))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("claim_not_found"));
        assertThatThrownBy(
                        () ->
                                remote.decide(
                                        REVIEWER,
                                        new DecideClaim(nothing.claim(), true, "because")))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("claim_not_found"));
    }
}
