package io.leverageguard.trading;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.api.trading.Holdings.SubPosition;
import io.leverageguard.api.trading.Kill;
import io.leverageguard.api.trading.Kill.AccountReport;
import io.leverageguard.api.trading.Kill.DeadMan;
import io.leverageguard.api.trading.Kill.Kind;
import io.leverageguard.api.trading.Kill.State;
import io.leverageguard.api.trading.Protection;
import io.leverageguard.api.trading.Protection.KillRef;
import io.leverageguard.api.trading.Protection.LiftKill;
import io.leverageguard.api.trading.Protection.StartKill;
import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.rpc.Route.None;
import org.junit.jupiter.api.Test;

/** Whom the kill switch stops, and who may use it. */
final class KillScopeTest extends KillScene {
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
        assertThat(now(kill).accounts().getFirst().left()).containsExactly("position -0.4 BTCUSDT");
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
                                        id(),
                                        Kind.VENUE,
                                        null,
                                        "binance",
                                        null,
                                        null,
                                        null,
                                        "mine"));
        until(kill, State.DONE);
        assertThat(now(kill).accounts()).hasSize(1);
        assertThat(buyIn(other, "0.1", world.stranger).state()).isEqualTo(OrderState.FILLED);
        Account third = world.open(world.trader, "third");
        assertThat(refusal(() -> buyIn(third, "0.1")).code()).isEqualTo("killed");
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
        assertThat(refusal(() -> protection.kill(world.stranger, all(world.trader.user()))).code())
                .isEqualTo("not_an_operator");
        assertThat(
                        refusal(
                                        () ->
                                                protection.kill(
                                                        world.trader,
                                                        new StartKill(
                                                                id(),
                                                                Kind.VENUE,
                                                                null,
                                                                "nowhere",
                                                                null,
                                                                null,
                                                                null,
                                                                "why")))
                                .code())
                .isEqualTo("scope_empty");
        assertThat(
                        refusal(
                                        () ->
                                                protection.kill(
                                                        world.trader,
                                                        new StartKill(
                                                                id(),
                                                                Kind.VENUE,
                                                                null,
                                                                null,
                                                                null,
                                                                null,
                                                                null,
                                                                "why")))
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
        assertThat(
                        refusal(() -> protection.killed(world.stranger, new KillRef(kill.kill())))
                                .code())
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
}
