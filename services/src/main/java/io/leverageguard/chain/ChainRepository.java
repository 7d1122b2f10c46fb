package io.leverageguard.chain;

import io.leverageguard.api.chain.Chain.State;
import io.leverageguard.chain.Tx.Attempt;
import io.leverageguard.kernel.ids.ChainTxId;
import io.leverageguard.kit.sql.Rows;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Senders, transactions and their signed forms in PostgreSQL. */
final class ChainRepository {
    static final int PAGE_MAX = 200;

    /** The next nonce of a sender; empty before its first transaction. */
    OptionalLong nextNonce(Handle handle, String network) {
        return handle.createQuery("SELECT next_nonce FROM sender WHERE network = :network")
                .bind("network", network)
                .mapTo(Long.class)
                .findOne()
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    /** Makes a sender known, starting where its network says. */
    void insertSender(Handle handle, String network, String address, long nonce) {
        handle.execute(
                "INSERT INTO sender VALUES (?, ?, ?) ON CONFLICT (network) DO NOTHING",
                network,
                address,
                nonce);
    }

    /** The next nonce, and nobody else gets one on this network until the transaction ends. */
    long lockNonce(Handle handle, String network) {
        return handle.createQuery(
                        "SELECT next_nonce FROM sender WHERE network = :network FOR UPDATE")
                .bind("network", network)
                .mapTo(Long.class)
                .one();
    }

    /** Records a transaction and uses its nonce up. */
    void insert(Handle handle, Tx tx) {
        handle.createUpdate(
                        """
                        INSERT INTO tx (id, network, nonce, purpose, payload, recipient, data,
                            state, created_at, updated_at)
                        VALUES (:id, :network, :nonce, :purpose, :payload, :recipient, :data,
                            :state, :at, :at)
                        """)
                .bind("id", tx.id())
                .bind("network", tx.network())
                .bind("nonce", tx.nonce())
                .bind("purpose", tx.purpose())
                .bind("payload", tx.payload())
                .bind("recipient", tx.recipient())
                .bind("data", tx.data())
                .bind("state", tx.state())
                .bind("at", tx.createdAt())
                .execute();
        handle.execute(
                "UPDATE sender SET next_nonce = ? WHERE network = ?", tx.nonce() + 1, tx.network());
    }

    /** The transaction that carries {@code payload} already. */
    Optional<Tx> carrying(Handle handle, String network, String purpose, String payload) {
        String same = "WHERE network = :network AND purpose = :purpose AND payload = :payload";
        Query query =
                handle.createQuery("SELECT * FROM tx " + same)
                        .bind("network", network)
                        .bind("purpose", purpose)
                        .bind("payload", payload);
        return list(handle, query).stream().findFirst();
    }

    void insert(Handle handle, Tx tx, Attempt attempt) {
        handle.createUpdate(
                        """
                        INSERT INTO attempt
                            (hash, tx, number, raw, gas, max_fee, max_priority, noop, at)
                        VALUES (:hash, :tx, :number, :raw, :gas, :max, :priority, :noop, :at)
                        """)
                .bind("hash", attempt.hash())
                .bind("tx", tx.id())
                .bind("number", attempt.number())
                .bind("raw", attempt.raw())
                .bind("gas", attempt.gas())
                .bind("max", new BigDecimal(attempt.fees().max()))
                .bind("priority", new BigDecimal(attempt.fees().maxPriority()))
                .bind("noop", attempt.noop())
                .bind("at", attempt.at())
                .execute();
    }

    /** Moves a transaction on; says whether it was where the caller believed. */
    boolean move(Handle handle, Tx from, Tx to) {
        return handle.createUpdate(
                                """
                                UPDATE tx SET state = :to, block = :block, block_hash = :hash,
                                    updated_at = :at
                                WHERE id = :id AND state = :from
                                """)
                        .bind("to", to.state())
                        .bind("block", to.block())
                        .bind("hash", to.blockHash())
                        .bind("at", to.updatedAt())
                        .bind("id", to.id())
                        .bind("from", from.state())
                        .execute()
                == 1;
    }

    Tx find(Handle handle, ChainTxId id) {
        Query query = handle.createQuery("SELECT * FROM tx WHERE id = :id").bind("id", id);
        return list(handle, query).getFirst();
    }

    /** What is not at its end yet, in the order of nonces. */
    List<Tx> open(Handle handle, String network) {
        Query query =
                handle.createQuery(
                                """
                                SELECT * FROM tx WHERE network = :network
                                    AND state NOT IN ('CONFIRMED', 'FAILED', 'CANCELED')
                                ORDER BY nonce LIMIT :max
                                """)
                        .bind("network", network)
                        .bind("max", PAGE_MAX);
        return list(handle, query);
    }

    List<Tx> newest(Handle handle) {
        Query query =
                handle.createQuery("SELECT * FROM tx ORDER BY created_at DESC, id DESC LIMIT :max")
                        .bind("max", PAGE_MAX);
        return list(handle, query);
    }

    private static List<Tx> list(Handle handle, Query query) {
        List<Tx> bare = query.map((row, context) -> tx(row)).list();
        Map<UUID, List<Attempt>> attempts = new HashMap<>();
        handle.createQuery("SELECT * FROM attempt WHERE tx = ANY (:ids) ORDER BY number DESC")
                .bindArray("ids", UUID.class, bare.stream().map(tx -> tx.id().value()).toList())
                .map((row, context) -> Map.entry(Rows.uuid(row, "tx"), attempt(row)))
                .forEach(
                        each ->
                                attempts.computeIfAbsent(each.getKey(), id -> new ArrayList<>())
                                        .add(each.getValue()));
        return bare.stream()
                .map(tx -> tx.with(attempts.getOrDefault(tx.id().value(), List.of())))
                .toList();
    }

    private static Tx tx(ResultSet row) throws SQLException {
        return new Tx(
                Rows.id(row, "id", ChainTxId.class),
                Rows.text(row, "network"),
                row.getLong("nonce"),
                Rows.text(row, "purpose"),
                Rows.text(row, "payload"),
                Rows.text(row, "recipient"),
                Rows.text(row, "data"),
                Rows.constant(row, "state", State.class),
                row.getLong("block"),
                Rows.text(row, "block_hash"),
                List.of(),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "updated_at"));
    }

    private static Attempt attempt(ResultSet row) throws SQLException {
        return new Attempt(
                Rows.text(row, "hash"),
                row.getInt("number"),
                Rows.text(row, "raw"),
                row.getLong("gas"),
                new Fees(
                        Rows.decimal(row, "max_fee").toBigIntegerExact(),
                        Rows.decimal(row, "max_priority").toBigIntegerExact()),
                row.getBoolean("noop"),
                Rows.instant(row, "at"));
    }
}
