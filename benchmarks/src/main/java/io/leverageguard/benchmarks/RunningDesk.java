package io.leverageguard.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The whole product in a process of its own, on a port of its own. */
final class RunningDesk implements AutoCloseable {
    private static final long READY_MS_MAX = 60_000;
    private static final long PAUSE_MS = 5;

    private final int port;
    private final Process process;
    private final double readyAfterMs;

    /** Starts all services over {@code data} and waits until they are ready. */
    RunningDesk(Path data, Path log, boolean withCache) throws IOException, InterruptedException {
        this(
                withCache ? List.of("-XX:AOTCache=" + cache()) : List.of(),
                List.of("-jar", System.getProperty("lg.jar"), "up", "--data", data.toString()),
                Map.of(),
                log);
    }

    /** Starts a desk of another main class, on the class path that we have ourselves. */
    static RunningDesk of(
            Class<?> main, Path data, Map<String, String> environment, List<String> flags, Path log)
            throws IOException, InterruptedException {
        return new RunningDesk(
                flags,
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName(),
                        data.toString()),
                environment,
                log);
    }

    private RunningDesk(
            List<String> flags, List<String> what, Map<String, String> environment, Path log)
            throws IOException, InterruptedException {
        port = freePort();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(
                List.of(
                        "-Xms64m",
                        "-Xmx768m",
                        "-XX:+UseG1GC",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(what);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.environment().put("LG_HTTP_PORT", Integer.toString(port));
        long begun = System.nanoTime();
        process =
                builder.redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        awaitReady(URI.create("http://127.0.0.1:" + port + "/ready"), log);
        readyAfterMs = (System.nanoTime() - begun) / 1e6;
    }

    /** The JDK's AOT cache, which {@code lg train} makes. */
    static Path cache() {
        return Path.of(System.getProperty("lg.cache"));
    }

    /** Where it listens. */
    int port() {
        return port;
    }

    /** Seconds of processor time that it has had, without its children. */
    double cpuSeconds() {
        return process.info().totalCpuDuration().map(Duration::toMillis).orElse(0L) / 1e3;
    }

    /** From the start of the process to the first ready answer. */
    double readyAfterMs() {
        return readyAfterMs;
    }

    /** Resident memory of the JVM, without PostgreSQL, in MB. */
    double residentMb() throws IOException {
        List<String> status =
                Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"));
        for (String line : status) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
            }
        }
        throw new IOException("no VmRSS in the status of process " + process.pid());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReady(URI ready, Path log) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(ready).build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            long latest = System.nanoTime() + READY_MS_MAX * 1_000_000;
            while (System.nanoTime() < latest && process.isAlive()) {
                if (answers(client, request)) {
                    return;
                }
                Thread.sleep(PAUSE_MS);
            }
        }
        throw new IOException("not ready; its output:\n" + Files.readString(log));
    }

    private static boolean answers(HttpClient client, HttpRequest request)
            throws InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
