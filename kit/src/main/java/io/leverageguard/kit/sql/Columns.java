package io.leverageguard.kit.sql;

import io.leverageguard.kernel.ids.Id;
import io.leverageguard.kit.json.Ids;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.ArgumentFactory;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.mapper.ColumnMapper;
import org.jdbi.v3.core.mapper.ColumnMapperFactory;

/**
 * How our types are kept in columns: ids as {@code uuid}, instants as {@code timestamptz},
 * durations as {@code bigint} milliseconds, enums as {@code text}.
 */
final class Columns {
    private Columns() {}

    static void install(Jdbi jdbi) {
        jdbi.registerArgument(new Arguments());
        jdbi.registerColumnMapper(new Mappers());
    }

    private static final class Arguments implements ArgumentFactory {
        @Override
        public Optional<Argument> build(
                java.lang.reflect.Type type, Object value, ConfigRegistry config) {
            return switch (value) {
                case Id id -> Optional.of((at, row, _) -> row.setObject(at, id.value()));
                case Instant instant ->
                        Optional.of(
                                (at, row, _) ->
                                        row.setObject(
                                                at,
                                                OffsetDateTime.ofInstant(instant, ZoneOffset.UTC)));
                case Duration duration ->
                        Optional.of((at, row, _) -> row.setLong(at, duration.toMillis()));
                case Enum<?> constant ->
                        Optional.of((at, row, _) -> row.setString(at, constant.name()));
                case null -> nothing(type);
                default -> Optional.empty();
            };
        }

        private static Optional<Argument> nothing(java.lang.reflect.Type type) {
            if (!(type instanceof Class<?> plain)) {
                return Optional.empty();
            }
            if (Id.class.isAssignableFrom(plain) || plain == UUID.class) {
                return Optional.of((at, row, _) -> row.setNull(at, Types.OTHER));
            }
            if (plain == Instant.class) {
                return Optional.of((at, row, _) -> row.setNull(at, Types.TIMESTAMP_WITH_TIMEZONE));
            }
            if (plain == Duration.class) {
                return Optional.of((at, row, _) -> row.setNull(at, Types.BIGINT));
            }
            return Optional.empty();
        }
    }

    private static final class Mappers implements ColumnMapperFactory {
        @Override
        public Optional<ColumnMapper<?>> build(java.lang.reflect.Type type, ConfigRegistry config) {
            if (!(type instanceof Class<?> plain)) {
                return Optional.empty();
            }
            if (Ids.isId(plain)) {
                return Optional.of(
                        (row, at, _) -> {
                            UUID value = row.getObject(at, UUID.class);
                            return value == null ? null : Ids.of(plain, value);
                        });
            }
            if (plain == Instant.class) {
                return Optional.of(
                        (row, at, _) -> {
                            OffsetDateTime value = row.getObject(at, OffsetDateTime.class);
                            return value == null ? null : value.toInstant();
                        });
            }
            return Optional.empty();
        }
    }
}
