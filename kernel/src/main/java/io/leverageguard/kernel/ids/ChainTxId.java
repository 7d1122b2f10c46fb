package io.leverageguard.kernel.ids;

import java.util.Objects;
import java.util.UUID;

/** Identifies a blockchain transaction we send. */
public record ChainTxId(UUID value) implements Id {
    /** Checks that the value is present. */
    public ChainTxId {
        Objects.requireNonNull(value, "value is null");
    }

    /** Parses the canonical UUID form. */
    public static ChainTxId parse(String text) {
        return new ChainTxId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
