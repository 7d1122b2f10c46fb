package io.leverageguard.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.engine.Command.AddInstrument;
import io.leverageguard.engine.Command.AmendOrder;
import io.leverageguard.engine.Command.MoveOrder;
import io.leverageguard.engine.Command.OpenAccount;
import io.leverageguard.engine.Command.OrderAmended;
import io.leverageguard.engine.Command.PlaceOrder;
import io.leverageguard.engine.Command.PriceSource;
import io.leverageguard.engine.Command.RefuseAmend;
import io.leverageguard.engine.Command.RefuseCancel;
import io.leverageguard.engine.Command.RequestCancel;
import io.leverageguard.engine.Command.SetLeverage;
import io.leverageguard.engine.Command.SetLimits;
import io.leverageguard.engine.Command.Terms;
import io.leverageguard.engine.Command.Trigger;
import io.leverageguard.engine.Command.TriggerKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AmendTest {
    private static final int ACCOUNT = 1;
    private static final int BTC = 1;

    private final Heard heard = new Heard();
    private final Engine engine = new Engine(heard);

    /** Orders may be worth 1,000, the position 1,500. */
    @BeforeEach
    void open() {
        engine.apply(new OpenAccount(ACCOUNT, limits(TradingState.ACTIVE, 1)));
        engine.apply(new AddInstrument(BTC, 1));
        engine.apply(new SetLeverage(ACCOUNT, BTC, 5));
        engine.apply(new PlaceOrder(1, ACCOUNT, BTC, true, 8, 100, 100, false));
        engine.apply(new MoveOrder(1, OrderState.ACCEPTED, 0));
    }

    @AfterEach
    void whatIsKeptTwiceIsTheSame() {
        Truth.check(engine);
    }

    @Test
    void allowedAmendIsSentAndConfirmed() {
        assertThat(amend(10, 99)).isEqualTo(Verdict.OK);
        assertThat(heard.all).endsWith("1 PENDING_UPDATE 0", "amend 1 to 10 at 99");
        ApprovedAmend sent = heard.amends.getFirst();
        assertThat(sent.account()).isEqualTo(ACCOUNT);
        assertThat(sent.instrument()).isEqualTo(BTC);
        assertThat(sent.buy()).isTrue();
        engine.apply(new OrderAmended(1, 10, 99));
        assertThat(heard.all).endsWith("1 ACCEPTED 0");
    }

    @Test
    void untilItIsSettledTheLargerOfBothCounts() {
        amend(4, 100);
        assertThat(place(2, 8)).isEqualTo(Verdict.POSITION_NOTIONAL);
        engine.apply(new OrderAmended(1, 4, 100));
        assertThat(place(3, 8)).isEqualTo(Verdict.OK);
    }

    @Test
    void refusedAmendLeavesTheOrderAsItWas() {
        amend(10, 100);
        assertThat(place(2, 6)).isEqualTo(Verdict.POSITION_NOTIONAL);
        engine.apply(new RefuseAmend(1));
        assertThat(heard.all).endsWith("2 DENIED 0", "1 ACCEPTED 0");
        assertThat(engine.apply(new RefuseAmend(1))).isEqualTo(Verdict.WRONG_STATE);
        assertThat(place(3, 7)).isEqualTo(Verdict.OK);
    }

    @Test
    void whatGrowsIsCheckedAndWhatShrinksIsNot() {
        assertThat(amend(11, 100)).isEqualTo(Verdict.ORDER_NOTIONAL);
        assertThat(amend(8, 126)).isEqualTo(Verdict.ORDER_NOTIONAL);
        assertThat(heard.amends).isEmpty();
        engine.apply(new SetLimits(ACCOUNT, limits(TradingState.REDUCING, 2)));
        assertThat(amend(9, 100)).isEqualTo(Verdict.REDUCING_ONLY);
        assertThat(amend(7, 99)).isEqualTo(Verdict.OK);
        engine.apply(new SetLimits(ACCOUNT, limits(TradingState.HALTED, 3)));
        engine.apply(new OrderAmended(1, 7, 99));
        assertThat(amend(6, 99)).isEqualTo(Verdict.HALTED);
    }

    @Test
    void fillsMayComeWhileAnAmendIsOnItsWay() {
        amend(6, 100);
        engine.apply(new MoveOrder(1, OrderState.PARTIALLY_FILLED, 3));
        assertThat(heard.all).endsWith("1 PENDING_UPDATE 3");
        engine.apply(new OrderAmended(1, 6, 100));
        assertThat(heard.all).endsWith("1 PARTIALLY_FILLED 3");
        assertThat(amend(3, 100)).isEqualTo(Verdict.FILLED_ALREADY);
        amend(4, 100);
        engine.apply(new MoveOrder(1, OrderState.FILLED, 6));
        assertThat(engine.apply(new OrderAmended(1, 4, 100))).isEqualTo(Verdict.UNKNOWN_ORDER);
        assertThat(heard.all).endsWith("1 FILLED 6");
    }

    @Test
    void cancelMayFollowAnAmendThatIsOnItsWay() {
        amend(9, 100);
        assertThat(amend(10, 100)).isEqualTo(Verdict.WRONG_STATE);
        assertThat(engine.apply(new RequestCancel(1))).isEqualTo(Verdict.OK);
        engine.apply(new RefuseCancel(1));
        assertThat(heard.orders)
                .endsWith("1 PENDING_UPDATE 0", "1 PENDING_CANCEL 0", "1 PENDING_UPDATE 0");
        engine.apply(new RequestCancel(1));
        engine.apply(new OrderAmended(1, 9, 100));
        assertThat(heard.orders).endsWith("1 PENDING_CANCEL 0");
        engine.apply(new RefuseCancel(1));
        assertThat(heard.orders).endsWith("1 ACCEPTED 0");
        engine.apply(new RequestCancel(1));
        engine.apply(new MoveOrder(1, OrderState.CANCELED, 0));
        assertThat(engine.openOrders(ACCOUNT)).isZero();
    }

    @Test
    void venueMayChangeAnOrderThatNobodyAskedItToChange() {
        assertThat(engine.apply(new OrderAmended(1, 5, 90))).isEqualTo(Verdict.OK);
        assertThat(place(2, 10)).isEqualTo(Verdict.OK);
        assertThat(engine.apply(new OrderAmended(9, 5, 90))).isEqualTo(Verdict.UNKNOWN_ORDER);
    }

    @Test
    void heldOrderIsChangedAtOnce() {
        Trigger trigger = new Trigger(TriggerKind.STOP, PriceSource.LAST, true, 120, 0);
        Terms terms = new Terms(0, 0, true, trigger, 0, null);
        engine.apply(new PlaceOrder(2, ACCOUNT, BTC, true, 2, 0, 100, false, terms));
        assertThat(engine.apply(new AmendOrder(2, 3, 0, 110, 100, 0))).isEqualTo(Verdict.OK);
        assertThat(heard.all).endsWith("2 is 3 at 0 from 110");
        engine.tick(BTC, PriceSource.LAST, 109, 1);
        assertThat(heard.all).endsWith("2 is 3 at 0 from 110");
        engine.tick(BTC, PriceSource.LAST, 110, 2);
        assertThat(heard.all).endsWith("2 RELEASED 0", "send 2 of 3");
    }

    private Verdict amend(long lots, long limit) {
        return engine.apply(new AmendOrder(1, lots, limit, 0, 100, 0));
    }

    private Verdict place(long order, long lots) {
        return engine.apply(new PlaceOrder(order, ACCOUNT, BTC, true, lots, 100, 100, false));
    }

    private static Limits limits(TradingState state, long version) {
        return new Limits(1_000, 1_500, 10, 9, state, version);
    }
}
