package io.leverageguard.exchange.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.engine.margin.QuoteUnits;
import io.leverageguard.exchange.core.ExchangeOrder.Origin;
import io.leverageguard.exchange.core.ExchangeOrder.Status;
import java.math.BigDecimal;
import java.math.RoundingMode;
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

    @Test
    void largePositionIsBroughtDownToALowerBracketFirst() {
        Floor floor = new Floor();
        Account whale = floor.account("2000000");
        floor.exchange.setLeverage(whale, floor.btc, 50);
        floor.exchange.setIsolated(whale, floor.btc, true);
        for (int i = 0; i < 4; i++) {
            floor.exchange.place(whale, floor.market(true, "20.000"));
            floor.exchange.advance(60_000);
        }
        Position position = whale.position(floor.btc, Leg.BOTH);
        long wallet = whale.wallet();
        long cross = whale.crossWallet();
        BigDecimal price = position.liquidationPrice().orElseThrow();
        floor.exchange.setPrice(floor.btc, price.setScale(1, RoundingMode.FLOOR));

        assertThat(floor.liquidations).hasSize(1);
        Liquidation first = floor.liquidations.getFirst();
        assertThat(first.order().origin()).isEqualTo(Origin.PARTIAL_LIQUIDATION);
        assertThat(first.fee()).isPositive();
        assertThat(whale.crossWallet()).isEqualTo(cross);
        assertThat(first.loss()).isZero();
        assertThat(position.lots()).isBetween(1L, 79_999L);
        assertThat(position.notional()).isLessThan(QuoteUnits.ONE * 3_000_000);
        assertThat(position.isolatedWallet() + position.profit())
                .isGreaterThan(position.maintenance());
        long fees = whale.fills().stream().mapToLong(Account.Fill::fee).sum();
        long realized = whale.fills().stream().mapToLong(Account.Fill::realized).sum();
        assertThat(realized).isNegative();
        long first4 =
                whale.fills().stream()
                        .filter(f -> f.order().origin() == Origin.USER)
                        .mapToLong(Account.Fill::fee)
                        .sum();
        assertThat(whale.wallet()).isEqualTo(wallet + realized - (fees - first4) - first.fee());
        floor.balanced();

        floor.price("90000");
        assertThat(position.lots()).isZero();
        assertThat(floor.liquidations.getLast().order().origin()).isEqualTo(Origin.TAKEOVER);
        PositionLife life = whale.closedPositions().iterator().next();
        assertThat(life.lastClose()).isEqualTo(Origin.TAKEOVER);
        assertThat(life.openedLots()).isEqualTo(80_000);
        assertThat(life.closedLots()).isEqualTo(80_000);
        assertThat(life.triggerMark()).isEqualTo(floor.btc.mark());
        floor.balanced();
    }

    @Test
    void winnersAreDeleveragedWhenTheFundCannotBearIt() {
        Floor floor = new Floor("100");
        Account loser = floor.account("100000");
        floor.exchange.setIsolated(loser, floor.btc, true);
        floor.long10(loser, "5.000");
        Account bold = shortSeller(floor, "30000", 20, "2.000");
        Account careful = shortSeller(floor, "300000", 2, "2.000");
        floor.price("99000");
        assertThat(quantile(floor, bold)).isEqualTo(4);
        assertThat(quantile(floor, careful)).isEqualTo(2);
        long fund = floor.exchange.fund().wallet();
        floor.price("80000");

        Liquidation taken = floor.liquidations.getFirst();
        assertThat(taken.order().origin()).isEqualTo(Origin.TAKEOVER);
        assertThat(taken.order().status()).isEqualTo(Status.FILLED);
        assertThat(floor.told)
                .containsSubsequence("deleveraged " + bold.id(), "deleveraged " + careful.id());
        for (Account winner : List.of(bold, careful)) {
            assertThat(winner.position(floor.btc, Leg.BOTH).lots()).isZero();
            ExchangeOrder forced =
                    winner.orders().values().stream()
                            .filter(order -> order.origin() == Origin.ADL)
                            .findFirst()
                            .orElseThrow();
            assertThat(forced.terms().priceTicks()).isEqualTo(taken.bankruptcyTicks());
            assertThat(winner.fills()).last().extracting(Account.Fill::fee).isEqualTo(0L);
            assertThat(winner.wallet()).isGreaterThan(winner.income().iterator().next().amount());
        }
        assertThat(floor.exchange.fund().position(floor.btc, Leg.BOTH).lots()).isZero();
        assertThat(floor.exchange.fund().wallet()).isLessThanOrEqualTo(fund);
        assertThat(loser.position(floor.btc, Leg.BOTH).lots()).isZero();
        floor.balanced();
    }

    @Test
    void lossInOneContractTakesTheCrossPositionsOfTheOthersWithIt() {
        Floor floor = new Floor();
        Market eth = floor.exchange.market("ETHUSDT");
        Account account = floor.account("20000");
        floor.exchange.setLeverage(account, floor.btc, 50);
        floor.exchange.setLeverage(account, eth, 50);
        floor.exchange.place(account, floor.market(true, "2.000"));
        floor.exchange.place(
                account, OrderRequest.market("ETHUSDT", "e", true, new BigDecimal("20.000")));
        floor.price("92000");
        assertThat(account.position(floor.btc, Leg.BOTH).lots()).isEqualTo(2000);
        floor.price("88000");
        assertThat(account.position(floor.btc, Leg.BOTH).lots()).isZero();
        assertThat(account.position(eth, Leg.BOTH).lots()).isZero();
        assertThat(account.wallet()).isNotNegative();
        floor.balanced();
    }

    @Test
    void marginThatIsAddedMovesTheLiquidationPriceAndCanBeTakenBack() {
        Floor floor = new Floor();
        Account account = floor.account("100000");
        floor.exchange.setIsolated(account, floor.btc, true);
        Position position = floor.long10(account, "0.500");
        BigDecimal before = position.liquidationPrice().orElseThrow();
        long wallet = account.wallet();
        floor.exchange.addMargin(position, new BigDecimal("1000"));
        BigDecimal moved = before.subtract(position.liquidationPrice().orElseThrow());
        assertThat(moved).isBetween(new BigDecimal("2005"), new BigDecimal("2011"));
        assertThat(account.wallet()).isEqualTo(wallet);
        assertThatThrownBy(() -> floor.exchange.addMargin(position, new BigDecimal("-1001")))
                .hasMessage("REMOVAL_TOO_LARGE");
        floor.exchange.addMargin(position, new BigDecimal("-990"));
        assertThatThrownBy(() -> floor.exchange.addMargin(position, new BigDecimal("200000")))
                .hasMessage("MARGIN_INSUFFICIENT");
        assertThatThrownBy(() -> floor.exchange.addMargin(position, BigDecimal.ZERO))
                .hasMessage("AMOUNT_NOT_POSITIVE");
        floor.balanced();
    }

    private static Account shortSeller(Floor floor, String usdt, int leverage, String quantity) {
        Account account = floor.account(usdt);
        floor.exchange.setLeverage(account, floor.btc, leverage);
        floor.exchange.setIsolated(account, floor.btc, true);
        floor.exchange.place(account, floor.market(false, quantity));
        return account;
    }

    private static int quantile(Floor floor, Account account) {
        return floor.exchange.adlQuantile(account.position(floor.btc, Leg.BOTH));
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
