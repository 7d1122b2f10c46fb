package io.leverageguard.exchange.core;

/** The exchange's "no" to a request. */
public final class ExchangeRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String detail;

    /** A refusal whose reason says it all. */
    public ExchangeRefusal(Reason reason) {
        this(reason, "");
    }

    public ExchangeRefusal(Reason reason, String detail) {
        super(detail.isEmpty() ? reason.name() : reason.name() + " " + detail, null, false, false);
        this.reason = reason;
        this.detail = detail;
    }

    public Reason reason() {
        return reason;
    }

    /** What the reason needs to be understood, as its documentation says; else empty. */
    public String detail() {
        return detail;
    }
}
