package io.leverageguard.kernel.ids;

import java.util.UUID;

/**
 * Names one entity. On the wire it is the bare UUID string. Implementations are one-field records.
 */
public interface Id {
    /** The identity, a UUIDv7. */
    UUID value();
}
