package io.leverageguard.exchange.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.exchange.core.ExchangeOrder.Status;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LiquidationTest {
    private static final Instant START = Instant.parse("2025-10-10T20:00:00Z");

    private final List<String> told = new ArrayList<>();
    private final Exchange exchange =
            new Exchange(
                    Scenario.flat(START),
                    START.toEpochMilli(),
                    1,
                    new BigDecimal("1000000"),
                    new Diary());
    private final Market market = exchange.market("BTCUSDT");
    private final Account account = exchange.openAccount();

    private final class Diary implements ExchangeListener {
        @Override
        public void ordered(ExchangeOrder order, OrderChange change, Account.@Nullable Fill fill) {
            String reason = order.endReason == EndReason.NONE ? "" : " " + order.endReason;
            told.add(change + " " + order.status + reason);
        }

        @Override
        public void marginCalled(Position position) {
            told.add("MARGIN_CALL");
        }

        @Override
        public void liquidated(Liquidation liquidation) {
            told.add("FORCED");
        }
    }

    @Test
    void isolatedLongIsLiquidatedAtItsPriceAndMoneyAddsUp() {
        exchange.deposit(account, new BigDecimal("10000"));
        exchange.setLeverage(account, market, 10);
        exchange.setIsolated(account, market, true);
        buy("0.500", "open");
        place("0.010", "104000", "rests", true);
        Position position = account.position(market, Leg.BOTH);
        long margin = position.isolatedWallet;
        long crossBefore = account.crossWallet;
        BigDecimal liquidation = position.liquidationPrice().orElseThrow();
        assertThat(liquidation).isBetween(new BigDecimal("90300"), new BigDecimal("90500"));

        BigDecimal above = liquidation.add(new BigDecimal("5"));
        exchange.setPrice(market, above);
        assertThat(position.lots).isEqualTo(500);
        assertThat(told).contains("MARGIN_CALL");
        told.clear();
        exchange.setPrice(market, liquidation.subtract(new BigDecimal("1")));

        assertThat(position.lots).isZero();
        assertThat(position.isolatedWallet).isZero();
        assertThat(told.getFirst()).isEqualTo("EXPIRED EXPIRED LIQUIDATION");
        assertThat(told.get(1)).isEqualTo("CALCULATED NEW");
        assertThat(told).endsWith("CALCULATED FILLED", "FORCED");
        assertThat(account.openOrders).isEmpty();
        assertThat(crossBefore - account.crossWallet).isZero();
        checkMoney(margin);
    }

    private void checkMoney(long margin) {
        ExchangeOrder forced = forced();
        assertThat(forced.status).isEqualTo(Status.FILLED);
        long cost = 0;
        long fees = 0;
        long realized = 0;
        for (Account.Fill fill : account.fills) {
            fees += fill.fee();
            realized += fill.realized();
            if (fill.order() == forced) {
                cost += fill.lots() * market.contract.units(fill.priceTicks());
            }
        }
        assertThat(cost).isEqualTo(forced.cost);
        long cleared = income(IncomeType.LIQUIDATION_FEE);
        assertThat(income(IncomeType.REALIZED_PNL)).isEqualTo(realized);
        assertThat(income(IncomeType.COMMISSION)).isEqualTo(-fees);
        assertThat(cleared).isNegative();
        long deposit = 10_000L * 100_000_000L;
        assertThat(account.wallet()).isEqualTo(deposit + realized - fees + cleared);
        // The whole margin is lost: what the market left of it is less than the clearance fee.
        long openingFee = account.fills.getFirst().fee();
        assertThat(account.wallet()).isEqualTo(deposit - margin - openingFee);
        assertThat(exchange.totals().difference()).isZero();
    }

    @Test
    void whatNobodyBuysIsTakenOverAtTheBankruptcyPrice() {
        exchange.deposit(account, new BigDecimal("2000000"));
        exchange.setLeverage(account, market, 10);
        exchange.setIsolated(account, market, true);
        for (int i = 0; i < 3; i++) {
            buy("40.000", "open" + i);
            exchange.advance(1000);
        }
        Position position = account.position(market, Leg.BOTH);
        long margin = position.isolatedWallet;
        long crossBefore = account.crossWallet;
        exchange.setPrice(market, new BigDecimal("85000"));

        ExchangeOrder forced = forced();
        long bankruptcy = forced.terms.priceTicks();
        assertThat(position.lots).isZero();
        assertThat(bankruptcy).isGreaterThan(850_000);
        Account fund = exchange.fund();
        assertThat(fund.position(market, Leg.BOTH).lots).isEqualTo(120_000);
        assertThat(account.crossWallet).isGreaterThanOrEqualTo(crossBefore);
        long lost = margin - (account.crossWallet - crossBefore);
        assertThat(lost).isLessThanOrEqualTo(margin);
        assertThat(exchange.totals().difference()).isZero();

        for (int i = 0; i < 60; i++) {
            exchange.advance(1000);
        }
        assertThat(fund.position(market, Leg.BOTH).lots).isZero();
        assertThat(fund.wallet()).isLessThan(1_000_000L * 100_000_000L);
        assertThat(exchange.totals().difference()).isZero();
    }

    @Test
    void isolatedShortIsLiquidatedWhenThePriceRises() {
        exchange.deposit(account, new BigDecimal("10000"));
        exchange.setLeverage(account, market, 20);
        exchange.setIsolated(account, market, true);
        market("SELL", "0.500", "open");
        long crossBefore = account.crossWallet;
        exchange.setPrice(market, new BigDecimal("104550"));
        assertThat(account.position(market, Leg.BOTH).lots).isEqualTo(-500);
        exchange.setPrice(market, new BigDecimal("104600"));
        assertThat(account.position(market, Leg.BOTH).lots).isZero();
        assertThat(forced().terms.buy()).isTrue();
        assertThat(account.crossWallet).isEqualTo(crossBefore);
    }

    @Test
    void crossAccountIsLiquidatedAsAWholeAndNeverOwes() {
        exchange.deposit(account, new BigDecimal("6000"));
        exchange.setLeverage(account, market, 50);
        buy("1.000", "open");
        BigDecimal liquidation =
                account.position(market, Leg.BOTH).liquidationPrice().orElseThrow();
        exchange.setPrice(market, liquidation.add(BigDecimal.TEN));
        assertThat(account.position(market, Leg.BOTH).lots).isEqualTo(1000);
        exchange.setPrice(market, new BigDecimal("90000"));
        assertThat(account.position(market, Leg.BOTH).lots).isZero();
        assertThat(account.wallet()).isNotNegative();
        assertThat(exchange.totals().difference()).isZero();
    }

    @Test
    void reduceOnlyOrdersDieWithThePosition() {
        exchange.deposit(account, new BigDecimal("10000"));
        buy("0.100", "open");
        place("0.100", "104000", "target", true);
        assertThat(account.openOrders).hasSize(1);
        market("SELL", "0.100", "close");
        assertThat(account.openOrders).isEmpty();
        assertThatThrownBy(() -> place("0.100", "104000", "again", true))
                .isInstanceOf(ExchangeRefusal.class)
                .hasMessage("NOTHING_TO_REDUCE");
    }

    @Test
    void fundingIsPaidByLongsAndAddsUp() {
        exchange.deposit(account, new BigDecimal("20000"));
        buy("1.000", "open");
        exchange.advance(4 * 3_600_000L);
        long paid = income(IncomeType.FUNDING_FEE);
        long notional = 1000 * market.mark();
        assertThat(paid).isBetween(-notional / 9_990, -notional / 10_010);
        assertThat(exchange.totals().difference()).isZero();
    }

    private void buy(String quantity, String id) {
        market("BUY", quantity, id);
    }

    private void market(String side, String quantity, String id) {
        boolean buy = side.equals("BUY");
        exchange.place(account, OrderRequest.market("BTCUSDT", id, buy, new BigDecimal(quantity)));
    }

    private void place(String quantity, String price, String id, boolean closes) {
        OrderRequest order =
                OrderRequest.limit(
                        "BTCUSDT", id, !closes, new BigDecimal(quantity), new BigDecimal(price));
        exchange.place(account, closes ? order.reducing() : order);
    }

    private ExchangeOrder forced() {
        return account.orders.values().stream()
                .filter(order -> order.origin.isLiquidation())
                .findFirst()
                .orElseThrow();
    }

    private long income(IncomeType type) {
        return account.income.stream()
                .filter(line -> line.type() == type)
                .mapToLong(Account.Income::amount)
                .sum();
    }
}
