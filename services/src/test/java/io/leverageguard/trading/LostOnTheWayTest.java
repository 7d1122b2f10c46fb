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

/** Orders that waited here, were set off, and never reached their venue. */
class LostOnTheWayTest {
    private final TradingWorld world = new TradingWorld(false);

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void stopIsSentAgainUntilItArrives() {
        world.buy("1");
        OrderId stop = stop(Side.SELL, "95000", true);
        world.exchange.script.add(Next.LOSE_REQUEST);
        world.exchange.script.add(Next.LOSE_REQUEST);
        world.move("94000");
        assertThat(world.order(stop).state()).isEqualTo(OrderState.UNKNOWN);
        world.advance(Duration.ofSeconds(20));
        assertThat(world.order(stop).state()).isEqualTo(OrderState.UNKNOWN);
        world.advance(Duration.ofSeconds(20));
        assertThat(world.order(stop).state()).isEqualTo(OrderState.FILLED);
        assertThat(world.exchange.received).hasSize(2);
    }

    @Test
    void orderThatOpensIsNotSentLaterThanItWasMeant() {
        OrderId entry = stop(Side.BUY, "105000", false);
        world.exchange.script.add(Next.LOSE_REQUEST);
        world.move("106000");
        world.advance(Duration.ofSeconds(20));
        assertThat(world.order(entry).state()).isEqualTo(OrderState.REJECTED);
        assertThat(world.exchange.received).isEmpty();
    }

    private OrderId stop(Side side, String price, boolean reduceOnly) {
        OrderId id = world.newId();
        Trigger trigger =
                new Trigger(TriggerKind.STOP, null, new BigDecimal(price), null, Keeper.DESK);
        world.api()
                .place(
                        world.trader,
                        new PlaceOrder(
                                id,
                                world.account.account(),
                                FakeVenue.SYMBOL,
                                side,
                                OrderType.MARKET,
                                BigDecimal.ONE,
                                null,
                                null,
                                reduceOnly,
                                null,
                                trigger,
                                null,
                                null));
        world.settle();
        return id;
    }
}
