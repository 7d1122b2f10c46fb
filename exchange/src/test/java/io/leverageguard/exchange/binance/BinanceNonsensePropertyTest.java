package io.leverageguard.exchange.binance;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.ApiKey;
import io.leverageguard.exchange.core.Clients;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.ExchangeListener;
import io.leverageguard.exchange.core.Faults;
import io.leverageguard.exchange.core.KeyPermission;
import io.leverageguard.exchange.core.Scenario;
import io.leverageguard.kit.http.WebServer.Request;
import io.leverageguard.kit.http.WebServer.Response;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever is asked, the answer is the venue's: a code and words, or what was asked for. */
class BinanceNonsensePropertyTest {
    private static final Instant START = Instant.parse("2025-10-10T20:00:00Z");
    private static final List<String> ROUTES =
            List.of(
                    "POST /fapi/v1/order",
                    "GET /fapi/v1/order",
                    "DELETE /fapi/v1/order",
                    "GET /fapi/v1/klines",
                    "GET /fapi/v1/depth",
                    "GET /fapi/v1/aggTrades",
                    "GET /fapi/v1/fundingRate",
                    "GET /fapi/v1/userTrades",
                    "GET /fapi/v1/income",
                    "GET /fapi/v1/forceOrders",
                    "POST /fapi/v1/leverage",
                    "POST /fapi/v1/marginType",
                    "GET /fapi/v1/leverageBracket",
                    "GET /fapi/v3/positionRisk",
                    "GET /fapi/v3/account",
                    "PUT /fapi/v1/order",
                    "POST /fapi/v1/batchOrders",
                    "PUT /fapi/v1/batchOrders",
                    "DELETE /fapi/v1/batchOrders",
                    "POST /fapi/v1/algoOrder",
                    "GET /fapi/v1/algoOrder",
                    "DELETE /fapi/v1/algoOrder",
                    "GET /fapi/v1/openAlgoOrders",
                    "GET /fapi/v1/allAlgoOrders",
                    "POST /fapi/v1/positionSide/dual",
                    "POST /fapi/v1/positionMargin",
                    "GET /fapi/v1/positionMargin/history",
                    "POST /fapi/v1/countdownCancelAll",
                    "GET /fapi/v1/symbolConfig",
                    "GET /fapi/v1/adlQuantile",
                    "GET /fapi/v1/indexPriceKlines",
                    "GET /fapi/v1/markPriceKlines",
                    "GET /fapi/v1/continuousKlines",
                    "GET /fapi/v1/openInterest",
                    "GET /fapi/v1/premiumIndex",
                    "GET /fapi/v1/ticker/24hr",
                    "GET /fapi/v1/historicalTrades");
    private static final List<String> NAMES =
            List.of(
                    "symbol",
                    "side",
                    "type",
                    "quantity",
                    "price",
                    "timeInForce",
                    "reduceOnly",
                    "limit",
                    "startTime",
                    "endTime",
                    "interval",
                    "orderId",
                    "leverage",
                    "marginType",
                    "fromId",
                    "newClientOrderId",
                    "origClientOrderId",
                    "algoType",
                    "algoId",
                    "clientAlgoId",
                    "triggerPrice",
                    "activatePrice",
                    "callbackRate",
                    "workingType",
                    "closePosition",
                    "positionSide",
                    "priceMatch",
                    "selfTradePreventionMode",
                    "goodTillDate",
                    "dualSidePosition",
                    "amount",
                    "countdownTime",
                    "page",
                    "pair",
                    "contractType",
                    "batchOrders",
                    "orderIdList");
    private static final List<String> VALUES =
            List.of(
                    "BTCUSDT",
                    "ETHUSDT",
                    "BUY",
                    "SELL",
                    "LIMIT",
                    "MARKET",
                    "GTC",
                    "GTX",
                    "FOK",
                    "1",
                    "0.001",
                    "0.5",
                    "1000",
                    "100000",
                    "99000.1",
                    "-1",
                    "999999999999999999",
                    "99999999999999999999.99999",
                    "1e9",
                    "NaN",
                    "",
                    "%00",
                    "%zz",
                    "true",
                    "1m",
                    "1d",
                    "ISOLATED",
                    "CROSSED",
                    "äöü",
                    "CONDITIONAL",
                    "STOP",
                    "STOP_MARKET",
                    "TRAILING_STOP_MARKET",
                    "TAKE_PROFIT_MARKET",
                    "MARK_PRICE",
                    "LONG",
                    "QUEUE_5",
                    "OPPONENT",
                    "GTD",
                    "EXPIRE_BOTH",
                    "PERPETUAL",
                    "[]",
                    "[1,\"x\",null]",
                    "[{}]",
                    "[{\"symbol\":\"BTCUSDT\",\"side\":\"BUY\",\"type\":\"MARKET\","
                            + "\"quantity\":0.01}]",
                    "1e999999999",
                    "9223372036854775807");

    @Test
    void nonsenseGetsTheVenuesAnswerAndMovesNoMoney() {
        Clients clients = new Clients();
        Exchange exchange =
                new Exchange(
                        Scenario.flat(START),
                        START.toEpochMilli(),
                        1,
                        new BigDecimal("1000000"),
                        ExchangeListener.NONE);
        Account account = exchange.openAccount();
        exchange.deposit(account, new BigDecimal("1000000"));
        clients.add(new ApiKey("k", "s", "", account, EnumSet.allOf(KeyPermission.class), 0));
        BinanceProtocol api = new BinanceProtocol(exchange, clients, new Faults(), 1, false);
        SplittableRandom random = new SplittableRandom(99);
        int accepted = 0;
        for (int i = 0; i < 6_000; i++) {
            Response response = api.handle(request(random, exchange.now()));
            assertThat(response.status()).isBetween(200, 499);
            accepted += response.status() == 200 ? 1 : 0;
            String body = new String(response.body(), StandardCharsets.UTF_8);
            if (response.status() != 200) {
                assertThat(body).startsWith("{\"code\":-").contains("\"msg\":\"");
            }
            if (i % 100 == 0) {
                exchange.advance(1000);
                assertThat(exchange.totals().difference()).isZero();
            }
        }
        assertThat(accepted).isGreaterThan(600);
        assertThat(account.orders()).isNotEmpty();
    }

    @Test
    void nonsenseOnSocketsIsAnsweredAndNoneIsClosed() {
        BinanceDesk desk = new BinanceDesk();
        List<BinanceDesk.Line> lines = List.of(desk.line("/ws"), desk.line("/ws-fapi/v1"));
        List<String> words =
                List.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ":",
                        ",",
                        "\"id\"",
                        "\"method\"",
                        "\"params\"",
                        "1e999",
                        "\"order.place\"",
                        "\"SUBSCRIBE\"",
                        "\"btcusdt@depth\"",
                        "null",
                        "true",
                        "123456789012345678901234567890",
                        "\"apiKey\"",
                        "\"k\"",
                        "\"session.logon\"");
        List<String> whole =
                List.of(
                        "{\"id\":1,\"method\":%s,\"params\":%s}",
                        "{\"id\":%s,\"method\":\"order.place\",\"params\":{\"apiKey\":%s}}",
                        "{\"method\":\"SUBSCRIBE\",\"params\":[%s,%s],\"id\":9}");
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 4_000; i++) {
            StringBuilder frame = new StringBuilder();
            for (int n = random.nextInt(8); n > 0; n--) {
                frame.append(words.get(random.nextInt(words.size())));
            }
            String some = words.get(random.nextInt(words.size()));
            String formed = whole.get(random.nextInt(whole.size())).formatted(some, frame);
            BinanceDesk.Line line = lines.get(i % 2);
            line.heard.clear();
            line.say(random.nextBoolean() ? formed : frame.toString());
            assertThat(line.heard).hasSize(1);
            assertThat(line.last().isObject()).isTrue();
        }
        assertThat(lines).allMatch(line -> line.closed == 0);
    }

    private static Request request(SplittableRandom random, long now) {
        String[] route = ROUTES.get(random.nextInt(ROUTES.size())).split(" ");
        StringBuilder query = new StringBuilder("timestamp=" + now);
        if (random.nextInt(4) != 0) {
            query.append("&symbol=BTCUSDT");
        }
        if (random.nextBoolean()) {
            query.append("&side=BUY&type=MARKET&quantity=0.01&interval=1m&leverage=7");
        }
        if (random.nextInt(3) == 0) {
            query.append("&algoType=CONDITIONAL&type=STOP_MARKET&triggerPrice=101000");
        }
        for (int i = random.nextInt(5); i > 0; i--) {
            query.append('&').append(NAMES.get(random.nextInt(NAMES.size())));
            query.append('=').append(VALUES.get(random.nextInt(VALUES.size())));
        }
        String signature = BinanceSignature.sign("s", query.toString());
        return new Request(
                route[0],
                route[1],
                query + "&signature=" + signature,
                Map.of("x-mbx-apikey", "k"),
                new byte[0],
                "127.0.0.1");
    }
}
