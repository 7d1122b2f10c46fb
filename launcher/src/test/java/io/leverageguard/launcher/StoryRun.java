package io.leverageguard.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Plays the short story for tests, on the modelled crash and on free ports. */
final class StoryRun {
    private static final long SEED = 7;

    private StoryRun() {}

    /** Plays it; {@code midway} is run when the crash is under way. */
    static Outcome play(Path folder, List<Set<ServiceName>> processes, Consumer<Demo> midway)
            throws IOException {
        Demo.Options options =
                new Demo.Options(
                        "binance",
                        folder,
                        SEED,
                        Pace.unlimited(),
                        Crash.modelled(),
                        Demo.Script.SHORT,
                        true,
                        false,
                        processes);
        Narrator silent =
                new Narrator(
                        new PrintStream(
                                OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                        false);
        try (Demo demo = new Demo(options, silent)) {
            Outcome outcome = demo.play(() -> midway.accept(demo));
            assertThat(demo.wrong()).isEmpty();
            return timeless(outcome);
        }
    }

    /** What has to be the same whenever it is played. */
    private static Outcome timeless(Outcome outcome) {
        return new Outcome(
                outcome.traders(),
                outcome.ledger(),
                outcome.audit(),
                outcome.reconciliation(),
                outcome.strategy(),
                outcome.source(),
                outcome.seed(),
                0);
    }
}
