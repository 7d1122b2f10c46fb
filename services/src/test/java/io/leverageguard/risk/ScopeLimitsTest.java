package io.leverageguard.risk;

import static io.leverageguard.risk.RiskWorld.ACCOUNT;
import static io.leverageguard.risk.RiskWorld.OPERATOR;
import static io.leverageguard.risk.RiskWorld.OWNER;
import static io.leverageguard.risk.RiskWorld.SECOND;
import static io.leverageguard.risk.RiskWorld.SERVICE;
import static io.leverageguard.risk.RiskWorld.STRANGER;
import static io.leverageguard.risk.RiskWorld.TRADER;
import static io.leverageguard.risk.RiskWorld.id;
import static io.leverageguard.risk.RiskWorld.loss;
import static io.leverageguard.risk.RiskWorld.propose;
import static io.leverageguard.risk.RiskWorld.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.api.config.SettingKey;
import io.leverageguard.api.risk.LimitChange;
import io.leverageguard.api.risk.LimitChange.Status;
import io.leverageguard.api.risk.LimitNumbers;
import io.leverageguard.api.risk.Risk;
import io.leverageguard.api.risk.Risk.AccountLimits;
import io.leverageguard.api.risk.Risk.DecideLimits;
import io.leverageguard.api.risk.Risk.ScopeFilter;
import io.leverageguard.api.risk.Risk.ScopeLimits;
import io.leverageguard.api.risk.Risk.ScopeRef;
import io.leverageguard.api.risk.Risk.SetLimits;
import io.leverageguard.api.risk.Risk.SetTradingState;
import io.leverageguard.api.risk.Risk.TradingState;
import io.leverageguard.api.risk.RiskEvent.LimitsChanged;
import io.leverageguard.api.risk.RiskEvent.ScopeLimitsChanged;
import io.leverageguard.api.risk.Scope;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail.AuditRecord;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.rpc.Route.None;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScopeLimitsTest {
    private static final Scope DESK = Scope.desk();

    private final RiskWorld world = new RiskWorld();
    private final Risk risk = world.risk;

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aScopeWithoutLimitsHasVersionZeroAndIsNotListed() {
        assertThat(inForce(DESK))
                .isEqualTo(new ScopeLimits(DESK, LimitNumbers.NONE, TradingState.ACTIVE, 0));
        assertThat(risk.allLimits(SERVICE, None.NONE).limits())
                .extracting(ScopeLimits::scope)
                .containsExactly(Scope.account(ACCOUNT));
    }

    @Test
    void everyKindOfScopeCanBeLimited() {
        Scope[] scopes = {
            DESK,
            Scope.user(OWNER),
            Scope.venue("binance"),
            Scope.account(ACCOUNT),
            Scope.strategy(OWNER, "ma cross"),
            Scope.symbol("binance", "BTCUSDT")
        };
        for (int i = 0; i < scopes.length; i++) {
            LimitChange change = set(i, scopes[i], loss("500", null), TradingState.REDUCING);
            assertThat(change.status())
                    .isEqualTo(
                            change.scope().equals(Scope.account(ACCOUNT))
                                    ? Status.PENDING
                                    : Status.APPLIED);
            assertThat(inForce(scopes[i]).numbers().dailyLossMax()).isEqualTo("500");
            assertThat(inForce(scopes[i]).state()).isEqualTo(TradingState.REDUCING);
        }
        assertThat(risk.allLimits(SERVICE, None.NONE).limits()).hasSize(scopes.length);
        assertThat(world.restarted().allLimits(SERVICE, None.NONE))
                .isEqualTo(risk.allLimits(SERVICE, None.NONE));
        assertThat(world.announced(ScopeLimitsChanged.class)).hasSize(1 + scopes.length);
    }

    @Test
    void tighteningAndALittleLooseningAreInForceAtOnce() {
        assertThat(set(1, DESK, loss("1000", "5000"), null).status()).isEqualTo(Status.APPLIED);
        assertThat(set(2, DESK, loss("600", "5000"), null).status()).isEqualTo(Status.APPLIED);
        assertThat(set(3, DESK, loss("900", "5000"), null).status()).isEqualTo(Status.APPLIED);
        assertThat(inForce(DESK).version()).isEqualTo(3);
        assertThat(inForce(DESK).numbers().dailyLossMax()).isEqualTo("900");
    }

    @Test
    void looseningMuchWaitsForAnotherPerson() {
        set(1, DESK, loss("1000", null), null);
        LimitChange asked = set(2, DESK, loss("1501", null), null);
        assertThat(asked.status()).isEqualTo(Status.PENDING);
        assertThat(asked.waiting()).containsExactly("dailyLossMax");
        assertThat(inForce(DESK).numbers().dailyLossMax()).isEqualTo("1000");

        refused("four_eyes", () -> decide(OPERATOR, 2, true));
        refused("four_eyes", () -> decide(SERVICE, 2, true));
        refused("not_allowed", () -> decide(TRADER, 2, true));
        assertThat(inForce(DESK).version()).isEqualTo(1);

        LimitChange agreed = decide(SECOND, 2, true);
        assertThat(agreed.status()).isEqualTo(Status.APPROVED);
        assertThat(inForce(DESK).numbers().dailyLossMax()).isEqualTo("1501");
        assertThat(inForce(DESK).version()).isEqualTo(2);
        assertThat(decide(SECOND, 2, true)).isEqualTo(agreed);
        refused("change_not_pending", () -> decide(OPERATOR, 2, false));
        assertThat(risk.audit().read(0, 100))
                .extracting(AuditRecord::action)
                .containsExactly(
                        "limits.changed",
                        "limits.proposed",
                        "limits.change_approved",
                        "limits.changed");
        assertThat(risk.audit().verify().intact()).isTrue();
    }

    @Test
    void manySmallStepsOfOnePersonDoNotAddUpToALargeOne() {
        set(1, DESK, loss("1000", null), null);
        assertThat(set(2, DESK, loss("1400", null), null).status()).isEqualTo(Status.APPLIED);
        assertThat(set(3, DESK, loss("1600", null), null).status()).isEqualTo(Status.PENDING);
        decide(SECOND, 3, true);
        assertThat(set(4, DESK, loss("2400", null), null).status()).isEqualTo(Status.APPLIED);
    }

    @Test
    void whatTightensOfAMixedChangeDoesNotWait() {
        set(1, DESK, loss("1000", "5000"), null);
        LimitChange mixed = set(2, DESK, loss("9000", "4000"), TradingState.REDUCING);
        assertThat(mixed.waiting()).containsExactly("dailyLossMax");
        assertThat(inForce(DESK).numbers()).isEqualTo(loss("1000", "4000"));
        assertThat(inForce(DESK).state()).isEqualTo(TradingState.REDUCING);
        decide(SECOND, 2, true);
        assertThat(inForce(DESK).numbers()).isEqualTo(loss("9000", "4000"));
    }

    @Test
    void removingALimitOrLiftingAHaltNeedsTwo() {
        set(1, DESK, loss("1000", null), TradingState.HALTED);
        LimitChange removed = set(2, DESK, LimitNumbers.NONE, TradingState.REDUCING);
        assertThat(removed.waiting()).containsExactly("dailyLossMax", "state");
        assertThat(inForce(DESK).version()).isEqualTo(1);
        decide(SECOND, 2, true);
        assertThat(inForce(DESK).numbers()).isEqualTo(LimitNumbers.NONE);
        assertThat(inForce(DESK).state()).isEqualTo(TradingState.REDUCING);
        assertThat(set(3, DESK, null, TradingState.ACTIVE).status()).isEqualTo(Status.APPLIED);
    }

    @Test
    void whatWasChangedMeanwhileIsNotOverwritten() {
        set(1, DESK, loss("1000", null), null);
        set(2, DESK, loss("5000", null), null);
        set(3, DESK, loss("800", null), null);
        refused("limits_changed_meanwhile", () -> decide(SECOND, 2, true));
        assertThat(inForce(DESK).numbers().dailyLossMax()).isEqualTo("800");
        assertThat(decide(SECOND, 2, false).status()).isEqualTo(Status.REJECTED);
        assertThat(inForce(DESK).version()).isEqualTo(2);
    }

    @Test
    void whatNobodyDecidesExpires() {
        set(1, DESK, loss("1000", null), null);
        set(2, DESK, loss("5000", null), null);
        world.testKit.advance(Duration.ofHours(23));
        assertThat(changeStatus(2)).isEqualTo(Status.PENDING);
        world.testKit.clock().advance(Duration.ofHours(1));
        refused("change_expired", () -> decide(SECOND, 2, true));
        world.testKit.settle();
        assertThat(changeStatus(2)).isEqualTo(Status.EXPIRED);
        refused("change_expired", () -> decide(SECOND, 2, true));
        assertThat(inForce(DESK).numbers().dailyLossMax()).isEqualTo("1000");
    }

    @Test
    void aPendingChangeSurvivesARestart() {
        set(1, DESK, loss("1000", null), null);
        set(2, DESK, loss("5000", null), null);
        Risk again = world.restarted();
        again.decideLimits(SECOND, new DecideLimits(id(2), true, "agreed"));
        assertThat(again.scopeLimits(OPERATOR, new ScopeRef(DESK.kind(), DESK.key())))
                .isEqualTo(inForce(DESK));
        assertThat(inForce(DESK).numbers().dailyLossMax()).isEqualTo("5000");
    }

    @Test
    void theSameCommandIsAnsweredAlikeAndAnotherWithItsIdIsRefused() {
        LimitChange first = set(1, DESK, loss("1000", null), null);
        assertThat(set(1, DESK, loss("1000", null), null)).isEqualTo(first);
        assertThat(inForce(DESK).version()).isEqualTo(1);
        refused("id_reused", () -> set(1, DESK, loss("900", null), null));
        refused("id_reused", () -> set(1, Scope.venue("okx"), loss("1000", null), null));
        refused(
                "id_reused",
                () -> risk.proposeLimits(SECOND, propose(1, DESK, loss("1000", null), null)));
        assertThat(inForce(Scope.venue("okx")).version()).isZero();
    }

    @Test
    void theOlderRoutesSetTheAccountScopeButNotPastFourEyes() {
        risk.setLimits(OPERATOR, tight("1000"));
        assertThat(inForce(Scope.account(ACCOUNT)).numbers().orderNotionalMax()).isEqualTo("1000");
        assertThat(risk.setLimits(OPERATOR, tight("1500")).version()).isEqualTo(3);
        refused("four_eyes_needed", () -> risk.setLimits(OPERATOR, tight("1501")));
        halt();
        refused(
                "four_eyes_needed",
                () ->
                        risk.setTradingState(
                                OPERATOR,
                                new SetTradingState(ACCOUNT, TradingState.ACTIVE, "calm again")));
        set(9, Scope.account(ACCOUNT), null, TradingState.ACTIVE);
        decide(SECOND, 9, true);
        assertThat(world.announced(LimitsChanged.class).getLast().limits())
                .isEqualTo(risk.limits(TRADER, new AccountLimits(ACCOUNT)))
                .satisfies(limits -> assertThat(limits.state()).isEqualTo(TradingState.ACTIVE));
        assertThat(world.announced(LimitsChanged.class))
                .hasSameSizeAs(world.announced(ScopeLimitsChanged.class));
    }

    @Test
    void aNumberThatAnAccountDoesNotLimitIsShownAsTheWidest() {
        Scope account = Scope.account(ACCOUNT);
        set(1, account, LimitNumbers.NONE, null);
        decide(SECOND, 1, true);
        assertThat(risk.limits(TRADER, new AccountLimits(ACCOUNT)).leverageMax()).isEqualTo(200);
        world.config.set(SettingKey.RISK_LEVERAGE_MAX, "50");
        world.testKit.settle();
        assertThat(inForce(account).numbers()).isEqualTo(LimitNumbers.NONE);
    }

    @Test
    void oneSeesWhatBindsOneselfAndWhatBindsEverybody() {
        for (Scope scope : new Scope[] {DESK, Scope.venue("okx"), Scope.symbol("okx", "ETH")}) {
            assertThat(see(STRANGER, scope).version()).isZero();
        }
        assertThat(see(TRADER, Scope.user(OWNER)).version()).isZero();
        assertThat(see(TRADER, Scope.strategy(OWNER, "x")).version()).isZero();
        refused("scope_not_found", () -> see(STRANGER, Scope.user(OWNER)));
        refused("scope_not_found", () -> see(STRANGER, Scope.strategy(OWNER, "x")));
        refused("account_not_found", () -> see(STRANGER, Scope.account(ACCOUNT)));
        refused("not_allowed", () -> risk.allLimits(TRADER, None.NONE));
        refused("not_an_auditor", () -> risk.limitChanges(TRADER, ScopeFilter.ALL));
        refused(
                "not_allowed",
                () -> risk.proposeLimits(TRADER, propose(1, DESK, loss("1", null), null)));
    }

    @Test
    void whatMakesNoSenseIsRefusedByName() {
        AccountId unknown = new AccountId(new UUID(0, 99));
        refused("account_not_found", () -> set(1, Scope.account(unknown), loss("1", null), null));
        assertThat(risk.allLimits(SERVICE, None.NONE).limits()).hasSize(1);
        refused("invalid_field", () -> set(1, DESK, null, null));
        refused("invalid_field", () -> set(1, DESK, loss("-1", null), null));
        refused("invalid_field", () -> set(1, DESK, loss("0.000000001", null), null));
        refused("invalid_field", () -> set(1, DESK, loss("1e11", null), null));
        refused("change_not_found", () -> decide(SECOND, 77, true));
        refused(
                "invalid_field",
                () ->
                        risk.scopeLimits(
                                OPERATOR, new ScopeRef(Scope.Kind.SYMBOL, "no colon in it")));
        refused(
                "invalid_field",
                () -> risk.decideLimits(SECOND, new DecideLimits(id(1), true, " ")));
    }

    private LimitChange set(
            int id, Scope scope, @Nullable LimitNumbers numbers, @Nullable TradingState state) {
        return risk.proposeLimits(OPERATOR, propose(id, scope, numbers, state));
    }

    private LimitChange decide(Actor actor, int id, boolean approve) {
        return risk.decideLimits(actor, new DecideLimits(id(id), approve, "looked at it"));
    }

    private ScopeLimits inForce(Scope scope) {
        return see(OPERATOR, scope);
    }

    private ScopeLimits see(Actor actor, Scope scope) {
        return risk.scopeLimits(actor, new ScopeRef(scope.kind(), scope.key()));
    }

    private Status changeStatus(int id) {
        return risk.limitChanges(OPERATOR, ScopeFilter.ALL).changes().stream()
                .filter(change -> change.id().equals(id(id)))
                .findFirst()
                .orElseThrow()
                .status();
    }

    private void halt() {
        risk.setTradingState(
                OPERATOR, new SetTradingState(ACCOUNT, TradingState.HALTED, "runaway"));
    }

    private static SetLimits tight(String orderNotional) {
        return new SetLimits(
                ACCOUNT, new BigDecimal(orderNotional), new BigDecimal("2000"), 5, 3, "leash");
    }
}
