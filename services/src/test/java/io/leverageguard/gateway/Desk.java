package io.leverageguard.gateway;

import io.leverageguard.api.config.Config;
import io.leverageguard.api.users.Users;
import io.leverageguard.api.users.Users.LogIn;
import io.leverageguard.api.users.Users.Person;
import io.leverageguard.api.users.Users.Register;
import io.leverageguard.config.ConfigModule;
import io.leverageguard.gateway.GatewayModule.Peer;
import io.leverageguard.gateway.GatewayModule.RunningProcess;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kit.ProcessReport;
import io.leverageguard.kit.http.WebClient;
import io.leverageguard.kit.http.WebClient.Call;
import io.leverageguard.kit.http.WebClient.Reply;
import io.leverageguard.kit.json.Json;
import io.leverageguard.testkit.TestKit;
import io.leverageguard.users.UsersModule;
import io.leverageguard.venues.Venues;
import io.leverageguard.venues.VenuesConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Users, config and gateway in one process, called over real HTTP. */
final class Desk implements AutoCloseable {
    static final String PASSWORD = "correct horse battery";
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    final TestKit kit;
    final Users users;
    final Config config;
    private final URI base;
    private final WebClient web;

    Desk() {
        this(TestKit.create(), List.of());
    }

    Desk(TestKit kit, List<Peer> peers) {
        this(kit, peers, List.of());
    }

    Desk(TestKit kit, List<Peer> peers, List<RunningProcess> others) {
        this.kit = kit;
        users =
                new UsersModule(
                                kit.kit(),
                                new Venues(kit.kit().web(), kit.clock(), VenuesConfig.defaults()))
                        .api();
        config = new ConfigModule(kit.kit()).api();
        Map<String, AuditTrail> audits = Map.of("users", users.audit(), "config", config.audit());
        ProcessReport here =
                new ProcessReport(kit.kit(), kit.server(), List.of("config", "gateway", "users"));
        kit.server().serveProcess(here::state);
        List<RunningProcess> processes = new ArrayList<>();
        processes.add(new RunningProcess(List.of("config", "gateway", "users"), null, here::state));
        processes.addAll(others);
        new GatewayModule(kit.kit(), kit.server(), users, config, peers, audits, processes);
        web = kit.kit().web();
        base = URI.create("http://127.0.0.1:" + kit.server().start());
        kit.settle();
    }

    /** Registers somebody. */
    Person register(String login) {
        return users.register(Actor.ANONYMOUS, new Register(login, PASSWORD, null));
    }

    /** An access token for somebody who is registered. */
    String token(String login) {
        return users.logIn(Actor.ANONYMOUS, new LogIn(login, PASSWORD)).accessToken();
    }

    /** An access token for the first person. */
    String adminToken() {
        try {
            String password =
                    Files.readString(kit.kit().data().resolve("secrets/admin-password")).strip();
            return users.logIn(Actor.ANONYMOUS, new LogIn("admin", password)).accessToken();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Calls; an empty token sends none. */
    Reply call(String method, String path, String token, String body) {
        Map<String, String> headers = new TreeMap<>();
        headers.put("content-type", "application/json");
        if (!token.isEmpty()) {
            headers.put("authorization", "Bearer " + token);
        }
        return call(method, path, headers, body);
    }

    Reply call(String method, String path, Map<String, String> headers, String body) {
        try {
            return web.send(
                    new Call(
                            method,
                            base.resolve(path),
                            headers,
                            body.getBytes(StandardCharsets.UTF_8),
                            TIMEOUT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Reply get(String path, String token) {
        return call("GET", path, token, "");
    }

    /** Where the stream is. */
    URI stream() {
        return URI.create("ws://127.0.0.1:" + base.getPort() + StreamSockets.PATH);
    }

    WebClient web() {
        return web;
    }

    static JsonNode json(Reply reply) {
        return Json.tree(reply.body());
    }

    /** The stable code of a problem document. */
    static String code(Reply reply) {
        return json(reply).path("code").asString("");
    }

    @Override
    public void close() {
        kit.close();
    }
}
