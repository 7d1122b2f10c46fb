package io.leverageguard.launcher;

import io.leverageguard.kit.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lg stage}: the story up to the crash, for tests that go on from there in a browser. */
@Command(
        name = "stage",
        description = {
            "Plays the story of the demo up to the crash, on the built-in scenario and free",
            "ports, and prints where everything is as one line of JSON. Then it moves story time",
            "as commands on standard input say, one per line: advance PT5M, until",
            "2025-10-10T21:12:00Z, speed 20. It ends with its input."
        },
        mixinStandardHelpOptions = true)
final class StageCommand implements Callable<Integer> {
    @Option(names = "--seed", defaultValue = "1", description = "Seed of everything random.")
    private long seed = 1;

    @Option(names = "--data", required = true, description = "Folder for all that is kept.")
    private Path data = Path.of("data");

    @Override
    public Integer call() throws IOException, InterruptedException {
        Demo.Options options =
                new Demo.Options(
                        "binance",
                        data,
                        seed,
                        Pace.unlimited(),
                        Crash.modelled(),
                        Demo.Script.SHORT,
                        true,
                        true,
                        List.of(ServiceName.parse("all")));
        // Standard output is for the answers.
        Narrator narrator = new Narrator(System.err, false);
        try (Demo demo = new Demo(options, narrator)) {
            Demo.Playbill playbill = demo.prepare();
            System.out.println(Json.write(playbill));
            System.out.flush();
            demo.stagehand()
                    .work(
                            new BufferedReader(
                                    new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                            System.out);
        }
        return 0;
    }
}
