package io.leverageguard.trading;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.api.trading.Kill;
import io.leverageguard.api.trading.Kill.State;
import io.leverageguard.api.trading.KillId;
import io.leverageguard.api.trading.MarginChangeId;
import io.leverageguard.api.trading.Protection.Protections;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.access.Role;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kit.http.WebClient;
import io.leverageguard.kit.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Protection over HTTP and PostgreSQL, with the engine on a thread of its own. */
final class ProtectionHttpTest {
    private static final int TURNS_MAX = 2_000;

    private final TradingWorld world = new TradingWorld();
    private final Actor operator =
            new Actor(new UserId(world.base.kit().ids().next()), "operator", Set.of(Role.OPERATOR));
    private int port;

    @BeforeEach
    void start() {
        world.server.gate(
                (_, in, _) ->
                        switch (in.header("authorization")) {
                            case "trader" -> world.trader;
                            case "stranger" -> world.stranger;
                            case "operator" -> operator;
                            default -> Actor.ANONYMOUS;
                        });
        port = world.server.start();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void killIsStartedFollowedOutlivesARestartAndIsLifted() throws IOException {
        assertThat(world.buy("1")).isNotNull();
        world.settle();
        KillId id = new KillId(world.base.kit().ids().next());
        String command =
                """
                {"kill":"%s","kind":"ACCOUNT","account":"%s","why":"panic"}
                """
                        .formatted(id, world.account.account());
        WebClient.Reply started = send("POST", "/kills", "trader", command);
        assertThat(started.text()).contains("\"state\":\"RUNNING\"");
        Kill done = ended(id);
        assertThat(done.state()).isEqualTo(State.DONE);
        assertThat(world.exchange.positions()).isEmpty();
        assertThat(send("POST", "/kills", "trader", command).text()).contains("\"DONE\"");
        assertThat(get("/kills", "operator").text()).contains(id.toString());
        assertThat(get("/kills", "stranger").text()).doesNotContain(id.toString());
        assertThat(get("/kills/" + id, "stranger").status()).isEqualTo(404);
        assertThat(get("/kills/" + id, "").status()).isIn(401, 403);

        world.restart();
        start();
        world.settle();
        String lift = "/kills/" + id + "/lift";
        assertThat(send("POST", lift, "trader", "{\"why\":\"\"}").status()).isEqualTo(400);
        assertThat(send("POST", lift, "stranger", "{\"why\":\"mine\"}").status()).isEqualTo(404);
        assertThat(send("POST", lift, "trader", "{\"why\":\"calm\"}").text())
                .contains("\"LIFTED\"", "\"calm\"");
        assertThat(world.buy("0.1").filled()).isEqualByComparingTo("0.1");
    }

    @Test
    void everybodyIsStoppedByAnOperatorAlone() throws IOException {
        String command =
                """
                {"kill":"%s","kind":"ALL","everybody":true,"why":"fire"}
                """
                        .formatted(world.base.kit().ids().next());
        WebClient.Reply refused = send("POST", "/kills", "trader", command);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).contains("not_an_operator");
        assertThat(send("POST", "/kills", "operator", command).status()).isEqualTo(200);
    }

    @Test
    void stopsAndMarginsAreServed() throws IOException {
        String policy = "{\"distance\":\"0.02\",\"source\":\"MARK\",\"verifyWithinMillis\":5000}";
        assertThat(send("PUT", account("/stop-policy"), "trader", policy).text())
                .contains("\"distance\":\"0.02\"");
        assertThat(send("PUT", account("/stop-policy"), "stranger", policy).status())
                .isEqualTo(404);
        assertThat(world.buy("1")).isNotNull();
        for (int i = 0; i < TURNS_MAX && world.exchange.openTriggers().isEmpty(); i++) {
            world.advance(Duration.ofMillis(1));
        }
        Protections shown =
                Json.read(get(account("/protection"), "trader").body(), Protections.class);
        assertThat(shown.policies()).hasSize(1);
        assertThat(shown.positions()).hasSize(1);

        MarginChangeId id = new MarginChangeId(world.base.kit().ids().next());
        String margin =
                "{\"change\":\"%s\",\"symbol\":\"BTCUSDT\",\"amount\":\"500\"}".formatted(id);
        assertThat(send("POST", account("/margin"), "trader", margin).text())
                .contains("\"state\":\"DONE\"");
        assertThat(get("/margin-changes/" + id, "trader").text()).contains("\"DONE\"");
        assertThat(get("/margin-changes/" + id, "stranger").status()).isEqualTo(404);
        assertThat(send("DELETE", account("/stop-policy"), "trader", "").status()).isEqualTo(200);
        assertThat(send("DELETE", account("/stop-policy"), "trader", "").text())
                .contains("stop_policy_not_found");
    }

    private Kill ended(KillId id) throws IOException {
        Kill kill = Json.read(get("/kills/" + id, "trader").body(), Kill.class);
        for (int i = 0; i < TURNS_MAX && kill.state() == State.RUNNING; i++) {
            world.advance(Duration.ofMillis(100));
            kill = Json.read(get("/kills/" + id, "trader").body(), Kill.class);
        }
        return kill;
    }

    private String account(String rest) {
        return "/accounts/" + world.account.account() + rest;
    }

    private WebClient.Reply get(String path, String caller) throws IOException {
        return send("GET", path, caller, "");
    }

    private WebClient.Reply send(String method, String path, String caller, String body)
            throws IOException {
        return world.kit
                .web()
                .send(
                        new WebClient.Call(
                                method,
                                URI.create("http://127.0.0.1:" + port + "/api/v1/trading" + path),
                                Map.of("authorization", caller, "content-type", "application/json"),
                                body.getBytes(StandardCharsets.UTF_8),
                                Duration.ofSeconds(10)));
    }
}
