package io.leverageguard.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.exchange.core.Scenario;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever sends too much loses the socket, or is refused; everybody else is served. */
class OversizedFrameTest {
    private static final Instant START = Instant.parse("2025-10-10T20:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/market/ws",
                "/ws-fapi/v1",
                "/ws/v5/public",
                "/v5/public/linear",
                "/v5/trade"
            })
    void oversizedFrameEndsItsSocketAlone(String address) {
        try (Desk desk =
                new Desk(
                        ExchangeServer.start(ExchangeConfig.stepped(0, 1, Scenario.flat(START))))) {
            Desk.Line loud = desk.line(address);
            Desk.Line quiet = desk.line("/market/ws");
            loud.say("{\"method\":\"" + "x".repeat(3_000_000) + "\"}");
            assertThat(loud.next()).isEqualTo("closed");
            assertThat(quiet.fence()).isEmpty();
            assertThat(desk.open("/fapi/v1/ping").status()).isEqualTo(200);
        }
    }

    @Test
    void oversizedBodyIsRefused() {
        try (Desk desk =
                new Desk(
                        ExchangeServer.start(ExchangeConfig.stepped(0, 1, Scenario.flat(START))))) {
            String much = "{\"symbol\":\"" + "x".repeat(100_000) + "\"}";
            for (String path :
                    new String[] {"/fapi/v1/order", "/api/v5/trade/order", "/v5/order/create"}) {
                assertThat(desk.send("POST", path, Map.of(), much).status()).isEqualTo(413);
            }
            assertThat(desk.open("/v5/market/time").status()).isEqualTo(200);
        }
    }
}
