package io.leverageguard.exchange.bybit;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.kit.http.WebClient.Reply;
import io.leverageguard.kit.json.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BybitCallsTest {
    private static final String WALLET = "/v5/account/wallet-balance";
    private static final String UNIFIED = "accountType=UNIFIED";

    private final BybitDesk desk = new BybitDesk();

    @Test
    void answersComeInTheVenuesEnvelope() {
        JsonNode time = desk.open("/v5/market/time");
        assertThat(time.get("retCode").asInt()).isZero();
        assertThat(time.get("retMsg").asString()).isEqualTo("OK");
        assertThat(time.get("time").asLong()).isEqualTo(desk.millis());
        assertThat(time.get("retExtInfo")).isEmpty();
        assertThat(time.path("result").get("timeSecond").asString())
                .isEqualTo(Long.toString(desk.millis() / 1000));
    }

    @Test
    void badSignaturesTimesAndKeysGetTheVenuesCodes() {
        String now = Long.toString(desk.millis());
        assertThat(code(Map.of())).isEqualTo(10001);
        assertThat(code(BybitDesk.headers("nobody", now, "5000", "00"))).isEqualTo(10003);
        assertThat(code(BybitDesk.headers("trader", now, "5000", "00"))).isEqualTo(10004);
        String old = Long.toString(desk.millis() - 5001);
        assertThat(code(BybitDesk.headers("trader", old, "5000", "00"))).isEqualTo(10002);
        String soon = Long.toString(desk.millis() + 1000);
        assertThat(code(BybitDesk.headers("trader", soon, "5000", "00"))).isEqualTo(10002);
        assertThat(code(BybitDesk.headers("trader", "now", "5000", "00"))).isEqualTo(10002);
        assertThat(desk.get(WALLET, UNIFIED).get("retCode").asInt()).isZero();
    }

    @Test
    void edgesOfTheWindowAreInside() {
        assertThat(code(signed(desk.millis() - 5000))).isZero();
        assertThat(code(signed(desk.millis() + 999))).isZero();
        assertThat(code(signed(desk.millis() - 5001))).isEqualTo(10002);
    }

    @Test
    void windowThatIsNotSentIsTheUsualOneHoweverItWasSigned() {
        String now = Long.toString(desk.millis());
        for (String window : new String[] {"", "5000"}) {
            String origin = now + BybitDesk.KEY + window + UNIFIED;
            Map<String, String> headers =
                    Map.of(
                            "X-BAPI-API-KEY",
                            BybitDesk.KEY,
                            "X-BAPI-TIMESTAMP",
                            now,
                            "X-BAPI-SIGN",
                            BybitSignature.sign("s-trader", origin));
            assertThat(code(headers)).isZero();
        }
    }

    private Map<String, String> signed(long time) {
        String origin = time + BybitDesk.KEY + "5000" + UNIFIED;
        return BybitDesk.headers(
                BybitDesk.KEY,
                Long.toString(time),
                "5000",
                BybitSignature.sign("s-trader", origin));
    }

    private int code(Map<String, String> headers) {
        Reply reply = desk.send("GET", WALLET + "?" + UNIFIED, headers, "");
        assertThat(reply.status()).isEqualTo(200);
        return Json.tree(reply.text()).get("retCode").asInt();
    }

    @Test
    void readingKeyMayLookAndNotTrade() {
        desk.account("reader", "0", "READ");
        Reply looked = desk.signed("GET", "reader", WALLET, UNIFIED);
        assertThat(looked.text()).contains("\"retCode\":0");
        String order =
                "{\"category\":\"linear\",\"symbol\":\"BTCUSDT\",\"side\":\"Buy\","
                        + "\"orderType\":\"Market\",\"qty\":\"0.01\"}";
        Reply refused = desk.signed("POST", "reader", "/v5/order/create", order);
        assertThat(refused.text()).contains("\"retCode\":10005");
        Reply key = desk.signed("GET", "reader", "/v5/user/query-api", "");
        assertThat(key.text()).contains("\"readOnly\":1").contains("\"Wallet\":[]");
        assertThat(desk.get("/v5/user/query-api", "").path("result").get("readOnly").asInt())
                .isZero();
    }

    @Test
    void headersTellWhatIsLeftOfTheSecond() {
        Reply first = desk.signed("GET", BybitDesk.KEY, WALLET, UNIFIED);
        Reply second = desk.signed("GET", BybitDesk.KEY, WALLET, UNIFIED);
        assertThat(first.headers()).containsEntry("x-bapi-limit", "50");
        assertThat(first.headers()).containsEntry("x-bapi-limit-status", "49");
        assertThat(second.headers()).containsEntry("x-bapi-limit-status", "48");
        assertThat(second.headers())
                .containsEntry("x-bapi-limit-reset-timestamp", Long.toString(desk.millis() + 1000));
    }

    @Test
    void tooManyCommandsAndTooManyCallsAreRefused() {
        BybitDesk strict = new BybitDesk(BybitDesk.limited());
        int refused = 0;
        for (int i = 0; i < 15; i++) {
            JsonNode answer = strict.post("/v5/order/cancel-all", "{'category':'linear'}");
            refused += answer.get("retCode").asInt() == 10006 ? 1 : 0;
        }
        assertThat(refused).isEqualTo(5);
        Reply last = strict.send("GET", "/v5/market/time", Map.of(), "");
        for (int i = 0; i < 600; i++) {
            last = strict.send("GET", "/v5/market/time", Map.of(), "");
        }
        assertThat(last.status()).isEqualTo(403);
        strict.advance(599_000);
        assertThat(strict.send("GET", "/v5/market/time", Map.of(), "").status()).isEqualTo(403);
        strict.advance(2_000);
        assertThat(strict.send("GET", "/v5/market/time", Map.of(), "").status()).isEqualTo(200);
    }

    @Test
    void instrumentsAndTiersSayTheRulesOfTheContracts() {
        JsonNode page = desk.open("/v5/market/instruments-info?category=linear").path("result");
        assertThat(page.get("list")).hasSize(2);
        JsonNode bitcoin = page.get("list").get(0);
        assertThat(bitcoin.get("symbol").asString()).isEqualTo("BTCUSDT");
        assertThat(bitcoin.get("symbolId").asInt()).isEqualTo(1);
        assertThat(bitcoin.path("priceFilter").get("tickSize").asString()).isEqualTo("0.10");
        assertThat(bitcoin.get("fundingInterval").asInt()).isEqualTo(480);
        assertThat(
                        desk.open("/v5/market/instruments-info?category=linear&status=PreLaunch")
                                .path("result")
                                .get("list"))
                .isEmpty();
        JsonNode tiers =
                desk.open("/v5/market/risk-limit?category=linear&symbol=BTCUSDT")
                        .path("result")
                        .get("list");
        assertThat(tiers.get(1).get("riskLimitValue").asString()).isEqualTo("600000");
        assertThat(tiers.get(1).get("maintenanceMargin").asString()).isEqualTo("0.005");
        assertThat(tiers.get(1).get("mmDeduction").asString()).isEqualTo("50");
    }

    @Test
    void candlesAreNewestFirstAndPricesHaveCandlesToo() {
        desk.advance(150_000);
        String query = "?category=linear&symbol=BTCUSDT&interval=";
        JsonNode rows = desk.open("/v5/market/kline" + query + "1&limit=5").path("result");
        assertThat(rows.get("list")).hasSize(5);
        long newest = rows.get("list").get(0).get(0).asLong();
        assertThat(newest).isEqualTo(desk.millis() - desk.millis() % 60_000);
        assertThat(rows.get("list").get(1).get(0).asLong()).isEqualTo(newest - 60_000);
        for (String interval : new String[] {"D", "W", "M", "720"}) {
            JsonNode one =
                    desk.open("/v5/market/kline" + query + interval).path("result").get("list");
            assertThat(one).isNotEmpty();
        }
        for (String kind : new String[] {"mark", "index"}) {
            String path = "/v5/market/" + kind + "-price-kline" + query + "1&limit=3";
            JsonNode prices = desk.open(path).path("result").get("list");
            assertThat(prices).hasSize(3);
            assertThat(prices.get(0)).hasSize(5);
            assertThat(prices.get(0).get(0).asLong()).isEqualTo(newest);
        }
    }

    @Test
    void unknownPathsAndContractsAreRefused() {
        assertThat(desk.send("GET", "/v5/market/nothing", Map.of(), "").status()).isEqualTo(404);
        JsonNode none = desk.open("/v5/market/tickers?category=linear&symbol=NOPEUSDT");
        assertThat(none.get("retCode").asInt()).isEqualTo(10001);
        assertThat(none.get("retMsg").asString()).isEqualTo("Not supported symbols");
        assertThat(desk.open("/v5/market/tickers").get("retMsg").asString())
                .isEqualTo("Illegal category");
    }

    @Test
    void maintenanceClosesTheVenueUntilItIsOver() {
        desk.fault("maintenance");
        assertThat(desk.send("GET", "/v5/market/time", Map.of(), "").status()).isEqualTo(503);
        desk.sim("faults", "{\"kind\":\"maintenance\",\"count\":0}");
        assertThat(desk.send("GET", "/v5/market/time", Map.of(), "").status()).isEqualTo(200);
    }
}
