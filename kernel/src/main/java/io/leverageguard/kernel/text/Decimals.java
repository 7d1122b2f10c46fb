package io.leverageguard.kernel.text;

/** Reads and prints fixed-point decimals without allocating. */
public final class Decimals {
    private static final long[] POWERS = new long[19];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    private Decimals() {}

    /** Ten to the power of {@code exponent}, 0 to 18. */
    public static long power(int exponent) {
        return POWERS[exponent];
    }

    /**
     * Reads {@code text[from, to)} as a decimal with {@code scale} places.
     *
     * @throws NumberFormatException for anything that is not a plain decimal, has non-zero digits
     *     beyond the scale, or does not fit a long
     */
    public static long parse(CharSequence text, int from, int to, int scale) {
        int i = from;
        boolean negative = i < to && text.charAt(i) == '-';
        if (negative) {
            i++;
        }
        long value = 0;
        int places = -1;
        int digits = 0;
        for (; i < to; i++) {
            char c = text.charAt(i);
            if (c == '.' && places < 0) {
                places = 0;
            } else if (c >= '0' && c <= '9') {
                digits++;
                if (places >= scale && c != '0') {
                    throw new NumberFormatException("more than " + scale + " places: " + text);
                }
                if (places < scale) {
                    value = appendDigit(value, c, text);
                    places += places >= 0 ? 1 : 0;
                }
            } else {
                throw new NumberFormatException("not a decimal: " + text);
            }
        }
        if (digits == 0) {
            throw new NumberFormatException("not a decimal: " + text);
        }
        long scaled = scaleUp(value, scale - Math.max(places, 0), text);
        return negative ? -scaled : scaled;
    }

    /** Reads the whole of {@code text}. */
    public static long parse(CharSequence text, int scale) {
        return parse(text, 0, text.length(), scale);
    }

    /** Prints {@code value} with {@code scale} places. */
    public static void print(long value, int scale, StringBuilder out) {
        if (value == Long.MIN_VALUE) {
            throw new ArithmeticException("value out of range");
        }
        long magnitude = Math.abs(value);
        if (value < 0) {
            out.append('-');
        }
        out.append(magnitude / POWERS[scale]);
        if (scale > 0) {
            out.append('.');
            long fraction = magnitude % POWERS[scale];
            for (int place = scale - 1; place >= 0; place--) {
                out.append((char) ('0' + fraction / POWERS[place] % 10));
            }
        }
    }

    private static long appendDigit(long value, char digit, CharSequence text) {
        try {
            return Math.addExact(Math.multiplyExact(value, 10), digit - '0');
        } catch (ArithmeticException e) {
            throw tooLarge(text);
        }
    }

    private static long scaleUp(long value, int places, CharSequence text) {
        try {
            return Math.multiplyExact(value, POWERS[places]);
        } catch (ArithmeticException e) {
            throw tooLarge(text);
        }
    }

    private static NumberFormatException tooLarge(CharSequence text) {
        return new NumberFormatException("out of range: " + text);
    }
}
