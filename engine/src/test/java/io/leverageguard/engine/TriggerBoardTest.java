package io.leverageguard.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.engine.Command.AddInstrument;
import io.leverageguard.engine.Command.AmendOrder;
import io.leverageguard.engine.Command.OpenAccount;
import io.leverageguard.engine.Command.PlaceOrder;
import io.leverageguard.engine.Command.PriceSource;
import io.leverageguard.engine.Command.RequestCancel;
import io.leverageguard.engine.Command.SetLeverage;
import io.leverageguard.engine.Command.Terms;
import io.leverageguard.engine.Command.Trigger;
import io.leverageguard.engine.Command.TriggerKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TriggerBoardTest {
    private static final int BTC = 1;

    private Heard heard = new Heard();
    private Engine engine = new Engine(heard);
    private long now = 1_000;

    @BeforeEach
    @BeforeTry
    void open() {
        heard = new Heard();
        engine = new Engine(heard);
        engine.apply(new OpenAccount(1, Limits.NONE));
        engine.apply(new AddInstrument(BTC, 1));
        engine.apply(new SetLeverage(1, BTC, 1));
    }

    @Test
    void stopsWaitForThePriceToTurnAgainstThem() {
        place(1, true, TriggerKind.STOP, 110, 0);
        place(2, false, TriggerKind.STOP, 90, 0);
        assertThat(released(100)).isEmpty();
        assertThat(released(110)).containsExactly(1L);
        assertThat(released(89)).containsExactly(2L);
    }

    @Test
    void touchedOrdersWaitForThePriceToComeToTheirSide() {
        place(1, true, TriggerKind.IF_TOUCHED, 90, 0);
        place(2, false, TriggerKind.IF_TOUCHED, 110, 0);
        assertThat(released(100)).isEmpty();
        assertThat(released(90)).containsExactly(1L);
        assertThat(released(115)).containsExactly(2L);
    }

    @Test
    void otherPricesAndInstrumentsAreNotWatched() {
        place(1, true, TriggerKind.STOP, 110, 0);
        engine.tick(BTC, PriceSource.MARK, 120, now);
        engine.tick(BTC, PriceSource.INDEX, 120, now);
        engine.tick(7, PriceSource.LAST, 120, now);
        engine.tick(BTC, PriceSource.LAST, 0, now);
        assertThat(heard.approved).isEmpty();
    }

    @Test
    void trailingOrderFollowsFromItsActivationOn() {
        place(1, false, TriggerKind.TRAILING, 120, 100_000);
        assertThat(released(100)).isEmpty();
        assertThat(released(80)).isEmpty();
        assertThat(released(120)).isEmpty();
        assertThat(released(200)).isEmpty();
        assertThat(released(181)).isEmpty();
        assertThat(released(180)).containsExactly(1L);
    }

    @Test
    void whatAnOrderHasSeenSurvivesARestart() {
        place(1, false, TriggerKind.TRAILING, 0, 100_000);
        engine.tick(BTC, PriceSource.LAST, 1_000, now);
        engine.tick(BTC, PriceSource.LAST, 1_200, now);
        engine.tick(BTC, PriceSource.LAST, 1_205, now);
        Engine early = restarted();
        engine.time(now + 1_000);
        Engine late = restarted();
        early.tick(BTC, PriceSource.LAST, 1_081, now);
        late.tick(BTC, PriceSource.LAST, 1_085, now);
        assertThat(early.openOrders(1)).isOne();
        assertThat(heard.all).isEmpty();
        early.tick(BTC, PriceSource.LAST, 1_080, now);
        late.tick(BTC, PriceSource.LAST, 1_084, now);
        assertThat(heard.all)
                .containsExactly("1 RELEASED 0", "send 1 of 1", "1 RELEASED 0", "send 1 of 1");
    }

    @Test
    void orderThatIsThroughAlreadyIsReleasedWithTheBatchThatPlacedIt() {
        engine.tick(BTC, PriceSource.LAST, 100, now);
        place(1, true, TriggerKind.STOP, 99, 0);
        assertThat(heard.approved).isEmpty();
        engine.settle();
        assertThat(heard.approved).hasSize(1);
    }

    @Test
    void timeEndsOrders() {
        Trigger trigger = new Trigger(TriggerKind.STOP, PriceSource.LAST, true, 110, 0);
        for (int order = 1; order <= 3; order++) {
            Terms terms = new Terms(0, 0, true, trigger, now + order, null);
            engine.apply(new PlaceOrder(order, 1, BTC, true, 1, 0, 0, false, terms));
        }
        engine.time(now + 2);
        assertThat(heard.orders).containsExactly("1 EXPIRED 0", "2 EXPIRED 0");
        engine.time(now + 1);
        assertThat(engine.openOrders(1)).isOne();
    }

    @Test
    void venueIsAskedAgainUntilAnOrderHasEnded() {
        Terms terms = new Terms(0, 0, true, null, now + 1, null);
        engine.apply(new PlaceOrder(1, 1, BTC, true, 1, 90, 100, false, terms));
        engine.apply(new Command.MoveOrder(1, OrderState.ACCEPTED, 0));
        engine.time(now + 1);
        engine.apply(new Command.RefuseCancel(1));
        engine.time(now + 5_000);
        assertThat(heard.all).endsWith("1 ACCEPTED 0");
        engine.time(now + 5_001);
        assertThat(heard.all).endsWith("1 PENDING_CANCEL 0", "cancel 1");
    }

    /** Every price sets off what it would if every order were looked at every time. */
    @Property(tries = 400, seed = "49")
    void releasesWhatTheNaiveModelReleases(@ForAll long seed) {
        Random random = new Random(seed);
        NaiveTriggers naive = new NaiveTriggers();
        long price = 1_000;
        for (int i = 0; i < 300; i++) {
            long order = Math.max(1, engine.lastOrder() - random.nextInt(12));
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> naive.add(placeRandom(random));
                case 3 -> {
                    engine.apply(new RequestCancel(order));
                    naive.remove(order);
                }
                case 4 -> {
                    long ticks = random.nextLong(900, 1_100);
                    engine.apply(new AmendOrder(order, 1, 0, ticks, 0, 0));
                    naive.amend(order, ticks);
                }
                default -> {
                    price = Math.max(1, price + random.nextInt(-25, 26));
                    PriceSource source = List.of(PriceSource.values()).get(random.nextInt(3));
                    heard.approved.clear();
                    engine.tick(BTC, source, price, now);
                    assertThat(numbers()).isEqualTo(naive.tick(source, price));
                }
            }
            if (random.nextInt(20) == 0) {
                now += 700;
                engine.time(now);
            }
        }
        Truth.check(engine);
    }

    private PlaceOrder placeRandom(Random random) {
        Trigger trigger =
                new Trigger(
                        List.of(TriggerKind.values()).get(random.nextInt(3)),
                        List.of(PriceSource.values()).get(random.nextInt(3)),
                        true,
                        random.nextInt(4) == 0 ? 0 : random.nextLong(900, 1_100),
                        random.nextInt(1, 60_000));
        Trigger sane =
                trigger.kind() == TriggerKind.TRAILING || trigger.ticks() != 0
                        ? trigger
                        : new Trigger(trigger.kind(), trigger.source(), true, 1_000, 0);
        Terms terms = new Terms(0, 0, true, sane, 0, null);
        long number = engine.lastOrder() + 1;
        PlaceOrder order =
                new PlaceOrder(number, 1, BTC, random.nextBoolean(), 1, 0, 0, false, terms);
        assertThat(engine.apply(order)).isEqualTo(Verdict.OK);
        return order;
    }

    private void place(long number, boolean buy, TriggerKind kind, long ticks, int callback) {
        Trigger trigger = new Trigger(kind, PriceSource.LAST, true, ticks, callback);
        Terms terms = new Terms(0, 0, true, trigger, 0, null);
        PlaceOrder order = new PlaceOrder(number, 1, BTC, buy, 1, 0, 100, false, terms);
        assertThat(engine.apply(order)).isEqualTo(Verdict.OK);
    }

    private List<Long> released(long price) {
        heard.approved.clear();
        engine.tick(BTC, PriceSource.LAST, price, now);
        return new ArrayList<>(numbers());
    }

    private Set<Long> numbers() {
        Set<Long> numbers = new TreeSet<>();
        heard.approved.forEach(order -> numbers.add(order.number()));
        return numbers;
    }

    /** A second engine, built from what the first has written. */
    private Engine restarted() {
        Engine second = new Engine(heard);
        second.replay(engine.written(), engine.stateHash(), true);
        return second;
    }
}
