package io.leverageguard.cover;

import io.leverageguard.api.cover.Cover.Policy;
import io.leverageguard.api.cover.Cover.PolicyState;
import io.leverageguard.api.cover.Cover.Quote;
import io.leverageguard.api.cover.Cover.QuoteState;
import io.leverageguard.cover.PolicyRow.Payment;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.PolicyId;
import io.leverageguard.kernel.ids.QuoteId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.money.Asset;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.kit.json.Json;
import io.leverageguard.kit.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Quotes and policies in PostgreSQL. The caller decides what belongs in one transaction. */
final class CoverRepository {
    private static final String POLICY =
            """
            SELECT p.*,
                   (SELECT coalesce(sum(c.reserve), 0) FROM claims c
                     WHERE c.policy = p.policy AND c.standing
                       AND c.state NOT IN ('PAID', 'CLOSED')) AS reserved
              FROM policies p
            """;

    /** How much earlier than a liquidation the end of its position may be told. */
    private static final Duration TOLD_LATE = Duration.ofMinutes(1);

    /** A quote as it is stored. */
    record QuoteRow(Quote quote, Snapshot snapshot) {}

    /** Makes every transaction that changes what is promised wait for the others. */
    void lockPromises(Handle handle) {
        handle.execute("SELECT pg_advisory_xact_lock(hashtext('cover.promises'))");
    }

    void insertQuote(Handle handle, Quote quote, Snapshot snapshot) {
        handle.createUpdate(
                        """
                        INSERT INTO quotes (quote, owner, account, state, quoted_at, expires_at,
                                            terms, snapshot)
                        VALUES (:quote, :owner, :account, :state, :quotedAt, :expiresAt,
                                cast(:terms AS jsonb), cast(:snapshot AS jsonb))
                        """)
                .bind("quote", quote.quote())
                .bind("owner", quote.owner())
                .bind("account", quote.account())
                .bind("state", quote.state())
                .bind("quotedAt", quote.quotedAt())
                .bind("expiresAt", quote.expiresAt())
                .bind("terms", Json.write(quote))
                .bind("snapshot", Json.write(snapshot))
                .execute();
    }

    Optional<QuoteRow> quote(Handle handle, QuoteId quote) {
        return handle.createQuery("SELECT * FROM quotes WHERE quote = :quote FOR UPDATE")
                .bind("quote", quote)
                .map((row, _) -> quoteRow(row))
                .findOne();
    }

    /** The same, for reading only. */
    Optional<QuoteRow> findQuote(Handle handle, QuoteId quote) {
        return handle.createQuery("SELECT * FROM quotes WHERE quote = :quote")
                .bind("quote", quote)
                .map((row, _) -> quoteRow(row))
                .findOne();
    }

    List<QuoteRow> quotesOf(Handle handle, UserId owner) {
        return handle.createQuery(
                        """
                        SELECT * FROM quotes WHERE owner = :owner
                         ORDER BY quoted_at DESC, quote DESC LIMIT 100
                        """)
                .bind("owner", owner)
                .map((row, _) -> quoteRow(row))
                .list();
    }

    void setQuoteState(Handle handle, QuoteId quote, QuoteState state) {
        handle.createUpdate("UPDATE quotes SET state = :state WHERE quote = :quote")
                .bind("state", state)
                .bind("quote", quote)
                .execute();
    }

    /** Inserts a policy whose premium is not booked yet; a lapsed one of the same id makes room. */
    void insertPolicy(Handle handle, Policy policy, Snapshot snapshot, Money benefitMax) {
        handle.createUpdate("DELETE FROM policies WHERE policy = :policy AND payment = 'LAPSED'")
                .bind("policy", policy.policy())
                .execute();
        handle.createUpdate(
                        """
                        INSERT INTO policies (policy, quote, owner, account, venue, symbol, side,
                            state, payment, bound_at, cover_from, cover_until, premium,
                            benefit_max, terms, snapshot)
                        VALUES (:policy, :quote, :owner, :account, :venue, :symbol, :side,
                            :state, 'PENDING', :boundAt, :coverFrom, :coverUntil, :premium,
                            :benefitMax, cast(:terms AS jsonb), cast(:snapshot AS jsonb))
                        """)
                .bind("policy", policy.policy())
                .bind("quote", policy.quote())
                .bind("owner", policy.owner())
                .bind("account", policy.account())
                .bind("venue", policy.venue())
                .bind("symbol", policy.symbol())
                .bind("side", policy.side())
                .bind("state", policy.state())
                .bind("boundAt", policy.boundAt())
                .bind("coverFrom", policy.coverFrom())
                .bind("coverUntil", policy.coverUntil())
                .bind("premium", policy.premium().minor())
                .bind("benefitMax", benefitMax.minor())
                .bind("terms", Json.write(policy))
                .bind("snapshot", Json.write(snapshot))
                .execute();
    }

    Optional<PolicyRow> policy(Handle handle, PolicyId policy) {
        return handle.createQuery(POLICY + " WHERE p.policy = :policy")
                .bind("policy", policy)
                .map((row, _) -> policyRow(row))
                .findOne();
    }

    /** The same, and nobody else changes it before this transaction ends. */
    Optional<PolicyRow> lockPolicy(Handle handle, PolicyId policy) {
        handle.createQuery("SELECT policy FROM policies WHERE policy = :policy FOR UPDATE")
                .bind("policy", policy)
                .mapTo(PolicyId.class)
                .findOne();
        return policy(handle, policy);
    }

    List<PolicyRow> policiesOf(Handle handle, UserId owner) {
        return handle.createQuery(
                        POLICY
                                + " WHERE p.owner = :owner AND p.payment = 'TAKEN'"
                                + " ORDER BY p.bound_at DESC, p.policy DESC LIMIT 500")
                .bind("owner", owner)
                .map((row, _) -> policyRow(row))
                .list();
    }

    /** Everything that is promised, also where the premium is still being booked. */
    List<PolicyRow> inForce(Handle handle) {
        return handle.createQuery(
                        POLICY
                                + " WHERE p.payment <> 'LAPSED'"
                                + " AND p.state IN ('WAITING', 'ACTIVE')"
                                + " ORDER BY p.bound_at, p.policy")
                .map((row, _) -> policyRow(row))
                .list();
    }

    /** Everything that time can still change. */
    List<PolicyRow> alive(Handle handle) {
        return handle.createQuery(
                        POLICY
                                + " WHERE p.payment <> 'LAPSED' AND p.state <> 'CLOSED'"
                                + " ORDER BY p.bound_at, p.policy")
                .map((row, _) -> policyRow(row))
                .list();
    }

    boolean insured(Handle handle, AccountId account, String symbol) {
        return handle.createQuery(
                        """
                        SELECT count(*) > 0 FROM policies
                         WHERE account = :account AND symbol = :symbol AND payment <> 'LAPSED'
                           AND state IN ('WAITING', 'ACTIVE')
                        """)
                .bind("account", account)
                .bind("symbol", symbol)
                .mapTo(Boolean.class)
                .one();
    }

    /** The policies on a position that cover an instant, newest first. */
    List<PolicyRow> covering(
            Handle handle, AccountId account, String symbol, String side, Instant at) {
        return handle.createQuery(
                        POLICY
                                + """
                                 WHERE p.account = :account AND p.symbol = :symbol
                                   AND p.side = :side AND p.payment = 'TAKEN'
                                   AND p.state IN ('WAITING', 'ACTIVE', 'EXPIRED',
                                                   'TERMINATED_POSITION_CLOSED')
                                   AND p.cover_from <= :latest
                                   AND p.cover_until >= :earliest
                                   AND (p.ended_at IS NULL
                                        OR p.ended_at >= :ended)
                                 ORDER BY p.bound_at DESC, p.policy DESC
                                """)
                .bind("account", account)
                .bind("symbol", symbol)
                .bind("side", side)
                .bind("latest", at.plus(VenueChecks.SKEW))
                .bind("earliest", at.minus(VenueChecks.SKEW))
                .bind("ended", at.minus(TOLD_LATE))
                .map((row, _) -> policyRow(row))
                .list();
    }

    /** The policy in force on a position. */
    Optional<PolicyRow> inForceOn(Handle handle, AccountId account, String symbol) {
        return handle.createQuery(
                        POLICY
                                + " WHERE p.account = :account AND p.symbol = :symbol"
                                + " AND p.payment = 'TAKEN' AND p.state IN ('WAITING', 'ACTIVE')")
                .bind("account", account)
                .bind("symbol", symbol)
                .map((row, _) -> policyRow(row))
                .findOne();
    }

    /** Moves a policy on, unless somebody else has; says whether it did. */
    boolean move(Handle handle, Policy policy, PolicyState to, @Nullable Instant endedAt) {
        Lifecycle.require(policy.state(), to);
        return handle.createUpdate(
                                """
                                UPDATE policies
                                   SET state = :to,
                                       ended_at = coalesce(ended_at, cast(:endedAt AS timestamptz))
                                 WHERE policy = :policy AND state = :from
                                """)
                        .bind("to", to)
                        .bind("from", policy.state())
                        .bindByType("endedAt", endedAt, Instant.class)
                        .bind("policy", policy.policy())
                        .execute()
                == 1;
    }

    /** Settles what became of the premium, unless somebody else has; says whether it did. */
    boolean pay(Handle handle, PolicyId policy, Payment to) {
        return handle.createUpdate(
                                """
                                UPDATE policies SET payment = :to
                                 WHERE policy = :policy AND payment = 'PENDING'
                                """)
                        .bind("to", to)
                        .bind("policy", policy)
                        .execute()
                == 1;
    }

    /** Writes down what is about to be booked as earned, once. */
    void startEarning(Handle handle, PolicyId policy, Money amount) {
        handle.createUpdate(
                        """
                        UPDATE policies SET earning = :amount, earning_seq = earning_seq + 1
                         WHERE policy = :policy AND earning IS NULL
                        """)
                .bind("amount", amount.minor())
                .bind("policy", policy)
                .execute();
    }

    /** It is booked. */
    void finishEarning(Handle handle, PolicyId policy, int seq) {
        handle.createUpdate(
                        """
                        UPDATE policies SET earned = earned + earning, earning = NULL
                         WHERE policy = :policy AND earning_seq = :seq AND earning IS NOT NULL
                        """)
                .bind("policy", policy)
                .bind("seq", seq)
                .execute();
    }

    void addPaid(Handle handle, PolicyId policy, Money amount) {
        handle.createUpdate("UPDATE policies SET paid = paid + :amount WHERE policy = :policy")
                .bind("amount", amount.minor())
                .bind("policy", policy)
                .execute();
    }

    private static QuoteRow quoteRow(ResultSet row) throws SQLException {
        Quote quote = Json.read(Rows.text(row, "terms"), Quote.class);
        QuoteState state = Rows.constant(row, "state", QuoteState.class);
        return new QuoteRow(
                Quotes.withState(quote, state),
                Json.read(Rows.text(row, "snapshot"), Snapshot.class));
    }

    private static PolicyRow policyRow(ResultSet row) throws SQLException {
        Policy terms = Json.read(Rows.text(row, "terms"), Policy.class);
        PolicyState state = Rows.constant(row, "state", PolicyState.class);
        long earning = row.getLong("earning");
        Money earningNow = row.wasNull() ? null : usdt(earning);
        return new PolicyRow(
                Quotes.withState(terms, state, usdt(row.getLong("paid"))),
                Json.read(Rows.text(row, "snapshot"), Snapshot.class),
                Rows.constant(row, "payment", Payment.class),
                usdt(row.getLong("benefit_max")),
                usdt(row.getLong("reserved")),
                usdt(row.getLong("earned")),
                earningNow,
                row.getInt("earning_seq"),
                Rows.instantOrNull(row, "ended_at"));
    }

    private static Money usdt(long minor) {
        return new Money(minor, Asset.USDT);
    }
}
