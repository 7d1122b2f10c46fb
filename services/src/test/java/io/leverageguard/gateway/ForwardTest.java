package io.leverageguard.gateway;

import static io.leverageguard.gateway.Desk.code;
import static io.leverageguard.gateway.Desk.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.gateway.GatewayModule.Peer;
import io.leverageguard.kernel.access.Permission;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route;
import io.leverageguard.kernel.rpc.Route.Method;
import io.leverageguard.kit.http.HttpCaller;
import io.leverageguard.kit.http.HttpServer;
import io.leverageguard.kit.http.WebClient.Reply;
import io.leverageguard.testkit.TestKit;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The gateway in front of a service that runs in another process. */
class ForwardTest {
    record Word(String word) {}

    record Heard(String word, String from) {}

    private static final Route<Word, Heard> HEAR =
            Route.open(
                    Method.GET,
                    "/api/v1/heard/{word}",
                    Word.class,
                    Heard.class,
                    Permission.TRADE,
                    "Hears a word");
    private static final Route<Word, Heard> WHISPER =
            Route.internal("/internal/far/whisper", Word.class, Heard.class, "Hears a secret");

    private final TestKit here = TestKit.create();
    private final HttpServer far =
            new HttpServer(
                    HttpServer.Settings.local(),
                    here.clock(),
                    here.kit().secrets(),
                    here.kit().telemetry());
    private final Desk desk = new Desk(here, List.of(peer()));

    @AfterEach
    void close() {
        desk.close();
        far.close();
    }

    @Test
    void publicRouteIsAnsweredByThePeerOnBehalfOfThePerson() {
        desk.register("ten-x");

        Reply reply = desk.get("/api/v1/heard/hello", desk.token("ten-x"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(json(reply).path("word").asString("")).isEqualTo("hello");
        assertThat(json(reply).path("from").asString("")).isEqualTo("ten-x");
        assertThat(reply.headers()).containsEntry("ratelimit-remaining", "99");
    }

    @Test
    void refusalOfThePeerArrivesUnchanged() {
        desk.register("ten-x");

        Reply reply = desk.get("/api/v1/heard/quiet", desk.token("ten-x"));

        assertThat(reply.status()).isEqualTo(422);
        assertThat(code(reply)).isEqualTo("too_quiet");
    }

    @Test
    void gateStandsBeforeThePeer() {
        assertThat(desk.get("/api/v1/heard/hello", "").status()).isEqualTo(401);
        assertThat(desk.get("/api/v1/heard/hello", desk.adminToken()).status()).isEqualTo(403);
    }

    @Test
    void internalRouteOfThePeerIsNeverPassedOn() {
        Reply reply = desk.call("POST", WHISPER.path(), desk.adminToken(), "{\"word\":\"hello\"}");

        assertThat(reply.status()).isEqualTo(404);
    }

    @Test
    void silentPeerMeansTryAgain() {
        desk.register("ten-x");
        String token = desk.token("ten-x");
        far.close();

        Reply reply = desk.get("/api/v1/heard/hello", token);

        assertThat(reply.status()).isEqualTo(503);
        assertThat(code(reply)).isEqualTo("peer_unavailable");
    }

    private Peer peer() {
        far.serve(
                HEAR,
                (actor, asked) -> {
                    if (asked.word().equals("quiet")) {
                        throw Refusal.unprocessable("too_quiet", "say it louder");
                    }
                    return new Heard(asked.word(), actor.name());
                });
        far.serve(WHISPER, (actor, asked) -> new Heard(asked.word(), actor.name()));
        HttpCaller caller =
                new HttpCaller(
                        here.kit().web(),
                        URI.create("http://127.0.0.1:" + far.start()),
                        here.clock(),
                        here.kit().secrets(),
                        Duration.ofSeconds(5));
        return new Peer(List.of(HEAR, WHISPER), caller.forwarder());
    }
}
