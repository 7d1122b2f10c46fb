package io.leverageguard.launcher;

import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.json.Json;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lg demo}: the main job, end to end, on a real crash. */
@Command(
        name = "demo",
        description = {
            "Replays the crash of 10 October 2025: positions are covered, liquidated,",
            "verified, paid, reconciled and reported. Exits with 0 only if all is as it should be."
        },
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    @Option(names = "--json", paramLabel = "FILE", description = "Writes the outcome.")
    private @Nullable Path json;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of everything random.")
    private long seed = 1;

    @Option(
            names = "--speed",
            paramLabel = "X",
            description = "Multiple of real time; default: as fast as it goes.")
    private @Nullable Double speed;

    @Option(
            names = "--watch",
            description = "Slows the replay down so that it can be watched in the desk.")
    private boolean watch;

    @Option(names = "--keep", description = "Leaves everything running for a look around.")
    private boolean keep;

    @Option(names = "--data", defaultValue = "data", description = "Folder for all that is kept.")
    private Path data = Path.of("data");

    @Option(
            names = "--venue",
            defaultValue = "binance",
            description = "Whose protocol everybody trades by: binance, okx or bybit.")
    private String venue = "binance";

    @Option(
            names = "--ports",
            defaultValue = "standard",
            description = "standard (8080, 8099) or free.")
    private String ports = "standard";

    @Override
    public Integer call() throws IOException {
        Narrator narrator = new Narrator(System.out, isTerminal());
        Demo.Options options =
                new Demo.Options(
                        venue,
                        data,
                        seed,
                        pace(),
                        Crash.find(),
                        Demo.Script.WHOLE,
                        ports.equals("free"),
                        watch || keep,
                        List.of(ServiceName.parse("all")));
        try (Demo demo = new Demo(options, narrator)) {
            Outcome outcome = demo.play();
            if (json != null) {
                Files.writeString(json, Json.write(outcome) + System.lineSeparator());
            }
            for (String wrong : demo.wrong()) {
                narrator.say("WRONG: %s", wrong);
            }
            boolean good = demo.wrong().isEmpty();
            narrator.verdict(
                    good,
                    good
                            ? "Everything ended as it should, in %.0f s."
                                    .formatted(outcome.seconds())
                            : demo.wrong().size() + " things did not end as they should.");
            if (keep) {
                demo.keepRunning();
            }
            return good ? 0 : 1;
        }
    }

    private Pace pace() {
        if (speed != null) {
            return Pace.of(Clock.system(), speed);
        }
        Demo.Script script = Demo.Script.WHOLE;
        return watch
                ? Pace.watched(Clock.system(), script.slowFrom(), script.slowTo())
                : Pace.unlimited();
    }

    private static boolean isTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }
}
