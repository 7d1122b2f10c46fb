package io.leverageguard.exchange.binance;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BinanceMarketTest {
    private final BinanceDesk desk = new BinanceDesk();

    @Test
    void indexAndMarkHaveCandles() {
        desk.advance(60_000);
        desk.price("101000");
        desk.advance(120_000);
        String query = "=BTCUSDT&interval=1m&limit=2";
        JsonNode index = desk.read("/fapi/v1/indexPriceKlines?pair" + query);
        assertThat(index).hasSize(2);
        assertThat(number(index.get(1), 4)).isEqualByComparingTo("101000");
        JsonNode mark = desk.read("/fapi/v1/markPriceKlines?symbol" + query);
        assertThat(number(mark.get(1), 4))
                .isBetween(new BigDecimal("100900"), new BigDecimal("101100"));
        JsonNode whole = desk.read("/fapi/v1/indexPriceKlines?pair=BTCUSDT&interval=5m");
        assertThat(number(whole.get(0), 2)).isEqualByComparingTo("101000");
        assertThat(number(whole.get(0), 3)).isEqualByComparingTo("100000");
    }

    private static BigDecimal number(JsonNode row, int column) {
        return new BigDecimal(row.get(column).asString());
    }

    @Test
    void continuousCandlesAreThoseOfThePerpetual() {
        desk.advance(60_000);
        String query = "=BTCUSDT&interval=1m&limit=5";
        String path = "/fapi/v1/continuousKlines?contractType=PERPETUAL&pair";
        assertThat(desk.read(path + query)).isEqualTo(desk.read("/fapi/v1/klines?symbol" + query));
        String quarter = "/fapi/v1/continuousKlines?contractType=CURRENT_QUARTER&pair";
        desk.assertCode(desk.open(quarter + query), 400, -1130);
    }

    @Test
    void withoutASymbolAllAreTold() {
        for (String path :
                new String[] {
                    "/fapi/v1/premiumIndex",
                    "/fapi/v1/ticker/24hr",
                    "/fapi/v1/ticker/price",
                    "/fapi/v1/ticker/bookTicker",
                    "/fapi/v1/fundingInfo"
                }) {
            assertThat(desk.read(path)).as(path).hasSize(2);
        }
    }

    @Test
    void openInterestIsWhatIsHeldLong() {
        String path = "/fapi/v1/openInterest?symbol=BTCUSDT";
        BigDecimal before = new BigDecimal(desk.read(path).get("openInterest").asString());
        desk.buy("1.5");
        BigDecimal after = new BigDecimal(desk.read(path).get("openInterest").asString());
        assertThat(after).isGreaterThanOrEqualTo(before);
        assertThat(after).isGreaterThanOrEqualTo(new BigDecimal("1.5"));
    }

    @Test
    void oldTradesWantAKey() {
        desk.advance(2000);
        String path = "/fapi/v1/historicalTrades?symbol=BTCUSDT&limit=5";
        desk.assertCode(desk.open(path), 401, -2014);
        Map<String, String> key = Map.of("x-mbx-apikey", BinanceDesk.KEY);
        assertThat(BinanceDesk.json(desk.send("GET", path, key, ""))).isNotEmpty();
    }

    @Test
    void bracketsAreAnObjectForOneAndAListForAll() {
        assertThat(desk.ask("GET", "/fapi/v1/leverageBracket", "").isArray()).isTrue();
        JsonNode one = desk.ask("GET", "/fapi/v1/leverageBracket", "symbol=BTCUSDT");
        assertThat(one.get("symbol").asString()).isEqualTo("BTCUSDT");
        assertThat(one.get("brackets").get(0).get("cum").asInt()).isZero();
    }

    @Test
    void signatureMayStandAnywhere() {
        String params = "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.001";
        String time = "timestamp=" + desk.exchange.now();
        Map<String, String> key = Map.of("x-mbx-apikey", BinanceDesk.KEY);
        String path = "/fapi/v1/order?";
        String query = params + "&" + time;
        assertThat(desk.send("POST", path + query + sign(query), key, "").status()).isEqualTo(200);
        String split = time + sign(time + params);
        assertThat(desk.send("POST", path + split, key, params).status()).isEqualTo(200);
        String alone = sign(query).substring(1);
        assertThat(desk.send("POST", path + alone, key, query).status()).isEqualTo(200);
        String spaced = sign(time + " " + params).substring(1);
        desk.assertCode(desk.send("POST", path + time + "&" + spaced, key, params), 400, -1022);
    }

    private static String sign(String text) {
        return "&signature=" + BinanceSignature.sign(BinanceDesk.SECRET, text);
    }
}
