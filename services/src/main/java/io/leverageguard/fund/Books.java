package io.leverageguard.fund;

import io.leverageguard.api.fund.Fund.Batch;
import io.leverageguard.api.fund.Fund.Booked;
import io.leverageguard.api.fund.Fund.LedgerHead;
import io.leverageguard.api.fund.Fund.Leg;
import io.leverageguard.api.fund.Fund.Transfer;
import io.leverageguard.api.fund.Fund.TransferKind;
import io.leverageguard.kernel.ids.TransferId;
import io.leverageguard.kernel.money.Asset;
import io.leverageguard.kernel.rpc.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of the ledger that some batches touch, in memory: decides what may be booked and what
 * the accounts look like afterwards. It knows no database; {@link FundRepository} fills it with
 * locked rows and writes down what came out.
 *
 * <p>A batch is booked leg by leg on a copy that is kept only if every leg was possible.
 */
final class Books {
    /** A transfer that a new one may refer to or collide with. */
    record Known(
            TransferId id,
            TransferKind kind,
            String debit,
            String credit,
            long amount,
            Asset asset,
            boolean completed) {

        private Known done() {
            return new Known(id, kind, debit, credit, amount, asset, true);
        }
    }

    /** What one transfer did to one account. */
    record Entry(
            long account,
            long version,
            long transfer,
            Side side,
            long posted,
            long pending,
            long balanceAfter) {}

    private final Map<String, LedgerAccount> accounts = new HashMap<>();
    private final Map<TransferId, Known> known = new HashMap<>();
    private final Map<String, LedgerAccount> changed = new LinkedHashMap<>();
    private final List<Transfer> transfers = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();
    private LedgerHead head;
    private long accountCount;

    /**
     * Opens the books.
     *
     * @param head the last transfer
     * @param accountCount how many accounts the whole ledger has
     * @param accounts those that the batches name and that exist
     * @param transfers those that the batches name and that exist
     */
    Books(
            LedgerHead head,
            long accountCount,
            Collection<LedgerAccount> accounts,
            Collection<Known> transfers) {
        this.head = head;
        this.accountCount = accountCount;
        accounts.forEach(account -> this.accounts.put(account.name(), account));
        transfers.forEach(transfer -> known.put(transfer.id(), transfer));
    }

    /** Books all legs of {@code batch}, or refuses and changes nothing. */
    Booked book(Batch batch, Instant at) {
        Draft draft = new Draft(head.seq(), accountCount);
        for (Leg leg : batch.legs()) {
            draft.add(leg);
        }
        long first = head.seq() + 1;
        for (Leg leg : batch.legs()) {
            seal(batch, leg, at);
        }
        accountCount = draft.accountCount;
        accounts.putAll(draft.accounts);
        changed.putAll(draft.accounts);
        known.putAll(draft.known);
        entries.addAll(draft.entries);
        return new Booked(batch.id(), first, head.seq(), head.hash());
    }

    LedgerHead head() {
        return head;
    }

    long accountCount() {
        return accountCount;
    }

    /** The new transfers, in order. */
    List<Transfer> transfers() {
        return transfers;
    }

    /** The new entries, in order. */
    List<Entry> entries() {
        return entries;
    }

    /** The accounts that were booked on, as they are now. */
    Collection<LedgerAccount> changed() {
        return changed.values();
    }

    private void seal(Batch batch, Leg leg, Instant at) {
        Transfer open =
                new Transfer(
                        head.seq() + 1,
                        leg.id(),
                        batch.id(),
                        leg.kind(),
                        leg.pending(),
                        leg.debit(),
                        leg.credit(),
                        leg.amount(),
                        leg.code(),
                        batch.reference(),
                        at,
                        "");
        String hash = LedgerChain.next(head.hash(), open);
        transfers.add(
                new Transfer(
                        open.seq(),
                        open.id(),
                        open.batch(),
                        open.kind(),
                        open.pending(),
                        open.debit(),
                        open.credit(),
                        open.amount(),
                        open.code(),
                        open.reference(),
                        open.at(),
                        hash));
        head = new LedgerHead(open.seq(), hash);
    }

    /** The copy on which one batch is tried. */
    private final class Draft {
        private final Map<String, LedgerAccount> accounts = new LinkedHashMap<>();
        private final Map<TransferId, Known> known = new HashMap<>();
        private final List<Entry> entries = new ArrayList<>();
        private long seq;
        private long accountCount;

        Draft(long seq, long accountCount) {
            this.seq = seq;
            this.accountCount = accountCount;
        }

        void add(Leg leg) {
            if (find(leg.id()) != null) {
                throw Refusal.conflict(
                        "id_reused", "there is a transfer with this id already: " + leg.id());
            }
            complete(leg);
            seq++;
            take(leg, leg.debit(), Side.DEBIT);
            take(leg, leg.credit(), Side.CREDIT);
            Asset asset = leg.amount().asset();
            long amount = leg.amount().minor();
            known.put(
                    leg.id(),
                    new Known(
                            leg.id(), leg.kind(), leg.debit(), leg.credit(), amount, asset, false));
        }

        /** A POST or VOID must match a pending transfer that nothing has completed yet. */
        private void complete(Leg leg) {
            TransferId id = leg.pending();
            if (id == null) {
                return;
            }
            Known pending = find(id);
            if (pending == null || pending.kind() != TransferKind.PENDING) {
                throw Refusal.unprocessable(
                        "pending_not_found", "there is no pending transfer " + id);
            }
            if (pending.completed()) {
                throw Refusal.conflict(
                        "already_completed", "the transfer is posted or voided already: " + id);
            }
            boolean same =
                    pending.debit().equals(leg.debit())
                            && pending.credit().equals(leg.credit())
                            && pending.amount() == leg.amount().minor()
                            && pending.asset().equals(leg.amount().asset());
            if (!same) {
                throw Refusal.unprocessable(
                        "pending_differs",
                        "accounts and amount must be those of the pending transfer " + id);
            }
            known.put(id, pending.done());
        }

        private void take(Leg leg, String name, Side side) {
            LedgerAccount before = account(name, leg.amount().asset());
            long amount = leg.amount().minor();
            LedgerAccount after = entered(before, leg, side);
            boolean takes = side != before.chart().kind().normalSide();
            if (takes && after.overdrawn() && after.available() < before.available()) {
                throw Refusal.unprocessable(
                        "insufficient_funds",
                        "there is not enough on " + name + " for " + leg.amount());
            }
            accounts.put(name, after);
            entries.add(
                    new Entry(
                            after.id(),
                            after.version(),
                            seq,
                            side,
                            LedgerAccount.posted(leg.kind(), amount),
                            LedgerAccount.pending(leg.kind(), amount),
                            after.balance()));
        }

        private LedgerAccount entered(LedgerAccount account, Leg leg, Side side) {
            try {
                return account.with(side, leg.kind(), leg.amount().minor());
            } catch (ArithmeticException e) {
                throw Refusal.unprocessable(
                        "account_full", account.name() + " cannot count that high");
            }
        }

        private LedgerAccount account(String name, Asset asset) {
            LedgerAccount account = accounts.get(name);
            if (account == null) {
                account = Books.this.accounts.get(name);
            }
            if (account == null) {
                account = LedgerAccount.empty(++accountCount, name, chart(name), asset);
            }
            if (!account.asset().equals(asset)) {
                throw Refusal.unprocessable(
                        "asset_differs", name + " is kept in " + account.asset());
            }
            return account;
        }

        private @Nullable Known find(TransferId id) {
            Known found = known.get(id);
            return found != null ? found : Books.this.known.get(id);
        }

        private Chart chart(String name) {
            return Chart.of(name)
                    .orElseThrow(
                            () ->
                                    Refusal.unprocessable(
                                            "unknown_account",
                                            "the chart of accounts has no " + name));
        }
    }
}
