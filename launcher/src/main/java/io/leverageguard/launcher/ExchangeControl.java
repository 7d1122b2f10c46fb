package io.leverageguard.launcher;

import io.leverageguard.kit.http.WebClient;
import io.leverageguard.kit.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The control side of the simulated exchange ({@code /sim}): accounts, time, prices, faults. */
final class ExchangeControl {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final WebClient web;
    private final URI base;

    /** For the exchange at {@code base}. */
    ExchangeControl(WebClient web, URI base) {
        this.web = web;
        this.base = base;
    }

    /** Creates an account with one key and USDT on it. */
    void createAccount(
            String key, String secret, String passphrase, String usdt, List<String> permissions) {
        post(
                "/sim/accounts",
                Map.of(
                        "key", key,
                        "secret", secret,
                        "passphrase", passphrase,
                        "deposits", Map.of("USDT", usdt),
                        "permissions", permissions));
    }

    /** Moves the exchange's time and answers with the new instant. */
    Instant advance(Duration step) {
        JsonNode answer = post("/sim/clock", Map.of("advanceMs", step.toMillis()));
        return Instant.ofEpochMilli(answer.get("now").asLong());
    }

    /** The present mark price. */
    BigDecimal mark(String symbol) {
        return new BigDecimal(
                call("GET", "/fapi/v1/premiumIndex?symbol=" + symbol, new byte[0])
                        .get("markPrice")
                        .asString());
    }

    private JsonNode post(String path, Object body) {
        return call("POST", path, Json.bytes(body));
    }

    private JsonNode call(String method, String path, byte[] body) {
        try {
            WebClient.Reply reply =
                    web.send(
                            new WebClient.Call(
                                    method,
                                    base.resolve(path),
                                    Map.of("content-type", "application/json"),
                                    body,
                                    TIMEOUT));
            String text = new String(reply.body(), java.nio.charset.StandardCharsets.UTF_8);
            if (reply.status() != 200) {
                throw new IllegalStateException(
                        "the exchange answered " + reply.status() + " to " + path + ": " + text);
            }
            return Json.tree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("the exchange does not answer at " + base, e);
        }
    }
}
