package io.leverageguard.kernel.ids;

import java.util.Objects;
import java.util.UUID;

/** Identifies a registered strategy run. */
public record StrategyId(UUID value) implements Id {
    /** Checks that the value is present. */
    public StrategyId {
        Objects.requireNonNull(value, "value is null");
    }

    /** Parses the canonical UUID form. */
    public static StrategyId parse(String text) {
        return new StrategyId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
