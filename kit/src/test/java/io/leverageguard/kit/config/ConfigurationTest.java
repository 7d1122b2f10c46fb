package io.leverageguard.kit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
    private record HttpConfig(
            String host, int port, Duration idleMax, List<String> origins, String adminPassword) {
        HttpConfig {
            if (port < 0) {
                throw new IllegalArgumentException("port must not be below zero");
            }
        }

        @SuppressWarnings("unused")
        static HttpConfig defaults() {
            return new HttpConfig("127.0.0.1", 8080, Duration.ofSeconds(60), List.of(), "");
        }
    }

    private static final String YAML =
            """
            http:
              port: 9090
              idleMax: 5s
              origins: [a, b]
            """;

    @Test
    void environmentGoesBeforeSecretFileBeforeFileBeforeDefault(@TempDir Path folder)
            throws IOException {
        Path secret = Files.writeString(folder.resolve("password"), "hidden\n");
        Configuration configuration =
                Configuration.of(
                        Map.of(
                                "LG_HTTP_PORT",
                                "7070",
                                "LG_HTTP_ADMIN_PASSWORD_FILE",
                                secret.toString(),
                                "PATH",
                                "/bin"),
                        YAML);
        HttpConfig http = configuration.section("http", HttpConfig.class);
        configuration.check();
        assertThat(http)
                .isEqualTo(
                        new HttpConfig(
                                "127.0.0.1",
                                7070,
                                Duration.ofSeconds(5),
                                List.of("a", "b"),
                                "hidden"));
    }

    @Test
    void whatIsInForceIsDescribedWithoutSecrets() {
        Configuration configuration =
                Configuration.of(Map.of("LG_HTTP_ADMIN_PASSWORD", "hidden"), YAML);
        configuration.section("http", HttpConfig.class);
        assertThat(configuration.describe())
                .contains("http.port = 9090  (file)")
                .contains("http.host = 127.0.0.1  (default)")
                .contains("http.adminPassword = ********  (environment)")
                .doesNotContain("hidden");
    }

    @Test
    void sectionsOfServicesThatRunElsewhereAreLeftToThem() {
        Configuration configuration =
                Configuration.of(
                        Map.of("LG_MARKETDATA_FOLLOW", "binance:BTCUSDT"),
                        """
                        cover:
                          holdSmall: PT1H
                        """);
        configuration.leaveElsewhere("marketdata");
        configuration.leaveElsewhere("cover");
        assertThatCode(configuration::check).doesNotThrowAnyException();
    }

    @Test
    void everyMistakeIsReportedAtOnce() {
        Configuration configuration =
                Configuration.of(
                        Map.of("LG_HTTP_PROT", "1", "LG_HTTP_PORT", "many"),
                        """
                        http:
                          hots: x
                          idleMax: soon
                        htp:
                          port: 1
                        """);
        HttpConfig http = configuration.section("http", HttpConfig.class);
        assertThat(http).isEqualTo(HttpConfig.defaults());
        assertThatThrownBy(configuration::check)
                .isInstanceOf(Configuration.Wrong.class)
                .hasMessageContaining(
                        "environment: unknown LG_HTTP_PROT; did you mean LG_HTTP_PORT?")
                .hasMessageContaining("environment: http.port = many: must be a whole number")
                .hasMessageContaining("file: unknown key http.hots; did you mean host?")
                .hasMessageContaining("file: http.idleMax = soon: must be a duration")
                .hasMessageContaining("file: unknown section htp; did you mean http?");
    }

    @Test
    void aSectionChecksItself() {
        Configuration configuration = Configuration.of(Map.of("LG_HTTP_PORT", "-1"), "");
        configuration.section("http", HttpConfig.class);
        assertThatThrownBy(configuration::check)
                .hasMessageContaining("http: port must not be below zero");
    }

    @Test
    void defaultsRun() {
        Configuration configuration = Configuration.empty();
        configuration.section("http", HttpConfig.class);
        assertThatCode(configuration::check).doesNotThrowAnyException();
    }
}
