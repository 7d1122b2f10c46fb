package io.leverageguard.kernel.ids;

import java.util.Objects;
import java.util.UUID;

/** Identifies a payout order. */
public record PayoutId(UUID value) implements Id {
    /** Checks that the value is present. */
    public PayoutId {
        Objects.requireNonNull(value, "value is null");
    }

    /** Parses the canonical UUID form. */
    public static PayoutId parse(String text) {
        return new PayoutId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
