package io.leverageguard.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.zip.ZipInputStream;

/**
 * Frames that a venue has sent, read by the adapter's reader and by its codec.
 *
 * @param name of the measures
 * @param begin how the frames begin; other lines, and what stands before, are left out
 */
record RecordedVenue(
        String name,
        Path capture,
        String begin,
        Function<String, ?> ours,
        Function<String, ?> codec) {
    /** The recordings are short: a pass goes over them again and again. */
    private static final int FRAMES_PER_PASS = 20_000;

    private static final String PEER = "Jackson";

    /** Speed and allocation beside the codec's; nothing when there is no recording. */
    List<Measure> measures(int warmUp, int rounds) throws IOException {
        if (!Files.exists(capture)) {
            System.err.println("no capture at " + capture + ": " + name + " is left out");
            return List.of();
        }
        List<String> frames = frames();
        for (String frame : frames) {
            if (!ours.apply(frame).equals(codec.apply(frame))) {
                throw new IllegalStateException("the two do not read the same: " + frame);
            }
        }
        long size = frames.stream().mapToLong(String::length).sum();
        System.out.printf(
                Locale.ROOT, "%s: %d frames of %.2f MB%n", name, frames.size(), size / 1e6);
        Timed reader = timed(frames, ours);
        Timed databind = timed(frames, codec);
        for (int round = -warmUp; round < rounds; round++) {
            reader.round(round >= 0);
            databind.round(round >= 0);
        }
        return List.of(
                Measure.beside(name, PEER, reader.speed(), databind.speed(), "msg/s"),
                Measure.beside(
                        name + ".allocated", PEER, reader.bytes(), databind.bytes(), "B/msg"));
    }

    private static Timed timed(List<String> frames, Function<String, ?> reading) {
        int times = Math.ceilDiv(FRAMES_PER_PASS, frames.size());
        return new Timed(
                times * frames.size(),
                () -> {
                    for (int i = 0; i < times; i++) {
                        readAll(frames, reading);
                    }
                });
    }

    private static void readAll(List<String> frames, Function<String, ?> reading) {
        for (String frame : frames) {
            if (reading.apply(frame) == null) {
                throw new IllegalStateException("nothing is read of " + frame);
            }
        }
    }

    private List<String> frames() throws IOException {
        return text().lines()
                .filter(line -> line.contains(begin) && !line.contains(" <- "))
                .map(line -> line.substring(line.indexOf(begin)))
                .toList();
    }

    private String text() throws IOException {
        try (InputStream file = Files.newInputStream(capture);
                ZipInputStream zip = new ZipInputStream(file)) {
            return zip.getNextEntry() == null
                    ? Files.readString(capture)
                    : new String(zip.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
