package io.leverageguard.launcher;

import io.leverageguard.exchange.core.Scenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The crash of 10 October 2025: recorded where the data lies beside the checkout, else modelled.
 */
record Crash(@Nullable Path recorded) {
    private static final String FOLDER = "binance-um-crash-2025-10-10";

    /** Where recorded market data lies if there is any: beside the checkout. */
    static Path dataFolder() {
        return Path.of(System.getProperty("lg.root", "."))
                .toAbsolutePath()
                .normalize()
                .resolveSibling("shared")
                .resolve("data");
    }

    /** Looks beside the checkout. */
    static Crash find() {
        Path beside = dataFolder().resolve(FOLDER);
        return new Crash(Files.isDirectory(beside) ? beside : null);
    }

    /** The modelled one. */
    static Crash modelled() {
        return new Crash(null);
    }

    Outcome.Source source() {
        return recorded != null ? Outcome.Source.real : Outcome.Source.modelled;
    }

    /** What is replayed, for a person. */
    String words() {
        return recorded != null
                ? "Replaying the recorded crash of 10 October 2025 (Binance USD-M, BTCUSDT)."
                : "No recorded data beside the checkout: replaying a built-in scenario modelled on"
                        + " the published figures of 10 October 2025.";
    }

    /** The bars, with the exchange opening at {@code start}. */
    Scenario scenario(Instant start) {
        Scenario crash = recorded != null ? Scenario.crash(recorded) : Scenario.modelledCrash();
        return new Scenario(crash.name(), crash.bars(), crash.funding(), start);
    }
}
