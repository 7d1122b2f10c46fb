package io.leverageguard.api.risk;

import io.leverageguard.kernel.ids.Id;
import java.util.Objects;
import java.util.UUID;

/** Identifies a change of limits or a lift of trips; chosen by who proposes it. */
public record LimitChangeId(UUID value) implements Id {
    /** Checks that the value is present. */
    public LimitChangeId {
        Objects.requireNonNull(value, "value is null");
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
