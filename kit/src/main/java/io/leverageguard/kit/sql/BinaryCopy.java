package io.leverageguard.kit.sql;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jdbi.v3.core.Handle;
import org.postgresql.PGConnection;

/**
 * Rows for PostgreSQL's {@code COPY … FROM STDIN (FORMAT binary)}, which takes many rows for less
 * than any statement does. The format is that of the section "Binary Format" in PostgreSQL's
 * documentation of {@code COPY}. For one use by one thread.
 */
public final class BinaryCopy {
    private static final byte[] SIGNATURE = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0
    };

    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
    private static final int END = -1;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 14);
    private final DataOutputStream out = new DataOutputStream(bytes);
    private final int columns;

    /** Rows of so many columns. */
    public BinaryCopy(int columns) {
        this.columns = columns;
        write(
                () -> {
                    out.write(SIGNATURE);
                    out.writeInt(0);
                    out.writeInt(0);
                });
    }

    private interface Writing {
        void run() throws IOException;
    }

    /** Begins a row; its columns follow in their order. */
    public BinaryCopy row() {
        write(() -> out.writeShort(columns));
        return this;
    }

    /** A {@code bigint}. */
    public BinaryCopy number(long value) {
        write(
                () -> {
                    out.writeInt(Long.BYTES);
                    out.writeLong(value);
                });
        return this;
    }

    /** A {@code timestamptz}, to the microsecond. */
    public BinaryCopy instant(Instant value) {
        return number(ChronoUnit.MICROS.between(EPOCH, value));
    }

    /** A {@code text}. */
    public BinaryCopy text(String value) {
        return text(value.getBytes(StandardCharsets.UTF_8));
    }

    /** A {@code text} in UTF-8. */
    public BinaryCopy text(byte[] utf8) {
        write(
                () -> {
                    out.writeInt(utf8.length);
                    out.write(utf8);
                });
        return this;
    }

    /**
     * Copies the rows in the caller's transaction.
     *
     * @param target the table and its columns, such as {@code notes (id, text)}
     */
    public void into(Handle handle, String target) {
        write(() -> out.writeShort(END));
        String sql = "COPY " + target + " FROM STDIN (FORMAT binary)";
        try {
            handle.getConnection()
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(sql, new ByteArrayInputStream(bytes.toByteArray()), 1 << 16);
        } catch (SQLException e) {
            throw new IllegalStateException("rows cannot be copied", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
