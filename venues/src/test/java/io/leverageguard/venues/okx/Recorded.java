package io.leverageguard.venues.okx;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Recorded material that lies beside the project; tests that need it are skipped without it. */
final class Recorded {
    private static final Path SHARED =
            Path.of(System.getProperty("lg.root", "."), "..", "shared", "payloads").normalize();

    private Recorded() {}

    /** Every file below {@code folder}, in order of its path. */
    static List<Path> below(String folder) {
        Path directory = SHARED.resolve(folder);
        Assumptions.assumeTrue(
                Files.isDirectory(directory), () -> "skipped: there is no " + directory);
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The JSON of one file; the REST files of one collection begin with three lines of their own.
     */
    static String json(String file) {
        Path path = SHARED.resolve(file);
        Assumptions.assumeTrue(Files.isRegularFile(path), () -> "skipped: there is no " + path);
        String text = text(path);
        return file.contains("/Endpoints/")
                ? text.lines().skip(3).reduce("", (all, line) -> all + "\n" + line)
                : text;
    }

    /**
     * The frames that the venue sends in a scripted dialogue: what follows {@code <} or {@code =}.
     */
    static List<String> frames(String dialogue) {
        List<String> frames = new ArrayList<>();
        for (String part : dialogue.split("(?m)^[<=] *", -1)) {
            String frame = part.split("(?m)^> ", -1)[0].strip();
            if (frame.startsWith("{")) {
                frames.add(frame);
            }
        }
        return frames;
    }
}
