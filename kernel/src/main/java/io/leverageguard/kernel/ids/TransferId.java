package io.leverageguard.kernel.ids;

import java.util.Objects;
import java.util.UUID;

/** Identifies a ledger transfer. */
public record TransferId(UUID value) implements Id {
    /** Checks that the value is present. */
    public TransferId {
        Objects.requireNonNull(value, "value is null");
    }

    /** Parses the canonical UUID form. */
    public static TransferId parse(String text) {
        return new TransferId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
