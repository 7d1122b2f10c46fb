package io.leverageguard.fund;

import static io.leverageguard.fund.Side.CREDIT;
import static io.leverageguard.fund.Side.DEBIT;

/** The five kinds of accounts of double-entry book-keeping and the side on which each grows. */
enum AccountKind {
    ASSET(DEBIT),
    LIABILITY(CREDIT),
    EQUITY(CREDIT),
    INCOME(CREDIT),
    EXPENSE(DEBIT);

    private final Side normalSide;

    AccountKind(Side normalSide) {
        this.normalSide = normalSide;
    }

    Side normalSide() {
        return normalSide;
    }
}
