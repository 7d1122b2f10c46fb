package io.leverageguard.marketdata;

import io.questdb.DefaultTelemetryConfiguration;
import io.questdb.TelemetryConfiguration;
import io.questdb.cairo.CairoEngine;
import io.questdb.cairo.DefaultCairoConfiguration;
import io.questdb.cairo.TableWriter;
import io.questdb.cairo.security.AllowAllSecurityContext;
import io.questdb.cairo.sql.Record;
import io.questdb.cairo.sql.RecordCursor;
import io.questdb.cairo.sql.RecordCursorFactory;
import io.questdb.griffin.SqlException;
import io.questdb.griffin.SqlExecutionContextImpl;
import io.questdb.griffin.engine.functions.bind.BindVariableServiceImpl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An embedded QuestDB that one thread owns.
 *
 * <p>Its writers belong to the thread that opened them and its readers keep native memory per
 * thread, which a server with a thread per request would leak. So everything runs on one thread of
 * our own, in order: what was appended can be read by whoever asks next.
 */
final class QuestDb implements AutoCloseable {
    private static final String LOG_CONFIGURATION = "/io/leverageguard/marketdata/questdb-log.conf";

    private final ExecutorService owner =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("questdb").factory());
    private final Map<String, TableWriter> writers = new HashMap<>();
    private final CompletableFuture<CairoEngine> opened;

    /**
     * Opens the store in {@code directory} and creates the tables that are missing. That takes a
     * second, which nobody waits for: whoever asks first comes after it in the order of the owner.
     */
    QuestDb(Path directory, List<String> tables) {
        opened = CompletableFuture.supplyAsync(() -> open(directory, tables), owner);
    }

    /** Appends rows to a table and commits them. */
    <T> void append(String table, List<T> rows, BiConsumer<TableWriter, T> write) {
        if (rows.isEmpty()) {
            return;
        }
        run(
                () -> {
                    TableWriter writer = writers.computeIfAbsent(table, this::writer);
                    try {
                        rows.forEach(row -> write.accept(writer, row));
                        writer.commit();
                    } catch (RuntimeException e) {
                        writer.rollback();
                        throw e;
                    }
                    return rows.size();
                });
    }

    /** Reads rows; {@code $1}, {@code $2} … in the text stand for the parameters. */
    <T> List<T> select(String sql, List<Object> parameters, Function<Record, T> map) {
        return run(
                () -> {
                    CairoEngine engine = opened.join();
                    SqlExecutionContextImpl context = context(engine, parameters);
                    try (RecordCursorFactory factory = engine.select(sql, context);
                            RecordCursor cursor = factory.getCursor(context)) {
                        List<T> found = new ArrayList<>();
                        Record row = cursor.getRecord();
                        while (cursor.hasNext()) {
                            found.add(map.apply(row));
                        }
                        return found;
                    } catch (SqlException e) {
                        throw new IllegalStateException(sql + ": " + e.getMessage(), e);
                    }
                });
    }

    @Override
    public void close() {
        if (owner.isShutdown()) {
            return;
        }
        run(
                () -> {
                    writers.values().forEach(TableWriter::close);
                    opened.join().close();
                    return true;
                });
        owner.shutdown();
    }

    static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static CairoEngine open(Path directory, List<String> tables) {
        if (System.getProperty("out") == null) {
            System.setProperty("out", LOG_CONFIGURATION);
        }
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        CairoEngine engine = new CairoEngine(new Quiet(directory));
        try {
            for (String table : tables) {
                engine.execute(table, context(engine, List.of()));
            }
        } catch (SqlException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
        return engine;
    }

    private TableWriter writer(String table) {
        CairoEngine engine = opened.join();
        return engine.getWriter(engine.verifyTableName(table), "marketdata");
    }

    private static SqlExecutionContextImpl context(CairoEngine engine, List<Object> parameters) {
        BindVariableServiceImpl bound = new BindVariableServiceImpl(engine.getConfiguration());
        try {
            for (int i = 0; i < parameters.size(); i++) {
                switch (parameters.get(i)) {
                    case String text -> bound.setStr(i, text);
                    case Instant at -> bound.setTimestamp(i, micros(at));
                    case Long number -> bound.setLong(i, number);
                    default -> throw new IllegalArgumentException("cannot bind " + parameters);
                }
            }
        } catch (SqlException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return new SqlExecutionContextImpl(engine, 1).with(AllowAllSecurityContext.INSTANCE, bound);
    }

    private <T> T run(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, owner).join();
        } catch (CompletionException e) {
            throw new IllegalStateException("the time-series store failed: " + e.getCause(), e);
        }
    }

    /** No telemetry. */
    private static final class Quiet extends DefaultCairoConfiguration {
        Quiet(Path directory) {
            super(directory.toString());
        }

        @Override
        public TelemetryConfiguration getTelemetryConfiguration() {
            return new DefaultTelemetryConfiguration() {
                @Override
                public boolean getEnabled() {
                    return false;
                }
            };
        }
    }
}
