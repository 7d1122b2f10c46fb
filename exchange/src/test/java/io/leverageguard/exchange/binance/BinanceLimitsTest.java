package io.leverageguard.exchange.binance;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.exchange.binance.BinanceDesk.Line;
import io.leverageguard.exchange.core.Faults;
import io.leverageguard.kit.http.WebServer.Response;
import org.junit.jupiter.api.Test;

class BinanceLimitsTest {
    private final BinanceDesk desk = new BinanceDesk(true);

    private int weight(String pathAndQuery) {
        String header = "x-mbx-used-weight-1m";
        int before = Integer.parseInt(desk.open("/fapi/v1/ping").headers().get(header));
        Response response = desk.open(pathAndQuery);
        return Integer.parseInt(response.headers().get(header)) - before;
    }

    @Test
    void weightsAreThoseOfTheVenuesTables() {
        String depth = "/fapi/v1/depth?symbol=BTCUSDT&limit=";
        assertThat(weight(depth + 50)).isEqualTo(2);
        assertThat(weight(depth + 100)).isEqualTo(5);
        assertThat(weight(depth + 500)).isEqualTo(10);
        assertThat(weight(depth + 1000)).isEqualTo(20);
        assertThat(weight("/fapi/v1/depth?symbol=BTCUSDT")).isEqualTo(10);
        String klines = "/fapi/v1/klines?symbol=BTCUSDT&interval=1m&limit=";
        assertThat(weight(klines + 99)).isEqualTo(1);
        assertThat(weight(klines + 499)).isEqualTo(2);
        assertThat(weight(klines + 1000)).isEqualTo(5);
        assertThat(weight(klines + 1500)).isEqualTo(10);
        assertThat(weight("/fapi/v1/ticker/24hr")).isEqualTo(40);
        assertThat(weight("/fapi/v1/ticker/24hr?symbol=BTCUSDT")).isEqualTo(1);
        assertThat(weight("/fapi/v1/ticker/bookTicker?symbol=BTCUSDT")).isEqualTo(2);
    }

    @Test
    void tooManyRequestsAreRefusedAndWhoGoesOnIsBanned() {
        String heavy = "/fapi/v1/depth?symbol=BTCUSDT&limit=1000";
        for (int i = 0; i < 120; i++) {
            assertThat(desk.open(heavy).status()).isEqualTo(200);
        }
        Response refused = desk.open(heavy);
        desk.assertCode(refused, 429, -1003);
        assertThat(refused.headers().get("retry-after")).isEqualTo("60");
        for (int i = 0; i < 9; i++) {
            desk.assertCode(desk.open(heavy), 429, -1003);
        }
        Response banned = desk.open(heavy);
        desk.assertCode(banned, 418, -1003);
        assertThat(BinanceDesk.text(banned)).contains("banned until");
        assertThat(banned.headers().get("retry-after")).isEqualTo("120");
        desk.advance(61_000);
        desk.assertCode(desk.open("/fapi/v1/ping"), 418, -1003);
        desk.advance(60_000);
        assertThat(desk.open("/fapi/v1/ping").status()).isEqualTo(200);
    }

    @Test
    void tooManyOrdersAreRefusedForAWhile() {
        String order = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=IOC&quantity=0.001&price=9";
        for (int i = 0; i < 300; i++) {
            desk.signed("POST", "/fapi/v1/order", order);
        }
        Response refused = desk.signed("POST", "/fapi/v1/order", order);
        desk.assertCode(refused, 429, -1015);
        assertThat(desk.signed("GET", "/fapi/v1/openOrders", "").status()).isEqualTo(200);
        desk.advance(10_000);
        Response later = desk.signed("POST", "/fapi/v1/order", order);
        assertThat(later.headers().get("x-mbx-order-count-10s")).isEqualTo("1");
        assertThat(later.headers().get("x-mbx-order-count-1m")).isEqualTo("301");
    }

    @Test
    void faultsAreToldInTheVenuesWords() {
        desk.faults.add(Faults.Kind.RATE_LIMIT, 1);
        desk.assertCode(desk.open("/fapi/v1/time"), 429, -1003);
        desk.faults.add(Faults.Kind.MAINTENANCE, 1);
        desk.assertCode(desk.open("/fapi/v1/time"), 503, -1001);
        desk.faults.add(Faults.Kind.MAINTENANCE, 0);
        desk.faults.add(Faults.Kind.ERROR_AFTER_ACCEPT, 1);
        String order = "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.001";
        desk.assertCode(desk.signed("POST", "/fapi/v1/order", order), 503, -1000);
        assertThat(desk.ask("GET", "/fapi/v3/positionRisk", "")).hasSize(1);
        desk.faults.add(Faults.Kind.ERROR_BEFORE, 1);
        String stop =
                "algoType=CONDITIONAL&symbol=BTCUSDT&side=SELL&type=STOP_MARKET&quantity=0.001"
                        + "&triggerPrice=90000";
        desk.assertCode(desk.signed("POST", "/fapi/v1/algoOrder", stop), 503, -1000);
        assertThat(desk.ask("GET", "/fapi/v1/openAlgoOrders", "")).isEmpty();
    }

    @Test
    void socketThatTalksTooFastIsClosed() {
        Line line = desk.line("/ws");
        for (int i = 0; i < 10; i++) {
            line.say("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":1}");
        }
        assertThat(line.closed).isZero();
        line.say("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":1}");
        assertThat(line.closed).isEqualTo(1008);
    }
}
