package io.leverageguard.exchange.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.exchange.core.Trigger.Kind;
import io.leverageguard.exchange.core.Trigger.State;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class TriggersTest {
    private final Floor floor = new Floor();
    private final Exchange exchange = floor.exchange;
    private final Account account = floor.account("100000");

    @Test
    void stopSellsWhatFellToItsPriceAndNothingBefore() {
        Position position = floor.long10(account, "0.100");
        Trigger stop = sell(Kind.STOP, "98000");
        assertThat(account.openTriggers()).containsOnlyKeys(stop.id());
        floor.price("98000.1");
        assertThat(stop.state()).isEqualTo(State.WAITING);
        assertThat(position.lots()).isEqualTo(100);
        floor.told.clear();
        floor.price("98000");

        assertThat(position.lots()).isZero();
        assertThat(stop.state()).isEqualTo(State.FINISHED);
        assertThat(stop.order().orElseThrow().trigger()).contains(stop);
        assertThat(stop.triggeredAt()).isEqualTo(exchange.now());
        assertThat(account.openTriggers()).isEmpty();
        assertThat(floor.told)
                .containsExactly(
                        "trigger TRIGGERING",
                        "NEW NEW",
                        "TRADE FILLED",
                        "closed USER",
                        "trigger TRIGGERED",
                        "trigger FINISHED");
        floor.balanced();
    }

    @Test
    void gapOverTheStopPriceFillsWhereTheMarketIs() {
        Position position = floor.long10(account, "0.100");
        Trigger stop = sell(Kind.STOP, "98000");
        floor.price("95000");
        assertThat(position.lots()).isZero();
        ExchangeOrder order = stop.order().orElseThrow();
        assertThat(floor.btc.contract.meanPrice(order.cost(), order.filled()))
                .isBetween(new BigDecimal("94990"), new BigDecimal("95000"));
    }

    @Test
    void stopLimitRestsWhenTheMarketHasGoneBeyondItsLimit() {
        Position position = floor.long10(account, "0.100");
        OrderRequest limit = floor.limit(false, "0.100", "97900").reducing();
        Trigger stop =
                exchange.placeTrigger(
                        account, TriggerRequest.at(Kind.STOP, new BigDecimal("98000"), limit));
        floor.price("95000");
        assertThat(position.lots()).isEqualTo(100);
        assertThat(stop.state()).isEqualTo(State.TRIGGERED);
        floor.price("97950");
        assertThat(position.lots()).isZero();
        assertThat(stop.state()).isEqualTo(State.FINISHED);
    }

    @Test
    void takeProfitSellsWhatRoseToItsPrice() {
        Position position = floor.long10(account, "0.100");
        Trigger target = sell(Kind.TAKE_PROFIT, "102000");
        floor.price("101999.8");
        assertThat(position.lots()).isEqualTo(100);
        floor.price("102000.1");
        assertThat(position.lots()).isZero();
        assertThat(target.state()).isEqualTo(State.FINISHED);
    }

    @Test
    void whatWouldTriggerAtOnceIsRefused() {
        floor.long10(account, "0.100");
        assertThatThrownBy(() -> sell(Kind.STOP, "101000")).hasMessage("WOULD_TRIGGER");
        assertThatThrownBy(() -> sell(Kind.TAKE_PROFIT, "99000")).hasMessage("WOULD_TRIGGER");
        OrderRequest nothing = floor.market(false, "0").reducing();
        assertThatThrownBy(() -> exchange.placeTrigger(account, at(Kind.STOP, "98000", nothing)))
                .hasMessage("QUANTITY_NOT_POSITIVE");
        assertThat(account.triggers()).isEmpty();
    }

    @Test
    void largeOrderTriggersByTheLastPriceButNotByTheMarkPrice() {
        floor.exchange.setLeverage(account, floor.btc, 125);
        TriggerRequest entry =
                TriggerRequest.at(Kind.STOP, new BigDecimal("100050"), floor.market(true, "0.001"));
        Trigger byLast = exchange.placeTrigger(account, entry);
        Trigger byMark =
                exchange.placeTrigger(
                        account,
                        TriggerRequest.at(
                                        Kind.STOP,
                                        new BigDecimal("100050"),
                                        floor.market(true, "0.001"))
                                .by(PriceSource.MARK));
        Trigger byIndex =
                exchange.placeTrigger(
                        account,
                        TriggerRequest.at(
                                        Kind.STOP,
                                        new BigDecimal("100050"),
                                        floor.market(true, "0.001"))
                                .by(PriceSource.INDEX));
        Account whale = floor.account("50000000");
        exchange.place(whale, floor.market(true, "40"));
        assertThat(floor.btc.contract.price(floor.btc.lastTicks()))
                .isGreaterThan(new BigDecimal("100050"));
        assertThat(byLast.state()).isEqualTo(State.FINISHED);
        assertThat(byMark.state()).isEqualTo(State.WAITING);
        floor.price("100051");
        assertThat(byMark.state()).isEqualTo(State.FINISHED);
        assertThat(byIndex.state()).isEqualTo(State.FINISHED);
    }

    @Test
    void trailingStopFollowsTheBestPriceAndSellsOnTheWayBack() {
        Position position = floor.long10(account, "0.100");
        Trigger trailing =
                exchange.placeTrigger(
                        account,
                        TriggerRequest.trailing(
                                new BigDecimal("101000"),
                                new BigDecimal("0.01"),
                                floor.market(false, "0.100").reducing()));
        floor.price("97000");
        assertThat(trailing.isActive()).isFalse();
        floor.price("101000");
        assertThat(trailing.isActive()).isTrue();
        floor.price("104000");
        assertThat(trailing.bestTicks()).isBetween(1_039_999L, 1_040_001L);
        assertThat(trailing.triggerTicks()).isBetween(1_029_598L, 1_029_601L);
        floor.price("102961");
        assertThat(position.lots()).isEqualTo(100);
        floor.price("102959");
        assertThat(position.lots()).isZero();
        assertThat(trailing.state()).isEqualTo(State.FINISHED);
    }

    @Test
    void trailingBuyFollowsTheLowestPriceByADistance() {
        OrderRequest buy = floor.market(true, "0.100");
        Trigger trailing =
                exchange.placeTrigger(
                        account,
                        new TriggerRequest(
                                "",
                                Kind.TRAILING,
                                PriceSource.MARK,
                                true,
                                BigDecimal.ZERO,
                                BigDecimal.ZERO,
                                new BigDecimal("500"),
                                false,
                                0,
                                buy));
        floor.price("97000");
        floor.price("97400");
        assertThat(trailing.state()).isEqualTo(State.WAITING);
        floor.price("97501");
        assertThat(trailing.state()).isEqualTo(State.FINISHED);
        assertThat(account.position(floor.btc, Leg.BOTH).lots()).isEqualTo(100);
    }

    @Test
    void oneOfAPairCancelsTheOther() {
        floor.long10(account, "0.100");
        OrderRequest exit = floor.market(false, "0.100").reducing();
        OrderRequest other = floor.market(false, "0.100").reducing();
        List<Trigger> pair =
                exchange.placePair(
                        account,
                        TriggerRequest.at(Kind.STOP, new BigDecimal("98000"), exit),
                        TriggerRequest.at(Kind.TAKE_PROFIT, new BigDecimal("102000"), other));
        floor.price("102500");
        assertThat(pair.getLast().state()).isEqualTo(State.FINISHED);
        assertThat(pair.getFirst().state()).isEqualTo(State.CANCELED);
        assertThat(pair.getFirst().endReason()).isEqualTo(EndReason.PAIR);
    }

    @Test
    void attachedTriggersComeAliveWithTheFill() {
        OrderRequest exit = OrderRequest.market("BTCUSDT", "", false, BigDecimal.ZERO).reducing();
        OrderRequest entry =
                floor.limit(true, "0.100", "99000")
                        .with(
                                List.of(
                                        at(Kind.STOP, "98000", exit),
                                        at(Kind.TAKE_PROFIT, "103000", exit)));
        ExchangeOrder order = exchange.place(account, entry);
        assertThat(account.openTriggers()).isEmpty();
        floor.price("98900");
        assertThat(order.status()).isEqualTo(ExchangeOrder.Status.FILLED);
        assertThat(account.openTriggers()).hasSize(2);
        assertThat(account.openTriggers().values())
                .allMatch(trigger -> trigger.parent().orElseThrow() == order)
                .allMatch(
                        trigger -> trigger.request().order().quantity().toString().equals("0.100"));
        floor.price("97900");
        assertThat(account.position(floor.btc, Leg.BOTH).lots()).isZero();
        assertThat(account.openTriggers()).isEmpty();
        floor.balanced();
    }

    @Test
    void priceFromBeforeTheFillDoesNotTriggerWhatIsAttached() {
        OrderRequest exit = OrderRequest.market("BTCUSDT", "", false, BigDecimal.ZERO).reducing();
        exchange.place(
                account,
                floor.limit(true, "0.100", "99000")
                        .with(List.of(at(Kind.TAKE_PROFIT, "99800", exit))));
        floor.price("98900");
        assertThat(account.openTriggers()).hasSize(1);
        floor.price("99900");
        assertThat(account.openTriggers()).isEmpty();
        assertThat(account.position(floor.btc, Leg.BOTH).lots()).isZero();
    }

    @Test
    void closePositionClosesWhateverThereIs() {
        Position position = floor.long10(account, "0.100");
        OrderRequest exit = OrderRequest.market("BTCUSDT", "", false, BigDecimal.ZERO).closing();
        Trigger stop = exchange.placeTrigger(account, at(Kind.STOP, "98000", exit));
        exchange.place(account, floor.market(true, "0.250"));
        floor.price("97000");
        assertThat(position.lots()).isZero();
        assertThat(stop.order().orElseThrow().filled()).isEqualTo(350);

        Trigger late = exchange.placeTrigger(account, at(Kind.STOP, "96000", exit));
        floor.price("95000");
        assertThat(late.state()).isEqualTo(State.EXPIRED);
        assertThat(late.endReason()).isEqualTo(EndReason.REDUCE_ONLY);
    }

    @Test
    void triggersOfAPositionDieWithIt() {
        floor.long10(account, "0.100");
        OrderRequest exit = OrderRequest.market("BTCUSDT", "", false, BigDecimal.ZERO).closing();
        Trigger stop =
                exchange.placeTrigger(account, at(Kind.STOP, "98000", exit).dyingWithPosition());
        exchange.place(account, floor.market(false, "0.100"));
        assertThat(stop.state()).isEqualTo(State.CANCELED);
    }

    @Test
    void noMarginIsAskedForUntilThePriceIsReached() {
        Account poor = floor.account("10");
        Trigger entry =
                exchange.placeTrigger(poor, at(Kind.STOP, "101000", floor.market(true, "1.000")));
        floor.price("101500");
        assertThat(entry.state()).isEqualTo(State.REJECTED);
        assertThat(entry.refusal()).contains(Reason.MARGIN_INSUFFICIENT);
        assertThat(poor.orders()).isEmpty();
    }

    @Test
    void amendedTriggerWaitsForTheNewPrice() {
        Position position = floor.long10(account, "0.100");
        Trigger stop = sell(Kind.STOP, "98000");
        exchange.amend(stop, stop.request().with(new BigDecimal("97000"), stop.request().order()));
        floor.price("97500");
        assertThat(position.lots()).isEqualTo(100);
        floor.price("96999");
        assertThat(position.lots()).isZero();
        assertThatThrownBy(() -> exchange.cancel(stop)).hasMessage("TRIGGER_NOT_WAITING");
    }

    @Test
    void twoHundredTriggersAreTheMost() {
        for (int i = 0; i < Triggers.WAITING_MAX; i++) {
            sell(Kind.STOP, "98000");
        }
        assertThatThrownBy(() -> sell(Kind.STOP, "98000")).hasMessage("TOO_MANY_TRIGGERS");
        exchange.cancelAllTriggers(account, floor.btc);
        assertThat(account.openTriggers()).isEmpty();
        sell(Kind.STOP, "98000");
    }

    @Test
    void ordersAndTriggersExpireWhenTheirTimeIsOver() {
        long until = exchange.now() + 60_000;
        ExchangeOrder order =
                exchange.place(account, floor.limit(true, "0.100", "99000").until(until));
        Trigger trigger =
                exchange.placeTrigger(
                        account, at(Kind.STOP, "105000", floor.market(true, "0.100")).until(until));
        exchange.advance(59_999);
        assertThat(order.status().isOpen()).isTrue();
        assertThat(trigger.state()).isEqualTo(State.WAITING);
        exchange.advance(1);
        assertThat(order.status()).isEqualTo(ExchangeOrder.Status.EXPIRED);
        assertThat(order.endReason()).isEqualTo(EndReason.GOOD_TILL);
        assertThat(trigger.state()).isEqualTo(State.EXPIRED);
        assertThat(account.orderMargin()).isZero();
        OrderRequest late = floor.limit(true, "0.100", "99000").until(exchange.now());
        assertThatThrownBy(() -> exchange.place(account, late)).hasMessage("GOOD_TILL_INVALID");
    }

    private static TriggerRequest at(Kind kind, String price, OrderRequest order) {
        return TriggerRequest.at(kind, new BigDecimal(price), order);
    }

    private Trigger sell(Kind kind, String price) {
        return exchange.placeTrigger(
                account, at(kind, price, floor.market(false, "0.100").reducing()));
    }
}
