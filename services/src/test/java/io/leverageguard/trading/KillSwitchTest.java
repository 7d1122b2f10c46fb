package io.leverageguard.trading;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.api.risk.Risk.TradingState;
import io.leverageguard.api.risk.RiskEvent.ScopeLimitsChanged;
import io.leverageguard.api.trading.Kill;
import io.leverageguard.api.trading.Kill.AccountReport;
import io.leverageguard.api.trading.Kill.DeadMan;
import io.leverageguard.api.trading.Kill.Kind;
import io.leverageguard.api.trading.Kill.State;
import io.leverageguard.api.trading.Kill.Step;
import io.leverageguard.api.trading.Protection.LiftKill;
import io.leverageguard.api.trading.Protection.StartKill;
import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.trading.Trading.AmendOrder;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.trading.FakeAccount.Next;
import io.leverageguard.venues.Capabilities;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The kill switch in one account, step by step, over memory and without threads. */
final class KillSwitchTest extends KillScene {
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
        assertThat(world.protection().kill(world.trader, command).state()).isEqualTo(State.LIFTED);
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
        assertThat(report.left())
                .singleElement()
                .asString()
                .contains("position 1 BTCUSDT", "-2019");
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
                world.protection().lift(world.trader, new LiftKill(kill.kill(), "by hand", true));
        assertThat(lifted.state()).isEqualTo(State.LIFTED);
        world.exchange.answers = true;
        world.advance(Duration.ofSeconds(5));
        assertThat(world.exchange.positions()).hasSize(1);
        assertThat(world.buy("0.1").state()).isEqualTo(OrderState.FILLED);
    }

    @Test
    void venueWithoutADeadManSwitchIsSaidToHaveNone() {
        world.venue.deadMan = Capabilities.DeadMan.none();
        Kill kill = world.protection().kill(world.trader, account());
        until(kill, State.DONE);
        assertThat(now(kill).accounts().getFirst().deadMan()).isEqualTo(DeadMan.NONE);
        assertThat(now(kill).accounts().getFirst().words()).contains("no dead-man switch");
    }
}
