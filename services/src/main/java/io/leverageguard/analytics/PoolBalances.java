package io.leverageguard.analytics;

import io.leverageguard.api.fund.LedgerAccounts;
import io.leverageguard.kernel.money.Asset;
import io.leverageguard.kernel.money.Money;
import java.util.HashMap;
import java.util.Map;

/** What stands on the ledger's accounts of each kind, transfer by transfer. */
final class PoolBalances {
    private static final String PREPAID = "CUSTOMER_PREPAID";
    private static final String CAPITAL = "CAPITAL";

    private final Map<String, Long> net = new HashMap<>();
    private long paid;

    /** Takes what moved from one account, or kind of accounts, to another. */
    void move(String debit, String credit, long amount) {
        net.merge(kind(debit), amount, Math::addExact);
        net.merge(kind(credit), -amount, Math::addExact);
        if (kind(debit).equals(LedgerAccounts.CLAIMS_PAYABLE) && kind(credit).equals(PREPAID)) {
            paid = Math.addExact(paid, amount);
        }
    }

    Money cash() {
        return usdt(debit(LedgerAccounts.CASH));
    }

    Money customers() {
        return usdt(credit(PREPAID));
    }

    /** What capital providers have paid in. */
    Money capital() {
        return usdt(credit(CAPITAL));
    }

    Money unearned() {
        return usdt(credit(LedgerAccounts.UNEARNED_PREMIUM));
    }

    Money earned() {
        return usdt(credit(LedgerAccounts.EARNED_PREMIUM));
    }

    /** Written so far, less what was given back. */
    Money premiums() {
        return unearned().plus(earned());
    }

    Money reserves() {
        return usdt(credit(LedgerAccounts.CASE_RESERVE));
    }

    Money payable() {
        return usdt(credit(LedgerAccounts.CLAIMS_PAYABLE));
    }

    /** Incurred so far. */
    Money claims() {
        return usdt(debit(LedgerAccounts.CLAIMS_INCURRED));
    }

    /** To claimants so far. */
    Money paid() {
        return usdt(paid);
    }

    /** Cash less everything that is owed. */
    Money ownFunds() {
        return cash().minus(customers()).minus(unearned()).minus(reserves()).minus(payable());
    }

    private long debit(String account) {
        return net.getOrDefault(kind(account), 0L);
    }

    private long credit(String account) {
        return -debit(account);
    }

    /** The part of an account's name before the first colon. */
    private static String kind(String account) {
        int colon = account.indexOf(':');
        return colon < 0 ? account : account.substring(0, colon);
    }

    private static Money usdt(long minor) {
        return new Money(minor, Asset.USDT);
    }
}
