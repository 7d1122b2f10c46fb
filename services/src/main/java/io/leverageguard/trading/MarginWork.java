package io.leverageguard.trading;

import io.leverageguard.api.marketdata.MarketData.Instrument;
import io.leverageguard.api.trading.Protection.MarginChange;
import io.leverageguard.api.trading.Protection.MarginKind;
import io.leverageguard.api.trading.Protection.MarginState;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.trading.NewOrder.Urgency;
import io.leverageguard.venues.Reports.PositionReport;
import io.leverageguard.venues.VenueAccount;
import io.leverageguard.venues.VenueError;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carries out a change of margin, at most once: that it is sent is journalled before, and what was
 * journalled as sent is never sent again. Whether it arrived is seen in the position's margin.
 */
final class MarginWork {
    /** What risk asked for is not done any more after this: the position is another one by then. */
    static final Duration DUE_MAX = Duration.ofMinutes(5);

    private final Intake.Sources sources;
    private final Closing closing;
    private final Duration arrivalMax;

    MarginWork(Intake.Sources sources, OrderFlow flow, Duration arrivalMax) {
        this.sources = sources;
        this.closing = new Closing(sources, flow);
        this.arrivalMax = arrivalMax;
    }

    /** Does what is next; whether the change has come further. */
    boolean run(AccountLink link, MarginChange change) {
        boolean late =
                change.state() == MarginState.DUE
                        && !sources.now().isBefore(change.at().plus(DUE_MAX));
        if (late) {
            return advance(change, MarginState.REJECTED, "too_late: the venue was not reached");
        }
        VenueAccount door = link.requireDoor();
        if (change.kind() == MarginKind.REDUCE) {
            return reduce(link, door, change);
        }
        return switch (change.state()) {
            case DUE -> begin(link, door, change);
            case SENT, UNKNOWN -> resolve(door, change);
            case DONE, REJECTED -> false;
        };
    }

    /** A change that is journalled as sent is sent, for the first and only time. */
    MarginChange send(VenueAccount door, MarginChange sent) {
        MarginState outcome = MarginState.DONE;
        String words = "";
        try {
            door.adjustMargin(sent.symbol(), null, Objects.requireNonNull(sent.amount()));
        } catch (VenueError e) {
            boolean lost = e.kind() == VenueError.Kind.UNAVAILABLE;
            outcome = lost ? MarginState.UNKNOWN : MarginState.REJECTED;
            words = (e.venueCode() + " " + e.getMessage()).strip();
        }
        return settle(sent, outcome, words);
    }

    /** The position of which the margin is to be changed; empty when there is none. */
    static Optional<PositionReport> position(VenueAccount door, String symbol) {
        return door.positions().stream()
                .filter(position -> position.symbol().equals(symbol))
                .filter(position -> position.quantity().signum() != 0)
                .findFirst();
    }

    private boolean begin(AccountLink link, VenueAccount door, MarginChange due) {
        Optional<PositionReport> position = position(door, due.symbol());
        if (position.isEmpty() || !position.get().isolated()) {
            return advance(due, MarginState.REJECTED, "there is no isolated position");
        }
        if (!link.venue().capabilities().adjustsMargin()) {
            return advance(due, MarginState.REJECTED, "margin_unsupported: not at this venue");
        }
        MarginChange sent = with(due, MarginState.SENT, "", position.get(), null);
        if (!sources.room().ask(desk -> desk.margins().advance(due, sent))) {
            return false;
        }
        MarginChange after = send(door, sent);
        return after.state().isFinal();
    }

    /** Of what could be, that which is nearest to the margin that the venue shows. */
    private boolean resolve(VenueAccount door, MarginChange change) {
        boolean mayArrive = sources.now().isBefore(change.updatedAt().plus(arrivalMax));
        Optional<PositionReport> position = position(door, change.symbol());
        BigDecimal before = Objects.requireNonNull(change.before());
        BigDecimal amount = Objects.requireNonNull(change.amount());
        if (position.isEmpty() || !isSame(position.get(), change)) {
            return !mayArrive
                    && advance(
                            change,
                            MarginState.DONE,
                            "counted as done: the position has changed meanwhile");
        }
        BigDecimal moved = position.get().isolatedWallet().subtract(before);
        boolean done = moved.subtract(amount).abs().compareTo(moved.abs()) < 0;
        if (done) {
            return advance(change, MarginState.DONE, "the venue shows the new margin");
        }
        if (mayArrive) {
            return change.state() == MarginState.SENT
                    && advance(change, MarginState.UNKNOWN, "the answer was lost");
        }
        return advance(change, MarginState.REJECTED, "never_arrived: the margin is as before");
    }

    private static boolean isSame(PositionReport position, MarginChange change) {
        return position.quantity().compareTo(Objects.requireNonNull(change.quantity())) == 0;
    }

    private boolean reduce(AccountLink link, VenueAccount door, MarginChange change) {
        OrderId id = change.order();
        if (id == null) {
            return prepare(door, change);
        }
        BigDecimal quantity = part(link, change);
        Closing.Part part =
                new Closing.Part(
                        change.account(),
                        change.symbol(),
                        quantity,
                        Objects.requireNonNull(change.before()),
                        "",
                        false,
                        purpose(change));
        Order order = closing.close(link, part, Urgency.PROTECTION).getFirst();
        if (order.filled().signum() != 0 && order.state().isFinal()) {
            return advance(change, MarginState.DONE, "closed " + order.filled().toPlainString());
        }
        if (order.state().isFinal()) {
            return advance(change, MarginState.REJECTED, order.reason());
        }
        boolean unknown = order.state() == OrderState.UNKNOWN && change.state() == MarginState.SENT;
        return unknown && advance(change, MarginState.UNKNOWN, "the answer was lost");
    }

    /** How much will be closed is journalled before it is, with the position as it is now. */
    private boolean prepare(VenueAccount door, MarginChange due) {
        Optional<PositionReport> position = position(door, due.symbol());
        if (position.isEmpty()) {
            return advance(due, MarginState.REJECTED, "there is no position");
        }
        OrderId order = Closing.derived(purpose(due) + "/0");
        MarginChange sent = with(due, MarginState.SENT, "", position.get(), order);
        return sources.room().ask(desk -> desk.margins().advance(due, sent));
    }

    /** At least one lot, and never more than one order can have. */
    private BigDecimal part(AccountLink link, MarginChange change) {
        BigDecimal quantity = Objects.requireNonNull(change.quantity());
        Instrument instrument = sources.market().reported(link.account().venue(), change.symbol());
        BigDecimal lot = instrument.lotSize();
        BigDecimal wanted =
                quantity.abs()
                        .multiply(Objects.requireNonNull(change.share()))
                        .divide(lot, MathContext.DECIMAL64)
                        .setScale(0, RoundingMode.UP)
                        .multiply(lot)
                        .min(quantity.abs())
                        .min(instrument.maxQuantity());
        return quantity.signum() > 0 ? wanted : wanted.negate();
    }

    private boolean advance(MarginChange from, MarginState state, String words) {
        MarginChange to = with(from, state, words, null, from.order());
        return sources.room().ask(desk -> desk.margins().advance(from, to));
    }

    private MarginChange settle(MarginChange sent, MarginState state, String words) {
        MarginChange to = with(sent, state, words, null, sent.order());
        boolean kept = sources.room().ask(desk -> desk.margins().advance(sent, to));
        return kept ? to : sources.store().protection().marginChange(sent.change()).orElse(to);
    }

    private MarginChange with(
            MarginChange from,
            MarginState state,
            String words,
            @Nullable PositionReport position,
            @Nullable OrderId order) {
        boolean reduces = from.kind() == MarginKind.REDUCE;
        return new MarginChange(
                from.change(),
                from.account(),
                from.symbol(),
                from.kind(),
                from.amount(),
                from.share(),
                position == null
                        ? from.before()
                        : Words.plain(reduces ? position.entryPrice() : position.isolatedWallet()),
                position == null ? from.quantity() : Words.plain(position.quantity()),
                order,
                from.asked(),
                state,
                words,
                from.at(),
                sources.now());
    }

    private static String purpose(MarginChange change) {
        return "margin/" + change.change();
    }
}
