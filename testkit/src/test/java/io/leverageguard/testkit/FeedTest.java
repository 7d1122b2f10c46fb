package io.leverageguard.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.audit.AuditTrail.AuditRecord;
import io.leverageguard.kernel.feed.EventFeed.Stored;
import io.leverageguard.kernel.time.SteppedClock;
import io.leverageguard.kit.feed.FeedReader;
import io.leverageguard.kit.feed.PostgresAudit;
import io.leverageguard.kit.feed.PostgresFeed;
import io.leverageguard.kit.ops.ProcessState.FeedState;
import io.leverageguard.kit.sql.Database;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class FeedTest {
    private static final int WRITERS = 4;
    private static final int EVENTS_EACH = 25;

    private sealed interface Event {}

    private record Noted(int writer, int number) implements Event {}

    private final Database database =
            TestPostgres.database("sample", new SteppedClock(TestKit.START));
    private final PostgresFeed<Event> feed = database.feed(Event.class);

    @Test
    void aReaderBesideConcurrentWritersMissesNothing() throws Exception {
        AtomicBoolean writing = new AtomicBoolean(true);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<Stored<Event>>> reading = threads.submit(() -> readWhile(writing));
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                writers.add(threads.submit(() -> write(writer)));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
            writing.set(false);
            List<Stored<Event>> read = reading.get();
            Set<Event> events = new HashSet<>();
            read.forEach(stored -> events.add(stored.event()));
            assertThat(read).hasSize(WRITERS * EVENTS_EACH);
            assertThat(events).hasSize(WRITERS * EVENTS_EACH);
            assertThat(read).isSortedAccordingTo((a, b) -> Long.compare(a.seq(), b.seq()));
        }
    }

    @Test
    void anEffectThatCrashedBeforeItsCursorIsDoneOnceInTheEnd() {
        for (int i = 0; i < 5; i++) {
            int number = i;
            database.write(handle -> feed.append(handle, new Noted(0, number)));
        }
        AtomicBoolean crash = new AtomicBoolean(true);
        FeedReader<Event> reader = reader(crash);
        assertThatThrownBy(reader::pump).hasMessage("crash");
        assertThat(count()).isEqualTo(2);
        assertThat(reader.state()).isEqualTo(new FeedState("sample", "sample", 2, TestKit.START));
        crash.set(false);
        assertThat(reader.pump()).isEqualTo(3);
        assertThat(reader.state()).isEqualTo(new FeedState("sample", "sample", 5, null));
        assertThat(reader(crash).state().position()).isEqualTo(5);
        assertThat(database.head()).isEqualTo(5);
        assertThat(reader(crash).pump()).isZero();
        assertThat(count()).isEqualTo(5);
    }

    @Test
    void twoReplicasOfAReaderDoEachEffectOnce() {
        AtomicBoolean crash = new AtomicBoolean(false);
        FeedReader<Event> first = reader(crash);
        FeedReader<Event> second = reader(crash);
        assertThat(first.pump() + second.pump()).isZero();
        database.write(handle -> feed.append(handle, new Noted(0, 0)));
        first.pump();
        second.pump();
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void anEventOfARolledBackTransactionWasNeverThere() {
        assertThatThrownBy(
                        () ->
                                database.write(
                                        handle -> {
                                            feed.append(handle, new Noted(0, 0));
                                            throw new IllegalStateException("no");
                                        }))
                .hasMessage("no");
        assertThat(feed.read(0, 10)).isEmpty();
    }

    @Test
    void theAuditChainShowsAChangedRecord() {
        PostgresAudit audit = database.audit();
        for (int i = 0; i < 3; i++) {
            int number = i;
            database.write(
                    handle ->
                            audit.record(
                                    handle,
                                    "ann",
                                    "limits.changed",
                                    "limit-" + number,
                                    null,
                                    new Noted(1, number),
                                    "test"));
        }
        AuditTrail.AuditVerification before = audit.verify();
        assertThat(before.intact()).isTrue();
        assertThat(before.records()).isEqualTo(3);
        assertThat(audit.newest(0, 2)).extracting(AuditRecord::seq).containsExactly(3L, 2L);
        assertThat(audit.newest(2, 5)).extracting(AuditRecord::seq).containsExactly(1L);
        assertThat(audit.newest(1, 5)).isEmpty();
        AuditTrail plain = onlyForwards(audit);
        for (long end = 0; end < 5; end++) {
            assertThat(plain.newest(end, 2)).isEqualTo(audit.newest(end, 2));
        }
        assertThat(audit.read(0, 10).getFirst().after()).isEqualTo("{\"writer\":1,\"number\":0}");
        database.write(
                handle -> {
                    handle.execute("ALTER TABLE audit DISABLE TRIGGER USER");
                    handle.execute("UPDATE audit SET actor = 'bob' WHERE seq = 2");
                });
        AuditTrail.AuditVerification after = audit.verify();
        assertThat(after.intact()).isFalse();
        assertThat(after.firstBroken()).isEqualTo(2);
    }

    private static AuditTrail onlyForwards(AuditTrail trail) {
        return new AuditTrail() {
            @Override
            public List<AuditRecord> read(long after, int limit) {
                return trail.read(after, limit);
            }

            @Override
            public AuditVerification verify() {
                return trail.verify();
            }
        };
    }

    private FeedReader<Event> reader(AtomicBoolean crash) {
        return new FeedReader<>(
                database,
                "sample",
                feed,
                stored ->
                        handle -> {
                            handle.execute(
                                    "INSERT INTO notes VALUES"
                                            + " (gen_random_uuid(), 'x', 'OPEN', 1, now(), 0)");
                            if (crash.get() && stored.seq() == 3) {
                                throw new IllegalStateException("crash");
                            }
                        });
    }

    private void write(int writer) {
        for (int i = 0; i < EVENTS_EACH; i++) {
            int number = i;
            database.write(handle -> feed.append(handle, new Noted(writer, number)));
        }
    }

    private List<Stored<Event>> readWhile(AtomicBoolean writing) {
        List<Stored<Event>> read = new ArrayList<>();
        boolean last = false;
        while (!last) {
            last = !writing.get();
            List<Stored<Event>> page;
            do {
                page = feed.read(read.isEmpty() ? 0 : read.getLast().seq(), 7);
                read.addAll(page);
            } while (!page.isEmpty());
        }
        return read;
    }

    private int count() {
        return database.read(
                handle ->
                        handle.createQuery("SELECT count(*) FROM notes")
                                .mapTo(Integer.class)
                                .one());
    }
}
