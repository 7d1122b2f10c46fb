package io.leverageguard.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.engine.Command.AddInstrument;
import io.leverageguard.engine.Command.BookIncome;
import io.leverageguard.engine.Command.Fill;
import io.leverageguard.engine.Command.MoveOrder;
import io.leverageguard.engine.Command.OpenAccount;
import io.leverageguard.engine.Command.PlaceOrder;
import io.leverageguard.engine.Command.ReportPosition;
import io.leverageguard.engine.Command.SetLeverage;
import io.leverageguard.engine.Command.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SharesTest {
    private static final int ACCOUNT = 1;
    private static final int BTC = 1;

    private Engine engine = new Engine(EngineListener.NONE);
    private long at = 1_000;

    @BeforeEach
    @BeforeTry
    void open() {
        engine = new Engine(EngineListener.NONE);
        engine.apply(new OpenAccount(ACCOUNT, 1, 1, Limits.NONE));
        engine.apply(new AddInstrument(BTC, 1));
        engine.apply(new SetLeverage(ACCOUNT, BTC, 2));
    }

    @Test
    void fillsOfAStrategysOrderAreItsOwn() {
        trade(7, true, 10, 100, 0);
        trade(8, true, 5, 110, 0);
        trade(7, false, 4, 120, 67);
        assertThat(shares()).containsExactly("7: 6 at 100, 80", "8: 5 at 110, 0");
        assertThat(engine.positionLots(ACCOUNT, BTC)).isEqualTo(11);
        assertThat(engine.realised(Scope.strategy(1, 7))).isEqualTo(80);
    }

    @Test
    void strategiesMayStandAgainstEachOther() {
        trade(7, true, 10, 100, -1);
        trade(8, false, 10, 110, 99);
        assertThat(shares()).containsExactly("7: 10 at 100, -1", "8: -10 at 110, -1");
        assertThat(engine.positionLots(ACCOUNT, BTC)).isZero();
        trade(7, false, 10, 120, -2);
        assertThat(shares()).containsExactly("7: 0 at 0, 197", "8: -10 at 110, -1");
    }

    @Test
    void whatBelongsToNobodyReducesEveryShareOnItsSideInProportion() {
        trade(7, true, 20, 100, 0);
        trade(8, true, 10, 100, 0);
        trade(9, false, 3, 100, 0);
        liquidate(false, 10, 90, -100);
        assertThat(shares())
                .containsExactly("7: 13 at 100, -70", "8: 7 at 100, -30", "9: -3 at 100, 0");
    }

    @Test
    void whatBelongsToNobodyAndOpensSomethingIsNobodys() {
        liquidate(true, 4, 100, 0);
        trade(7, true, 4, 100, 0);
        liquidate(false, 10, 100, 0);
        assertThat(shares()).containsExactly("0: -2 at 100, 0", "7: 0 at 0, 0");
    }

    @Test
    void ordersOfNoStrategyCloseWhatIsNobodysFirst() {
        trade(0, true, 5, 100, 0);
        trade(7, true, 5, 100, 0);
        trade(0, false, 7, 100, 0);
        assertThat(shares()).containsExactly("0: 0 at 0, 0", "7: 3 at 100, 0");
    }

    @Test
    void reportThatOvertakesItsFillIsUndoneByIt() {
        trade(7, true, 5, 100, 0);
        engine.apply(new ReportPosition(ACCOUNT, BTC, 0, 0, at + 10));
        assertThat(shares()).containsExactly("7: 0 at 0, 0");
        long order = place(8, false, 5, 100);
        engine.apply(new MoveOrder(order, OrderState.FILLED, 5));
        engine.apply(new Fill(order, ACCOUNT, BTC, false, 5, 110, 50, at + 10));
        assertThat(shares()).containsExactly("7: 5 at 100, 0", "8: -5 at 110, 50");
        assertThat(engine.positionLots(ACCOUNT, BTC)).isZero();
    }

    @Test
    void reportOfWhatNobodyFilledIsNobodysFirst() {
        trade(7, true, 5, 100, 0);
        engine.apply(new ReportPosition(ACCOUNT, BTC, 9, 100, at + 1));
        assertThat(shares()).containsExactly("0: 4 at 100, 0", "7: 5 at 100, 0");
        engine.apply(new ReportPosition(ACCOUNT, BTC, 3, 100, at + 2));
        assertThat(shares()).containsExactly("0: 0 at 0, 0", "7: 3 at 100, 0");
        assertThat(engine.entryTicks(ACCOUNT, BTC)).isEqualTo(100);
    }

    @Test
    void fundingIsPaidByLongsAndGotByShorts() {
        trade(7, true, 10, 100, 0);
        trade(8, false, 5, 100, 0);
        engine.apply(new BookIncome(ACCOUNT, BTC, -50, at));
        assertThat(shares()).containsExactly("7: 10 at 100, -100", "8: -5 at 100, 50");
        assertThat(engine.realised(Scope.account(ACCOUNT))).isEqualTo(-50);
        assertThat(engine.realised(Scope.DESK)).isEqualTo(-50);
    }

    /** Whatever comes in whatever order: the shares add up, and so do their results. */
    @Property(tries = 300, seed = "48")
    void sharesAddUpToThePosition(@ForAll long seed) {
        Random random = new Random(seed);
        long paid = 0;
        for (int i = 0; i < 60; i++) {
            at += random.nextInt(1_000);
            boolean buy = random.nextBoolean();
            long lots = random.nextLong(1, 30);
            long ticks = random.nextLong(90, 110);
            long result = random.nextLong(-100, 100);
            switch (random.nextInt(6)) {
                case 0 -> {
                    liquidate(buy, lots, ticks, result);
                    paid += result;
                }
                case 1 -> {
                    engine.apply(new BookIncome(ACCOUNT, BTC, result, at));
                    paid += result;
                }
                case 2 -> engine.apply(new ReportPosition(ACCOUNT, BTC, lots - 15, ticks, at));
                default -> {
                    trade(random.nextInt(4), buy, lots, ticks, result);
                    paid += result;
                }
            }
            Truth.check(engine);
        }
        assertThat(engine.realised(Scope.account(ACCOUNT))).isEqualTo(paid);
    }

    private void trade(int strategy, boolean buy, long lots, long ticks, long result) {
        long order = place(strategy, buy, lots, ticks);
        engine.apply(new MoveOrder(order, OrderState.FILLED, lots));
        at++;
        engine.apply(new Fill(order, ACCOUNT, BTC, buy, lots, ticks, result, at));
    }

    private long place(int strategy, boolean buy, long lots, long ticks) {
        long order = engine.lastOrder() + 1;
        Terms terms = new Terms(strategy, 0, true, null, 0, null);
        engine.apply(new PlaceOrder(order, ACCOUNT, BTC, buy, lots, ticks, ticks, false, terms));
        return order;
    }

    private void liquidate(boolean buy, long lots, long ticks, long result) {
        at++;
        engine.apply(new Fill(0, ACCOUNT, BTC, buy, lots, ticks, result, at));
    }

    private List<String> shares() {
        Truth.check(engine);
        List<String> found = new ArrayList<>();
        engine.shares(
                ACCOUNT,
                BTC,
                (strategy, lots, entry, realised) ->
                        found.add(strategy + ": " + lots + " at " + entry + ", " + realised));
        return found;
    }
}
