package io.leverageguard.venues;

import io.leverageguard.kit.json.FrameError;
import io.leverageguard.kit.json.FrameReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads a frame's members to the values that a codec makes of them. Whatever a codec might read in
 * another way is a {@link FrameError}: a member that comes twice or is missing, an escape, a number
 * that is unusually long. One thread.
 */
public final class MemberReader {
    private static final int DEPTH_MAX = 8;
    private static final int TEXTS_MAX = 4_096;
    private static final int SCALE_MAX = 18;

    private final FrameReader reader = new FrameReader();

    /** The texts that were read and come again, so that each is made once. */
    private final SymbolTable texts = new SymbolTable();

    private final Members[] objects = new Members[DEPTH_MAX];
    private final int[] seen = new int[DEPTH_MAX];
    private byte[] bytes = {};
    private int depth;

    /** Begins a frame. */
    public void open(String frame) {
        bytes = frame.getBytes(StandardCharsets.UTF_8);
        reader.open(bytes, 0, bytes.length);
        depth = 0;
    }

    /** Makes sure that nothing follows. */
    public void close() {
        reader.close();
    }

    /** Enters an object that has these members. */
    public void object(Members members) {
        if (depth == DEPTH_MAX) {
            throw new FrameError("too deep");
        }
        reader.object();
        objects[depth] = members;
        seen[depth] = 0;
        depth++;
    }

    /** The next member's name, as its {@link Members} has it; null leaves the object. */
    public @Nullable String nextMember() {
        Members members = objects[depth - 1];
        for (long name = reader.nextName(); name != FrameReader.END; name = reader.nextName()) {
            int place = members.place(name);
            if (place >= 0) {
                if ((seen[depth - 1] & 1 << place) != 0) {
                    throw new FrameError("a member comes twice");
                }
                seen[depth - 1] |= 1 << place;
                return members.names[place];
            }
            refuseEscape();
            if (members.closed) {
                throw new FrameError("a member that is not expected");
            }
            reader.skip();
        }
        depth--;
        if (Integer.numberOfTrailingZeros(~seen[depth]) < members.required) {
            throw new FrameError("a member is missing");
        }
        return null;
    }

    /** Enters an array. */
    public void array() {
        reader.array();
    }

    /** Whether the array has a next element; when not, it is left. */
    public boolean nextElement() {
        return reader.nextElement();
    }

    /** Goes to an element that the array must have. */
    public void element() {
        if (!reader.nextElement()) {
            throw new FrameError("an element is missing");
        }
    }

    /** Leaves an array that must end here. */
    public void endArray() {
        if (reader.nextElement()) {
            throw new FrameError("an element that is not expected");
        }
    }

    /** Reads {@code null} or an empty text, if that is the next value. */
    public boolean isAbsent() {
        return reader.isAbsent();
    }

    /** Reads an amount in quotes, with the digits that were sent. */
    public BigDecimal amount() {
        if (reader.peek() != '"') {
            throw new FrameError("an amount is no text");
        }
        reader.decimal();
        if (reader.scale() < 0 || reader.scale() > SCALE_MAX) {
            throw new FrameError("a number is unusually large or fine");
        }
        return BigDecimal.valueOf(reader.mantissa(), reader.scale());
    }

    /** Reads a whole number, in quotes or not. */
    public long integer() {
        return reader.integer();
    }

    /** Reads a truth value. */
    public boolean bool() {
        return reader.bool();
    }

    /** Reads a text that does not come again. */
    public String text() {
        reader.text();
        refuseEscape();
        return made();
    }

    /** Reads a text that comes in many frames. */
    public String word() {
        reader.text();
        int known = texts.find(bytes, reader.textFrom(), reader.textTo());
        if (known != SymbolTable.NONE) {
            return texts.name(known);
        }
        refuseEscape();
        String word = made();
        if (texts.size() < TEXTS_MAX) {
            texts.add(word, 0, 0);
        }
        return word;
    }

    private String made() {
        int from = reader.textFrom();
        return new String(bytes, from, reader.textTo() - from, StandardCharsets.UTF_8);
    }

    private void refuseEscape() {
        for (int i = reader.textFrom(); i < reader.textTo(); i++) {
            if (bytes[i] == '\\') {
                throw new FrameError("an escape");
            }
        }
    }

    /** What members an object of some kind has. */
    public static final class Members {
        private final boolean closed;
        private final int required;
        private final String[] names;
        private final long[] codes;

        private Members(boolean closed, int required, String... names) {
            this.closed = closed;
            this.required = required;
            this.names = names.clone();
            this.codes = new long[names.length];
            for (int i = 0; i < names.length; i++) {
                codes[i] = FrameReader.code(names[i]);
            }
        }

        /** The first so many are in every such object; others are skipped. */
        public static Members of(int required, String... names) {
            return new Members(false, required, names);
        }

        /** The first so many are in every such object; there are no others. */
        public static Members only(int required, String... names) {
            return new Members(true, required, names);
        }

        private int place(long code) {
            for (int i = 0; i < codes.length; i++) {
                if (codes[i] == code) {
                    return i;
                }
            }
            return -1;
        }
    }
}
