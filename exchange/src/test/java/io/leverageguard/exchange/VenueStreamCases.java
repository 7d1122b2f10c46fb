package io.leverageguard.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.leverageguard.venues.AccountMirror;
import io.leverageguard.venues.Capabilities;
import io.leverageguard.venues.LiquidationFile;
import io.leverageguard.venues.LiquidationFile.NormalizedLiquidation;
import io.leverageguard.venues.Reports.BalanceReport;
import io.leverageguard.venues.Reports.Closure;
import io.leverageguard.venues.Reports.FillReport;
import io.leverageguard.venues.Reports.IncomeReport;
import io.leverageguard.venues.Reports.Lifetime;
import io.leverageguard.venues.Reports.LiquidationPrint;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.OrderRequest;
import io.leverageguard.venues.Reports.OrderSide;
import io.leverageguard.venues.Reports.OrderStatus;
import io.leverageguard.venues.Reports.PositionSide;
import io.leverageguard.venues.VenueAccount;
import io.leverageguard.venues.VenueStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Cases 50 to 69: streams, losses of connection, and liquidations. */
interface VenueStreamCases {
    Scene scene();

    @Test
    @DisplayName("VS-50 the stream tells orders, fills and positions")
    default void accountStream() {
        VenueAccount account = scene().account();
        Told told = new Told();
        try (VenueStream stream = account.stream(told)) {
            OrderRequest resting = scene().limit(OrderSide.BUY, "0.01", "99000", Lifetime.GTC);
            scene().placed(account, resting);
            account.cancel(scene().symbol(), resting.clientOrderId());
            OrderRequest market = scene().market(OrderSide.BUY, "0.02");
            scene().placed(account, market);
            scene().hear(stream);
            assertThat(told.statuses(resting.clientOrderId()))
                    .startsWith(OrderStatus.NEW)
                    .endsWith(OrderStatus.CANCELED);
            assertThat(told.statuses(market.clientOrderId())).endsWith(OrderStatus.FILLED);
            assertThat(told.filled()).isEqualByComparingTo("0.02");
            assertThat(told.fills)
                    .isEqualTo(account.fills(scene().symbol(), Scene.START))
                    .allMatch(fill -> fill.fee().signum() > 0);
            assertThat(told.positions.getLast().quantity()).isEqualByComparingTo("0.02");
            assertThat(told.gaps).isZero();
        }
    }

    @Test
    @DisplayName("VS-51 a lost connection is opened again and told as a gap")
    default void lostConnection() {
        VenueAccount account = scene().account();
        Told told = new Told();
        try (VenueStream stream = account.stream(told)) {
            scene().refuseSockets(true);
            scene().dropSockets();
            scene().placed(account, scene().market(OrderSide.BUY, "0.01"));
            stream.pump();
            scene().refuseSockets(false);
            scene().advance(Duration.ofSeconds(5));
            scene().hear(stream);
            assertThat(told.gaps).isPositive();
            assertThat(told.fills).isEmpty();
            assertThat(account.fills(scene().symbol(), Scene.START)).isNotEmpty();
            scene().placed(account, scene().market(OrderSide.BUY, "0.02"));
            scene().hear(stream);
            assertThat(told.filled()).isEqualByComparingTo("0.02");
        }
    }

    @Test
    @DisplayName("VS-52 a mirror tells what was missed while the line was down, each fill once")
    default void mirror() {
        VenueAccount account = scene().account();
        OrderRequest resting = scene().limit(OrderSide.BUY, "0.01", "99500", Lifetime.GTC);
        OrderRequest leaving = scene().limit(OrderSide.BUY, "0.01", "98000", Lifetime.GTC);
        Told told = new Told();
        try (AccountMirror stream = scene().mirror(account, told)) {
            scene().hear(stream);
            scene().placed(account, resting);
            scene().placed(account, leaving);
            scene().placed(account, scene().market(OrderSide.BUY, "0.01"));
            scene().hear(stream);
            scene().refuseSockets(true);
            scene().dropSockets();
            account.cancel(scene().symbol(), leaving.clientOrderId());
            scene().placed(account, scene().market(OrderSide.BUY, "0.02"));
            scene().price("99400");
            scene().advance(Duration.ofSeconds(5));
            scene().hear(stream);
            scene().refuseSockets(false);
            scene().advance(Duration.ofSeconds(60), stream);
        }
        assertThat(told.gaps).isPositive();
        assertThat(told.reconciled).isGreaterThan(1);
        assertThat(told.fills)
                .containsExactlyInAnyOrderElementsOf(account.fills(scene().symbol(), Scene.START));
        assertThat(told.filled()).isEqualByComparingTo("0.04");
        assertThat(told.statuses(resting.clientOrderId())).endsWith(OrderStatus.FILLED);
        assertThat(told.statuses(leaving.clientOrderId())).endsWith(OrderStatus.CANCELED);
        assertThat(told.positions.getLast().quantity()).isEqualByComparingTo("0.04");
    }

    @Test
    @DisplayName("VS-53 funding is told, and stands in the ledger")
    default void funding() {
        VenueAccount account = scene().account();
        Told told = new Told();
        try (VenueStream stream = account.stream(told)) {
            scene().placed(account, scene().market(OrderSide.BUY, "0.02"));
            scene().advance(Duration.ofMinutes(11), stream);
            assertThat(told.funding).hasSize(1);
            assertThat(told.funding.getFirst()).isNegative();
            Instant end = scene().now();
            assertThat(account.income(scene().symbol(), Scene.START, end))
                    .extracting(IncomeReport::amount)
                    .anyMatch(amount -> amount.compareTo(told.funding.getFirst()) == 0);
        }
    }

    @Test
    @DisplayName("VS-54 the public stream tells trades, marks, quotes and books in step")
    default void marketStream() {
        Told.Market told = new Told.Market();
        try (VenueStream stream = scene().venue().market(Set.of(scene().symbol()), told)) {
            scene().price("100100");
            VenueAccount account = scene().account();
            for (int second = 0; second < 5; second++) {
                scene().placed(account, scene().market(OrderSide.BUY, "0.001"));
                scene().advance(Duration.ofSeconds(1));
                scene().hear(stream);
            }
            assertThat(told.trades).isNotEmpty();
            assertThat(told.marks.getLast().mark()).isBetween(price("99000"), price("101000"));
            assertThat(told.quotes.getLast().bid()).isLessThan(told.quotes.getLast().ask());
            assertThat(told.bids()).isNotEmpty();
            assertThat(told.bids().firstKey()).isLessThan(told.asks().firstKey());
            assertThat(told.gaps).isZero();
        }
    }

    @Test
    @DisplayName("VS-60 a liquidation is told, listed, and its file agrees with the ledger")
    default void liquidation() {
        VenueAccount account = scene().account();
        account.setIsolated(scene().symbol(), true);
        Told told = new Told();
        try (VenueStream stream = account.stream(told)) {
            scene().placed(account, scene().market(OrderSide.BUY, "0.5"));
            scene().advance(Duration.ofSeconds(60), stream);
            scene().price("90200");
            scene().advance(Duration.ofSeconds(1));
            scene().hear(stream);
        }
        assertThat(account.positions()).isEmpty();
        OrderReport forced = told.last(Closure.LIQUIDATION);
        assertThat(account.forcedOrders(Scene.START))
                .extracting(OrderReport::venueOrderId)
                .contains(forced.venueOrderId());
        Instant end = scene().now().plusSeconds(1);
        LiquidationFile file =
                account.liquidation(scene().symbol(), forced.venueOrderId(), Scene.START, end);
        NormalizedLiquidation facts = file.liquidation();
        assertThat(facts).isNotNull();
        assertThat(facts.closure()).isEqualTo(Closure.LIQUIDATION);
        assertThat(facts.positionSide()).isEqualTo(PositionSide.LONG);
        assertThat(facts.quantity()).isEqualByComparingTo("0.5");
        assertThat(facts.realizedPnl()).isNegative();
        assertThat(file.evidence()).isNotEmpty();
        BigDecimal ledger =
                account.income(scene().symbol(), Scene.START, end).stream()
                        .map(IncomeReport::amount)
                        .reduce(price("10000"), BigDecimal::add);
        assertThat(wallet(account)).isEqualByComparingTo(ledger);
        assertThat(told.fills.stream().map(FillReport::tradeId)).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("VS-61 a liquidation is published with the side of the position")
    default void publicLiquidation() {
        assumeTrue(scene().venue().capabilities().tape() != Capabilities.Tape.NONE);
        Told.Market told = new Told.Market();
        VenueAccount account = scene().account();
        account.setIsolated(scene().symbol(), true);
        try (VenueStream stream = scene().venue().market(Set.of(scene().symbol()), told)) {
            scene().placed(account, scene().market(OrderSide.SELL, "0.5"));
            scene().advance(Duration.ofSeconds(60), stream);
            scene().price("110200");
            scene().advance(Duration.ofSeconds(3));
            scene().hear(stream);
        }
        assertThat(told.liquidations)
                .isNotEmpty()
                .extracting(LiquidationPrint::positionSide)
                .containsOnly(PositionSide.SHORT);
    }

    @Test
    @DisplayName("VS-63 a mirror tells of a liquidation that happened while the line was down")
    default void missedLiquidation() {
        VenueAccount account = scene().account();
        account.setIsolated(scene().symbol(), true);
        Told told = new Told();
        try (AccountMirror stream = scene().mirror(account, told)) {
            scene().hear(stream);
            scene().placed(account, scene().market(OrderSide.BUY, "0.5"));
            scene().hear(stream);
            scene().refuseSockets(true);
            scene().dropSockets();
            scene().price("90200");
            scene().advance(Duration.ofSeconds(5));
            scene().hear(stream);
            scene().refuseSockets(false);
            scene().advance(Duration.ofSeconds(60), stream);
        }
        assertThat(told.last(Closure.LIQUIDATION).filled()).isPositive();
        assertThat(told.positions.getLast().quantity()).isZero();
        assertThat(told.fills.stream().map(FillReport::tradeId)).doesNotHaveDuplicates();
        assertThat(told.fills)
                .containsExactlyInAnyOrderElementsOf(account.fills(scene().symbol(), Scene.START));
    }

    @Test
    @DisplayName("VS-62 an order of the owner is no liquidation")
    default void ownOrderIsNoLiquidation() {
        VenueAccount account = scene().account();
        scene().placed(account, scene().market(OrderSide.BUY, "0.02"));
        OrderReport closed = scene().placed(account, scene().closing(OrderSide.SELL, "0.02"));
        Instant end = scene().now().plusSeconds(1);
        NormalizedLiquidation facts =
                account.liquidation(scene().symbol(), closed.venueOrderId(), Scene.START, end)
                        .liquidation();
        assertThat(facts).isNotNull();
        assertThat(facts.closure()).isEqualTo(Closure.USER);
        assertThat(facts.listedAsLiquidation()).isFalse();
        assertThat(account.forcedOrders(Scene.START)).isEmpty();
    }

    private static BigDecimal price(String price) {
        return new BigDecimal(price);
    }

    private static BigDecimal wallet(VenueAccount account) {
        return account.balances().stream()
                .filter(balance -> balance.asset().equals("USDT"))
                .map(BalanceReport::wallet)
                .findFirst()
                .orElseThrow();
    }
}
