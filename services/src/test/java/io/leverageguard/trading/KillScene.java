package io.leverageguard.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.leverageguard.api.risk.LimitNumbers;
import io.leverageguard.api.risk.Risk.ScopeLimits;
import io.leverageguard.api.risk.Risk.TradingState;
import io.leverageguard.api.risk.Scope;
import io.leverageguard.api.trading.Holdings.SubPosition;
import io.leverageguard.api.trading.Kill;
import io.leverageguard.api.trading.Kill.AccountReport;
import io.leverageguard.api.trading.Kill.Kind;
import io.leverageguard.api.trading.Kill.State;
import io.leverageguard.api.trading.KillId;
import io.leverageguard.api.trading.Protection.KillRef;
import io.leverageguard.api.trading.Protection.LiftKill;
import io.leverageguard.api.trading.Protection.StartKill;
import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.trading.Trading.Keeper;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderType;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.api.trading.Trading.Trigger;
import io.leverageguard.api.trading.Trading.TriggerKind;
import io.leverageguard.api.trading.TradingEvent.KillSwitched;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.access.Role;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.venues.Reports.Lifetime;
import io.leverageguard.venues.Reports.OrderKind;
import io.leverageguard.venues.Reports.OrderRequest;
import io.leverageguard.venues.Reports.OrderSide;
import io.leverageguard.venues.Triggers.TriggerRequest;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** What tests of the kill switch have in common: a world, an operator, commands. */
abstract class KillScene {
    final TradingWorld world = new TradingWorld(false);
    final Actor operator =
            new Actor(new UserId(world.base.kit().ids().next()), "operator", Set.of(Role.OPERATOR));

    @AfterEach
    void close() {
        world.close();
    }

    void busyAccount() {
        busyAccount(world);
    }

    /** A position, an order, a held one, one kept by the venue, and two that are not ours. */
    static void busyAccount(TradingWorld in) {
        in.buy("1");
        in.settle();
        in.api().place(in.trader, in.limit(in.newId(), Side.BUY, "0.1", "90000"));
        in.api().place(in.trader, stop(in, Keeper.VENUE));
        in.api().place(in.trader, stop(in, Keeper.DESK));
        assertThat(
                        in.exchange.place(
                                new OrderRequest(
                                        FakeVenue.SYMBOL,
                                        "stranger",
                                        OrderSide.BUY,
                                        OrderKind.LIMIT,
                                        new BigDecimal("0.2"),
                                        new BigDecimal("80000"),
                                        Lifetime.GTC,
                                        false,
                                        null,
                                        null)))
                .isNotNull();
        assertThat(
                        in.exchange.placeTrigger(
                                TriggerRequest.market(
                                        FakeVenue.SYMBOL,
                                        "foreigner",
                                        OrderSide.SELL,
                                        io.leverageguard.venues.Triggers.TriggerKind.STOP,
                                        new BigDecimal("70000"),
                                        new BigDecimal("0.1"))))
                .isNotNull();
    }

    static PlaceOrder stop(TradingWorld in, Keeper keeper) {
        return new PlaceOrder(
                in.newId(),
                in.account.account(),
                FakeVenue.SYMBOL,
                Side.SELL,
                OrderType.MARKET,
                new BigDecimal("0.1"),
                null,
                null,
                true,
                null,
                new Trigger(TriggerKind.STOP, null, new BigDecimal("85000"), null, keeper),
                null,
                null);
    }

    /** Market data says the new size once what was kept of it is old. */
    void refreshInstrument() {
        assertThatThrownBy(() -> world.buy("0.8")).isInstanceOf(Refusal.class);
    }

    void requireNothingAtVenue() {
        assertThat(world.exchange.openOrders()).isEmpty();
        assertThat(world.exchange.openTriggers()).isEmpty();
        assertThat(world.exchange.positions()).isEmpty();
    }

    void until(Kill kill, State state) {
        world.settle();
        for (int i = 0; i < 60 && now(kill).state() == State.RUNNING; i++) {
            world.advance(Duration.ofSeconds(1));
        }
        assertThat(now(kill).state()).isEqualTo(state);
    }

    Kill now(Kill kill) {
        return now(world, kill.kill());
    }

    static Kill now(TradingWorld in, KillId kill) {
        return in.protection().killed(Actor.service("test"), new KillRef(kill));
    }

    AccountReport report(Kill kill, Account account) {
        return KillWords.report(now(kill), account);
    }

    List<String> states() {
        return world.events(KillSwitched.class).stream().map(KillSwitched::state).toList();
    }

    List<SubPosition> shares() {
        return world.api().subPositions(world.trader, world.ref()).shares().stream()
                .filter(share -> share.quantity().signum() != 0)
                .toList();
    }

    Kill lift(Kill kill) {
        return world.protection().lift(world.trader, new LiftKill(kill.kill(), "calm again", null));
    }

    Order reduce(String quantity) {
        PlaceOrder sell = world.market(world.newId(), Side.SELL, quantity);
        return world.api()
                .place(
                        world.trader,
                        new PlaceOrder(
                                sell.order(),
                                sell.account(),
                                sell.symbol(),
                                sell.side(),
                                sell.type(),
                                sell.quantity(),
                                null,
                                null,
                                true,
                                null));
    }

    PlaceOrder limit(String price) {
        return world.limit(world.newId(), Side.BUY, "1", price);
    }

    Order labelled(String label, Side side, String quantity, @Nullable String price) {
        return world.api()
                .place(
                        world.trader,
                        new PlaceOrder(
                                world.newId(),
                                world.account.account(),
                                FakeVenue.SYMBOL,
                                side,
                                price == null ? OrderType.MARKET : OrderType.LIMIT,
                                new BigDecimal(quantity),
                                price == null ? null : new BigDecimal(price),
                                null,
                                null,
                                label));
    }

    Order buyIn(Account account, String quantity) {
        return buyIn(account, quantity, world.trader);
    }

    Order buyIn(Account account, String quantity, Actor actor) {
        PlaceOrder buy = world.market(world.newId(), Side.BUY, quantity);
        return world.api()
                .place(
                        actor,
                        new PlaceOrder(
                                buy.order(),
                                account.account(),
                                buy.symbol(),
                                buy.side(),
                                buy.type(),
                                buy.quantity(),
                                null,
                                null,
                                null,
                                null));
    }

    StartKill account() {
        return account(world);
    }

    static StartKill account(TradingWorld in) {
        return new StartKill(
                new KillId(in.base.kit().ids().next()),
                Kind.ACCOUNT,
                in.account.account(),
                null,
                null,
                null,
                null,
                "panic");
    }

    StartKill all(@Nullable UserId user) {
        return new StartKill(id(), Kind.ALL, null, null, null, user, null, "panic");
    }

    StartKill strategy(String label) {
        return new StartKill(id(), Kind.STRATEGY, null, null, label, null, null, "panic");
    }

    KillId id() {
        return new KillId(world.base.kit().ids().next());
    }

    ScopeLimits limits(TradingState state, String orderMax, long version) {
        return new ScopeLimits(
                Scope.account(world.account.account()),
                LimitNumbers.NONE.with(new BigDecimal(orderMax), new BigDecimal("300000"), 20, 5),
                state,
                version);
    }

    static Refusal refusal(ThrowingCallable call) {
        return catchThrowableOfType(Refusal.class, call);
    }
}
