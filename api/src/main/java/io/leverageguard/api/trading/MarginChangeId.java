package io.leverageguard.api.trading;

import io.leverageguard.kernel.ids.Id;
import java.util.Objects;
import java.util.UUID;

/** Identifies one change of a position's margin, or one margin action of a policy. */
public record MarginChangeId(UUID value) implements Id {
    /** Checks that the value is present. */
    public MarginChangeId {
        Objects.requireNonNull(value, "value is null");
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
