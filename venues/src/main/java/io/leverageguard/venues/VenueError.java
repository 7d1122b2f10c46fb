package io.leverageguard.venues;

/** The venue said no to a question, or did not answer. Orders do not end here: see the outcomes. */
public final class VenueError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What kind of failure it is. */
    public enum Kind {
        /** The key or its signature is not good. */
        NOT_AUTHORIZED,
        /** The request breaks a rule of the venue. */
        REJECTED,
        /** Too many requests. */
        RATE_LIMITED,
        /** No answer, or an answer that is none. */
        UNAVAILABLE
    }

    private final Kind kind;
    private final String venueCode;

    /** A failure; {@code venueCode} is the venue's own code, empty when there was none. */
    public VenueError(Kind kind, String venueCode, String message) {
        super(message);
        this.kind = kind;
        this.venueCode = venueCode;
    }

    /** What kind. */
    public Kind kind() {
        return kind;
    }

    /** The venue's own code. */
    public String venueCode() {
        return venueCode;
    }
}
