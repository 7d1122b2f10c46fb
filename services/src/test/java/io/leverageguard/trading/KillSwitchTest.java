package io.leverageguard.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.leverageguard.api.risk.LimitNumbers;
import io.leverageguard.api.risk.Risk.ScopeLimits;
import io.leverageguard.api.risk.Risk.TradingState;
import io.leverageguard.api.risk.RiskEvent.ScopeLimitsChanged;
import io.leverageguard.api.risk.Scope;
import io.leverageguard.api.trading.Holdings.SubPosition;
import io.leverageguard.api.trading.Kill;
import io.leverageguard.api.trading.Kill.AccountReport;
import io.leverageguard.api.trading.Kill.DeadMan;
import io.leverageguard.api.trading.Kill.Kind;
import io.leverageguard.api.trading.Kill.State;
import io.leverageguard.api.trading.Kill.Step;
import io.leverageguard.api.trading.KillId;
import io.leverageguard.api.trading.Protection;
import io.leverageguard.api.trading.Protection.KillRef;
import io.leverageguard.api.trading.Protection.LiftKill;
import io.leverageguard.api.trading.Protection.StartKill;
import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.trading.Trading.AmendOrder;
import io.leverageguard.api.trading.Trading.Keeper;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderState;
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
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.trading.FakeAccount.Next;
import io.leverageguard.venues.Capabilities;
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
import org.junit.jupiter.api.Test;

/** The kill switch, step by step, over memory and without threads. */
final class KillSwitchTest {
    /** The process has ended. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final TradingWorld world = new TradingWorld(false);
    private final Actor operator =
            new Actor(
                    new UserId(world.base.kit().ids().next()), "operator", Set.of(Role.OPERATOR));

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void accountIsCancelledFlattenedVerifiedAndArmed() {
        busyAccount();
        Kill kill = world.protection().kill(world.trader, account());
        assertThat(kill.state()).isEqualTo(State.RUNNING);
        assertThat(kill.accounts().getFirst().step()).isEqualTo(Step.CANCEL);
        world.settle();

        Kill done = now(kill);
        AccountReport report = done.accounts().getFirst();
        assertThat(done.state()).isEqualTo(State.DONE);
        assertThat(done.endedAt()).isNotNull();
        assertThat(report.step()).isEqualTo(Step.DONE);
        assertThat(report.left()).isEmpty();
        assertThat(report.cancelled()).hasSize(5);
        assertThat(report.cancelled().stream().filter(it -> it.startsWith("foreign"))).hasSize(2);
        assertThat(report.closed()).extracting(one -> one.filled().toPlainString()).contains("1");
        assertThat(report.deadMan()).isEqualTo(DeadMan.ARMED);
        assertThat(world.exchange.armed).containsExactly(KillWork.DEAD_MAN);
        requireNothingAtVenue();
        assertThat(states()).containsOnly(State.RUNNING.name(), State.DONE.name());
    }

    @Test
    void nothingIsTradedFromTheAnswerOn() {
        world.buy("1");
        world.settle();
        Kill kill = world.protection().kill(world.trader, account());
        assertThat(refusal(() -> world.buy("1")).code()).isEqualTo("killed");
        assertThat(refusal(() -> reduce("0.5")).code()).isEqualTo("killed");
        world.settle();
        assertThat(refusal(() -> reduce("0.5")).code()).isEqualTo("killed");
        assertThat(now(kill).state()).isEqualTo(State.DONE);
        world.restart();
        world.settle();
        assertThat(refusal(() -> world.buy("1")).code()).isEqualTo("killed");
    }

    @Test
    void openOrderOfAKilledAccountIsNotChanged() {
        Order order = world.api().place(world.trader, limit("90000"));
        Kill kill = world.protection().kill(world.trader, account());
        assertThat(
                        refusal(
                                        () ->
                                                world.api()
                                                        .amend(
                                                                world.trader,
                                                                new AmendOrder(
                                                                        order.order(),
                                                                        new BigDecimal("2"),
                                                                        null,
                                                                        null)))
                                .code())
                .isEqualTo("killed");
        assertThat(kill.state()).isEqualTo(State.RUNNING);
    }

    @Test
    void largePositionIsClosedInPiecesThatTheVenueTakes() {
        world.buy("2");
        world.settle();
        world.venue.quantityMax = new BigDecimal("0.75");
        world.advance(Duration.ofMinutes(11));
        world.api().positions(world.trader, world.ref());
        refreshInstrument();
        Kill kill = world.protection().kill(world.trader, account());
        world.settle();
        assertThat(now(kill).accounts().getFirst().closed())
                .extracting(one -> one.filled().toPlainString())
                .containsExactly("0.75", "0.75", "0.5");
        requireNothingAtVenue();
    }

    @Test
    void sameIdIsAnsweredAlikeAndAnotherScopeIsRefused() {
        StartKill command = account();
        Kill first = world.protection().kill(world.trader, command);
        assertThat(world.protection().kill(world.trader, command)).isEqualTo(first);
        world.settle();
        assertThat(world.protection().kill(world.trader, command).state()).isEqualTo(State.DONE);
        StartKill other =
                new StartKill(command.kill(), Kind.ALL, null, null, null, null, null, "panic");
        assertThat(refusal(() -> world.protection().kill(world.trader, other)).code())
                .isEqualTo("id_reused");
        lift(first);
        assertThat(world.protection().kill(world.trader, command).state())
                .isEqualTo(State.LIFTED);
    }

    @Test
    void liftedAccountTradesAgainWithinItsLimits() {
        world.buy("1");
        world.settle();
        Kill kill = world.protection().kill(world.trader, account());
        world.settle();
        Kill lifted = lift(kill);
        assertThat(lifted.state()).isEqualTo(State.LIFTED);
        assertThat(lifted.liftedWhy()).isEqualTo("calm again");
        assertThat(world.exchange.armed).isEmpty();
        assertThat(world.buy("1").state()).isEqualTo(OrderState.FILLED);
        assertThat(world.buy("2.5").reason()).startsWith("order_notional_limit");
        assertThat(lift(kill).state()).isEqualTo(State.LIFTED);
    }

    @Test
    void whatRiskDecidesMeanwhileHoldsAfterwards() {
        Kill kill = world.protection().kill(world.trader, account());
        world.hear(new ScopeLimitsChanged(limits(TradingState.ACTIVE, "50000", 2)));
        assertThat(refusal(() -> world.buy("1")).code()).isEqualTo("killed");
        world.settle();
        world.hear(new ScopeLimitsChanged(limits(TradingState.ACTIVE, "60000", 3)));
        assertThat(refusal(() -> world.buy("1")).code()).isEqualTo("killed");
        lift(kill);
        assertThat(world.buy("1").reason()).startsWith("order_notional_limit");
        assertThat(world.buy("0.5").state()).isEqualTo(OrderState.FILLED);
    }

    @Test
    void haltedAccountIsFlattenedToo() {
        world.buy("1");
        world.settle();
        world.hear(new ScopeLimitsChanged(limits(TradingState.HALTED, "200000", 2)));
        Kill kill = world.protection().kill(world.trader, account());
        world.settle();
        assertThat(now(kill).state()).isEqualTo(State.DONE);
        requireNothingAtVenue();
        lift(kill);
        assertThat(world.buy("1").reason()).startsWith("halted");
    }

    @Test
    void lostAnswersAreWaitedForAndNothingIsClosedTwice() {
        world.buy("1");
        world.settle();
        world.exchange.script.add(Next.LOSE_ANSWER);
        Kill kill = world.protection().kill(world.trader, account());
        world.settle();
        assertThat(now(kill).state()).isEqualTo(State.DONE);
        assertThat(world.exchange.received).hasSize(2);
        requireNothingAtVenue();
    }

    @Test
    void requestThatNeverArrivedIsSentAnewUnderAnotherId() {
        world.buy("1");
        world.settle();
        world.exchange.script.add(Next.LOSE_REQUEST);
        Kill kill = world.protection().kill(world.trader, account());
        world.settle();
        assertThat(now(kill).accounts().getFirst().words()).contains("outcome of orders");
        until(kill, State.DONE);
        assertThat(now(kill).accounts().getFirst().attempt()).isEqualTo(2);
        requireNothingAtVenue();
    }

    @Test
    void venueThatRefusesMakesItFailLoudlyAndPeopleMayReduce() {
        world.buy("1");
        world.settle();
        for (int i = 0; i < KillWork.ATTEMPTS_MAX; i++) {
            world.exchange.script.add(Next.REJECT);
        }
        Kill kill = world.protection().kill(world.trader, account());
        until(kill, State.FAILED);
        AccountReport report = now(kill).accounts().getFirst();
        assertThat(report.step()).isEqualTo(Step.FAILED);
        assertThat(report.left()).singleElement().asString().contains("position 1 BTCUSDT", "-2019");
        assertThat(states()).contains(State.FAILED.name());
        assertThat(refusal(() -> world.buy("1")).code()).isEqualTo("killed");
        assertThat(reduce("1").state()).isEqualTo(OrderState.FILLED);
    }

    @Test
    void cancelThatTheVenueRefusesIsLeft() {
        world.api().place(world.trader, limit("90000"));
        world.exchange.cancelsRefused = true;
        Kill kill = world.protection().kill(world.trader, account());
        until(kill, State.FAILED);
        assertThat(now(kill).accounts().getFirst().left()).hasSize(1);
    }

    @Test
    void silentVenueHoldsUpNobodyElseAndIsRetriedUntilItAnswers() {
        Account other = world.open(world.trader, "second");
        world.buy("1");
        buyIn(other, "1");
        world.settle();
        world.exchange.answers = false;
        Kill kill = world.protection().kill(world.trader, all(null));
        world.settle();
        assertThat(report(kill, other).step()).isEqualTo(Step.DONE);
        assertThat(report(kill, world.account).step()).isEqualTo(Step.CANCEL);
        assertThat(report(kill, world.account).words()).startsWith("waits:");
        world.advance(Duration.ofMinutes(10));
        assertThat(now(kill).state()).isEqualTo(State.RUNNING);
        assertThat(report(kill, world.account).attempt()).isEqualTo(1);
        world.exchange.answers = true;
        until(kill, State.DONE);
        requireNothingAtVenue();
    }

    @Test
    void runningKillIsLiftedOnlyIfThatIsAskedFor() {
        world.buy("1");
        world.settle();
        world.exchange.answers = false;
        Kill kill = world.protection().kill(world.trader, account());
        world.settle();
        assertThat(refusal(() -> lift(kill)).code()).isEqualTo("kill_running");
        Kill lifted =
                world.protection()
                        .lift(world.trader, new LiftKill(kill.kill(), "by hand", true));
        assertThat(lifted.state()).isEqualTo(State.LIFTED);
        world.exchange.answers = true;
        world.advance(Duration.ofSeconds(5));
        assertThat(world.exchange.positions()).hasSize(1);
        assertThat(world.buy("0.1").state()).isEqualTo(OrderState.FILLED);
    }

    @Test
    void strategyIsStoppedAndOthersAreLeftAlone() {
        labelled("trend", Side.BUY, "0.8", null);
        labelled("mean", Side.BUY, "0.5", null);
        world.settle();
        Order mine = labelled("trend", Side.BUY, "0.1", "90000");
        Order others = labelled("mean", Side.BUY, "0.1", "91000");
        Kill kill = world.protection().kill(world.trader, strategy("trend"));
        until(kill, State.DONE);
        assertThat(world.order(mine.order()).state()).isEqualTo(OrderState.CANCELED);
        assertThat(world.order(others.order()).state()).isEqualTo(OrderState.ACCEPTED);
        assertThat(shares()).extracting(SubPosition::strategy).containsExactly("mean");
        assertThat(world.exchange.positions().getFirst().quantity()).isEqualByComparingTo("0.5");
        assertThat(now(kill).accounts().getFirst().deadMan()).isEqualTo(DeadMan.NONE);
        assertThat(world.exchange.armed).isEmpty();
        assertThat(refusal(() -> labelled("trend", Side.BUY, "0.1", null)).code())
                .isEqualTo("killed");
        assertThat(labelled("mean", Side.BUY, "0.1", null).state()).isEqualTo(OrderState.FILLED);
    }

    @Test
    void shareAgainstTheNetPositionIsNotOpenedTheOtherWay() {
        labelled("trend", Side.BUY, "1", null);
        labelled("mean", Side.SELL, "0.4", null);
        world.settle();
        Kill kill = world.protection().kill(world.trader, strategy("mean"));
        until(kill, State.FAILED);
        assertThat(now(kill).accounts().getFirst().left())
                .containsExactly("position -0.4 BTCUSDT");
        assertThat(world.exchange.positions().getFirst().quantity()).isEqualByComparingTo("0.6");
    }

    @Test
    void operatorStopsAVenueForEverybodyAndOnlyAnOperatorLiftsIt() {
        Account other = world.open(world.stranger, "second");
        world.buy("1");
        world.settle();
        StartKill command =
                new StartKill(
                        id(), Kind.VENUE, null, "binance", null, null, true, "venue in trouble");
        assertThat(refusal(() -> world.protection().kill(world.trader, command)).code())
                .isEqualTo("not_an_operator");
        Kill kill = world.protection().kill(operator, command);
        until(kill, State.DONE);
        assertThat(now(kill).accounts())
                .extracting(AccountReport::account)
                .containsExactly(world.account.account(), other.account());
        assertThat(refusal(() -> world.buy("1")).code()).isEqualTo("killed");
        assertThat(refusal(() -> lift(kill)).code()).isEqualTo("kill_not_found");
        assertThat(
                        world.protection()
                                .lift(operator, new LiftKill(kill.kill(), "over", null))
                                .state())
                .isEqualTo(State.LIFTED);
        assertThat(world.buy("1").state()).isEqualTo(OrderState.FILLED);
    }

    @Test
    void traderDoesNotLiftWhatAnOperatorHasStopped() {
        Kill kill =
                world.protection()
                        .kill(
                                operator,
                                new StartKill(
                                        id(),
                                        Kind.ACCOUNT,
                                        world.account.account(),
                                        null,
                                        null,
                                        null,
                                        null,
                                        "investigation"));
        world.settle();
        assertThat(refusal(() -> lift(kill)).code()).isEqualTo("not_an_operator");
        assertThat(now(kill).state()).isEqualTo(State.DONE);
    }

    @Test
    void ownVenueIsOwnAccountsOnlyAndNewOnesToo() {
        Account other = world.open(world.stranger, "second");
        Kill kill =
                world.protection()
                        .kill(
                                world.trader,
                                new StartKill(
                                        id(), Kind.VENUE, null, "binance", null, null, null, "mine"));
        until(kill, State.DONE);
        assertThat(now(kill).accounts()).hasSize(1);
        assertThat(buyIn(other, "0.1", world.stranger).state()).isEqualTo(OrderState.FILLED);
        Account third = world.open(world.trader, "third");
        assertThat(refusal(() -> buyIn(third, "0.1")).code()).isEqualTo("killed");
    }

    @Test
    void venueWithoutADeadManSwitchIsSaidToHaveNone() {
        world.venue.deadMan = Capabilities.DeadMan.none();
        Kill kill = world.protection().kill(world.trader, account());
        until(kill, State.DONE);
        assertThat(now(kill).accounts().getFirst().deadMan()).isEqualTo(DeadMan.NONE);
        assertThat(now(kill).accounts().getFirst().words()).contains("no dead-man switch");
    }

    @Test
    void badCommandsAreRefusedByName() {
        Protection protection = world.protection();
        assertThat(refusal(() -> protection.kill(world.stranger, account())).code())
                .isEqualTo("account_not_found");
        assertThat(refusal(() -> protection.kill(world.stranger, all(null))).code())
                .isEqualTo("scope_empty");
        assertThat(refusal(() -> protection.kill(Actor.ANONYMOUS, all(null))).code())
                .isEqualTo("forbidden");
        assertThat(
                        refusal(
                                        () ->
                                                protection.kill(
                                                        world.stranger,
                                                        all(world.trader.user())))
                                .code())
                .isEqualTo("not_an_operator");
        assertThat(
                        refusal(
                                        () ->
                                                protection.kill(
                                                        world.trader,
                                                        new StartKill(
                                                                id(), Kind.VENUE, null, "nowhere",
                                                                null, null, null, "why")))
                                .code())
                .isEqualTo("scope_empty");
        assertThat(
                        refusal(
                                        () ->
                                                protection.kill(
                                                        world.trader,
                                                        new StartKill(
                                                                id(), Kind.VENUE, null, null, null,
                                                                null, null, "why")))
                                .code())
                .isEqualTo("invalid_field");
        assertThat(
                        refusal(
                                        () ->
                                                protection.kill(
                                                        world.trader,
                                                        new StartKill(
                                                                id(), Kind.ALL, null, null, null,
                                                                null, null, " ")))
                                .code())
                .isEqualTo("invalid_field");
        Kill kill = protection.kill(world.trader, account());
        assertThat(refusal(() -> protection.killed(world.stranger, new KillRef(kill.kill()))).code())
                .isEqualTo("kill_not_found");
        assertThat(
                        refusal(
                                        () ->
                                                protection.lift(
                                                        world.trader,
                                                        new LiftKill(kill.kill(), "", null)))
                                .code())
                .isEqualTo("invalid_field");
        assertThat(protection.kills(world.stranger, None.NONE).kills()).isEmpty();
        assertThat(protection.kills(operator, None.NONE).kills()).hasSize(1);
    }

    @Test
    void processMayEndAtAnyCommitAndTheKillIsBroughtToItsEnd() {
        int commits = commitsOfAKill();
        assertThat(commits).isGreaterThan(10);
        for (int i = 0; i < 2 * commits; i++) {
            try (TradingWorld crashing = new TradingWorld(false)) {
                crash(crashing, i);
            }
        }
    }

    private static int commitsOfAKill() {
        try (TradingWorld once = new TradingWorld(false)) {
            int[] commits = new int[1];
            busyAccount(once);
            once.watch(after -> commits[0] += Boolean.TRUE.equals(after) ? 1 : 0);
            Kill kill = once.protection().kill(once.trader, account(once));
            once.settle();
            assertThat(now(once, kill.kill()).state()).isEqualTo(State.DONE);
            return commits[0];
        }
    }

    /** Ends the process at one step of one commit; the caller of the kill sends it again. */
    private static void crash(TradingWorld crashing, int at) {
        busyAccount(crashing);
        StartKill command = account(crashing);
        int[] step = new int[1];
        crashing.watch(
                after -> {
                    if (step[0]++ == at) {
                        throw new Crash();
                    }
                });
        try {
            crashing.protection().kill(crashing.trader, command);
            crashing.settle();
        } catch (Crash crash) {
            crashing.watch(after -> {});
            crashing.abandon();
        }
        crashing.watch(after -> {});
        crashing.settle();
        Kill kill = crashing.protection().kill(crashing.trader, command);
        for (int i = 0; i < 60 && now(crashing, kill.kill()).state() == State.RUNNING; i++) {
            crashing.advance(Duration.ofSeconds(1));
        }
        assertThat(now(crashing, kill.kill()).state()).as("crash at %s", at).isEqualTo(State.DONE);
        assertThat(crashing.exchange.openOrders()).isEmpty();
        assertThat(crashing.exchange.openTriggers()).isEmpty();
        assertThat(crashing.exchange.positions()).isEmpty();
        assertThat(closed(crashing)).as("crash at %s", at).isEqualByComparingTo("1");
        assertThat(crashing.api().reconcile(crashing.trader, crashing.ref()).breaks()).isEmpty();
    }

    /** How much was sold at the venue. */
    private static BigDecimal closed(TradingWorld of) {
        return of.exchange.received.stream()
                .filter(order -> order.side() == OrderSide.SELL)
                .map(OrderRequest::quantity)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private void busyAccount() {
        busyAccount(world);
    }

    /** A position, an order, a held one, one kept by the venue, and two that are not ours. */
    private static void busyAccount(TradingWorld in) {
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

    private static PlaceOrder stop(TradingWorld in, Keeper keeper) {
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
    private void refreshInstrument() {
        assertThatThrownBy(() -> world.buy("0.8")).isInstanceOf(Refusal.class);
    }

    private void requireNothingAtVenue() {
        assertThat(world.exchange.openOrders()).isEmpty();
        assertThat(world.exchange.openTriggers()).isEmpty();
        assertThat(world.exchange.positions()).isEmpty();
    }

    private void until(Kill kill, State state) {
        world.settle();
        for (int i = 0; i < 60 && now(kill).state() == State.RUNNING; i++) {
            world.advance(Duration.ofSeconds(1));
        }
        assertThat(now(kill).state()).isEqualTo(state);
    }

    private Kill now(Kill kill) {
        return now(world, kill.kill());
    }

    private static Kill now(TradingWorld in, KillId kill) {
        return in.protection().killed(Actor.service("test"), new KillRef(kill));
    }

    private AccountReport report(Kill kill, Account account) {
        return KillWords.report(now(kill), account);
    }

    private List<String> states() {
        return world.events(KillSwitched.class).stream().map(KillSwitched::state).toList();
    }

    private List<SubPosition> shares() {
        return world.api().subPositions(world.trader, world.ref()).shares().stream()
                .filter(share -> share.quantity().signum() != 0)
                .toList();
    }

    private Kill lift(Kill kill) {
        return world.protection()
                .lift(world.trader, new LiftKill(kill.kill(), "calm again", null));
    }

    private Order reduce(String quantity) {
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

    private PlaceOrder limit(String price) {
        return world.limit(world.newId(), Side.BUY, "1", price);
    }

    private Order labelled(String label, Side side, String quantity, @Nullable String price) {
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

    private Order buyIn(Account account, String quantity) {
        return buyIn(account, quantity, world.trader);
    }

    private Order buyIn(Account account, String quantity, Actor actor) {
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

    private StartKill account() {
        return account(world);
    }

    private static StartKill account(TradingWorld in) {
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

    private StartKill all(@Nullable UserId user) {
        return new StartKill(id(), Kind.ALL, null, null, null, user, null, "panic");
    }

    private StartKill strategy(String label) {
        return new StartKill(id(), Kind.STRATEGY, null, null, label, null, null, "panic");
    }

    private KillId id() {
        return new KillId(world.base.kit().ids().next());
    }

    private ScopeLimits limits(TradingState state, String orderMax, long version) {
        return new ScopeLimits(
                Scope.account(world.account.account()),
                LimitNumbers.NONE.with(
                        new BigDecimal(orderMax), new BigDecimal("300000"), 20, 5),
                state,
                version);
    }

    private static Refusal refusal(ThrowingCallable call) {
        return catchThrowableOfType(Refusal.class, call);
    }
}
