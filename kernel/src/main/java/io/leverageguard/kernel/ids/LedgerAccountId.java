package io.leverageguard.kernel.ids;

import java.util.Objects;
import java.util.UUID;

/** Identifies an account of the ledger. */
public record LedgerAccountId(UUID value) implements Id {
    /** Checks that the value is present. */
    public LedgerAccountId {
        Objects.requireNonNull(value, "value is null");
    }

    /** Parses the canonical UUID form. */
    public static LedgerAccountId parse(String text) {
        return new LedgerAccountId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
