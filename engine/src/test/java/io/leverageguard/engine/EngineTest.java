package io.leverageguard.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.engine.Command.AddInstrument;
import io.leverageguard.engine.Command.AdoptOrder;
import io.leverageguard.engine.Command.Fill;
import io.leverageguard.engine.Command.MoveOrder;
import io.leverageguard.engine.Command.OpenAccount;
import io.leverageguard.engine.Command.PlaceOrder;
import io.leverageguard.engine.Command.RefuseCancel;
import io.leverageguard.engine.Command.ReportPosition;
import io.leverageguard.engine.Command.RequestCancel;
import io.leverageguard.engine.Command.SetLeverage;
import io.leverageguard.engine.Command.SetLimits;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class EngineTest {
    private static final int ACCOUNT = 1;
    private static final int BTC = 1;
    private static final long ONE = 100_000_000;

    private final Heard heard = new Heard();
    private final Engine engine = new Engine(heard);

    /** One lot at one tick is worth one, orders may be worth 1,000, positions 1,500, at 10×. */
    @BeforeEach
    void openAccount() {
        engine.apply(new OpenAccount(ACCOUNT, limits(TradingState.ACTIVE, 1)));
        engine.apply(new AddInstrument(BTC, ONE));
        engine.apply(new SetLeverage(ACCOUNT, BTC, 5));
    }

    @Test
    void orderWithinTheLimitsIsApprovedAsItIs() {
        assertThat(engine.apply(limit(1, true, 10, 100))).isEqualTo(Verdict.OK);

        ApprovedOrder approved = heard.approved.getFirst();
        assertThat(approved.number()).isEqualTo(1);
        assertThat(approved.lots()).isEqualTo(10);
        assertThat(approved.limitTicks()).isEqualTo(100);
        assertThat(approved.buy()).isTrue();
        assertThat(engine.openOrders(ACCOUNT)).isOne();
    }

    @Test
    void orderAboveTheOrderLimitIsDeniedAndNeverApproved() {
        assertThat(engine.apply(limit(1, true, 10, 101))).isEqualTo(Verdict.ORDER_NOTIONAL);
        assertThat(heard.approved).isEmpty();
        assertThat(heard.orders).containsExactly("1 DENIED 0");
        assertThat(engine.openOrders(ACCOUNT)).isZero();
    }

    @Test
    void marketOrderIsValuedAtTheReferencePrice() {
        assertThat(engine.apply(market(1, true, 10, 101, false))).isEqualTo(Verdict.ORDER_NOTIONAL);
        assertThat(engine.apply(market(2, true, 10, 100, false))).isEqualTo(Verdict.OK);
    }

    @Test
    void sellLimitBelowTheMarketIsValuedAtTheMarket() {
        PlaceOrder order = new PlaceOrder(1, ACCOUNT, BTC, false, 10, 50, 101, false);
        assertThat(engine.apply(order)).isEqualTo(Verdict.ORDER_NOTIONAL);
    }

    @Test
    void valueThatDoesNotFitALongIsTooLarge() {
        assertThat(engine.apply(limit(1, true, Long.MAX_VALUE / 2, 100)))
                .isEqualTo(Verdict.ORDER_NOTIONAL);
    }

    @Test
    void openOrdersCountAsIfTheyWereFilled() {
        engine.apply(limit(1, true, 10, 100));
        assertThat(engine.apply(limit(2, true, 6, 100))).isEqualTo(Verdict.POSITION_NOTIONAL);
        assertThat(engine.apply(limit(3, true, 5, 100))).isEqualTo(Verdict.OK);
        assertThat(engine.apply(limit(4, false, 9, 101))).isEqualTo(Verdict.OK);
    }

    @Test
    void whatIsCancelledNoLongerCounts() {
        engine.apply(limit(1, true, 10, 100));
        engine.apply(new MoveOrder(1, OrderState.CANCELED, 4));
        engine.apply(new Fill(1, ACCOUNT, BTC, true, 4, 10));
        assertThat(engine.apply(limit(2, true, 10, 100))).isEqualTo(Verdict.OK);
        assertThat(engine.apply(limit(3, true, 2, 100))).isEqualTo(Verdict.POSITION_NOTIONAL);
    }

    @Test
    void noMoreOrdersThanTheLimitAreOpen() {
        for (int order = 1; order <= 3; order++) {
            assertThat(engine.apply(limit(order, true, 1, 100))).isEqualTo(Verdict.OK);
        }
        assertThat(engine.apply(limit(4, true, 1, 100))).isEqualTo(Verdict.OPEN_ORDERS);
        engine.apply(new MoveOrder(1, OrderState.REJECTED, 0));
        assertThat(engine.apply(limit(5, true, 1, 100))).isEqualTo(Verdict.OK);
    }

    @Test
    void leverageMustBeKnownAndWithinItsLimit() {
        engine.apply(new AddInstrument(2, ONE));
        PlaceOrder order = new PlaceOrder(1, ACCOUNT, 2, true, 1, 1, 0, false);
        assertThat(engine.apply(order)).isEqualTo(Verdict.LEVERAGE_UNKNOWN);

        assertThat(engine.checkLeverage(ACCOUNT, 11)).isEqualTo(Verdict.LEVERAGE);
        assertThat(engine.checkLeverage(ACCOUNT, 10)).isEqualTo(Verdict.OK);
        engine.apply(new SetLeverage(ACCOUNT, BTC, 11));
        assertThat(engine.apply(limit(2, true, 1, 100))).isEqualTo(Verdict.LEVERAGE);
    }

    @Test
    void haltedAccountDoesNothing() {
        position(5);
        engine.apply(new SetLimits(ACCOUNT, limits(TradingState.HALTED, 2)));
        assertThat(engine.apply(limit(1, false, 1, 100))).isEqualTo(Verdict.HALTED);
        assertThat(engine.apply(market(2, false, 1, 100, true))).isEqualTo(Verdict.HALTED);
    }

    @Test
    void reducingAccountOnlyReduces() {
        position(5);
        engine.apply(new SetLimits(ACCOUNT, limits(TradingState.REDUCING, 2)));
        assertThat(engine.apply(limit(1, true, 1, 100))).isEqualTo(Verdict.REDUCING_ONLY);
        assertThat(engine.apply(limit(2, false, 6, 100))).isEqualTo(Verdict.REDUCING_ONLY);
        assertThat(engine.apply(limit(3, false, 5, 100))).isEqualTo(Verdict.OK);
        assertThat(engine.apply(limit(4, false, 1, 100))).isEqualTo(Verdict.REDUCING_ONLY);
        assertThat(engine.apply(market(5, false, 9, 100, true))).isEqualTo(Verdict.OK);
    }

    @Test
    void aPositionAboveEveryLimitCanStillBeClosed() {
        position(100);
        assertThat(engine.apply(market(1, false, 100, 100, false))).isEqualTo(Verdict.OK);
    }

    @Test
    void reduceOnlyOrderNeedsAPositionToReduce() {
        assertThat(engine.apply(market(1, false, 1, 100, true)))
                .isEqualTo(Verdict.NOTHING_TO_REDUCE);
        position(5);
        assertThat(engine.apply(market(2, true, 1, 100, true)))
                .isEqualTo(Verdict.NOTHING_TO_REDUCE);
        assertThat(engine.apply(market(3, false, 1, 100, true))).isEqualTo(Verdict.OK);
    }

    @Test
    void limitsOfAnEarlierVersionAreIgnored() {
        engine.apply(new SetLimits(ACCOUNT, limits(TradingState.HALTED, 3)));
        assertThat(engine.apply(new SetLimits(ACCOUNT, limits(TradingState.ACTIVE, 2))))
                .isEqualTo(Verdict.OUTDATED);
        assertThat(engine.apply(limit(1, true, 1, 100))).isEqualTo(Verdict.HALTED);
    }

    @Test
    void aNumberIsGoodForOneOrder() {
        engine.apply(limit(7, true, 1, 100));
        assertThat(engine.apply(limit(7, true, 1, 100))).isEqualTo(Verdict.USED_NUMBER);
        assertThat(engine.apply(limit(6, true, 1, 100))).isEqualTo(Verdict.USED_NUMBER);
        assertThat(heard.approved).hasSize(1);
    }

    @Test
    void unknownAccountsAndInstrumentsAreNamed() {
        assertThat(engine.apply(new PlaceOrder(1, 9, BTC, true, 1, 1, 0, false)))
                .isEqualTo(Verdict.UNKNOWN_ACCOUNT);
        assertThat(engine.apply(new PlaceOrder(2, ACCOUNT, 9, true, 1, 1, 0, false)))
                .isEqualTo(Verdict.UNKNOWN_INSTRUMENT);
        assertThat(heard.approved).isEmpty();
    }

    @Test
    void aFillThatOvertakesTheAnswerIsTakenInOrder() {
        engine.apply(limit(1, true, 10, 100));
        engine.apply(new MoveOrder(1, OrderState.PARTIALLY_FILLED, 4));
        engine.apply(new MoveOrder(1, OrderState.ACCEPTED, 0));
        engine.apply(new MoveOrder(1, OrderState.FILLED, 10));
        engine.apply(new MoveOrder(1, OrderState.CANCELED, 10));
        assertThat(heard.orders)
                .containsExactly("1 SUBMITTED 0", "1 PARTIALLY_FILLED 4", "1 FILLED 10");
    }

    @Test
    void unknownIsNotEnteredOnceTheVenueHasSpoken() {
        engine.apply(limit(1, true, 10, 100));
        engine.apply(new MoveOrder(1, OrderState.ACCEPTED, 0));
        engine.apply(new MoveOrder(1, OrderState.UNKNOWN, 0));
        engine.apply(new MoveOrder(1, OrderState.REJECTED, 0));
        assertThat(heard.orders).containsExactly("1 SUBMITTED 0", "1 ACCEPTED 0");
    }

    @Test
    void oldNewsDoesNotUndoACancelThatIsOnItsWay() {
        engine.apply(limit(1, true, 10, 100));
        engine.apply(new MoveOrder(1, OrderState.ACCEPTED, 0));
        assertThat(engine.apply(new RequestCancel(1))).isEqualTo(Verdict.OK);
        engine.apply(new MoveOrder(1, OrderState.PARTIALLY_FILLED, 3));
        engine.apply(new MoveOrder(1, OrderState.CANCELED, 3));
        assertThat(heard.orders)
                .endsWith("1 PENDING_CANCEL 0", "1 PENDING_CANCEL 3", "1 CANCELED 3");
    }

    @Test
    void refusedCancelLeavesTheOrderAsItWas() {
        engine.apply(limit(1, true, 10, 100));
        engine.apply(new MoveOrder(1, OrderState.PARTIALLY_FILLED, 3));
        engine.apply(new RequestCancel(1));
        engine.apply(new RefuseCancel(1));
        assertThat(heard.orders).endsWith("1 PARTIALLY_FILLED 3");
    }

    @Test
    void onlyAnOpenOrderCanBeCancelled() {
        engine.apply(limit(1, true, 10, 100));
        assertThat(engine.apply(new RequestCancel(1))).isEqualTo(Verdict.WRONG_STATE);
        assertThat(engine.apply(new RefuseCancel(1))).isEqualTo(Verdict.WRONG_STATE);
        engine.apply(new MoveOrder(1, OrderState.FILLED, 10));
        assertThat(engine.apply(new RequestCancel(1))).isEqualTo(Verdict.UNKNOWN_ORDER);
    }

    @Test
    void overfillCountsWholeAndLeavesNothingOpen() {
        engine.apply(limit(1, true, 10, 100));
        engine.apply(new MoveOrder(1, OrderState.PARTIALLY_FILLED, 12));
        engine.apply(new Fill(1, ACCOUNT, BTC, true, 12, 10));
        assertThat(engine.positionLots(ACCOUNT, BTC)).isEqualTo(12);
        assertThat(engine.apply(limit(2, true, 3, 100))).isEqualTo(Verdict.OK);
        assertThat(engine.apply(limit(3, true, 1, 100))).isEqualTo(Verdict.POSITION_NOTIONAL);
    }

    @Test
    void fillThatIsInTheReportAlreadyDoesNotCountTwice() {
        engine.apply(new ReportPosition(ACCOUNT, BTC, 5, 100));
        engine.apply(new Fill(0, ACCOUNT, BTC, true, 5, 100));
        assertThat(engine.positionLots(ACCOUNT, BTC)).isEqualTo(5);
        engine.apply(new Fill(0, ACCOUNT, BTC, true, 2, 101));
        assertThat(engine.positionLots(ACCOUNT, BTC)).isEqualTo(7);
        engine.apply(new ReportPosition(ACCOUNT, BTC, 7, 101));
        assertThat(engine.positionLots(ACCOUNT, BTC)).isEqualTo(7);
    }

    @Test
    void filledOrderCountsWhileItsFillIsOnItsWay() {
        engine.apply(limit(1, true, 10, 100));
        engine.apply(new MoveOrder(1, OrderState.FILLED, 10));
        assertThat(engine.openOrders(ACCOUNT)).isZero();
        assertThat(engine.positionLots(ACCOUNT, BTC)).isZero();
        assertThat(engine.apply(limit(2, true, 6, 100))).isEqualTo(Verdict.POSITION_NOTIONAL);
        assertThat(engine.apply(market(3, false, 10, 100, true))).isEqualTo(Verdict.OK);
        engine.apply(new MoveOrder(3, OrderState.REJECTED, 0));

        engine.apply(new ReportPosition(ACCOUNT, BTC, 10, 50));
        engine.apply(new Fill(1, ACCOUNT, BTC, true, 10, 50));
        assertThat(engine.positionLots(ACCOUNT, BTC)).isEqualTo(10);
        assertThat(engine.apply(limit(4, true, 6, 100))).isEqualTo(Verdict.POSITION_NOTIONAL);
        assertThat(engine.apply(limit(5, true, 5, 100))).isEqualTo(Verdict.OK);
    }

    @Test
    void olderReportOfAPositionIsIgnored() {
        engine.apply(new ReportPosition(ACCOUNT, BTC, 5, 100));
        assertThat(engine.apply(new ReportPosition(ACCOUNT, BTC, 9, 99)))
                .isEqualTo(Verdict.OUTDATED);
        assertThat(engine.positionLots(ACCOUNT, BTC)).isEqualTo(5);
    }

    @Test
    void adoptedOrderCountsAsExposure() {
        engine.apply(new AdoptOrder(1, ACCOUNT, BTC, true, 20, 6, OrderState.PARTIALLY_FILLED));
        assertThat(engine.openOrders(ACCOUNT)).isOne();
        assertThat(engine.apply(limit(2, true, 2, 100))).isEqualTo(Verdict.POSITION_NOTIONAL);
        assertThat(engine.apply(limit(3, true, 1, 100))).isEqualTo(Verdict.OK);
    }

    private void position(long lots) {
        engine.apply(new ReportPosition(ACCOUNT, BTC, lots, 1));
    }

    private static Limits limits(TradingState state, long version) {
        return new Limits(1_000 * ONE, 1_500 * ONE, 10, 3, state, version);
    }

    private static PlaceOrder limit(long order, boolean buy, long lots, long ticks) {
        return new PlaceOrder(order, ACCOUNT, BTC, buy, lots, ticks, ticks, false);
    }

    private static PlaceOrder market(
            long order, boolean buy, long lots, long reference, boolean reduceOnly) {
        return new PlaceOrder(order, ACCOUNT, BTC, buy, lots, 0, reference, reduceOnly);
    }
}
