package io.leverageguard.kernel.ids;

import java.util.Objects;
import java.util.UUID;

/** Identifies a stored venue API key. */
public record VenueKeyId(UUID value) implements Id {
    /** Checks that the value is present. */
    public VenueKeyId {
        Objects.requireNonNull(value, "value is null");
    }

    /** Parses the canonical UUID form. */
    public static VenueKeyId parse(String text) {
        return new VenueKeyId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
