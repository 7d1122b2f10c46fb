package io.leverageguard.kernel.ids;

import java.util.Objects;
import java.util.UUID;

/** Identifies a quote of cover. */
public record QuoteId(UUID value) implements Id {
    /** Checks that the value is present. */
    public QuoteId {
        Objects.requireNonNull(value, "value is null");
    }

    /** Parses the canonical UUID form. */
    public static QuoteId parse(String text) {
        return new QuoteId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
