package io.leverageguard.launcher.kill;

import io.leverageguard.exchange.AccountView;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.http.WebClient;
import io.leverageguard.kit.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** The simulated exchange in a process of its own, and its control interface. */
final class TrueVenue implements AutoCloseable {
    static final String SYMBOL = "BTCUSDT";
    static final BigDecimal PRICE = new BigDecimal("100000");
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int DAYS = 30;

    private final WebClient web;
    private final ChildProcess process;
    private final URI base;

    private TrueVenue(WebClient web, ChildProcess process, int port) {
        this.web = web;
        this.process = process;
        this.base = URI.create("http://127.0.0.1:" + port);
    }

    /** Starts it at the present time; prices stand still until they are set. */
    static TrueVenue start(WebClient web, Path folder, long seed) throws IOException {
        Path scenario = folder.resolve("still.csv");
        Files.writeString(scenario, still(Clock.system().now().truncatedTo(ChronoUnit.SECONDS)));
        ChildProcess process =
                ChildProcess.spoken(
                        List.of(
                                "exchange",
                                "--port=0",
                                "--seed=" + seed,
                                "--scenario=" + scenario,
                                "--speed=1"));
        return new TrueVenue(web, process, Integer.parseInt(process.read("ready ")));
    }

    private static String still(Instant start) {
        StringBuilder lines = new StringBuilder();
        for (int day = 0; day < DAYS; day++) {
            lines.append(
                    "%s,%s,86400,100000,100000,100000,100000,1000%n"
                            .formatted(SYMBOL, start.plus(Duration.ofDays(day))));
        }
        return lines.toString();
    }

    URI base() {
        return base;
    }

    /** An account whose key is {@code name} and may trade. */
    void open(String name, String secret, String passphrase) {
        byte[] _ =
                call(
                        "POST",
                        "/sim/accounts",
                        Map.of(
                                "key", name,
                                "secret", secret,
                                "passphrase", passphrase,
                                "deposits", Map.of("USDT", "1000000"),
                                "permissions", List.of("READ", "TRADE")));
    }

    void price(BigDecimal price) {
        Map<String, String> body = Map.of("symbol", SYMBOL, "price", price.toPlainString());
        byte[] _ = call("POST", "/sim/price", body);
    }

    /** All that it holds of the account with this key. */
    AccountView account(String key) {
        return Json.read(call("GET", "/sim/account?key=" + key, Map.of()), AccountView.class);
    }

    private byte[] call(String method, String path, Object body) {
        try {
            WebClient.Reply reply =
                    web.send(
                            new WebClient.Call(
                                    method,
                                    base.resolve(path),
                                    Map.of("content-type", "application/json"),
                                    method.equals("GET") ? new byte[0] : Json.bytes(body),
                                    TIMEOUT));
            if (reply.status() != 200) {
                throw new IllegalStateException(
                        "the exchange answered "
                                + reply.status()
                                + " to "
                                + path
                                + ": "
                                + reply.text());
            }
            return reply.body();
        } catch (IOException e) {
            throw new UncheckedIOException("the exchange does not answer at " + base, e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
