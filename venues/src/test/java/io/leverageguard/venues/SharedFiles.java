package io.leverageguard.venues;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Recorded material that lies beside the project; tests that need it are skipped without it. */
public final class SharedFiles {
    private static final Path SHARED =
            Path.of(System.getProperty("lg.root", "."), "..", "shared").normalize();

    private SharedFiles() {}

    /** Every file below {@code folder}, in order of its path. */
    public static List<Path> below(String folder, String suffix) {
        Path directory = SHARED.resolve(folder);
        Assumptions.assumeTrue(
                Files.isDirectory(directory), () -> "skipped: there is no " + directory);
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of a file. */
    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
