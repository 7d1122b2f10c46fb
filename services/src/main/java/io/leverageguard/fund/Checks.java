package io.leverageguard.fund;

import io.leverageguard.api.fund.Fund.AnnounceDeposit;
import io.leverageguard.api.fund.Fund.Batch;
import io.leverageguard.api.fund.Fund.Leg;
import io.leverageguard.api.fund.Fund.TransferKind;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.kernel.rpc.Refusal;
import java.util.regex.Pattern;

/** What a command must look like before anybody looks at the ledger. */
final class Checks {
    static final int LEGS_MAX = 1_000;
    static final int TEXT_MAX = 200;

    /** A million million USDT: far above any booking, far below what an account can count. */
    static final long AMOUNT_MINOR_MAX = 1_000_000_000_000_000_000L;

    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9_.]{0,39}");

    private Checks() {}

    static void announcement(AnnounceDeposit command) {
        amount("amount", command.amount());
        if (command.reference().length() > TEXT_MAX) {
            throw Refusal.invalid("reference", "at most " + TEXT_MAX + " characters");
        }
    }

    static void reason(String why) {
        if (why.isBlank() || why.length() > TEXT_MAX) {
            throw Refusal.invalid("why", "1 to " + TEXT_MAX + " characters");
        }
    }

    static void batch(Batch batch) {
        if (batch.legs().isEmpty() || batch.legs().size() > LEGS_MAX) {
            throw Refusal.invalid("legs", "1 to " + LEGS_MAX + " transfers");
        }
        if (batch.reference().isBlank() || batch.reference().length() > TEXT_MAX) {
            throw Refusal.invalid("reference", "1 to " + TEXT_MAX + " characters");
        }
        batch.legs().forEach(Checks::leg);
    }

    private static void leg(Leg leg) {
        amount("amount", leg.amount());
        if (!CODE.matcher(leg.code()).matches()) {
            throw Refusal.invalid("code", "a lower-case word of at most 40 letters");
        }
        if (leg.debit().equals(leg.credit())) {
            throw Refusal.invalid("credit", "debit and credit are the same account");
        }
        boolean completes = leg.kind() == TransferKind.POST || leg.kind() == TransferKind.VOID;
        if (completes != (leg.pending() != null)) {
            throw Refusal.invalid("pending", "goes with POST and VOID, and only with these");
        }
    }

    private static void amount(String field, Money amount) {
        if (!amount.isPositive() || amount.minor() > AMOUNT_MINOR_MAX) {
            throw Refusal.invalid(field, "must be above zero and at most a million million");
        }
    }
}
