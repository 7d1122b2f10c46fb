package io.leverageguard.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.leverageguard.api.config.Config;
import io.leverageguard.api.config.Config.ChangeSetting;
import io.leverageguard.api.config.LiveSettings;
import io.leverageguard.config.ConfigModule;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Refusal.Reason;
import io.leverageguard.kernel.rpc.Route.RateClass;
import io.leverageguard.testkit.TestKit;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
    private final TestKit kit = TestKit.create();
    private final Config config = new ConfigModule(kit.kit()).api();
    private final LiveSettings settings = new LiveSettings("test", config);
    private final RateLimits limits = new RateLimits(kit.clock(), settings);
    private final Map<String, String> headers = new HashMap<>();

    @AfterEach
    void close() {
        kit.close();
    }

    @Test
    void headersCountDownAndTheLastCallIsRefusedWithATime() {
        assertThat(admitted("1.2.3.4", 10)).isEqualTo(10);
        assertThat(headers)
                .containsEntry("ratelimit-limit", "10")
                .containsEntry("ratelimit-remaining", "0")
                .containsEntry("ratelimit-reset", "60")
                .doesNotContainKey("retry-after");

        Refusal refusal = count("1.2.3.4");

        assertThat(refusal).returns("rate_limit", Refusal::code);
        assertThat(refusal.reason()).isEqualTo(Reason.LIMIT_REACHED);
        assertThat(headers).containsEntry("retry-after", "6");
    }

    @Test
    void bucketFillsEvenlyWithTheClock() {
        admitted("1.2.3.4", 10);
        kit.clock().advance(Duration.ofSeconds(6));
        assertThat(admitted("1.2.3.4", 10)).isEqualTo(1);

        kit.clock().advance(Duration.ofHours(1));
        assertThat(admitted("1.2.3.4", 20)).isEqualTo(10);
    }

    @Test
    void callersDoNotShareABucket() {
        admitted("1.2.3.4", 10);

        assertThat(admitted("1.2.3.5", 10)).isEqualTo(10);
    }

    @Test
    void classesDoNotShareABucket() {
        admitted("1.2.3.4", 10);
        limits.count(RateClass.TRADING, "1.2.3.4", headers::put);

        assertThat(headers).containsEntry("ratelimit-limit", "300");
    }

    @Test
    void callsBetweenServicesAreNotCounted() {
        limits.count(RateClass.NONE, "x", headers::put);

        assertThat(headers).isEmpty();
    }

    @Test
    void changedSettingHoldsAfterOnePump() {
        config.change(
                Actor.service("test"),
                new ChangeSetting("gateway.rate_auth", "3", 0, "under attack"));
        settings.pump();

        assertThat(admitted("1.2.3.4", 10)).isEqualTo(3);
    }

    private int admitted(String caller, int calls) {
        int admitted = 0;
        for (int i = 0; i < calls; i++) {
            admitted += count(caller) == null ? 1 : 0;
        }
        return admitted;
    }

    private Refusal count(String caller) {
        return catchThrowableOfType(
                Refusal.class, () -> limits.count(RateClass.AUTH, caller, headers::put));
    }
}
