package io.leverageguard.kernel.rpc;

import java.util.Map;

/**
 * An expected "no". Crosses a process boundary unchanged and becomes an RFC 9457 problem document;
 * anything else that is thrown is a defect.
 */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why; each reason maps to one HTTP status. */
    public enum Reason {
        /** The request cannot be understood or breaks a rule of its own. */
        INVALID(400),
        /** Nobody is logged in, or the token is not good. */
        UNAUTHENTICATED(401),
        /** The caller may not do this. */
        FORBIDDEN(403),
        /** There is no such thing, or it is not the caller's. */
        NOT_FOUND(404),
        /** The state of things does not allow it. */
        CONFLICT(409),
        /** The body is larger than the route takes. */
        TOO_LARGE(413),
        /** The request is well formed but a business rule says no. */
        UNPROCESSABLE(422),
        /** A limit or a quota is used up. */
        LIMIT_REACHED(429),
        /** Something we need does not answer; the same request may be sent again. */
        UNAVAILABLE(503);

        private final int status;

        Reason(int status) {
            this.status = status;
        }

        /** The HTTP status. */
        public int status() {
            return status;
        }
    }

    private final Reason reason;
    private final String code;
    private final Map<String, String> details;

    /**
     * A refusal.
     *
     * @param reason decides the HTTP status
     * @param code stable and machine-readable, {@code lower_snake_case} or a code of the field such
     *     as {@code U01}
     * @param message for a person; never holds a secret
     */
    public Refusal(Reason reason, String code, String message) {
        this(reason, code, message, Map.of());
    }

    /** A refusal with further members for the problem document, for example the field at fault. */
    public Refusal(Reason reason, String code, String message, Map<String, String> details) {
        super(message, null, false, false);
        this.reason = reason;
        this.code = code;
        this.details = Map.copyOf(details);
    }

    /** A field of the request is wrong. */
    public static Refusal invalid(String field, String message) {
        return new Refusal(
                Reason.INVALID, "invalid_field", field + ": " + message, Map.of("field", field));
    }

    /** There is no such {@code what}. */
    public static Refusal notFound(String what, Object id) {
        return new Refusal(Reason.NOT_FOUND, what + "_not_found", "no such " + what + ": " + id);
    }

    /** The state of things does not allow it. */
    public static Refusal conflict(String code, String message) {
        return new Refusal(Reason.CONFLICT, code, message);
    }

    /** The caller may not do this. */
    public static Refusal forbidden(String code, String message) {
        return new Refusal(Reason.FORBIDDEN, code, message);
    }

    /** A business rule says no. */
    public static Refusal unprocessable(String code, String message) {
        return new Refusal(Reason.UNPROCESSABLE, code, message);
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** The stable code. */
    public String code() {
        return code;
    }

    /** Further members of the problem document. */
    public Map<String, String> details() {
        return details;
    }
}
