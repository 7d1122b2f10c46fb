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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The gateway in front of services that run in other processes, one of which does not answer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
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
    private static final Route<Word, Heard> SILENT =
            Route.open(
                    Method.GET,
                    "/api/v1/silent/{word}",
                    Word.class,
                    Heard.class,
                    Permission.TRADE,
                    "Hears nothing");
    private static final Route<Word, Heard> WHISPER =
            Route.internal("/internal/far/whisper", Word.class, Heard.class, "Hears a secret");

    private final TestKit here = TestKit.create();
    private final HttpServer far =
            new HttpServer(
                    HttpServer.Settings.local(),
                    here.clock(),
                    here.kit().secrets(),
                    here.kit().telemetry());
    private final Desk desk = new Desk(here, List.of(peer(), silentPeer()));

    @BeforeAll
    void register() {
        desk.register("ten-x");
    }

    @AfterAll
    void close() {
        desk.close();
        far.close();
    }

    @Test
    void publicRouteIsAnsweredByThePeerOnBehalfOfThePerson() {

        Reply reply = desk.get("/api/v1/heard/hello", desk.token("ten-x"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(json(reply).path("word").asString("")).isEqualTo("hello");
        assertThat(json(reply).path("from").asString("")).isEqualTo("ten-x");
        assertThat(reply.headers()).containsEntry("ratelimit-limit", "600");
    }

    @Test
    void refusalOfThePeerArrivesUnchanged() {

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

        Reply reply = desk.get("/api/v1/silent/hello", desk.token("ten-x"));

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
        return new Peer(List.of(HEAR, WHISPER), caller(far.start()).forwarder());
    }

    /** Nothing listens on port 1. */
    private Peer silentPeer() {
        return new Peer(List.of(SILENT), caller(1).forwarder());
    }

    private HttpCaller caller(int port) {
        return new HttpCaller(
                here.kit().web(),
                URI.create("http://127.0.0.1:" + port),
                here.clock(),
                here.kit().secrets(),
                Duration.ofSeconds(5));
    }
}
