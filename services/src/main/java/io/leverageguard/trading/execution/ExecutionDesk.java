package io.leverageguard.trading.execution;

import io.leverageguard.api.marketdata.MarketData;
import io.leverageguard.api.marketdata.MarketData.Instrument;
import io.leverageguard.api.marketdata.MarketData.InstrumentRef;
import io.leverageguard.api.trading.Trading.Fill;
import io.leverageguard.api.trading.TradingEvent;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.run.Pump;
import io.leverageguard.kit.json.Json;
import io.leverageguard.kit.run.Pumps;
import io.leverageguard.kit.stream.Hub;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The orders that are being worked. Brings them back after a start, follows the feed of trading for
 * what became of their parts, and keeps what changes.
 */
final class ExecutionDesk implements Pump {
    private static final Logger LOG = LoggerFactory.getLogger(ExecutionDesk.class);
    private static final int PAGE = 200;
    private static final int UNSAVED_MAX = 1_000;
    private static final Comparator<OrderId> BY_ID = Comparator.comparing(OrderId::value);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    /** Brings an order back from the store. */
    @FunctionalInterface
    interface Source {
        /** The order ready to be worked; empty when it is at its end. */
        Optional<Task> load(OrderId id);
    }

    /** What an order is worked with. */
    record Tools(
            ExecutionStore store,
            PartSender sender,
            LiveMarkets markets,
            MarketData marketdata,
            Pumps pumps,
            Hub hub) {}

    private final Tools tools;
    private final EventFeed<TradingEvent> feed;
    private final Map<OrderId, Task> tasks = new ConcurrentHashMap<>();
    private final Map<OrderId, Task> owners = new ConcurrentHashMap<>();
    private final Map<OrderId, Source> left = new ConcurrentSkipListMap<>(BY_ID);
    private Instant reviveAt = Instant.MIN;
    private long cursor;
    private long saved;

    ExecutionDesk(Tools tools, EventFeed<TradingEvent> feed) {
        this.tools = tools;
        this.feed = feed;
        this.cursor = tools.store().cursor();
        this.saved = cursor;
    }

    @Override
    public String name() {
        return "trading.execution";
    }

    /** An order that somebody left: it is taken up as soon as that is possible. */
    void takeUp(OrderId id, Source source) {
        if (!tasks.containsKey(id)) {
            left.put(id, source);
        }
    }

    /** The parent orders that an earlier process left, or a commit of which nobody was told. */
    void takeUpAlgos() {
        for (AlgoRow row : tools.store().workingAlgos()) {
            takeUp(row.order().algo(), this::load);
        }
    }

    @Override
    public int pump() {
        return revive() + follow();
    }

    /** Begins to work an order that is on record, unless that is done already or it has ended. */
    void begin(OrderId id, Source source) {
        open(id, source).ifPresent(Task::hurry);
    }

    /**
     * The order at work. Who works it is decided here, one at a time; an order leaves {@link
     * #tasks} only after its end is in the store, so that nothing is ever worked twice.
     */
    private synchronized Optional<Task> open(OrderId id, Source source) {
        Task known = tasks.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Task> loaded = source.load(id);
        loaded.ifPresent(
                task -> {
                    task.parts.forEach(part -> own(part, task));
                    tasks.put(id, task);
                    tools.pumps().add(task);
                });
        return loaded;
    }

    /** A parent order from the store. */
    Optional<Task> load(OrderId algo) {
        return tools.store()
                .algo(algo)
                .filter(row -> !row.standing().state().isFinal())
                .map(row -> task(row, tools.store().parts(algo)));
    }

    /** The parent order at work; empty when it is at its end or not taken up yet. */
    Optional<AlgoTask> algo(OrderId algo) {
        return Optional.ofNullable(tasks.get(algo))
                .filter(AlgoTask.class::isInstance)
                .map(AlgoTask.class::cast);
    }

    /** How many orders are being worked. */
    int size() {
        return tasks.size();
    }

    /** News of this part is for this task. */
    void own(PartRow part, Task task) {
        owners.put(part.order(), task);
    }

    void keep(AlgoRow row, List<PartRow> parts) {
        tools.store().save(row, parts);
    }

    void keep(RouteRow row, List<PartRow> legs) {
        tools.store().save(row, legs);
    }

    void publish(RouteRow row, List<PartRow> legs) {
        tools.hub().publish("trading.routes." + row.owner(), Json.write(row.shown(legs)));
    }

    void publish(AlgoRow row) {
        tools.hub().publish("trading.algos." + row.owner(), Json.write(row.shown()));
    }

    /** Nothing more happens to it. */
    void done(Task task) {
        tools.pumps().remove(task);
        tasks.remove(task.id());
        task.parts.forEach(part -> owners.remove(part.order()));
    }

    Instrument instrument(String venue, String symbol) {
        return tools.marketdata().instrument(PartSender.SELF, new InstrumentRef(venue, symbol));
    }

    private Task task(AlgoRow row, List<PartRow> parts) {
        AlgoPlan plan = new AlgoPlan(instrument(row.venue(), row.order().symbol()));
        LiveMarket market = tools.markets().lease(row.venue(), row.order().symbol());
        return new AlgoTask(this, tools.sender(), market, plan, row, parts);
    }

    private int revive() {
        if (left.isEmpty() || tools.sender().now().isBefore(reviveAt)) {
            return 0;
        }
        int revived = 0;
        for (Map.Entry<OrderId, Source> one : List.copyOf(left.entrySet())) {
            try {
                if (open(one.getKey(), one.getValue()).isPresent()) {
                    revived++;
                }
                left.remove(one.getKey());
            } catch (Refusal e) {
                LOG.info("an order waits to be taken up: {}", e.getMessage());
                reviveAt = tools.sender().now().plus(TRY_AGAIN);
            }
        }
        return revived;
    }

    private int follow() {
        List<EventFeed.Stored<TradingEvent>> page = feed.read(cursor, PAGE);
        List<Fill> fills = new ArrayList<>();
        for (EventFeed.Stored<TradingEvent> stored : page) {
            switch (stored.event()) {
                case TradingEvent.OrderChanged changed -> {
                    Task owner = owners.get(changed.order().order());
                    if (owner != null) {
                        owner.tell(changed.order());
                    }
                }
                case TradingEvent.OrderFilled filled -> fills.add(filled.fill());
                default -> {}
            }
        }
        if (!page.isEmpty()) {
            long to = page.getLast().seq();
            if (!fills.isEmpty() || to - saved >= UNSAVED_MAX) {
                tools.store().took(fills, to);
                saved = to;
            }
            cursor = to;
        }
        return page.size();
    }

    /** How many parent orders of one account are being worked. */
    long working(AccountId account) {
        return tasks.values().stream()
                .filter(AlgoTask.class::isInstance)
                .filter(task -> ((AlgoTask) task).account().equals(account))
                .count();
    }
}
