package io.leverageguard.exchange;

/** The exchange's "no" to a request, with the venue's code and words. */
final class ExchangeRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;

    ExchangeRefusal(int code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    int code() {
        return code;
    }

    /** The HTTP status that carries it. */
    int status() {
        return switch (code) {
            case -2014, -2015, -1002 -> 401;
            case -1003 -> 429;
            case -1008, -1000, -1001 -> 503;
            default -> 400;
        };
    }
}
