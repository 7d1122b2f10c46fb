package io.leverageguard.launcher.simulation;

import io.leverageguard.api.risk.Risk;
import io.leverageguard.api.risk.Risk.TradingState;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.api.trading.Trading.OrderType;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.api.trading.Trading.TimeInForce;
import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.ExchangeOrder;
import io.leverageguard.exchange.core.Leg;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.exchange.core.OrderRequest;
import io.leverageguard.exchange.core.Trigger;
import io.leverageguard.kernel.ids.OrderId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the limits count what is true, to the lot: what an account holds and has open at the
 * exchange and one order more is allowed by a limit that is just as high, and denied by one that is
 * a little lower. Exposure that was forgotten shows, and so does exposure that was never given
 * back.
 */
final class LimitProbe {
    private static final BigDecimal NO_LIMIT = new BigDecimal("1000000000");
    private static final BigDecimal QUANTITY = new BigDecimal("0.1");
    private static final BigDecimal LEAST = new BigDecimal("0.00000001");
    private static final int MANY = 1_000;

    private final World world;
    private final Life life;
    private final Customer customer;
    private final Account truth;
    private final List<String> differences = new ArrayList<>();

    private LimitProbe(World world, Life life, Customer customer) {
        this.world = world;
        this.life = life;
        this.customer = customer;
        this.truth = customer.seat().truth();
    }

    /** Probes each contract for which a leverage was set; leaves open orders behind. */
    static List<String> differences(World world, Life life, Customer customer) {
        LimitProbe probe = new LimitProbe(world, life, customer);
        for (Market market : world.markets()) {
            if (customer.isPrepared(market.contract().symbol())) {
                probe.position(market);
                probe.openOrders(market);
            }
        }
        return probe.differences;
    }

    /** On the side of the position, where what may only reduce adds nothing. */
    private void position(Market market) {
        Contract contract = market.contract();
        long held = truth.position(market, Leg.BOTH).lots();
        boolean buy = held >= 0;
        long worst = Math.abs(held);
        for (ExchangeOrder order : truth.openIn(market)) {
            boolean adds = order.terms().buy() == buy && !order.terms().reduceOnly();
            worst += adds ? order.left() : 0;
        }
        for (Trigger trigger : truth.waitingIn(market)) {
            OrderRequest waits = trigger.request().order();
            boolean adds = waits.buy() == buy && !waits.reduceOnly();
            worst += adds ? waits.quantity().divide(contract.lot()).longValueExact() : 0;
        }
        BigDecimal price = price(market, buy);
        BigDecimal value = contract.quantity(worst).add(QUANTITY).multiply(price);
        limit(value.subtract(LEAST), MANY);
        expect("position_notional_limit", place(contract, buy, price), contract, value);
        limit(value, MANY);
        expect("", place(contract, buy, price), contract, value);
    }

    private void openOrders(Market market) {
        Contract contract = market.contract();
        boolean buy = truth.position(market, Leg.BOTH).lots() >= 0;
        BigDecimal price = price(market, buy);
        int open = working();
        limit(NO_LIMIT, open);
        expect("open_orders_limit", place(contract, buy, price), contract, open);
        limit(NO_LIMIT, open + 1);
        expect("", place(contract, buy, price), contract, open);
    }

    /** Orders that are open, and those that wait, at the venue or here. */
    private int working() {
        return (int)
                History.orders(life.api(), customer).stream()
                        .filter(order -> !order.state().isFinal())
                        .count();
    }

    /** Two per cent away, so that it rests. */
    private static BigDecimal price(Market market, boolean buy) {
        long mid = market.contract().nearestTicks(market.mark());
        return market.contract().price(buy ? mid - mid / 50 : mid + mid / 50);
    }

    private void limit(BigDecimal positionMax, int openOrdersMax) {
        Risk.Limits before = world.neighbours().limits(customer.ref().account());
        customer.decide(
                new Risk.Limits(
                        before.account(),
                        NO_LIMIT,
                        positionMax,
                        MANY,
                        openOrdersMax,
                        TradingState.ACTIVE,
                        before.version() + 1));
    }

    private Order place(Contract contract, boolean buy, BigDecimal price) {
        return life.api()
                .place(
                        customer.seat().actor(),
                        new PlaceOrder(
                                new OrderId(world.ids().next()),
                                customer.ref().account(),
                                contract.symbol(),
                                buy ? Side.BUY : Side.SELL,
                                OrderType.LIMIT,
                                QUANTITY,
                                price,
                                TimeInForce.POST_ONLY,
                                null,
                                null));
    }

    /** Denied for this reason, or for none. */
    private void expect(String denial, Order answer, Contract contract, Object limit) {
        boolean denied = answer.state() == OrderState.DENIED;
        boolean asExpected =
                denied ? !denial.isEmpty() && answer.reason().startsWith(denial) : denial.isEmpty();
        if (!asExpected) {
            differences.add(
                    "%s %s at a limit of %s: expected \"%s\", %s %s"
                            .formatted(
                                    customer.seat().venue(),
                                    contract.symbol(),
                                    limit,
                                    denial,
                                    answer.state(),
                                    answer.reason()));
        }
    }
}
