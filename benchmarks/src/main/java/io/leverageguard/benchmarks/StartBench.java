package io.leverageguard.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How long the whole product takes from the start of the process to its first ready answer. */
@Command(
        name = "start",
        description = "Start-up of all services: the first time, and with existing data.",
        mixinStandardHelpOptions = true)
final class StartBench implements Callable<Integer> {
    private static final double FIRST_MS_BUDGET = 8_000;
    private static final double LATER_MS_BUDGET = 3_000;
    private static final double CACHED_MS_BUDGET = 2_000;

    @Option(names = "--runs", defaultValue = "5", description = "Later starts to measure.")
    private int runs = 5;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the measures.")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("lg-start");
        List<Measure> measures = new ArrayList<>();
        measures.add(Measure.of("start.first", start(data, false), FIRST_MS_BUDGET, "ms"));
        measures.addAll(later("start.later", data, false, LATER_MS_BUDGET));
        if (Files.exists(RunningDesk.cache())) {
            measures.addAll(later("start.cached", data, true, CACHED_MS_BUDGET));
        } else {
            System.out.println("No AOT cache: ./lg train makes it.");
        }
        Measure.report(measures, json);
        return 0;
    }

    private List<Measure> later(String name, Path data, boolean withCache, double budgetMs)
            throws IOException, InterruptedException {
        List<Double> found = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            found.add(start(data, withCache));
        }
        found.sort(Double::compare);
        return List.of(
                Measure.of(name + ".median", found.get(found.size() / 2), budgetMs, "ms"),
                Measure.of(name + ".worst", found.getLast(), budgetMs, "ms"));
    }

    private static double start(Path data, boolean withCache)
            throws IOException, InterruptedException {
        try (RunningDesk desk =
                new RunningDesk(data.resolve("data"), data.resolve("output.log"), withCache)) {
            return desk.readyAfterMs();
        }
    }
}
