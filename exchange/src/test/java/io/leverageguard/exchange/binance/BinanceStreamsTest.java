package io.leverageguard.exchange.binance;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.exchange.binance.BinanceDesk.Line;
import io.leverageguard.kit.json.Json;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BinanceStreamsTest {
    private final BinanceDesk desk = new BinanceDesk();

    @Test
    void firstLevelsAreToldWhole() {
        for (int depth : new int[] {5, 10, 20}) {
            for (String speed : new String[] {"", "@100ms", "@500ms"}) {
                Line line = desk.line("/public/ws/btcusdt@depth" + depth + speed);
                desk.advance(1000);
                JsonNode book = line.take("depthUpdate").getLast();
                assertThat(book.get("b")).hasSize(depth);
                assertThat(book.get("a")).hasSize(depth);
            }
        }
    }

    @Test
    void allMarketsComeInOneFrame() {
        Line line =
                desk.line(
                        "/market/stream?streams=!miniTicker@arr/!ticker@arr/!markPrice@arr@1s"
                                + "/!markPrice@arr");
        desk.advance(1000);
        desk.advance(2000);
        for (String stream : new String[] {"!miniTicker@arr", "!ticker@arr", "!markPrice@arr@1s"}) {
            assertThat(line.heard.stream().filter(f -> stream(f).equals(stream))).hasSize(3);
        }
        assertThat(line.heard.stream().filter(f -> stream(f).equals("!markPrice@arr"))).hasSize(1);
        for (String frame : line.heard) {
            assertThat(Json.tree(frame).get("data")).hasSize(2);
        }
    }

    private static String stream(String frame) {
        return Json.tree(frame).get("stream").asString();
    }

    @Test
    void tradeIsToldShortAndThenWhole() {
        Line mine = desk.mine("");
        desk.buy("0.01");
        int lite = index(mine, "TRADE_LITE");
        assertThat(lite).isGreaterThan(-1).isLessThan(index(mine, "\"x\":\"TRADE\""));
        JsonNode trade = mine.take("TRADE_LITE").getFirst();
        assertThat(trade.get("l").asString()).isEqualTo("0.010");
        assertThat(trade.get("S").asString()).isEqualTo("BUY");
    }

    private static int index(Line line, String part) {
        for (int i = 0; i < line.heard.size(); i++) {
            if (line.heard.get(i).contains(part)) {
                return i;
            }
        }
        return -1;
    }

    @Test
    void privateStreamBringsOnlyTheKindsThatAreWanted() {
        Line mine = desk.mine("&events=ACCOUNT_UPDATE/MARGIN_CALL");
        desk.buy("0.01");
        assertThat(mine.heard).hasSize(1).allMatch(f -> f.contains("\"e\":\"ACCOUNT_UPDATE\""));
    }

    @Test
    void connectionLivesForADay() {
        Line line = desk.line("/public/ws/btcusdt@bookTicker");
        desk.exchange.advance(24 * 3_600_000L - 1000);
        desk.open("/fapi/v1/ping");
        assertThat(line.closed).isZero();
        desk.advance(1000);
        assertThat(line.closed).isEqualTo(1000);
    }

    @Test
    void liquidationIsToldAsAnOrderOfTheVenue() {
        desk.ask("POST", "/fapi/v1/marginType", "symbol=BTCUSDT&marginType=ISOLATED");
        desk.buy("0.5");
        Line mine = desk.mine("");
        Line tape = desk.line("/market/ws/btcusdt@forceOrder");
        desk.price("95000");
        desk.advance(1000);
        JsonNode order = mine.take("ORDER_TRADE_UPDATE").getFirst().get("o");
        assertThat(order.get("c").asString()).startsWith("autoclose-");
        assertThat(order.get("x").asString()).isEqualTo("CALCULATED");
        JsonNode forced = tape.take("forceOrder").getFirst().get("o");
        assertThat(forced.get("S").asString()).isEqualTo("SELL");
        JsonNode rows = desk.ask("GET", "/fapi/v1/forceOrders", "autoCloseType=LIQUIDATION");
        assertThat(rows).isNotEmpty();
        assertThat(desk.ask("GET", "/fapi/v1/forceOrders", "autoCloseType=ADL")).isEmpty();
        assertThat(desk.ask("GET", "/fapi/v1/forceOrders", "")).hasSize(rows.size());
    }

    @Test
    void unreadableFramesAreAnsweredAndTheSocketStaysOpen() {
        Line line = desk.line("/ws");
        for (String frame :
                new String[] {
                    "",
                    "{",
                    "[1]",
                    "null",
                    "{\"id\":{\"a\":1}}",
                    "{\"method\":7,\"id\":1}",
                    "{\"method\":\"SUBSCRIBE\",\"params\":{\"a\":[]},\"id\":2}",
                    "{\"method\":\"SUBSCRIBE\",\"params\":[[],{},null,7],\"id\":3}",
                    "{\"method\":\"FLY\",\"id\":99999999999999999999999}"
                }) {
            int before = line.heard.size();
            line.say(frame);
            assertThat(line.heard).as(frame).hasSize(before + 1);
        }
        assertThat(line.closed).isZero();
        line.say("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@aggTrade\"],\"id\":4}");
        desk.advance(1000);
        assertThat(line.take("aggTrade")).isNotEmpty();
    }
}
