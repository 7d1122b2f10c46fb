package io.leverageguard.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.leverageguard.venues.Capabilities.DeadMan;
import io.leverageguard.venues.Capabilities.Watch;
import io.leverageguard.venues.Reports.CommandOutcome;
import io.leverageguard.venues.Reports.Lifetime;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.OrderSide;
import io.leverageguard.venues.Triggers.PriceSource;
import io.leverageguard.venues.Triggers.TriggerKind;
import io.leverageguard.venues.Triggers.TriggerOutcome;
import io.leverageguard.venues.Triggers.TriggerReport;
import io.leverageguard.venues.Triggers.TriggerRequest;
import io.leverageguard.venues.VenueAccount;
import io.leverageguard.venues.VenueStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Cases 70 to 79: what stops an account, and what does it when nobody is there any more. */
interface VenueSafetyCases {
    Duration A_SECOND = Duration.ofSeconds(1);

    Scene scene();

    @Test
    @DisplayName("VS-70 the venue cancels what is open when nobody says that he is there")
    default void deadManStrikes() {
        DeadMan offer = told();
        VenueAccount account = resting();
        assertThat(account.armDeadMan(offer.shortest(), Set.of()))
                .isEqualTo(new CommandOutcome.Done());
        scene().advance(offer.shortest().minus(A_SECOND));
        assertThat(account.openOrders()).hasSize(1);
        scene().advance(A_SECOND.multipliedBy(2));
        assertThat(account.openOrders()).isEmpty();
    }

    @Test
    @DisplayName("VS-71 said again in time, nothing is cancelled; nor once it is switched off")
    default void deadManIsHeld() {
        DeadMan offer = told();
        Duration patience = offer.within(Duration.ofSeconds(20));
        VenueAccount account = resting();
        for (int times = 0; times < 5; times++) {
            assertThat(account.armDeadMan(patience, Set.of())).isEqualTo(new CommandOutcome.Done());
            scene().advance(patience.dividedBy(2));
        }
        assertThat(account.openOrders()).hasSize(1);
        assertThat(account.disarmDeadMan(Set.of(scene().symbol())))
                .isEqualTo(new CommandOutcome.Done());
        scene().advance(patience.multipliedBy(2));
        assertThat(account.openOrders()).hasSize(1);
    }

    @Test
    @DisplayName("VS-72 where a venue counts by contract, a contract without orders can be named")
    default void deadManOfALaterOrder() {
        DeadMan offer = told();
        VenueAccount account = scene().account();
        Duration patience = offer.within(Duration.ofSeconds(20));
        assertThat(account.armDeadMan(patience, Set.of(scene().symbol())))
                .isEqualTo(new CommandOutcome.Done());
        scene().placed(account, scene().limit(OrderSide.BUY, "0.02", "99000", Lifetime.GTC));
        scene().advance(patience.plus(A_SECOND));
        assertThat(account.openOrders()).isEmpty();
    }

    @Test
    @DisplayName("VS-73 the venue cancels what is open when the private stream has been lost")
    default void deadManOfTheStream() {
        DeadMan offer = offer(Watch.ON_DISCONNECT);
        VenueAccount account = resting();
        try (VenueStream stream = account.stream(new Told())) {
            scene().hear(stream);
            assertThat(account.armDeadMan(offer.shortest(), Set.of()))
                    .isEqualTo(new CommandOutcome.Done());
            scene().listen(stream, offer.shortest().multipliedBy(4));
            assertThat(account.openOrders()).as("somebody listens").hasSize(1);
            scene().dropSockets();
            scene().advance(offer.shortest().minus(A_SECOND));
            scene().hear(stream);
            scene().listen(stream, offer.shortest().multipliedBy(4));
            assertThat(account.openOrders()).as("he came back in time").hasSize(1);
        }
        scene().advance(offer.shortest().plus(A_SECOND));
        assertThat(account.openOrders()).isEmpty();
    }

    @Test
    @DisplayName("VS-74 the switch takes the conditional orders that it is said to take")
    default void deadManAndTriggers() {
        DeadMan offer = scene().venue().capabilities().deadMan();
        assumeTrue(offer.exists(), "no dead-man switch here");
        VenueAccount account = resting();
        stop(account, "0.02");
        try (VenueStream stream = account.stream(new Told())) {
            scene().hear(stream);
            assertThat(account.armDeadMan(offer.shortest(), Set.of()))
                    .isEqualTo(new CommandOutcome.Done());
            scene().advance(A_SECOND);
        }
        scene().advance(offer.shortest().plus(A_SECOND));
        assertThat(account.openOrders()).isEmpty();
        assertThat(account.openTriggers()).hasSize(offer.cancelsTriggers() ? 0 : 1);
    }

    @Test
    @DisplayName("VS-75 a time that the venue does not take is refused")
    default void deadManOfAnImpossibleTime() {
        DeadMan offer = scene().venue().capabilities().deadMan();
        assumeTrue(offer.exists(), "no dead-man switch here");
        VenueAccount account = scene().account();
        for (Duration bad :
                Set.of(offer.shortest().minusMillis(1), offer.longest().plusMillis(1))) {
            assertThat(account.armDeadMan(bad, Set.of(scene().symbol())))
                    .isInstanceOf(CommandOutcome.Rejected.class);
        }
    }

    @Test
    @DisplayName("VS-76 every conditional order of a contract is cancelled, the trailing one too")
    default void allTriggers() {
        assumeTrue(!scene().venue().capabilities().triggerKinds().isEmpty());
        VenueAccount account = scene().account();
        scene().placed(account, scene().market(OrderSide.BUY, "0.02"));
        stop(account, "0.01");
        stop(account, "0.02");
        trailing(account);
        assertThat(account.openTriggers()).hasSize(3);
        assertThat(account.cancelAllTriggers(scene().symbol()))
                .isEqualTo(new CommandOutcome.Done());
        assertThat(account.openTriggers()).isEmpty();
        assertThat(account.cancelAllTriggers(scene().symbol()))
                .isEqualTo(new CommandOutcome.Done());
    }

    @Test
    @DisplayName("VS-77 a stop without a quantity covers the position whatever becomes of it")
    default void stopOfThePosition() {
        assumeTrue(scene().venue().capabilities().triggerKinds().contains(TriggerKind.STOP));
        VenueAccount account = scene().account();
        scene().placed(account, scene().market(OrderSide.BUY, "0.02"));
        stop(account, null);
        scene().placed(account, scene().market(OrderSide.BUY, "0.03"));
        scene().price("97900");
        scene().advance(A_SECOND.multipliedBy(3));
        assertThat(account.positions()).isEmpty();
        assertThat(account.openTriggers()).isEmpty();
    }

    @Test
    @DisplayName("VS-78 a trailing stop is found by its id, also by who was told of it")
    default void trailingIsFound() {
        assumeTrue(scene().venue().capabilities().triggerKinds().contains(TriggerKind.TRAILING));
        VenueAccount account = scene().account();
        scene().placed(account, scene().market(OrderSide.BUY, "0.02"));
        TriggerRequest left = trailing(account);
        assertThat(account.trigger(scene().symbol(), left.clientOrderId())).isPresent();
        VenueAccount again = scene().sameAccount();
        again.remember(left);
        assertThat(again.openTriggers())
                .singleElement()
                .returns(left.clientOrderId(), TriggerReport::clientOrderId);
        assertThat(again.cancelTrigger(scene().symbol(), left.clientOrderId()))
                .isEqualTo(new CommandOutcome.Done());
        assertThat(account.openTriggers()).isEmpty();
    }

    private DeadMan told() {
        DeadMan offer = scene().venue().capabilities().deadMan();
        assumeTrue(offer.exists(), "no dead-man switch here");
        assumeTrue(offer.watch() != Watch.ON_DISCONNECT, "it goes by the stream here");
        return offer;
    }

    private DeadMan offer(Watch watch) {
        DeadMan offer = scene().venue().capabilities().deadMan();
        assumeTrue(offer.watch() == watch, "not " + watch + " here");
        return offer;
    }

    private VenueAccount resting() {
        VenueAccount account = scene().account();
        OrderReport order =
                scene().placed(
                                account,
                                scene().limit(OrderSide.BUY, "0.02", "99000", Lifetime.GTC));
        assertThat(account.openOrders())
                .extracting(OrderReport::venueOrderId)
                .containsExactly(order.venueOrderId());
        return account;
    }

    private void stop(VenueAccount account, @Nullable String quantity) {
        TriggerRequest stop =
                new TriggerRequest(
                        scene().symbol(),
                        scene().id(),
                        OrderSide.SELL,
                        TriggerKind.STOP,
                        PriceSource.MARK,
                        new BigDecimal("98000"),
                        null,
                        null,
                        quantity == null ? null : new BigDecimal(quantity),
                        true,
                        null);
        assertThat(account.placeTrigger(stop)).isInstanceOf(TriggerOutcome.Accepted.class);
    }

    private TriggerRequest trailing(VenueAccount account) {
        TriggerRequest trailing =
                new TriggerRequest(
                        scene().symbol(),
                        scene().id(),
                        OrderSide.SELL,
                        TriggerKind.TRAILING,
                        PriceSource.LAST,
                        null,
                        null,
                        new BigDecimal("0.01"),
                        new BigDecimal("0.02"),
                        true,
                        null);
        assertThat(account.placeTrigger(trailing)).isInstanceOf(TriggerOutcome.Accepted.class);
        return trailing;
    }
}
