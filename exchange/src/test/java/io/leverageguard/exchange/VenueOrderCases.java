package io.leverageguard.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.leverageguard.venues.Capabilities;
import io.leverageguard.venues.Reports.AmendOutcome;
import io.leverageguard.venues.Reports.AmendRequest;
import io.leverageguard.venues.Reports.BalanceReport;
import io.leverageguard.venues.Reports.CancelOutcome;
import io.leverageguard.venues.Reports.CommandOutcome;
import io.leverageguard.venues.Reports.FillReport;
import io.leverageguard.venues.Reports.IncomeReport;
import io.leverageguard.venues.Reports.Lifetime;
import io.leverageguard.venues.Reports.OrderKind;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.OrderRequest;
import io.leverageguard.venues.Reports.OrderSide;
import io.leverageguard.venues.Reports.OrderStatus;
import io.leverageguard.venues.Reports.PlaceOutcome;
import io.leverageguard.venues.Reports.PositionReport;
import io.leverageguard.venues.Reports.PositionSide;
import io.leverageguard.venues.VenueAccount;
import io.leverageguard.venues.VenueError;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Cases 10 to 39: orders and what they do to the account. */
interface VenueOrderCases {
    /** More than any venue allows in a minute. */
    int ASKED_MAX = 10_000;

    Scene scene();

    @Test
    @DisplayName("VS-10 a limit order rests and is read back by our id")
    default void limitOrderRests() {
        VenueAccount account = scene().account();
        OrderRequest order = scene().limit(OrderSide.BUY, "0.02", "99000", Lifetime.GTC);
        OrderReport placed = scene().placed(account, order);
        assertThat(placed.status()).isEqualTo(OrderStatus.NEW);
        assertThat(placed.price()).isEqualByComparingTo("99000");
        assertThat(placed.quantity()).isEqualByComparingTo("0.02");
        assertThat(account.openOrders())
                .extracting(OrderReport::clientOrderId)
                .containsExactly(order.clientOrderId());
        assertThat(account.order(scene().symbol(), "nobody1")).isEmpty();
    }

    @Test
    @DisplayName("VS-11 a market order: position, fills, fee, ledger and balance agree")
    default void marketOrderAgrees() {
        VenueAccount account = scene().account();
        OrderReport bought = scene().placed(account, scene().market(OrderSide.BUY, "0.05"));
        assertThat(bought.status()).isEqualTo(OrderStatus.FILLED);
        PositionReport held = account.positions().getFirst();
        assertThat(held.quantity()).isEqualByComparingTo("0.05");
        assertThat(held.leverage()).isEqualTo(10);
        List<FillReport> fills = account.fills(scene().symbol(), Scene.START);
        assertThat(sum(fills.stream().map(FillReport::quantity).toList()))
                .isEqualByComparingTo("0.05");
        assertThat(fills).allMatch(fill -> fill.fee().signum() > 0 && !fill.maker());
        scene().advance(Duration.ofSeconds(1));
        scene().price("101000");
        scene().placed(account, scene().closing(OrderSide.SELL, "0.05"));
        assertThat(account.positions()).isEmpty();
        booksAgree(account);
    }

    private void booksAgree(VenueAccount account) {
        List<FillReport> fills = account.fills(scene().symbol(), Scene.START);
        BigDecimal earned =
                sum(fills.stream().map(FillReport::realizedPnl).toList())
                        .subtract(sum(fills.stream().map(FillReport::fee).toList()));
        BigDecimal wallet = wallet(account);
        assertThat(wallet.subtract(new BigDecimal("10000"))).isEqualByComparingTo(earned);
        Instant end = scene().now().plusSeconds(1);
        BigDecimal ledger =
                sum(
                        account.income(scene().symbol(), Scene.START, end).stream()
                                .map(IncomeReport::amount)
                                .toList());
        assertThat(ledger).isEqualByComparingTo(earned);
    }

    @Test
    @DisplayName("VS-12 a post-only order that would trade does not")
    default void postOnly() {
        VenueAccount account = scene().account();
        OrderRequest crossing = scene().limit(OrderSide.BUY, "0.02", "100500", Lifetime.POST_ONLY);
        neverFilled(account, crossing);
        OrderRequest resting = scene().limit(OrderSide.BUY, "0.02", "99000", Lifetime.POST_ONLY);
        assertThat(scene().placed(account, resting).status()).isEqualTo(OrderStatus.NEW);
    }

    @Test
    @DisplayName("VS-13 an IOC order leaves nothing open")
    default void immediateOrCancel() {
        VenueAccount account = scene().account();
        neverFilled(account, scene().limit(OrderSide.BUY, "0.02", "99000", Lifetime.IOC));
        OrderReport bought =
                scene().placed(
                                account,
                                scene().limit(OrderSide.BUY, "0.02", "100500", Lifetime.IOC));
        assertThat(bought.filled()).isEqualByComparingTo("0.02");
        assertThat(account.openOrders()).isEmpty();
    }

    @Test
    @DisplayName("VS-14 a FOK order that cannot be filled whole is not filled at all")
    default void fillOrKill() {
        VenueAccount account = scene().account("10000000");
        neverFilled(account, scene().limit(OrderSide.BUY, "60", "100000.5", Lifetime.FOK));
        OrderReport bought =
                scene().placed(
                                account,
                                scene().limit(OrderSide.BUY, "0.02", "100500", Lifetime.FOK));
        assertThat(bought.status()).isEqualTo(OrderStatus.FILLED);
    }

    private void neverFilled(VenueAccount account, OrderRequest order) {
        PlaceOutcome outcome = account.place(order);
        assertThat(outcome).isNotInstanceOf(PlaceOutcome.Unknown.class);
        account.order(scene().symbol(), order.clientOrderId())
                .ifPresent(
                        left -> {
                            assertThat(left.filled()).isZero();
                            assertThat(left.status())
                                    .isIn(
                                            OrderStatus.CANCELED,
                                            OrderStatus.EXPIRED,
                                            OrderStatus.REJECTED);
                        });
        assertThat(account.positions()).isEmpty();
        assertThat(account.openOrders()).isEmpty();
    }

    @Test
    @DisplayName("VS-15 a reduce-only order opens nothing and does not turn a position")
    default void reduceOnly() {
        VenueAccount account = scene().account();
        neverFilled(account, scene().closing(OrderSide.SELL, "0.02"));
        scene().placed(account, scene().market(OrderSide.BUY, "0.02"));
        account.place(scene().closing(OrderSide.SELL, "0.05"));
        assertThat(account.positions()).allMatch(held -> held.quantity().signum() > 0);
    }

    @Test
    @DisplayName("VS-16 an order with an end ends by itself")
    default void goodTill() {
        Capabilities can = scene().venue().capabilities();
        assumeTrue(can.lifetimes().contains(Lifetime.GTD), "no orders with an end here");
        VenueAccount account = scene().account();
        OrderRequest plain = scene().limit(OrderSide.BUY, "0.02", "99000", Lifetime.GTD);
        OrderRequest ending =
                new OrderRequest(
                        plain.symbol(),
                        plain.clientOrderId(),
                        plain.side(),
                        plain.kind(),
                        plain.quantity(),
                        plain.price(),
                        Lifetime.GTD,
                        false,
                        null,
                        scene().now().plus(Duration.ofMinutes(20)));
        assertThat(scene().placed(account, ending).status()).isEqualTo(OrderStatus.NEW);
        scene().advance(Duration.ofMinutes(21));
        assertThat(account.openOrders()).isEmpty();
    }

    @Test
    @DisplayName("VS-17 the same order twice is one order; its id for another is refused")
    default void duplicateIds() {
        VenueAccount account = scene().account();
        OrderRequest order = scene().limit(OrderSide.BUY, "0.02", "99000", Lifetime.GTC);
        scene().placed(account, order);
        assertThat(account.place(order)).isInstanceOf(PlaceOutcome.Accepted.class);
        assertThat(account.openOrders()).hasSize(1);
        OrderRequest other =
                new OrderRequest(
                        order.symbol(),
                        order.clientOrderId(),
                        OrderSide.SELL,
                        OrderKind.LIMIT,
                        order.quantity(),
                        new BigDecimal("101000"),
                        Lifetime.GTC,
                        false);
        assertThat(account.place(other)).isInstanceOf(PlaceOutcome.Rejected.class);
        assertThat(account.openOrders()).hasSize(1);
    }

    @Test
    @DisplayName("VS-18 what breaks a rule or lacks margin is refused with the venue's code")
    default void refusals() {
        VenueAccount account = scene().account();
        for (OrderRequest bad :
                List.of(
                        scene().market(OrderSide.BUY, "0.00000001"),
                        scene().limit(OrderSide.BUY, "0.02", "99000.00001", Lifetime.GTC),
                        scene().market(OrderSide.BUY, "5"))) {
            assertThat(account.place(bad))
                    .as(bad.toString())
                    .isInstanceOfSatisfying(
                            PlaceOutcome.Rejected.class,
                            no -> assertThat(no.venueCode()).isNotEmpty());
        }
        assertThat(account.positions()).isEmpty();
    }

    @Test
    @DisplayName("VS-20 an order changes price and quantity and keeps its id")
    default void amend() {
        assumeTrue(scene().venue().capabilities().amend() != Capabilities.Amend.NONE);
        VenueAccount account = scene().account();
        OrderRequest order = scene().limit(OrderSide.BUY, "0.02", "99000", Lifetime.GTC);
        scene().placed(account, order);
        assertThat(account.amend(change(order.clientOrderId(), "0.03", "98000")))
                .isInstanceOf(AmendOutcome.Amended.class);
        OrderReport changed = account.order(scene().symbol(), order.clientOrderId()).orElseThrow();
        assertThat(changed.price()).isEqualByComparingTo("98000");
        assertThat(changed.quantity()).isEqualByComparingTo("0.03");
        assertThat(account.amend(change("nobody2", "0.03", "98000")))
                .isInstanceOf(AmendOutcome.Rejected.class);
    }

    private AmendRequest change(String id, String quantity, String price) {
        return new AmendRequest(
                scene().symbol(),
                id,
                OrderSide.BUY,
                new BigDecimal(quantity),
                new BigDecimal(price));
    }

    @Test
    @DisplayName("VS-21 a cancelled order is gone, and cannot be cancelled again")
    default void cancel() {
        VenueAccount account = scene().account();
        OrderRequest order = scene().limit(OrderSide.BUY, "0.02", "99000", Lifetime.GTC);
        scene().placed(account, order);
        assertThat(account.cancel(scene().symbol(), order.clientOrderId()))
                .isInstanceOf(CancelOutcome.Canceled.class);
        assertThat(account.openOrders()).isEmpty();
        assertThat(account.cancel(scene().symbol(), order.clientOrderId()))
                .isInstanceOf(CancelOutcome.Rejected.class);
    }

    @Test
    @DisplayName("VS-22 everything of a contract is cancelled")
    default void cancelAll() {
        VenueAccount account = scene().account();
        for (String price : List.of("99000", "98000", "97000")) {
            scene().placed(account, scene().limit(OrderSide.BUY, "0.01", price, Lifetime.GTC));
        }
        assertThat(account.cancelAll(scene().symbol())).isEqualTo(new CommandOutcome.Done());
        assertThat(account.openOrders()).isEmpty();
    }

    @Test
    @DisplayName("VS-23 a batch has one outcome for each order")
    default void batch() {
        VenueAccount account = scene().account();
        List<OrderRequest> orders =
                List.of(
                        scene().limit(OrderSide.BUY, "0.01", "99000", Lifetime.GTC),
                        scene().limit(OrderSide.BUY, "0.00000001", "99000", Lifetime.GTC),
                        scene().limit(OrderSide.SELL, "0.01", "101000", Lifetime.GTC));
        assertThat(account.placeAll(orders))
                .hasExactlyElementsOfTypes(
                        PlaceOutcome.Accepted.class,
                        PlaceOutcome.Rejected.class,
                        PlaceOutcome.Accepted.class);
        assertThat(account.openOrders()).hasSize(2);
    }

    @Test
    @DisplayName("VS-24 a lost answer is unknown, and the order is found by its id")
    default void lostAnswer() {
        VenueAccount account = scene().account();
        OrderRequest order = scene().limit(OrderSide.BUY, "0.02", "99000", Lifetime.GTC);
        scene().loseAnswer();
        assertThat(account.place(order)).isInstanceOf(PlaceOutcome.Unknown.class);
        assertThat(account.order(scene().symbol(), order.clientOrderId())).isPresent();
        scene().loseAnswer();
        assertThat(account.cancel(scene().symbol(), order.clientOrderId()))
                .isInstanceOf(CancelOutcome.Unknown.class);
        assertThat(account.openOrders()).isEmpty();
    }

    @Test
    @DisplayName("VS-25 a lost command is unknown, and the order is not found")
    default void lostCommand() {
        VenueAccount account = scene().account();
        OrderRequest order = scene().limit(OrderSide.BUY, "0.02", "99000", Lifetime.GTC);
        scene().loseCommand();
        assertThat(account.place(order)).isInstanceOf(PlaceOutcome.Unknown.class);
        assertThat(account.order(scene().symbol(), order.clientOrderId())).isEmpty();
    }

    @Test
    @DisplayName("VS-27 an unknown order that is sent again trades once")
    default void sentAgain() {
        VenueAccount account = scene().account();
        OrderRequest order = scene().market(OrderSide.BUY, "0.02");
        scene().loseAnswer();
        assertThat(account.place(order)).isInstanceOf(PlaceOutcome.Unknown.class);
        assertThat(account.place(order)).isInstanceOf(PlaceOutcome.Accepted.class);
        assertThat(account.positions())
                .singleElement()
                .satisfies(held -> assertThat(held.quantity()).isEqualByComparingTo("0.02"));
    }

    @Test
    @DisplayName("VS-26 who asks too often is told here, before the venue says so, for a while")
    default void tooOften() {
        VenueAccount account = scene().account();
        Optional<VenueError> told = Optional.empty();
        for (int i = 0; i < ASKED_MAX && told.isEmpty(); i++) {
            try {
                account.balances();
            } catch (VenueError e) {
                told = Optional.of(e);
            }
        }
        assertThat(told)
                .hasValueSatisfying(
                        error -> assertThat(error.kind()).isEqualTo(VenueError.Kind.RATE_LIMITED));
        assertThat(scene().warnings()).isZero();
        scene().advance(Duration.ofMinutes(1));
        assertThat(account.balances()).isNotEmpty();
    }

    @Test
    @DisplayName("VS-30 leverage and margin mode are set, and being so is success")
    default void settings() {
        VenueAccount account = scene().account();
        for (int times = 0; times < 2; times++) {
            account.setLeverage(scene().symbol(), 5);
            account.setIsolated(scene().symbol(), true);
        }
        scene().placed(account, scene().market(OrderSide.BUY, "0.02"));
        PositionReport held = account.positions().getFirst();
        assertThat(held.isolated()).isTrue();
        assertThat(held.leverage()).isEqualTo(5);
        assertThat(held.liquidationPrice())
                .isBetween(new BigDecimal("79000"), new BigDecimal("82000"));
        assertThatThrownBy(() -> account.setLeverage(scene().symbol(), 1_000))
                .isInstanceOfSatisfying(
                        VenueError.class,
                        error -> assertThat(error.kind()).isEqualTo(VenueError.Kind.REJECTED));
    }

    @Test
    @DisplayName("VS-31 margin goes into an isolated position and out of it")
    default void margin() {
        assumeTrue(scene().venue().capabilities().adjustsMargin());
        VenueAccount account = scene().account();
        account.setIsolated(scene().symbol(), true);
        scene().placed(account, scene().market(OrderSide.BUY, "0.02"));
        BigDecimal before = account.positions().getFirst().isolatedWallet();
        account.adjustMargin(scene().symbol(), null, new BigDecimal("50"));
        assertThat(account.positions().getFirst().isolatedWallet().subtract(before))
                .isEqualByComparingTo("50");
        account.adjustMargin(scene().symbol(), null, new BigDecimal("-20"));
        assertThat(account.positions().getFirst().isolatedWallet().subtract(before))
                .isEqualByComparingTo("30");
    }

    @Test
    @DisplayName("VS-32 in hedge mode a contract has a long and a short position")
    default void hedge() {
        assumeTrue(scene().venue().capabilities().hedgeMode());
        VenueAccount account = scene().account();
        assertThat(account.hedgeMode()).isFalse();
        account.setHedgeMode(true);
        account.setHedgeMode(true);
        assertThat(account.hedgeMode()).isTrue();
        scene().placed(account, scene().leg(OrderSide.BUY, "0.03", PositionSide.LONG));
        scene().placed(account, scene().leg(OrderSide.SELL, "0.01", PositionSide.SHORT));
        assertThat(account.positions())
                .extracting(PositionReport::positionSide)
                .containsExactlyInAnyOrder(PositionSide.LONG, PositionSide.SHORT);
        scene().placed(account, scene().leg(OrderSide.SELL, "0.03", PositionSide.LONG));
        assertThat(account.positions())
                .singleElement()
                .satisfies(left -> assertThat(left.quantity()).isEqualByComparingTo("-0.01"));
    }

    private static BigDecimal wallet(VenueAccount account) {
        return account.balances().stream()
                .filter(balance -> balance.asset().equals("USDT"))
                .map(BalanceReport::wallet)
                .findFirst()
                .orElseThrow();
    }

    private static BigDecimal sum(List<BigDecimal> amounts) {
        return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
