package io.leverageguard.venues.binance;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.kit.http.WebServer.Request;
import io.leverageguard.venues.Reports.CommandOutcome;
import io.leverageguard.venues.VenueAccount;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The countdown as the venue documents it: {@code symbol} and {@code countdownTime} in ms. */
class BinanceDeadManTest {
    private static final String DONE = "{\"symbol\":\"BTCUSDT\",\"countdownTime\":\"100000\"}";
    private static final String ENDPOINT = "POST /fapi/v1/countdownCancelAll";

    private final FakeBinance binance = new FakeBinance();
    private final VenueAccount account = binance.account();

    BinanceDeadManTest() {
        binance.answer("GET /fapi/v1/openOrders", 200, "[]");
        binance.answer("GET /fapi/v3/positionRisk", 200, "[]");
    }

    @AfterEach
    void close() {
        binance.close();
    }

    @Test
    void everyContractHasACountdownOfItsOwn() {
        binance.answer(ENDPOINT, 200, DONE);
        assertThat(account.armDeadMan(Duration.ofSeconds(100), Set.of("BTCUSDT", "ETHUSDT")))
                .isEqualTo(new CommandOutcome.Done());
        assertThat(binance.to(ENDPOINT).stream().map(BinanceDeadManTest::said).toList())
                .containsExactly(
                        Map.of("symbol", "BTCUSDT", "countdownTime", "100000"),
                        Map.of("symbol", "ETHUSDT", "countdownTime", "100000"));
    }

    @Test
    void zeroStopsIt() {
        binance.answer(ENDPOINT, 200, DONE);
        assertThat(account.disarmDeadMan(Set.of("BTCUSDT"))).isEqualTo(new CommandOutcome.Done());
        assertThat(said(binance.to(ENDPOINT).getFirst())).containsEntry("countdownTime", "0");
    }

    @Test
    void theWorstOfSeveralAnswersCounts() {
        binance.answer(ENDPOINT, 503, "{\"code\":-1000,\"msg\":\"Unknown error\"}");
        binance.answer(ENDPOINT, 400, "{\"code\":-1121,\"msg\":\"Invalid symbol.\"}");
        assertThat(account.armDeadMan(Duration.ofSeconds(5), Set.of("BTCUSDT", "ETHUSDT")))
                .isInstanceOf(CommandOutcome.Unknown.class);
        assertThat(account.armDeadMan(Duration.ofSeconds(5), Set.of("BTCUSDT")))
                .isEqualTo(new CommandOutcome.Rejected("-1121", "Invalid symbol."));
    }

    @Test
    void aTimeThatTheVenueDoesNotTakeIsNotSent() {
        assertThat(account.armDeadMan(Duration.ofHours(25), Set.of("BTCUSDT")))
                .isInstanceOf(CommandOutcome.Rejected.class);
        assertThat(binance.to(ENDPOINT)).isEmpty();
    }

    @Test
    void waitingOrdersOfAContractAreCancelledAtOnce() {
        String endpoint = "DELETE /fapi/v1/algoOpenOrders";
        binance.answer(endpoint, 200, "{\"code\":200,\"msg\":\"success\"}");
        assertThat(account.cancelAllTriggers("BTCUSDT")).isEqualTo(new CommandOutcome.Done());
        assertThat(said(binance.to(endpoint).getFirst())).containsEntry("symbol", "BTCUSDT");
    }

    private static Map<String, String> said(Request request) {
        Map<String, String> params = FakeBinance.params(request);
        params.keySet().removeAll(List.of("timestamp", "signature", "recvWindow"));
        return params;
    }
}
