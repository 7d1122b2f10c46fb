package io.leverageguard.exchange.simulation;

import io.leverageguard.venues.AccountMirror;
import io.leverageguard.venues.Reports.BalanceReport;
import io.leverageguard.venues.Reports.Closure;
import io.leverageguard.venues.Reports.FillReport;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.OrderSide;
import io.leverageguard.venues.Reports.OrderStatus;
import io.leverageguard.venues.Reports.PositionReport;
import io.leverageguard.venues.Reports.PositionSide;
import io.leverageguard.venues.Triggers.TriggerReport;
import io.leverageguard.venues.Triggers.TriggerState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What one account is, folded from what its stream has told. */
final class Belief implements AccountMirror.Sink {
    private final SortedMap<String, OrderReport> orders = new TreeMap<>();
    private final SortedMap<String, FillReport> fills = new TreeMap<>();
    private final SortedSet<String> forced = new TreeSet<>();
    private final SortedMap<String, BigDecimal> held = new TreeMap<>();
    private final SortedMap<String, PositionReport> positions = new TreeMap<>();
    private final SortedMap<String, TriggerReport> triggers = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();
    private BigDecimal wallet = BigDecimal.ZERO;
    private boolean inStep;
    private int reconciliations;

    @Override
    public void onOrder(OrderReport order) {
        OrderReport before = orders.put(order.venueOrderId(), order);
        if (before != null && isOver(before.status()) && !isOver(order.status())) {
            faults.add("order " + order.clientOrderId() + " lives again after " + before.status());
        }
        if (before != null && order.filled().compareTo(before.filled()) < 0) {
            faults.add("order " + order.clientOrderId() + " lost fills");
        }
        if (order.closure() == Closure.LIQUIDATION) {
            forced.add(order.venueOrderId());
        }
    }

    @Override
    public void onFill(FillReport fill, OrderReport order) {
        onOrder(order);
        if (fills.put(key(fill), fill) != null) {
            faults.add("fill " + key(fill) + " was told twice");
        }
        BigDecimal signed =
                fill.side() == OrderSide.BUY ? fill.quantity() : fill.quantity().negate();
        held.merge(fill.symbol(), signed, BigDecimal::add);
    }

    @Override
    public void onAccount(
            List<BalanceReport> balances, List<PositionReport> changed, String reason) {
        for (BalanceReport balance : balances) {
            if (balance.asset().equals("USDT")) {
                wallet = balance.wallet();
            }
        }
        for (PositionReport position : changed) {
            positions.put(leg(position.symbol(), position.positionSide()), position);
        }
    }

    @Override
    public void onTrigger(TriggerReport trigger) {
        TriggerReport before = triggers.put(trigger.venueTriggerId(), trigger);
        if (before != null
                && before.state() != TriggerState.WAITING
                && trigger.state() == TriggerState.WAITING) {
            faults.add("trigger " + trigger.clientOrderId() + " waits again");
        }
    }

    @Override
    public void onFunding(String symbol, BigDecimal amount, Instant at) {}

    @Override
    public void onGap() {
        inStep = false;
    }

    @Override
    public void onReconciled(AccountMirror.View view) {
        inStep = true;
        reconciliations++;
    }

    /** Orders by the venue's id, as last told. */
    SortedMap<String, OrderReport> orders() {
        return orders;
    }

    /** Fills by contract and trade id. */
    SortedMap<String, FillReport> fills() {
        return fills;
    }

    /** The venue's ids of the liquidation orders that were told. */
    SortedSet<String> forced() {
        return forced;
    }

    /** What the fills add up to. */
    BigDecimal heldBy(String symbol) {
        return held.getOrDefault(symbol, BigDecimal.ZERO);
    }

    /** The position as last told, or its leg; zero when none was. */
    BigDecimal position(String symbol, @Nullable PositionSide side) {
        PositionReport told = positions.get(leg(symbol, side));
        return told == null ? BigDecimal.ZERO : told.quantity();
    }

    /** Our ids of the conditional orders that wait, as last told. */
    SortedMap<String, TriggerReport> waiting() {
        SortedMap<String, TriggerReport> waiting = new TreeMap<>();
        for (TriggerReport trigger : triggers.values()) {
            if (trigger.state() == TriggerState.WAITING) {
                waiting.put(trigger.clientOrderId(), trigger);
            }
        }
        return waiting;
    }

    /** Whether the venue was asked for everything since the last gap. */
    boolean inStep() {
        return inStep;
    }

    int reconciliations() {
        return reconciliations;
    }

    BigDecimal wallet() {
        return wallet;
    }

    /** What a stream may never do, and did. */
    List<String> faults() {
        return faults;
    }

    private static String leg(String symbol, @Nullable PositionSide side) {
        return side == null ? symbol : symbol + " " + side;
    }

    private static String key(FillReport fill) {
        return fill.symbol() + " " + fill.tradeId();
    }

    static boolean isOver(OrderStatus status) {
        return switch (status) {
            case NEW, PARTIALLY_FILLED, UNKNOWN -> false;
            case FILLED, CANCELED, EXPIRED, REJECTED -> true;
        };
    }
}
