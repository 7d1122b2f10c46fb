package io.leverageguard.trading;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.api.trading.Trading.Keeper;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.api.trading.Trading.OrderType;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.api.trading.Trading.Trigger;
import io.leverageguard.api.trading.Trading.TriggerKind;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.trading.FakeAccount.Next;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A venue that takes only so many questions at a time, as all of them do. */
class ShortAnswersTest {
    private static final int QUESTIONS_OF_ONE_COMPARISON_MAX = 12;

    private final TradingWorld world = new TradingWorld(false);

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void nothingIsMissedWhicheverQuestionsOfTwoComparisonsAreNotAnswered() {
        int fills = 0;
        for (int first = 0; first < QUESTIONS_OF_ONE_COMPARISON_MAX; first++) {
            for (int second = 0; second < QUESTIONS_OF_ONE_COMPARISON_MAX; second++) {
                missSomething();
                fills += 3;
                reconnect(first);
                reconnect(second);
                reconnect(Integer.MAX_VALUE);
                assertThat(world.api().fills(world.trader, world.ref()).fills())
                        .as("after %d answers and %d answers", first, second)
                        .hasSize(fills);
                world.api().place(world.trader, world.market(world.newId(), Side.SELL, "0.5"));
                world.settle();
                fills++;
            }
        }
    }

    /** A liquidation and a fill five minutes later, and an order of which nobody knows. */
    private void missSomething() {
        world.buy("1");
        world.settle();
        world.exchange.cut();
        world.exchange.liquidate("100000");
        world.advance(Duration.ofMinutes(5));
        world.buy("0.5");
        world.exchange.questionsLeft = 0;
        world.exchange.script.add(Next.LOSE_REQUEST);
        world.buy("0.1");
    }

    private void reconnect(int answers) {
        world.exchange.questionsLeft = answers;
        world.exchange.reconnect();
        world.settle();
    }

    @Test
    void whatBecameOfManyConditionalOrdersIsFoundOutByAndBy() {
        for (int i = 0; i < 4; i++) {
            stop("8000" + i);
        }
        OrderId near = stop("95000");
        world.settle();
        world.exchange.questionsLeft = 0;
        world.venue.move("94000");
        for (int round = 0; round < 6; round++) {
            world.exchange.questionsLeft = 1;
            world.settle();
        }
        assertThat(world.order(near).state()).isEqualTo(OrderState.FILLED);
    }

    private OrderId stop(String price) {
        OrderId id = world.newId();
        world.api()
                .place(
                        world.trader,
                        new PlaceOrder(
                                id,
                                world.account.account(),
                                FakeVenue.SYMBOL,
                                Side.SELL,
                                OrderType.MARKET,
                                new BigDecimal("0.01"),
                                null,
                                null,
                                null,
                                null,
                                new Trigger(
                                        TriggerKind.STOP,
                                        null,
                                        new BigDecimal(price),
                                        null,
                                        Keeper.VENUE),
                                null,
                                null));
        return id;
    }
}
