package io.leverageguard.api.cover;

import static io.leverageguard.kernel.rpc.Route.Method.GET;
import static io.leverageguard.kernel.rpc.Route.Method.POST;

import io.leverageguard.api.TimeRange;
import io.leverageguard.api.cover.ClaimProof.ClaimTimeline;
import io.leverageguard.api.cover.ClaimProof.DocumentRef;
import io.leverageguard.api.cover.ClaimProof.EvidenceDocument;
import io.leverageguard.api.cover.ClaimProof.EvidenceVerification;
import io.leverageguard.api.cover.CoverOutlook.CoverTerms;
import io.leverageguard.api.cover.CoverOutlook.QuotePaths;
import io.leverageguard.api.cover.CoverOutlook.TermsQuery;
import io.leverageguard.kernel.access.Permission;
import io.leverageguard.kernel.rpc.Route;
import io.leverageguard.kernel.rpc.Route.None;
import java.util.List;

/** The operations of {@link Cover}. */
public final class CoverRoutes {
    /** {@link Cover#quote}. */
    public static final Route<Cover.QuoteRequest, Cover.Quote> QUOTE =
            Route.open(
                    POST,
                    "/api/v1/quotes",
                    Cover.QuoteRequest.class,
                    Cover.Quote.class,
                    Permission.COVER,
                    "Price cover for an open isolated position");

    /** {@link Cover#bind}. */
    public static final Route<Cover.BindQuote, Cover.Policy> BIND =
            Route.open(
                    POST,
                    "/api/v1/policies",
                    Cover.BindQuote.class,
                    Cover.Policy.class,
                    Permission.COVER,
                    "Bind a quote: the premium is taken and the policy begins");

    /** {@link Cover#policies}. */
    public static final Route<None, Cover.Policies> POLICIES =
            Route.open(
                    GET,
                    "/api/v1/policies",
                    None.class,
                    Cover.Policies.class,
                    Permission.COVER,
                    "List your policies, newest first");

    /** {@link Cover#policy}. */
    public static final Route<Cover.PolicyRef, Cover.Policy> POLICY =
            Route.open(
                    GET,
                    "/api/v1/policies/{policy}",
                    Cover.PolicyRef.class,
                    Cover.Policy.class,
                    Permission.LOGGED_IN,
                    "Show one policy");

    /** {@link Cover#fileClaim}. */
    public static final Route<Cover.FileClaim, Cover.Claim> FILE_CLAIM =
            Route.open(
                    POST,
                    "/api/v1/claims",
                    Cover.FileClaim.class,
                    Cover.Claim.class,
                    Permission.COVER,
                    "File a claim by hand for an order of the venue");

    /** {@link Cover#claims}. */
    public static final Route<None, Cover.Claims> CLAIMS =
            Route.open(
                    GET,
                    "/api/v1/claims",
                    None.class,
                    Cover.Claims.class,
                    Permission.LOGGED_IN,
                    "List your claims, or everybody's if you review them");

    /** {@link Cover#claim}. */
    public static final Route<Cover.ClaimRef, Cover.Claim> CLAIM =
            Route.open(
                    GET,
                    "/api/v1/claims/{claim}",
                    Cover.ClaimRef.class,
                    Cover.Claim.class,
                    Permission.LOGGED_IN,
                    "Show one claim with its checks, score and history");

    /** {@link Cover#evidence}. */
    public static final Route<Cover.ClaimRef, Cover.EvidenceBundle> EVIDENCE =
            Route.open(
                    GET,
                    "/api/v1/claims/{claim}/evidence",
                    Cover.ClaimRef.class,
                    Cover.EvidenceBundle.class,
                    Permission.LOGGED_IN,
                    "Show the evidence of a claim as it was received, with its hashes");

    /** {@link Cover#decide}. */
    public static final Route<Cover.DecideClaim, Cover.Claim> DECIDE =
            Route.open(
                    POST,
                    "/api/v1/claims/{claim}/decision",
                    Cover.DecideClaim.class,
                    Cover.Claim.class,
                    Permission.REVIEW_CLAIMS,
                    "Approve or decline a claim that was referred");

    /** {@link Cover#solvency}. */
    public static final Route<None, Cover.Solvency> SOLVENCY =
            Route.open(
                    GET,
                    "/api/v1/solvency",
                    None.class,
                    Cover.Solvency.class,
                    Permission.LOGGED_IN,
                    "Show what the pool has promised, and the capital that needs");

    /** {@link Cover#quotes}. */
    public static final Route<None, Cover.QuoteList> QUOTES =
            Route.open(
                    GET,
                    "/api/v1/quotes",
                    None.class,
                    Cover.QuoteList.class,
                    Permission.COVER,
                    "List your quotes, newest first");

    /** {@link Cover#quoted}. */
    public static final Route<Cover.QuoteRef, Cover.Quote> QUOTED =
            Route.open(
                    GET,
                    "/api/v1/quotes/{quote}",
                    Cover.QuoteRef.class,
                    Cover.Quote.class,
                    Permission.LOGGED_IN,
                    "Show one quote with the parts of its premium");

    /** {@link Cover#paths}. */
    public static final Route<Cover.QuoteRef, QuotePaths> PATHS =
            Route.open(
                    GET,
                    "/api/v1/quotes/{quote}/paths",
                    Cover.QuoteRef.class,
                    QuotePaths.class,
                    Permission.LOGGED_IN,
                    "Simulate the price of a quote against its barrier, always alike");

    /** {@link Cover#terms}. */
    public static final Route<TermsQuery, CoverTerms> TERMS =
            Route.open(
                    GET,
                    "/api/v1/cover/terms",
                    TermsQuery.class,
                    CoverTerms.class,
                    Permission.LOGGED_IN,
                    "Show for how long cover can be had at each leverage");

    /** {@link Cover#timeline}. */
    public static final Route<Cover.ClaimRef, ClaimTimeline> TIMELINE =
            Route.open(
                    GET,
                    "/api/v1/claims/{claim}/timeline",
                    Cover.ClaimRef.class,
                    ClaimTimeline.class,
                    Permission.LOGGED_IN,
                    "Show a claim's steps and all of its checks");

    /** {@link Cover#document}. */
    public static final Route<DocumentRef, EvidenceDocument> DOCUMENT =
            Route.open(
                    GET,
                    "/api/v1/claims/{claim}/evidence/{document}",
                    DocumentRef.class,
                    EvidenceDocument.class,
                    Permission.LOGGED_IN,
                    "Hand out one document of the evidence, byte for byte");

    /** {@link Cover#verifyEvidence}. */
    public static final Route<Cover.ClaimRef, EvidenceVerification> VERIFY_EVIDENCE =
            Route.open(
                    POST,
                    "/api/v1/claims/{claim}/evidence/verification",
                    Cover.ClaimRef.class,
                    EvidenceVerification.class,
                    Permission.LOGGED_IN,
                    "Compute the hashes of a claim's evidence anew");

    /** {@link Cover#solvencyHistory}. */
    public static final Route<TimeRange, Cover.SolvencyHistory> SOLVENCY_HISTORY =
            Route.open(
                    GET,
                    "/api/v1/solvency/history",
                    TimeRange.class,
                    Cover.SolvencyHistory.class,
                    Permission.LOGGED_IN,
                    "Show how solvency developed");

    /** All of them. */
    public static final List<Route<?, ?>> ALL =
            List.of(
                    QUOTE,
                    QUOTES,
                    QUOTED,
                    PATHS,
                    TERMS,
                    BIND,
                    POLICIES,
                    POLICY,
                    FILE_CLAIM,
                    CLAIMS,
                    CLAIM,
                    TIMELINE,
                    EVIDENCE,
                    DOCUMENT,
                    VERIFY_EVIDENCE,
                    DECIDE,
                    SOLVENCY,
                    SOLVENCY_HISTORY);

    private CoverRoutes() {}
}
