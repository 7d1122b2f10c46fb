package io.leverageguard.fund;

import static io.leverageguard.fund.AccountKind.ASSET;
import static io.leverageguard.fund.AccountKind.EQUITY;
import static io.leverageguard.fund.AccountKind.EXPENSE;
import static io.leverageguard.fund.AccountKind.INCOME;
import static io.leverageguard.fund.AccountKind.LIABILITY;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The chart of accounts: what kind an account is follows from the first part of its name. Accounts
 * come into being when they are first booked on, so a name that is not in the chart is refused.
 *
 * @param kind asset, liability, equity, income or expense
 * @param mayNotGoNegative whether a booking that takes more than there is must be refused
 */
record Chart(AccountKind kind, boolean mayNotGoNegative) {
    private static final Pattern NAME = Pattern.compile("[A-Z_]{2,40}(:[A-Za-z0-9_-]{1,60}){0,2}");

    private static final Map<String, Chart> BY_PREFIX =
            Map.ofEntries(
                    Map.entry("CASH", new Chart(ASSET, true)),
                    Map.entry("PREMIUM_RECEIVABLE", new Chart(ASSET, true)),
                    Map.entry("REINSURANCE_RECOVERABLE", new Chart(ASSET, true)),
                    Map.entry("IN_TRANSIT", new Chart(ASSET, true)),
                    Map.entry("UNEARNED_PREMIUM", new Chart(LIABILITY, true)),
                    Map.entry("CLAIMS_RESERVE", new Chart(LIABILITY, true)),
                    Map.entry("CLAIMS_PAYABLE", new Chart(LIABILITY, true)),
                    Map.entry("CUSTOMER_PREPAID", new Chart(LIABILITY, true)),
                    Map.entry("CLAIM_DEPOSITS", new Chart(LIABILITY, true)),
                    Map.entry("CAPITAL", new Chart(EQUITY, true)),
                    Map.entry("RETAINED", new Chart(EQUITY, false)),
                    Map.entry("EARNED_PREMIUM", new Chart(INCOME, false)),
                    Map.entry("FEE_INCOME", new Chart(INCOME, false)),
                    Map.entry("INVESTMENT", new Chart(INCOME, false)),
                    Map.entry("CLAIMS_INCURRED", new Chart(EXPENSE, false)),
                    Map.entry("ACQ_COST", new Chart(EXPENSE, false)),
                    Map.entry("OPEX", new Chart(EXPENSE, false)));

    /** What the account called {@code name} is; empty for a name that is not in the chart. */
    static Optional<Chart> of(String name) {
        return NAME.matcher(name).matches()
                ? Optional.ofNullable(BY_PREFIX.get(prefix(name)))
                : Optional.empty();
    }

    /** The first part of an account's name. */
    static String prefix(String name) {
        int colon = name.indexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }
}
