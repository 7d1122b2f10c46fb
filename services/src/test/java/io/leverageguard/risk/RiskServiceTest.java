package io.leverageguard.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.api.config.SettingKey;
import io.leverageguard.api.risk.Risk;
import io.leverageguard.api.risk.Risk.AccountLimits;
import io.leverageguard.api.risk.Risk.Limits;
import io.leverageguard.api.risk.Risk.SetLimits;
import io.leverageguard.api.risk.Risk.SetTradingState;
import io.leverageguard.api.risk.Risk.TradingState;
import io.leverageguard.api.risk.Risk.Warning;
import io.leverageguard.api.risk.RiskEvent;
import io.leverageguard.api.risk.RiskEvent.LimitsChanged;
import io.leverageguard.api.risk.RiskEvent.MarginWarned;
import io.leverageguard.api.trading.Trading.MarginMode;
import io.leverageguard.api.trading.Trading.Position;
import io.leverageguard.api.trading.TradingEvent;
import io.leverageguard.api.trading.TradingEvent.AccountOpened;
import io.leverageguard.api.trading.TradingEvent.PositionChanged;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.access.Role;
import io.leverageguard.kernel.feed.EventFeed.Stored;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.testkit.MemoryFeed;
import io.leverageguard.testkit.TestKit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RiskServiceTest {
    private static final UserId OWNER = new UserId(new UUID(0, 7));
    private static final AccountId ACCOUNT = new AccountId(new UUID(0, 8));
    private static final Actor TRADER = new Actor(OWNER, "ten-x", Set.of(Role.TRADER));
    private static final Actor STRANGER =
            new Actor(new UserId(new UUID(0, 9)), "stranger", Set.of(Role.TRADER));
    private static final Actor OPERATOR =
            new Actor(new UserId(new UUID(0, 10)), "operator", Set.of(Role.OPERATOR));

    private final TestKit testKit = TestKit.create();
    private final MemoryFeed<TradingEvent> trading = new MemoryFeed<>();
    private final FixedConfig config = new FixedConfig();
    private final FixedPrices prices = new FixedPrices();
    private Risk risk;

    @BeforeEach
    void open() {
        RiskModule module = new RiskModule(testKit.kit(), config, prices);
        module.listen(trading);
        risk = module.api();
        trading.add(new AccountOpened(ACCOUNT, OWNER, "binance", "uid-1"));
        testKit.settle();
    }

    @AfterEach
    void close() {
        testKit.close();
    }

    @Test
    void aNewAccountGetsTheDefaultsAndTheyAreAnnounced() {
        assertThat(announced()).singleElement().isEqualTo(limits());
        assertThat(limits().leverageMax()).isEqualTo(125);
        assertThat(limits().state()).isEqualTo(TradingState.ACTIVE);
    }

    @Test
    void somebodyElsesLimitsAreNotFound() {
        refused("account_not_found", () -> risk.limits(STRANGER, new AccountLimits(ACCOUNT)));
        refused("account_not_found", () -> risk.exposure(STRANGER, new AccountLimits(ACCOUNT)));
        refused("account_not_found", () -> risk.warnings(STRANGER, new AccountLimits(ACCOUNT)));
        assertThat(risk.limits(OPERATOR, new AccountLimits(ACCOUNT))).isEqualTo(limits());
    }

    @Test
    void ownLimitsAreAuditedAnnouncedAndSurviveAChangeOfDefaults() {
        Limits own = risk.setLimits(OPERATOR, tight("tight leash"));
        assertThat(own.version()).isEqualTo(2);
        config.set(SettingKey.RISK_LEVERAGE_MAX, "50");
        testKit.settle();
        assertThat(limits()).isEqualTo(own);
        assertThat(announced().getLast()).isEqualTo(own);
        assertThat(risk.audit().read(0, 10))
                .singleElement()
                .satisfies(
                        record -> {
                            assertThat(record.actor()).isEqualTo("operator");
                            assertThat(record.why()).isEqualTo("tight leash");
                            assertThat(record.before()).contains("125");
                            assertThat(record.after()).contains("\"leverageMax\":5");
                        });
        assertThat(risk.audit().verify().intact()).isTrue();
    }

    @Test
    void aChangedDefaultReachesAccountsWithoutLimitsOfTheirOwnOnce() {
        config.set(SettingKey.RISK_LEVERAGE_MAX, "50");
        testKit.settle();
        testKit.settle();
        assertThat(limits().leverageMax()).isEqualTo(50);
        assertThat(announced()).extracting(Limits::version).containsExactly(1L, 2L);
    }

    @Test
    void theTradingStateChangesWithoutTouchingTheNumbers() {
        Limits halted =
                risk.setTradingState(
                        OPERATOR, new SetTradingState(ACCOUNT, TradingState.HALTED, "runaway"));
        assertThat(halted.state()).isEqualTo(TradingState.HALTED);
        config.set(SettingKey.RISK_LEVERAGE_MAX, "50");
        testKit.settle();
        assertThat(limits().state()).isEqualTo(TradingState.HALTED);
        assertThat(limits().leverageMax()).isEqualTo(50);
    }

    @Test
    void limitsOutOfRangeOrWithoutAReasonChangeNothing() {
        refused("invalid_field", () -> risk.setLimits(OPERATOR, tight(" ")));
        refused(
                "invalid_field",
                () ->
                        risk.setLimits(
                                OPERATOR,
                                new SetLimits(
                                        ACCOUNT, BigDecimal.TEN, BigDecimal.TEN, 201, 1, "why")));
        refused(
                "invalid_field",
                () ->
                        risk.setLimits(
                                OPERATOR,
                                new SetLimits(
                                        ACCOUNT,
                                        new BigDecimal("-1"),
                                        BigDecimal.TEN,
                                        5,
                                        1,
                                        "why")));
        assertThat(limits().version()).isEqualTo(1);
    }

    @Test
    void eachBandWarnsOnceOnTheWayDown() {
        position("1", "106000", testKit.clock().now());
        for (String mark : List.of("130000", "116000", "115000", "111000", "108000", "106500")) {
            mark(mark);
            mark(mark);
        }
        assertThat(warned())
                .extracting(warning -> warning.band().toPlainString())
                .containsExactly("0.10", "0.05", "0.025", "0.01");
        assertThat(risk.warnings(TRADER, new AccountLimits(ACCOUNT)).warnings())
                .hasSize(4)
                .first()
                .satisfies(
                        newest -> {
                            assertThat(newest.mark()).isEqualTo("106500");
                            assertThat(newest.distance()).isEqualTo("0.00469483");
                        });
    }

    @Test
    void aPriceBeyondLiquidationIsAtDistanceZero() {
        position("1", "106000", testKit.clock().now());
        mark("80000");
        assertThat(warned()).hasSize(4).allMatch(warning -> warning.distance().signum() == 0);
    }

    @Test
    void anotherPositionIsWarnedAnew() {
        position("1", "106000", testKit.clock().now());
        mark("110000");
        position("0", "106000", testKit.clock().now());
        position("1", "106000", testKit.clock().now().plusSeconds(60));
        mark("110000");
        assertThat(warned()).hasSize(4);
    }

    @Test
    void anEventThatComesTwiceChangesNothing() {
        Instant openedAt = testKit.clock().now();
        position("1", "106000", openedAt);
        mark("110000");
        trading.add(new AccountOpened(ACCOUNT, OWNER, "binance", "uid-1"));
        position("1", "106000", openedAt);
        mark("110000");
        assertThat(warned()).hasSize(2);
        assertThat(announced()).hasSize(1);
    }

    @Test
    void exposureSumsPositionsAtTheMark() {
        position("-2", "130000", testKit.clock().now());
        mark("110000");
        Risk.Exposure exposure = risk.exposure(TRADER, new AccountLimits(ACCOUNT));
        assertThat(exposure.grossNotional()).isEqualByComparingTo("220000");
        assertThat(exposure.netNotional()).isEqualByComparingTo("-220000");
        assertThat(exposure.unrealizedPnl()).isEqualByComparingTo("13660");
        assertThat(exposure.positions().getFirst().distance()).isEqualByComparingTo("0.18181818");
    }

    private Limits limits() {
        return risk.limits(TRADER, new AccountLimits(ACCOUNT));
    }

    private static SetLimits tight(String why) {
        return new SetLimits(ACCOUNT, new BigDecimal("1000"), new BigDecimal("2000"), 5, 3, why);
    }

    private void position(String quantity, String liquidation, Instant openedAt) {
        trading.add(
                new PositionChanged(
                        ACCOUNT,
                        new Position(
                                ACCOUNT,
                                "BTCUSDT",
                                new BigDecimal(quantity),
                                new BigDecimal("116830"),
                                new BigDecimal("11683"),
                                MarginMode.ISOLATED,
                                10,
                                new BigDecimal("116830"),
                                BigDecimal.ZERO,
                                new BigDecimal(liquidation),
                                new BigDecimal("0.09"),
                                openedAt,
                                openedAt)));
        testKit.settle();
    }

    private void mark(String price) {
        prices.mark = new BigDecimal(price);
        testKit.advance(Duration.ofSeconds(1));
    }

    private List<RiskEvent> events() {
        return risk.events().read(0, 1_000).stream().map(Stored::event).toList();
    }

    private List<Limits> announced() {
        return events().stream()
                .filter(LimitsChanged.class::isInstance)
                .map(event -> ((LimitsChanged) event).limits())
                .toList();
    }

    private List<Warning> warned() {
        return events().stream()
                .filter(MarginWarned.class::isInstance)
                .map(MarginWarned.class::cast)
                .peek(event -> assertThat(event.owner()).isEqualTo(OWNER))
                .map(MarginWarned::warning)
                .toList();
    }

    private static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(Refusal.class, no -> assertThat(no.code()).isEqualTo(code));
    }
}
