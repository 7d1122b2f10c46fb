package io.leverageguard.gateway;

import static io.leverageguard.gateway.Desk.code;
import static io.leverageguard.gateway.Desk.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.gateway.GatewayModule.RunningProcess;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Refusal.Reason;
import io.leverageguard.kit.http.WebClient.Reply;
import io.leverageguard.kit.ops.ProcessState;
import io.leverageguard.kit.ops.ProcessState.FeedHead;
import io.leverageguard.kit.ops.ProcessState.FeedState;
import io.leverageguard.testkit.TestKit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The operator sees every process, and the trail of what was done. */
class SystemTest {
    private static final ProcessState COVER =
            new ProcessState(
                    List.of("cover"),
                    List.of("database"),
                    TestKit.START.minusSeconds(100),
                    "0.1.0",
                    List.of(
                            new FeedState("cover", "trading", 40, TestKit.START.minusSeconds(7)),
                            new FeedState("cover", "users", 1, null),
                            new FeedState("cover", "gone", 3, null)),
                    List.of(new FeedHead("trading", 42)),
                    List.of());

    private final Desk desk =
            new Desk(
                    TestKit.create(),
                    List.of(),
                    List.of(
                            new RunningProcess(
                                    List.of("cover"), "http://10.0.0.7:8089", () -> COVER),
                            new RunningProcess(
                                    List.of("fund", "payout"),
                                    "http://10.0.0.8:8090",
                                    SystemTest::silent)));

    private static ProcessState silent() {
        throw new Refusal(Reason.UNAVAILABLE, "peer_unavailable", "no answer");
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void servicesAreListedWithTheirProcesses() {
        JsonNode report = json(desk.get("/api/v1/system", desk.adminToken()));
        List<JsonNode> services = list(report.path("services"));

        assertThat(services)
                .extracting(line -> line.path("service").asString())
                .containsExactly("config", "cover", "fund", "gateway", "payout", "users");
        JsonNode gateway = services.get(3);
        assertThat(gateway.path("process").asInt()).isEqualTo(1);
        assertThat(gateway.path("ready").asBoolean()).isTrue();
        assertThat(gateway.path("startedAt").asString()).isEqualTo("2025-10-10T20:00:00Z");
        assertThat(gateway.path("version").asString()).isEqualTo("0.1.0");
        JsonNode cover = services.get(1);
        assertThat(cover.path("answers").asBoolean()).isTrue();
        assertThat(cover.path("ready").asBoolean()).isFalse();
        assertThat(cover.path("failing").toString()).isEqualTo("[\"database\"]");
        JsonNode fund = services.get(2);
        assertThat(fund.path("answers").asBoolean()).isFalse();
        assertThat(fund.path("startedAt").isNull()).isTrue();
        assertThat(fund.path("process").asInt()).isEqualTo(services.get(4).path("process").asInt());
    }

    @Test
    void lagIsCountedAgainstTheFeedsOwner() {
        List<JsonNode> feeds =
                list(json(desk.get("/api/v1/system", desk.adminToken())).path("feeds"));

        assertThat(feeds)
                .extracting(line -> line.path("feed").asString())
                .containsExactly("gone", "trading", "users");
        JsonNode trading = feeds.get(1);
        assertThat(trading.path("position").asLong()).isEqualTo(40);
        assertThat(trading.path("head").asLong()).isEqualTo(42);
        assertThat(trading.path("lagEvents").asLong()).isEqualTo(2);
        assertThat(trading.path("lagSeconds").asDouble()).isEqualTo(7);
        assertThat(feeds.get(2).path("head").asLong()).isPositive();
        assertThat(feeds.get(0).path("head").isNull()).isTrue();
        assertThat(feeds.get(0).path("lagEvents").isNull()).isTrue();
        assertThat(feeds.get(0).path("lagSeconds").isNull()).isTrue();
    }

    @Test
    void pumpsSayWhatTheyDid() {
        List<JsonNode> pumps =
                list(json(desk.get("/api/v1/system", desk.adminToken())).path("pumps"));

        assertThat(pumps)
                .filteredOn(pump -> pump.path("name").asString().equals("gateway(stream)"))
                .singleElement()
                .satisfies(
                        pump -> {
                            assertThat(pump.path("runs").asLong()).isPositive();
                            assertThat(pump.path("failures").asLong()).isZero();
                            assertThat(pump.path("lastRunAt").asString())
                                    .isEqualTo("2025-10-10T20:00:00Z");
                        });
    }

    @Test
    void onlyOperatorsSeeAddressesAndTradersSeeNothing() {
        String reviewer = desk.register("ten-x").user().toString();
        Reply refused = desk.get("/api/v1/system", desk.token("ten-x"));
        assertThat(refused.status()).isEqualTo(403);
        assertThat(code(refused)).isEqualTo("not_permitted");

        desk.call(
                "PUT",
                "/api/v1/users/" + reviewer + "/roles",
                desk.adminToken(),
                "{\"roles\":[\"REVIEWER\"],\"why\":\"hired\"}");
        assertThat(addresses(desk.token("ten-x"))).containsOnly("");
        assertThat(addresses(desk.adminToken()))
                .contains("http://10.0.0.7:8089", "http://10.0.0.8:8090");
    }

    private List<String> addresses(String token) {
        return list(json(desk.get("/api/v1/system", token)).path("services")).stream()
                .map(line -> line.path("address").asString(""))
                .toList();
    }

    @Test
    void theTrailIsPagedFromItsEnd() {
        for (int i = 0; i < 5; i++) {
            desk.register("person-" + i);
        }
        JsonNode first = page("service=users&limit=2");
        assertThat(list(first.path("records")))
                .extracting(record -> record.path("seq").asLong())
                .containsExactly(first.path("next").asLong() + 1, first.path("next").asLong());
        assertThat(first.path("records").get(0).path("action").asString())
                .isEqualTo("person.registered");
        assertThat(first.path("records").get(0).path("hash").asString()).hasSize(64);

        List<Long> seen = new ArrayList<>();
        String before = "";
        while (true) {
            JsonNode page = page("service=users&limit=2" + before);
            list(page.path("records")).forEach(record -> seen.add(record.path("seq").asLong()));
            if (page.path("next").isNull()) {
                break;
            }
            before = "&before=" + page.path("next").asLong();
        }
        assertThat(seen).isSortedAccordingTo((a, b) -> Long.compare(b, a)).endsWith(2L, 1L);
        assertThat(seen).doesNotHaveDuplicates();
    }

    @Test
    void anUnknownTrailAndAWrongPageAreRefused() {
        String token = desk.adminToken();
        assertThat(code(desk.get("/api/v1/audit?service=nobody", token)))
                .isEqualTo("service_not_found");
        assertThat(code(desk.get("/api/v1/audit?service=users&limit=0", token)))
                .isEqualTo("invalid_field");
        assertThat(code(desk.get("/api/v1/audit?service=users&before=0", token)))
                .isEqualTo("invalid_field");
        desk.register("ten-x");
        assertThat(desk.get("/api/v1/audit?service=users", desk.token("ten-x")).status())
                .isEqualTo(403);
    }

    private JsonNode page(String query) {
        return json(desk.get("/api/v1/audit?" + query, desk.adminToken()));
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
