package io.leverageguard.api.fund;

import io.leverageguard.kernel.ids.UserId;
import java.util.UUID;

/** The names of the ledger's accounts. */
public final class LedgerAccounts {
    /** Cash in custody. Asset. */
    public static final String CASH = "CASH:custody";

    /** Premiums received for time that has not passed. Liability. */
    public static final String UNEARNED_PREMIUM = "UNEARNED_PREMIUM";

    /** Reserves for notified claims. Liability. */
    public static final String CASE_RESERVE = "CLAIMS_RESERVE:CASE";

    /** Approved claims not yet paid. Liability. */
    public static final String CLAIMS_PAYABLE = "CLAIMS_PAYABLE";

    /** Premiums that are ours. Income. */
    public static final String EARNED_PREMIUM = "EARNED_PREMIUM";

    /** Claims. Expense. */
    public static final String CLAIMS_INCURRED = "CLAIMS_INCURRED";

    private LedgerAccounts() {}

    /** What a customer has with us. Liability; may not go below zero. */
    public static String prepaid(UserId user) {
        return "CUSTOMER_PREPAID:" + user;
    }

    /** What a capital provider has paid in. Equity; may not go below zero. */
    public static String capital(UserId user) {
        return "CAPITAL:" + user;
    }

    /** Reserve of one claim. Liability; may not go below zero. */
    public static String caseReserve(UUID claim) {
        return CASE_RESERVE + ":" + claim;
    }

    /** Payable of one claim. Liability; may not go below zero. */
    public static String claimsPayable(UUID claim) {
        return CLAIMS_PAYABLE + ":" + claim;
    }
}
