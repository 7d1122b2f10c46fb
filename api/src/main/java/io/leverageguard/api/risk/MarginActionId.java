package io.leverageguard.api.risk;

import io.leverageguard.kernel.ids.Id;
import java.util.Objects;
import java.util.UUID;

/** Identifies one action of a margin policy. */
public record MarginActionId(UUID value) implements Id {
    /** Checks that the value is present. */
    public MarginActionId {
        Objects.requireNonNull(value, "value is null");
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
