package io.leverageguard.fund;

import io.leverageguard.api.fund.Fund.Booked;
import io.leverageguard.kernel.rpc.Refusal;

/** What became of one batch among several that were booked in one transaction. */
sealed interface Outcome {
    /** It is in the ledger, now or since it was first sent. */
    record Done(Booked answer) implements Outcome {}

    /** Nothing was booked. */
    record Refused(Refusal refusal) implements Outcome {}

    /** The answer, or the refusal. */
    default Booked booked() {
        return switch (this) {
            case Done done -> done.answer();
            case Refused refused -> throw refused.refusal();
        };
    }
}
