package io.leverageguard.venues.bybit;

import io.leverageguard.kernel.time.Clock;
import io.leverageguard.venues.Reports.CommandOutcome;
import io.leverageguard.venues.Reports.OrderSide;
import io.leverageguard.venues.Triggers.PriceSource;
import io.leverageguard.venues.Triggers.TriggerKind;
import io.leverageguard.venues.Triggers.TriggerOutcome;
import io.leverageguard.venues.Triggers.TriggerReport;
import io.leverageguard.venues.Triggers.TriggerRequest;
import io.leverageguard.venues.Triggers.TriggerState;
import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.bybit.BybitAccountMessages.Order;
import io.leverageguard.venues.bybit.BybitMarketMessages.InstrumentInfo;
import io.leverageguard.venues.bybit.BybitMarketMessages.Ticker;
import io.leverageguard.venues.bybit.BybitMessages.CreateOrder;
import io.leverageguard.venues.bybit.BybitMessages.OrderAck;
import io.leverageguard.venues.bybit.BybitMessages.TradingStop;
import io.leverageguard.venues.bybit.BybitRest.Ask;
import io.leverageguard.venues.bybit.BybitRest.Ending;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Conditional orders of one account. Stops and take-profits are orders with a trigger. A trailing
 * stop belongs to a position, which has one at most, and carries no id of ours at this venue: ours
 * is remembered here, and told again after a restart ({@link #remember}).
 */
final class BybitTriggers {
    private static final int TRAILING_MAX = 1_000;

    private final BybitRest rest;
    private final BybitSigner signer;
    private final BybitOrders orders;
    private final Clock clock;
    private final Map<String, TriggerRequest> trailing = new ConcurrentHashMap<>();

    BybitTriggers(BybitRest rest, BybitSigner signer, BybitOrders orders, Clock clock) {
        this.rest = rest;
        this.signer = signer;
        this.orders = orders;
        this.clock = clock;
    }

    TriggerOutcome place(TriggerRequest trigger) {
        Ending ending;
        if (trigger.kind() == TriggerKind.TRAILING) {
            try {
                ending = trail(trigger, distance(trigger));
            } catch (VenueError e) {
                return new TriggerOutcome.Rejected(e.venueCode(), "not sent: " + e.getMessage());
            }
            if (!(ending instanceof Ending.Refused) && trailing.size() < TRAILING_MAX) {
                trailing.put(trigger.clientOrderId(), trigger);
            }
        } else {
            ending = rest.send(Ask.command("/v5/order/create", create(trigger)), signer);
        }
        return outcome(trigger, ending);
    }

    CommandOutcome cancel(String symbol, String clientOrderId) {
        TriggerRequest known = trailing.get(clientOrderId);
        if (known == null) {
            return orders.cancelTrigger(symbol, clientOrderId);
        }
        CommandOutcome outcome = BybitOrders.command(trail(known, BigDecimal.ZERO));
        if (outcome instanceof CommandOutcome.Done) {
            trailing.remove(clientOrderId);
        }
        return outcome;
    }

    /** A trailing stop of ours that an earlier process has left. */
    void remember(TriggerRequest trigger) {
        if (trigger.kind() == TriggerKind.TRAILING && trailing.size() < TRAILING_MAX) {
            trailing.put(trigger.clientOrderId(), trigger);
        }
    }

    /** A trailing stop is found while it waits. */
    Optional<TriggerReport> one(String symbol, String clientOrderId) {
        if (trailing.containsKey(clientOrderId)) {
            return open().stream()
                    .filter(report -> report.clientOrderId().equals(clientOrderId))
                    .findFirst();
        }
        return orders.row(symbol, clientOrderId).filter(BybitParser::isTrigger).map(this::report);
    }

    List<TriggerReport> open() {
        return orders.open(BybitOrders.CONDITIONAL).stream()
                .filter(BybitParser::isTrigger)
                .filter(BybitParser::isUntriggered)
                .sorted(Comparator.comparing(Order::orderId))
                .map(this::report)
                .toList();
    }

    /** What the venue says of a conditional order, with our id where we know it better. */
    TriggerReport report(Order row) {
        TriggerReport report = BybitParser.trigger(row);
        if (report.kind() != TriggerKind.TRAILING || !report.clientOrderId().isEmpty()) {
            return report;
        }
        return trailing.values().stream()
                .filter(known -> known.symbol().equals(report.symbol()))
                .filter(known -> known.side() == report.side())
                .map(known -> report.named(known.clientOrderId()))
                .findFirst()
                .orElse(report);
    }

    private TriggerOutcome outcome(TriggerRequest trigger, Ending ending) {
        return switch (ending) {
            case Ending.Done done -> {
                try {
                    OrderAck ack = BybitParser.read(done.answer(), OrderAck.class);
                    yield new TriggerOutcome.Accepted(report(trigger, ack.orderId()));
                } catch (VenueError e) {
                    yield new TriggerOutcome.Unknown(String.valueOf(e.getMessage()));
                }
            }
            case Ending.Refused refused ->
                    new TriggerOutcome.Rejected(refused.code(), refused.reason());
            case Ending.Open open -> new TriggerOutcome.Unknown(open.reason());
        };
    }

    private TriggerReport report(TriggerRequest trigger, String id) {
        return new TriggerReport(
                trigger.symbol(),
                id,
                trigger.clientOrderId(),
                trigger.side(),
                trigger.kind(),
                TriggerState.WAITING,
                BybitParser.or(trigger.triggerPrice(), BigDecimal.ZERO),
                BybitParser.or(trigger.quantity(), BigDecimal.ZERO),
                "",
                clock.now());
    }

    /** Distance 0 takes a trailing stop away. */
    private Ending trail(TriggerRequest trigger, BigDecimal distance) {
        TradingStop words =
                new TradingStop(
                        BybitSymbols.CATEGORY,
                        trigger.symbol(),
                        "",
                        BybitOrders.index(trigger.positionSide()),
                        null,
                        null,
                        distance,
                        distance.signum() == 0 ? null : trigger.triggerPrice(),
                        "",
                        "",
                        null,
                        null,
                        null,
                        null,
                        "",
                        "");
        return rest.send(Ask.urgent("/v5/position/trading-stop", words), signer);
    }

    /** The venue wants a distance, in ticks: the share of the price from which it trails. */
    private BigDecimal distance(TriggerRequest trigger) {
        BigDecimal share = trigger.callbackRate();
        if (share == null) {
            throw new IllegalArgumentException("a trailing order needs a callback rate");
        }
        BigDecimal price = trigger.triggerPrice();
        if (price == null) {
            Ticker ticker = only("/v5/market/tickers", trigger.symbol(), Ticker.class);
            price = BybitParser.need(ticker.lastPrice(), "lastPrice");
        }
        InstrumentInfo info =
                only("/v5/market/instruments-info", trigger.symbol(), InstrumentInfo.class);
        BigDecimal tick =
                BybitParser.need(
                        BybitParser.need(info.priceFilter(), "priceFilter").tickSize(), "tickSize");
        return price.multiply(share)
                .divide(tick, 0, RoundingMode.HALF_UP)
                .max(BigDecimal.ONE)
                .multiply(tick);
    }

    private <T> T only(String path, String symbol, Class<T> row) {
        return BybitParser.page(rest.ask(Ask.open(path, BybitSymbols.linear(symbol))), row)
                .list()
                .stream()
                .findFirst()
                .orElseThrow(() -> BybitParser.malformed(path + " knows no " + symbol));
    }

    private static CreateOrder create(TriggerRequest trigger) {
        BigDecimal quantity = trigger.quantity();
        boolean closes = quantity == null;
        return new CreateOrder(
                BybitSymbols.CATEGORY,
                trigger.symbol(),
                null,
                BybitOrders.side(trigger.side()),
                trigger.limitPrice() == null ? "Market" : "Limit",
                quantity == null ? BigDecimal.ZERO : quantity,
                trigger.limitPrice(),
                direction(trigger),
                "",
                trigger.triggerPrice(),
                source(trigger.source()),
                "",
                BybitOrders.index(trigger.positionSide()),
                trigger.clientOrderId(),
                null,
                null,
                "",
                "",
                (trigger.reduceOnly() || closes) ? true : null,
                closes ? true : null,
                "",
                "",
                null,
                null,
                "",
                "");
    }

    /** 1 waits for a rise, 2 for a fall: a stop that buys waits for a rise. */
    private static Integer direction(TriggerRequest trigger) {
        boolean isStop = trigger.kind() == TriggerKind.STOP;
        return isStop == (trigger.side() == OrderSide.BUY) ? 1 : 2;
    }

    /** The last price is what the venue takes when nothing is said. */
    private static String source(PriceSource source) {
        return switch (source) {
            case MARK -> "MarkPrice";
            case INDEX -> "IndexPrice";
            case LAST -> "";
        };
    }
}
