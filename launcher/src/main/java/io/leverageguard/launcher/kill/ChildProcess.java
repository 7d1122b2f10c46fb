package io.leverageguard.launcher.kill;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One command of ours in a JVM of its own; it ends with this process. */
final class ChildProcess implements AutoCloseable {
    private static final String MAIN = "io.leverageguard.launcher.Main";
    private static final long STOP_SECONDS_MAX = 60;

    private final Process process;
    private final Thread last = new Thread(this::kill, "kill a child");

    private ChildProcess(Process process) {
        this.process = process;
        Runtime.getRuntime().addShutdownHook(last);
    }

    /** Starts a command whose output goes to {@code log}. */
    static ChildProcess start(List<String> command, Map<String, String> environment, Path log)
            throws IOException {
        ProcessBuilder builder = builder(command, environment);
        builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        return new ChildProcess(builder.start());
    }

    /** Starts a command whose output is read line by line; what it complains of goes to ours. */
    static ChildProcess spoken(List<String> command) throws IOException {
        ProcessBuilder builder = builder(command, Map.of());
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        return new ChildProcess(builder.start());
    }

    /** On the class path that we have ourselves, be it the jar or folders. */
    private static ProcessBuilder builder(List<String> command, Map<String, String> environment) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of("-Xms64m", "-Xmx768m", "-XX:+UseG1GC"));
        words.add("--enable-native-access=ALL-UNNAMED");
        words.add("--sun-misc-unsafe-memory-access=allow");
        words.add("-Dlg.root=" + System.getProperty("lg.root", "."));
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
        words.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().putAll(environment);
        return builder;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The rest of the first line that begins with {@code word}. */
    String read(String word) throws IOException {
        BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(word)) {
                return line.substring(word.length()).strip();
            }
        }
        throw new IOException("a process of ours ended before it said " + word.strip());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** As {@code kill -9}: nothing of it runs on. Returns when it is gone. */
    void kill() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
                kill();
            }
            boolean _ = Runtime.getRuntime().removeShutdownHook(last);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException e) {
            // We are ending ourselves: the hook runs already.
            kill();
        }
    }
}
