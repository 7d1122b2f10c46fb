package io.leverageguard.trading;

import io.leverageguard.api.marketdata.MarketData.Instrument;
import io.leverageguard.api.trading.Protection.ProtectedPosition;
import io.leverageguard.api.trading.Protection.StopPolicy;
import io.leverageguard.api.trading.Protection.StopState;
import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.api.trading.Trading.OrderType;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.api.trading.Trading.Trigger;
import io.leverageguard.api.trading.Trading.TriggerKind;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.trading.NewOrder.Urgency;
import io.leverageguard.trading.StopBook.Due;
import io.leverageguard.venues.Reports.PositionReport;
import io.leverageguard.venues.Triggers.TriggerState;
import io.leverageguard.venues.VenueAccount;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Protects one position: has a stop for the whole of it placed, looks whether it is there, and
 * closes the position when it is not in time. A new stop is there before the old one is cancelled.
 */
final class StopWork {
    /** The label of the stops. */
    static final String LABEL = "protective-stop";

    private static final String NOT_SEEN = "the stop is not seen at the venue";
    private static final String SENT_AGAIN = NOT_SEEN + "; it was sent once more";
    private static final Logger LOG = LoggerFactory.getLogger(StopWork.class);

    private final Intake.Sources sources;
    private final OrderFlow flow;
    private final Links links;
    private final Closing closing;

    StopWork(Intake.Sources sources, OrderFlow flow, Links links) {
        this.sources = sources;
        this.flow = flow;
        this.links = links;
        this.closing = new Closing(sources, flow);
    }

    /** Does what is next; whether that brought anything. */
    boolean run(Due due) {
        ProtectedPosition row = due.row();
        StopPolicy policy = due.policy();
        if (row == null) {
            return policy != null && begin(due, policy);
        }
        if (policy != null && isAnew(row, due)) {
            boolean asBefore = row.state() == StopState.PROTECTED && !due.changed();
            return asBefore ? lookAgain(due, row, policy) : begin(due, policy);
        }
        boolean over = policy == null && row.state() != StopState.UNPROTECTED;
        if (over || (due.quantity().signum() == 0 && row.state() == StopState.PROTECTED)) {
            return end(due, row);
        }
        return switch (row.state()) {
            case PENDING -> pending(due, row, policy);
            case UNPROTECTED -> flatten(due, row);
            case PROTECTED, FLATTENED -> false;
        };
    }

    private static boolean isAnew(ProtectedPosition row, Due due) {
        return switch (row.state()) {
            case PROTECTED -> due.quantity().signum() != 0;
            case FLATTENED -> true;
            // Its time has not run while nobody could look.
            case PENDING -> due.inherited();
            case UNPROTECTED -> false;
        };
    }

    /** Whether a stop that was seen before is there still; otherwise all begins anew. */
    private boolean lookAgain(Due due, ProtectedPosition row, StopPolicy policy) {
        AccountLink link = links.of(row.account());
        VenueAccount door = link.requireReady();
        Optional<PositionReport> position = position(door, row.symbol());
        Optional<Order> stop = stop(row);
        boolean there =
                position.isPresent()
                        && stop.isPresent()
                        && fits(
                                stop.get(),
                                position.get(),
                                stopPrice(due.account(), position.get(), policy),
                                policy)
                        && isSeen(door, row, stop.get());
        if (!there) {
            return begin(due, policy);
        }
        sources.room().tell(desk -> desk.stops().seen(row.account(), row.symbol()));
        return false;
    }

    /** From now on the time runs. It does not while there is no way to the venue after a start. */
    private boolean begin(Due due, StopPolicy policy) {
        links.of(due.account().account()).requireReady();
        ProtectedPosition row = due.row();
        Instant now = sources.now();
        keep(
                new ProtectedPosition(
                        due.account().account(),
                        due.symbol(),
                        StopState.PENDING,
                        row == null ? null : row.stop(),
                        due.quantity(),
                        due.entryPrice(),
                        row == null ? null : row.stopPrice(),
                        row == null ? 0 : row.serial(),
                        "",
                        now,
                        now.plus(Duration.ofMillis(policy.verifyWithinMillis()))));
        return true;
    }

    private boolean pending(Due due, ProtectedPosition row, @Nullable StopPolicy policy) {
        if (policy == null) {
            return end(due, row);
        }
        if (!sources.now().isBefore(row.deadline())) {
            String why = row.words().isEmpty() ? "no answer in time" : row.words();
            LOG.error(
                    "{} of {} is not protected, and will be closed: {}",
                    row.symbol(),
                    row.account(),
                    why);
            keep(in(row, StopState.UNPROTECTED, why));
            return true;
        }
        AccountLink link = links.of(row.account());
        VenueAccount door = link.requireDoor();
        Optional<PositionReport> position = position(door, row.symbol());
        if (position.isEmpty()) {
            return due.quantity().signum() == 0 ? end(due, row) : compare(link);
        }
        BigDecimal price = stopPrice(due.account(), position.get(), policy);
        Optional<Order> stop = stop(row);
        if (stop.isPresent() && fits(stop.get(), position.get(), price, policy)) {
            return look(door, row, stop.get(), position.get());
        }
        return place(link, row, policy, position.get(), price, stop.isPresent());
    }

    /** Journals which stop it will be, then sends it. */
    private boolean place(
            AccountLink link,
            ProtectedPosition row,
            StopPolicy policy,
            PositionReport position,
            BigDecimal price,
            boolean isUsed) {
        int serial = row.stop() == null || isUsed ? row.serial() + 1 : row.serial();
        OrderId id = Closing.derived(purpose("stop", row, serial));
        boolean same =
                id.equals(row.stop())
                        && row.quantity().compareTo(position.quantity()) == 0
                        && isAt(row, price);
        if (!same) {
            keep(asked(row, id, serial, position, price));
            return true;
        }
        PlaceOrder command =
                new PlaceOrder(
                        id,
                        row.account(),
                        row.symbol(),
                        position.quantity().signum() > 0 ? Side.SELL : Side.BUY,
                        OrderType.MARKET,
                        Words.plain(position.quantity().abs()),
                        null,
                        null,
                        true,
                        LABEL,
                        new Trigger(TriggerKind.STOP, policy.source(), price, null, null),
                        null,
                        null);
        Order order = flow.placeUrgent(link, command, price, Urgency.PROTECTION);
        if (order.state() == OrderState.DENIED || order.state() == OrderState.REJECTED) {
            keep(in(row, StopState.PENDING, "the stop was refused: " + order.reason()));
            return false;
        }
        return true;
    }

    /** Whether the stop is where it waits; then older ones are not needed any more. */
    private boolean look(
            VenueAccount door, ProtectedPosition row, Order stop, PositionReport position) {
        if (!isSeen(door, row, stop)) {
            return miss(row, stop, position);
        }
        cancelAllBut(row, stop.order());
        ProtectedPosition done =
                in(
                        row,
                        StopState.PROTECTED,
                        OrderRow.isHeld(stop.state()) ? "held here, not at the venue" : "");
        keep(sized(done, position));
        return true;
    }

    /**
     * A stop that may have been lost on its way is sent once more, under another id, while there is
     * time for that; should both have arrived, the first is cancelled in the end.
     */
    private boolean miss(ProtectedPosition row, Order stop, PositionReport position) {
        Duration time = Duration.between(row.since(), row.deadline());
        boolean halfOver = !sources.now().isBefore(row.since().plus(time.dividedBy(2)));
        if (halfOver && isUnheard(stop) && row.words().equals(NOT_SEEN)) {
            int serial = row.serial() + 1;
            keep(
                    asked(
                            in(row, StopState.PENDING, SENT_AGAIN),
                            Closing.derived(purpose("stop", row, serial)),
                            serial,
                            position,
                            row.stopPrice()));
            return true;
        }
        if (!row.words().equals(NOT_SEEN) && !row.words().equals(SENT_AGAIN)) {
            keep(in(row, StopState.PENDING, NOT_SEEN));
        }
        return false;
    }

    private static boolean isUnheard(Order stop) {
        return switch (stop.state()) {
            case INITIALIZED, SUBMITTED, UNKNOWN -> true;
            default -> false;
        };
    }

    private static boolean isSeen(VenueAccount door, ProtectedPosition row, Order stop) {
        return OrderRow.isHeld(stop.state())
                || door.trigger(row.symbol(), stop.clientOrderId())
                        .filter(trigger -> trigger.state() == TriggerState.WAITING)
                        .filter(
                                trigger ->
                                        trigger.quantity().signum() == 0
                                                || trigger.quantity().compareTo(stop.quantity())
                                                        >= 0)
                        .isPresent();
    }

    private boolean flatten(Due due, ProtectedPosition row) {
        AccountLink link = links.of(row.account());
        Optional<PositionReport> position = position(link.requireDoor(), row.symbol());
        if (position.isEmpty()) {
            boolean compared = due.quantity().signum() == 0 || compare(link);
            LOG.debug("{} is flat; compared: {}", row.symbol(), compared);
            cancelAllBut(row, null);
            keep(in(row, StopState.FLATTENED, row.words()));
            return true;
        }
        Closing.Part part =
                new Closing.Part(
                        row.account(),
                        row.symbol(),
                        position.get().quantity(),
                        position.get().entryPrice(),
                        "",
                        false,
                        purpose("flatten", row, row.serial()));
        boolean sent = sources.store().order(Closing.derived(part.purpose() + "/0")).isPresent();
        boolean open =
                closing.close(link, part, Urgency.PROTECTION).stream().anyMatch(closing::isOpen);
        if (sent && !open) {
            // Those orders are at their end, and something is left: others are sent.
            keep(asked(row, row.stop(), row.serial() + 1, position.get(), row.stopPrice()));
        }
        LOG.info("{} of {} is being closed", due.symbol(), row.account());
        return false;
    }

    /** We know of a position that the venue does not have: what happened to it was missed. */
    private static boolean compare(AccountLink link) {
        return !link.reconcile().breaks().isEmpty();
    }

    /** There is nothing to protect any more. */
    private boolean end(Due due, ProtectedPosition row) {
        cancelAllBut(row, null);
        sources.room().tell(desk -> desk.stops().forget(row.account(), due.symbol()));
        return true;
    }

    private void cancelAllBut(ProtectedPosition row, @Nullable OrderId kept) {
        AccountLink link = links.of(row.account());
        for (OrderRow working : sources.store().working(row.account())) {
            Order order = working.order();
            boolean old =
                    order.strategy().equals(LABEL)
                            && order.symbol().equals(row.symbol())
                            && !order.order().equals(kept);
            if (old) {
                try {
                    Order after = flow.cancelUrgent(link, order);
                    LOG.debug("{} is {}", after.order(), after.state());
                } catch (Refusal refusal) {
                    LOG.info("{} is not cancelled: {}", order.order(), refusal.getMessage());
                }
            }
        }
    }

    private Optional<Order> stop(ProtectedPosition row) {
        OrderId stop = row.stop();
        return stop == null ? Optional.empty() : sources.store().order(stop).map(OrderRow::order);
    }

    /** Whether the stop is for the whole position at the right price, and can still be set off. */
    private static boolean fits(
            Order stop, PositionReport position, BigDecimal price, StopPolicy policy) {
        Trigger trigger = stop.trigger();
        if (trigger == null || trigger.price() == null) {
            return false;
        }
        boolean against = (stop.side() == Side.SELL) == (position.quantity().signum() > 0);
        return !stop.state().isFinal()
                && against
                && stop.quantity().compareTo(position.quantity().abs()) == 0
                && trigger.price().compareTo(price) == 0
                && trigger.source() == policy.source();
    }

    private static boolean isAt(ProtectedPosition row, BigDecimal price) {
        BigDecimal at = row.stopPrice();
        return at != null && at.compareTo(price) == 0;
    }

    private BigDecimal stopPrice(Account account, PositionReport position, StopPolicy policy) {
        Instrument instrument = sources.market().reported(account.venue(), position.symbol());
        boolean isLong = position.quantity().signum() > 0;
        BigDecimal share =
                isLong
                        ? BigDecimal.ONE.subtract(policy.distance())
                        : BigDecimal.ONE.add(policy.distance());
        // Rounded towards the entry: a stop may be set off early, never late.
        return Words.plain(
                position.entryPrice()
                        .multiply(share)
                        .divide(
                                instrument.tickSize(),
                                0,
                                isLong ? RoundingMode.UP : RoundingMode.DOWN)
                        .multiply(instrument.tickSize()));
    }

    private static Optional<PositionReport> position(VenueAccount door, String symbol) {
        List<PositionReport> all = door.positions();
        return all.stream()
                .filter(position -> position.symbol().equals(symbol))
                .filter(position -> position.quantity().signum() != 0)
                .findFirst();
    }

    private void keep(ProtectedPosition row) {
        Consumer<Desk> put = desk -> desk.stops().put(row);
        sources.room().tell(put);
    }

    private ProtectedPosition in(ProtectedPosition row, StopState state, String words) {
        return new ProtectedPosition(
                row.account(),
                row.symbol(),
                state,
                row.stop(),
                row.quantity(),
                row.entryPrice(),
                row.stopPrice(),
                row.serial(),
                words,
                state == row.state() ? row.since() : sources.now(),
                row.deadline());
    }

    private static ProtectedPosition sized(ProtectedPosition row, PositionReport position) {
        return new ProtectedPosition(
                row.account(),
                row.symbol(),
                row.state(),
                row.stop(),
                Words.plain(position.quantity()),
                Words.plain(position.entryPrice()),
                row.stopPrice(),
                row.serial(),
                row.words(),
                row.since(),
                row.deadline());
    }

    private static ProtectedPosition asked(
            ProtectedPosition row,
            @Nullable OrderId stop,
            int serial,
            PositionReport position,
            @Nullable BigDecimal price) {
        return new ProtectedPosition(
                row.account(),
                row.symbol(),
                row.state(),
                stop,
                Words.plain(position.quantity()),
                Words.plain(position.entryPrice()),
                price,
                serial,
                row.words(),
                row.since(),
                row.deadline());
    }

    /** Since when the position is looked after is part of it: a later one has other orders. */
    private static String purpose(String what, ProtectedPosition row, int serial) {
        return String.join(
                "/",
                what,
                row.account().toString(),
                row.symbol(),
                row.since().toString(),
                String.valueOf(serial));
    }
}
