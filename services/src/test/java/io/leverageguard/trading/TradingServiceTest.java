package io.leverageguard.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.leverageguard.api.risk.Risk.TradingState;
import io.leverageguard.api.risk.RiskEvent;
import io.leverageguard.api.trading.History.AccountFills;
import io.leverageguard.api.trading.History.AccountOrders;
import io.leverageguard.api.trading.Trading.AccountRef;
import io.leverageguard.api.trading.Trading.Fill;
import io.leverageguard.api.trading.Trading.OpenAccount;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderRef;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.api.trading.Trading.Orders;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.api.trading.Trading.Position;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.api.trading.TradingEvent.FundingSettled;
import io.leverageguard.api.trading.TradingEvent.OrderChanged;
import io.leverageguard.api.trading.TradingEvent.OrderFilled;
import io.leverageguard.api.trading.TradingEvent.PositionChanged;
import io.leverageguard.api.trading.TradingEvent.PositionLiquidated;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.kit.stream.Hub;
import io.leverageguard.trading.FakeAccount.Next;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TradingServiceTest {
    private final TradingWorld world = new TradingWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void filledMarketOrderBecomesFillPositionAndBalance() {
        Order order = world.buy("1");
        world.settle();

        assertThat(order.state()).isEqualTo(OrderState.FILLED);
        assertThat(order.averagePrice()).isEqualByComparingTo("100000");
        Fill fill = world.api().fills(world.trader, world.ref()).fills().getFirst();
        assertThat(fill.order()).isEqualTo(order.order());
        assertThat(fill.fee()).isEqualByComparingTo("50");
        Position position = world.api().positions(world.trader, world.ref()).positions().getFirst();
        assertThat(position.quantity()).isEqualByComparingTo("1");
        assertThat(position.margin()).isEqualByComparingTo("10000");
        assertThat(position.leverage()).isEqualTo(10);
        assertThat(world.api().balances(world.trader, world.ref()).balances().getFirst().wallet())
                .isEqualByComparingTo("99950");
    }

    /** LP = (10000 + 50 − 100000) / (0.005 − 1) = 90402.01…, by the bracket above 50,000. */
    @Test
    void positionShowsTheLiquidationPriceOfTheOneMarginImplementation() {
        world.buy("1");
        world.settle();
        world.venue.price = new BigDecimal("99000");

        Position position = world.api().positions(world.trader, world.ref()).positions().getFirst();
        assertThat(position.liquidationPrice()).isEqualByComparingTo("90402.01005025");
        assertThat(position.markPrice()).isEqualByComparingTo("99000");
        assertThat(position.unrealizedPnl()).isEqualByComparingTo("-1000");
        assertThat(position.distance()).isEqualByComparingTo("0.08684838");
    }

    @Test
    void positionIsShownAtTheLastReportedMarkWhenThereIsNoPrice() {
        world.buy("1");
        world.settle();
        world.neighbours.marksAreKnown = false;

        Position position = world.api().positions(world.trader, world.ref()).positions().getFirst();
        assertThat(position.markPrice()).isEqualByComparingTo("100000");
    }

    @Test
    void everyStateOfAnOrderIsAnnouncedInOrder() {
        world.buy("1");
        world.settle();
        assertThat(world.events(OrderChanged.class))
                .extracting(event -> event.order().state())
                .containsExactly(OrderState.INITIALIZED, OrderState.SUBMITTED, OrderState.FILLED);
        assertThat(world.events(OrderFilled.class)).hasSize(1);
        assertThat(world.events(PositionChanged.class)).hasSize(1);
    }

    @Test
    void rejectedOrderSaysWhy() {
        world.exchange.script.add(Next.REJECT);
        Order order = world.buy("1");
        assertThat(order.state()).isEqualTo(OrderState.REJECTED);
        assertThat(order.reason()).isEqualTo("-2019: Margin is insufficient.");
    }

    @Test
    void limitOrderRestsIsFilledInPartAndCancelled() {
        OrderId id = world.newId();
        PlaceOrder command = world.limit(id, Side.BUY, "1", "90000");
        assertThat(world.api().place(world.trader, command).state()).isEqualTo(OrderState.ACCEPTED);
        world.exchange.fillResting(OrderRow.clientOrderId(id), "0.4");
        world.settle();
        assertThat(world.order(id).state()).isEqualTo(OrderState.PARTIALLY_FILLED);
        assertThat(world.order(id).filled()).isEqualByComparingTo("0.4");

        Order canceled = world.api().cancel(world.trader, new OrderRef(id));
        assertThat(canceled.state()).isEqualTo(OrderState.CANCELED);
        assertThat(canceled.filled()).isEqualByComparingTo("0.4");
        assertThat(refusal(() -> world.api().cancel(world.trader, new OrderRef(id))).code())
                .isEqualTo("order_not_open");
    }

    @Test
    void cancelThatCrossesTheFillAnswersWithTheFill() {
        OrderId id = world.newId();
        world.api().place(world.trader, world.limit(id, Side.BUY, "1", "90000"));
        world.exchange.fillResting(OrderRow.clientOrderId(id), "1");
        assertThat(world.api().cancel(world.trader, new OrderRef(id)).state())
                .isEqualTo(OrderState.FILLED);
    }

    @Test
    void refusedCancelLeavesTheOrderOpen() {
        OrderId id = world.newId();
        world.api().place(world.trader, world.limit(id, Side.BUY, "1", "90000"));
        world.exchange.cancelsRefused = true;
        assertThat(refusal(() -> world.api().cancel(world.trader, new OrderRef(id))).code())
                .isEqualTo("cancel_rejected");
        assertThat(world.order(id).state()).isEqualTo(OrderState.ACCEPTED);
    }

    @Test
    void lostAnswerIsFoundByAskingAtOnce() {
        world.exchange.script.add(Next.LOSE_ANSWER);
        Order order = world.buy("1");
        assertThat(order.state()).isEqualTo(OrderState.FILLED);
        assertThat(world.exchange.received).hasSize(1);
    }

    @Test
    void unknownOrderIsResolvedWhenTheVenueAnswersAgain() {
        world.exchange.script.add(Next.LOSE_ANSWER);
        world.exchange.answers = false;
        Order order = world.buy("1");
        assertThat(order.state()).isEqualTo(OrderState.UNKNOWN);

        world.exchange.answers = true;
        world.advance(Duration.ofSeconds(5));
        assertThat(world.order(order.order()).state()).isEqualTo(OrderState.FILLED);
        assertThat(world.exchange.received).hasSize(1);
    }

    @Test
    void orderThatNeverArrivedIsRejectedOnlyOnceItCannotArriveAnyMore() {
        world.exchange.script.add(Next.LOSE_REQUEST);
        Order order = world.buy("1");
        assertThat(order.state()).isEqualTo(OrderState.UNKNOWN);
        world.advance(Duration.ofSeconds(10));
        assertThat(world.order(order.order()).state()).isEqualTo(OrderState.UNKNOWN);
        world.advance(Duration.ofSeconds(10));
        assertThat(world.order(order.order()).state()).isEqualTo(OrderState.REJECTED);
        assertThat(world.order(order.order()).reason()).startsWith("never_arrived");
    }

    @Test
    void sameOrderAgainReturnsTheFirstAnswerAndIsNotSentAgain() {
        PlaceOrder command = world.market(world.newId(), Side.BUY, "1");
        Order first = world.api().place(world.trader, command);
        assertThat(world.api().place(world.trader, command)).isEqualTo(first);
        assertThat(world.exchange.received).hasSize(1);

        PlaceOrder other = world.market(command.order(), Side.BUY, "2");
        assertThat(refusal(() -> world.api().place(world.trader, other)).code())
                .isEqualTo("id_reused");
    }

    @Test
    void deniedOrderIsKeptAndNeverSent() {
        Order order = world.buy("2.001");
        assertThat(order.state()).isEqualTo(OrderState.DENIED);
        assertThat(order.reason()).startsWith("order_notional_limit");
        assertThat(world.order(order.order())).isEqualTo(order);
        assertThat(world.exchange.received).isEmpty();
    }

    @Test
    void limitsThatRiskDecidesAreInForceAtOnce() {
        world.risk.add(
                new RiskEvent.LimitsChanged(
                        Neighbours.limits(world.account.account(), TradingState.HALTED, 2)));
        world.settle();
        assertThat(world.buy("1").reason()).startsWith("halted");
        world.risk.add(
                new RiskEvent.LimitsChanged(
                        Neighbours.limits(world.account.account(), TradingState.ACTIVE, 3)));
        world.settle();
        assertThat(world.buy("1").state()).isEqualTo(OrderState.FILLED);
    }

    @Test
    void foreignAccountsAndOrdersDoNotExist() {
        Order order = world.buy("1");
        PlaceOrder command = world.market(world.newId(), Side.BUY, "1");
        AccountRef ref = world.ref();
        assertThat(refusal(() -> world.api().place(world.stranger, command)).code())
                .isEqualTo("account_not_found");
        assertThat(refusal(() -> world.api().orders(world.stranger, ref)).code())
                .isEqualTo("account_not_found");
        assertThat(refusal(() -> world.api().positions(world.stranger, ref)).code())
                .isEqualTo("account_not_found");
        assertThat(
                        refusal(
                                        () ->
                                                world.api()
                                                        .order(
                                                                world.stranger,
                                                                new OrderRef(order.order())))
                                .code())
                .isEqualTo("order_not_found");
        assertThat(refusal(() -> open(world)).code()).isEqualTo("venue_key_not_found");
        assertThat(world.api().accounts(world.stranger, None.NONE).accounts()).isEmpty();
        assertThat(world.api().accounts(world.trader, None.NONE).accounts())
                .containsExactly(world.account);
    }

    @Test
    void openingAnAccountAgainReturnsTheFirst() {
        assertThat(world.api().openAccount(world.trader, new OpenAccount(world.key)))
                .isEqualTo(world.account);
        assertThat(world.api().audit().read(0, 10))
                .extracting(record -> record.action())
                .containsExactly("account.opened");
        assertThat(world.api().audit().verify().intact()).isTrue();
    }

    @Test
    void fillThatIsSentTwiceCountsOnce() {
        world.buy("1");
        world.settle();
        world.exchange.repeatLastFill();
        world.exchange.repeatLastFill();
        world.settle();
        assertThat(world.events(OrderFilled.class)).hasSize(1);
        assertThat(world.api().fills(world.trader, world.ref()).fills()).hasSize(1);
    }

    @Test
    void liquidationIsAnnouncedOnceAndThePositionIsGone() {
        Order order = world.buy("1");
        world.settle();
        world.exchange.liquidate("90402");
        Instant liquidated = world.base.clock().now();
        world.base.clock().advance(Duration.ofSeconds(40));
        world.settle();
        world.exchange.repeatLastFill();
        world.settle();
        world.api().reconcile(world.trader, world.ref());

        List<PositionLiquidated> announced = world.events(PositionLiquidated.class);
        assertThat(announced).hasSize(1);
        assertThat(announced.getFirst().positionSide()).isEqualTo("LONG");
        assertThat(announced.getFirst().quantity()).isEqualByComparingTo("1");
        assertThat(announced.getFirst().price()).isEqualByComparingTo("90402");
        assertThat(announced.getFirst().at()).isEqualTo(liquidated);
        assertThat(announced.getFirst().owner()).isEqualTo(world.trader.user());
        assertThat(world.api().positions(world.trader, world.ref()).positions()).isEmpty();
        assertThat(world.api().orders(world.trader, world.ref()).orders())
                .extracting(Order::strategy)
                .containsExactly(OrderRow.EXTERNAL, "");
        assertThat(world.events(PositionChanged.class).getLast().position().quantity())
                .isEqualByComparingTo("0");
        assertThat(order.order()).isNotNull();
    }

    @Test
    void liquidationBehindACutStreamIsFoundByReconciliation() {
        world.buy("1");
        world.settle();
        world.exchange.cut();
        world.base.clock().advance(Duration.ofMinutes(3));
        world.exchange.liquidate("90402");
        world.settle();
        assertThat(world.events(PositionLiquidated.class)).isEmpty();

        world.exchange.reconnect();
        world.settle();
        assertThat(world.events(PositionLiquidated.class)).hasSize(1);
        assertThat(world.api().positions(world.trader, world.ref()).positions()).isEmpty();
        assertThat(world.api().reconcile(world.trader, world.ref()).breaks()).isEmpty();
    }

    @Test
    void missedFillIsAdoptedAfterAGap() {
        OrderId id = world.newId();
        world.api().place(world.trader, world.limit(id, Side.BUY, "1", "90000"));
        world.exchange.cut();
        world.exchange.fillResting(OrderRow.clientOrderId(id), "1");
        world.exchange.reconnect();
        world.settle();

        assertThat(world.order(id).state()).isEqualTo(OrderState.FILLED);
        assertThat(world.api().fills(world.trader, world.ref()).fills()).hasSize(1);
        assertThat(world.api().positions(world.trader, world.ref()).positions()).hasSize(1);
        assertThat(world.api().reconcile(world.trader, world.ref()).breaks()).isEmpty();
    }

    @Test
    void historyIsReadPageByPage() {
        OrderId first = world.buy("1").order();
        Instant early = world.base.clock().now();
        world.settle();
        world.advance(Duration.ofMinutes(1));
        OrderId second = world.buy("0.5").order();
        world.settle();

        Orders older = world.api().orders(world.trader, new AccountOrders(account(), second));
        assertThat(older.orders()).extracting(Order::order).containsExactly(first);
        assertThat(world.api().orders(world.trader, new AccountOrders(account(), first)).orders())
                .isEmpty();
        AccountFills before = new AccountFills(account(), early.plusMillis(1));
        assertThat(world.api().fills(world.trader, before).fills())
                .extracting(Fill::order)
                .containsExactly(first);
        AccountOrders unknown = new AccountOrders(account(), world.newId());
        assertThat(refusal(() -> world.api().orders(world.trader, unknown)).code())
                .isEqualTo("order_not_found");
    }

    private AccountId account() {
        return world.account.account();
    }

    @Test
    void reconciliationNamesWhatDiffered() {
        world.exchange.cut();
        world.buy("1");
        List<String> breaks = world.api().reconcile(world.trader, world.ref()).breaks();
        assertThat(breaks)
                .anyMatch(line -> line.startsWith("fill t"))
                .anyMatch(line -> line.startsWith("balance USDT: we had 100000,"))
                .anyMatch(line -> line.equals("position BTCUSDT: we had 0, the venue has 1"));
        assertThat(world.api().reconcile(world.trader, world.ref()).breaks()).isEmpty();
    }

    @Test
    void liquidationPriceThatTheVenueSeesDifferentlyIsABreak() {
        world.buy("1");
        world.settle();
        world.exchange.claimedLiquidationPrice = new BigDecimal("90402.0");
        assertThat(world.api().reconcile(world.trader, world.ref()).breaks()).isEmpty();
        world.exchange.claimedLiquidationPrice = new BigDecimal("91000");
        assertThat(world.api().reconcile(world.trader, world.ref()).breaks())
                .containsExactly(
                        "liquidation price BTCUSDT: we have 90402.01005025, the venue has 91000");
    }

    @Test
    void fundingIsAnnouncedOnceHoweverOftenItIsSeen() {
        world.buy("1");
        world.settle();
        world.exchange.fund("-12.5");
        world.settle();
        world.api().reconcile(world.trader, world.ref());
        assertThat(world.events(FundingSettled.class))
                .extracting(FundingSettled::amount)
                .usingElementComparator(BigDecimal::compareTo)
                .containsExactly(new BigDecimal("-12.5"));
    }

    @Test
    void openedAtStaysWhileThePositionGrowsAndIsNewAfterItWasClosed() {
        world.buy("1");
        world.settle();
        Instant opened = position().openedAt();
        world.advance(Duration.ofMinutes(1));
        world.buy("0.5");
        world.settle();
        assertThat(position().openedAt()).isEqualTo(opened);

        world.api().place(world.trader, world.market(world.newId(), Side.SELL, "1.5"));
        world.settle();
        world.advance(Duration.ofMinutes(1));
        world.buy("1");
        world.settle();
        assertThat(position().openedAt()).isEqualTo(opened.plus(Duration.ofMinutes(2)));
    }

    @Test
    void ownersHearOfTheirOrdersAndPositionsLive() throws Exception {
        BlockingQueue<String> orders = new LinkedBlockingQueue<>();
        BlockingQueue<String> positions = new LinkedBlockingQueue<>();
        Hub hub = world.kit.hub();
        hub.subscribe(
                "trading.orders." + world.trader.user(), message -> orders.add(message.json()));
        hub.subscribe(
                "trading.positions." + world.trader.user(),
                message -> positions.add(message.json()));
        Order order = world.buy("1");
        world.settle();

        assertThat(orders.poll(10, TimeUnit.SECONDS)).contains("INITIALIZED");
        assertThat(orders.poll(10, TimeUnit.SECONDS)).contains("SUBMITTED");
        assertThat(orders.poll(10, TimeUnit.SECONDS)).contains("FILLED", order.order().toString());
        assertThat(positions.poll(10, TimeUnit.SECONDS))
                .contains("\"liquidationPrice\":\"90402.01005025\"");
    }

    @Test
    void leverageAboveTheLimitIsRefusedBeforeTheVenueHearsOfIt() {
        assertThat(refusal(() -> world.setLeverage(21)).code()).isEqualTo("leverage_limit");
        world.setLeverage(20);
        world.exchange.answers = false;
        assertThat(refusal(() -> world.setLeverage(5)).code()).isEqualTo("venue_unavailable");
    }

    private Position position() {
        return world.api().positions(world.trader, world.ref()).positions().getFirst();
    }

    private static void open(TradingWorld world) {
        world.api().openAccount(world.stranger, new OpenAccount(world.key));
    }

    private static Refusal refusal(ThrowingCallable call) {
        return catchThrowableOfType(Refusal.class, call);
    }
}
