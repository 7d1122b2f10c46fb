package io.leverageguard.exchange.core;

import java.util.EnumMap;
import java.util.Map;

/** What goes wrong on purpose: so often as it was asked for. */
public final class Faults {
    /** A fault that waits for its occasion. */
    public enum Kind {
        /** An order is answered 503 "Unknown error" and has not arrived. */
        ERROR_BEFORE("error-before"),
        /** An order is answered 503 "Unknown error" and has arrived. */
        ERROR_AFTER_ACCEPT("error-after-accept"),
        /** An order is answered 503 "Service Unavailable" and has not arrived. */
        UNAVAILABLE("unavailable"),
        /** A private event is sent twice. */
        DUPLICATE_EVENT("duplicate-event"),
        /** A private event is not sent. */
        LOSE_EVENT("lose-event"),
        /** A depth update is not sent. */
        SKIP_DEPTH("skip-depth");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public static Kind parse(String label) {
            for (Kind kind : values()) {
                if (kind.label.equals(label)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("no such fault: " + label);
        }
    }

    private static final int WAITING_MAX = 1_000_000;

    private final Map<Kind, Integer> waiting = new EnumMap<>(Kind.class);
    private long skewMillis;

    public void add(Kind kind, int count) {
        if (count < 0 || count > WAITING_MAX) {
            throw new IllegalArgumentException("count must be 0 to " + WAITING_MAX);
        }
        waiting.put(kind, count);
    }

    /** Whether the fault is due; it is used up by asking. */
    public boolean take(Kind kind) {
        int left = waiting.getOrDefault(kind, 0);
        if (left > 0) {
            waiting.put(kind, left - 1);
        }
        return left > 0;
    }

    public void skew(long millis) {
        skewMillis = millis;
    }

    /** How far the venue's clock is ahead of its own time. */
    public long skewMillis() {
        return skewMillis;
    }
}
