package io.leverageguard.launcher;

import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Moves story time for somebody who looks at the desk from outside, such as a test with a browser.
 * Time goes on by itself; commands make it leap, run or stand:
 *
 * <pre>
 * advance PT5M                  as fast as everything can be taken in
 * until 2025-10-10T21:12:00Z    the same, up to an instant
 * speed 20                      from now on so many times real time; 0 stands still
 * </pre>
 *
 * <p>One command per line; each is answered by one line of JSON once it is done.
 */
final class Stagehand {
    private static final Duration BEAT = Duration.ofMillis(100);
    private static final Duration STRIDE = Duration.ofSeconds(5);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final double SPEED_MAX = 600;
    private static final String END = "";

    private final Director director;
    private final Clock story;
    private final Clock wall;
    private final Runnable everyMinute;
    private final BlockingQueue<String> commands = new LinkedBlockingQueue<>();
    private double speed = 1;
    private Instant movedAt;
    private Instant nextMinute;

    /**
     * Moves what {@code director} directs.
     *
     * @param everyMinute run once a minute of story
     */
    Stagehand(Director director, Clock story, Clock wall, Runnable everyMinute) {
        this.director = director;
        this.story = story;
        this.wall = wall;
        this.everyMinute = everyMinute;
        this.movedAt = wall.now();
        this.nextMinute = story.now().plus(MINUTE);
    }

    /** Works until there are no more commands to read. */
    void work(BufferedReader input, PrintStream answers) throws InterruptedException {
        Thread.ofVirtual().name("commands").start(() -> read(input));
        while (true) {
            String command = commands.poll(BEAT.toMillis(), TimeUnit.MILLISECONDS);
            if (command == null) {
                passTime();
            } else if (command.equals(END)) {
                return;
            } else {
                answers.println(obey(command));
                answers.flush();
            }
        }
    }

    /** Does what one command says and tells what time it is then. */
    String obey(String command) {
        String[] words = command.strip().split(" +");
        try {
            if (words.length != 2) {
                throw new IllegalArgumentException("a command is a word and a value");
            }
            switch (words[0]) {
                case "advance" -> leap(story.now().plus(Duration.parse(words[1])));
                case "until" -> leap(Instant.parse(words[1]));
                case "speed" -> speed = speed(words[1]);
                default -> throw new IllegalArgumentException("advance, until or speed");
            }
            movedAt = wall.now();
            return Json.write(Map.of("now", story.now().toString()));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Json.write(Map.of("error", String.valueOf(e.getMessage())));
        }
    }

    /** Lets as much story pass as is due; what a slow machine falls behind is not caught up. */
    void passTime() {
        Instant now = wall.now();
        long due = (long) (Duration.between(movedAt, now).toMillis() * speed);
        movedAt = now;
        if (due > 0) {
            step(Duration.ofMillis(Math.min(due, STRIDE.toMillis())));
        } else {
            director.settle();
        }
    }

    private void leap(Instant target) {
        while (story.now().isBefore(target)) {
            Duration left = Duration.between(story.now(), target);
            step(left.compareTo(STRIDE) < 0 ? left : STRIDE);
        }
    }

    private void step(Duration step) {
        Instant now = director.step(step);
        if (!now.isBefore(nextMinute)) {
            nextMinute = now.plus(MINUTE);
            everyMinute.run();
        }
    }

    private static double speed(String text) {
        double asked = Double.parseDouble(text);
        if (!(asked >= 0 && asked <= SPEED_MAX)) {
            throw new IllegalArgumentException("a speed is from 0 to " + SPEED_MAX);
        }
        return asked;
    }

    private void read(BufferedReader input) {
        try {
            for (String line = line(input); line != null; line = line(input)) {
                commands.add(line);
            }
        } catch (IOException e) {
            System.err.println("no more commands: " + e.getMessage());
        } finally {
            commands.add(END);
        }
    }

    /** The next line that says something. */
    private static @Nullable String line(BufferedReader input) throws IOException {
        String line = input.readLine();
        while (line != null && line.isBlank()) {
            line = input.readLine();
        }
        return line;
    }
}
