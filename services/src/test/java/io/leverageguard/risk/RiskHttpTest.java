package io.leverageguard.risk;

import static io.leverageguard.risk.RiskWorld.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.api.risk.AccountMargins;
import io.leverageguard.api.risk.LimitChange;
import io.leverageguard.api.risk.LimitChange.Status;
import io.leverageguard.api.risk.LimitNumbers;
import io.leverageguard.api.risk.MarginPolicy;
import io.leverageguard.api.risk.MarginPolicy.ActionKind;
import io.leverageguard.api.risk.MarginPolicy.Rule;
import io.leverageguard.api.risk.Risk;
import io.leverageguard.api.risk.Risk.AccountLimits;
import io.leverageguard.api.risk.Risk.DecideLimits;
import io.leverageguard.api.risk.Risk.LiftTrips;
import io.leverageguard.api.risk.Risk.Limits;
import io.leverageguard.api.risk.Risk.ScopeFilter;
import io.leverageguard.api.risk.Risk.ScopeRef;
import io.leverageguard.api.risk.Risk.SetLimits;
import io.leverageguard.api.risk.Risk.SetMarginPolicy;
import io.leverageguard.api.risk.Risk.SetTradingState;
import io.leverageguard.api.risk.Risk.TradingState;
import io.leverageguard.api.risk.RiskClient;
import io.leverageguard.api.risk.Scope;
import io.leverageguard.api.trading.TradingEvent;
import io.leverageguard.api.trading.TradingEvent.AccountOpened;
import io.leverageguard.api.trading.TradingEvent.LimitTripped;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.kit.http.HttpCaller;
import io.leverageguard.testkit.MemoryFeed;
import io.leverageguard.testkit.TestKit;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
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

    @Test
    void theClientChangesLimitsOfScopesAsTheServiceDoes() {
        try (RiskWorld world = new RiskWorld()) {
            Risk local = world.risk;
            Risk remote = new RiskClient(caller(world.testKit));
            Scope strategy = Scope.strategy(RiskWorld.OWNER, "ma cross/10 %");
            ScopeRef ref = new ScopeRef(strategy.kind(), strategy.key());

            LimitChange applied =
                    remote.proposeLimits(
                            SERVICE,
                            RiskWorld.propose(
                                    1,
                                    strategy,
                                    RiskWorld.loss("1000.5", null),
                                    TradingState.HALTED));
            assertThat(applied.status()).isEqualTo(Status.APPLIED);
            assertThat(remote.scopeLimits(SERVICE, ref)).isEqualTo(local.scopeLimits(SERVICE, ref));
            assertThat(remote.scopeLimits(SERVICE, ref).numbers().dailyLossMax())
                    .isEqualTo("1000.5");
            LimitChange waiting =
                    remote.proposeLimits(
                            SERVICE, RiskWorld.propose(2, strategy, LimitNumbers.NONE, null));
            assertThat(waiting.status()).isEqualTo(Status.PENDING);
            refused(
                    "four_eyes",
                    () -> remote.decideLimits(SERVICE, new DecideLimits(waiting.id(), true, "me")));
            assertThat(
                            remote.decideLimits(
                                            SERVICE, new DecideLimits(waiting.id(), false, "no"))
                                    .status())
                    .isEqualTo(Status.REJECTED);
            assertThat(remote.allLimits(SERVICE, None.NONE))
                    .isEqualTo(local.allLimits(SERVICE, None.NONE));
            ScopeFilter filter = new ScopeFilter(strategy.kind(), strategy.key());
            assertThat(remote.limitChanges(SERVICE, filter).changes()).hasSize(2);
            assertThat(remote.limitChanges(SERVICE, ScopeFilter.ALL))
                    .isEqualTo(local.limitChanges(SERVICE, ScopeFilter.ALL));
            refused(
                    "invalid_field",
                    () -> remote.scopeLimits(SERVICE, new ScopeRef(Scope.Kind.DESK, "chair")));
            assertThat(remote.events().read(0, 10)).isEqualTo(local.events().read(0, 10));
        }
    }

    @Test
    void theClientLiftsTripsAndSetsMarginPoliciesAsTheServiceDoes() {
        try (RiskWorld world = new RiskWorld()) {
            Risk local = world.risk;
            Risk remote = new RiskClient(caller(world.testKit));
            AccountLimits ref = new AccountLimits(ACCOUNT);
            Scope scope = Scope.account(ACCOUNT);
            trip(world, scope);
            assertThat(remote.trips(SERVICE, ScopeFilter.ALL).trips()).hasSize(1);
            LimitChange lift =
                    remote.liftTrips(
                            SERVICE,
                            new LiftTrips(
                                    RiskWorld.id(5),
                                    scope.kind(),
                                    scope.key(),
                                    List.of("drawdown"),
                                    "calm"));
            assertThat(lift.waiting()).containsExactly("drawdown");

            MarginPolicy policy = remote.setMarginPolicy(SERVICE, policy());
            assertThat(policy).isEqualTo(local.marginPolicy(SERVICE, ref));
            assertThat(remote.marginPolicy(SERVICE, ref)).isEqualTo(policy);
            world.position("1", "106000", world.testKit.clock().now());
            world.mark("108000");
            assertThat(remote.marginActions(SERVICE, ref))
                    .isEqualTo(local.marginActions(SERVICE, ref))
                    .satisfies(actions -> assertThat(actions.actions()).hasSize(1));
            assertThat(
                            remote.knowMargins(
                                    SERVICE,
                                    new AccountMargins(
                                            ACCOUNT,
                                            new BigDecimal("20000"),
                                            List.of(),
                                            world.testKit.clock().now())))
                    .isEqualTo(None.NONE);
            ScopeRef desk = new ScopeRef(Scope.Kind.DESK, "desk");
            assertThat(remote.report(SERVICE, desk)).isEqualTo(local.report(SERVICE, desk));
            assertThat(remote.events().read(0, 10)).isEqualTo(local.events().read(0, 10));
        }
    }

    private static SetMarginPolicy policy() {
        return new SetMarginPolicy(
                ACCOUNT,
                new BigDecimal("500"),
                List.of(
                        new Rule(
                                new BigDecimal("0.05"),
                                ActionKind.ADD_MARGIN,
                                new BigDecimal("100.5"))),
                0);
    }

    private static void trip(RiskWorld world, Scope scope) {
        world.trading.add(
                new LimitTripped(
                        ACCOUNT,
                        scope.kind().name(),
                        scope.key(),
                        "drawdown",
                        "REDUCING",
                        null,
                        "lost too much",
                        world.testKit.clock().now()));
        world.testKit.settle();
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
