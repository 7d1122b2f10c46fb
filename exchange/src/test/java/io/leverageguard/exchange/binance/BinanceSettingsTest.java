package io.leverageguard.exchange.binance;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.exchange.binance.BinanceDesk.Line;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BinanceSettingsTest {
    private static final String MARGIN = "/fapi/v1/positionMargin";
    private static final String COUNTDOWN = "/fapi/v1/countdownCancelAll";

    private final BinanceDesk desk = new BinanceDesk();

    private BigDecimal isolatedWallet() {
        JsonNode row = desk.ask("GET", "/fapi/v3/positionRisk", "").get(0);
        return new BigDecimal(row.get("isolatedWallet").asString());
    }

    @Test
    void marginIsAddedAndTakenAndRemembered() {
        desk.assertCode(desk.signed("POST", MARGIN, "symbol=BTCUSDT&amount=1&type=1"), 400, -4054);
        desk.ask("POST", "/fapi/v1/marginType", "symbol=BTCUSDT&marginType=ISOLATED");
        desk.buy("0.1");
        BigDecimal before = isolatedWallet();
        JsonNode added = desk.ask("POST", MARGIN, "symbol=BTCUSDT&amount=100&type=1");
        assertThat(added.get("code").asInt()).isEqualTo(200);
        assertThat(isolatedWallet().subtract(before)).isEqualByComparingTo("100");
        desk.advance(1000);
        desk.ask("POST", MARGIN, "symbol=BTCUSDT&amount=40&type=2");
        assertThat(isolatedWallet().subtract(before)).isEqualByComparingTo("60");
        desk.assertCode(
                desk.signed("POST", MARGIN, "symbol=BTCUSDT&amount=5000&type=2"), 400, -4051);
        desk.assertCode(desk.signed("POST", MARGIN, "symbol=BTCUSDT&amount=1&type=3"), 400, -1130);
        JsonNode all = desk.ask("GET", MARGIN + "/history", "symbol=BTCUSDT");
        assertThat(all).hasSize(2);
        JsonNode taken = desk.ask("GET", MARGIN + "/history", "symbol=BTCUSDT&type=2");
        assertThat(taken).hasSize(1);
        assertThat(taken.get(0).get("amount").asString()).isEqualTo("40");
        assertThat(desk.ask("GET", MARGIN + "/history", "symbol=ETHUSDT")).isEmpty();
    }

    @Test
    void countdownCancelsUnlessItIsAskedForAgain() {
        String limit = "side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=97000";
        desk.place(limit);
        desk.ask("POST", COUNTDOWN, "symbol=BTCUSDT&countdownTime=5000");
        desk.advance(4000);
        JsonNode again = desk.ask("POST", COUNTDOWN, "symbol=BTCUSDT&countdownTime=5000");
        assertThat(again.get("countdownTime").asString()).isEqualTo("5000");
        desk.advance(4000);
        assertThat(desk.ask("GET", "/fapi/v1/openOrders", "")).hasSize(1);
        desk.advance(1000);
        assertThat(desk.ask("GET", "/fapi/v1/openOrders", "")).isEmpty();
        desk.place(limit);
        desk.ask("POST", COUNTDOWN, "symbol=BTCUSDT&countdownTime=5000");
        desk.ask("POST", COUNTDOWN, "symbol=BTCUSDT&countdownTime=0");
        desk.advance(6000);
        assertThat(desk.ask("GET", "/fapi/v1/openOrders", "")).hasSize(1);
        desk.assertCode(
                desk.signed("POST", COUNTDOWN, "symbol=BTCUSDT&countdownTime=-1"), 400, -1130);
    }

    @Test
    void configurationSaysWhatWasSet() {
        Line mine = desk.mine("");
        desk.ask("POST", "/fapi/v1/leverage", "symbol=BTCUSDT&leverage=7");
        JsonNode told = mine.take("ACCOUNT_CONFIG_UPDATE").getFirst().get("ac");
        assertThat(told.get("s").asString()).isEqualTo("BTCUSDT");
        assertThat(told.get("l").asInt()).isEqualTo(7);
        desk.ask("POST", "/fapi/v1/marginType", "symbol=BTCUSDT&marginType=ISOLATED");
        desk.ask("POST", "/fapi/v1/positionSide/dual", "dualSidePosition=true");
        JsonNode config = desk.ask("GET", "/fapi/v1/accountConfig", "");
        assertThat(config.get("dualSidePosition").asBoolean()).isTrue();
        JsonNode row = desk.ask("GET", "/fapi/v1/symbolConfig", "symbol=BTCUSDT").get(0);
        assertThat(row.get("leverage").asInt()).isEqualTo(7);
        assertThat(row.get("marginType").asString()).isEqualTo("ISOLATED");
        assertThat(desk.ask("GET", "/fapi/v1/symbolConfig", "")).hasSize(2);
    }

    @Test
    void thereIsOneAssetOnly() {
        String path = "/fapi/v1/multiAssetsMargin";
        assertThat(desk.ask("GET", path, "").get("multiAssetsMargin").asBoolean()).isFalse();
        desk.assertCode(desk.signed("POST", path, "multiAssetsMargin=true"), 400, -4168);
        desk.assertCode(desk.signed("POST", path, "multiAssetsMargin=false"), 400, -4171);
    }

    @Test
    void queueOfDeleveragingAndLimitsOfOrdersAreTold() {
        desk.buy("0.1");
        JsonNode rows = desk.ask("GET", "/fapi/v1/adlQuantile", "");
        assertThat(rows.get(0).get("symbol").asString()).isEqualTo("BTCUSDT");
        assertThat(rows.get(0).get("adlQuantile").get("BOTH").asInt()).isBetween(0, 4);
        JsonNode limits = desk.ask("GET", "/fapi/v1/rateLimit/order", "");
        assertThat(limits.get(0).get("limit").asInt()).isEqualTo(1200);
        assertThat(limits.get(1).get("limit").asInt()).isEqualTo(300);
    }

    @Test
    void ledgerIsReadPageByPage() {
        desk.buy("0.01");
        desk.buy("0.01");
        String income = "/fapi/v1/income";
        JsonNode all = desk.ask("GET", income, "");
        assertThat(all).hasSize(3);
        assertThat(desk.ask("GET", income, "limit=2&page=1")).hasSize(2);
        JsonNode second = desk.ask("GET", income, "limit=2&page=2");
        assertThat(second).hasSize(1);
        assertThat(second.get(0)).isEqualTo(all.get(2));
        assertThat(desk.ask("GET", income, "incomeType=COMMISSION")).hasSize(2);
        String later = "startTime=" + (desk.exchange.now() + 1);
        assertThat(desk.ask("GET", income, later)).isEmpty();
    }
}
