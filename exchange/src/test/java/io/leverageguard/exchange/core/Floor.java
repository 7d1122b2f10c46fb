package io.leverageguard.exchange.core;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An exchange where prices stand still until they are set, and a diary of what it tells. */
final class Floor implements ExchangeListener {
    static final Instant START = Instant.parse("2025-10-10T20:00:00Z");

    final List<String> told = new ArrayList<>();
    final List<Liquidation> liquidations = new ArrayList<>();
    final Exchange exchange;
    final Market btc;
    private int ids;

    Floor() {
        this("1000000");
    }

    Floor(String insurance) {
        exchange =
                new Exchange(
                        Scenario.flat(START),
                        START.toEpochMilli(),
                        1,
                        new BigDecimal(insurance),
                        this);
        btc = exchange.market("BTCUSDT");
    }

    Account account(String usdt) {
        Account account = exchange.openAccount();
        exchange.deposit(account, new BigDecimal(usdt));
        return account;
    }

    Position long10(Account account, String quantity) {
        exchange.setLeverage(account, btc, 10);
        exchange.place(account, market(true, quantity));
        return account.position(btc, Leg.BOTH);
    }

    OrderRequest market(boolean buy, String quantity) {
        return OrderRequest.market("BTCUSDT", "m" + ++ids, buy, new BigDecimal(quantity));
    }

    OrderRequest limit(boolean buy, String quantity, String price) {
        return OrderRequest.limit(
                "BTCUSDT", "l" + ++ids, buy, new BigDecimal(quantity), new BigDecimal(price));
    }

    void price(String price) {
        exchange.setPrice(btc, new BigDecimal(price));
    }

    void balanced() {
        if (exchange.totals().difference() != 0 || exchange.totals().netLots() != 0) {
            throw new AssertionError("money or lots are missing: " + exchange.totals());
        }
    }

    @Override
    public void ordered(ExchangeOrder order, OrderChange change, Account.@Nullable Fill fill) {
        String end = order.endReason == EndReason.NONE ? "" : " " + order.endReason;
        told.add(change + " " + order.status + end);
    }

    @Override
    public void triggered(Trigger trigger, TriggerChange change) {
        told.add("trigger " + change);
    }

    @Override
    public void liquidated(Liquidation liquidation) {
        liquidations.add(liquidation);
        told.add("liquidated " + liquidation.order().origin);
    }

    @Override
    public void deleveraged(Position position, ExchangeOrder order) {
        told.add("deleveraged " + position.account.id);
    }

    @Override
    public void positionClosed(PositionLife life) {
        told.add("closed " + life.lastClose);
    }
}
