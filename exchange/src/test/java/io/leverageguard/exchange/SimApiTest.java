package io.leverageguard.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.exchange.core.Scenario;
import io.leverageguard.kit.http.WebClient.Call;
import io.leverageguard.kit.http.WebClient.Reply;
import io.leverageguard.kit.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimApiTest {
    private static final Instant START = Instant.parse("2025-10-10T20:00:00Z");

    private final ExchangeServer server =
            ExchangeServer.inMemory(ExchangeConfig.stepped(0, 1, Scenario.flat(START)));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            textBlock =
                    """
                    accounts | {"secret":"s"}                                        | missing
                    accounts | {"key":"k","secret":"s","deposits":{"EUR":"1"}}       | USDT
                    accounts | {"key":"k","secret":"s","deposits":{"USDT":"-1"}}     | deposit
                    accounts | {"key":"k","secret":"s","deposits":{"USDT":"1e-99"}}  | deposit
                    accounts | {"key":"k","secret":"s","permissions":["FLY"]}        | FLY
                    accounts | {"key":"k","secret":"s","uid":"77"}                   | 77
                    price    | {"price":"1"}                                         | missing
                    price    | {"symbol":"BTCUSDT","price":"0"}                      | PRICE
                    price    | {"symbol":"DOGEUSDT","price":"1"}                     | SYMBOL
                    clock    | {"advanceMs":-1}                                      | back
                    faults   | {"kind":"storm"}                                      | storm
                    faults   | {"kind":"lose-event","permille":1001}                 | permille
                    faults   | [1,2                                                  | object
                    """)
    void badInputIsNamedAndChangesNothing(String path, String body, String named)
            throws IOException {
        String before = state();
        Reply reply = send("POST", "/sim/" + path, body);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(Json.tree(reply.text()).get("error").asString()).containsIgnoringCase(named);
        assertThat(state()).isEqualTo(before);
        Reply good = send("POST", "/sim/accounts", "{\"key\":\"k\",\"secret\":\"s\"}");
        assertThat(good.text()).isEqualTo("{\"uid\":\"1001\"}");
    }

    private String state() throws IOException {
        return send("GET", "/sim/state", "").text();
    }

    private Reply send(String method, String path, String body) throws IOException {
        return server.wire()
                .send(
                        new Call(
                                method,
                                URI.create("http://exchange" + path),
                                Map.of(),
                                body.getBytes(StandardCharsets.UTF_8),
                                Duration.ofSeconds(1)));
    }
}
