package io.leverageguard.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.kernel.time.SteppedClock;
import io.leverageguard.kit.KitProcess;
import io.leverageguard.kit.config.Configuration;
import io.leverageguard.kit.http.WebClient;
import io.leverageguard.kit.sql.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KitProcessTest {
    @TempDir Path data;

    @Test
    void aProcessUsesSomebodyElsesPostgres() throws IOException {
        try (KitProcess process = stepped(Map.of())) {
            assertThat(process.postgres()).isNull();
            process.kit().databases().open("sample");
            URI base = URI.create("http://127.0.0.1:" + process.start());
            WebClient.Reply reply =
                    process.kit()
                            .web()
                            .send(
                                    WebClient.Call.get(
                                            base.resolve("/ready"),
                                            Map.of(),
                                            Duration.ofSeconds(10)));
            assertThat(reply.text()).contains("\"database\":true");
            assertThat(process.kit().configuration().describe())
                    .contains("database.password = ********  (environment)");
        }
    }

    @Test
    void anUnknownKeyStopsTheStart() {
        try (KitProcess process = stepped(Map.of("LG_HTTP_PROT", "1"))) {
            assertThatThrownBy(process::start)
                    .isInstanceOf(Configuration.Wrong.class)
                    .hasMessageContaining("did you mean LG_HTTP_PORT?");
        }
    }

    @Test
    void idsRepeatInStoryTime() {
        UUID first;
        try (KitProcess process = stepped(Map.of())) {
            first = process.kit().ids().next();
        }
        try (KitProcess process = stepped(Map.of())) {
            assertThat(process.kit().ids().next()).isEqualTo(first);
        }
    }

    private KitProcess stepped(Map<String, String> more) {
        EmbeddedPostgres postgres = TestPostgres.server();
        postgres.createDatabase("somebody_elses");
        Map<String, String> environment = new HashMap<>(more);
        environment.put("LG_DATABASE_URL", postgres.url("somebody_elses"));
        environment.put("LG_DATABASE_USER", postgres.user());
        environment.put("LG_DATABASE_PASSWORD", postgres.password());
        environment.put("LG_HTTP_PORT", "0");
        return KitProcess.stepped(
                Configuration.of(environment, ""), data, new SteppedClock(TestKit.START), 7);
    }
}
