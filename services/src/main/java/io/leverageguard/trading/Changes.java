package io.leverageguard.trading;

import io.leverageguard.api.trading.Trading.Balance;
import io.leverageguard.api.trading.Trading.Fill;
import io.leverageguard.api.trading.TradingEvent;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.OrderId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one batch of the engine changes: rows, audit records and events, committed together with the
 * commands that caused them. Of several versions of a row only the last is written.
 */
final class Changes {
    /** Names a row of an account: a position by symbol, a balance by asset. */
    record Key(AccountId account, String name) {}

    /** A funding that was settled. */
    record Funding(AccountId account, String symbol, BigDecimal amount, Instant at) {}

    /** A change that somebody may want to see proven. */
    record Audited(String actor, String action, String object, Object after, String why) {}

    /** An event and the trace that it belongs to. */
    record Announced(String trace, TradingEvent event) {}

    final List<Names.Named> names = new ArrayList<>();
    final List<DeskAccount> accounts = new ArrayList<>();
    final List<Contract> contracts = new ArrayList<>();
    final Map<OrderId, OrderRow> orders = new LinkedHashMap<>();
    final List<Fill> fills = new ArrayList<>();
    final Map<Key, PositionRow> positions = new LinkedHashMap<>();
    final Map<Key, Balance> balances = new LinkedHashMap<>();
    final List<Funding> funding = new ArrayList<>();
    final Map<AccountId, Instant> reconciled = new LinkedHashMap<>();
    final List<Audited> audited = new ArrayList<>();
    final ProtectionChanges protection = new ProtectionChanges();
    private final List<Errand> errands = new ArrayList<>();
    private final Set<OrderId> created = new HashSet<>();
    private final List<Announced> announced = new ArrayList<>();
    private final List<Announced> concluded = new ArrayList<>();
    private String trace = "";

    /** From here on events belong to this trace. */
    void trace(String traceparent) {
        this.trace = traceparent;
    }

    /** The order is stored for the first time. */
    void created(OrderRow row) {
        created.add(row.order().order());
    }

    /** An order as it is now. Each of its states is announced, and the last one stored. */
    void order(OrderRow row) {
        orders.put(row.order().order(), row);
        announce(new TradingEvent.OrderChanged(row.order().account(), row.order()));
    }

    /** The orders that are stored for the first time, or those that are stored already. */
    List<OrderRow> orders(boolean isNew) {
        return orders.values().stream()
                .filter(row -> created.contains(row.order().order()) == isNew)
                .toList();
    }

    void announce(TradingEvent event) {
        announced.add(new Announced(trace, event));
    }

    /** Announces after everything else of the batch, so that readers find fills and position. */
    void conclude(TradingEvent event) {
        concluded.add(new Announced(trace, event));
    }

    /** Says something to a venue once everything is kept. */
    <E extends Errand> E send(E errand) {
        errands.add(errand);
        return errand;
    }

    /** The order is not to be sent after all. */
    void takeBack(OrderId order) {
        errands.removeIf(errand -> errand.order().order().equals(order));
    }

    /** What is to be said to venues, in order. */
    List<Errand> errands() {
        return List.copyOf(errands);
    }

    /** The events in the order in which they are told. */
    List<Announced> announced() {
        List<Announced> all = new ArrayList<>(announced);
        all.addAll(concluded);
        return all;
    }

    boolean isEmpty() {
        return names.isEmpty()
                && accounts.isEmpty()
                && contracts.isEmpty()
                && orders.isEmpty()
                && fills.isEmpty()
                && positions.isEmpty()
                && balances.isEmpty()
                && funding.isEmpty()
                && reconciled.isEmpty()
                && audited.isEmpty()
                && protection.isEmpty()
                && announced.isEmpty()
                && concluded.isEmpty();
    }

    void clear() {
        names.clear();
        accounts.clear();
        contracts.clear();
        orders.clear();
        fills.clear();
        positions.clear();
        balances.clear();
        funding.clear();
        reconciled.clear();
        audited.clear();
        protection.clear();
        errands.clear();
        announced.clear();
        created.clear();
        concluded.clear();
        trace = "";
    }
}
