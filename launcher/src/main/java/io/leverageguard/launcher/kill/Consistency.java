package io.leverageguard.launcher.kill;

import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Whether a later answer about an order can follow an earlier one. */
final class Consistency {
    private Consistency() {}

    static List<Difference> of(Order earlier, Order later) {
        List<Difference> found = new ArrayList<>();
        if (!isSame(earlier, later)) {
            found.add(contradiction("is another one now", earlier, later));
        }
        boolean goesOn =
                earlier.state().isFinal()
                        ? later.state() == earlier.state()
                                && later.filled().compareTo(earlier.filled()) == 0
                        : rank(later.state()) >= rank(earlier.state());
        if (!goesOn || later.filled().compareTo(earlier.filled()) < 0) {
            found.add(contradiction("went back", earlier, later));
        }
        boolean wasOpen = rank(earlier.state()) >= rank(OrderState.ACCEPTED);
        boolean neverWas =
                later.state() == OrderState.DENIED
                        || (later.state() == OrderState.REJECTED && earlier.trigger() == null);
        if (wasOpen && neverWas && !earlier.state().isFinal()) {
            found.add(contradiction("was open and is said never to have been", earlier, later));
        }
        return found;
    }

    /** The venue's number of a conditional order changes when it becomes an order there. */
    private static boolean isSame(Order earlier, Order later) {
        boolean sameThere =
                earlier.trigger() != null
                        || earlier.venueOrderId().isEmpty()
                        || earlier.venueOrderId().equals(later.venueOrderId());
        return sameThere
                && earlier.order().equals(later.order())
                && earlier.account().equals(later.account())
                && earlier.symbol().equals(later.symbol())
                && earlier.side() == later.side()
                && earlier.quantity().compareTo(later.quantity()) == 0
                && Objects.equals(earlier.clientOrderId(), later.clientOrderId())
                && earlier.createdAt().equals(later.createdAt());
    }

    private static int rank(OrderState state) {
        return switch (state) {
            case INITIALIZED -> 0;
            case EMULATED -> 1;
            case RELEASED -> 2;
            case SUBMITTED, UNKNOWN -> 3;
            case ACCEPTED, TRIGGERED, PENDING_UPDATE, PENDING_CANCEL, PARTIALLY_FILLED -> 4;
            case DENIED, REJECTED, FILLED, CANCELED, EXPIRED -> 5;
        };
    }

    private static Difference contradiction(String how, Order earlier, Order later) {
        return Difference.other(
                "order %s %s: %s, then %s"
                        .formatted(earlier.order(), how, shown(earlier), shown(later)));
    }

    /** An order in few words. */
    static String shown(Order order) {
        return "%s %s %s of %s at %s, venue's %s, %s %s (%s)"
                .formatted(
                        order.side(),
                        order.type(),
                        order.filled().toPlainString(),
                        order.quantity().toPlainString(),
                        order.price(),
                        order.venueOrderId().isEmpty() ? "none" : order.venueOrderId(),
                        order.state(),
                        order.trigger() == null ? "" : order.trigger(),
                        order.reason());
    }
}
