package io.leverageguard.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.api.trading.TradingEvent.PositionLiquidated;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.trading.FakeAccount.Next;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TradingRestartTest {
    private final TradingWorld world = new TradingWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void ordersAreRefusedUntilTheAccountIsReconciledAgain() {
        world.buy("1");
        world.settle();
        world.restart();
        assertThat(catchThrowableOfType(Refusal.class, () -> world.buy("1")).code())
                .isEqualTo("account_not_ready");
        world.settle();
        assertThat(world.buy("1").state()).isEqualTo(OrderState.FILLED);
    }

    @Test
    void limitsCountWhatHappenedBeforeTheRestart() {
        world.buy("2");
        world.settle();
        world.restart();
        world.settle();
        assertThat(world.buy("1.1").reason()).startsWith("position_notional_limit");
        assertThat(world.buy("1").state()).isEqualTo(OrderState.FILLED);
    }

    @Test
    void orderThatArrivedAsTheProcessDiedIsFoundAtTheVenue() {
        world.exchange.script.add(Next.LOSE_ANSWER);
        world.exchange.answers = false;
        OrderId id = world.buy("1").order();
        assertThat(world.order(id).state()).isEqualTo(OrderState.UNKNOWN);
        world.exchange.answers = true;
        world.restart();
        world.settle();

        assertThat(world.order(id).state()).isEqualTo(OrderState.FILLED);
        assertThat(world.api().fills(world.trader, world.ref()).fills()).hasSize(1);
        assertThat(world.exchange.received).hasSize(1);
    }

    @Test
    void orderThatWasJournalledButNeverSentIsResolvedByAsking() {
        OrderId id = journalWithoutSending();
        world.restart();
        world.settle();
        assertThat(world.order(id).state()).isEqualTo(OrderState.INITIALIZED);

        world.advance(Duration.ofSeconds(20));
        assertThat(world.order(id).state()).isEqualTo(OrderState.REJECTED);
        assertThat(world.exchange.received).isEmpty();
        assertThat(world.api().reconcile(world.trader, world.ref()).breaks()).isEmpty();
    }

    @Test
    void orderThatIsLongOnItsWayIsNotGivenUpMeanwhile() {
        world.exchange.onTheWay =
                () -> {
                    world.advance(Duration.ofSeconds(20));
                    assertThat(world.api().reconcile(world.trader, world.ref()).breaks()).isEmpty();
                };
        Order order = world.buy("1");
        assertThat(order.state()).isEqualTo(OrderState.FILLED);
        assertThat(world.order(order.order()).state()).isEqualTo(OrderState.FILLED);
    }

    @Test
    void orderMayHaveBeenSentJustBeforeTheProcessDied() {
        OrderId id = journalWithoutSending();
        world.base.clock().advance(Duration.ofMinutes(1));
        world.restart();
        world.advance(Duration.ofSeconds(10));
        assertThat(world.order(id).state()).isEqualTo(OrderState.INITIALIZED);
        world.advance(Duration.ofSeconds(10));
        assertThat(world.order(id).state()).isEqualTo(OrderState.REJECTED);
    }

    @Test
    void liquidationWhileWeWereDownIsAnnouncedOnceAfterwards() {
        world.buy("1");
        world.settle();
        world.restart();
        world.base.clock().advance(Duration.ofMinutes(5));
        world.exchange.liquidate("90402");
        world.settle();
        world.restart();
        world.settle();

        assertThat(world.events(PositionLiquidated.class)).hasSize(1);
        assertThat(world.api().positions(world.trader, world.ref()).positions()).isEmpty();
        assertThat(world.api().reconcile(world.trader, world.ref()).breaks()).isEmpty();
    }

    @Test
    void accountConnectsOnceTheVenueAnswers() {
        world.restart();
        world.exchange.answers = false;
        world.settle();
        world.advance(Duration.ofSeconds(6));
        assertThat(catchThrowableOfType(Refusal.class, () -> world.buy("1")).code())
                .isEqualTo("account_not_ready");
        world.exchange.answers = true;
        world.advance(Duration.ofSeconds(6));
        assertThat(world.buy("1").state()).isEqualTo(OrderState.FILLED);
    }

    /** What a crash between the commit and the send leaves behind. */
    private OrderId journalWithoutSending() {
        OrderId id = world.newId();
        world.exchange.script.add(Next.LOSE_REQUEST);
        world.exchange.answers = false;
        world.api().place(world.trader, world.limit(id, Side.BUY, "1", "90000"));
        world.kit
                .databases()
                .open("trading")
                .write(
                        handle -> {
                            handle.execute(
                                    "DELETE FROM journal WHERE batch ="
                                            + " (SELECT max(batch) FROM journal)");
                            handle.execute(
                                    "UPDATE orders SET state = 'INITIALIZED', reason = ''"
                                            + " WHERE order_id = ?",
                                    id.value());
                        });
        world.exchange.answers = true;
        return id;
    }
}
