package io.leverageguard.fund;

import io.leverageguard.api.fund.Fund.Batch;
import io.leverageguard.api.fund.Fund.Booked;
import io.leverageguard.api.fund.Fund.LedgerHead;
import io.leverageguard.api.fund.Fund.Leg;
import io.leverageguard.api.fund.Fund.Transfer;
import io.leverageguard.api.fund.Fund.TransferKind;
import io.leverageguard.fund.Books.Known;
import io.leverageguard.kernel.ids.TransferId;
import io.leverageguard.kernel.money.Asset;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kit.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's tables. However many batches are booked together, it takes one statement per table:
 * lock the head, read what the batches name, decide in {@link Books}, write everything as arrays.
 *
 * <p>The lock on the head comes first in every transaction and orders all bookings, which the chain
 * of hashes needs anyway; so two bookings cannot deadlock, and no balance can be overdrawn between
 * reading and writing.
 */
final class LedgerTables {
    /** What became of the batches, in order, and the transfers that were not there before. */
    record Result(List<Outcome> outcomes, List<Transfer> fresh) {}

    /** A batch that was booked before, and the hash of what was asked for then. */
    private record Earlier(Booked booked, String bodyHash) {}

    /** The locked head. */
    private record Locked(LedgerHead head, long accounts) {}

    /** Books batches one after another in the caller's transaction; each may be refused alone. */
    Result book(Handle handle, Collection<Batch> batches, Instant at) {
        Locked locked = lock(handle);
        Map<UUID, Earlier> earlier = earlier(handle, batches);
        List<Batch> unseen =
                batches.stream().filter(batch -> !earlier.containsKey(batch.id())).toList();
        Books books =
                new Books(
                        locked.head(),
                        locked.accounts(),
                        lockAccounts(handle, unseen),
                        knownTransfers(handle, unseen));
        List<Outcome> outcomes = new ArrayList<>();
        Map<Batch, Booked> fresh = new HashMap<>();
        for (Batch batch : batches) {
            outcomes.add(outcome(books, batch, earlier, at, fresh));
        }
        if (!fresh.isEmpty()) {
            LedgerRows.write(handle, books, fresh);
        }
        return new Result(outcomes, books.transfers());
    }

    private static Outcome outcome(
            Books books,
            Batch batch,
            Map<UUID, Earlier> earlier,
            Instant at,
            Map<Batch, Booked> fresh) {
        String bodyHash = LedgerChain.body(batch);
        Earlier first = earlier.get(batch.id());
        if (first != null) {
            return first.bodyHash().equals(bodyHash)
                    ? new Outcome.Done(first.booked())
                    : new Outcome.Refused(reused(batch.id()));
        }
        try {
            Booked booked = books.book(batch, at);
            earlier.put(batch.id(), new Earlier(booked, bodyHash));
            fresh.put(batch, booked);
            return new Outcome.Done(booked);
        } catch (Refusal refusal) {
            return new Outcome.Refused(refusal);
        }
    }

    LedgerHead head(Handle handle) {
        return handle.createQuery("SELECT seq, hash FROM head")
                .map((row, context) -> head(row))
                .one();
    }

    /** Every account, by name. */
    List<LedgerAccount> accounts(Handle handle) {
        return handle.createQuery("SELECT * FROM account ORDER BY name")
                .map((row, context) -> account(row))
                .list();
    }

    /** One account; empty when nothing was ever booked on it. */
    @Nullable LedgerAccount account(Handle handle, String name) {
        return handle.createQuery("SELECT * FROM account WHERE name = :name")
                .bind("name", name)
                .map((row, context) -> account(row))
                .findOne()
                .orElse(null);
    }

    List<Transfer> transfers(Handle handle, long after, int limit) {
        return handle.createQuery(
                        """
                        SELECT t.*, d.name AS debit_name, c.name AS credit_name, d.asset,
                            coalesce(b.reference, '') AS reference
                        FROM transfer t
                        JOIN account d ON d.id = t.debit
                        JOIN account c ON c.id = t.credit
                        LEFT JOIN batch b ON b.id = t.batch
                        WHERE t.seq > :after ORDER BY t.seq LIMIT :limit
                        """)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> transfer(row))
                .list();
    }

    private static Locked lock(Handle handle) {
        return handle.createQuery("SELECT seq, hash, accounts FROM head FOR UPDATE")
                .map((row, context) -> new Locked(head(row), row.getLong("accounts")))
                .one();
    }

    private static Map<UUID, Earlier> earlier(Handle handle, Collection<Batch> batches) {
        Map<UUID, Earlier> found = new HashMap<>();
        handle.createQuery("SELECT * FROM batch WHERE id = ANY (:ids)")
                .bindArray("ids", UUID.class, batches.stream().map(Batch::id).toList())
                .map((row, context) -> earlier(row))
                .forEach(each -> found.put(each.booked().batch(), each));
        return found;
    }

    private static List<LedgerAccount> lockAccounts(Handle handle, List<Batch> batches) {
        TreeSet<String> names = new TreeSet<>();
        legs(batches).flatMap(leg -> Stream.of(leg.debit(), leg.credit())).forEach(names::add);
        return handle.createQuery(
                        "SELECT * FROM account WHERE name = ANY (:names) ORDER BY id FOR UPDATE")
                .bindArray("names", String.class, new ArrayList<>(names))
                .map((row, context) -> account(row))
                .list();
    }

    private static List<Known> knownTransfers(Handle handle, List<Batch> batches) {
        TreeMap<String, UUID> ids = new TreeMap<>();
        legs(batches)
                .flatMap(leg -> Stream.ofNullable(leg.pending()))
                .forEach(id -> ids.put(id.toString(), id.value()));
        legs(batches).forEach(leg -> ids.put(leg.id().toString(), leg.id().value()));
        return handle.createQuery(
                        """
                        SELECT t.id, t.kind, t.amount, d.asset,
                            d.name AS debit_name, c.name AS credit_name,
                            EXISTS (SELECT FROM transfer r WHERE r.pending = t.id) AS completed
                        FROM transfer t
                        JOIN account d ON d.id = t.debit
                        JOIN account c ON c.id = t.credit
                        WHERE t.id = ANY (:ids)
                        """)
                .bindArray("ids", UUID.class, new ArrayList<>(ids.values()))
                .map((row, context) -> known(row))
                .list();
    }

    private static Stream<Leg> legs(List<Batch> batches) {
        return batches.stream().flatMap(batch -> batch.legs().stream());
    }

    private static Refusal reused(UUID batch) {
        return Refusal.conflict(
                "id_reused", "there is another batch with this id already: " + batch);
    }

    private static LedgerHead head(ResultSet row) throws SQLException {
        return new LedgerHead(row.getLong("seq"), hex(row, "hash"));
    }

    private static Earlier earlier(ResultSet row) throws SQLException {
        Booked booked =
                new Booked(
                        Rows.uuid(row, "id"),
                        row.getLong("first_seq"),
                        row.getLong("last_seq"),
                        hex(row, "head"));
        return new Earlier(booked, hex(row, "body_hash"));
    }

    private static Known known(ResultSet row) throws SQLException {
        return new Known(
                new TransferId(Rows.uuid(row, "id")),
                TransferKind.valueOf(row.getString("kind")),
                row.getString("debit_name"),
                row.getString("credit_name"),
                row.getLong("amount"),
                Asset.of(row.getString("asset")),
                row.getBoolean("completed"));
    }

    private static LedgerAccount account(ResultSet row) throws SQLException {
        return new LedgerAccount(
                row.getLong("id"),
                row.getString("name"),
                new Chart(
                        AccountKind.valueOf(row.getString("kind")),
                        row.getBoolean("may_not_go_negative")),
                Asset.of(row.getString("asset")),
                row.getLong("posted_debits"),
                row.getLong("posted_credits"),
                row.getLong("pending_debits"),
                row.getLong("pending_credits"),
                row.getLong("version"));
    }

    private static Transfer transfer(ResultSet row) throws SQLException {
        UUID pending = row.getObject("pending", UUID.class);
        return new Transfer(
                row.getLong("seq"),
                new TransferId(Rows.uuid(row, "id")),
                Rows.uuid(row, "batch"),
                TransferKind.valueOf(row.getString("kind")),
                pending == null ? null : new TransferId(pending),
                row.getString("debit_name"),
                row.getString("credit_name"),
                new Money(row.getLong("amount"), Asset.of(row.getString("asset"))),
                row.getString("code"),
                row.getString("reference"),
                Rows.instant(row, "at"),
                hex(row, "hash"));
    }

    private static String hex(ResultSet row, String column) throws SQLException {
        return HexFormat.of().formatHex(row.getBytes(column));
    }
}
