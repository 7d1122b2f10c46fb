package io.leverageguard.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.engine.Command.AddInstrument;
import io.leverageguard.engine.Command.Fill;
import io.leverageguard.engine.Command.OpenAccount;
import io.leverageguard.engine.Command.PlaceOrder;
import io.leverageguard.engine.Command.PriceSource;
import io.leverageguard.engine.Command.RequestCancel;
import io.leverageguard.engine.Command.SetLeverage;
import io.leverageguard.engine.Command.SetLimits;
import io.leverageguard.engine.Command.Terms;
import io.leverageguard.engine.Command.Trigger;
import io.leverageguard.engine.Command.TriggerKind;
import io.leverageguard.engine.Command.Trip;
import io.leverageguard.engine.Command.TripLimit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every limit in every scope, each with an order that is just allowed and one that is not. */
final class LimitsByScopeTest {
    private static final int USER = 3;
    private static final int VENUE = 4;
    private static final int ACCOUNT = 1;
    private static final int OTHER = 2;
    private static final int BTC = 1;
    private static final int ETH = 2;
    private static final int STRATEGY = 9;

    @SuppressWarnings("unused") // Named by @FieldSource.
    static final List<Scope> SCOPES =
            List.of(
                    Scope.DESK,
                    Scope.user(USER),
                    Scope.venue(VENUE),
                    Scope.account(ACCOUNT),
                    Scope.strategy(USER, STRATEGY),
                    Scope.instrument(BTC));

    private final Engine engine = new Engine(EngineListener.NONE);
    private long now = 1_000_000;

    @BeforeEach
    void open() {
        for (int account : new int[] {ACCOUNT, OTHER}) {
            engine.apply(new OpenAccount(account, USER, VENUE, Limits.NONE));
        }
        for (int instrument : new int[] {BTC, ETH}) {
            engine.apply(new AddInstrument(instrument, 1));
            engine.apply(new SetLeverage(ACCOUNT, instrument, 5));
            engine.apply(new SetLeverage(OTHER, instrument, 5));
        }
    }

    @ParameterizedTest
    @FieldSource("SCOPES")
    void sizeOfAnOrder(Scope scope) {
        limit(scope, new Limits(1_000, Limits.UNLIMITED, 99, 99, TradingState.ACTIVE, 1));
        refused(order(ACCOUNT, BTC, true, 11, 100), Verdict.ORDER_NOTIONAL, scope);
        allowed(order(ACCOUNT, BTC, true, 10, 100));
    }

    @ParameterizedTest
    @FieldSource("SCOPES")
    void sizeOfAPosition(Scope scope) {
        limit(scope, new Limits(Limits.UNLIMITED, 1_000, 99, 99, TradingState.ACTIVE, 1));
        allowed(order(ACCOUNT, BTC, true, 6, 100));
        refused(order(ACCOUNT, BTC, true, 5, 100), Verdict.POSITION_NOTIONAL, scope);
        allowed(order(ACCOUNT, BTC, true, 4, 100));
        boolean together = scope.kind() == Scope.Kind.INSTRUMENT;
        PlaceOrder elsewhere = order(OTHER, BTC, true, 10, 100);
        if (together) {
            refused(elsewhere, Verdict.POSITION_NOTIONAL, scope);
        } else {
            allowed(elsewhere);
        }
    }

    @ParameterizedTest
    @FieldSource("SCOPES")
    void sizeOfAllPositionsTogether(Scope scope) {
        limit(scope, gross(2_000));
        allowed(order(ACCOUNT, BTC, true, 10, 100));
        allowed(order(ACCOUNT, ETH, false, 8, 100));
        boolean alone = scope.kind() == Scope.Kind.INSTRUMENT;
        int instrument = alone ? BTC : ETH;
        refused(order(ACCOUNT, instrument, alone, 11, 100), Verdict.GROSS_NOTIONAL, scope);
        allowed(order(ACCOUNT, instrument, instrument == BTC, 2, 100));
    }

    @Test
    void positionsAreValuedAtTheNewestPriceThatACommandNamed() {
        limit(Scope.DESK, gross(2_000));
        allowed(order(ACCOUNT, BTC, true, 10, 100));
        fill(ACCOUNT, BTC, true, 1, 150);
        refused(order(OTHER, ETH, true, 6, 100), Verdict.GROSS_NOTIONAL, Scope.DESK);
    }

    @ParameterizedTest
    @FieldSource("SCOPES")
    void leverage(Scope scope) {
        limit(scope, new Limits(99_999, 99_999, 4, 99, TradingState.ACTIVE, 1));
        refused(order(ACCOUNT, BTC, true, 1, 100), Verdict.LEVERAGE, scope);
        engine.apply(new SetLeverage(ACCOUNT, BTC, 4));
        allowed(order(ACCOUNT, BTC, true, 1, 100));
    }

    @ParameterizedTest
    @FieldSource("SCOPES")
    void numberOfOpenOrders(Scope scope) {
        limit(scope, new Limits(99_999, 99_999, 99, 2, TradingState.ACTIVE, 1));
        PlaceOrder first = order(ACCOUNT, BTC, true, 1, 100);
        allowed(first);
        allowed(order(ACCOUNT, BTC, true, 1, 99));
        refused(order(ACCOUNT, BTC, true, 1, 98), Verdict.OPEN_ORDERS, scope);
        engine.apply(new Command.MoveOrder(first.order(), OrderState.CANCELED, 0));
        allowed(order(ACCOUNT, BTC, true, 1, 98));
    }

    @ParameterizedTest
    @FieldSource("SCOPES")
    void rateOfOrders(Scope scope) {
        limit(scope, rate(2, 1_000));
        allowed(order(ACCOUNT, BTC, true, 1, 100));
        now += 999;
        allowed(order(ACCOUNT, BTC, true, 1, 99));
        refused(order(ACCOUNT, BTC, true, 1, 98), Verdict.ORDER_RATE, scope);
        now += 1;
        allowed(order(ACCOUNT, BTC, true, 1, 98));
        now = 0;
        allowed(order(ACCOUNT, BTC, true, 1, 97));
    }

    @ParameterizedTest
    @FieldSource("SCOPES")
    void sameOrderTwice(Scope scope) {
        limit(scope, duplicates(500));
        allowed(order(ACCOUNT, BTC, true, 1, 100));
        now += 499;
        refused(order(ACCOUNT, BTC, true, 1, 100), Verdict.DUPLICATE_ORDER, scope);
        allowed(order(ACCOUNT, BTC, true, 2, 100));
        now += 1;
        allowed(order(ACCOUNT, BTC, true, 1, 100));
    }

    @ParameterizedTest
    @FieldSource("SCOPES")
    void priceThroughTheMarket(Scope scope) {
        limit(scope, collar(50_000));
        refused(order(ACCOUNT, BTC, true, 1, 106), Verdict.PRICE_COLLAR, scope);
        refused(order(ACCOUNT, BTC, false, 1, 94), Verdict.PRICE_COLLAR, scope);
        allowed(order(ACCOUNT, BTC, true, 1, 50));
        allowed(order(ACCOUNT, BTC, false, 1, 150));
        allowed(order(ACCOUNT, BTC, true, 1, 105));
    }

    @Test
    void heldStopLimitIsMeasuredAgainstThePriceThatReleasesIt() {
        limit(Scope.DESK, collar(50_000));
        Trigger trigger = new Trigger(TriggerKind.STOP, PriceSource.LAST, true, 200, 0);
        Terms terms = new Terms(STRATEGY, 0, true, trigger, 0, null);
        allowed(new PlaceOrder(1, ACCOUNT, BTC, true, 1, 206, 100, false, terms));
        assertThat(engine.check(order(ACCOUNT, BTC, true, 1, 206))).isEqualTo(Verdict.PRICE_COLLAR);
        assertThat(engine.apply(new Command.ReleaseOrder(1, 201, 0))).isEqualTo(Verdict.OK);
    }

    @ParameterizedTest
    @FieldSource("SCOPES")
    void haltedScopeTakesNothingButCancels(Scope scope) {
        PlaceOrder open = order(ACCOUNT, BTC, true, 1, 100);
        allowed(open);
        engine.apply(new Command.MoveOrder(open.order(), OrderState.ACCEPTED, 0));
        fill(ACCOUNT, BTC, true, 5, 100);
        limit(scope, state(TradingState.HALTED));
        refused(order(ACCOUNT, BTC, true, 1, 99), Verdict.HALTED, scope);
        refused(reducing(5), Verdict.HALTED, scope);
        assertThat(engine.apply(new RequestCancel(open.order()))).isEqualTo(Verdict.OK);
    }

    @ParameterizedTest
    @FieldSource("SCOPES")
    void reducingScopeTakesWhatReduces(Scope scope) {
        PlaceOrder opening = order(ACCOUNT, BTC, true, 5, 100);
        allowed(opening);
        engine.apply(new Command.MoveOrder(opening.order(), OrderState.FILLED, 5));
        engine.apply(new Fill(opening.order(), ACCOUNT, BTC, true, 5, 100, 0, 5));
        limit(scope, state(TradingState.REDUCING));
        refused(order(ACCOUNT, BTC, true, 1, 99), Verdict.REDUCING_ONLY, scope);
        refused(order(ACCOUNT, BTC, false, 6, 101), Verdict.REDUCING_ONLY, scope);
        allowed(order(ACCOUNT, BTC, false, 3, 101));
        allowed(reducing(5));
    }

    @ParameterizedTest
    @FieldSource("SCOPES")
    void trippedScopeTakesWhatReduces(Scope scope) {
        fill(ACCOUNT, BTC, true, 5, 100);
        engine.apply(new TripLimit(scope, Trip.DRAWDOWN, now, now + 100));
        refused(order(ACCOUNT, BTC, true, 1, 99), Verdict.LOSS_LIMIT, scope);
        allowed(reducing(5));
        now += 100;
        allowed(order(ACCOUNT, BTC, true, 1, 99));
    }

    @Test
    void narrowestScopeSaysNoFirst() {
        for (Scope scope : SCOPES) {
            limit(scope, state(TradingState.HALTED));
        }
        refused(order(ACCOUNT, BTC, true, 1, 1), Verdict.HALTED, Scope.strategy(USER, STRATEGY));
    }

    @Test
    void strategyThatTradesAgainstThePositionIsMeasuredByItsShare() {
        fill(ACCOUNT, BTC, true, 50, 100);
        limit(
                Scope.strategy(USER, STRATEGY),
                new Limits(Limits.UNLIMITED, 1_000, 99, 99, TradingState.ACTIVE, 1));
        refused(
                order(ACCOUNT, BTC, false, 11, 100),
                Verdict.POSITION_NOTIONAL,
                Scope.strategy(USER, STRATEGY));
        allowed(order(ACCOUNT, BTC, false, 10, 100));
    }

    @Test
    void otherUsersAndVenuesAreNotTouched() {
        engine.apply(new OpenAccount(7, 8, 9, Limits.NONE));
        engine.apply(new SetLeverage(7, BTC, 1));
        for (Scope scope : Stream.of(Scope.user(USER), Scope.venue(VENUE)).toList()) {
            limit(scope, state(TradingState.HALTED));
        }
        allowed(order(7, BTC, true, 1, 100));
    }

    @Test
    void limitsMayBeDecidedBeforeTheirScopeIsUsed() {
        limit(Scope.user(77), state(TradingState.HALTED));
        limit(Scope.instrument(78), state(TradingState.HALTED));
        assertThat(engine.apply(new SetLimits(Scope.account(79), Limits.NONE)))
                .isEqualTo(Verdict.UNKNOWN_ACCOUNT);
        engine.apply(new OpenAccount(79, 77, 0, Limits.NONE));
        refused(order(79, BTC, true, 1, 100), Verdict.HALTED, Scope.user(77));
    }

    @Test
    void leverageIsAskedForInEveryScopeOfTheAccount() {
        limit(Scope.user(USER), new Limits(1, 1, 3, 1, TradingState.ACTIVE, 1));
        assertThat(engine.checkLeverage(ACCOUNT, 4)).isEqualTo(Verdict.LEVERAGE);
        assertThat(engine.checkLeverage(ACCOUNT, 3)).isEqualTo(Verdict.OK);
    }

    private void limit(Scope scope, Limits limits) {
        assertThat(engine.apply(new SetLimits(scope, limits))).isEqualTo(Verdict.OK);
    }

    private void allowed(PlaceOrder order) {
        assertThat(engine.apply(order)).isEqualTo(Verdict.OK);
        Truth.check(engine);
    }

    private void refused(PlaceOrder order, Verdict verdict, Scope by) {
        assertThat(engine.check(order)).isEqualTo(verdict);
        assertThat(engine.apply(order)).isEqualTo(verdict);
        assertThat(engine.refusingScope()).isEqualTo(by);
    }

    private void fill(int account, int instrument, boolean buy, long lots, long ticks) {
        engine.apply(new Fill(0, account, instrument, buy, lots, ticks, 0, now));
    }

    private PlaceOrder order(int account, int instrument, boolean buy, long lots, long ticks) {
        return new PlaceOrder(
                engine.lastOrder() + 1,
                account,
                instrument,
                buy,
                lots,
                ticks,
                100,
                false,
                new Terms(STRATEGY, now, true, null, 0, null));
    }

    private PlaceOrder reducing(long lots) {
        return new PlaceOrder(
                engine.lastOrder() + 1,
                ACCOUNT,
                BTC,
                false,
                lots,
                120,
                100,
                true,
                new Terms(STRATEGY, now, true, null, 0, null));
    }

    private static Limits state(TradingState state) {
        return new Limits(99_999, 99_999, 99, 99, state, 1);
    }

    private static Limits gross(long max) {
        return limits(max, Integer.MAX_VALUE, 0, 0, Integer.MAX_VALUE);
    }

    private static Limits rate(int orders, int millis) {
        return limits(Limits.UNLIMITED, orders, millis, 0, Integer.MAX_VALUE);
    }

    private static Limits duplicates(int millis) {
        return limits(Limits.UNLIMITED, Integer.MAX_VALUE, 0, millis, Integer.MAX_VALUE);
    }

    private static Limits collar(int millionths) {
        return limits(Limits.UNLIMITED, Integer.MAX_VALUE, 0, 0, millionths);
    }

    private static Limits limits(long gross, int orders, int millis, int alike, int collar) {
        return new Limits(
                Limits.UNLIMITED,
                Limits.UNLIMITED,
                gross,
                99,
                99,
                orders,
                millis,
                alike,
                collar,
                Limits.UNLIMITED,
                Limits.UNLIMITED,
                Integer.MAX_VALUE,
                0,
                TradingState.ACTIVE,
                1);
    }
}
