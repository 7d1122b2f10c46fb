package io.leverageguard.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How much memory the whole product holds when nobody uses it. */
@Command(
        name = "memory",
        description = "Resident memory of all services, idle, without PostgreSQL.",
        mixinStandardHelpOptions = true)
final class MemoryBench implements Callable<Integer> {
    private static final double IDLE_MB_BUDGET = 512;
    private static final long IDLE_MS = 20_000;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the measures.")
    private @Nullable Path json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("lg-memory");
        Path log = data.resolve("output.log");
        try (RunningDesk desk = new RunningDesk(data.resolve("data"), log, false)) {
            double ready = desk.residentMb();
            Thread.sleep(IDLE_MS);
            Measure.report(
                    List.of(
                            Measure.of("memory.ready", ready, IDLE_MB_BUDGET, "MB"),
                            Measure.of("memory.idle", desk.residentMb(), IDLE_MB_BUDGET, "MB")),
                    json);
        }
        return 0;
    }
}
