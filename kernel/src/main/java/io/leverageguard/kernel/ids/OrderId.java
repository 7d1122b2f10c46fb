package io.leverageguard.kernel.ids;

import java.util.Objects;
import java.util.UUID;

/** Identifies an order of the trading service. */
public record OrderId(UUID value) implements Id {
    /** Checks that the value is present. */
    public OrderId {
        Objects.requireNonNull(value, "value is null");
    }

    /** Parses the canonical UUID form. */
    public static OrderId parse(String text) {
        return new OrderId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
