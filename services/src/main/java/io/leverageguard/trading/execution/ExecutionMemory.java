package io.leverageguard.trading.execution;

import io.leverageguard.api.trading.Trading.Fill;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.OrderId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The {@link ExecutionStore} in memory, for simulations: it outlives the module, as a database
 * outlives a process. Whoever watches its commits may end the "process" at any of them by throwing.
 */
final class ExecutionMemory implements ExecutionStore {
    private record TradeKey(OrderId order, String tradeId) {}

    private final Map<OrderId, AlgoRow> algos = new LinkedHashMap<>();
    private final Map<OrderId, RouteRow> routes = new LinkedHashMap<>();
    private final Map<OrderId, TreeMap<Integer, PartRow>> parts = new HashMap<>();
    private final Map<OrderId, OrderId> parents = new HashMap<>();
    private final Map<OrderId, Map<TradeKey, Fill>> fills = new HashMap<>();
    private Runnable watcher = () -> {};
    private long cursor;

    /** From now on calls {@code next} before and after each commit. */
    void watch(Runnable next) {
        watcher = next;
    }

    @Override
    public synchronized boolean add(AlgoRow algo) {
        watcher.run();
        boolean isNew = algos.putIfAbsent(algo.order().algo(), algo) == null;
        watcher.run();
        return isNew;
    }

    @Override
    public synchronized void save(AlgoRow algo, List<PartRow> changed) {
        watcher.run();
        algos.put(algo.order().algo(), algo);
        changed.forEach(this::put);
        watcher.run();
    }

    @Override
    public synchronized Optional<AlgoRow> algo(OrderId algo) {
        return Optional.ofNullable(algos.get(algo));
    }

    @Override
    public synchronized List<AlgoRow> algos(AccountId account) {
        return List.copyOf(algos.values()).reversed().stream()
                .filter(algo -> algo.order().account().equals(account))
                .limit(ALGOS_MAX)
                .toList();
    }

    @Override
    public synchronized List<AlgoRow> workingAlgos() {
        return algos.values().stream().filter(algo -> !algo.standing().state().isFinal()).toList();
    }

    @Override
    public synchronized boolean add(RouteRow route, List<PartRow> legs) {
        watcher.run();
        boolean isNew = routes.putIfAbsent(route.order().route(), route) == null;
        if (isNew) {
            legs.forEach(this::put);
        }
        watcher.run();
        return isNew;
    }

    @Override
    public synchronized void save(RouteRow route, List<PartRow> legs) {
        watcher.run();
        routes.put(route.order().route(), route);
        legs.forEach(this::put);
        watcher.run();
    }

    @Override
    public synchronized Optional<RouteRow> route(OrderId route) {
        return Optional.ofNullable(routes.get(route));
    }

    @Override
    public synchronized List<RouteRow> workingRoutes() {
        return routes.values().stream().filter(route -> !route.state().isFinal()).toList();
    }

    @Override
    public synchronized List<PartRow> parts(OrderId parent) {
        TreeMap<Integer, PartRow> known = parts.get(parent);
        return known == null ? List.of() : List.copyOf(known.values());
    }

    @Override
    public synchronized long cursor() {
        return cursor;
    }

    @Override
    public synchronized void took(List<Fill> filled, long to) {
        for (Fill fill : filled) {
            OrderId parent = parents.get(fill.order());
            if (parent != null) {
                fills.computeIfAbsent(parent, _ -> new LinkedHashMap<>())
                        .put(new TradeKey(fill.order(), fill.tradeId()), fill);
            }
        }
        cursor = to;
    }

    @Override
    public synchronized Sums sums(OrderId parent) {
        Map<TradeKey, Fill> known = fills.getOrDefault(parent, Map.of());
        BigDecimal quantity = BigDecimal.ZERO;
        BigDecimal value = BigDecimal.ZERO;
        BigDecimal fees = BigDecimal.ZERO;
        for (Fill fill : known.values()) {
            quantity = quantity.add(fill.quantity());
            value = value.add(fill.quantity().multiply(fill.price()));
            fees = fees.add(fill.fee());
        }
        return new Sums(quantity, value, fees);
    }

    @Override
    public synchronized List<Answer> answers(int limit) {
        List<PartRow> answered = new ArrayList<>();
        parts.values().forEach(known -> answered.addAll(known.values()));
        answered.removeIf(part -> part.latencyMs() == null);
        answered.sort(Comparator.comparing(PartRow::sentAt).reversed());
        List<Answer> answers = new ArrayList<>();
        for (PartRow part : answered) {
            Long latency = part.latencyMs();
            if (latency != null && answers.size() < limit) {
                answers.add(
                        new Answer(
                                part.command().account(),
                                latency,
                                part.state() == OrderState.REJECTED));
            }
        }
        return answers;
    }

    private void put(PartRow part) {
        parts.computeIfAbsent(part.parent(), _ -> new TreeMap<>()).put(part.number(), part);
        parents.put(part.order(), part.parent());
    }
}
