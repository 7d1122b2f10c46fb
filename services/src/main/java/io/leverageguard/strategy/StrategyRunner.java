package io.leverageguard.strategy;

import io.leverageguard.api.marketdata.MarketData;
import io.leverageguard.api.marketdata.MarketData.Candle;
import io.leverageguard.api.marketdata.MarketData.CandleRange;
import io.leverageguard.api.marketdata.MarketData.Interval;
import io.leverageguard.api.marketdata.MarketDataEvent;
import io.leverageguard.api.marketdata.MarketDataEvent.CandleClosed;
import io.leverageguard.api.marketdata.MarketDataEvent.InstrumentListed;
import io.leverageguard.api.strategy.Strategies.State;
import io.leverageguard.api.trading.Trading;
import io.leverageguard.api.trading.Trading.Fill;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderType;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.api.trading.TradingEvent;
import io.leverageguard.api.trading.TradingEvent.FundingSettled;
import io.leverageguard.api.trading.TradingEvent.OrderChanged;
import io.leverageguard.api.trading.TradingEvent.OrderFilled;
import io.leverageguard.api.trading.TradingEvent.OrderUnknown;
import io.leverageguard.api.trading.TradingEvent.PositionDeleveraged;
import io.leverageguard.api.trading.TradingEvent.PositionLiquidated;
import io.leverageguard.api.trading.TradingEvent.PositionSettled;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.feed.EventFeed.Stored;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.kernel.ids.StrategyId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kit.feed.FeedReader;
import io.leverageguard.sdk.Bar;
import io.leverageguard.strategy.StrategyRepository.Intent;
import io.leverageguard.strategy.StrategyRepository.Registered;
import io.leverageguard.strategy.StrategyRun.Outcome;
import io.leverageguard.strategy.StrategyRun.Wish;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows bars, fills and what venues do to positions to the running strategies, and sends what they
 * want.
 *
 * <p>A run lives in memory and is made anew, warmed up with past bars, whenever it is missing:
 * after a start of the process, and after a bar that could not be worked off. So a repeated bar
 * meets the same strategy as the first time, and leads to orders with the same ids. What trading
 * announces is told a run once; orders that were wanted and may not have been sent are sent again.
 */
final class StrategyRunner {
    private static final Logger LOG = LoggerFactory.getLogger(StrategyRunner.class);
    private static final Actor SELF = Actor.service("strategy");
    private static final int UUID_LENGTH = 36;

    private final StrategyKinds kinds;
    private final MarketData marketData;
    private final Trading trading;
    private final StrategyRepository repository;
    private final Map<StrategyId, StrategyRun> runs = new HashMap<>();

    StrategyRunner(
            StrategyKinds kinds,
            MarketData marketData,
            Trading trading,
            StrategyRepository repository) {
        this.kinds = kinds;
        this.marketData = marketData;
        this.trading = trading;
        this.repository = repository;
    }

    /** Takes in what market data announced. */
    synchronized Consumer<Handle> reactToMarketData(Stored<MarketDataEvent> stored) {
        return switch (stored.event()) {
            case CandleClosed closed ->
                    closed.interval() == Interval.M1 ? onBar(closed) : FeedReader.nothing();
            case InstrumentListed _ -> FeedReader.nothing();
        };
    }

    /** Takes in what trading announced. */
    synchronized Consumer<Handle> reactToTrading(Stored<TradingEvent> stored) {
        long seq = stored.seq();
        return switch (stored.event()) {
            case OrderFilled filled -> onFill(filled.fill(), seq);
            case OrderChanged changed -> onChange(changed.order());
            case OrderUnknown lost ->
                    onOwn(
                            lost.order(),
                            new News("unknown " + seq, seq, Hooks.unknown(lost.order())));
            case PositionLiquidated event ->
                    onPosition(
                            event,
                            event.symbol(),
                            new News("liquidation " + seq, seq, Hooks.liquidated(event)));
            case PositionDeleveraged event ->
                    onPosition(
                            event,
                            event.symbol(),
                            new News("deleveraging " + seq, seq, Hooks.deleveraged(event)));
            case PositionSettled event ->
                    onPosition(
                            event,
                            event.symbol(),
                            new News("settlement " + seq, seq, Hooks.settled(event)));
            case FundingSettled event ->
                    onPosition(
                            event,
                            event.symbol(),
                            new News("funding " + seq, seq, Hooks.funded(event)));
            default -> FeedReader.nothing();
        };
    }

    /** The strategy is stopped: it is told, forgotten, and its open orders are cancelled. */
    synchronized void stopped(StrategyId strategy) {
        StrategyRun run = runs.remove(strategy);
        if (run != null) {
            run.prepare(io.leverageguard.sdk.Strategy::onStop);
        }
        for (OrderId order : repository.openOrders(strategy)) {
            try {
                trading.cancel(SELF, new Trading.OrderRef(order));
            } catch (Refusal e) {
                LOG.info("order {} of {} is not cancelled: {}", order, strategy, e.getMessage());
            }
        }
    }

    private Consumer<Handle> onBar(CandleClosed closed) {
        Bar bar = bar(closed.candle());
        List<Consumer<Handle>> effects = new ArrayList<>();
        for (Registered registered : repository.running(closed.venue(), closed.symbol())) {
            Instant last = registered.lastBar();
            if (last == null || bar.openTime().isAfter(last)) {
                effects.add(orForget(registered, () -> show(registered, bar)));
            }
        }
        return all(effects);
    }

    private Consumer<Handle> show(Registered registered, Bar bar) {
        StrategyId id = registered.strategy().strategy();
        StrategyRun run = runs.get(id);
        if (run == null) {
            run =
                    new StrategyRun(
                            kinds.make(
                                    registered.strategy().kind(),
                                    registered.strategy().parameters()));
            Outcome warmed = warmUp(run, registered, bar.openTime());
            if (warmed.failed()) {
                return fail(registered, warmed.failure());
            }
            runs.put(id, run);
        }
        String occasion = "bar " + bar.openTime();
        Outcome outcome =
                run.trade(repository.heldBefore(id, occasion), strategy -> strategy.onBar(bar));
        Consumer<Handle> sent = send(registered, occasion, outcome);
        return handle -> {
            repository.sawBar(handle, id, bar.openTime());
            sent.accept(handle);
        };
    }

    private Outcome warmUp(StrategyRun run, Registered registered, Instant before) {
        Outcome started = run.prepare(io.leverageguard.sdk.Strategy::onStart);
        if (started.failed() || run.warmUpBars() == 0) {
            return started;
        }
        CandleRange range =
                new CandleRange(
                        registered.venue(),
                        registered.strategy().symbol(),
                        Interval.M1,
                        null,
                        before,
                        run.warmUpBars());
        List<Candle> past = marketData.candles(SELF, range).candles();
        return run.prepare(
                strategy ->
                        past.stream()
                                .filter(candle -> candle.openTime().isBefore(before))
                                .forEach(candle -> strategy.onHistoricalBar(bar(candle))));
    }

    /**
     * Something that trading announced.
     *
     * @param occasion names it; ids of orders follow from it
     * @param seq its place in the feed
     */
    private record News(String occasion, long seq, Consumer<io.leverageguard.sdk.Strategy> hook) {}

    private Consumer<Handle> onFill(Fill fill, long seq) {
        Optional<Registered> found = labelled(fill.strategy());
        if (found.isEmpty()) {
            return FeedReader.nothing();
        }
        Registered registered = found.get();
        StrategyId id = registered.strategy().strategy();
        News news =
                new News("fill " + fill.symbol() + " " + fill.tradeId(), seq, Hooks.filled(fill));
        Consumer<Handle> sent =
                repository.isCounted(fill) ? FeedReader.nothing() : tell(registered, news);
        return handle -> {
            repository.filled(handle, id, fill);
            sent.accept(handle);
        };
    }

    /** Every order of the desk is told of; only those that strategies have sent are looked at. */
    private Consumer<Handle> onChange(Order order) {
        return order.state().isFinal() && id(order.strategy()).isPresent()
                ? handle -> repository.orderChanged(handle, order)
                : FeedReader.nothing();
    }

    private Consumer<Handle> onOwn(Order order, News news) {
        return labelled(order.strategy())
                .map(registered -> tell(registered, news))
                .orElse(FeedReader.nothing());
    }

    /** Of what happens to a position all are told that may have a share in it. */
    private Consumer<Handle> onPosition(TradingEvent event, String symbol, News news) {
        List<Consumer<Handle>> effects = new ArrayList<>();
        for (Registered registered : repository.running(event.account(), symbol)) {
            effects.add(tell(registered, news));
        }
        return all(effects);
    }

    /** Calls a hook once; what it wanted is sent again where that may not have been finished. */
    private Consumer<Handle> tell(Registered registered, News news) {
        if (registered.strategy().state() != State.RUNNING) {
            return FeedReader.nothing();
        }
        StrategyId id = registered.strategy().strategy();
        StrategyRun run = runs.get(id);
        if (run == null || !run.isNews(news.seq())) {
            return place(registered, repository.intended(id, news.occasion()));
        }
        return orForget(
                registered,
                () -> {
                    BigDecimal held = repository.heldBefore(id, news.occasion());
                    return send(registered, news.occasion(), run.trade(held, news.hook()));
                });
    }

    /** Writes down and sends what a hook wants; answers what is to be stored with the cursor. */
    private Consumer<Handle> send(Registered registered, String occasion, Outcome outcome) {
        if (outcome.failed()) {
            return fail(registered, outcome.failure());
        }
        StrategyId id = registered.strategy().strategy();
        List<Intent> intents = new ArrayList<>();
        for (Wish wish : outcome.wishes()) {
            intents.add(
                    new Intent(
                            orderId(id, occasion, intents.size()),
                            id,
                            occasion,
                            Side.valueOf(wish.side().name()),
                            wish.quantity()));
        }
        if (intents.isEmpty()) {
            return FeedReader.nothing();
        }
        repository.intend(intents);
        Consumer<Handle> placed = place(registered, intents);
        return handle -> {
            placed.accept(handle);
            outcome.wishes().forEach(wish -> repository.signal(handle, registered, wish));
        };
    }

    private Consumer<Handle> place(Registered registered, List<Intent> intents) {
        List<Consumer<Handle>> effects = new ArrayList<>();
        for (Intent intent : intents) {
            effects.add(place(registered, intent));
        }
        return all(effects);
    }

    private static Consumer<Handle> all(List<Consumer<Handle>> effects) {
        return effects.isEmpty()
                ? FeedReader.nothing()
                : handle -> effects.forEach(effect -> effect.accept(handle));
    }

    private Consumer<Handle> place(Registered registered, Intent intent) {
        PlaceOrder command =
                new PlaceOrder(
                        intent.order(),
                        registered.strategy().account(),
                        registered.strategy().symbol(),
                        intent.side(),
                        OrderType.MARKET,
                        intent.quantity(),
                        null,
                        null,
                        null,
                        intent.strategy().toString());
        try {
            Order order = trading.place(SELF, command);
            return handle -> repository.orderChanged(handle, order);
        } catch (Refusal e) {
            if (e.reason() == Refusal.Reason.UNAVAILABLE) {
                throw e;
            }
            LOG.info("{} may not send {}: {}", intent.strategy(), command, e.getMessage());
            return handle -> repository.ended(handle, intent.order(), BigDecimal.ZERO);
        }
    }

    private Consumer<Handle> fail(Registered registered, String reason) {
        StrategyId id = registered.strategy().strategy();
        LOG.warn("strategy {} failed: {}", id, reason);
        runs.remove(id);
        return handle -> repository.change(handle, id, State.FAILED, reason, SELF.name());
    }

    private interface Work {
        Consumer<Handle> run();
    }

    /** What cannot be finished will be repeated, and must then meet the strategy as it was. */
    private Consumer<Handle> orForget(Registered registered, Work work) {
        boolean done = false;
        try {
            Consumer<Handle> effect = work.run();
            done = true;
            return effect;
        } finally {
            if (!done) {
                runs.remove(registered.strategy().strategy());
            }
        }
    }

    private Optional<Registered> labelled(String label) {
        return id(label).flatMap(repository::find);
    }

    /** The strategy that a label names; other labels are of people's own choice. */
    private static Optional<StrategyId> id(String label) {
        if (label.length() != UUID_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(StrategyId.parse(label));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static OrderId orderId(StrategyId strategy, String occasion, int number) {
        String name = strategy + " " + occasion + " " + number;
        return new OrderId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    private static Bar bar(Candle candle) {
        return new Bar(
                candle.openTime(),
                candle.open(),
                candle.high(),
                candle.low(),
                candle.close(),
                candle.volume());
    }
}
