package io.leverageguard.fund;

import io.leverageguard.api.fund.Fund.TransferKind;
import io.leverageguard.kernel.money.Asset;

/**
 * One account as it stands. What it holds is counted on its normal side; pending amounts are
 * promised and can still be posted or given up.
 *
 * @param id 1, 2, 3, … in order of first use
 * @param version how many entries it has
 */
record LedgerAccount(
        long id,
        String name,
        Chart chart,
        Asset asset,
        long postedDebits,
        long postedCredits,
        long pendingDebits,
        long pendingCredits,
        long version) {

    /** A new account. */
    static LedgerAccount empty(long id, String name, Chart chart, Asset asset) {
        return new LedgerAccount(id, name, chart, asset, 0, 0, 0, 0, 0);
    }

    /** What a transfer of {@code kind} adds to the posted amount of a side. */
    static long posted(TransferKind kind, long amount) {
        return switch (kind) {
            case SINGLE, POST -> amount;
            case PENDING, VOID -> 0;
        };
    }

    /** What a transfer of {@code kind} adds to the pending amount of a side. */
    static long pending(TransferKind kind, long amount) {
        return switch (kind) {
            case SINGLE -> 0;
            case PENDING -> amount;
            case POST, VOID -> -amount;
        };
    }

    /** The account after one more entry; throws {@link ArithmeticException} when it overflows. */
    LedgerAccount with(Side side, TransferKind kind, long amount) {
        long posted = posted(kind, amount);
        long pending = pending(kind, amount);
        boolean debit = side == Side.DEBIT;
        return new LedgerAccount(
                id,
                name,
                chart,
                asset,
                debit ? Math.addExact(postedDebits, posted) : postedDebits,
                debit ? postedCredits : Math.addExact(postedCredits, posted),
                debit ? Math.addExact(pendingDebits, pending) : pendingDebits,
                debit ? pendingCredits : Math.addExact(pendingCredits, pending),
                version + 1);
    }

    /** What the account holds. */
    long balance() {
        return growsByDebit() ? postedDebits - postedCredits : postedCredits - postedDebits;
    }

    /** What is promised to it. */
    long pendingIn() {
        return growsByDebit() ? pendingDebits : pendingCredits;
    }

    /** What is promised from it. */
    long pendingOut() {
        return growsByDebit() ? pendingCredits : pendingDebits;
    }

    /**
     * What it holds and has not promised away; money that is only promised to it does not count.
     */
    long available() {
        return balance() - pendingOut();
    }

    /** Whether it has promised or given more than it may. */
    boolean overdrawn() {
        return chart.mayNotGoNegative() && available() < 0;
    }

    private boolean growsByDebit() {
        return chart.kind().normalSide() == Side.DEBIT;
    }
}
