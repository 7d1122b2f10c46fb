package io.leverageguard.api.cover;

import io.leverageguard.api.TimeRange;
import io.leverageguard.api.TimeRange.TimeStep;
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
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.ClaimId;
import io.leverageguard.kernel.ids.PolicyId;
import io.leverageguard.kernel.ids.QuoteId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.kernel.rpc.Route.None;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Quotes and policies of cover, evidence of liquidations, claims and their verification. */
public interface Cover {
    /**
     * Prices cover for an open isolated position. A position that cannot be covered gets a quote in
     * state {@code REJECTED} with an underwriting code and the longest term that could be covered.
     */
    Quote quote(Actor actor, QuoteRequest command);

    /**
     * Binds a quote and takes the premium from the actor's balance. Binding it again returns the
     * first policy. Refuses with {@code quote_expired}, {@code quote_rejected}, {@code
     * position_changed}, {@code U02} when the pool's capital would not suffice, or {@code
     * insufficient_funds}.
     */
    Policy bind(Actor actor, BindQuote command);

    /** The actor's quotes, newest first, at most 100. */
    QuoteList quotes(Actor actor, None nothing);

    /** One quote. */
    Quote quoted(Actor actor, QuoteRef ref);

    /**
     * Paths that the price may take, from the model and the parameters that priced a quote. The
     * same quote has the same paths.
     */
    QuotePaths paths(Actor actor, QuoteRef ref);

    /** How long cover can be had at each leverage, for a small position that is opened now. */
    CoverTerms terms(Actor actor, TermsQuery query);

    /** The actor's policies, newest first. */
    Policies policies(Actor actor, None nothing);

    /** One policy. */
    Policy policy(Actor actor, PolicyRef ref);

    /** Files a claim by hand. One claim per venue order: the same again returns the first. */
    Claim fileClaim(Actor actor, FileClaim command);

    /** The actor's claims, newest first; everybody's for a reviewer. */
    Claims claims(Actor actor, None nothing);

    /** One claim with its checks, score and history. */
    Claim claim(Actor actor, ClaimRef ref);

    /** The evidence of a claim, as received, with hashes and their Merkle root. */
    EvidenceBundle evidence(Actor actor, ClaimRef ref);

    /**
     * A claim's steps, and every check with what it rests on, also those that are still to come.
     */
    ClaimTimeline timeline(Actor actor, ClaimRef ref);

    /** One document of the evidence, byte for byte. */
    EvidenceDocument document(Actor actor, DocumentRef ref);

    /** Computes every hash of a claim's evidence anew, and their root. */
    EvidenceVerification verifyEvidence(Actor actor, ClaimRef ref);

    /** Decides a referred claim; the reviewer may not be the claimant. */
    Claim decide(Actor actor, DecideClaim command);

    /** What the pool has promised and what capital that needs. */
    Solvency solvency(Actor actor, None nothing);

    /** How solvency developed; measured every minute, a point where something changed. */
    SolvencyHistory solvencyHistory(Actor actor, TimeRange range);

    /** What this service announces. */
    EventFeed<CoverEvent> events();

    /** Bindings, decisions and states. */
    AuditTrail audit();

    /** Where a quote stands. */
    enum QuoteState {
        /** Can be bound until it expires. */
        PRICED,
        /** Was bound. */
        ACCEPTED,
        /** Cannot be bound any more. */
        EXPIRED,
        /** The position cannot be covered. */
        REJECTED
    }

    /** Where a policy stands (reference: Etherisc lifecycle, extended). */
    enum PolicyState {
        /** Bound; cover has not begun. */
        WAITING,
        /** Cover is in force. */
        ACTIVE,
        /** The barrier was touched while waiting; the premium went back. */
        VOIDED_PRE_TRIGGER,
        /** The term is over. */
        EXPIRED,
        /** The limit is paid out. */
        EXHAUSTED,
        /** The position is closed: by its owner, or by the venue, and then a claim follows. */
        TERMINATED_POSITION_CLOSED,
        /** Claims can no longer be made. */
        CLOSED
    }

    /** Where a claim stands. */
    enum ClaimState {
        /** Notified. */
        NOTIFIED,
        /** Evidence is being collected. */
        EVIDENCE_PENDING,
        /** The checks run. */
        VERIFYING,
        /** Every check passed. */
        VERIFIED,
        /** A check could not be decided. */
        INCONCLUSIVE,
        /** A check failed. */
        VERIFICATION_FAILED,
        /** The score is known. */
        SCORED,
        /** Approved without a reviewer. */
        AUTO_APPROVED,
        /** Waits for a reviewer. */
        REFERRED,
        /** A reviewer has it. */
        IN_REVIEW,
        /** Approved by a reviewer. */
        APPROVED,
        /** Declined. */
        DECLINED,
        /** Waits before it becomes payable. */
        HOLD,
        /** To be paid. */
        PAYABLE,
        /** Paid. */
        PAID,
        /** Done. */
        CLOSED,
        /** Taken back by the claimant. */
        WITHDRAWN
    }

    /** What a check found. */
    enum CheckResult {
        /** Holds. */
        PASS,
        /** Does not hold. */
        FAIL,
        /** Cannot be told from the evidence. */
        INCONCLUSIVE
    }

    /**
     * What to cover.
     *
     * @param term 1 h, 4 h, 8 h, 24 h, 72 h or 7 d
     * @param sumInsured at most the margin of the position; the whole of it when absent
     */
    record QuoteRequest(
            AccountId account, String symbol, Duration term, @Nullable Money sumInsured) {}

    /**
     * The price of cover and where it comes from.
     *
     * @param code underwriting code when rejected or referred, else empty
     * @param reason the code in words, else empty
     * @param maxTermSeconds the longest term at which the position could be covered
     * @param mark mark price at the quote
     * @param barrier H₀, the locked liquidation price
     * @param volatility annual, as used
     * @param probability that the barrier is touched in the term, after the waiting period
     * @param index insurability index d
     * @param pure expected benefit
     * @param riskLoading loading for its spread
     * @param capitalCharge cost of the capital it needs
     * @param expenses expense share
     * @param premium the sum, what is paid
     * @param deductible first part of a loss that is not paid
     * @param coinsurance share of the rest that is not paid
     */
    record Quote(
            QuoteId quote,
            UserId owner,
            AccountId account,
            String venue,
            String symbol,
            String side,
            BigDecimal quantity,
            BigDecimal entryPrice,
            int leverage,
            Duration term,
            QuoteState state,
            String code,
            String reason,
            long maxTermSeconds,
            BigDecimal mark,
            BigDecimal barrier,
            double volatility,
            double probability,
            double index,
            Money marginAtBinding,
            Money sumInsured,
            Money pure,
            Money riskLoading,
            Money capitalCharge,
            Money expenses,
            Money premium,
            Money deductible,
            BigDecimal coinsurance,
            String modelVersion,
            Instant quotedAt,
            Instant expiresAt) {}

    /** Several quotes. */
    record QuoteList(List<Quote> quotes) {}

    /** Names a quote. */
    record QuoteRef(QuoteId quote) {}

    /** Which quote; {@code policy} is chosen by the caller. */
    record BindQuote(QuoteId quote, PolicyId policy) {}

    /** Names a policy. */
    record PolicyRef(PolicyId policy) {}

    /** A policy. */
    record Policy(
            PolicyId policy,
            QuoteId quote,
            UserId owner,
            AccountId account,
            String venue,
            String accountUid,
            String symbol,
            String side,
            BigDecimal quantity,
            BigDecimal entryPrice,
            int leverage,
            Money marginAtBinding,
            BigDecimal barrier,
            Money sumInsured,
            Money deductible,
            BigDecimal coinsurance,
            Money premium,
            PolicyState state,
            Instant boundAt,
            Instant coverFrom,
            Instant coverUntil,
            Money paid) {}

    /** Several policies. */
    record Policies(List<Policy> policies) {}

    /** A claim by hand; {@code claim} is chosen by the caller. */
    record FileClaim(ClaimId claim, PolicyId policy, String venueOrderId, String statement) {}

    /** Names a claim. */
    record ClaimRef(ClaimId claim) {}

    /** One check: its code {@code V01}…{@code V14}, what it asks, what it found and why. */
    record Check(String code, String question, CheckResult result, String reason) {}

    /** One rule that added to the score. */
    record RuleHit(String code, int score, String reason) {}

    /** One step in the life of a claim. */
    record ClaimStep(ClaimState state, String actor, String reason, Instant at) {}

    /**
     * A claim.
     *
     * @param loss the insurable loss L
     * @param benefit what is paid
     * @param evidenceRoot RFC 6962 root over the evidence, empty before it is complete
     */
    record Claim(
            ClaimId claim,
            PolicyId policy,
            UserId owner,
            String venueOrderId,
            boolean filedByHand,
            ClaimState state,
            String reason,
            List<Check> checks,
            List<RuleHit> hits,
            int score,
            @Nullable Money loss,
            @Nullable Money benefit,
            String evidenceRoot,
            List<ClaimStep> history,
            Instant notifiedAt) {}

    /** Several claims. */
    record Claims(List<Claim> claims) {}

    /**
     * One item of evidence.
     *
     * @param source for example {@code GET /fapi/v1/forceOrders}
     * @param request the request line without secrets
     * @param body what the venue answered, as received
     * @param sha256 RFC 6962 leaf hash of the body
     */
    record Evidence(
            UUID id, String source, String request, String body, String sha256, Instant at) {}

    /** All evidence of a claim, and whether the root recomputes. */
    record EvidenceBundle(ClaimId claim, List<Evidence> items, String root, boolean rootVerified) {}

    /** A reviewer's decision. */
    record DecideClaim(ClaimId claim, boolean approve, String reason) {}

    /** Loss of the policies in force under one price shock. */
    record ShockLoss(String scenario, BigDecimal shock, Money loss) {}

    /** Own funds against required capital. */
    record Solvency(
            Money inForce,
            Money required,
            Money ownFunds,
            @Nullable BigDecimal ratio,
            String state,
            List<ShockLoss> ladder) {}

    /** Solvency at one instant. */
    record SolvencyPoint(
            Instant at,
            Money inForce,
            Money required,
            Money ownFunds,
            @Nullable BigDecimal ratio) {}

    /** Several, oldest first; the last of each step. */
    record SolvencyHistory(TimeStep step, List<SolvencyPoint> points) {}
}
