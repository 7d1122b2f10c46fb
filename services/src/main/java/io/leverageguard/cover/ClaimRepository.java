package io.leverageguard.cover;

import io.leverageguard.api.cover.Cover.Check;
import io.leverageguard.api.cover.Cover.Claim;
import io.leverageguard.api.cover.Cover.ClaimState;
import io.leverageguard.api.cover.Cover.ClaimStep;
import io.leverageguard.api.cover.Cover.Evidence;
import io.leverageguard.api.cover.Cover.Policy;
import io.leverageguard.api.cover.Cover.RuleHit;
import io.leverageguard.kernel.ids.ClaimId;
import io.leverageguard.kernel.ids.PolicyId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.money.Asset;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.kit.json.Json;
import io.leverageguard.kit.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Claims, their history and their evidence in PostgreSQL. */
final class ClaimRepository {
    private static final int PAGE = 50;

    /** Wraps a list, because JSON columns hold records. */
    record CheckList(List<Check> items) {}

    /** Wraps a list, because JSON columns hold records. */
    record HitList(List<RuleHit> items) {}

    /** A claim that begins. */
    record Notice(ClaimId claim, Policy policy, String orderId, boolean byHand, String statement) {}

    /** What a step of a claim is. */
    record Step(ClaimState to, String actor, String reason, Instant at, Instant dueAt) {}

    /** Inserts a claim; says no where the order has a standing claim already. */
    boolean insert(Handle handle, Notice notice, Money reserve, Instant at) {
        Policy policy = notice.policy();
        int inserted =
                handle.createUpdate(
                                """
                                INSERT INTO claims (claim, policy, owner, venue, account_uid,
                                    symbol, venue_order_id, by_hand, statement, state, reason,
                                    reserve, notified_at, due_at)
                                VALUES (:claim, :policy, :owner, :venue, :accountUid,
                                    :symbol, :order, :byHand, :statement, 'NOTIFIED', '',
                                    :reserve, :at, :at)
                                ON CONFLICT DO NOTHING
                                """)
                        .bind("claim", notice.claim())
                        .bind("policy", policy.policy())
                        .bind("owner", policy.owner())
                        .bind("venue", policy.venue())
                        .bind("accountUid", policy.accountUid())
                        .bind("symbol", policy.symbol())
                        .bind("order", notice.orderId())
                        .bind("byHand", notice.byHand())
                        .bind("statement", notice.statement())
                        .bind("reserve", reserve.minor())
                        .bind("at", at)
                        .execute();
        return inserted == 1;
    }

    Optional<ClaimRow> claim(Handle handle, ClaimId claim) {
        return handle.createQuery("SELECT * FROM claims WHERE claim = :claim")
                .bind("claim", claim)
                .map((row, _) -> claimRow(handle, row))
                .findOne();
    }

    /** The same, and nobody else changes it before this transaction ends. */
    Optional<ClaimRow> lockClaim(Handle handle, ClaimId claim) {
        return handle.createQuery("SELECT * FROM claims WHERE claim = :claim FOR UPDATE")
                .bind("claim", claim)
                .map((row, _) -> claimRow(handle, row))
                .findOne();
    }

    /** The first claim on an order under an account. */
    Optional<ClaimRow> onOrder(Handle handle, Policy policy, String orderId) {
        return handle.createQuery(
                        """
                        SELECT * FROM claims
                         WHERE venue = :venue AND account_uid = :accountUid
                           AND symbol = :symbol AND venue_order_id = :order
                         ORDER BY standing DESC, notified_at, claim LIMIT 1
                        """)
                .bind("venue", policy.venue())
                .bind("accountUid", policy.accountUid())
                .bind("symbol", policy.symbol())
                .bind("order", orderId)
                .map((row, _) -> claimRow(handle, row))
                .findOne();
    }

    /** Newest first; everybody's where {@code owner} is absent. */
    List<ClaimRow> claims(Handle handle, @Nullable UserId owner) {
        return handle.createQuery(
                        """
                        SELECT * FROM claims
                         WHERE cast(:owner AS uuid) IS NULL OR owner = :owner
                         ORDER BY notified_at DESC, claim DESC LIMIT 500
                        """)
                .bindByType("owner", owner, UserId.class)
                .map((row, _) -> claimRow(handle, row))
                .list();
    }

    /** Those whose next step is due, oldest first. */
    List<ClaimId> due(Handle handle, Instant now) {
        return handle.createQuery(
                        """
                        SELECT claim FROM claims
                         WHERE due_at <= :now
                           AND state NOT IN ('REFERRED', 'IN_REVIEW', 'PAYABLE', 'CLOSED',
                                             'WITHDRAWN')
                         ORDER BY notified_at, claim LIMIT :page
                        """)
                .bind("now", now)
                .bind("page", PAGE)
                .mapTo(ClaimId.class)
                .list();
    }

    boolean hasOpenClaim(Handle handle, PolicyId policy) {
        return handle.createQuery(
                        """
                        SELECT count(*) > 0 FROM claims
                         WHERE policy = :policy AND standing AND state NOT IN ('PAID', 'CLOSED')
                        """)
                .bind("policy", policy)
                .mapTo(Boolean.class)
                .one();
    }

    /** Whether a claim on the order other than this one was approved or paid. */
    boolean paidBefore(Handle handle, Policy policy, String orderId, ClaimId except) {
        return handle.createQuery(
                        """
                        SELECT count(*) > 0 FROM claims
                         WHERE venue = :venue AND symbol = :symbol AND venue_order_id = :order
                           AND payable AND claim <> :claim
                        """)
                .bind("venue", policy.venue())
                .bind("symbol", policy.symbol())
                .bind("order", orderId)
                .bind("claim", except)
                .mapTo(Boolean.class)
                .one();
    }

    /** Moves a claim on, unless somebody else has; says whether it did. */
    boolean move(Handle handle, Claim claim, Step step) {
        Lifecycle.require(claim.state(), step.to());
        boolean declined = step.to() == ClaimState.DECLINED || step.to() == ClaimState.WITHDRAWN;
        boolean approved =
                step.to() == ClaimState.AUTO_APPROVED || step.to() == ClaimState.APPROVED;
        int moved =
                handle.createUpdate(
                                """
                                UPDATE claims
                                   SET state = :to, reason = :reason, due_at = :dueAt,
                                       attempts = 0,
                                       standing = standing AND NOT :declined,
                                       payable = payable OR :approved
                                 WHERE claim = :claim AND state = :from
                                """)
                        .bind("to", step.to())
                        .bind("from", claim.state())
                        .bind("reason", step.reason())
                        .bind("dueAt", step.dueAt())
                        .bind("declined", declined)
                        .bind("approved", approved)
                        .bind("claim", claim.claim())
                        .execute();
        if (moved == 1) {
            addStep(handle, claim.claim(), step);
        }
        return moved == 1;
    }

    void addStep(Handle handle, ClaimId claim, Step step) {
        handle.createUpdate(
                        """
                        INSERT INTO claim_steps (claim, n, state, actor, reason, at)
                        SELECT :claim, coalesce(max(n), 0) + 1, :state, :actor, :reason, :at
                          FROM claim_steps WHERE claim = :claim
                        """)
                .bind("claim", claim)
                .bind("state", step.to())
                .bind("actor", step.actor())
                .bind("reason", step.reason())
                .bind("at", step.at())
                .execute();
    }

    /** Tries again later. */
    void retry(Handle handle, ClaimId claim, Instant dueAt) {
        handle.createUpdate(
                        """
                        UPDATE claims SET attempts = attempts + 1, due_at = :dueAt
                         WHERE claim = :claim
                        """)
                .bind("dueAt", dueAt)
                .bind("claim", claim)
                .execute();
    }

    void setFacts(Handle handle, ClaimId claim, Facts facts, String root) {
        handle.createUpdate(
                        """
                        UPDATE claims SET facts = cast(:facts AS jsonb), root = :root
                         WHERE claim = :claim
                        """)
                .bind("facts", Json.write(facts))
                .bind("root", root)
                .bind("claim", claim)
                .execute();
    }

    void setChecks(Handle handle, ClaimId claim, List<Check> checks, @Nullable Benefit benefit) {
        handle.createUpdate(
                        """
                        UPDATE claims
                           SET checks = cast(:checks AS jsonb), loss = :loss, benefit = :benefit
                         WHERE claim = :claim
                        """)
                .bind("checks", Json.write(new CheckList(checks)))
                .bindByType("loss", benefit == null ? null : benefit.loss().minor(), Long.class)
                .bindByType(
                        "benefit", benefit == null ? null : benefit.benefit().minor(), Long.class)
                .bind("claim", claim)
                .execute();
    }

    void setScore(Handle handle, ClaimId claim, Scoring scoring) {
        handle.createUpdate(
                        """
                        UPDATE claims SET hits = cast(:hits AS jsonb), score = :score
                         WHERE claim = :claim
                        """)
                .bind("hits", Json.write(new HitList(scoring.hits())))
                .bind("score", scoring.score())
                .bind("claim", claim)
                .execute();
    }

    void setReleased(Handle handle, ClaimId claim, Instant dueAt) {
        handle.createUpdate(
                        """
                        UPDATE claims SET released = true, due_at = :dueAt
                         WHERE claim = :claim AND state = 'DECLINED'
                        """)
                .bind("dueAt", dueAt)
                .bind("claim", claim)
                .execute();
    }

    void addEvidence(Handle handle, ClaimId claim, int n, Evidence item, String venueTime) {
        handle.createUpdate(
                        """
                        INSERT INTO evidence
                            (id, claim, n, source, request, body, sha256, at, venue_time)
                        VALUES (:id, :claim, :n, :source, :request, :body, :sha256, :at, :time)
                        """)
                .bind("id", item.id())
                .bind("claim", claim)
                .bind("n", n)
                .bind("source", item.source())
                .bind("request", item.request())
                .bind("body", item.body())
                .bind("sha256", item.sha256())
                .bind("at", item.at())
                .bind("time", venueTime)
                .execute();
    }

    /**
     * A document of the evidence as it is stored.
     *
     * @param place among the leaves of the tree, from 1
     */
    record Document(Evidence evidence, int place, String venueTime) {}

    List<Evidence> evidence(Handle handle, ClaimId claim) {
        return documents(handle, claim).stream().map(Document::evidence).toList();
    }

    /** All documents of a claim in the order of their leaves. */
    List<Document> documents(Handle handle, ClaimId claim) {
        return handle.createQuery("SELECT * FROM evidence WHERE claim = :claim ORDER BY n")
                .bind("claim", claim)
                .map(
                        (row, _) ->
                                new Document(
                                        new Evidence(
                                                Rows.uuid(row, "id"),
                                                Rows.text(row, "source"),
                                                Rows.text(row, "request"),
                                                Rows.text(row, "body"),
                                                Rows.text(row, "sha256"),
                                                Rows.instant(row, "at")),
                                        row.getInt("n"),
                                        Rows.text(row, "venue_time")))
                .list();
    }

    /** What else is known about a claimant, beside the claim itself. */
    Scoring.Standing standing(Handle handle, Claim claim, Policy policy, Instant since) {
        return handle.createQuery(
                        """
                        SELECT (SELECT count(*) FROM claims
                                 WHERE owner = :owner AND claim <> :claim
                                   AND notified_at >= :since) AS recent,
                               (SELECT count(*) FROM claims WHERE owner = :owner) AS claims,
                               (SELECT coalesce(sum(paid), 0)::bigint FROM policies
                                 WHERE owner = :owner) AS paid,
                               (SELECT coalesce(sum(premium), 0)::bigint FROM policies
                                 WHERE owner = :owner AND payment = 'TAKEN') AS premiums,
                               (SELECT count(*) > 0 FROM policies
                                 WHERE owner = :owner AND symbol = :symbol AND side <> :side
                                   AND payment = 'TAKEN' AND bound_at < :until
                                   AND cover_until > :from) AS both_sides
                        """)
                .bind("owner", claim.owner())
                .bind("claim", claim.claim())
                .bind("since", since)
                .bind("symbol", policy.symbol())
                .bind("side", policy.side())
                .bind("from", policy.boundAt())
                .bind("until", policy.coverUntil())
                .map(
                        (row, _) ->
                                new Scoring.Standing(
                                        row.getInt("recent"),
                                        row.getInt("claims"),
                                        usdt(row.getLong("paid")),
                                        usdt(row.getLong("premiums")),
                                        row.getBoolean("both_sides")))
                .one();
    }

    private static List<ClaimStep> history(Handle handle, UUID claim) {
        return handle.createQuery("SELECT * FROM claim_steps WHERE claim = :claim ORDER BY n")
                .bind("claim", claim)
                .map(
                        (row, _) ->
                                new ClaimStep(
                                        Rows.constant(row, "state", ClaimState.class),
                                        Rows.text(row, "actor"),
                                        Rows.text(row, "reason"),
                                        Rows.instant(row, "at")))
                .list();
    }

    private static ClaimRow claimRow(Handle handle, ResultSet row) throws SQLException {
        String facts = row.getString("facts");
        Claim claim =
                new Claim(
                        Rows.id(row, "claim", ClaimId.class),
                        Rows.id(row, "policy", PolicyId.class),
                        Rows.id(row, "owner", UserId.class),
                        Rows.text(row, "venue_order_id"),
                        row.getBoolean("by_hand"),
                        Rows.constant(row, "state", ClaimState.class),
                        Rows.text(row, "reason"),
                        Json.read(Rows.text(row, "checks"), CheckList.class).items(),
                        Json.read(Rows.text(row, "hits"), HitList.class).items(),
                        row.getInt("score"),
                        usdtOrNull(row, "loss"),
                        usdtOrNull(row, "benefit"),
                        Rows.text(row, "root"),
                        history(handle, Rows.uuid(row, "claim")),
                        Rows.instant(row, "notified_at"));
        return new ClaimRow(
                claim,
                Rows.text(row, "venue"),
                Rows.text(row, "symbol"),
                usdt(row.getLong("reserve")),
                facts == null ? null : Json.read(facts, Facts.class),
                row.getInt("attempts"),
                row.getBoolean("released"));
    }

    private static @Nullable Money usdtOrNull(ResultSet row, String column) throws SQLException {
        long minor = row.getLong(column);
        return row.wasNull() ? null : usdt(minor);
    }

    private static Money usdt(long minor) {
        return new Money(minor, Asset.USDT);
    }
}
