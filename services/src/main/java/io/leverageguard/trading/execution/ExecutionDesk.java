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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
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
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

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
    private final List<Supplier<Task>> left = new ArrayList<>();
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

    /** Work that an earlier process left; it is taken up as soon as that is possible. */
    void takeUp(Supplier<Task> work) {
        left.add(work);
    }

    /** The parent orders that an earlier process left. */
    void takeUpAlgos() {
        for (AlgoRow row : tools.store().workingAlgos()) {
            takeUp(() -> task(row, tools.store().parts(row.order().algo())));
        }
    }

    @Override
    public int pump() {
        return revive() + follow();
    }

    /** Begins to work a parent order that is on record. */
    void begin(AlgoRow row) {
        AlgoTask task = task(row, List.of());
        begin(task);
        task.command(() -> {});
    }

    void begin(Task task) {
        task.parts.forEach(part -> own(part, task));
        tasks.put(task.id(), task);
        tools.pumps().add(task);
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

    private AlgoTask task(AlgoRow row, List<PartRow> parts) {
        AlgoPlan plan = new AlgoPlan(instrument(row.venue(), row.order().symbol()));
        LiveMarket market = tools.markets().of(row.venue(), row.order().symbol());
        return new AlgoTask(this, tools.sender(), market, plan, row, parts);
    }

    private int revive() {
        if (left.isEmpty() || tools.sender().now().isBefore(reviveAt)) {
            return 0;
        }
        int revived = 0;
        for (Supplier<Task> work : List.copyOf(left)) {
            try {
                begin(work.get());
                left.remove(work);
                revived++;
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
