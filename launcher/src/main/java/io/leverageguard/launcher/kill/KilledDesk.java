package io.leverageguard.launcher.kill;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The desk in a process of its own that can be killed, and started again on the same data. */
final class KilledDesk implements AutoCloseable {
    private final Path data;
    private final Path log;
    private final URI exchange;
    private final DeskCaller caller;
    private ChildProcess process;

    /** Starts it for the first time. */
    KilledDesk(Path folder, URI exchange, DeskCaller caller) throws IOException {
        this.data = folder.resolve("data");
        this.log = folder.resolve("desk.log");
        this.exchange = exchange;
        this.caller = caller;
        this.process = begin();
    }

    /** Starts it; it need not take calls yet. */
    void start() throws IOException {
        process = begin();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void kill() {
        process.kill();
    }

    String adminPassword() throws IOException {
        return Files.readString(data.resolve("secrets").resolve("admin-password")).strip();
    }

    private ChildProcess begin() throws IOException {
        int port = ChildProcess.freePort();
        caller.moved(port);
        Map<String, String> environment = new TreeMap<>();
        String at = exchange.toString();
        environment.put("LG_HTTP_PORT", Integer.toString(port));
        environment.put("LG_VENUES_BINANCE_SAPI", at);
        for (String name : List.of("BINANCE", "OKX", "BYBIT")) {
            environment.put("LG_VENUES_" + name + "_REST", at);
            environment.put("LG_VENUES_" + name + "_STREAM", at.replace("http://", "ws://"));
        }
        environment.put(
                "LG_MARKETDATA_FOLLOW",
                String.join(
                        ",",
                        KillSimulation.VENUES.stream()
                                .map(venue -> venue + ":" + TrueVenue.SYMBOL)
                                .toList()));
        return ChildProcess.start(List.of("up", "--data", data.toString()), environment, log);
    }

    @Override
    public void close() {
        process.close();
    }
}
