package io.leverageguard.kit.sql;

import io.leverageguard.kernel.ids.Id;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Inserts or updates rows by one statement that is handed an array for each column: for batches,
 * however many rows they have, the database plans and answers once. Built once and used by any
 * thread.
 *
 * @param <R> what is a row
 */
public final class ArrayStatement<R> {
    private record Column<R>(String name, String type, Function<R, @Nullable Object> value) {}

    private final String sql;
    private final List<Column<R>> columns;

    private ArrayStatement(String sql, List<Column<R>> columns) {
        this.columns = List.copyOf(columns);
        this.sql = sql;
    }

    /** Begins the description of a statement. */
    public static <R> Builder<R> on(String table) {
        return new Builder<>(table);
    }

    /** Writes the rows in the caller's transaction. Returns how many there were to write. */
    public int execute(Handle handle, Collection<R> rows) {
        if (rows.isEmpty()) {
            return 0;
        }
        Connection connection = handle.getConnection();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < columns.size(); i++) {
                Column<R> column = columns.get(i);
                Object[] values = new Object[rows.size()];
                int place = 0;
                for (R row : rows) {
                    values[place++] = column.value().apply(row);
                }
                Array array = connection.createArrayOf(column.type(), values);
                statement.setArray(i + 1, array);
            }
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("rows cannot be written", e);
        }
    }

    /** Describes a statement column by column. */
    public static final class Builder<R> {
        private final String table;
        private final List<Column<R>> columns = new ArrayList<>();

        private Builder(String table) {
            this.table = table;
        }

        /** A column of this type of PostgreSQL's; the value is a number, a text or a boolean. */
        public Builder<R> column(String name, String type, Function<R, @Nullable Object> value) {
            columns.add(new Column<>(name, type, value));
            return this;
        }

        /** A {@code text}. */
        public Builder<R> text(String name, Function<R, @Nullable String> value) {
            return column(name, "text", value::apply);
        }

        /** A {@code text} that names a constant. */
        public Builder<R> constant(String name, Function<R, @Nullable Enum<?>> value) {
            return column(
                    name,
                    "text",
                    row -> {
                        Enum<?> constant = value.apply(row);
                        return constant == null ? null : constant.name();
                    });
        }

        /** A {@code numeric}. */
        public Builder<R> decimal(String name, Function<R, @Nullable Object> value) {
            return column(name, "numeric", value);
        }

        /** A {@code uuid}. */
        public Builder<R> id(String name, Function<R, @Nullable Id> value) {
            return column(
                    name,
                    "uuid",
                    row -> {
                        Id id = value.apply(row);
                        return id == null ? null : id.value();
                    });
        }

        /** A {@code timestamptz}. */
        public Builder<R> instant(String name, Function<R, @Nullable Instant> value) {
            return column(
                    name,
                    "timestamptz",
                    row -> {
                        Instant at = value.apply(row);
                        return at == null ? null : OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
                    });
        }

        /** An insert; {@code conflict} is its {@code ON CONFLICT} clause, or empty. */
        public ArrayStatement<R> insert(String conflict) {
            String sql =
                    "INSERT INTO %s (%s) SELECT * FROM %s %s"
                            .formatted(table, names(Column::name), arrays(), conflict);
            return new ArrayStatement<>(sql, columns);
        }

        /** An update of the rows with the same {@code key}, which is one of the columns. */
        public ArrayStatement<R> update(String key) {
            String changes =
                    columns.stream()
                            .map(Column::name)
                            .filter(name -> !name.equals(key))
                            .map(name -> name + " = changed." + name)
                            .collect(Collectors.joining(", "));
            String sql =
                    """
                    UPDATE %s AS stored SET %s
                    FROM %s AS changed (%s) WHERE stored.%s = changed.%s
                    """
                            .formatted(table, changes, arrays(), names(Column::name), key, key);
            return new ArrayStatement<>(sql, columns);
        }

        private String arrays() {
            return "unnest(" + names(column -> "?::" + column.type() + "[]") + ")";
        }

        private String names(Function<Column<R>, String> of) {
            return columns.stream().map(of).collect(Collectors.joining(", "));
        }
    }
}
