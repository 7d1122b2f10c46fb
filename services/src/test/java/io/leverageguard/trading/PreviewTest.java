package io.leverageguard.trading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.leverageguard.api.marketdata.MarketData.Level;
import io.leverageguard.api.risk.Risk;
import io.leverageguard.api.risk.RiskEvent.LimitsChanged;
import io.leverageguard.api.trading.Kill;
import io.leverageguard.api.trading.KillId;
import io.leverageguard.api.trading.Outlook.Basis;
import io.leverageguard.api.trading.Outlook.Denial;
import io.leverageguard.api.trading.Outlook.OrderPreview;
import io.leverageguard.api.trading.Protection.StartKill;
import io.leverageguard.api.trading.Trading.AccountRef;
import io.leverageguard.api.trading.Trading.Fill;
import io.leverageguard.api.trading.Trading.MarginMode;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.api.trading.Trading.OrderType;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.api.trading.Trading.Position;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.api.trading.Trading.TimeInForce;
import io.leverageguard.api.trading.Trading.Trigger;
import io.leverageguard.api.trading.Trading.TriggerKind;
import io.leverageguard.api.trading.TradingEvent;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.rpc.Refusal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a preview says, and that it says what placing the same order does. */
final class PreviewTest {
    private final TradingWorld world = new TradingWorld(false);

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest(name = "{0} of {1}, then {2} of {3}")
    @CsvSource({
        "BUY, 0.030, SELL, 0.020",
        "BUY, 0.500, SELL, 0.200",
        "BUY, 0.500, SELL, 0.500",
        "SELL, 1.100, BUY, 0.300",
        "SELL, 1.100, BUY, 0.900",
        "SELL, 0.700, BUY, 0.700"
    })
    void thePreviewIsWhatHappens(Side first, String one, Side second, String other) {
        previewIsWhatHappens(first, one);
        world.move(first == Side.BUY ? "101000" : "98500");
        previewIsWhatHappens(second, other);
    }

    private void previewIsWhatHappens(Side side, String quantity) {
        PlaceOrder command = world.market(world.newId(), side, quantity);
        OrderPreview preview = preview(command);
        assertThat(preview.refusal()).isNull();
        BigDecimal realized = preview.realizedPnl();
        assertThat(realized).isNotNull();
        Order placed = world.api().place(world.trader, command);
        world.settle();
        assertThat(world.order(placed.order()).state()).isEqualTo(OrderState.FILLED);
        assertThat(placed.averagePrice()).isEqualByComparingTo(preview.expectedPrice());
        List<Position> positions = world.api().positions(world.trader, world.ref()).positions();
        Fill fill = world.api().fills(world.trader, world.ref()).fills().getLast();
        assertThat(fill.fee()).isEqualByComparingTo(preview.fee());
        assertThat(fill.realizedPnl()).isEqualByComparingTo(realized);
        assertThat(
                        world.api()
                                .balances(world.trader, world.ref())
                                .balances()
                                .getFirst()
                                .available())
                .isCloseTo(preview.availableAfter(), within("0.00001"));
        if (preview.after() == null) {
            assertThat(positions).isEmpty();
            return;
        }
        Position position = positions.getFirst();
        assertThat(position.quantity()).isEqualByComparingTo(preview.after().quantity());
        assertThat(position.leverage()).isEqualTo(preview.leverage());
        assertThat(position.margin()).isCloseTo(preview.after().margin(), within("0.00001"));
        assertThat(position.liquidationPrice())
                .isCloseTo(preview.after().liquidationPrice(), within("0.0001"));
        assertThat(position.distance()).isCloseTo(preview.after().distance(), within("0.0000001"));
    }

    @Test
    void marketOrdersWalkTheBook() {
        book("99990 1, 99900 5", "100010 0.2, 100050 0.3, 100100 4");
        OrderPreview buy = preview(world.market(world.newId(), Side.BUY, "1"));
        assertThat(buy.basis()).isEqualTo(Basis.BOOK);
        // 0.2 × 100010 + 0.3 × 100050 + 0.5 × 100100
        assertThat(buy.notional()).isEqualByComparingTo("100067");
        assertThat(buy.expectedPrice()).isEqualByComparingTo("100067");
        assertThat(buy.bestPrice()).isEqualByComparingTo("100010");
        assertThat(buy.slippage()).isEqualByComparingTo("0.00056994");
        assertThat(buy.fillsNow()).isEqualByComparingTo("1");
        assertThat(buy.maker()).isFalse();
        assertThat(buy.fee()).isEqualByComparingTo("50.0335");
        assertThat(buy.initialMargin()).isEqualByComparingTo("10006.7");
        assertThat(buy.marginMode()).isEqualTo(MarginMode.ISOLATED);
        assertThat(buy.availableBefore()).isEqualByComparingTo("100000");
        assertThat(buy.availableAfter()).isEqualByComparingTo("89943.2665");
        OrderPreview more = preview(world.market(world.newId(), Side.BUY, "1.9"));
        assertThat(more.fillsNow()).isEqualByComparingTo("1.9");
        OrderPreview sell = preview(world.market(world.newId(), Side.SELL, "1.5"));
        assertThat(sell.notional()).isEqualByComparingTo("149940");
    }

    @Test
    void whatTheBookDoesNotShowIsTakenAtItsLastPrice() {
        book("99990 1", "100010 0.2, 100050 0.3");
        OrderPreview buy = preview(world.market(world.newId(), Side.BUY, "1"));
        assertThat(buy.fillsNow()).isEqualByComparingTo("0.5");
        assertThat(buy.notional()).isEqualByComparingTo("100042");
    }

    @Test
    void limitOrdersFillUpToTheirPriceAndRestWithTheRest() {
        book("99990 1", "100010 0.2, 100050 0.3, 100100 4");
        OrderPreview through = preview(limit(Side.BUY, "1", "100050", null));
        assertThat(through.basis()).isEqualTo(Basis.BOOK);
        assertThat(through.fillsNow()).isEqualByComparingTo("0.5");
        assertThat(through.notional()).isEqualByComparingTo("100042");
        assertThat(through.maker()).isFalse();
        OrderPreview resting = preview(limit(Side.BUY, "1", "99000", null));
        assertThat(resting.basis()).isEqualTo(Basis.LIMIT);
        assertThat(resting.expectedPrice()).isEqualByComparingTo("99000");
        assertThat(resting.slippage()).isNull();
        assertThat(resting.fillsNow()).isZero();
        assertThat(resting.maker()).isTrue();
        assertThat(resting.fee()).isEqualByComparingTo("19.8");
        assertThat(resting.after()).isNotNull();
        OrderPreview postOnly = preview(limit(Side.BUY, "1", "100050", TimeInForce.POST_ONLY));
        assertThat(postOnly.maker()).isTrue();
    }

    @Test
    void withoutABookTheMarkIsTaken() {
        assertThat(preview(world.market(world.newId(), Side.BUY, "1")).basis())
                .isEqualTo(Basis.MARK);
        assertThat(preview(limit(Side.SELL, "1", "99000", null)).expectedPrice())
                .isEqualByComparingTo("100000");
        assertThat(preview(limit(Side.SELL, "1", "101000", null)).basis()).isEqualTo(Basis.LIMIT);
    }

    @Test
    void conditionalOrdersAreValuedWhereTheyAreSetOff() {
        PlaceOrder plain = world.market(world.newId(), Side.SELL, "1");
        OrderPreview stop = preview(with(plain, trigger("95000"), null, null));
        assertThat(stop.basis()).isEqualTo(Basis.TRIGGER);
        assertThat(stop.expectedPrice()).isEqualByComparingTo("95000");
        assertThat(stop.fillsNow()).isZero();
    }

    @Test
    void reduceOnlyOrdersAreCutDownToThePosition() {
        world.buy("0.5");
        world.settle();
        PlaceOrder plain = world.market(world.newId(), Side.SELL, "2");
        OrderPreview close = preview(with(plain, null, true, null));
        assertThat(close.refusal()).isNull();
        assertThat(close.notional()).isEqualByComparingTo("50000");
        assertThat(close.after()).isNull();
        assertThat(close.initialMargin()).isZero();
        assertThat(close.before()).isNotNull();
        OrderPreview wrong =
                preview(with(world.market(world.newId(), Side.BUY, "1"), null, true, null));
        assertThat(code(wrong)).isEqualTo("nothing_to_reduce");
        assertThat(wrong.expectedPrice()).isNull();
    }

    @Test
    void turningAPositionClosesFirstAndOpensTheRest() {
        world.buy("0.5");
        world.settle();
        world.move("101000");
        OrderPreview turn = preview(world.market(world.newId(), Side.SELL, "0.8"));
        assertThat(turn.realizedPnl()).isEqualByComparingTo("500");
        assertThat(turn.initialMargin()).isEqualByComparingTo("3030");
        assertThat(turn.after()).isNotNull();
        assertThat(turn.after().quantity()).isEqualByComparingTo("-0.3");
        assertThat(turn.after().entryPrice()).isEqualByComparingTo("101000");
        assertThat(turn.after().liquidationPrice()).isGreaterThan(new BigDecimal("110000"));
    }

    @Test
    void whatIsWrongIsSaidWithItsField() {
        assertRefused(world.market(world.newId(), Side.BUY, "0.0005"), "off_lot", "quantity");
        assertRefused(world.market(world.newId(), Side.BUY, "0"), "invalid_field", "quantity");
        assertRefused(limit(Side.BUY, "1", "99000.05", null), "off_tick", "price");
        assertRefused(
                world.market(world.newId(), Side.BUY, "1001"), "quantity_out_of_range", "quantity");
        assertRefused(limit(Side.BUY, "0.001", "50000", null), "below_min_notional", "quantity");
        assertRefused(
                with(world.market(world.newId(), Side.BUY, "1"), null, null, TimeInForce.GTD),
                "invalid_field",
                "goodTill");
    }

    @Test
    void whatAnybodyElseDecidesIsSaidToo() {
        assertRefused(world.market(world.newId(), Side.BUY, "3"), "order_notional_limit", null);
        world.hear(
                new LimitsChanged(
                        Neighbours.limits(world.account.account(), Risk.TradingState.REDUCING, 2)));
        assertRefused(world.market(world.newId(), Side.BUY, "1"), "reducing_only", null);
        world.hear(
                new LimitsChanged(
                        Neighbours.limits(world.account.account(), Risk.TradingState.HALTED, 3)));
        assertRefused(world.market(world.newId(), Side.BUY, "1"), "halted", null);
    }

    @Test
    void theKillSwitchIsSaid() {
        world.protection()
                .kill(
                        world.trader,
                        new StartKill(
                                new KillId(world.base.kit().ids().next()),
                                Kill.Kind.ACCOUNT,
                                world.account.account(),
                                null,
                                null,
                                null,
                                null,
                                "panic"));
        assertRefused(world.market(world.newId(), Side.BUY, "1"), "killed", null);
    }

    @Test
    void thePreviewOfARefusedOrderIsWhatPlacingItSays() {
        PlaceOrder large = world.market(world.newId(), Side.BUY, "3");
        Denial denial = Objects.requireNonNull(preview(large).refusal());
        Order denied = world.api().place(world.trader, large);
        assertThat(denied.state()).isEqualTo(OrderState.DENIED);
        assertThat(denied.reason()).isEqualTo(denial.code() + ": " + denial.message());
    }

    @Test
    void aPreviewLeavesNoTraceAndUsesNoIdUp() {
        world.buy("0.1");
        world.settle();
        long hash = world.stateHash();
        int batches = world.batches();
        int events = world.events(TradingEvent.class).size();
        PlaceOrder command =
                new PlaceOrder(
                        world.newId(),
                        world.account.account(),
                        FakeVenue.SYMBOL,
                        Side.BUY,
                        OrderType.MARKET,
                        BigDecimal.ONE,
                        null,
                        null,
                        null,
                        "a strategy that nobody has heard of");
        for (int i = 0; i < 10; i++) {
            assertThat(preview(command).refusal()).isNull();
        }
        world.settle();
        assertThat(world.stateHash()).isEqualTo(hash);
        assertThat(world.batches()).isEqualTo(batches);
        assertThat(world.events(TradingEvent.class)).hasSize(events);
        assertThat(world.exchange.received).hasSize(1);
        assertThat(world.api().place(world.trader, command).state()).isEqualTo(OrderState.FILLED);
    }

    @Test
    void othersAccountsAndUnknownSymbolsAreNotFound() {
        PlaceOrder command = world.market(world.newId(), Side.BUY, "1");
        assertThat(
                        catchThrowableOfType(
                                        Refusal.class,
                                        () -> world.outlook().preview(world.stranger, command))
                                .code())
                .isEqualTo("account_not_found");
        OrderPreview unknown =
                preview(
                        new PlaceOrder(
                                world.newId(),
                                world.account.account(),
                                "NOBODY",
                                Side.BUY,
                                OrderType.MARKET,
                                BigDecimal.ONE,
                                null,
                                null,
                                null,
                                null));
        assertThat(code(unknown)).isEqualTo("instrument_not_found");
        assertThat(unknown.quoteAsset()).isNull();
    }

    @Test
    void openOrdersAreThoseThatCanStillChangeNewestFirst() {
        Order first = world.api().place(world.trader, limit(Side.BUY, "1", "90000", null));
        Order second = world.api().place(world.trader, limit(Side.BUY, "1", "90001", null));
        world.buy("0.1");
        world.settle();
        assertThat(world.outlook().openOrders(world.trader, world.ref()).orders())
                .extracting(Order::order)
                .containsExactly(second.order(), first.order());
        AccountRef nobodys = new AccountRef(new AccountId(world.base.kit().ids().next()));
        assertThat(
                        catchThrowableOfType(
                                        Refusal.class,
                                        () -> world.outlook().openOrders(world.trader, nobodys))
                                .code())
                .isEqualTo("account_not_found");
    }

    private void assertRefused(PlaceOrder command, String code, @Nullable String field) {
        Denial denial = preview(command).refusal();
        assertThat(denial).isNotNull();
        assertThat(denial.code()).isEqualTo(code);
        assertThat(denial.field()).isEqualTo(field);
    }

    private static String code(OrderPreview preview) {
        Denial denial = preview.refusal();
        return denial == null ? "" : denial.code();
    }

    private OrderPreview preview(PlaceOrder command) {
        return world.outlook().preview(world.trader, command);
    }

    private void book(String bids, String asks) {
        world.neighbours.offers = new Neighbours.Offers(levels(bids), levels(asks));
    }

    private static List<Level> levels(String text) {
        return List.of(text.split(", ")).stream()
                .map(level -> level.split(" "))
                .map(parts -> new Level(new BigDecimal(parts[0]), new BigDecimal(parts[1])))
                .toList();
    }

    private static Trigger trigger(String price) {
        return new Trigger(TriggerKind.STOP, null, new BigDecimal(price), null, null);
    }

    private PlaceOrder limit(
            Side side, String quantity, String price, @Nullable TimeInForce timeInForce) {
        return with(world.limit(world.newId(), side, quantity, price), null, null, timeInForce);
    }

    private static PlaceOrder with(
            PlaceOrder order,
            @Nullable Trigger trigger,
            @Nullable Boolean reduceOnly,
            @Nullable TimeInForce timeInForce) {
        return new PlaceOrder(
                order.order(),
                order.account(),
                order.symbol(),
                order.side(),
                order.type(),
                order.quantity(),
                order.price(),
                timeInForce,
                reduceOnly,
                null,
                trigger,
                null,
                null);
    }

    private static Offset<BigDecimal> within(String offset) {
        return Offset.offset(new BigDecimal(offset));
    }
}
