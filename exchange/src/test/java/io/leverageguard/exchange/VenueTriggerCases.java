package io.leverageguard.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.leverageguard.venues.Reports.CommandOutcome;
import io.leverageguard.venues.Reports.OrderSide;
import io.leverageguard.venues.Triggers.PriceSource;
import io.leverageguard.venues.Triggers.TriggerKind;
import io.leverageguard.venues.Triggers.TriggerOutcome;
import io.leverageguard.venues.Triggers.TriggerReport;
import io.leverageguard.venues.Triggers.TriggerRequest;
import io.leverageguard.venues.Triggers.TriggerState;
import io.leverageguard.venues.VenueAccount;
import io.leverageguard.venues.VenueStream;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Cases 40 to 49: conditional orders. */
interface VenueTriggerCases {
    Scene scene();

    @Test
    @DisplayName("VS-40 a conditional order waits, is listed, and can be cancelled")
    default void triggerWaits() {
        VenueAccount account = holding(TriggerKind.STOP);
        TriggerRequest stop = closing(TriggerKind.STOP, "98000");
        accepted(account, stop);
        assertThat(account.openTriggers())
                .singleElement()
                .returns(stop.clientOrderId(), TriggerReport::clientOrderId)
                .returns(TriggerState.WAITING, TriggerReport::state)
                .returns(TriggerKind.STOP, TriggerReport::kind);
        assertThat(account.openOrders()).isEmpty();
        assertThat(account.cancelTrigger(scene().symbol(), stop.clientOrderId()))
                .isEqualTo(new CommandOutcome.Done());
        assertThat(account.openTriggers()).isEmpty();
        assertThat(account.cancelTrigger(scene().symbol(), stop.clientOrderId()))
                .isInstanceOf(CommandOutcome.Rejected.class);
    }

    @Test
    @DisplayName("VS-41 a stop closes the position when the price falls")
    default void stop() {
        VenueAccount account = holding(TriggerKind.STOP);
        TriggerRequest stop = closing(TriggerKind.STOP, "98000");
        accepted(account, stop);
        moveTo("98500");
        assertThat(account.positions()).hasSize(1);
        moveTo("97900");
        assertThat(account.positions()).isEmpty();
        assertThat(account.openTriggers()).isEmpty();
        account.trigger(scene().symbol(), stop.clientOrderId())
                .ifPresent(
                        done ->
                                assertThat(done.state())
                                        .isIn(TriggerState.TRIGGERED, TriggerState.FINISHED));
    }

    @Test
    @DisplayName("VS-42 a take-profit closes the position when the price rises")
    default void takeProfit() {
        VenueAccount account = holding(TriggerKind.TAKE_PROFIT);
        accepted(account, closing(TriggerKind.TAKE_PROFIT, "102000"));
        moveTo("101500");
        assertThat(account.positions()).hasSize(1);
        moveTo("102100");
        assertThat(account.positions()).isEmpty();
    }

    @Test
    @DisplayName("VS-43 a trailing stop follows the price up and closes on the way back")
    default void trailing() {
        VenueAccount account = holding(TriggerKind.TRAILING);
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
        accepted(account, trailing);
        moveTo("103000");
        moveTo("102500");
        assertThat(account.positions()).as("half a per cent back").hasSize(1);
        moveTo("101500");
        assertThat(account.positions()).as("more than one per cent back").isEmpty();
    }

    @Test
    @DisplayName("VS-44 a lost answer is unknown, and the conditional order is found by its id")
    default void lostAnswerOfATrigger() {
        VenueAccount account = holding(TriggerKind.STOP);
        TriggerRequest stop = closing(TriggerKind.STOP, "98000");
        scene().loseAnswer();
        assertThat(account.placeTrigger(stop)).isInstanceOf(TriggerOutcome.Unknown.class);
        assertThat(account.trigger(scene().symbol(), stop.clientOrderId())).isPresent();
    }

    @Test
    @DisplayName("VS-45 the stream tells of a conditional order and of the order it became")
    default void triggerStream() {
        VenueAccount account = holding(TriggerKind.STOP);
        Told told = new Told();
        TriggerRequest stop = closing(TriggerKind.STOP, "98000");
        try (VenueStream stream = account.stream(told)) {
            accepted(account, stop);
            moveTo("97900");
            scene().hear(stream);
        }
        assertThat(told.triggers)
                .isNotEmpty()
                .allMatch(one -> one.clientOrderId().equals(stop.clientOrderId()));
        assertThat(told.triggers.getLast().state())
                .isIn(TriggerState.TRIGGERED, TriggerState.FINISHED);
        assertThat(told.filled()).isEqualByComparingTo("0.02");
    }

    private VenueAccount holding(TriggerKind kind) {
        assumeTrue(
                scene().venue().capabilities().triggerKinds().contains(kind),
                "no " + kind + " here");
        VenueAccount account = scene().account();
        scene().placed(account, scene().market(OrderSide.BUY, "0.02"));
        return account;
    }

    private TriggerRequest closing(TriggerKind kind, String price) {
        return TriggerRequest.market(
                scene().symbol(),
                scene().id(),
                OrderSide.SELL,
                kind,
                new BigDecimal(price),
                new BigDecimal("0.02"));
    }

    private void accepted(VenueAccount account, TriggerRequest trigger) {
        assertThat(account.placeTrigger(trigger)).isInstanceOf(TriggerOutcome.Accepted.class);
    }

    private void moveTo(String price) {
        scene().price(price);
        scene().advance(Duration.ofSeconds(3));
    }
}
