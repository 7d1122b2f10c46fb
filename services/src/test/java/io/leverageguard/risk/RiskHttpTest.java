package io.leverageguard.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.api.risk.Risk;
import io.leverageguard.api.risk.Risk.AccountLimits;
import io.leverageguard.api.risk.Risk.Limits;
import io.leverageguard.api.risk.Risk.SetLimits;
import io.leverageguard.api.risk.Risk.SetTradingState;
import io.leverageguard.api.risk.Risk.TradingState;
import io.leverageguard.api.risk.RiskClient;
import io.leverageguard.api.trading.TradingEvent;
import io.leverageguard.api.trading.TradingEvent.AccountOpened;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kit.http.HttpCaller;
import io.leverageguard.testkit.MemoryFeed;
import io.leverageguard.testkit.TestKit;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RiskHttpTest {
    private static final AccountId ACCOUNT = new AccountId(new UUID(0, 8));
    private static final Actor SERVICE = Actor.service("trading");

    @Test
    void theClientAnswersAsTheServiceDoes() {
        try (TestKit testKit = TestKit.create()) {
            MemoryFeed<TradingEvent> trading = new MemoryFeed<>();
            RiskModule module = new RiskModule(testKit.kit(), new FixedConfig(), new FixedPrices());
            module.listen(trading);
            trading.add(new AccountOpened(ACCOUNT, new UserId(new UUID(0, 7)), "binance", "uid"));
            testKit.settle();
            Risk local = module.api();
            Risk remote = new RiskClient(caller(testKit));
            AccountLimits ref = new AccountLimits(ACCOUNT);

            assertThat(remote.limits(SERVICE, ref)).isEqualTo(local.limits(SERVICE, ref));
            Limits changed =
                    remote.setLimits(
                            SERVICE,
                            new SetLimits(
                                    ACCOUNT, BigDecimal.TEN, new BigDecimal("20.5"), 5, 3, "test"));
            assertThat(changed).isEqualTo(local.limits(SERVICE, ref));
            assertThat(
                            remote.setTradingState(
                                            SERVICE,
                                            new SetTradingState(
                                                    ACCOUNT, TradingState.REDUCING, "test"))
                                    .state())
                    .isEqualTo(TradingState.REDUCING);
            assertThat(remote.exposure(SERVICE, ref)).isEqualTo(local.exposure(SERVICE, ref));
            assertThat(remote.warnings(SERVICE, ref).warnings()).isEmpty();
            assertThat(remote.events().read(0, 10)).isEqualTo(local.events().read(0, 10));
            assertThat(remote.audit().read(0, 10)).isEqualTo(local.audit().read(0, 10));
            AccountLimits unknown = new AccountLimits(new AccountId(new UUID(0, 99)));
            assertThatThrownBy(() -> remote.exposure(SERVICE, unknown))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            no -> assertThat(no.code()).isEqualTo("account_not_found"));
        }
    }

    private static HttpCaller caller(TestKit testKit) {
        int port = testKit.server().start();
        return new HttpCaller(
                testKit.kit().web(),
                URI.create("http://127.0.0.1:" + port),
                testKit.clock(),
                testKit.kit().secrets(),
                Duration.ofSeconds(10));
    }
}
