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

    @Option(names = "--runs", defaultValue = "5", description = "Later starts to measure.")
    private int runs = 5;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the measures.")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("lg-start");
        Path log = data.resolve("output.log");
        List<Double> later = new ArrayList<>();
        double first;
        try (RunningDesk desk = new RunningDesk(data.resolve("data"), log)) {
            first = desk.readyAfterMs();
        }
        for (int i = 0; i < runs; i++) {
            try (RunningDesk desk = new RunningDesk(data.resolve("data"), log)) {
                later.add(desk.readyAfterMs());
            }
        }
        later.sort(Double::compare);
        Measure.report(
                List.of(
                        Measure.of("start.first", first, FIRST_MS_BUDGET, "ms"),
                        Measure.of(
                                "start.later.median",
                                later.get(later.size() / 2),
                                LATER_MS_BUDGET,
                                "ms"),
                        Measure.of("start.later.worst", later.getLast(), LATER_MS_BUDGET, "ms")),
                json);
        return 0;
    }
}
