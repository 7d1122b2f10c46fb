package io.leverageguard.exchange.core;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * What goes wrong on purpose: so often as it was asked for, or with a seeded probability. One for
 * all protocols.
 */
public final class Faults {
    /** A fault that waits for its occasion. */
    public enum Kind {
        /** An order command is answered "unknown" and has not arrived. */
        ERROR_BEFORE("error-before"),
        /** An order command is answered "unknown" and has arrived. */
        ERROR_AFTER_ACCEPT("error-after-accept"),
        /** An order command is answered "unavailable" and has not arrived. */
        UNAVAILABLE("unavailable"),
        /** A private event is sent twice. */
        DUPLICATE_EVENT("duplicate-event"),
        /** A private event is not sent. */
        LOSE_EVENT("lose-event"),
        /** A private event is sent later. */
        DELAY_EVENT("delay-event"),
        /** A private event is sent after the one that follows it. */
        REORDER_EVENT("reorder-event"),
        /** A depth update is not sent. */
        SKIP_DEPTH("skip-depth"),
        /** The socket that would be sent a frame is closed instead. */
        DROP_SOCKET("drop-socket"),
        /** The socket that would be sent a frame stays open and hears nothing any more. */
        STALL_SOCKET("stall-socket"),
        /** A request is answered as if there had been too many. */
        RATE_LIMIT("rate-limit"),
        /** On until it is set to a count of 0: the venue is closed for maintenance. */
        MAINTENANCE("maintenance");

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

    /** An event that waits. */
    private record Late(long due, Runnable send) {}

    private static final int WAITING_MAX = 1_000_000;
    private static final int LATE_MAX = 10_000;
    private static final int MILLE = 1_000;
    private static final long DELAY_AT_START = 1_000;
    private static final long DELAY_MAX = 600_000;

    private final SplittableRandom random;
    private final Map<Kind, Integer> waiting = new EnumMap<>(Kind.class);
    private final Map<Kind, Integer> chances = new EnumMap<>(Kind.class);
    private final List<Late> late = new ArrayList<>();
    private final List<Runnable> held = new ArrayList<>();
    private long delayMillis = DELAY_AT_START;
    private long skewMillis;
    private long now;

    public Faults() {
        this(0);
    }

    /** Faults that come by chance come at the same places for the same seed. */
    public Faults(long seed) {
        random = new SplittableRandom(seed ^ 0xFA017L);
    }

    /** The next {@code count} times. */
    public void add(Kind kind, int count) {
        if (count < 0 || count > WAITING_MAX) {
            throw new IllegalArgumentException("count must be 0 to " + WAITING_MAX);
        }
        waiting.put(kind, count);
    }

    /** From now on so often out of a thousand. */
    public void chance(Kind kind, int permille) {
        if (permille < 0 || permille > MILLE) {
            throw new IllegalArgumentException("permille must be 0 to " + MILLE);
        }
        chances.put(kind, permille);
    }

    /** Nothing goes wrong any more; what is late comes with the next flush. */
    public void clear() {
        waiting.clear();
        chances.clear();
        skewMillis = 0;
        delayMillis = 0;
        late.replaceAll(one -> new Late(now, one.send()));
    }

    /** Whether the fault is due; it is used up by asking. */
    public boolean take(Kind kind) {
        int left = waiting.getOrDefault(kind, 0);
        if (left > 0) {
            waiting.put(kind, left - 1);
            return true;
        }
        int chance = chances.getOrDefault(kind, 0);
        return chance > 0 && random.nextInt(MILLE) < chance;
    }

    /** Whether the fault waits; it is not used up by asking. */
    public boolean isOn(Kind kind) {
        return waiting.getOrDefault(kind, 0) > 0;
    }

    /**
     * Runs an order command, or answers as if something had gone wrong with it.
     *
     * @param command what is asked for; a refusal passes through
     * @param unknown the venue's answer that leaves open what happened
     * @param unavailable the venue's answer that nothing has happened
     */
    public <T> T command(Supplier<T> command, Supplier<T> unknown, Supplier<T> unavailable) {
        if (take(Kind.UNAVAILABLE)) {
            return unavailable.get();
        }
        if (take(Kind.ERROR_BEFORE)) {
            return unknown.get();
        }
        T answer = command.get();
        return take(Kind.ERROR_AFTER_ACCEPT) ? unknown.get() : answer;
    }

    /** Sends a private event, or loses, delays, reorders or repeats it. */
    public void privateEvent(Runnable send) {
        if (take(Kind.LOSE_EVENT)) {
            return;
        }
        if (late.size() < LATE_MAX && take(Kind.DELAY_EVENT)) {
            late.add(new Late(now + delayMillis, send));
            return;
        }
        if (held.size() < LATE_MAX && take(Kind.REORDER_EVENT)) {
            held.add(send);
            return;
        }
        send.run();
        if (take(Kind.DUPLICATE_EVENT)) {
            send.run();
        }
        release();
    }

    /** Sends what is late and due. The server does it before the protocols flush. */
    public void flush(long millis) {
        now = millis;
        release();
        Iterator<Late> each = late.iterator();
        while (each.hasNext()) {
            Late one = each.next();
            if (one.due() <= now) {
                each.remove();
                one.send().run();
            }
        }
    }

    private void release() {
        held.forEach(Runnable::run);
        held.clear();
    }

    /** By how much events are late that are delayed from now on. */
    public void delay(long millis) {
        if (millis < 0 || millis > DELAY_MAX) {
            throw new IllegalArgumentException("a delay is 0 to " + DELAY_MAX + " ms");
        }
        delayMillis = millis;
    }

    public void skew(long millis) {
        skewMillis = millis;
    }

    /** How far the venue's clock is ahead of its own time. */
    public long skewMillis() {
        return skewMillis;
    }
}
