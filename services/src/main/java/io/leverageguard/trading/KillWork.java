package io.leverageguard.trading;

import io.leverageguard.api.trading.Holdings.SubPosition;
import io.leverageguard.api.trading.Kill;
import io.leverageguard.api.trading.Kill.AccountReport;
import io.leverageguard.api.trading.Kill.Closed;
import io.leverageguard.api.trading.Kill.DeadMan;
import io.leverageguard.api.trading.Kill.Step;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.trading.KillWords.Draft;
import io.leverageguard.trading.NewOrder.Urgency;
import io.leverageguard.venues.Capabilities;
import io.leverageguard.venues.Reports.CancelOutcome;
import io.leverageguard.venues.Reports.CommandOutcome;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.PositionReport;
import io.leverageguard.venues.Triggers.TriggerReport;
import io.leverageguard.venues.VenueAccount;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the kill switch does in one account, step by step. Each step may be done again: cancelling
 * twice is cancelling once, closing orders have ids of their own, and asking changes nothing.
 */
final class KillWork {
    /** How often cancelling and closing are repeated while the venue still has something. */
    static final int ATTEMPTS_MAX = 5;

    /** After this without us the venue cancels what may still arrive. */
    static final Duration DEAD_MAN = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(KillWork.class);
    private static final String CANCELLING = "cancelling";

    private final Intake.Sources sources;
    private final OrderFlow flow;
    private final Closing closing;
    private final Parents parents;

    KillWork(Intake.Sources sources, OrderFlow flow, Parents parents) {
        this.parents = parents;
        this.sources = sources;
        this.flow = flow;
        this.closing = new Closing(sources, flow);
    }

    /** An account with a way to its venue, and what is to be stopped there. */
    record Place(Kill kill, AccountReport report, AccountLink link, VenueAccount door) {
        /** The strategy that is stopped; null when it is the whole account. */
        @Nullable String strategy() {
            return kill.scope().strategy();
        }

        boolean isOf(Order order) {
            return strategy() == null || order.strategy().equals(strategy());
        }
    }

    /** Does what the report says; the report afterwards, null when it has to be waited. */
    @Nullable AccountReport run(Place place) {
        return switch (place.report().step()) {
            case CANCEL -> cancel(place);
            case FLATTEN -> flatten(place);
            case VERIFY -> verify(place);
            case ARM -> arm(place);
            case DONE, FAILED -> null;
        };
    }

    /** What is there is written down first, so that a crash does not lose what was cancelled. */
    private AccountReport cancel(Place place) {
        Draft next = new Draft(place.report());
        if (!place.report().words().equals(CANCELLING)) {
            return next.cancelled(found(place)).words(CANCELLING).at(sources.now());
        }
        parents.stop(place.report().account(), place.strategy());
        List<Order> own = own(place);
        own.stream()
                .filter(order -> OrderRow.isHeld(order.state()))
                .forEach(order -> cancelOwn(place, order));
        if (place.strategy() == null) {
            cancelAtVenue(place);
        }
        own(place).forEach(order -> cancelOwn(place, order));
        return next.step(Step.FLATTEN).at(sources.now());
    }

    private List<String> found(Place place) {
        Set<String> found = new LinkedHashSet<>();
        for (Order order : own(place)) {
            String kind = OrderRow.isHeld(order.state()) ? "held order " : "order ";
            found.add(kind + order.order() + " " + order.symbol());
        }
        if (place.strategy() == null) {
            Set<String> ours = new LinkedHashSet<>();
            own(place).forEach(order -> ours.add(order.clientOrderId()));
            for (OrderReport order : place.door().openOrders()) {
                if (!ours.contains(order.clientOrderId())) {
                    found.add("foreign order " + order.venueOrderId() + " " + order.symbol());
                }
            }
            for (TriggerReport trigger : place.door().openTriggers()) {
                if (!ours.contains(trigger.clientOrderId())) {
                    found.add(
                            "foreign conditional order "
                                    + trigger.venueTriggerId()
                                    + " "
                                    + trigger.symbol());
                }
            }
        }
        return List.copyOf(found);
    }

    private List<Order> own(Place place) {
        return sources.store().working(place.report().account()).stream()
                .map(OrderRow::order)
                .filter(place::isOf)
                .toList();
    }

    /** Everything that the venue has, whoever sent it. */
    private static void cancelAtVenue(Place place) {
        VenueAccount door = place.door();
        Map<String, List<OrderReport>> open = new LinkedHashMap<>();
        for (OrderReport order : door.openOrders()) {
            open.computeIfAbsent(order.symbol(), _ -> new ArrayList<>()).add(order);
        }
        open.forEach(
                (symbol, orders) -> {
                    if (door.cancelAll(symbol) instanceof CommandOutcome.Rejected) {
                        orders.forEach(order -> cancelOne(door, order));
                    }
                });
        Set<String> waiting = new LinkedHashSet<>();
        door.openTriggers().forEach(trigger -> waiting.add(trigger.symbol()));
        for (String symbol : waiting) {
            CommandOutcome outcome = door.cancelAllTriggers(symbol);
            LOG.info("conditional orders of {}: {}", symbol, outcome);
        }
    }

    private static void cancelOne(VenueAccount door, OrderReport order) {
        CancelOutcome outcome = door.cancel(order.symbol(), order.clientOrderId());
        LOG.info("order {}: {}", order.venueOrderId(), outcome);
    }

    /** Whether it succeeded is for the venue to say afterwards. */
    private void cancelOwn(Place place, Order order) {
        try {
            Order after = flow.cancelUrgent(place.link(), order);
            LOG.debug("{} is {}", after.order(), after.state());
        } catch (Refusal refusal) {
            LOG.info("{} is not cancelled: {}", order.order(), refusal.getMessage());
        }
    }

    private AccountReport flatten(Place place) {
        compare(place);
        List<Closed> closed = new ArrayList<>();
        for (Closing.Part part : parts(place)) {
            for (Order order : closing.close(place.link(), part, Urgency.KILL)) {
                closed.add(closed(order));
            }
        }
        return new Draft(place.report()).closed(closed).step(Step.VERIFY).at(sources.now());
    }

    /** The engine must know a position to let it be reduced; without it the venue still does. */
    private static void compare(Place place) {
        try {
            int breaks = place.link().reconcile().breaks().size();
            LOG.debug("{}: {} breaks", place.report().account(), breaks);
        } catch (Refusal refusal) {
            LOG.warn(
                    "{} is closed without being compared: {}",
                    place.report().account(),
                    refusal.getMessage());
        }
    }

    /** A share is closed as far as reducing the account's position closes it. */
    private List<Closing.Part> parts(Place place) {
        List<SubPosition> shares = shares(place);
        List<Closing.Part> parts = new ArrayList<>();
        for (PositionReport position : place.door().positions()) {
            BigDecimal rest = position.quantity();
            for (SubPosition share : shares) {
                boolean same =
                        share.symbol().equals(position.symbol())
                                && share.quantity().signum() == rest.signum()
                                && isOf(place, share);
                if (same && rest.signum() != 0) {
                    BigDecimal part =
                            share.quantity().abs().compareTo(rest.abs()) <= 0
                                    ? share.quantity()
                                    : rest;
                    parts.add(part(place, position, part, share.strategy()));
                    rest = rest.subtract(part);
                }
            }
            if (place.strategy() == null && rest.signum() != 0) {
                parts.add(part(place, position, rest, ""));
            }
        }
        return parts;
    }

    private static Closing.Part part(
            Place place, PositionReport position, BigDecimal quantity, String strategy) {
        return new Closing.Part(
                place.report().account(),
                position.symbol(),
                quantity,
                price(position),
                strategy,
                place.report().attempt() == 1,
                String.join(
                        "/",
                        "kill",
                        place.kill().kill().toString(),
                        place.report().account().toString(),
                        position.symbol(),
                        strategy,
                        String.valueOf(place.report().attempt())));
    }

    /** The mark that is in the venue's unrealised profit. */
    private static BigDecimal price(PositionReport position) {
        return position.quantity().signum() == 0
                ? position.entryPrice()
                : position.entryPrice()
                        .add(
                                position.unrealizedPnl()
                                        .divide(position.quantity(), MathContext.DECIMAL64));
    }

    private @Nullable AccountReport verify(Place place) {
        List<Closed> closed = refreshed(place);
        if (waits(place)) {
            return null;
        }
        List<String> left = place.strategy() == null ? left(place) : leftOfStrategy(place);
        Draft next = new Draft(place.report()).closed(closed).left(left);
        if (left.isEmpty()) {
            next.step(Step.ARM);
        } else if (place.report().attempt() < ATTEMPTS_MAX) {
            next.again();
        } else {
            next.step(Step.FAILED).words("something is left at the venue");
            LOG.error(
                    "KILL SWITCH {} FAILED in account {}: {}",
                    place.kill().kill(),
                    place.report().account(),
                    left);
        }
        return next.at(sources.now());
    }

    /** An order that may still arrive, or of which nobody knows what it did, is waited for. */
    private boolean waits(Place place) {
        for (Closed one : place.report().closed()) {
            boolean open =
                    sources.store()
                            .order(one.order())
                            .map(OrderRow::order)
                            .filter(closing::isOpen)
                            .isPresent();
            if (open) {
                return true;
            }
        }
        return own(place).stream().anyMatch(order -> isUnresolved(order.state()));
    }

    private static boolean isUnresolved(OrderState state) {
        return switch (state) {
            case INITIALIZED, RELEASED, SUBMITTED, UNKNOWN -> true;
            default -> false;
        };
    }

    private List<Closed> refreshed(Place place) {
        List<Closed> closed = new ArrayList<>();
        for (Closed one : place.report().closed()) {
            sources.store().order(one.order()).ifPresent(row -> closed.add(closed(row.order())));
        }
        return closed;
    }

    /** What the venue says. */
    private List<String> left(Place place) {
        List<String> left = new ArrayList<>();
        for (OrderReport order : place.door().openOrders()) {
            left.add("order " + order.venueOrderId() + " " + order.symbol());
        }
        for (TriggerReport trigger : place.door().openTriggers()) {
            left.add("conditional order " + trigger.venueTriggerId() + " " + trigger.symbol());
        }
        for (PositionReport position : place.door().positions()) {
            if (position.quantity().signum() != 0) {
                left.add(position(place, position.symbol(), position.quantity()));
            }
        }
        for (Order order : own(place)) {
            if (OrderRow.isHeld(order.state())) {
                left.add("held order " + order.order() + " " + order.symbol());
            }
        }
        return left;
    }

    /** A strategy's share is ours to count; that our fills are the venue's is made sure of. */
    private List<String> leftOfStrategy(Place place) {
        int breaks = place.link().reconcile().breaks().size();
        List<String> left = new ArrayList<>();
        if (breaks > 0) {
            left.add("account " + place.report().account() + " differed from its venue");
        }
        for (Order order : own(place)) {
            left.add("order " + order.order() + " " + order.symbol());
        }
        for (SubPosition share : shares(place)) {
            if (isOf(place, share) && share.quantity().signum() != 0) {
                left.add(position(place, share.symbol(), share.quantity()));
            }
        }
        return left;
    }

    /** With the reason why the last order that was to close it was not taken. */
    private String position(Place place, String symbol, BigDecimal quantity) {
        String why = "";
        for (Closed one : place.report().closed()) {
            if (one.symbol().equals(symbol)) {
                why =
                        sources.store()
                                .order(one.order())
                                .map(row -> row.order().reason())
                                .orElse("");
            }
        }
        String words = "position " + Words.plain(quantity).toPlainString() + " " + symbol;
        return why.isEmpty() ? words : words + " (" + why + ")";
    }

    private AccountReport arm(Place place) {
        Draft next = new Draft(place.report()).step(Step.DONE);
        Capabilities.DeadMan deadMan = place.link().venue().capabilities().deadMan();
        if (place.strategy() != null) {
            next.deadMan(DeadMan.NONE).words("no dead-man switch: others trade in this account");
        } else if (!deadMan.exists()) {
            next.deadMan(DeadMan.NONE).words("this venue has no dead-man switch");
        } else {
            Duration patience = deadMan.within(DEAD_MAN);
            Set<String> symbols = Set.copyOf(sources.store().symbols(place.report().account()));
            switch (place.door().armDeadMan(patience, symbols)) {
                case CommandOutcome.Done _ ->
                        next.deadMan(DeadMan.ARMED)
                                .words("the venue cancels whatever is open after " + patience);
                case CommandOutcome.Rejected rejected ->
                        next.deadMan(DeadMan.REFUSED)
                                .words(rejected.venueCode() + ": " + rejected.reason());
                case CommandOutcome.Unknown unknown ->
                        next.deadMan(DeadMan.UNKNOWN).words(unknown.reason());
            }
        }
        return next.at(sources.now());
    }

    private List<SubPosition> shares(Place place) {
        return sources.room().ask(desk -> desk.subPositions(place.report().account()));
    }

    private static boolean isOf(Place place, SubPosition share) {
        return place.strategy() == null
                ? !share.strategy().isEmpty()
                : share.strategy().equals(place.strategy());
    }

    private static Closed closed(Order order) {
        return new Closed(order.order(), order.symbol(), order.side(), order.filled());
    }
}
