package io.leverageguard.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.leverageguard.api.trading.Holdings.LedgerKind;
import io.leverageguard.api.trading.Holdings.SubPosition;
import io.leverageguard.api.trading.Trading.AmendOrder;
import io.leverageguard.api.trading.Trading.CancelAll;
import io.leverageguard.api.trading.Trading.ClosePosition;
import io.leverageguard.api.trading.Trading.Keeper;
import io.leverageguard.api.trading.Trading.ListKind;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderRef;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.api.trading.Trading.OrderType;
import io.leverageguard.api.trading.Trading.PlaceList;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.api.trading.Trading.Position;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.api.trading.Trading.TimeInForce;
import io.leverageguard.api.trading.Trading.Trigger;
import io.leverageguard.api.trading.Trading.TriggerKind;
import io.leverageguard.api.trading.Trading.TriggerSource;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.trading.FakeAccount.Next;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Conditional orders, lists, changes and closes, over memory and without threads. */
final class OrderTypesTest {
    private final TradingWorld world = new TradingWorld(false);

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void stopAtTheVenueWaitsThereAndBecomesAnOrder() {
        world.buy("1");
        world.settle();
        Order stop = place(stop(Side.SELL, "1", "95000", Keeper.VENUE));
        assertThat(stop.state()).isEqualTo(OrderState.ACCEPTED);
        assertThat(world.exchange.openTriggers()).hasSize(1);

        world.move("94000");
        assertThat(state(stop)).isEqualTo(OrderState.FILLED);
        assertThat(positions()).isEmpty();
        assertThat(world.api().fills(world.trader, world.ref()).fills().getLast().order())
                .isEqualTo(stop.order());
    }

    @Test
    void stopAtTheVenueIsCancelledThere() {
        world.buy("1");
        world.settle();
        Order stop = place(stop(Side.SELL, "1", "95000", Keeper.VENUE));
        assertThat(world.api().cancel(world.trader, new OrderRef(stop.order())).state())
                .isEqualTo(OrderState.CANCELED);
        assertThat(world.exchange.openTriggers()).isEmpty();
    }

    @Test
    void lostAnswerToAStopIsFoundAtTheVenue() {
        world.buy("1");
        world.settle();
        world.exchange.script.add(Next.LOSE_ANSWER);
        Order stop = place(stop(Side.SELL, "1", "95000", Keeper.VENUE));
        assertThat(stop.state()).isEqualTo(OrderState.ACCEPTED);
    }

    @Test
    void stopThatNeverArrivedIsRejectedOnceItCannotArrive() {
        world.buy("1");
        world.settle();
        world.exchange.script.add(Next.LOSE_REQUEST);
        Order stop = place(stop(Side.SELL, "1", "95000", Keeper.VENUE));
        assertThat(stop.state()).isEqualTo(OrderState.UNKNOWN);
        world.advance(Duration.ofSeconds(30));
        assertThat(state(stop)).isEqualTo(OrderState.REJECTED);
    }

    @Test
    void stopThatTriggersWhileWeAreDownIsOursAfterwards() {
        world.buy("1");
        world.settle();
        Order stop = place(stop(Side.SELL, "1", "95000", Keeper.VENUE));
        world.exchange.cut();
        world.venue.move("94000");
        world.restart();
        world.settle();
        assertThat(state(stop)).isEqualTo(OrderState.FILLED);
        assertThat(world.api().orders(world.trader, world.ref()).orders()).hasSize(2);
    }

    @Test
    void stopThatIsHeldHereIsSentWhenItsPriceComes() {
        world.buy("1");
        world.settle();
        int before = world.exchange.received.size();
        Order stop = place(stop(Side.SELL, "1", "95000", Keeper.DESK));
        assertThat(stop.state()).isEqualTo(OrderState.EMULATED);
        world.settle();
        world.move("95100");
        assertThat(world.exchange.received).hasSize(before);

        world.move("95000");
        assertThat(state(stop)).isEqualTo(OrderState.FILLED);
        assertThat(world.exchange.received).hasSize(before + 1);
        assertThat(positions()).isEmpty();
    }

    @Test
    void heldStopOutlivesARestart() {
        world.buy("1");
        world.settle();
        Order stop = place(stop(Side.SELL, "1", "95000", Keeper.DESK));
        world.restart();
        world.settle();
        assertThat(state(stop)).isEqualTo(OrderState.EMULATED);
        world.move("94000");
        assertThat(state(stop)).isEqualTo(OrderState.FILLED);
    }

    @Test
    void trailingStopFollowsThePriceUpAndSellsWhenItTurns() {
        world.buy("1");
        world.settle();
        Order stop =
                place(
                        conditional(
                                Side.SELL,
                                "1",
                                new Trigger(
                                        TriggerKind.TRAILING,
                                        TriggerSource.LAST,
                                        null,
                                        new BigDecimal("0.05"),
                                        null)));
        world.settle();
        world.move("110000");
        world.move("105000");
        assertThat(state(stop)).isEqualTo(OrderState.EMULATED);
        world.move("104500");
        assertThat(state(stop)).isEqualTo(OrderState.FILLED);
    }

    @Test
    void heldOrderIsChangedAndCancelledWithoutTheVenue() {
        world.buy("1");
        world.settle();
        Order stop = place(stop(Side.SELL, "1", "95000", Keeper.DESK));
        Order moved =
                world.api()
                        .amend(
                                world.trader,
                                new AmendOrder(stop.order(), null, null, new BigDecimal("96000")));
        assertThat(moved.trigger()).isNotNull();
        assertThat(moved.trigger().price()).isEqualByComparingTo("96000");
        assertThat(world.api().cancel(world.trader, new OrderRef(stop.order())).state())
                .isEqualTo(OrderState.CANCELED);
        world.move("90000");
        assertThat(state(stop)).isEqualTo(OrderState.CANCELED);
    }

    @Test
    void openOrderIsChangedAtTheVenue() {
        Order order = place(world.limit(world.newId(), Side.BUY, "1", "90000"));
        Order changed = amend(order, "2", "91000");
        assertThat(changed.state()).isEqualTo(OrderState.ACCEPTED);
        assertThat(changed.quantity()).isEqualByComparingTo("2");
        assertThat(changed.price()).isEqualByComparingTo("91000");
        world.settle();
        assertThat(world.order(order.order()).quantity()).isEqualByComparingTo("2");
    }

    @Test
    void refusedChangeLeavesTheOrderAsItWas() {
        Order order = place(world.limit(world.newId(), Side.BUY, "1", "90000"));
        world.exchange.script.add(Next.REJECT);
        assertThat(refusal(() -> amend(order, "2", "91000")).code()).isEqualTo("amend_rejected");
        assertThat(state(order)).isEqualTo(OrderState.ACCEPTED);
        assertThat(world.order(order.order()).quantity()).isEqualByComparingTo("1");
    }

    @Test
    void changeOfWhichNothingIsHeardIsSettledByAsking() {
        Order order = place(world.limit(world.newId(), Side.BUY, "1", "90000"));
        world.exchange.script.add(Next.LOSE_ANSWER);
        assertThat(amend(order, "2", "91000").quantity()).isEqualByComparingTo("2");
        world.exchange.script.add(Next.LOSE_REQUEST);
        assertThat(amend(order, "1", "91000").state()).isEqualTo(OrderState.PENDING_UPDATE);
        world.advance(Duration.ofSeconds(30));
        assertThat(state(order)).isEqualTo(OrderState.ACCEPTED);
        assertThat(world.order(order.order()).quantity()).isEqualByComparingTo("2");
    }

    @Test
    void bracketProtectsWhatIsFilledAndEndsWithTheFirstExit() {
        OrderId entry = world.newId();
        PlaceOrder stop = reduce(stop(Side.SELL, "1", "95000", null));
        PlaceOrder profit =
                reduce(
                        conditional(
                                Side.SELL,
                                "1",
                                new Trigger(
                                        TriggerKind.IF_TOUCHED,
                                        null,
                                        new BigDecimal("105000"),
                                        null,
                                        null)));
        List<Order> orders =
                world.api()
                        .placeList(
                                world.trader,
                                new PlaceList(
                                        ListKind.BRACKET,
                                        List.of(
                                                world.limit(entry, Side.BUY, "1", "90000"),
                                                stop,
                                                profit)))
                        .orders();
        assertThat(orders)
                .extracting(Order::state)
                .containsExactly(OrderState.ACCEPTED, OrderState.EMULATED, OrderState.EMULATED);
        world.exchange.fillResting(OrderRow.clientOrderId(entry), "0.4");
        world.settle();
        assertThat(world.order(stop.order()).quantity()).isEqualByComparingTo("0.4");
        world.exchange.fillResting(OrderRow.clientOrderId(entry), "0.6");
        world.settle();
        assertThat(world.order(stop.order()).quantity()).isEqualByComparingTo("1");

        world.move("105000");
        assertThat(world.order(profit.order()).state()).isEqualTo(OrderState.FILLED);
        assertThat(world.order(stop.order()).state()).isEqualTo(OrderState.CANCELED);
        assertThat(positions()).isEmpty();
    }

    @Test
    void repeatedListReturnsTheFirstAnswer() {
        PlaceList list = oco();
        List<Order> first = world.api().placeList(world.trader, list).orders();
        assertThat(world.api().placeList(world.trader, list).orders()).isEqualTo(first);
        PlaceList other =
                new PlaceList(ListKind.OCO, List.of(list.orders().getFirst(), buyAt("80000")));
        assertThat(refusal(() -> world.api().placeList(world.trader, other)).code())
                .isEqualTo("id_reused");
    }

    @Test
    void fillOfOneCancelsTheOther() {
        List<Order> orders = world.api().placeList(world.trader, oco()).orders();
        world.exchange.fillResting(orders.getFirst().clientOrderId(), "1");
        world.settle();
        assertThat(state(orders.getFirst())).isEqualTo(OrderState.FILLED);
        assertThat(state(orders.getLast())).isEqualTo(OrderState.CANCELED);
    }

    @Test
    void listIsTakenWholeOrNotAtAll() {
        PlaceOrder huge = command(Side.BUY, "3", "90000", TimeInForce.GTC, null);
        PlaceList list = new PlaceList(ListKind.OCO, List.of(buyAt("89000"), huge));
        assertThat(refusal(() -> world.api().placeList(world.trader, list)).code())
                .isEqualTo("order_notional_limit");
        assertThat(world.exchange.received).isEmpty();
        assertThat(world.api().orders(world.trader, world.ref()).orders()).isEmpty();
    }

    @Test
    void orderEndsWhenItsTimeIsOver() {
        Instant end = world.base.clock().now().plusSeconds(120);
        Order order = place(command(Side.BUY, "1", "90000", TimeInForce.GTD, end));
        assertThat(order.state()).isEqualTo(OrderState.ACCEPTED);
        world.advance(Duration.ofSeconds(119));
        assertThat(state(order)).isEqualTo(OrderState.ACCEPTED);
        world.advance(Duration.ofSeconds(2));
        assertThat(state(order)).isEqualTo(OrderState.CANCELED);
    }

    @Test
    void everythingOpenIsCancelled() {
        place(world.limit(world.newId(), Side.BUY, "1", "90000"));
        place(stop(Side.BUY, "1", "105000", Keeper.DESK));
        place(stop(Side.BUY, "1", "106000", Keeper.VENUE));
        List<Order> after =
                world.api()
                        .cancelAll(world.trader, new CancelAll(world.account.account(), null))
                        .orders();
        assertThat(after).hasSize(3).allMatch(order -> order.state() == OrderState.CANCELED);
    }

    @Test
    void positionIsClosedOnceHoweverOftenThatIsAsked() {
        world.buy("1");
        world.settle();
        ClosePosition command =
                new ClosePosition(world.newId(), world.account.account(), FakeVenue.SYMBOL, null);
        Order order = world.api().closePosition(world.trader, command);
        world.settle();
        assertThat(order.state()).isEqualTo(OrderState.FILLED);
        assertThat(positions()).isEmpty();
        assertThat(world.api().closePosition(world.trader, command).order())
                .isEqualTo(order.order());
        ClosePosition another =
                new ClosePosition(world.newId(), world.account.account(), FakeVenue.SYMBOL, null);
        assertThat(refusal(() -> world.api().closePosition(world.trader, another)).code())
                .isEqualTo("position_not_open");
    }

    @Test
    void strategiesShareOnePosition() {
        place(labelled(Side.BUY, "1", "trend"));
        place(labelled(Side.SELL, "0.4", "mean"));
        world.settle();
        assertThat(world.api().subPositions(world.trader, world.ref()).shares())
                .extracting(SubPosition::strategy, share -> share.quantity().toPlainString())
                .containsExactlyInAnyOrder(tuple("trend", "1"), tuple("mean", "-0.4"));
    }

    @Test
    void ledgerHasFeesProfitsAndFunding() {
        world.buy("1");
        world.settle();
        world.venue.price = new BigDecimal("101000");
        world.exchange.fund("-3.5");
        place(labelled(Side.SELL, "1", ""));
        world.settle();
        assertThat(world.api().ledger(world.trader, world.ref()).sums())
                .extracting(sum -> sum.kind() + " " + sum.amount().toPlainString())
                .containsExactlyInAnyOrder(
                        LedgerKind.FEE + " -100.5",
                        LedgerKind.REALIZED_PNL + " 1000",
                        LedgerKind.FUNDING + " -3.5");
    }

    @Test
    void badConditionsAreNamed() {
        assertThat(
                        refusal(
                                        () ->
                                                place(
                                                        conditional(
                                                                Side.SELL,
                                                                "1",
                                                                new Trigger(
                                                                        TriggerKind.STOP,
                                                                        null,
                                                                        null,
                                                                        null,
                                                                        null))))
                                .details())
                .containsEntry("field", "trigger.price");
        PlaceOrder trailing =
                conditional(
                        Side.SELL,
                        "1",
                        new Trigger(
                                TriggerKind.TRAILING,
                                null,
                                null,
                                new BigDecimal("0.01"),
                                Keeper.VENUE));
        assertThat(refusal(() -> place(trailing)).code()).isEqualTo("trigger_unsupported");
        assertThat(refusal(() -> place(stop(Side.SELL, "1", "95000.03", null))).code())
                .isEqualTo("off_tick");
    }

    private PlaceList oco() {
        return new PlaceList(ListKind.OCO, List.of(buyAt("89000"), buyAt("88000")));
    }

    private PlaceOrder buyAt(String price) {
        return world.limit(world.newId(), Side.BUY, "1", price);
    }

    private PlaceOrder stop(Side side, String quantity, String price, @Nullable Keeper keeper) {
        return conditional(
                side,
                quantity,
                new Trigger(TriggerKind.STOP, null, new BigDecimal(price), null, keeper));
    }

    private PlaceOrder conditional(Side side, String quantity, Trigger trigger) {
        return new PlaceOrder(
                world.newId(),
                world.account.account(),
                FakeVenue.SYMBOL,
                side,
                OrderType.MARKET,
                new BigDecimal(quantity),
                null,
                null,
                null,
                null,
                trigger,
                null,
                null);
    }

    private static PlaceOrder reduce(PlaceOrder order) {
        return new PlaceOrder(
                order.order(),
                order.account(),
                order.symbol(),
                order.side(),
                order.type(),
                order.quantity(),
                order.price(),
                order.timeInForce(),
                true,
                order.strategy(),
                order.trigger(),
                order.goodTill(),
                order.acknowledge());
    }

    private PlaceOrder command(
            Side side,
            String quantity,
            String price,
            TimeInForce timeInForce,
            @Nullable Instant goodTill) {
        return new PlaceOrder(
                world.newId(),
                world.account.account(),
                FakeVenue.SYMBOL,
                side,
                OrderType.LIMIT,
                new BigDecimal(quantity),
                new BigDecimal(price),
                timeInForce,
                null,
                null,
                null,
                goodTill,
                null);
    }

    private PlaceOrder labelled(Side side, String quantity, String strategy) {
        return new PlaceOrder(
                world.newId(),
                world.account.account(),
                FakeVenue.SYMBOL,
                side,
                OrderType.MARKET,
                new BigDecimal(quantity),
                null,
                null,
                null,
                strategy);
    }

    private Order place(PlaceOrder command) {
        return world.api().place(world.trader, command);
    }

    private Order amend(Order order, String quantity, String price) {
        return world.api()
                .amend(
                        world.trader,
                        new AmendOrder(
                                order.order(),
                                new BigDecimal(quantity),
                                new BigDecimal(price),
                                null));
    }

    private OrderState state(Order order) {
        return world.order(order.order()).state();
    }

    private List<Position> positions() {
        return world.api().positions(world.trader, world.ref()).positions();
    }

    private static Refusal refusal(ThrowingCallable call) {
        return catchThrowableOfType(Refusal.class, call);
    }
}
