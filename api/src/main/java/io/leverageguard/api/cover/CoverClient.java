package io.leverageguard.api.cover;

import io.leverageguard.api.TimeRange;
import io.leverageguard.api.cover.ClaimProof.ClaimTimeline;
import io.leverageguard.api.cover.ClaimProof.DocumentRef;
import io.leverageguard.api.cover.ClaimProof.EvidenceDocument;
import io.leverageguard.api.cover.ClaimProof.EvidenceVerification;
import io.leverageguard.api.cover.CoverOutlook.CoverTerms;
import io.leverageguard.api.cover.CoverOutlook.QuotePaths;
import io.leverageguard.api.cover.CoverOutlook.TermsQuery;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.rpc.Caller;
import io.leverageguard.kernel.rpc.Route.None;

/** {@link Cover} in another process. */
public final class CoverClient implements Cover {
    private final Caller caller;

    /** Calls through {@code caller}. */
    public CoverClient(Caller caller) {
        this.caller = caller;
    }

    @Override
    public Quote quote(Actor actor, QuoteRequest command) {
        return caller.call(CoverRoutes.QUOTE, actor, command);
    }

    @Override
    public Policy bind(Actor actor, BindQuote command) {
        return caller.call(CoverRoutes.BIND, actor, command);
    }

    @Override
    public Policies policies(Actor actor, None nothing) {
        return caller.call(CoverRoutes.POLICIES, actor, nothing);
    }

    @Override
    public Policy policy(Actor actor, PolicyRef ref) {
        return caller.call(CoverRoutes.POLICY, actor, ref);
    }

    @Override
    public Claim fileClaim(Actor actor, FileClaim command) {
        return caller.call(CoverRoutes.FILE_CLAIM, actor, command);
    }

    @Override
    public Claims claims(Actor actor, None nothing) {
        return caller.call(CoverRoutes.CLAIMS, actor, nothing);
    }

    @Override
    public Claim claim(Actor actor, ClaimRef ref) {
        return caller.call(CoverRoutes.CLAIM, actor, ref);
    }

    @Override
    public EvidenceBundle evidence(Actor actor, ClaimRef ref) {
        return caller.call(CoverRoutes.EVIDENCE, actor, ref);
    }

    @Override
    public Claim decide(Actor actor, DecideClaim command) {
        return caller.call(CoverRoutes.DECIDE, actor, command);
    }

    @Override
    public Solvency solvency(Actor actor, None nothing) {
        return caller.call(CoverRoutes.SOLVENCY, actor, nothing);
    }

    @Override
    public QuoteList quotes(Actor actor, None nothing) {
        return caller.call(CoverRoutes.QUOTES, actor, nothing);
    }

    @Override
    public Quote quoted(Actor actor, QuoteRef ref) {
        return caller.call(CoverRoutes.QUOTED, actor, ref);
    }

    @Override
    public QuotePaths paths(Actor actor, QuoteRef ref) {
        return caller.call(CoverRoutes.PATHS, actor, ref);
    }

    @Override
    public CoverTerms terms(Actor actor, TermsQuery query) {
        return caller.call(CoverRoutes.TERMS, actor, query);
    }

    @Override
    public ClaimTimeline timeline(Actor actor, ClaimRef ref) {
        return caller.call(CoverRoutes.TIMELINE, actor, ref);
    }

    @Override
    public EvidenceDocument document(Actor actor, DocumentRef ref) {
        return caller.call(CoverRoutes.DOCUMENT, actor, ref);
    }

    @Override
    public EvidenceVerification verifyEvidence(Actor actor, ClaimRef ref) {
        return caller.call(CoverRoutes.VERIFY_EVIDENCE, actor, ref);
    }

    @Override
    public SolvencyHistory solvencyHistory(Actor actor, TimeRange range) {
        return caller.call(CoverRoutes.SOLVENCY_HISTORY, actor, range);
    }

    @Override
    public EventFeed<CoverEvent> events() {
        return caller.feed("cover", CoverEvent.class);
    }

    @Override
    public AuditTrail audit() {
        return caller.audit("cover");
    }
}
