package io.leverageguard.chain;

import io.leverageguard.kit.http.WebClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** An Ethereum node of our own on loopback (Foundry's anvil, installed by npm under tools/). */
final class Anvil implements AutoCloseable {
    static final Path PROGRAM =
            Path.of(
                    System.getProperty("lg.root", "."),
                    "tools/node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil");
    static final long CHAIN_ID = 31337;
    private static final Pattern LISTENING = Pattern.compile("Listening on (127\\.0\\.0\\.1:\\d+)");

    private final Process process;
    private final URI rpc;
    private final Node node;

    private Anvil(Process process, URI rpc, WebClient web) {
        this.process = process;
        this.rpc = rpc;
        this.node = new Node(web, rpc);
    }

    static boolean isInstalled() {
        return Files.isExecutable(PROGRAM);
    }

    /** Starts on a free port and waits until it listens. */
    static Anvil start(WebClient web) throws IOException {
        Process process =
                new ProcessBuilder(PROGRAM.toString(), "--host", "127.0.0.1", "--port", "0")
                        .redirectErrorStream(true)
                        .start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        while (line != null) {
            Matcher matcher = LISTENING.matcher(line);
            if (matcher.find()) {
                Thread.ofVirtual().start(() -> drain(output));
                return new Anvil(process, URI.create("http://" + matcher.group(1)), web);
            }
            line = output.readLine();
        }
        throw new IOException("anvil did not start");
    }

    /** A full pipe would stop the node. */
    private static void drain(BufferedReader output) {
        try {
            output.transferTo(Writer.nullWriter());
        } catch (IOException e) {
            // The node is gone, and so is its output.
        }
    }

    URI rpc() {
        return rpc;
    }

    JsonNode call(String method, Object... params) {
        try {
            return node.call(method, params);
        } catch (IOException | NodeRefusal e) {
            throw new IllegalStateException(e);
        }
    }

    void fund(String address) {
        call("anvil_setBalance", address, "0x56bc75e2d63100000");
    }

    /** Mining by itself happens at its own time, and tests must not wait for it. */
    void mineOnlyWhenTold() {
        call("evm_setAutomine", false);
    }

    void mine(int blocks) {
        call("anvil_mine", Hex.quantity(blocks));
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
