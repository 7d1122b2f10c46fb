package io.leverageguard.payout;

import io.leverageguard.api.payout.Payouts.Payout;
import io.leverageguard.api.payout.Payouts.State;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.ids.ClaimId;
import io.leverageguard.kernel.ids.PayoutId;
import io.leverageguard.kernel.ids.PolicyId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.money.Asset;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.kit.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Payout orders and approvals in PostgreSQL. */
final class PayoutRepository {
    static final int PAGE_MAX = 1_000;

    private static final String SELECT =
            """
            SELECT p.*, ARRAY(SELECT a.name FROM approval a WHERE a.payout = p.id ORDER BY a.at)
                AS approvals
            FROM payout p
            """;

    /** Records a new order; says whether there was none for its claim. */
    boolean insert(Handle handle, Payout payout, PolicyId policy) {
        return handle.createUpdate(
                                """
                                INSERT INTO payout (id, claim, policy, beneficiary, amount, asset,
                                    evidence_root, state, reason, created_at, updated_at)
                                VALUES (:id, :claim, :policy, :beneficiary, :amount, :asset,
                                    :root, :state, :reason, :at, :at)
                                ON CONFLICT DO NOTHING
                                """)
                        .bind("id", payout.payout())
                        .bind("claim", payout.claim())
                        .bind("policy", policy)
                        .bind("beneficiary", payout.beneficiary())
                        .bind("amount", payout.amount().minor())
                        .bind("asset", payout.amount().asset().code())
                        .bind("root", payout.evidenceRoot())
                        .bind("state", payout.state())
                        .bind("reason", payout.reason())
                        .bind("at", payout.createdAt())
                        .execute()
                == 1;
    }

    /** Moves an order on; says whether it was where the caller believed. */
    boolean move(Handle handle, Payout from, Payout to, @Nullable Instant nextTryAt) {
        return handle.createUpdate(
                                """
                                UPDATE payout SET state = :to, reason = :reason, updated_at = :at,
                                    next_try_at = CAST(:nextTryAt AS timestamptz),
                                    failures = failures
                                        + CASE WHEN :to = 'FAILED_RETRYABLE' THEN 1 ELSE 0 END
                                WHERE id = :id AND state = :from
                                """)
                        .bind("to", to.state().name())
                        .bind("reason", to.reason())
                        .bind("at", to.updatedAt())
                        .bindByType("nextTryAt", nextTryAt, Instant.class)
                        .bind("id", to.payout())
                        .bind("from", from.state())
                        .execute()
                == 1;
    }

    void approve(Handle handle, Payout payout, Actor approver, String why, Instant at) {
        handle.createUpdate(
                        """
                        INSERT INTO approval (payout, approver, name, why, at)
                        VALUES (:payout, :approver, :name, :why, :at)
                        """)
                .bind("payout", payout.payout())
                .bind("approver", approver.user())
                .bind("name", approver.name())
                .bind("why", why)
                .bind("at", at)
                .execute();
    }

    boolean approvedBy(Handle handle, PayoutId payout, UserId approver) {
        return handle.createQuery(
                        """
                        SELECT EXISTS (SELECT FROM approval
                            WHERE payout = :payout AND approver = :approver)
                        """)
                .bind("payout", payout)
                .bind("approver", approver)
                .mapTo(Boolean.class)
                .one();
    }

    Optional<Payout> find(Handle handle, PayoutId id) {
        return first(handle.createQuery(SELECT + "WHERE p.id = :id").bind("id", id));
    }

    /** As {@link #find}, and nobody else moves it until the transaction ends. */
    Optional<Payout> lock(Handle handle, PayoutId id) {
        return first(handle.createQuery(SELECT + "WHERE p.id = :id FOR UPDATE").bind("id", id));
    }

    List<Payout> of(Handle handle, UserId beneficiary) {
        String newest = "WHERE p.beneficiary = :user ORDER BY p.created_at DESC, p.id LIMIT :max";
        return list(handle.createQuery(SELECT + newest).bind("user", beneficiary), PAGE_MAX);
    }

    List<Payout> all(Handle handle) {
        String newest = "ORDER BY p.created_at DESC, p.id LIMIT :max";
        return list(handle.createQuery(SELECT + newest), PAGE_MAX);
    }

    /** Orders that a step of settlement is due for, oldest first. */
    List<Payout> toSettle(Handle handle, int max) {
        String due =
                """
                WHERE p.state IN ('AUTHORIZED', 'FUNDS_RESERVED')
                ORDER BY p.created_at, p.id LIMIT :max
                """;
        return list(handle.createQuery(SELECT + due), max);
    }

    /** Failed orders whose time has come, oldest first. */
    List<Payout> toRetry(Handle handle, Instant now, int max) {
        String due =
                """
                WHERE p.state = 'FAILED_RETRYABLE' AND p.next_try_at <= :now
                ORDER BY p.next_try_at, p.id LIMIT :max
                """;
        return list(handle.createQuery(SELECT + due).bind("now", now), max);
    }

    int failures(Handle handle, PayoutId id) {
        return handle.createQuery("SELECT failures FROM payout WHERE id = :id")
                .bind("id", id)
                .mapTo(Integer.class)
                .one();
    }

    private static Optional<Payout> first(Query query) {
        return query.map((row, context) -> payout(row)).findOne();
    }

    private static List<Payout> list(Query query, int max) {
        return query.bind("max", max).map((row, context) -> payout(row)).list();
    }

    private static Payout payout(ResultSet row) throws SQLException {
        String[] approvals = (String[]) row.getArray("approvals").getArray();
        return new Payout(
                Rows.id(row, "id", PayoutId.class),
                Rows.id(row, "claim", ClaimId.class),
                Rows.id(row, "beneficiary", UserId.class),
                new Money(row.getLong("amount"), Asset.of(Rows.text(row, "asset"))),
                Rows.text(row, "evidence_root"),
                Rows.constant(row, "state", State.class),
                Rows.text(row, "reason"),
                List.of(approvals),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "updated_at"));
    }
}
