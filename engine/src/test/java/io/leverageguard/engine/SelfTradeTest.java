package io.leverageguard.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.engine.Command.AddInstrument;
import io.leverageguard.engine.Command.AmendOrder;
import io.leverageguard.engine.Command.MoveOrder;
import io.leverageguard.engine.Command.OpenAccount;
import io.leverageguard.engine.Command.OrderAmended;
import io.leverageguard.engine.Command.PlaceOrder;
import io.leverageguard.engine.Command.PriceSource;
import io.leverageguard.engine.Command.ReportPosition;
import io.leverageguard.engine.Command.SetLeverage;
import io.leverageguard.engine.Command.Terms;
import io.leverageguard.engine.Command.Trigger;
import io.leverageguard.engine.Command.TriggerKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SelfTradeTest {
    private static final int BTC = 1;
    private static final int MINE = 1;
    private static final int ALSO_MINE = 2;
    private static final int YOURS = 3;

    private final Engine engine = new Engine(EngineListener.NONE);

    @BeforeEach
    void open() {
        engine.apply(new OpenAccount(MINE, 1, 1, Limits.NONE));
        engine.apply(new OpenAccount(ALSO_MINE, 1, 1, Limits.NONE));
        engine.apply(new OpenAccount(YOURS, 2, 1, Limits.NONE));
        engine.apply(new AddInstrument(BTC, 1));
        for (int account = MINE; account <= YOURS; account++) {
            engine.apply(new SetLeverage(account, BTC, 2));
        }
        place(MINE, false, 110, true, Verdict.OK);
        place(MINE, true, 90, true, Verdict.OK);
    }

    @Test
    void ordersThatWouldMeetOneOfTheSameOwnerAreDenied() {
        place(MINE, true, 110, true, Verdict.SELF_TRADE);
        place(ALSO_MINE, true, 111, true, Verdict.SELF_TRADE);
        place(ALSO_MINE, false, 90, false, Verdict.SELF_TRADE);
        place(ALSO_MINE, true, 0, false, Verdict.SELF_TRADE);
        assertThat(engine.refusingScope()).isEqualTo(Scope.account(ALSO_MINE));
        place(ALSO_MINE, true, 109, true, Verdict.OK);
        place(YOURS, true, 0, false, Verdict.OK);
    }

    @Test
    void reducingIsNoExcuse() {
        engine.apply(new ReportPosition(ALSO_MINE, BTC, 5, 1));
        PlaceOrder closing = new PlaceOrder(9, ALSO_MINE, BTC, false, 5, 0, 100, true);
        assertThat(engine.apply(closing)).isEqualTo(Verdict.SELF_TRADE);
    }

    @Test
    void whatNoLongerRestsIsNotMet() {
        engine.apply(new MoveOrder(1, OrderState.CANCELED, 0));
        place(ALSO_MINE, true, 0, false, Verdict.OK);
        place(ALSO_MINE, false, 100, false, Verdict.OK);
        place(MINE, true, 100, true, Verdict.OK);
    }

    @Test
    void changesAreLookedAtToo() {
        engine.apply(new MoveOrder(2, OrderState.ACCEPTED, 0));
        assertThat(engine.apply(new AmendOrder(2, 5, 110, 0, 100, 0)))
                .isEqualTo(Verdict.SELF_TRADE);
        assertThat(engine.apply(new AmendOrder(2, 5, 105, 0, 100, 0))).isEqualTo(Verdict.OK);
        place(ALSO_MINE, false, 105, true, Verdict.SELF_TRADE);
        engine.apply(new OrderAmended(2, 5, 95));
        place(ALSO_MINE, false, 105, true, Verdict.OK);
    }

    @Test
    void conditionalOrdersAreLookedAtWhenTheyAreSent() {
        Trigger trigger = new Trigger(TriggerKind.STOP, PriceSource.LAST, true, 108, 0);
        Terms terms = new Terms(0, 0, false, trigger, 0, null);
        PlaceOrder stop = new PlaceOrder(3, ALSO_MINE, BTC, true, 5, 0, 100, false, terms);
        assertThat(engine.apply(stop)).isEqualTo(Verdict.OK);
        assertThat(engine.apply(new Command.ReleaseOrder(3, 108, 0))).isEqualTo(Verdict.SELF_TRADE);
    }

    private void place(int account, boolean buy, long ticks, boolean rests, Verdict expected) {
        Terms terms = new Terms(0, 0, rests, null, 0, null);
        PlaceOrder order =
                new PlaceOrder(
                        engine.lastOrder() + 1, account, BTC, buy, 5, ticks, 100, false, terms);
        assertThat(engine.apply(order)).isEqualTo(expected);
        Truth.check(engine);
    }
}
