package io.leverageguard.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.api.risk.LimitChangeId;
import io.leverageguard.api.risk.LimitNumbers;
import io.leverageguard.api.risk.Risk;
import io.leverageguard.api.risk.Risk.ProposeLimits;
import io.leverageguard.api.risk.Risk.TradingState;
import io.leverageguard.api.risk.RiskEvent;
import io.leverageguard.api.risk.Scope;
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
import io.leverageguard.kit.Kit;
import io.leverageguard.kit.http.HttpServer;
import io.leverageguard.kit.run.Jobs;
import io.leverageguard.kit.run.Pumps;
import io.leverageguard.testkit.MemoryFeed;
import io.leverageguard.testkit.TestKit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/** A risk service with one account, and everybody who has to do with it. */
final class RiskWorld implements AutoCloseable {
    static final UserId OWNER = new UserId(new UUID(0, 7));
    static final AccountId ACCOUNT = new AccountId(new UUID(0, 8));
    static final Actor TRADER = new Actor(OWNER, "ten-x", Set.of(Role.TRADER));
    static final Actor STRANGER =
            new Actor(new UserId(new UUID(0, 9)), "stranger", Set.of(Role.TRADER));
    static final Actor OPERATOR =
            new Actor(new UserId(new UUID(0, 10)), "operator", Set.of(Role.OPERATOR));
    static final Actor SECOND =
            new Actor(new UserId(new UUID(0, 11)), "second", Set.of(Role.OPERATOR));
    static final Actor SERVICE = Actor.service("trading");

    final TestKit testKit = TestKit.create();
    final MemoryFeed<TradingEvent> trading = new MemoryFeed<>();
    final FixedConfig config = new FixedConfig();
    final FixedPrices prices = new FixedPrices();
    final Risk risk;

    RiskWorld() {
        RiskModule module = new RiskModule(testKit.kit(), config, prices);
        module.listen(trading);
        risk = module.api();
        trading.add(new AccountOpened(ACCOUNT, OWNER, "binance", "uid-1"));
        testKit.settle();
    }

    /** The same service once more, over the same database: what a restart makes of it. */
    Risk restarted() {
        return new RiskModule(withoutServer(), config, prices).api();
    }

    private Kit withoutServer() {
        Kit kit = testKit.kit();
        return new Kit(
                kit.clock(),
                kit.ids(),
                new HttpServer(
                        HttpServer.Settings.local(), kit.clock(), kit.secrets(), kit.telemetry()),
                kit.databases(),
                new Pumps(),
                Jobs.stepped(kit.clock()),
                kit.hub(),
                kit.web(),
                kit.configuration(),
                kit.secrets(),
                kit.telemetry(),
                kit.data());
    }

    static LimitChangeId id(int number) {
        return new LimitChangeId(new UUID(1, number));
    }

    static ProposeLimits propose(
            int id, Scope scope, @Nullable LimitNumbers numbers, @Nullable TradingState state) {
        return new ProposeLimits(id(id), scope.kind(), scope.key(), numbers, state, "why " + id);
    }

    static LimitNumbers loss(@Nullable String dailyLoss, @Nullable String drawdown) {
        return LimitName.each(
                name ->
                        switch (name) {
                            case DAILY_LOSS_MAX -> decimal(dailyLoss);
                            case DRAWDOWN_MAX -> decimal(drawdown);
                            default -> null;
                        });
    }

    static @Nullable BigDecimal decimal(@Nullable String text) {
        return text == null ? null : new BigDecimal(text);
    }

    void position(String quantity, String liquidation, Instant openedAt) {
        position("BTCUSDT", quantity, "116830", MarginMode.ISOLATED, liquidation, openedAt);
    }

    void position(
            String symbol,
            String quantity,
            String entry,
            MarginMode mode,
            String liquidation,
            Instant openedAt) {
        trading.add(
                new PositionChanged(
                        ACCOUNT,
                        new Position(
                                ACCOUNT,
                                symbol,
                                new BigDecimal(quantity),
                                new BigDecimal(entry),
                                new BigDecimal("11683"),
                                mode,
                                10,
                                new BigDecimal(entry),
                                BigDecimal.ZERO,
                                new BigDecimal(liquidation),
                                new BigDecimal("0.09"),
                                openedAt,
                                openedAt)));
        testKit.settle();
    }

    void mark(String price) {
        prices.mark = new BigDecimal(price);
        testKit.advance(Duration.ofSeconds(1));
    }

    <E extends RiskEvent> List<E> announced(Class<E> type) {
        return risk.events().read(0, 1_000).stream()
                .map(Stored::event)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(Refusal.class, no -> assertThat(no.code()).isEqualTo(code));
    }

    @Override
    public void close() {
        testKit.close();
    }
}
