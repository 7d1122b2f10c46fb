package io.leverageguard.benchmarks;

import io.leverageguard.kit.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One measure.
 *
 * @param against the peer, or "budget"
 * @param ours what we need
 * @param peer what the peer needs in the same run, or the budget
 * @param ratio ours over peer; below 1 is better for times and sizes, above 1 for speeds
 * @param unit of both
 */
record Measure(
        String name,
        String against,
        double ours,
        double peer,
        double ratio,
        String unit,
        String machine) {

    /** Against a budget. */
    static Measure of(String name, double ours, double budget, String unit) {
        return beside(name, "budget", ours, budget, unit);
    }

    /** Against a peer in the same run. */
    static Measure beside(String name, String against, double ours, double peer, String unit) {
        return new Measure(name, against, ours, peer, ours / peer, unit, thisMachine());
    }

    /** Prints the measures and writes them where {@code --json} says. */
    static void report(List<Measure> measures, @Nullable Path json) throws IOException {
        for (Measure measure : measures) {
            System.out.printf(
                    Locale.ROOT,
                    "%-24s %12.1f %-5s  %s %.1f  (%.2f of it)%n",
                    measure.name(),
                    measure.ours(),
                    measure.unit(),
                    measure.against(),
                    measure.peer(),
                    measure.ratio());
        }
        if (json != null) {
            Files.writeString(json, Json.write(measures) + System.lineSeparator());
        }
    }

    private static String thisMachine() {
        Runtime runtime = Runtime.getRuntime();
        return "%d cores, %s %s, JDK %s"
                .formatted(
                        runtime.availableProcessors(),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        Runtime.version());
    }
}
