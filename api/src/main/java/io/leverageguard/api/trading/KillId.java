package io.leverageguard.api.trading;

import io.leverageguard.kernel.ids.Id;
import java.util.Objects;
import java.util.UUID;

/** Identifies one use of the kill switch; chosen by who uses it. */
public record KillId(UUID value) implements Id {
    /** Checks that the value is present. */
    public KillId {
        Objects.requireNonNull(value, "value is null");
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
