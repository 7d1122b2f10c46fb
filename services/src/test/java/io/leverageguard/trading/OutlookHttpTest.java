package io.leverageguard.trading;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.api.trading.Outlook.AccountExposure;
import io.leverageguard.api.trading.Outlook.BalanceChange;
import io.leverageguard.api.trading.Outlook.Equity;
import io.leverageguard.api.trading.Outlook.Exposure;
import io.leverageguard.api.trading.Outlook.OrderPreview;
import io.leverageguard.api.trading.Trading.Fill;
import io.leverageguard.api.trading.Trading.Orders;
import io.leverageguard.api.trading.Trading.Position;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kit.http.WebClient;
import io.leverageguard.kit.json.Json;
import io.leverageguard.kit.stream.Hub;
import io.leverageguard.kit.stream.Hub.Message;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Previews, open orders and exposure over HTTP, and what is told live, over PostgreSQL. */
final class OutlookHttpTest {
    private final TradingWorld world = new TradingWorld();
    private final Hub hub = world.kit.hub();
    private final BlockingQueue<Message> taken = new LinkedBlockingQueue<>();
    private int port;

    @BeforeEach
    void start() {
        world.server.gate(
                (_, in, _) ->
                        switch (in.header("authorization")) {
                            case "trader" -> world.trader;
                            case "stranger" -> world.stranger;
                            default -> Actor.ANONYMOUS;
                        });
        port = world.server.start();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void ordersArePreviewedOverHttp() throws IOException {
        String command = Json.write(world.market(world.newId(), Side.BUY, "1"));
        WebClient.Reply reply = send("POST", "/orders/preview", "trader", command);
        assertThat(reply.status()).isEqualTo(200);
        OrderPreview preview = Json.read(reply.text(), OrderPreview.class);
        assertThat(preview).isEqualTo(Json.read(Json.write(preview), OrderPreview.class));
        assertThat(preview.refusal()).isNull();
        assertThat(preview.after()).isNotNull();
        assertThat(preview.after().liquidationPrice()).isNotNull();
        assertThat(send("POST", "/orders/preview", "stranger", command).status()).isEqualTo(404);
        assertThat(send("POST", "/orders/preview", "", command).status()).isIn(401, 403);
        assertThat(send("POST", "/orders/preview", "trader", "{}").status()).isEqualTo(400);
        assertThat(world.exchange.received).isEmpty();
    }

    @Test
    void openOrdersAndExposureAreShownToTheirOwner() throws IOException {
        assertThat(world.buy("0.5")).isNotNull();
        assertThat(
                        world.api()
                                .place(
                                        world.trader,
                                        world.limit(world.newId(), Side.BUY, "1", "90000")))
                .isNotNull();
        world.settle();
        String open = "/accounts/" + world.account.account() + "/open-orders";
        Orders orders = Json.read(send("GET", open, "trader", "").text(), Orders.class);
        assertThat(orders.orders()).hasSize(1);
        assertThat(send("GET", open, "stranger", "").status()).isEqualTo(404);
        world.venue.price = new BigDecimal("101000");
        Exposure mine = Json.read(send("GET", "/exposure", "trader", "").text(), Exposure.class);
        AccountExposure account = mine.accounts().getFirst();
        assertThat(account.venue()).isEqualTo("binance");
        Position position = account.positions().getFirst();
        assertThat(position.markPrice()).isEqualByComparingTo("101000");
        assertThat(position.unrealizedPnl()).isEqualByComparingTo("500");
        assertThat(position.distance()).isNotNull();
        Equity equity = account.balances().getFirst();
        assertThat(equity.equity())
                .isEqualByComparingTo(equity.wallet().add(new BigDecimal("500")));
        assertThat(send("GET", "/exposure", "stranger", "").text()).contains("\"accounts\":[]");
    }

    @Test
    void fillsAndBalancesAreToldOnceTheyAreKept() throws InterruptedException {
        hub.subscribe("trading.fills." + world.trader.user(), taken::add);
        assertThat(world.buy("0.5")).isNotNull();
        world.settle();
        Fill fill = Json.read(next().json(), Fill.class);
        assertThat(world.api().fills(world.trader, world.ref()).fills()).containsExactly(fill);
        assertThat(taken).isEmpty();
        hub.subscribe("trading.balances." + world.trader.user(), taken::add);
        assertThat(world.buy("0.1")).isNotNull();
        world.settle();
        Message first = next();
        Message second = next();
        Message told = first.topic().startsWith("trading.balances.") ? first : second;
        BalanceChange balance = Json.read(told.json(), BalanceChange.class);
        assertThat(balance.account()).isEqualTo(world.account.account());
        assertThat(balance.asset()).isEqualTo("USDT");
        assertThat(balance.wallet()).isEqualByComparingTo(world.exchange.wallet);
    }

    @Test
    void exposureIsToldWhenTheMarkMovesFourTimesASecondAtMost() throws InterruptedException {
        assertThat(world.buy("0.5")).isNotNull();
        world.settle();
        Hub.Subscription reading =
                hub.subscribe("trading.exposure." + world.trader.user(), taken::add);
        world.advance(Exposures.PUBLISH_EVERY);
        assertThat(unrealized(next())).isEqualByComparingTo("0");
        world.advance(Exposures.PUBLISH_EVERY);
        assertThat(taken).isEmpty();
        world.venue.price = new BigDecimal("101000");
        world.advance(Duration.ofMillis(100));
        assertThat(taken).isEmpty();
        world.venue.price = new BigDecimal("102000");
        world.advance(Exposures.PUBLISH_EVERY);
        assertThat(unrealized(next())).isEqualByComparingTo("1000");
        reading.close();
        world.advance(Exposures.PUBLISH_EVERY);
        world.venue.price = new BigDecimal("103000");
        world.advance(Exposures.PUBLISH_EVERY);
        hub.subscribe("trading.exposure." + world.trader.user(), taken::add);
        world.advance(Exposures.PUBLISH_EVERY);
        assertThat(unrealized(next())).isEqualByComparingTo("1500");
        assertThat(taken).isEmpty();
    }

    private static BigDecimal unrealized(Message message) {
        return Json.read(message.json(), Exposure.class)
                .accounts()
                .getFirst()
                .positions()
                .getFirst()
                .unrealizedPnl();
    }

    private Message next() throws InterruptedException {
        Message message = taken.poll(10, TimeUnit.SECONDS);
        assertThat(message).isNotNull();
        return message;
    }

    private WebClient.Reply send(String method, String path, String who, String body)
            throws IOException {
        return world.kit
                .web()
                .send(
                        new WebClient.Call(
                                method,
                                URI.create("http://127.0.0.1:" + port + "/api/v1/trading" + path),
                                Map.of("authorization", who, "content-type", "application/json"),
                                body.getBytes(StandardCharsets.UTF_8),
                                Duration.ofSeconds(10)));
    }
}
