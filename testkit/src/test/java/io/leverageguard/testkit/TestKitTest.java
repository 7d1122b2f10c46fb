package io.leverageguard.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kit.feed.FeedReader;
import io.leverageguard.kit.feed.PostgresAudit;
import io.leverageguard.kit.feed.PostgresFeed;
import io.leverageguard.kit.http.HttpCaller;
import io.leverageguard.kit.ops.Telemetry;
import io.leverageguard.kit.sql.Database;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestKitTest {
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private sealed interface Event {}

    private record Rang(int number) implements Event {}

    @Test
    void aFeedAndItsTrailAreReadFromAnotherProcess() {
        try (TestKit test = TestKit.create()) {
            Database database = test.kit().databases().open("sample");
            PostgresFeed<Event> feed = database.feed(Event.class);
            PostgresAudit audit = database.audit();
            test.server().serveFeed("sample", Event.class, feed);
            test.server().serveAudit("sample", audit);
            HttpCaller peer = caller(test);
            Telemetry.continueTrace(
                    "test",
                    TRACE,
                    () ->
                            database.write(
                                    handle -> {
                                        audit.record(handle, "ann", "rang", 1, null, null, "");
                                        feed.append(handle, new Rang(1));
                                    }));
            EventFeed<Event> remote = peer.feed("sample", Event.class);
            assertThat(remote.read(0, 10)).isEqualTo(feed.read(0, 10));
            assertThat(remote.read(0, 10).getFirst().event()).isEqualTo(new Rang(1));
            assertThat(remote.read(0, 10).getFirst().trace())
                    .startsWith("00-0af7651916cd43dd8448eb211c80319c-");
            AuditTrail trail = peer.audit("sample");
            assertThat(trail.read(0, 10)).isEqualTo(audit.read(0, 10));
            assertThat(trail.verify().intact()).isTrue();
        }
    }

    @Test
    void jobsAndReadersSettleWithTheClock() {
        try (TestKit test = TestKit.create()) {
            Database database = test.kit().databases().open("sample");
            PostgresFeed<Event> feed = database.feed(Event.class);
            List<Event> heard = new ArrayList<>();
            test.kit()
                    .jobs()
                    .every(
                            "ring",
                            Duration.ofMinutes(1),
                            () -> database.write(h -> feed.append(h, new Rang(heard.size()))));
            test.kit()
                    .pumps()
                    .add(
                            new FeedReader<>(
                                    test.kit().databases().open("listener"),
                                    "sample",
                                    feed,
                                    stored -> {
                                        heard.add(stored.event());
                                        return FeedReader.nothing();
                                    }));
            test.settle();
            assertThat(heard).isEmpty();
            test.advance(Duration.ofMinutes(1));
            test.advance(Duration.ofMinutes(1));
            assertThat(heard).containsExactly(new Rang(0), new Rang(1));
        }
    }

    @Test
    void twoKitsMakeTheSameIds() {
        try (TestKit one = TestKit.create();
                TestKit two = TestKit.create()) {
            assertThat(one.kit().ids().next()).isEqualTo(two.kit().ids().next());
        }
    }

    private static HttpCaller caller(TestKit test) {
        return new HttpCaller(
                test.kit().web(),
                URI.create("http://127.0.0.1:" + test.server().start()),
                test.clock(),
                test.kit().secrets(),
                Duration.ofSeconds(10));
    }
}
