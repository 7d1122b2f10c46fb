package io.leverageguard.risk;

import io.leverageguard.api.risk.Scope;
import io.leverageguard.kernel.rpc.Refusal;

/** Reads what commands have in common, and refuses what is wrong with it by name. */
final class Asked {
    private static final int WHY_LENGTH_MAX = 500;

    private Asked() {}

    /** The reason, without white space around it. */
    static String reason(String why) {
        if (why.isBlank() || why.length() > WHY_LENGTH_MAX) {
            throw Refusal.invalid("why", "needs a reason of at most " + WHY_LENGTH_MAX);
        }
        return why.strip();
    }

    /** The scope that the key names. */
    static Scope scope(Scope.Kind kind, String key) {
        try {
            return new Scope(kind, key);
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("key", "is not one of " + kind);
        }
    }
}
