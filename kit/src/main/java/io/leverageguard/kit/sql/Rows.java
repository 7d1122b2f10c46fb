package io.leverageguard.kit.sql;

import io.leverageguard.kernel.ids.Id;
import io.leverageguard.kit.json.Ids;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads columns of a row as our types. A null where none is expected is a defect and throws. */
public final class Rows {
    private Rows() {}

    /** A {@code timestamptz}. */
    public static Instant instant(ResultSet row, String column) throws SQLException {
        return present(instantOrNull(row, column), column);
    }

    /** A {@code timestamptz} that may be null. */
    public static @Nullable Instant instantOrNull(ResultSet row, String column)
            throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    /** A {@code uuid}. */
    public static UUID uuid(ResultSet row, String column) throws SQLException {
        return present(uuidOrNull(row, column), column);
    }

    /** A {@code uuid} that may be null. */
    public static @Nullable UUID uuidOrNull(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    /** A {@code uuid} as a typed id. */
    public static <T extends Id> T id(ResultSet row, String column, Class<T> type)
            throws SQLException {
        return type.cast(Ids.of(type, uuid(row, column)));
    }

    /** A {@code uuid} that may be null, as a typed id. */
    public static <T extends Id> @Nullable T idOrNull(ResultSet row, String column, Class<T> type)
            throws SQLException {
        UUID value = uuidOrNull(row, column);
        return value == null ? null : type.cast(Ids.of(type, value));
    }

    /** A {@code numeric}, without the zeros that its column's scale adds. */
    public static BigDecimal decimal(ResultSet row, String column) throws SQLException {
        return present(decimalOrNull(row, column), column);
    }

    /** A {@code numeric} that may be null, without the zeros that its column's scale adds. */
    public static @Nullable BigDecimal decimalOrNull(ResultSet row, String column)
            throws SQLException {
        BigDecimal value = row.getBigDecimal(column);
        return value == null ? null : plain(value);
    }

    /** A {@code text} that names a constant. */
    public static <T extends Enum<T>> T constant(ResultSet row, String column, Class<T> type)
            throws SQLException {
        return Enum.valueOf(type, text(row, column));
    }

    /** A {@code text} that names a constant, or null. */
    public static <T extends Enum<T>> @Nullable T constantOrNull(
            ResultSet row, String column, Class<T> type) throws SQLException {
        String name = row.getString(column);
        return name == null ? null : Enum.valueOf(type, name);
    }

    /** A {@code text}. */
    public static String text(ResultSet row, String column) throws SQLException {
        return present(row.getString(column), column);
    }

    /** A {@code bigint} of milliseconds, which is how a bound {@link Duration} is stored. */
    public static Duration duration(ResultSet row, String column) throws SQLException {
        return Duration.ofMillis(present(row.getObject(column, Long.class), column));
    }

    private static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static <T> T present(@Nullable T value, String column) throws SQLException {
        if (value == null) {
            throw new SQLException("column " + column + " is null");
        }
        return value;
    }
}
