package io.leverageguard.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code lg bench NAME}: what is measured, each beside its budget or its peer in the same run. */
@Command(
        name = "lg bench",
        description = "Measures; prints one line per measure.",
        mixinStandardHelpOptions = true,
        subcommands = {
            StartBench.class,
            MemoryBench.class,
            BookBench.class,
            EngineBench.class,
            DecodeBench.class,
            OrdersBench.class
        })
public final class Main {
    private Main() {}

    /** Runs one benchmark. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }
}
