package io.leverageguard.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.leverageguard.api.risk.AccountMargins;
import io.leverageguard.api.risk.LimitNumbers;
import io.leverageguard.api.risk.Risk.ScopeLimits;
import io.leverageguard.api.risk.Risk.TradingState;
import io.leverageguard.api.risk.RiskEvent.ScopeLimitsChanged;
import io.leverageguard.api.risk.RiskEvent.TripsLifted;
import io.leverageguard.api.risk.Scope;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.api.trading.Trading.OrderType;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.api.trading.TradingEvent.LimitTripped;
import io.leverageguard.kernel.rpc.Refusal;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes to and fro between risk and the engine, over memory and without threads. */
final class RiskLinkTest {
    private final TradingWorld world = new TradingWorld(false);

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @EnumSource
    void limitsOfEveryScopeAreEnforced(Scope.Kind kind) {
        Scope scope = scope(kind);
        world.hear(new ScopeLimitsChanged(orders(scope, "50000", TradingState.ACTIVE, 2)));
        assertThat(labelled("1").reason()).startsWith("order_notional_limit");
        assertThat(labelled("0.4").state()).isEqualTo(OrderState.FILLED);
        world.hear(new ScopeLimitsChanged(orders(scope, "50000", TradingState.HALTED, 3)));
        assertThat(labelled("0.4").reason()).startsWith("halted");
        world.restart();
        world.settle();
        assertThat(labelled("0.4").reason()).startsWith("halted");
        world.hear(new ScopeLimitsChanged(orders(scope, "500000", TradingState.ACTIVE, 2)));
        assertThat(labelled("0.4").reason()).as("an older version").startsWith("halted");
        world.hear(
                new ScopeLimitsChanged(
                        new ScopeLimits(scope, LimitNumbers.NONE, TradingState.ACTIVE, 4)));
        assertThat(labelled("1").state()).isEqualTo(OrderState.FILLED);
    }

    @Test
    void limitsThatWereMissedAreReadAtTheStart() {
        world.neighbours.scopes.add(orders(Scope.desk(), "50000", TradingState.ACTIVE, 1));
        world.restart();
        world.settle();
        assertThat(labelled("1").reason()).startsWith("order_notional_limit");
    }

    @Test
    void quantityOfOneOrderIsLimited() {
        LimitNumbers numbers =
                new LimitNumbers(
                        null,
                        new BigDecimal("0.5"),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null);
        world.hear(
                new ScopeLimitsChanged(
                        new ScopeLimits(Scope.desk(), numbers, TradingState.ACTIVE, 2)));
        assertThat(catchThrowableOfType(Refusal.class, () -> labelled("0.6")).code())
                .isEqualTo("order_quantity_limit");
        assertThat(labelled("0.5").state()).isEqualTo(OrderState.FILLED);
    }

    @Test
    void lossThatTripsALimitIsAnnouncedAndLiftedByRisk() {
        Scope account = Scope.account(world.account.account());
        world.hear(new ScopeLimitsChanged(losses(account, "1000")));
        assertThat(labelled("1").state()).isEqualTo(OrderState.FILLED);
        world.settle();
        world.venue.move("98000");
        world.api().place(world.trader, world.market(world.newId(), Side.SELL, "1"));
        world.settle();
        List<LimitTripped> tripped = world.events(LimitTripped.class);
        assertThat(tripped).hasSize(1);
        assertThat(tripped.getFirst().scopeKind()).isEqualTo("ACCOUNT");
        assertThat(tripped.getFirst().scopeKey()).isEqualTo(account.key());
        assertThat(tripped.getFirst().component()).isEqualTo("dailyLoss");
        assertThat(tripped.getFirst().state()).isEqualTo("REDUCING");
        assertThat(labelled("1").reason()).startsWith("loss_limit");
        world.hear(new TripsLifted(account, List.of("dailyLoss", "drawdown"), "enough"));
        assertThat(labelled("1").state()).isEqualTo(OrderState.FILLED);
    }

    @Test
    void lossThatIsOpenTripsALimitToo() {
        world.hear(new ScopeLimitsChanged(losses(Scope.desk(), "1000")));
        assertThat(labelled("1").state()).isEqualTo(OrderState.FILLED);
        world.settle();
        world.move("99500");
        assertThat(world.events(LimitTripped.class)).isEmpty();
        world.move("98000");
        assertThat(world.events(LimitTripped.class)).hasSize(1);
        assertThat(labelled("1").reason()).startsWith("loss_limit");
    }

    @Test
    void lossOfAPositionThatWasThereBeforeTheLimitCounts() {
        assertThat(labelled("1").state()).isEqualTo(OrderState.FILLED);
        world.settle();
        world.hear(new ScopeLimitsChanged(losses(Scope.desk(), "1000")));
        world.settle();
        world.move("100000");
        world.restart();
        world.settle();
        world.move("98000");
        assertThat(world.events(LimitTripped.class)).hasSize(1);
    }

    @Test
    void riskIsToldOfMarginsAfterAComparison() {
        assertThat(labelled("1").state()).isEqualTo(OrderState.FILLED);
        world.settle();
        assertThat(world.api().reconcile(world.trader, world.ref()).breaks()).isEmpty();
        world.settle();
        AccountMargins told = world.neighbours.margins.getLast();
        assertThat(told.account()).isEqualTo(world.account.account());
        assertThat(told.wallet()).isEqualByComparingTo("99950");
        assertThat(told.tables()).hasSize(1);
        assertThat(told.tables().getFirst().brackets()).hasSize(2);
    }

    @Test
    void riskThatIsAwayIsToldLater() {
        world.neighbours.riskAnswers = false;
        world.restart();
        world.settle();
        int before = world.neighbours.margins.size();
        assertThat(labelled("0.1").state()).isEqualTo(OrderState.FILLED);
        world.neighbours.scopes.add(orders(Scope.desk(), "50000", TradingState.ACTIVE, 1));
        world.neighbours.riskAnswers = true;
        world.advance(Duration.ofSeconds(6));
        assertThat(world.neighbours.margins.size()).isGreaterThan(before);
        assertThat(labelled("1").reason()).startsWith("order_notional_limit");
    }

    private Scope scope(Scope.Kind kind) {
        return switch (kind) {
            case DESK -> Scope.desk();
            case USER -> Scope.user(world.trader.user());
            case VENUE -> Scope.venue("binance");
            case ACCOUNT -> Scope.account(world.account.account());
            case STRATEGY -> Scope.strategy(world.trader.user(), "trend");
            case SYMBOL -> Scope.symbol("binance", FakeVenue.SYMBOL);
        };
    }

    private static ScopeLimits orders(
            Scope scope, String orderMax, TradingState state, long version) {
        return new ScopeLimits(
                scope,
                LimitNumbers.NONE.with(new BigDecimal(orderMax), null, null, null),
                state,
                version);
    }

    private static ScopeLimits losses(Scope scope, String dailyLossMax) {
        @Nullable BigDecimal none = null;
        return new ScopeLimits(
                scope,
                new LimitNumbers(
                        none,
                        none,
                        none,
                        none,
                        null,
                        null,
                        null,
                        null,
                        null,
                        none,
                        new BigDecimal(dailyLossMax),
                        none,
                        null,
                        null),
                TradingState.ACTIVE,
                2);
    }

    private Order labelled(String quantity) {
        return world.api()
                .place(
                        world.trader,
                        new PlaceOrder(
                                world.newId(),
                                world.account.account(),
                                FakeVenue.SYMBOL,
                                Side.BUY,
                                OrderType.MARKET,
                                new BigDecimal(quantity),
                                null,
                                null,
                                null,
                                "trend"));
    }
}
