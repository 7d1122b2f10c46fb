package io.leverageguard.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.engine.Command.AddInstrument;
import io.leverageguard.engine.Command.BookIncome;
import io.leverageguard.engine.Command.Fill;
import io.leverageguard.engine.Command.LiftTrip;
import io.leverageguard.engine.Command.OpenAccount;
import io.leverageguard.engine.Command.PlaceOrder;
import io.leverageguard.engine.Command.PriceSource;
import io.leverageguard.engine.Command.SetLeverage;
import io.leverageguard.engine.Command.SetLimits;
import io.leverageguard.engine.Command.Trip;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LossesTest {
    private static final long DAY = 86_400_000;
    private static final int ACCOUNT = 1;
    private static final int BTC = 1;
    private static final Scope MINE = Scope.account(ACCOUNT);

    private final Heard heard = new Heard();
    private final Engine engine = new Engine(heard);
    private long now = 20_000 * DAY + 1_000;

    @BeforeEach
    void open() {
        engine.apply(new OpenAccount(ACCOUNT, 1, 1, Limits.NONE));
        engine.apply(new AddInstrument(BTC, 1));
        engine.apply(new SetLeverage(ACCOUNT, BTC, 2));
        engine.time(now);
        mark(100);
    }

    /** All that was decided is in the journal: a replay needs no prices and no clock. */
    @AfterEach
    void replayLeadsToTheSameState() {
        Engine second = new Engine(EngineListener.NONE);
        second.replay(engine.written(), engine.stateHash(), true);
        Truth.check(second);
        Truth.check(engine);
    }

    @Test
    void openLossOfTheDayTripsUntilMidnight() {
        limit(MINE, losses(100, Limits.UNLIMITED, Integer.MAX_VALUE, 0));
        fill(true, 10, 100, 0);
        mark(91);
        assertThat(heard.all).isEmpty();
        mark(90);
        assertThat(heard.all).containsExactly("tripped ACCOUNT DAILY_LOSS");
        assertThat(engine.trippedUntil(MINE, Trip.DAILY_LOSS)).isEqualTo(20_001 * DAY);
        assertThat(engine.apply(order(true))).isEqualTo(Verdict.LOSS_LIMIT);
        assertThat(engine.refusingScope()).isEqualTo(MINE);
        assertThat(engine.apply(order(false))).isEqualTo(Verdict.OK);
        later(DAY);
        assertThat(heard.all).endsWith("lifted ACCOUNT DAILY_LOSS");
        assertThat(engine.apply(order(true))).isEqualTo(Verdict.OK);
        mark(85);
        assertThat(engine.trippedUntil(MINE, Trip.DAILY_LOSS)).isZero();
        mark(80);
        assertThat(engine.trippedUntil(MINE, Trip.DAILY_LOSS)).isEqualTo(20_002 * DAY);
    }

    @Test
    void realisedLossesFeesAndFundingCount() {
        limit(MINE, losses(100, Limits.UNLIMITED, Integer.MAX_VALUE, 0));
        fill(true, 10, 100, -20);
        fill(false, 10, 97, -40);
        engine.apply(new BookIncome(ACCOUNT, BTC, -39, now));
        settle();
        assertThat(heard.all).isEmpty();
        engine.apply(new BookIncome(ACCOUNT, BTC, -1, now));
        settle();
        assertThat(heard.all).containsExactly("tripped ACCOUNT DAILY_LOSS");
    }

    @Test
    void drawdownIsMeasuredFromTheHighestResultAndEndsWhenItIsLifted() {
        limit(Scope.DESK, losses(Limits.UNLIMITED, 200, Integer.MAX_VALUE, 0));
        fill(true, 10, 100, 0);
        mark(150);
        mark(131);
        assertThat(heard.all).isEmpty();
        mark(130);
        assertThat(heard.all).containsExactly("tripped DESK DRAWDOWN");
        later(30 * DAY);
        assertThat(engine.apply(order(true))).isEqualTo(Verdict.LOSS_LIMIT);
        assertThat(engine.apply(new LiftTrip(Scope.DESK, Trip.DRAWDOWN, now)))
                .isEqualTo(Verdict.OK);
        settle();
        mark(111);
        assertThat(engine.apply(order(true))).isEqualTo(Verdict.OK);
        mark(110);
        assertThat(engine.apply(order(true))).isEqualTo(Verdict.LOSS_LIMIT);
    }

    @Test
    void highestResultIsKnownAfterARestart() {
        limit(MINE, losses(Limits.UNLIMITED, 200, Integer.MAX_VALUE, 0));
        fill(true, 10, 100, 0);
        mark(150);
        Engine second = new Engine(heard);
        second.replay(engine.written(), engine.stateHash(), true);
        second.time(now);
        second.settle();
        assertThat(heard.all).isEmpty();
        second.tick(BTC, PriceSource.MARK, 130, now);
        second.settle();
        assertThat(heard.all).containsExactly("tripped ACCOUNT DRAWDOWN");
    }

    @Test
    void streakOfLossesCoolsDown() {
        limit(MINE, losses(Limits.UNLIMITED, Limits.UNLIMITED, 3, 60_000));
        fill(true, 10, 100, -1);
        fill(false, 1, 99, -2);
        fill(false, 1, 99, -2);
        fill(false, 1, 101, 1);
        fill(false, 1, 99, -2);
        fill(false, 1, 99, -2);
        assertThat(heard.all).isEmpty();
        fill(false, 1, 99, -2);
        assertThat(heard.all).containsExactly("tripped ACCOUNT LOSS_STREAK");
        assertThat(engine.apply(order(true))).isEqualTo(Verdict.LOSS_LIMIT);
        later(59_000);
        assertThat(engine.apply(order(true))).isEqualTo(Verdict.LOSS_LIMIT);
        later(1_001);
        assertThat(heard.all).endsWith("lifted ACCOUNT LOSS_STREAK");
        assertThat(engine.apply(order(true))).isEqualTo(Verdict.OK);
    }

    @Test
    void nothingIsJudgedWhileAPositionHasNoPrice() {
        limit(MINE, losses(100, 100, Integer.MAX_VALUE, 0));
        engine.apply(new AddInstrument(2, 1));
        engine.apply(new Fill(0, ACCOUNT, 2, true, 10, 100, 0, now));
        engine.apply(new BookIncome(ACCOUNT, BTC, -500, now));
        settle();
        assertThat(heard.all).isEmpty();
        engine.tick(2, PriceSource.MARK, 100, now);
        settle();
        assertThat(heard.all)
                .containsExactly("tripped ACCOUNT DAILY_LOSS", "tripped ACCOUNT DRAWDOWN");
    }

    private void fill(boolean buy, long lots, long ticks, long result) {
        now++;
        engine.apply(new Fill(0, ACCOUNT, BTC, buy, lots, ticks, result, now));
        settle();
    }

    private void mark(long ticks) {
        engine.tick(BTC, PriceSource.MARK, ticks, now);
        settle();
    }

    private void later(long millis) {
        now += millis;
        engine.time(now);
        settle();
    }

    private void settle() {
        engine.settle();
        Truth.check(engine);
    }

    private void limit(Scope scope, Limits limits) {
        assertThat(engine.apply(new SetLimits(scope, limits))).isEqualTo(Verdict.OK);
        settle();
    }

    private PlaceOrder order(boolean buy) {
        return new PlaceOrder(
                engine.lastOrder() + 1, ACCOUNT, BTC, buy, 1, buy ? 50 : 200, 100, false);
    }

    private static Limits losses(long daily, long drawdown, int streak, int coolDown) {
        return new Limits(
                Limits.UNLIMITED,
                Limits.UNLIMITED,
                Limits.UNLIMITED,
                99,
                99,
                Integer.MAX_VALUE,
                0,
                0,
                Integer.MAX_VALUE,
                daily,
                drawdown,
                streak,
                coolDown,
                TradingState.ACTIVE,
                1);
    }
}
