package io.leverageguard.fund;

import io.leverageguard.api.fund.Fund.AccountBalance;
import io.leverageguard.api.fund.Fund.Pool;
import io.leverageguard.api.fund.Fund.TrialBalance;
import io.leverageguard.kernel.money.Asset;
import io.leverageguard.kernel.money.Money;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** Reports that follow from the accounts alone. */
final class Statements {
    private Statements() {}

    static TrialBalance trialBalance(List<LedgerAccount> accounts) {
        Money debits = sum(accounts, any -> true, LedgerAccount::postedDebits);
        Money credits = sum(accounts, any -> true, LedgerAccount::postedCredits);
        return new TrialBalance(
                accounts.stream().map(Statements::balance).toList(),
                debits,
                credits,
                debits.equals(credits));
    }

    /** Own funds = cash − customers − unearned − reserves − payable (reference: own funds). */
    static Pool pool(List<LedgerAccount> accounts) {
        Money cash = held(accounts, "CASH");
        Money customers = held(accounts, "CUSTOMER_PREPAID");
        Money unearned = held(accounts, "UNEARNED_PREMIUM");
        Money reserves = held(accounts, "CLAIMS_RESERVE");
        Money payable = held(accounts, "CLAIMS_PAYABLE");
        Money capital =
                held(accounts, AccountKind.EQUITY)
                        .plus(held(accounts, AccountKind.INCOME))
                        .minus(held(accounts, AccountKind.EXPENSE));
        Money owed = customers.plus(unearned).plus(reserves).plus(payable);
        return new Pool(cash, customers, capital, unearned, reserves, payable, cash.minus(owed));
    }

    private static AccountBalance balance(LedgerAccount account) {
        return new AccountBalance(
                account.name(),
                account.chart().kind().name(),
                new Money(account.balance(), account.asset()),
                new Money(account.pendingIn(), account.asset()),
                new Money(account.pendingOut(), account.asset()));
    }

    private static Money held(List<LedgerAccount> accounts, String prefix) {
        return sum(
                accounts,
                account -> Chart.prefix(account.name()).equals(prefix),
                LedgerAccount::balance);
    }

    private static Money held(List<LedgerAccount> accounts, AccountKind kind) {
        return sum(accounts, account -> account.chart().kind() == kind, LedgerAccount::balance);
    }

    private static Money sum(
            List<LedgerAccount> accounts,
            Predicate<LedgerAccount> which,
            ToLongFunction<LedgerAccount> amount) {
        return accounts.stream()
                .filter(which)
                .map(account -> new Money(amount.applyAsLong(account), account.asset()))
                .reduce(Money.zero(Asset.USDT), Money::plus);
    }
}
