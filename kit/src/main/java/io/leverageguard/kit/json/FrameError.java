package io.leverageguard.kit.json;

/** Bytes that cannot be read as what they should be. */
public final class FrameError extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Without a stack trace: a peer that sends nonsense should not cost us more than that. */
    public FrameError(String message) {
        super(message, null, false, false);
    }
}
