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
import io.leverageguard.venues.VenueAccount;
import io.leverageguard.venues.VenueError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

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

    private final String venue;
    private final VenueAccount account;
    private final AccountMirror mirror;
    private final SplittableRandom random;
    private final Belief belief;
    private final SortedMap<String, Fate> fates = new TreeMap<>();
    private final SortedMap<String, String> symbols = new TreeMap<>();
    private int sent;

    Trader(
            String venue,
            VenueAccount account,
            AccountMirror mirror,
            Belief belief,
            SplittableRandom random) {
        this.mirror = mirror;
        this.venue = venue;
        this.account = account;
        this.belief = belief;
        this.random = random;
    }

    /** Does one thing. */
    void act(List<Market> markets) {
        Market market = markets.get(random.nextInt(markets.size()));
        int dice = random.nextInt(100);
        if (dice < 60) {
            place(market);
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
        for (String id : List.copyOf(fates.keySet())) {
            if (fates.get(id) != Fate.UNKNOWN) {
                continue;
            }
            try {
                Optional<OrderReport> found = account.order(symbols.getOrDefault(id, ""), id);
                fates.put(id, found.isPresent() ? Fate.ACCEPTED : Fate.ABSENT);
            } catch (VenueError e) {
                // Still unknown: asked again later.
            }
        }
    }

    /** What is known of each order, by its id. */
    SortedMap<String, Fate> fates() {
        return fates;
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
        OrderSide side = random.nextBoolean() ? OrderSide.BUY : OrderSide.SELL;
        BigDecimal quantity = STEP.multiply(BigDecimal.valueOf(1 + random.nextInt(STEPS_MAX)));
        OrderRequest order =
                new OrderRequest(
                        symbol,
                        id,
                        side,
                        isMarket ? OrderKind.MARKET : OrderKind.LIMIT,
                        quantity,
                        isMarket ? null : price(market),
                        isMarket ? Lifetime.IOC : lifetime(),
                        random.nextInt(5) == 0);
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
