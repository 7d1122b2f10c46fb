package io.leverageguard.fund;

import io.leverageguard.api.fund.Fund.Batch;
import io.leverageguard.api.fund.Fund.Booked;
import io.leverageguard.api.fund.Fund.Transfer;
import io.leverageguard.fund.Books.Entry;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** Writes what {@link Books} decided: one statement per table, whatever the number of rows. */
final class LedgerRows {
    private LedgerRows() {}

    static void write(Handle handle, Books books, Map<Batch, Booked> booked) {
        Map<String, Long> ids = new HashMap<>();
        books.changed().forEach(account -> ids.put(account.name(), account.id()));
        accounts(handle, List.copyOf(books.changed()));
        batches(handle, List.copyOf(booked.entrySet()));
        transfers(handle, books.transfers(), ids);
        entries(handle, books.entries());
        handle.createUpdate("UPDATE head SET seq = :seq, accounts = :accounts, hash = :hash")
                .bind("seq", books.head().seq())
                .bind("accounts", books.accountCount())
                .bind("hash", HexFormat.of().parseHex(books.head().hash()))
                .execute();
    }

    private static void accounts(Handle handle, List<LedgerAccount> accounts) {
        Update update =
                handle.createUpdate(
                        """
                        INSERT INTO account
                            (id, name, kind, normal_side, may_not_go_negative, asset, posted_debits,
                             posted_credits, pending_debits, pending_credits, version)
                        SELECT * FROM unnest(:id, :name, :kind, :side, :floor, :asset,
                            :postedDebits, :postedCredits, :pendingDebits, :pendingCredits,
                            :version)
                        ON CONFLICT (id) DO UPDATE SET
                            posted_debits = excluded.posted_debits,
                            posted_credits = excluded.posted_credits,
                            pending_debits = excluded.pending_debits,
                            pending_credits = excluded.pending_credits,
                            version = excluded.version
                        """);
        longs(update, "id", accounts, LedgerAccount::id);
        texts(update, "name", accounts, LedgerAccount::name);
        texts(update, "kind", accounts, account -> account.chart().kind().name());
        texts(update, "side", accounts, account -> account.chart().kind().normalSide().name());
        update.bindArray(
                "floor",
                Boolean.class,
                accounts.stream().map(account -> account.chart().mayNotGoNegative()).toList());
        texts(update, "asset", accounts, account -> account.asset().code());
        longs(update, "postedDebits", accounts, LedgerAccount::postedDebits);
        longs(update, "postedCredits", accounts, LedgerAccount::postedCredits);
        longs(update, "pendingDebits", accounts, LedgerAccount::pendingDebits);
        longs(update, "pendingCredits", accounts, LedgerAccount::pendingCredits);
        longs(update, "version", accounts, LedgerAccount::version);
        update.execute();
    }

    private static void batches(Handle handle, List<Map.Entry<Batch, Booked>> batches) {
        Update update =
                handle.createUpdate(
                        """
                        INSERT INTO batch (id, reference, body_hash, first_seq, last_seq, head)
                        SELECT id, reference, decode(body, 'hex'), first, last, decode(head, 'hex')
                        FROM unnest(:id, :reference, :body, :first, :last, :head)
                            AS row (id, reference, body, first, last, head)
                        """);
        uuids(update, "id", batches, each -> each.getKey().id());
        texts(update, "reference", batches, each -> each.getKey().reference());
        texts(update, "body", batches, each -> LedgerChain.body(each.getKey()));
        longs(update, "first", batches, each -> each.getValue().firstSeq());
        longs(update, "last", batches, each -> each.getValue().lastSeq());
        texts(update, "head", batches, each -> each.getValue().head());
        update.execute();
    }

    private static void transfers(
            Handle handle, List<Transfer> transfers, Map<String, Long> accounts) {
        Update update =
                handle.createUpdate(
                        """
                        INSERT INTO transfer
                            (seq, id, batch, kind, pending, debit, credit, amount, code, at, hash)
                        SELECT seq, id, batch, kind, nullif(pending, '')::uuid, debit, credit,
                            amount, code, at::timestamptz, decode(hash, 'hex')
                        FROM unnest(:seq, :id, :batch, :kind, :pending, :debit, :credit, :amount,
                                :code, :at, :hash)
                            AS row (seq, id, batch, kind, pending, debit, credit, amount, code, at,
                                hash)
                        """);
        longs(update, "seq", transfers, Transfer::seq);
        uuids(update, "id", transfers, transfer -> transfer.id().value());
        uuids(update, "batch", transfers, Transfer::batch);
        texts(update, "kind", transfers, transfer -> transfer.kind().name());
        texts(
                update,
                "pending",
                transfers,
                transfer -> transfer.pending() == null ? "" : transfer.pending().toString());
        longs(update, "debit", transfers, transfer -> accounts.get(transfer.debit()));
        longs(update, "credit", transfers, transfer -> accounts.get(transfer.credit()));
        longs(update, "amount", transfers, transfer -> transfer.amount().minor());
        texts(update, "code", transfers, Transfer::code);
        texts(update, "at", transfers, transfer -> transfer.at().toString());
        texts(update, "hash", transfers, Transfer::hash);
        update.execute();
    }

    private static void entries(Handle handle, List<Entry> entries) {
        Update update =
                handle.createUpdate(
                        """
                        INSERT INTO entry
                            (account, version, transfer, side, posted, pending, balance_after)
                        SELECT * FROM unnest(:account, :version, :transfer, :side, :posted,
                            :pending, :balance)
                        """);
        longs(update, "account", entries, Entry::account);
        longs(update, "version", entries, Entry::version);
        longs(update, "transfer", entries, Entry::transfer);
        texts(update, "side", entries, entry -> entry.side().name());
        longs(update, "posted", entries, Entry::posted);
        longs(update, "pending", entries, Entry::pending);
        longs(update, "balance", entries, Entry::balanceAfter);
        update.execute();
    }

    private static <T> void longs(Update update, String name, List<T> rows, Function<T, Long> of) {
        update.bindArray(name, Long.class, rows.stream().map(of).toList());
    }

    private static <T> void texts(
            Update update, String name, List<T> rows, Function<T, String> of) {
        update.bindArray(name, String.class, rows.stream().map(of).toList());
    }

    private static <T> void uuids(Update update, String name, List<T> rows, Function<T, UUID> of) {
        update.bindArray(name, UUID.class, rows.stream().map(of).toList());
    }
}
