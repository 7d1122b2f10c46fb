package io.leverageguard.fund;

import io.leverageguard.api.fund.Fund.Batch;
import io.leverageguard.api.fund.Fund.Leg;
import io.leverageguard.api.fund.Fund.TransferKind;
import io.leverageguard.kernel.ids.TransferId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The ledger as a list of legs and nothing else: every question is answered by reading the list
 * from its beginning. Slow, and too simple to be wrong in the same way as the real one.
 */
final class ModelLedger {
    static final String BOOKED = "booked";

    private final Map<UUID, Batch> batches = new HashMap<>();
    private List<Leg> legs = new ArrayList<>();

    /** Books {@code batch} and says {@link #BOOKED}, or the code of the refusal. */
    String book(Batch batch) {
        Batch first = batches.get(batch.id());
        if (first != null) {
            return first.equals(batch) ? BOOKED : "id_reused";
        }
        List<Leg> before = legs;
        legs = new ArrayList<>(before);
        for (Leg leg : batch.legs()) {
            String refusal = refusal(leg);
            if (!refusal.isEmpty()) {
                legs = before;
                return refusal;
            }
            legs.add(leg);
        }
        batches.put(batch.id(), batch);
        return BOOKED;
    }

    private String refusal(Leg leg) {
        if (legs.stream().anyMatch(other -> other.id().equals(leg.id()))) {
            return "id_reused";
        }
        if (leg.pending() != null) {
            TransferId wanted = leg.pending();
            Leg pending =
                    legs.stream()
                            .filter(other -> other.id().equals(wanted))
                            .filter(other -> other.kind() == TransferKind.PENDING)
                            .findFirst()
                            .orElse(null);
            if (pending == null) {
                return "pending_not_found";
            }
            if (completed(wanted)) {
                return "already_completed";
            }
            boolean same =
                    pending.debit().equals(leg.debit())
                            && pending.credit().equals(leg.credit())
                            && pending.amount().equals(leg.amount());
            if (!same) {
                return "pending_differs";
            }
        }
        String debit = refusal(leg, leg.debit());
        return debit.isEmpty() ? refusal(leg, leg.credit()) : debit;
    }

    private String refusal(Leg leg, String account) {
        if (account.startsWith("BOGUS")) {
            return "unknown_account";
        }
        boolean free = account.startsWith("CLAIMS_INCURRED") || account.startsWith("EARNED");
        long before = available(account);
        legs.add(leg);
        long after = available(account);
        legs.removeLast();
        return !free && after < before && after < 0 ? "insufficient_funds" : "";
    }

    /** Posted amounts on the side where the account grows, less those on the other. */
    long balance(String account) {
        long sum = 0;
        for (Leg leg : legs) {
            boolean moves = leg.kind() == TransferKind.SINGLE || leg.kind() == TransferKind.POST;
            sum += moves ? signed(leg, account) : 0;
        }
        return sum;
    }

    /** The balance less what is reserved to leave. */
    long available(String account) {
        long reserved = 0;
        for (Leg leg : legs) {
            boolean open = leg.kind() == TransferKind.PENDING && !completed(leg.id());
            reserved += open ? Math.min(0, signed(leg, account)) : 0;
        }
        return balance(account) + reserved;
    }

    int transfers() {
        return legs.size();
    }

    List<Leg> legs() {
        return legs;
    }

    private boolean completed(TransferId id) {
        return legs.stream().anyMatch(other -> id.equals(other.pending()));
    }

    private static long signed(Leg leg, String account) {
        boolean debitGrows = account.startsWith("CASH") || account.startsWith("CLAIMS_INCURRED");
        long amount = leg.amount().minor();
        if (leg.debit().equals(account)) {
            return debitGrows ? amount : -amount;
        }
        if (leg.credit().equals(account)) {
            return debitGrows ? -amount : amount;
        }
        return 0;
    }
}
