package io.leverageguard.exchange.simulation;

import io.leverageguard.exchange.core.Market;
import io.leverageguard.venues.AccountMirror;
import io.leverageguard.venues.Reports.AmendRequest;
import io.leverageguard.venues.Reports.Lifetime;
import io.leverageguard.venues.Reports.OrderKind;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.OrderRequest;
import io.leverageguard.venues.Reports.OrderSide;
import io.leverageguard.venues.Reports.PlaceOutcome;
import io.leverageguard.venues.Reports.PositionSide;
import io.leverageguard.venues.Triggers.PriceSource;
import io.leverageguard.venues.Triggers.TriggerKind;
import io.leverageguard.venues.Triggers.TriggerOutcome;
import io.leverageguard.venues.Triggers.TriggerReport;
import io.leverageguard.venues.Triggers.TriggerRequest;
import io.leverageguard.venues.VenueAccount;
import io.leverageguard.venues.VenueError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who trades at one venue at random. Every order has its own id and is sent once; what
 * became of one whose answer did not come is asked of the venue, by that id.
 */
final class Trader {
    /** What is known of an order that was sent. */
    enum Fate {
        ACCEPTED,
        REJECTED,
        UNKNOWN,
        /** Unknown at first; the venue says that it never came. */
        ABSENT
    }

    /** Divides into whole lots of every contract, and into whole contracts at OKX. */
    private static final BigDecimal STEP = new BigDecimal("0.01");

    private static final int STEPS_MAX = 40;

    /** Where somebody trades; {@code hedged}: with a long and a short position of a contract. */
    record Seat(
            String venue,
            VenueAccount account,
            AccountMirror mirror,
            Belief belief,
            boolean hedged) {}

    private final String venue;
    private final VenueAccount account;
    private final AccountMirror mirror;
    private final SplittableRandom random;
    private final Belief belief;
    private final boolean hedged;
    private final SortedMap<String, Fate> fates = new TreeMap<>();
    private final SortedMap<String, Fate> triggerFates = new TreeMap<>();
    private final SortedMap<String, String> symbols = new TreeMap<>();
    private int sent;

    Trader(Seat seat, SplittableRandom random) {
        this.venue = seat.venue;
        this.account = seat.account;
        this.mirror = seat.mirror;
        this.belief = seat.belief;
        this.hedged = seat.hedged;
        this.random = random;
    }

    /** Does one thing. */
    void act(List<Market> markets) {
        Market market = markets.get(random.nextInt(markets.size()));
        int dice = random.nextInt(100);
        if (dice < 45) {
            place(market);
        } else if (dice < 57) {
            placeTrigger(market);
        } else if (dice < 60) {
            anyWaiting().ifPresent(one -> account.cancelTrigger(one.symbol(), one.clientOrderId()));
        } else if (dice < 61) {
            account.cancelAllTriggers(market.contract().symbol());
        } else if (dice < 75) {
            anyOpen().ifPresent(this::cancel);
        } else if (dice < 85) {
            anyOpen().ifPresent(order -> amend(order, market));
        } else if (dice < 88) {
            account.cancelAll(market.contract().symbol());
        } else {
            resolve();
        }
    }

    /** Asks after every order whose outcome is unknown. */
    void resolve() {
        resolve(fates, (symbol, id) -> account.order(symbol, id).isPresent());
        resolve(triggerFates, (symbol, id) -> account.trigger(symbol, id).isPresent());
    }

    private void resolve(SortedMap<String, Fate> fates, BiPredicate<String, String> isThere) {
        for (String id : List.copyOf(fates.keySet())) {
            if (fates.get(id) != Fate.UNKNOWN) {
                continue;
            }
            try {
                boolean found = isThere.test(symbols.getOrDefault(id, ""), id);
                fates.put(id, found ? Fate.ACCEPTED : Fate.ABSENT);
            } catch (VenueError e) {
                // Still unknown: asked again later.
            }
        }
    }

    /** What is known of each order, by its id. */
    SortedMap<String, Fate> fates() {
        return fates;
    }

    /** The same of the conditional orders. */
    SortedMap<String, Fate> triggerFates() {
        return triggerFates;
    }

    /** Whether a contract has a long and a short position here. */
    boolean isHedged() {
        return hedged;
    }

    String venue() {
        return venue;
    }

    Belief belief() {
        return belief;
    }

    private void place(Market market) {
        String symbol = market.contract().symbol();
        sent++;
        String id = "%s%05d".formatted(venue, sent);
        boolean isMarket = random.nextInt(3) == 0;
        OrderSide side = side();
        BigDecimal quantity = quantity();
        PositionSide leg = leg();
        OrderRequest order =
                new OrderRequest(
                        symbol,
                        id,
                        side,
                        isMarket ? OrderKind.MARKET : OrderKind.LIMIT,
                        quantity,
                        isMarket ? null : price(market),
                        isMarket ? Lifetime.IOC : lifetime(),
                        leg == null ? random.nextInt(5) == 0 : closes(leg, side),
                        leg,
                        null);
        symbols.put(id, symbol);
        mirror.expect(symbol, id);
        PlaceOutcome outcome = account.place(order);
        switch (outcome) {
            case PlaceOutcome.Accepted accepted -> {
                fates.put(id, Fate.ACCEPTED);
            }
            case PlaceOutcome.Rejected _ -> fates.put(id, Fate.REJECTED);
            case PlaceOutcome.Unknown _ -> fates.put(id, Fate.UNKNOWN);
        }
    }

    private void placeTrigger(Market market) {
        String symbol = market.contract().symbol();
        sent++;
        String id = "%strig%05d".formatted(venue, sent);
        TriggerKind kind = random.nextBoolean() ? TriggerKind.STOP : TriggerKind.TAKE_PROFIT;
        OrderSide side = side();
        PositionSide leg = leg();
        boolean closesAll = random.nextInt(4) == 0;
        boolean reduces = closesAll || random.nextBoolean();
        TriggerRequest trigger =
                new TriggerRequest(
                        symbol,
                        id,
                        side,
                        kind,
                        random.nextBoolean() ? PriceSource.MARK : PriceSource.LAST,
                        triggerPrice(market, kind, side),
                        random.nextInt(4) == 0 && !closesAll ? price(market) : null,
                        null,
                        closesAll ? null : quantity(),
                        leg == null ? reduces : closes(leg, side),
                        leg);
        symbols.put(id, symbol);
        Fate fate =
                switch (account.placeTrigger(trigger)) {
                    case TriggerOutcome.Accepted _ -> Fate.ACCEPTED;
                    case TriggerOutcome.Rejected _ -> Fate.REJECTED;
                    case TriggerOutcome.Unknown _ -> Fate.UNKNOWN;
                };
        triggerFates.put(id, fate);
    }

    /** On the side from which the price has to come, at most two per cent away. */
    private BigDecimal triggerPrice(Market market, TriggerKind kind, OrderSide side) {
        boolean rises = (kind == TriggerKind.STOP) == (side == OrderSide.BUY);
        long mid = market.contract().nearestTicks(market.mark());
        long away = 1 + random.nextLong(Math.max(1, mid / 50));
        return market.contract().price(Math.max(1, rises ? mid + away : mid - away));
    }

    private OrderSide side() {
        return random.nextBoolean() ? OrderSide.BUY : OrderSide.SELL;
    }

    private @Nullable PositionSide leg() {
        if (!hedged) {
            return null;
        }
        return random.nextBoolean() ? PositionSide.LONG : PositionSide.SHORT;
    }

    private static boolean closes(PositionSide leg, OrderSide side) {
        return (leg == PositionSide.LONG) == (side == OrderSide.SELL);
    }

    private BigDecimal quantity() {
        return STEP.multiply(BigDecimal.valueOf(1 + random.nextInt(STEPS_MAX)));
    }

    private Optional<TriggerReport> anyWaiting() {
        List<TriggerReport> waiting = List.copyOf(belief.waiting().values());
        return waiting.isEmpty()
                ? Optional.empty()
                : Optional.of(waiting.get(random.nextInt(waiting.size())));
    }

    private void cancel(OrderReport order) {
        account.cancel(order.symbol(), order.clientOrderId());
    }

    private void amend(OrderReport order, Market market) {
        if (order.symbol().equals(market.contract().symbol()) && order.kind() == OrderKind.LIMIT) {
            account.amend(
                    new AmendRequest(
                            order.symbol(),
                            order.clientOrderId(),
                            order.side(),
                            order.quantity().add(STEP),
                            price(market)));
        }
    }

    private Optional<OrderReport> anyOpen() {
        List<OrderReport> open = new ArrayList<>();
        for (OrderReport order : belief.orders().values()) {
            if (!Belief.isOver(order.status()) && fates.containsKey(order.clientOrderId())) {
                open.add(order);
            }
        }
        return open.isEmpty()
                ? Optional.empty()
                : Optional.of(open.get(random.nextInt(open.size())));
    }

    private Lifetime lifetime() {
        return switch (random.nextInt(6)) {
            case 0 -> Lifetime.IOC;
            case 1 -> Lifetime.FOK;
            case 2 -> Lifetime.POST_ONLY;
            default -> Lifetime.GTC;
        };
    }

    private BigDecimal price(Market market) {
        long mid = market.contract().nearestTicks(market.mark());
        long away = random.nextLong(Math.max(1, mid / 200)) - mid / 400;
        return market.contract().price(Math.max(1, mid + away));
    }
}
