package io.leverageguard.analytics;

import io.leverageguard.api.TimeRange;
import io.leverageguard.api.cover.Cover.Claim;
import io.leverageguard.api.cover.Cover.Policy;
import io.leverageguard.api.cover.Cover.Quote;
import io.leverageguard.api.cover.CoverEvent.ClaimPayable;
import io.leverageguard.api.fund.Fund.Transfer;
import io.leverageguard.api.marketdata.MarketDataEvent.CandleClosed;
import io.leverageguard.api.payout.Payouts.Payout;
import io.leverageguard.api.risk.Risk.Warning;
import io.leverageguard.api.strategy.Strategies.Strategy;
import io.leverageguard.api.trading.Trading.Fill;
import io.leverageguard.api.trading.Trading.Position;
import io.leverageguard.api.trading.TradingEvent.AccountOpened;
import io.leverageguard.api.trading.TradingEvent.AccountReconciled;
import io.leverageguard.api.trading.TradingEvent.PositionLiquidated;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.kit.sql.Rows;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Writes the projections. Every write is keyed by the fact, so that a repeated fact is one fact.
 */
final class AnalyticsRepository {
    private static final List<String> TABLES =
            List.of(
                    "people",
                    "accounts",
                    "positions",
                    "fills",
                    "liquidations",
                    "reconciliations",
                    "candles",
                    "warnings",
                    "quotes",
                    "policies",
                    "claims",
                    "payables",
                    "payouts",
                    "transfers",
                    "strategies");

    /** Forgets everything. */
    void clear(Handle handle) {
        handle.execute("TRUNCATE " + String.join(", ", TABLES));
    }

    void person(Handle handle, UserId user, String login) {
        handle.execute(
                "INSERT INTO people (user_id, login) VALUES (?, ?) ON CONFLICT DO NOTHING",
                user,
                login);
    }

    void account(Handle handle, AccountOpened opened) {
        handle.execute(
                """
                INSERT INTO accounts (account, owner, venue, account_uid) VALUES (?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """,
                opened.account(),
                opened.owner(),
                opened.venue(),
                opened.accountUid());
    }

    /**
     * There is one position per account and symbol: a later one means that the former is closed.
     */
    void position(Handle handle, Position position) {
        handle.execute(
                """
                UPDATE positions SET quantity = 0, updated_at = ?
                WHERE account = ? AND symbol = ? AND opened_at < ? AND quantity <> 0
                """,
                position.openedAt(),
                position.account(),
                position.symbol(),
                position.openedAt());
        handle.createUpdate(
                        """
                        INSERT INTO positions (account, symbol, opened_at, quantity, largest,
                            entry_price, leverage, liquidation_price, updated_at)
                        VALUES (:account, :symbol, :openedAt, :quantity, :quantity,
                            :entryPrice, :leverage, :liquidationPrice, :updatedAt)
                        ON CONFLICT (account, symbol, opened_at) DO UPDATE SET
                            quantity = excluded.quantity,
                            largest = CASE WHEN abs(excluded.quantity) > abs(positions.largest)
                                THEN excluded.quantity ELSE positions.largest END,
                            entry_price = CASE WHEN excluded.quantity = 0
                                THEN positions.entry_price ELSE excluded.entry_price END,
                            liquidation_price = coalesce(
                                excluded.liquidation_price, positions.liquidation_price),
                            leverage = excluded.leverage,
                            updated_at = excluded.updated_at
                        """)
                .bind("account", position.account())
                .bind("symbol", position.symbol())
                .bind("openedAt", position.openedAt())
                .bind("quantity", position.quantity())
                .bind("entryPrice", position.entryPrice())
                .bind("leverage", position.leverage())
                .bind("liquidationPrice", position.liquidationPrice())
                .bind("updatedAt", position.updatedAt())
                .execute();
    }

    void fill(Handle handle, Fill fill) {
        handle.createUpdate(
                        """
                        INSERT INTO fills (account, symbol, trade_id, side, quantity, price, fee,
                            realized_pnl, strategy, at)
                        VALUES (:account, :symbol, :tradeId, :side, :quantity, :price, :fee,
                            :realizedPnl, :strategy, :at)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("account", fill.account())
                .bind("symbol", fill.symbol())
                .bind("tradeId", fill.tradeId())
                .bind("side", fill.side())
                .bind("quantity", fill.quantity())
                .bind("price", fill.price())
                .bind("fee", fill.fee())
                .bind("realizedPnl", fill.realizedPnl())
                .bind("strategy", fill.strategy())
                .bind("at", fill.at())
                .execute();
    }

    void liquidation(Handle handle, PositionLiquidated event) {
        handle.createUpdate(
                        """
                        INSERT INTO liquidations (account, venue_order_id, venue, symbol,
                            position_side, quantity, price, at)
                        VALUES (:account, :order, :venue, :symbol, :side, :quantity, :price, :at)
                        ON CONFLICT (account, venue_order_id) DO UPDATE SET
                            quantity = excluded.quantity, price = excluded.price, at = excluded.at
                        """)
                .bind("account", event.account())
                .bind("order", event.venueOrderId())
                .bind("venue", event.venue())
                .bind("symbol", event.symbol())
                .bind("side", event.positionSide())
                .bind("quantity", event.quantity())
                .bind("price", event.price())
                .bind("at", event.at())
                .execute();
    }

    void reconciliation(Handle handle, AccountReconciled event) {
        handle.createUpdate(
                        """
                        INSERT INTO reconciliations (account, at, breaks)
                        VALUES (:account, :at, :breaks)
                        ON CONFLICT (account) DO UPDATE SET
                            at = excluded.at, breaks = excluded.breaks
                        """)
                .bind("account", event.account())
                .bind("at", event.at())
                .bindArray("breaks", String.class, event.breaks())
                .execute();
    }

    void candle(Handle handle, CandleClosed closed) {
        handle.createUpdate(
                        """
                        INSERT INTO candles (venue, symbol, open_time, high, low, close)
                        VALUES (:venue, :symbol, :openTime, :high, :low, :close)
                        ON CONFLICT (venue, symbol, open_time) DO UPDATE SET
                            high = excluded.high, low = excluded.low, close = excluded.close
                        """)
                .bind("venue", closed.venue())
                .bind("symbol", closed.symbol())
                .bind("openTime", closed.candle().openTime())
                .bind("high", closed.candle().high())
                .bind("low", closed.candle().low())
                .bind("close", closed.candle().close())
                .execute();
    }

    void warning(Handle handle, Warning warning) {
        handle.createUpdate(
                        """
                        INSERT INTO warnings (account, symbol, band, at, distance, mark)
                        VALUES (:account, :symbol, :band, :at, :distance, :mark)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("account", warning.account())
                .bind("symbol", warning.symbol())
                .bind("band", warning.band())
                .bind("at", warning.at())
                .bind("distance", warning.distance())
                .bind("mark", warning.mark())
                .execute();
    }

    void quote(Handle handle, Quote quote) {
        handle.createUpdate(
                        """
                        INSERT INTO quotes (quote, owner, symbol, state, code, reason, d, touch,
                            premium, quoted_at)
                        VALUES (:quote, :owner, :symbol, :state, :code, :reason, :d, :touch,
                            :premium, :quotedAt)
                        ON CONFLICT (quote) DO UPDATE SET state = excluded.state
                        """)
                .bind("quote", quote.quote())
                .bind("owner", quote.owner())
                .bind("symbol", quote.symbol())
                .bind("state", quote.state())
                .bind("code", quote.code())
                .bind("reason", quote.reason())
                .bind("d", quote.index())
                .bind("touch", quote.probability())
                .bind("premium", quote.premium().minor())
                .bind("quotedAt", quote.quotedAt())
                .execute();
    }

    void policy(Handle handle, Policy policy) {
        handle.createUpdate(
                        """
                        INSERT INTO policies (policy, owner, account, symbol, side, quantity,
                            barrier, sum_insured, premium, paid, state, bound_at, cover_until)
                        VALUES (:policy, :owner, :account, :symbol, :side, :quantity,
                            :barrier, :sumInsured, :premium, :paid, :state, :boundAt, :coverUntil)
                        ON CONFLICT (policy) DO UPDATE SET
                            state = excluded.state, paid = excluded.paid
                        """)
                .bind("policy", policy.policy())
                .bind("owner", policy.owner())
                .bind("account", policy.account())
                .bind("symbol", policy.symbol())
                .bind("side", policy.side())
                .bind("quantity", policy.quantity())
                .bind("barrier", policy.barrier())
                .bind("sumInsured", policy.sumInsured().minor())
                .bind("premium", policy.premium().minor())
                .bind("paid", policy.paid().minor())
                .bind("state", policy.state())
                .bind("boundAt", policy.boundAt())
                .bind("coverUntil", policy.coverUntil())
                .execute();
    }

    void claim(Handle handle, Claim claim) {
        String checks =
                claim.checks().stream()
                        .map(check -> check.code() + " " + check.result())
                        .collect(Collectors.joining(", "));
        handle.createUpdate(
                        """
                        INSERT INTO claims (claim, policy, owner, venue_order_id, by_hand, state,
                            reason, checks, loss, benefit, evidence_root, notified_at)
                        VALUES (:claim, :policy, :owner, :order, :byHand, :state,
                            :reason, :checks, :loss, :benefit, :root, :at)
                        ON CONFLICT (claim) DO UPDATE SET
                            state = excluded.state,
                            reason = excluded.reason,
                            checks = excluded.checks,
                            loss = excluded.loss,
                            benefit = excluded.benefit,
                            evidence_root = excluded.evidence_root
                        """)
                .bind("claim", claim.claim())
                .bind("policy", claim.policy())
                .bind("owner", claim.owner())
                .bind("order", claim.venueOrderId())
                .bind("byHand", claim.filedByHand())
                .bind("state", claim.state())
                .bind("reason", claim.reason())
                .bind("checks", checks)
                .bind("loss", minor(claim.loss()))
                .bind("benefit", minor(claim.benefit()))
                .bind("root", claim.evidenceRoot())
                .bind("at", claim.notifiedAt())
                .execute();
    }

    void payable(Handle handle, ClaimPayable payable) {
        handle.execute(
                """
                INSERT INTO payables (claim, beneficiary, amount) VALUES (?, ?, ?)
                ON CONFLICT DO NOTHING
                """,
                payable.claim(),
                payable.beneficiary(),
                payable.amount().minor());
    }

    void payout(Handle handle, Payout payout) {
        handle.createUpdate(
                        """
                        INSERT INTO payouts (payout, claim, beneficiary, amount, state, reason,
                            updated_at)
                        VALUES (:payout, :claim, :beneficiary, :amount, :state, :reason, :at)
                        ON CONFLICT (payout) DO UPDATE SET
                            state = excluded.state,
                            reason = excluded.reason,
                            updated_at = excluded.updated_at
                        """)
                .bind("payout", payout.payout())
                .bind("claim", payout.claim())
                .bind("beneficiary", payout.beneficiary())
                .bind("amount", payout.amount().minor())
                .bind("state", payout.state())
                .bind("reason", payout.reason())
                .bind("at", payout.updatedAt())
                .execute();
    }

    void transfer(Handle handle, Transfer transfer) {
        handle.createUpdate(
                        """
                        INSERT INTO transfers (seq, kind, debit, credit, amount, code, reference,
                            at)
                        VALUES (:seq, :kind, :debit, :credit, :amount, :code, :reference, :at)
                        ON CONFLICT DO NOTHING
                        """)
                .bind("seq", transfer.seq())
                .bind("kind", transfer.kind())
                .bind("debit", transfer.debit())
                .bind("credit", transfer.credit())
                .bind("amount", transfer.amount().minor())
                .bind("code", transfer.code())
                .bind("reference", transfer.reference())
                .bind("at", transfer.at())
                .execute();
    }

    void strategy(Handle handle, Strategy strategy) {
        handle.execute(
                """
                INSERT INTO strategies (strategy, owner, kind, symbol, state)
                VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (strategy) DO UPDATE SET state = excluded.state
                """,
                strategy.strategy(),
                strategy.owner(),
                strategy.kind(),
                strategy.symbol(),
                strategy.state());
    }

    private static @Nullable Long minor(@Nullable Money money) {
        return money == null ? null : money.minor();
    }

    /**
     * What moved between two kinds of accounts in one step of time.
     *
     * @param bucket the step, absent for everything before the range
     * @param at of the last transfer in that step
     */
    record PoolMove(
            @Nullable Instant bucket, Instant at, String debit, String credit, long amount) {}

    /** What moved before a range, and in each step of it, in the order of time. */
    List<PoolMove> poolMoves(Handle handle, TimeRange.Exact range) {
        return handle.createQuery(
                        """
                        WITH moves AS (
                            SELECT CASE WHEN at >= :from THEN date_trunc(:step, at) END AS bucket,
                                   split_part(debit, ':', 1) AS debit,
                                   split_part(credit, ':', 1) AS credit, amount, at
                              FROM transfers
                             WHERE kind IN ('SINGLE', 'POST') AND at <= :to)
                        SELECT bucket, debit, credit, sum(amount)::bigint AS amount,
                               max(max(at)) OVER (PARTITION BY bucket) AS at
                          FROM moves GROUP BY bucket, debit, credit
                         ORDER BY bucket NULLS FIRST, debit, credit
                        """)
                .bind("from", range.from())
                .bind("to", range.to())
                .bind("step", range.step().name().toLowerCase(Locale.ROOT))
                .map(
                        (row, _) ->
                                new PoolMove(
                                        Rows.instantOrNull(row, "bucket"),
                                        Rows.instant(row, "at"),
                                        Rows.text(row, "debit"),
                                        Rows.text(row, "credit"),
                                        row.getLong("amount")))
                .list();
    }
}
