package io.leverageguard.kit.json;

import java.nio.charset.StandardCharsets;

/**
 * Reads JSON from bytes, member by member, without making objects.
 *
 * <p>For hot paths that know what they look for: names are compared as {@link #code codes},
 * decimals become whole numbers with a scale, texts stay where they are. The caller asks for a
 * value by its type or skips it. Whatever is wrong with the bytes is a {@link FrameError}.
 */
public final class FrameReader {
    /** What {@link #nextName} returns at the end of an object. */
    public static final long END = 0;

    /** Digits of a number that always fit. */
    private static final int DIGITS_MAX = 18;

    private static final int SCALE_MAX = 1_000;
    private static final int DEPTH_MAX = 32;
    private static final int PACKED_MAX = 8;
    private static final String ESCAPES = "\"\\/bfnrtu";
    private static final long[] POWERS = new long[DIGITS_MAX + 1];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = 10 * POWERS[i - 1];
        }
    }

    private byte[] bytes = {};
    private int at;
    private int end;

    /** Nothing of the object or array that was entered last has been read. */
    private boolean fresh;

    private long mantissa;
    private int scale;
    private int textFrom;
    private int textTo;

    /** Starts anew with {@code bytes} from {@code from} to before {@code to}. */
    public void open(byte[] frame, int from, int to) {
        if (from < 0 || to > frame.length || from > to) {
            throw new FrameError("no such part of the bytes");
        }
        bytes = frame;
        at = from;
        end = to;
        fresh = false;
    }

    /** The number that stands for a member's name; never {@link #END}. */
    public static long code(String name) {
        byte[] letters = name.getBytes(StandardCharsets.UTF_8);
        return code(letters, 0, letters.length);
    }

    /** The code of a name that stands in bytes: up to eight letters themselves, else their hash. */
    public static long code(byte[] letters, int from, int to) {
        long code = 0;
        if (to - from <= PACKED_MAX) {
            for (int i = from; i < to; i++) {
                code = code << 8 | (letters[i] & 0xff);
            }
            return code == 0 ? Long.MIN_VALUE : code;
        }
        for (int i = from; i < to; i++) {
            code = (code ^ letters[i]) * 0x100_0000_01b3L;
        }
        return code | Long.MIN_VALUE;
    }

    /** Where the reader is; {@link #back} returns to it. */
    public int mark() {
        return at;
    }

    /** Returns to the start of a value that was marked. */
    public void back(int mark) {
        at = mark;
    }

    /** The first byte of the next value, which is not read. */
    public int peek() {
        int i = at;
        if (i < end && bytes[i] > ' ') {
            return bytes[i];
        }
        while (i < end && isSpace(bytes[i])) {
            i++;
        }
        at = i;
        if (i == end) {
            throw new FrameError("the frame ends too early");
        }
        return bytes[i];
    }

    /** Enters an object. */
    public void object() {
        expect('{');
        fresh = true;
    }

    /** Reads the next name of the object; {@link #END} leaves it. */
    public long nextName() {
        if (ends('}')) {
            return END;
        }
        if (isLetterName()) {
            textFrom = at + 1;
            textTo = at + 2;
            at += 4;
            return bytes[textFrom];
        }
        readText();
        long code = code(bytes, textFrom, textTo);
        expect(':');
        return code;
    }

    /** Enters an array. */
    public void array() {
        expect('[');
        fresh = true;
    }

    /** Whether the array has a next element; when not, it is left. */
    public boolean nextElement() {
        return !ends(']');
    }

    /** Reads {@code null} or an empty text, if that is the next value: both stand for nothing. */
    public boolean isAbsent() {
        int next = peek();
        if (next == 'n') {
            literal("null");
            return true;
        }
        boolean isEmpty = next == '"' && at + 1 < end && bytes[at + 1] == '"';
        at += isEmpty ? 2 : 0;
        return isEmpty;
    }

    /** Reads a truth value. */
    public boolean bool() {
        boolean value = peek() == 't';
        literal(value ? "true" : "false");
        return value;
    }

    /** Reads a whole number, in quotes or not. */
    public long integer() {
        boolean quoted = peek() == '"';
        int i = quoted ? at + 1 : at;
        boolean negative = i < end && bytes[i] == '-';
        int first = negative ? i + 1 : i;
        long value = 0;
        for (i = first; i < end && bytes[i] >= '0' && bytes[i] <= '9'; i++) {
            int digit = bytes[i] - '0';
            if (value > (Long.MAX_VALUE - digit) / 10) {
                throw new FrameError("a whole number is too large");
            }
            value = 10 * value + digit;
        }
        if (i == first || (i < end && isOfNumber(bytes[i])) || (!quoted && isPadded(first, i))) {
            throw new FrameError("not a whole number");
        }
        at = i;
        if (quoted) {
            unquote();
        }
        return negative ? -value : value;
    }

    /** Reads a decimal, in quotes or not; {@link #mantissa} and {@link #scale} tell it. */
    public void decimal() {
        boolean quoted = peek() == '"';
        int i = quoted ? at + 1 : at;
        boolean negative = i < end && bytes[i] == '-';
        i += negative ? 1 : 0;
        long value = 0;
        int point = -1;
        int first = i;
        for (; i < end; i++) {
            int digit = bytes[i] - '0';
            if (digit >= 0 && digit <= 9) {
                value = 10 * value + digit;
            } else if (bytes[i] == '.' && point < 0 && i > first) {
                point = i;
            } else {
                break;
            }
        }
        if (i == first
                || point == i - 1
                || digits(first, i) > DIGITS_MAX
                || (!quoted && isPadded(first, point < 0 ? i : point))) {
            throw new FrameError("not a number that can be used");
        }
        mantissa = negative ? -value : value;
        scale = point < 0 ? 0 : i - point - 1;
        at = i;
        if (i < end && (bytes[i] | 0x20) == 'e') {
            exponent();
        }
        if (quoted) {
            unquote();
        }
    }

    /** The digits of the last decimal. */
    public long mantissa() {
        return mantissa;
    }

    /** How many digits of the last decimal stand behind the point. */
    public int scale() {
        return scale;
    }

    /**
     * The last decimal or another as a whole number of 10<sup>−target</sup>; refused when that is
     * not exact.
     */
    public static long scaled(long mantissa, int scale, int target) {
        int more = target - scale;
        if (more == 0 || mantissa == 0) {
            return mantissa;
        }
        if (Math.abs(more) > DIGITS_MAX) {
            throw new FrameError("a number is too large or too fine");
        }
        long power = POWERS[Math.abs(more)];
        if (more < 0) {
            if (mantissa % power != 0) {
                throw new FrameError("a number has more than " + target + " decimal places");
            }
            return mantissa / power;
        }
        if (Math.abs(mantissa) > Long.MAX_VALUE / power) {
            throw new FrameError("a number is too large");
        }
        return mantissa * power;
    }

    /** Like {@link #scaled}, but digits that do not fit are rounded half away from zero. */
    public static long rounded(long mantissa, int scale, int target) {
        int less = scale - target;
        if (less <= 0) {
            return scaled(mantissa, scale, target);
        }
        if (less > DIGITS_MAX) {
            return 0;
        }
        long power = POWERS[less];
        long rest = mantissa % power;
        return mantissa / power
                + (Math.abs(rest) >= power - Math.abs(rest) ? Long.signum(rest) : 0);
    }

    /**
     * Reads a text; {@link #textFrom} and {@link #textTo} tell where it stands, escapes as sent.
     */
    public void text() {
        peek();
        readText();
    }

    /** Where the last text or name begins. */
    public int textFrom() {
        return textFrom;
    }

    /** Where the last text or name has ended. */
    public int textTo() {
        return textTo;
    }

    /** The {@link #code} of the last text. */
    public long textCode() {
        return code(bytes, textFrom, textTo);
    }

    /** Reads a value of any type. */
    public void skip() {
        skip(DEPTH_MAX);
    }

    /** Makes sure that nothing follows. */
    public void close() {
        while (at < end) {
            if (!isSpace(bytes[at++])) {
                throw new FrameError("the frame goes on after its end");
            }
        }
    }

    private void skip(int depth) {
        if (depth == 0) {
            throw new FrameError("too deep");
        }
        switch (peek()) {
            case '{' -> {
                object();
                while (nextName() != END) {
                    skip(depth - 1);
                }
            }
            case '[' -> {
                array();
                while (nextElement()) {
                    skip(depth - 1);
                }
            }
            case '"' -> readText();
            case 't' -> literal("true");
            case 'f' -> literal("false");
            case 'n' -> literal("null");
            default -> skipNumber();
        }
    }

    private void skipNumber() {
        at += bytes[at] == '-' ? 1 : 0;
        int first = at;
        skipDigits();
        boolean padded = isPadded(first, at);
        if (at < end && bytes[at] == '.') {
            at++;
            skipDigits();
        }
        if (at < end && (bytes[at] | 0x20) == 'e') {
            at++;
            at += at < end && (bytes[at] == '-' || bytes[at] == '+') ? 1 : 0;
            skipDigits();
        }
        if (padded) {
            throw new FrameError("a number begins with 0");
        }
    }

    private void skipDigits() {
        int from = at;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        if (at == from) {
            throw new FrameError("not a value");
        }
    }

    /** Whether digits begin with a zero that JSON does not allow outside quotes. */
    private boolean isPadded(int from, int to) {
        return to - from > 1 && bytes[from] == '0';
    }

    /** Digits that count between two places; an upper bound when there are few in any case. */
    private int digits(int from, int to) {
        int first = from;
        while (to - first > DIGITS_MAX && (bytes[first] == '0' || bytes[first] == '.')) {
            first++;
        }
        int points = 0;
        for (int i = first; to - first > DIGITS_MAX && i < to; i++) {
            points += bytes[i] == '.' ? 1 : 0;
        }
        return to - first - points;
    }

    private void exponent() {
        int i = at + 1;
        boolean negative = i < end && bytes[i] == '-';
        i += i < end && (negative || bytes[i] == '+') ? 1 : 0;
        int first = i;
        int value = 0;
        while (i < end && bytes[i] >= '0' && bytes[i] <= '9' && value < SCALE_MAX) {
            value = 10 * value + bytes[i++] - '0';
        }
        if (i == first || value >= SCALE_MAX) {
            throw new FrameError("not an exponent that can be used");
        }
        scale += negative ? value : -value;
        at = i;
    }

    /** Whether the object or array ends here; when not, the reader is at what comes next. */
    private boolean ends(char closing) {
        int next = peek();
        if (next == closing) {
            at++;
            fresh = false;
            return true;
        }
        if (!fresh) {
            expect(',');
            peek();
        }
        fresh = false;
        return false;
    }

    /** Whether a name of one letter comes next, as most names of the busiest frames are. */
    private boolean isLetterName() {
        int i = at;
        return end - i > 3
                && bytes[i + 3] == ':'
                && bytes[i + 2] == '"'
                && bytes[i] == '"'
                && bytes[i + 1] >= 'A'
                && bytes[i + 1] != '\\';
    }

    private void readText() {
        if (bytes[at] != '"') {
            throw new FrameError("not a text");
        }
        int i = at + 1;
        textFrom = i;
        while (i < end && bytes[i] != '"') {
            if (bytes[i] >= 0 && bytes[i] < ' ') {
                throw new FrameError("a text has a control character");
            }
            i += bytes[i] == '\\' ? escape(i) : 1;
        }
        if (i >= end) {
            throw new FrameError("a text has no end");
        }
        textTo = i;
        at = i + 1;
    }

    /** The length of an escape. */
    private int escape(int from) {
        if (from + 1 >= end || ESCAPES.indexOf(bytes[from + 1]) < 0) {
            throw new FrameError("not an escape");
        }
        if (bytes[from + 1] != 'u') {
            return 2;
        }
        for (int i = from + 2; i < from + 6; i++) {
            if (i >= end || Character.digit(bytes[i], 16) < 0) {
                throw new FrameError("not an escape");
            }
        }
        return 6;
    }

    private void literal(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (at == end || bytes[at] != word.charAt(i)) {
                throw new FrameError("not a value");
            }
            at++;
        }
    }

    private void unquote() {
        if (at == end || bytes[at] != '"') {
            throw new FrameError("more than a number in quotes");
        }
        at++;
    }

    private void expect(char wanted) {
        if (peek() != wanted) {
            throw new FrameError("expected " + wanted);
        }
        at++;
    }

    private static boolean isSpace(byte letter) {
        return letter == ' ' || letter == '\n' || letter == '\r' || letter == '\t';
    }

    private static boolean isOfNumber(byte letter) {
        return (letter >= '0' && letter <= '9')
                || letter == '-'
                || letter == '+'
                || letter == '.'
                || letter == 'e'
                || letter == 'E';
    }
}
