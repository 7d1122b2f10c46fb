package io.leverageguard.fund;

import io.leverageguard.api.fund.Fund.Batch;
import io.leverageguard.api.fund.Fund.LedgerHead;
import io.leverageguard.api.fund.Fund.LedgerVerification;
import io.leverageguard.api.fund.Fund.Leg;
import io.leverageguard.api.fund.Fund.Transfer;
import io.leverageguard.api.fund.Fund.TransferKind;
import io.leverageguard.fund.Books.Entry;
import io.leverageguard.kernel.ids.TransferId;
import io.leverageguard.kernel.money.Asset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Reads the whole ledger once, oldest first, and recomputes everything that is stored more than
 * once: hashes from transfers, entries and accounts from transfers, batches from their legs, the
 * head from all of them. A row that anybody changed, removed or added disagrees with one of these.
 *
 * <p>One use per instance. Run it in a transaction with one snapshot.
 */
final class LedgerAuditor {
    private static final int PAGE_SIZE = 2_000;

    private record StoredBatch(
            String reference, String bodyHash, long firstSeq, long lastSeq, String head) {}

    private final Handle handle;
    private final LedgerTables ledger;
    private final Map<String, LedgerAccount> accounts = new HashMap<>();
    private final Map<String, Long> lastTouched = new HashMap<>();
    private final Map<TransferId, Transfer> open = new HashMap<>();
    private final List<Transfer> batch = new ArrayList<>();
    private LedgerHead head = new LedgerHead(0, LedgerChain.GENESIS);
    private long batchCount;
    private boolean balanced = true;
    private boolean chained = true;
    private long firstBroken;

    LedgerAuditor(Handle handle, LedgerTables ledger) {
        this.handle = handle;
        this.ledger = ledger;
    }

    LedgerVerification verify() {
        List<Transfer> page = ledger.transfers(handle, Long.MIN_VALUE, PAGE_SIZE);
        while (!page.isEmpty()) {
            check(page);
            page = ledger.transfers(handle, page.getLast().seq(), PAGE_SIZE);
        }
        finishBatch(storedBatches(batch));
        checkCounts();
        checkAccounts();
        return new LedgerVerification(balanced, chained, head.seq(), firstBroken, head.hash());
    }

    private void check(List<Transfer> page) {
        Map<Long, List<Entry>> entries = entries(page.getFirst().seq(), page.getLast().seq());
        List<Transfer> pending = new ArrayList<>(batch);
        pending.addAll(page);
        Map<UUID, StoredBatch> batches = storedBatches(pending);
        for (Transfer transfer : page) {
            boolean continues = batch.isEmpty() || batch.getLast().batch().equals(transfer.batch());
            if (!continues) {
                finishBatch(batches);
            }
            batch.add(transfer);
            checkChain(transfer);
            checkCompletion(transfer);
            checkEntries(transfer, entries.getOrDefault(transfer.seq(), List.of()));
        }
    }

    private void checkChain(Transfer transfer) {
        boolean right =
                transfer.seq() == head.seq() + 1
                        && transfer.hash().equals(LedgerChain.next(head.hash(), transfer));
        if (!right) {
            chained = false;
            broken(transfer.seq());
        }
        head = new LedgerHead(transfer.seq(), transfer.hash());
    }

    private void checkCompletion(Transfer transfer) {
        if (transfer.kind() == TransferKind.PENDING) {
            open.put(transfer.id(), transfer);
        }
        if (transfer.pending() != null) {
            Transfer pending = open.remove(transfer.pending());
            boolean right =
                    pending != null
                            && pending.debit().equals(transfer.debit())
                            && pending.credit().equals(transfer.credit())
                            && pending.amount().equals(transfer.amount());
            balanced &= right;
            if (!right) {
                broken(transfer.seq());
            }
        }
    }

    private void checkEntries(Transfer transfer, List<Entry> stored) {
        List<Entry> expected =
                List.of(
                        enter(transfer, transfer.debit(), Side.DEBIT),
                        enter(transfer, transfer.credit(), Side.CREDIT));
        if (!stored.equals(expected)) {
            balanced = false;
            broken(transfer.seq());
        }
    }

    private Entry enter(Transfer transfer, String name, Side side) {
        Asset asset = transfer.amount().asset();
        long amount = transfer.amount().minor();
        LedgerAccount before = accounts.get(name);
        if (before == null) {
            before = LedgerAccount.empty(accounts.size() + 1L, name, chart(name), asset);
        }
        LedgerAccount after = before.with(side, transfer.kind(), amount);
        accounts.put(name, after);
        lastTouched.put(name, transfer.seq());
        return new Entry(
                after.id(),
                after.version(),
                transfer.seq(),
                side,
                LedgerAccount.posted(transfer.kind(), amount),
                LedgerAccount.pending(transfer.kind(), amount),
                after.balance());
    }

    /** A name outside the chart cannot have been booked; the account comparison will show it. */
    private static Chart chart(String name) {
        return Chart.of(name).orElse(new Chart(AccountKind.EXPENSE, true));
    }

    private void finishBatch(Map<UUID, StoredBatch> batches) {
        if (batch.isEmpty()) {
            return;
        }
        Transfer last = batch.getLast();
        StoredBatch expected =
                new StoredBatch(
                        last.reference(),
                        LedgerChain.body(asked()),
                        batch.getFirst().seq(),
                        last.seq(),
                        last.hash());
        if (!expected.equals(batches.get(last.batch()))) {
            chained = false;
            boolean alreadySeen = firstBroken >= batch.getFirst().seq();
            broken(alreadySeen ? firstBroken : batch.getFirst().seq());
        }
        batchCount++;
        batch.clear();
    }

    private Batch asked() {
        List<Leg> legs =
                batch.stream()
                        .map(
                                transfer ->
                                        new Leg(
                                                transfer.id(),
                                                transfer.kind(),
                                                transfer.pending(),
                                                transfer.debit(),
                                                transfer.credit(),
                                                transfer.amount(),
                                                transfer.code()))
                        .toList();
        return new Batch(batch.getLast().batch(), batch.getLast().reference(), legs);
    }

    private void checkCounts() {
        boolean whole =
                ledger.head(handle).equals(head)
                        && count("SELECT accounts FROM head") == accounts.size()
                        && count("SELECT count(*) FROM batch") == batchCount;
        if (!whole) {
            chained = false;
            broken(head.seq() + 1);
        }
        if (count("SELECT count(*) FROM entry") != 2 * head.seq()) {
            balanced = false;
            broken(head.seq() + 1);
        }
    }

    private void checkAccounts() {
        Map<String, LedgerAccount> missing = new HashMap<>(accounts);
        for (LedgerAccount stored : ledger.accounts(handle)) {
            if (!stored.equals(missing.remove(stored.name()))) {
                balanced = false;
                broken(lastTouched.getOrDefault(stored.name(), head.seq() + 1));
            }
        }
        if (!missing.isEmpty()) {
            balanced = false;
            missing.keySet().forEach(name -> broken(lastTouched.getOrDefault(name, head.seq())));
        }
        String sums =
                """
                SELECT count(*) FROM (SELECT sum(posted_debits) - sum(posted_credits) AS posted,
                    sum(pending_debits) - sum(pending_credits) AS pending FROM account) AS sums
                WHERE posted <> 0 OR pending <> 0
                """;
        balanced &= count(sums) == 0;
    }

    private void broken(long seq) {
        firstBroken = firstBroken == 0 ? seq : Math.min(firstBroken, seq);
    }

    private long count(String sql) {
        return handle.createQuery(sql).mapTo(Long.class).one();
    }

    private Map<Long, List<Entry>> entries(long first, long last) {
        Map<Long, List<Entry>> found = new HashMap<>();
        handle.createQuery(
                        """
                        SELECT * FROM entry WHERE transfer BETWEEN :first AND :last
                        ORDER BY transfer, side DESC
                        """)
                .bind("first", first)
                .bind("last", last)
                .map(
                        (row, context) ->
                                new Entry(
                                        row.getLong("account"),
                                        row.getLong("version"),
                                        row.getLong("transfer"),
                                        Side.valueOf(row.getString("side")),
                                        row.getLong("posted"),
                                        row.getLong("pending"),
                                        row.getLong("balance_after")))
                .forEach(
                        entry ->
                                found.computeIfAbsent(entry.transfer(), seq -> new ArrayList<>())
                                        .add(entry));
        return found;
    }

    private Map<UUID, StoredBatch> storedBatches(List<Transfer> of) {
        Map<UUID, StoredBatch> found = new HashMap<>();
        handle.createQuery(
                        """
                        SELECT id, reference, encode(body_hash, 'hex') AS body, first_seq, last_seq,
                            encode(head, 'hex') AS head
                        FROM batch WHERE id = ANY (:ids)
                        """)
                .bindArray("ids", UUID.class, of.stream().map(Transfer::batch).distinct().toList())
                .map(
                        (row, context) ->
                                Map.entry(
                                        Objects.requireNonNull(row.getObject("id", UUID.class)),
                                        new StoredBatch(
                                                row.getString("reference"),
                                                row.getString("body"),
                                                row.getLong("first_seq"),
                                                row.getLong("last_seq"),
                                                row.getString("head"))))
                .forEach(each -> found.put(each.getKey(), each.getValue()));
        return found;
    }
}
