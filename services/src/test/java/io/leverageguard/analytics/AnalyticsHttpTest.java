package io.leverageguard.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.api.TimeRange;
import io.leverageguard.api.analytics.Analytics;
import io.leverageguard.api.analytics.Analytics.ReportRequest;
import io.leverageguard.api.analytics.AnalyticsClient;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.kit.http.HttpCaller;
import io.leverageguard.testkit.TestKit;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AnalyticsHttpTest {
    private static final Actor SERVICE = Actor.service("test");

    @Test
    void theClientAnswersAsTheServiceDoes() {
        try (TestKit testKit = TestKit.create()) {
            AnalyticsModule module = new AnalyticsModule(testKit.kit());
            module.listen(new Story().play("ten-x").feeds());
            testKit.settle();
            int port = testKit.server().start();
            Analytics local = module.api();
            Analytics remote =
                    new AnalyticsClient(
                            new HttpCaller(
                                    testKit.kit().web(),
                                    URI.create("http://127.0.0.1:" + port),
                                    testKit.clock(),
                                    testKit.kit().secrets(),
                                    Duration.ofSeconds(10)));
            assertThat(remote.reconcile(SERVICE, None.NONE))
                    .isEqualTo(local.reconcile(SERVICE, None.NONE));
            ReportRequest request = new ReportRequest(Story.at(0), Story.at(60), "desk");
            assertThat(remote.report(SERVICE, request)).isEqualTo(local.report(SERVICE, request));
            TimeRange range = new TimeRange(Story.at(0), Story.at(60), null);
            assertThat(remote.poolHistory(SERVICE, range))
                    .isEqualTo(local.poolHistory(SERVICE, range));
            remote.rebuild(SERVICE, None.NONE);
            assertThat(local.reconcile(SERVICE, None.NONE).compared()).isZero();
        }
    }
}
