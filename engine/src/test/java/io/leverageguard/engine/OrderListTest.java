package io.leverageguard.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.engine.Command.AddInstrument;
import io.leverageguard.engine.Command.ExpireOrder;
import io.leverageguard.engine.Command.Fill;
import io.leverageguard.engine.Command.Link;
import io.leverageguard.engine.Command.MoveOrder;
import io.leverageguard.engine.Command.OpenAccount;
import io.leverageguard.engine.Command.Peers;
import io.leverageguard.engine.Command.PlaceOrder;
import io.leverageguard.engine.Command.PriceSource;
import io.leverageguard.engine.Command.RefuseAmend;
import io.leverageguard.engine.Command.RefuseCancel;
import io.leverageguard.engine.Command.ReleaseOrder;
import io.leverageguard.engine.Command.RequestCancel;
import io.leverageguard.engine.Command.SetLeverage;
import io.leverageguard.engine.Command.SetLimits;
import io.leverageguard.engine.Command.Terms;
import io.leverageguard.engine.Command.Trigger;
import io.leverageguard.engine.Command.TriggerKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class OrderListTest {
    private static final int ACCOUNT = 1;
    private static final int BTC = 1;

    private final Heard heard = new Heard();
    private final Engine engine = new Engine(heard);

    @BeforeEach
    void open() {
        engine.apply(new OpenAccount(ACCOUNT, Limits.NONE));
        engine.apply(new AddInstrument(BTC, 1));
        engine.apply(new SetLeverage(ACCOUNT, BTC, 5));
    }

    @AfterEach
    void whatIsKeptTwiceIsTheSame() {
        Truth.check(engine);
    }

    @Test
    void heldOrderIsCountedButNeitherSentNorExposed() {
        place(1, false, 10, 0, stop(90), null);
        assertThat(heard.all).isEmpty();
        assertThat(engine.openOrders(ACCOUNT)).isOne();
        assertThat(engine.state().positions.values().iterator().next().sellLotsExposed).isZero();
        engine.apply(new ReleaseOrder(1, 90, 5));
        assertThat(heard.all).containsExactly("1 RELEASED 0", "send 1 of 10");
        assertThat(heard.approved.getFirst().trigger()).isNull();
        assertThat(engine.apply(new ReleaseOrder(1, 90, 5))).isEqualTo(Verdict.WRONG_STATE);
        engine.apply(new MoveOrder(1, OrderState.ACCEPTED, 0));
        assertThat(heard.all).endsWith("1 SUBMITTED 0", "1 ACCEPTED 0");
    }

    @Test
    void conditionThatTheVenueKeepsIsSentWithTheOrder() {
        Trigger kept = new Trigger(TriggerKind.STOP, PriceSource.MARK, false, 90, 0);
        place(1, false, 10, 0, kept, null);
        assertThat(heard.approved.getFirst().trigger()).isEqualTo(kept);
        engine.apply(new MoveOrder(1, OrderState.ACCEPTED, 0));
        engine.apply(new MoveOrder(1, OrderState.TRIGGERED, 0));
        engine.apply(new RequestCancel(1));
        engine.apply(new RefuseCancel(1));
        assertThat(heard.orders).endsWith("1 TRIGGERED 0", "1 PENDING_CANCEL 0", "1 TRIGGERED 0");
    }

    @Test
    void limitsAreAskedAgainWhenTheTriggerIsReached() {
        place(1, false, 10, 0, stop(90), null);
        engine.apply(
                new SetLimits(
                        Scope.DESK, new Limits(5, Limits.UNLIMITED, 9, 9, TradingState.ACTIVE, 1)));
        assertThat(engine.apply(new ReleaseOrder(1, 90, 5))).isEqualTo(Verdict.ORDER_NOTIONAL);
        assertThat(heard.all).containsExactly("1 denied: order_notional_limit", "1 DENIED 0");
        assertThat(engine.openOrders(ACCOUNT)).isZero();
    }

    @Test
    void cancelAndTimeEndAHeldOrderAtOnce() {
        place(1, false, 10, 0, stop(90), null);
        place(2, false, 10, 0, stop(90), null);
        assertThat(engine.apply(new MoveOrder(1, OrderState.ACCEPTED, 0)))
                .isEqualTo(Verdict.WRONG_STATE);
        engine.apply(new RequestCancel(1));
        engine.apply(new ExpireOrder(2));
        assertThat(heard.orders).containsExactly("1 CANCELED 0", "2 EXPIRED 0");
    }

    @Test
    void timeOfAnOrderAtTheVenueHasItCancelledThere() {
        place(1, true, 10, 100, null, null);
        engine.apply(new ExpireOrder(1));
        assertThat(heard.all).containsExactly("send 1 of 10");
        engine.apply(new MoveOrder(1, OrderState.ACCEPTED, 0));
        assertThat(heard.all).endsWith("1 ACCEPTED 0", "1 PENDING_CANCEL 0", "cancel 1");
    }

    @Test
    void stopIsArmedByTheFirstFillAndGrowsWithTheOthers() {
        bracket();
        assertThat(engine.apply(new ReleaseOrder(2, 90, 0))).isEqualTo(Verdict.WRONG_STATE);
        fill(1, true, 4, 4, OrderState.PARTIALLY_FILLED);
        assertThat(heard.all).endsWith("1 PARTIALLY_FILLED 4", "2 is 4 at 0 from 90");
        fill(1, true, 3, 7, OrderState.PARTIALLY_FILLED);
        assertThat(heard.all).endsWith("1 PARTIALLY_FILLED 7", "2 is 7 at 0 from 90");
        assertThat(heard.approved).hasSize(1);
        fill(1, true, 3, 10, OrderState.FILLED);
        assertThat(heard.all)
                .endsWith("1 FILLED 10", "2 is 10 at 0 from 90", "3 RELEASED 0", "send 3 of 10");
    }

    @Test
    void cancelledParentLeavesChildrenOfWhatItFilled() {
        bracket();
        fill(1, true, 4, 4, OrderState.PARTIALLY_FILLED);
        engine.apply(new RequestCancel(1));
        engine.apply(new MoveOrder(1, OrderState.CANCELED, 4));
        assertThat(heard.all)
                .endsWith("1 CANCELED 4", "3 is 4 at 110 from 0", "3 RELEASED 0", "send 3 of 4");
        assertThat(engine.openOrders(ACCOUNT)).isEqualTo(2);
    }

    @Test
    void parentThatEndsWithNothingEndsItsChildren() {
        bracket();
        engine.apply(new MoveOrder(1, OrderState.EXPIRED, 0));
        assertThat(heard.orders).endsWith("1 EXPIRED 0", "2 CANCELED 0", "3 CANCELED 0");
        assertThat(engine.openOrders(ACCOUNT)).isZero();
    }

    @Test
    void heldParentTakesItsChildrenWithIt() {
        place(1, true, 10, 0, stop(110), new Link(1, 0, Peers.NONE));
        child(2, 0, stop(90), Peers.CANCEL);
        engine.apply(new RequestCancel(1));
        assertThat(heard.orders).containsExactly("1 CANCELED 0", "2 CANCELED 0");
    }

    @Test
    void childWithoutItsParentIsDenied() {
        PlaceOrder orphan = order(2, false, 10, 0, stop(90), new Link(1, 1, Peers.NONE));
        assertThat(engine.check(orphan)).isEqualTo(Verdict.OK);
        assertThat(engine.apply(orphan)).isEqualTo(Verdict.UNKNOWN_ORDER);
        assertThat(heard.orders).containsExactly("2 DENIED 0");
    }

    @Test
    void halfSizedChildrenFollowInProportion() {
        place(1, true, 10, 100, null, new Link(1, 0, Peers.NONE));
        engine.apply(reduce(2, 5, 0, stop(90), new Link(1, 1, Peers.NONE)));
        fill(1, true, 5, 5, OrderState.PARTIALLY_FILLED);
        assertThat(heard.all).endsWith("2 is 3 at 0 from 90");
    }

    @Test
    void firstFillOfOneCancelsTheOthers() {
        bracket();
        fill(1, true, 10, 10, OrderState.FILLED);
        engine.apply(new MoveOrder(3, OrderState.ACCEPTED, 0));
        engine.apply(new MoveOrder(3, OrderState.PARTIALLY_FILLED, 2));
        assertThat(heard.all).endsWith("3 PARTIALLY_FILLED 2", "2 CANCELED 0");
    }

    @Test
    void peerAtTheVenueIsCancelledThereAndOneOnItsWayAsSoonAsItIsOpen() {
        Link link = new Link(1, 0, Peers.CANCEL);
        place(1, true, 10, 100, null, link);
        place(2, true, 10, 99, null, link);
        place(3, true, 10, 98, null, link);
        engine.apply(new MoveOrder(2, OrderState.ACCEPTED, 0));
        engine.apply(new MoveOrder(1, OrderState.PARTIALLY_FILLED, 1));
        assertThat(heard.all).endsWith("1 PARTIALLY_FILLED 1", "2 PENDING_CANCEL 0", "cancel 2");
        engine.apply(new MoveOrder(3, OrderState.ACCEPTED, 0));
        assertThat(heard.all).endsWith("3 ACCEPTED 0", "3 PENDING_CANCEL 0", "cancel 3");
        engine.apply(new MoveOrder(1, OrderState.PARTIALLY_FILLED, 2));
        assertThat(heard.all).endsWith("1 PARTIALLY_FILLED 2");
    }

    @Test
    void peersShrinkByWhatIsFilled() {
        Link link = new Link(1, 0, Peers.UPDATE);
        place(1, true, 10, 100, null, link);
        place(2, true, 10, 99, null, link);
        place(3, true, 10, 0, stop(120), link);
        engine.apply(new MoveOrder(1, OrderState.ACCEPTED, 0));
        engine.apply(new MoveOrder(2, OrderState.ACCEPTED, 0));
        engine.apply(new MoveOrder(1, OrderState.PARTIALLY_FILLED, 3));
        assertThat(heard.all)
                .endsWith(
                        "1 PARTIALLY_FILLED 3",
                        "2 PENDING_UPDATE 0",
                        "amend 2 to 7 at 99",
                        "3 is 7 at 0 from 120");
        engine.apply(new MoveOrder(1, OrderState.PARTIALLY_FILLED, 4));
        assertThat(heard.all).endsWith("3 is 6 at 0 from 120");
        engine.apply(new Command.OrderAmended(2, 7, 99));
        assertThat(heard.all).endsWith("2 ACCEPTED 0", "2 PENDING_UPDATE 0", "amend 2 to 6 at 99");
        engine.apply(new RefuseAmend(2));
        engine.apply(new MoveOrder(1, OrderState.FILLED, 10));
        assertThat(heard.all)
                .endsWith(
                        "1 FILLED 10", "2 PENDING_UPDATE 0", "amend 2 to 1 at 99", "3 CANCELED 0");
    }

    @Test
    void orderThatTheVenueCutLeavesItsPeersNothing() {
        Link link = new Link(1, 0, Peers.UPDATE);
        place(1, true, 10, 100, null, link);
        place(2, true, 10, 99, null, link);
        engine.apply(new MoveOrder(2, OrderState.ACCEPTED, 0));
        engine.apply(new MoveOrder(1, OrderState.FILLED, 4));
        assertThat(heard.all).endsWith("1 FILLED 4", "2 PENDING_CANCEL 0", "cancel 2");
    }

    @Test
    void peerOfWhichNothingIsLeftIsCancelled() {
        Link link = new Link(1, 0, Peers.UPDATE);
        place(1, true, 10, 100, null, link);
        place(2, true, 10, 99, null, link);
        engine.apply(new MoveOrder(2, OrderState.PARTIALLY_FILLED, 2));
        engine.apply(new MoveOrder(1, OrderState.FILLED, 8));
        assertThat(heard.all).endsWith("1 FILLED 8", "2 PENDING_CANCEL 2", "cancel 2");
    }

    private void bracket() {
        place(1, true, 10, 100, null, new Link(1, 0, Peers.NONE));
        child(2, 0, stop(90), Peers.CANCEL);
        child(3, 110, null, Peers.CANCEL);
        engine.apply(new MoveOrder(1, OrderState.ACCEPTED, 0));
    }

    private void child(long order, long limit, @Nullable Trigger trigger, Peers peers) {
        assertThat(engine.apply(reduce(order, 10, limit, trigger, new Link(1, 1, peers))))
                .isEqualTo(Verdict.OK);
    }

    private void fill(long order, boolean buy, long lots, long filled, OrderState state) {
        engine.apply(new MoveOrder(order, state, filled));
        engine.apply(new Fill(order, ACCOUNT, BTC, buy, lots, 100, 0, 1_000 + filled));
    }

    private void place(
            long number,
            boolean buy,
            long lots,
            long limit,
            @Nullable Trigger trigger,
            @Nullable Link link) {
        assertThat(engine.apply(order(number, buy, lots, limit, trigger, link)))
                .isEqualTo(Verdict.OK);
    }

    private static PlaceOrder order(
            long number,
            boolean buy,
            long lots,
            long limit,
            @Nullable Trigger trigger,
            @Nullable Link link) {
        Terms terms = new Terms(0, 0, true, trigger, 0, link);
        return new PlaceOrder(number, ACCOUNT, BTC, buy, lots, limit, 100, false, terms);
    }

    private static PlaceOrder reduce(
            long number, long lots, long limit, @Nullable Trigger trigger, @Nullable Link link) {
        Terms terms = new Terms(0, 0, true, trigger, 0, link);
        return new PlaceOrder(number, ACCOUNT, BTC, false, lots, limit, 100, true, terms);
    }

    private static Trigger stop(long ticks) {
        return new Trigger(TriggerKind.STOP, PriceSource.LAST, true, ticks, 0);
    }
}
