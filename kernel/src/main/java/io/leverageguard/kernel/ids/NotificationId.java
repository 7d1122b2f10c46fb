package io.leverageguard.kernel.ids;

import java.util.Objects;
import java.util.UUID;

/** Identifies a message to one person. */
public record NotificationId(UUID value) implements Id {
    /** Checks that the value is present. */
    public NotificationId {
        Objects.requireNonNull(value, "value is null");
    }

    /** Parses the canonical UUID form. */
    public static NotificationId parse(String text) {
        return new NotificationId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
