package io.leverageguard.trading.execution;

import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.kernel.ids.OrderId;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A part of a parent order, or a leg of a routed one.
 *
 * @param number 1, 2, 3, … within its parent
 * @param round of a routed order; 0 otherwise
 * @param unwinds whether it closes what another leg had filled
 * @param state {@code INITIALIZED} until trading has answered for the first time
 * @param endedAt when it came to its end, absent while it is open
 * @param latencyMs from sending to the answer, absent without one
 */
record PartRow(
        OrderId parent,
        int number,
        int round,
        boolean unwinds,
        PlaceOrder command,
        OrderState state,
        BigDecimal filled,
        @Nullable BigDecimal averagePrice,
        String reason,
        Instant sentAt,
        @Nullable Instant endedAt,
        @Nullable Long latencyMs) {
    private static final int REASON_LENGTH_MAX = 500;

    /** A part that is about to be sent. */
    static PartRow of(OrderId parent, int number, PlaceOrder command, Instant now) {
        return leg(parent, number, 0, false, command, now);
    }

    /** A leg that is about to be sent. */
    static PartRow leg(
            OrderId parent,
            int number,
            int round,
            boolean unwinds,
            PlaceOrder command,
            Instant now) {
        return new PartRow(
                parent,
                number,
                round,
                unwinds,
                command,
                OrderState.INITIALIZED,
                BigDecimal.ZERO,
                null,
                "",
                now,
                null,
                null);
    }

    /** The order id of a part: whoever sends it again sends the same order. */
    static OrderId orderId(OrderId parent, int number) {
        String name = "part " + parent + " " + number;
        return new OrderId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
    }

    OrderId order() {
        return command.order();
    }

    /** Whether more of it may still be filled. */
    boolean isOpen() {
        return !state.isFinal();
    }

    /** Whether trading has not answered yet: it may or may not have the order. */
    boolean isUnanswered() {
        return state == OrderState.INITIALIZED;
    }

    /** Whether a cancel makes sense. */
    boolean canBeCanceled() {
        return state == OrderState.ACCEPTED || state == OrderState.PARTIALLY_FILLED;
    }

    /** Whether limits, rules or the venue refused it. */
    boolean isRefused() {
        return state == OrderState.DENIED || state == OrderState.REJECTED;
    }

    /** What may still be filled. */
    BigDecimal rest() {
        return isOpen()
                ? command.quantity().subtract(filled).max(BigDecimal.ZERO)
                : BigDecimal.ZERO;
    }

    /** News of the order; older ones do not undo newer ones. */
    PartRow after(Order order, Instant now) {
        boolean more = order.filled().compareTo(filled) > 0;
        BigDecimal average = order.averagePrice();
        return with(
                isOpen() ? order.state() : state,
                more ? order.filled() : filled,
                average != null && (more || averagePrice == null) ? average : averagePrice,
                isOpen() && !order.reason().isEmpty() ? order.reason() : reason,
                isOpen() && order.state().isFinal() ? now : endedAt,
                latencyMs);
    }

    /** It ended without an order. */
    PartRow ended(OrderState to, String why, Instant now) {
        String words = why.length() > REASON_LENGTH_MAX ? why.substring(0, REASON_LENGTH_MAX) : why;
        return with(to, filled, averagePrice, words, now, latencyMs);
    }

    /** How long the answer took. */
    PartRow answeredIn(long millis) {
        return with(state, filled, averagePrice, reason, endedAt, millis);
    }

    private PartRow with(
            OrderState next,
            BigDecimal nowFilled,
            @Nullable BigDecimal nowAverage,
            String why,
            @Nullable Instant end,
            @Nullable Long millis) {
        return new PartRow(
                parent,
                number,
                round,
                unwinds,
                command,
                next,
                nowFilled,
                nowAverage,
                why,
                sentAt,
                end,
                millis);
    }
}
