package io.leverageguard.exchange.bybit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.kit.http.WebClient.Reply;
import io.leverageguard.kit.json.Json;
import java.net.URLEncoder;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Whatever is asked, the answer is the venue's: a code and words, or what was asked for. */
class BybitNonsensePropertyTest {
    private static final List<String> READS =
            List.of(
                    "/v5/market/instruments-info",
                    "/v5/market/tickers",
                    "/v5/market/orderbook",
                    "/v5/market/kline",
                    "/v5/market/mark-price-kline",
                    "/v5/market/recent-trade",
                    "/v5/market/funding/history",
                    "/v5/market/risk-limit",
                    "/v5/market/open-interest",
                    "/v5/order/realtime",
                    "/v5/order/history",
                    "/v5/execution/list",
                    "/v5/position/list",
                    "/v5/position/closed-pnl",
                    "/v5/account/transaction-log",
                    "/v5/account/wallet-balance",
                    "/v5/account/fee-rate");
    private static final List<String> COMMANDS =
            List.of(
                    "/v5/order/create",
                    "/v5/order/create",
                    "/v5/order/create",
                    "/v5/order/amend",
                    "/v5/order/cancel",
                    "/v5/order/cancel-all",
                    "/v5/order/create-batch",
                    "/v5/position/set-leverage",
                    "/v5/position/switch-mode",
                    "/v5/position/trading-stop",
                    "/v5/position/add-margin",
                    "/v5/position/set-risk-limit",
                    "/v5/account/set-margin-mode");
    private static final List<String> NAMES =
            List.of(
                    "category",
                    "symbol",
                    "side",
                    "orderType",
                    "qty",
                    "price",
                    "timeInForce",
                    "positionIdx",
                    "orderLinkId",
                    "orderId",
                    "reduceOnly",
                    "closeOnTrigger",
                    "triggerPrice",
                    "triggerDirection",
                    "triggerBy",
                    "takeProfit",
                    "stopLoss",
                    "tpslMode",
                    "trailingStop",
                    "smpType",
                    "bboSideType",
                    "slippageToleranceType",
                    "slippageTolerance",
                    "buyLeverage",
                    "sellLeverage",
                    "mode",
                    "margin",
                    "riskId",
                    "setMarginMode",
                    "settleCoin",
                    "limit",
                    "cursor",
                    "startTime",
                    "endTime",
                    "start",
                    "end",
                    "interval",
                    "execType",
                    "request",
                    "accountType");
    private static final List<String> VALUES =
            List.of(
                    "linear",
                    "inverse",
                    "BTCUSDT",
                    "Buy",
                    "Sell",
                    "Market",
                    "Limit",
                    "IOC",
                    "PostOnly",
                    "LastPrice",
                    "Full",
                    "Partial",
                    "Queue",
                    "Percent",
                    "TickSize",
                    "ISOLATED_MARGIN",
                    "0",
                    "1",
                    "2",
                    "3",
                    "0.01",
                    "99000",
                    "101000",
                    "99000.05",
                    "-1",
                    "1e9",
                    "1e63",
                    "1e-63",
                    "1e999999999",
                    "99999999999999999999999999999999999",
                    "999999999999999999",
                    "NaN",
                    "",
                    "true",
                    "D",
                    "M",
                    "USDT",
                    "UNIFIED",
                    "%00",
                    "äöü");
    private static final List<String> RAW =
            List.of("null", "{}", "[]", "[1,{}]", "true", "1e400", "-0", "\"\\u0000\"", "0.010");
    private static final String USUAL =
            "\"category\":\"linear\",\"symbol\":\"BTCUSDT\",\"side\":\"Buy\","
                    + "\"orderType\":\"Market\",\"qty\":\"0.01\"";

    private final BybitDesk desk = new BybitDesk();

    @Test
    void nonsenseGetsTheVenuesAnswerAndMovesNoMoney() {
        SplittableRandom random = new SplittableRandom(20_251_010);
        int done = 0;
        for (int i = 0; i < 4_000; i++) {
            Reply reply = random.nextBoolean() ? read(random) : command(random);
            assertThat(reply.status()).isIn(200, 404);
            JsonNode answer = Json.tree(reply.text());
            assertThat(answer.get("retMsg").asString()).isNotEmpty();
            done += answer.get("retCode").asInt() == 0 ? 1 : 0;
            if (i % 100 == 0) {
                desk.advance(1000);
                assertThat(desk.server.core().totals().difference()).isZero();
            }
        }
        assertThat(done).isGreaterThan(300);
        assertThat(desk.server.core().account(1001).orders()).isNotEmpty();
    }

    private Reply read(SplittableRandom random) {
        StringBuilder query = new StringBuilder("category=linear&symbol=BTCUSDT&interval=1");
        for (int i = random.nextInt(5); i > 0; i--) {
            query.append('&').append(pick(NAMES, random)).append('=');
            query.append(URLEncoder.encode(pick(VALUES, random), UTF_8));
        }
        return desk.signed("GET", BybitDesk.KEY, pick(READS, random), query.toString());
    }

    private Reply command(SplittableRandom random) {
        return desk.signed("POST", BybitDesk.KEY, pick(COMMANDS, random), body(random));
    }

    private static String body(SplittableRandom random) {
        if (random.nextInt(30) == 0) {
            return pick(List.of("", "{", "null", "[]", "7", "{\"category\":"), random);
        }
        StringBuilder body = new StringBuilder("{" + USUAL);
        for (int i = random.nextInt(6); i > 0; i--) {
            boolean raw = random.nextInt(4) == 0;
            String value = raw ? pick(RAW, random) : Json.write(pick(VALUES, random));
            body.append(",\"").append(pick(NAMES, random)).append("\":").append(value);
        }
        return body.append('}').toString();
    }

    @Test
    void nonsenseOnSocketsIsAnsweredAndTheyStayOpen() {
        SplittableRandom random = new SplittableRandom(7);
        BybitDesk.Line trade = desk.line("/v5/trade");
        trade.login(BybitDesk.KEY);
        BybitDesk.Line mine = desk.mine("order", "execution", "position", "wallet");
        BybitDesk.Line open = desk.line("/v5/public/linear");
        List<String> ops =
                List.of(
                        "order.create",
                        "order.amend",
                        "order.cancel",
                        "order.create-batch",
                        "order.",
                        "subscribe",
                        "unsubscribe",
                        "auth",
                        "ping",
                        "");
        for (int i = 0; i < 1_000; i++) {
            String header = "\"header\":{\"X-BAPI-TIMESTAMP\":\"" + desk.millis() + "\"}";
            String args = random.nextInt(5) == 0 ? pick(RAW, random) : "[" + body(random) + "]";
            String frame =
                    "{\"reqId\":\"r"
                            + i
                            + "\","
                            + header
                            + ",\"op\":\""
                            + pick(ops, random)
                            + "\",\"args\":"
                            + args
                            + "}";
            String said = random.nextInt(20) == 0 ? frame.substring(0, i % 20) : frame;
            for (BybitDesk.Line line : List.of(trade, mine, open)) {
                assertThat(line.say(said)).isNotEmpty();
            }
        }
        assertThat(trade.isOpen() && mine.isOpen() && open.isOpen()).isTrue();
        assertThat(desk.server.core().account(1001).orders()).isNotEmpty();
        assertThat(desk.server.core().totals().difference()).isZero();
    }

    private static String pick(List<String> from, SplittableRandom random) {
        return from.get(random.nextInt(from.size()));
    }
}
