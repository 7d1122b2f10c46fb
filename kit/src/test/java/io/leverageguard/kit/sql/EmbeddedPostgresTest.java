package io.leverageguard.kit.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.run.Jobs;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
    private static final int BEFORE_KILL = 200;
    private static final int AFTER_MAX = 1_000_000;

    @TempDir static Path folder;
    private static EmbeddedPostgres server;
    private static Databases databases;
    private static Database database;

    @BeforeAll
    static void start() {
        server =
                EmbeddedPostgres.start(
                        new EmbeddedPostgres.Settings(folder, 0, "secret", 40, true));
        server.createDatabase("leverageguard");
        databases =
                new Databases(
                        new Databases.Settings(
                                server.url("leverageguard"), server.user(), "secret", 4),
                        Clock.system());
        database = databases.open("kit");
        database.write(handle -> handle.execute("CREATE TABLE numbers (n int PRIMARY KEY)"));
    }

    @AfterAll
    static void stop() {
        databases.close();
        long pid = server.pid();
        server.close();
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void whatWasAcknowledgedSurvivesAKilledServer() {
        List<Integer> acknowledged = new ArrayList<>();
        for (int n = 0; n < BEFORE_KILL; n++) {
            insert(n, acknowledged);
        }
        long killed = server.pid();
        ProcessHandle victim = ProcessHandle.of(killed).orElseThrow();
        assertThat(victim.destroyForcibly()).isTrue();
        victim.onExit().join();
        assertThatThrownBy(
                        () -> {
                            for (int n = BEFORE_KILL; n < AFTER_MAX; n++) {
                                insert(n, acknowledged);
                            }
                        })
                .isInstanceOfSatisfying(
                        Refusal.class,
                        e -> {
                            assertThat(e.reason()).isEqualTo(Refusal.Reason.UNAVAILABLE);
                            assertThat(e.code()).isEqualTo("database_unavailable");
                        });
        server.awaitReady();
        assertThat(server.pid()).isNotEqualTo(killed);
        List<Integer> kept = afterRecovery();
        assertThat(kept).containsAll(acknowledged);
        insert(AFTER_MAX, acknowledged);
    }

    @Test
    void aWrongPasswordIsNotLetIn() {
        assertThatThrownBy(
                        () ->
                                DriverManager.getConnection(
                                        server.url("postgres"), server.user(), "guess"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void itIsDurable() {
        assertThat(setting("fsync")).isEqualTo("on");
        assertThat(setting("synchronous_commit")).isEqualTo("on");
        assertThat(setting("full_page_writes")).isEqualTo("on");
    }

    @Test
    void liveJobsRunAndAreNeverLostToAFailure() throws InterruptedException {
        CountDownLatch twice = new CountDownLatch(2);
        try (Jobs jobs = Jobs.live(Clock.system(), databases)) {
            jobs.every(
                    "test-job",
                    Duration.ofMillis(100),
                    () -> {
                        twice.countDown();
                        throw new IllegalStateException("runs again nevertheless");
                    });
            jobs.start();
            assertThat(twice.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static void insert(int n, List<Integer> acknowledged) {
        database.write(handle -> handle.execute("INSERT INTO numbers VALUES (?)", n));
        acknowledged.add(n);
    }

    /** Connections of the pool that died with the server may be handed out once more each. */
    private static List<Integer> afterRecovery() {
        for (int attempt = 0; attempt < 20; attempt++) {
            try {
                return database.read(
                        handle ->
                                handle.createQuery("SELECT n FROM numbers")
                                        .mapTo(Integer.class)
                                        .list());
            } catch (Refusal e) {
                assertThat(e.code()).isEqualTo("database_unavailable");
            }
        }
        throw new AssertionError("the database does not come back");
    }

    private static String setting(String name) {
        return database.read(
                handle -> handle.createQuery("SHOW " + name).mapTo(String.class).one());
    }
}
