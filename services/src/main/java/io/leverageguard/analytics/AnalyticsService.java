package io.leverageguard.analytics;

import io.leverageguard.analytics.Reconciler.Findings;
import io.leverageguard.api.TimeRange;
import io.leverageguard.api.analytics.Analytics;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.json.Json;
import io.leverageguard.kit.sql.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/** Writes reports, reconciles, and rebuilds what it knows. */
final class AnalyticsService implements Analytics {
    private static final Duration SPAN_MAX = Duration.ofDays(400);
    private static final int TITLE_LENGTH_MAX = 120;
    private static final String FOLDER = "reports";

    private final Clock clock;
    private final Path data;
    private final Database database;
    private final AnalyticsRepository repository;
    private final Readers readers;
    private final Reconciler reconciler;
    private final ReportReader reader;
    private final PoolReader pool;

    AnalyticsService(
            Clock clock,
            Path data,
            Database database,
            AnalyticsRepository repository,
            Readers readers) {
        this.clock = clock;
        this.data = data;
        this.database = database;
        this.repository = repository;
        this.readers = readers;
        this.reconciler = new Reconciler(database);
        this.reader = new ReportReader(database);
        this.pool = new PoolReader(database, repository);
    }

    @Override
    public Report report(Actor actor, ReportRequest command) {
        if (!command.to().isAfter(command.from())) {
            throw Refusal.invalid("to", "must be after from");
        }
        if (Duration.between(command.from(), command.to()).compareTo(SPAN_MAX) > 0) {
            throw Refusal.invalid("to", "must be at most 400 days after from");
        }
        if (command.title().isBlank() || command.title().length() > TITLE_LENGTH_MAX) {
            throw Refusal.invalid("title", "must have 1 to " + TITLE_LENGTH_MAX + " characters");
        }
        ReportData report = reader.read(command, clock.now(), reconciler.compare());
        List<ReportTable> tables = ReportTables.of(report);
        String name =
                "desk-"
                        + ReportPage.compact(command.from())
                        + "-"
                        + ReportPage.compact(command.to());
        return new Report(
                write(name + ".html", ReportPage.write(report, tables)),
                write(name + ".csv", ReportCsv.write(tables)),
                write(name + ".json", Json.write(report)));
    }

    @Override
    public Reconciliation reconcile(Actor actor, None nothing) {
        Findings findings = reconciler.compare();
        return new Reconciliation(clock.now(), findings.compared(), findings.breaks());
    }

    @Override
    public PoolReport poolHistory(Actor actor, TimeRange range) {
        return pool.read(range.at(clock.now()));
    }

    @Override
    public None rebuild(Actor actor, None nothing) {
        readers.restart(database, repository);
        return None.NONE;
    }

    /** A reader never sees half a file: it is written aside and then moved. */
    private String write(String name, String text) {
        try {
            Path folder = Files.createDirectories(data.resolve(FOLDER));
            Path aside = Files.writeString(folder.resolve(name + ".part"), text);
            Files.move(aside, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + name, e);
        }
        return FOLDER + "/" + name;
    }
}
