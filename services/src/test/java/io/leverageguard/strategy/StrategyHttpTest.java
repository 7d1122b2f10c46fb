package io.leverageguard.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.api.strategy.Strategies;
import io.leverageguard.api.strategy.Strategies.RegisterStrategy;
import io.leverageguard.api.strategy.Strategies.State;
import io.leverageguard.api.strategy.Strategies.Strategy;
import io.leverageguard.api.strategy.Strategies.StrategyRef;
import io.leverageguard.api.strategy.StrategyClient;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.kit.http.HttpCaller;
import io.leverageguard.testkit.TestKit;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StrategyHttpTest {
    private static final Actor SERVICE = Actor.service("test");

    @Test
    void theClientAnswersAsTheServiceDoes() {
        try (TestKit testKit = TestKit.create()) {
            StrategyModule module =
                    new StrategyModule(testKit.kit(), new FakeMarketData(), new FakeTrading());
            Strategies local = module.api();
            int port = testKit.server().start();
            Strategies remote =
                    new StrategyClient(
                            new HttpCaller(
                                    testKit.kit().web(),
                                    URI.create("http://127.0.0.1:" + port),
                                    testKit.clock(),
                                    testKit.kit().secrets(),
                                    Duration.ofSeconds(10)));

            assertThat(remote.kinds(SERVICE, None.NONE)).isEqualTo(local.kinds(SERVICE, None.NONE));
            Strategy registered =
                    remote.register(
                            SERVICE,
                            new RegisterStrategy(
                                    FakeTrading.ACCOUNT,
                                    "ma-cross",
                                    "BTCUSDT",
                                    Map.of("fast", "3")));
            assertThat(registered.parameters())
                    .containsExactlyInAnyOrderEntriesOf(
                            Map.of("fast", "3", "slow", "20", "quantity", "0.01"));
            StrategyRef ref = new StrategyRef(registered.strategy());
            assertThat(remote.start(SERVICE, ref).state()).isEqualTo(State.RUNNING);
            assertThat(remote.stop(SERVICE, ref).state()).isEqualTo(State.STOPPED);
            assertThat(remote.performance(SERVICE, ref)).isEqualTo(local.performance(SERVICE, ref));
            assertThat(remote.strategies(SERVICE, None.NONE).strategies()).isEmpty();
            assertThat(remote.events().read(0, 10)).isEqualTo(local.events().read(0, 10));
            assertThat(remote.audit().read(0, 10)).hasSize(3);
        }
    }
}
