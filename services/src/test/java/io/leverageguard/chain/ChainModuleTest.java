package io.leverageguard.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.api.chain.Chain;
import io.leverageguard.fund.FundModule;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.testkit.TestKit;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ChainModuleTest {
    @Test
    void withoutNetworksItIsIdle() {
        try (TestKit testKit = TestKit.create()) {
            Chain chain = new ChainModule(testKit.kit(), new FundModule(testKit.kit()).api()).api();
            Actor desk = Actor.service("desk");
            assertThat(chain.networks(desk, None.NONE).networks()).isEmpty();
            assertThat(chain.anchor(desk, None.NONE).transactions()).isEmpty();
            testKit.advance(Duration.ofMinutes(1));
            assertThat(chain.transactions(desk, None.NONE).transactions()).isEmpty();
            assertThat(testKit.kit().data().resolve("keystore")).doesNotExist();
        }
    }
}
