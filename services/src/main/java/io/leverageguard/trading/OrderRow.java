package io.leverageguard.trading;

import io.leverageguard.api.trading.Trading.Keeper;
import io.leverageguard.api.trading.Trading.Link;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.api.trading.Trading.OrderType;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.api.trading.Trading.TimeInForce;
import io.leverageguard.api.trading.Trading.Trigger;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.venues.Reports.Closure;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Triggers.TriggerReport;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An order as it is stored.
 *
 * @param number the engine's
 * @param closure who caused it
 * @param asked the command in words, by which a repetition is recognised; empty for orders that did
 *     not come through us
 * @param venueTriggerId what the venue calls a conditional order that it keeps; empty otherwise
 */
record OrderRow(long number, Order order, Closure closure, String asked, String venueTriggerId) {
    /** The label of orders that did not come through us. */
    static final String EXTERNAL = "external";

    private static final Pattern OURS = Pattern.compile("[0-9a-f]{32}");

    /** A command of ours, journalled now. */
    static OrderRow of(long number, NewOrder placed, OrderState state) {
        PlaceOrder command = placed.command();
        return new OrderRow(
                number,
                new Order(
                        command.order(),
                        command.account(),
                        clientOrderId(command.order()),
                        "",
                        command.symbol(),
                        command.side(),
                        command.type(),
                        Words.plain(command.quantity()),
                        command.price() == null ? null : Words.plain(command.price()),
                        timeInForce(command),
                        Boolean.TRUE.equals(command.reduceOnly()),
                        Objects.requireNonNullElse(command.strategy(), ""),
                        state,
                        BigDecimal.ZERO,
                        null,
                        "",
                        placed.now(),
                        placed.now(),
                        placed.trigger(),
                        command.goodTill(),
                        placed.link()),
                Closure.USER,
                asked(command, placed.link()),
                "");
    }

    /** Somebody else's order, which the venue told us of. */
    static OrderRow of(long number, AccountId account, OrderReport report, OrderState state) {
        return new OrderRow(
                number,
                new Order(
                        externalId(account, report.venueOrderId()),
                        account,
                        report.clientOrderId(),
                        report.venueOrderId(),
                        report.symbol(),
                        Words.api(report.side()),
                        Words.api(report.kind()),
                        Words.plain(report.quantity()),
                        priceOrNull(report.price()),
                        TimeInForce.GTC,
                        report.reduceOnly(),
                        EXTERNAL,
                        state,
                        Words.plain(report.filled()),
                        priceOrNull(report.averagePrice()),
                        report.closure() == Closure.USER ? "" : report.closure().name(),
                        report.createdAt(),
                        report.updatedAt()),
                report.closure(),
                "",
                "");
    }

    /**
     * The client order id of an order of ours: its id in 32 hexadecimal digits, so that it is known
     * before the first send and recognised in whatever the venue says.
     */
    static String clientOrderId(OrderId order) {
        return order.toString().replace("-", "").toLowerCase(Locale.ROOT);
    }

    /** The order that a client order id of ours is made of; empty for anybody else's. */
    static Optional<OrderId> orderId(String clientOrderId) {
        if (!OURS.matcher(clientOrderId).matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new OrderId(
                        new UUID(
                                Long.parseUnsignedLong(clientOrderId, 0, 16, 16),
                                Long.parseUnsignedLong(clientOrderId, 16, 32, 16))));
    }

    /** How long an order lives if its sender did not say. */
    static TimeInForce timeInForce(PlaceOrder command) {
        TimeInForce usual = command.type() == OrderType.MARKET ? TimeInForce.IOC : TimeInForce.GTC;
        return Objects.requireNonNullElse(command.timeInForce(), usual);
    }

    /** Everything that tells a command from another one with the same id. */
    static String asked(PlaceOrder command, @Nullable Link link) {
        Trigger trigger = command.trigger();
        return String.join(
                "|",
                command.account().toString(),
                command.symbol(),
                command.side().name(),
                command.type().name(),
                text(command.quantity()),
                text(command.price()),
                timeInForce(command).name(),
                String.valueOf(Boolean.TRUE.equals(command.reduceOnly())),
                Objects.requireNonNullElse(command.strategy(), ""),
                trigger == null ? "" : text(trigger),
                String.valueOf(command.goodTill()),
                String.valueOf(link));
    }

    /** Whether the order can still change. */
    boolean works() {
        return !order.state().isFinal();
    }

    /** Whether the order was placed by this very command. */
    boolean isOf(PlaceOrder command, @Nullable Link link) {
        return asked.equals(asked(command, link));
    }

    /** Whether the venue has, or had, the order as a conditional one. */
    static boolean isKeptByVenue(Order order) {
        Trigger trigger = order.trigger();
        return trigger != null && trigger.keeper() == Keeper.VENUE;
    }

    /** Whether the venue has the order as a conditional one that has not been set off. */
    static boolean waitsAtVenue(Order order) {
        return isKeptByVenue(order) && order.venueOrderId().isEmpty();
    }

    /** Whether the order waited here before it was sent: for a price, or for another order. */
    static boolean wasHeld(Order order) {
        Trigger trigger = order.trigger();
        Link link = order.link();
        return (trigger != null && trigger.keeper() == Keeper.DESK)
                || (link != null && link.parent() != null);
    }

    /** Whether the venue has not heard of the order yet, nor will it now. */
    static boolean isHeld(OrderState state) {
        return state == OrderState.EMULATED;
    }

    /** The same order after news of it; what the news does not say stays. */
    OrderRow after(OrderState state, BigDecimal filled, News news) {
        Shape shape = news.shape() == null ? Shape.of(order) : news.shape();
        return new OrderRow(
                number,
                new Order(
                        order.order(),
                        order.account(),
                        order.clientOrderId(),
                        news.venueOrderId().isEmpty() ? order.venueOrderId() : news.venueOrderId(),
                        order.symbol(),
                        order.side(),
                        order.type(),
                        shape.quantity(),
                        shape.price(),
                        order.timeInForce(),
                        order.reduceOnly(),
                        order.strategy(),
                        state,
                        filled,
                        news.averagePrice() == null ? order.averagePrice() : news.averagePrice(),
                        news.reason().isEmpty() ? order.reason() : news.reason(),
                        order.createdAt(),
                        news.at(),
                        moved(order.trigger(), shape.triggerPrice()),
                        order.goodTill(),
                        order.link()),
                closure,
                asked,
                news.venueTriggerId().isEmpty() ? venueTriggerId : news.venueTriggerId());
    }

    /** What a change can change. */
    record Shape(
            BigDecimal quantity, @Nullable BigDecimal price, @Nullable BigDecimal triggerPrice) {
        static Shape of(Order order) {
            Trigger trigger = order.trigger();
            return new Shape(
                    order.quantity(), order.price(), trigger == null ? null : trigger.price());
        }
    }

    /**
     * What is known besides the state when an order moves.
     *
     * @param shape as it is now; absent where the news does not say
     */
    record News(
            String venueOrderId,
            String venueTriggerId,
            @Nullable BigDecimal averagePrice,
            String reason,
            Instant at,
            @Nullable Shape shape) {
        /** Nothing but a reason, which may be empty. */
        static News of(String reason, Instant at) {
            return new News("", "", null, reason, at, null);
        }

        /** What the venue says, at its own time. */
        static News of(OrderReport report) {
            return new News(
                    report.venueOrderId(),
                    "",
                    priceOrNull(report.averagePrice()),
                    "",
                    report.updatedAt(),
                    null);
        }

        /** What the venue says of a conditional order. */
        static News of(TriggerReport report, String reason) {
            return new News(
                    report.venueOrderId(),
                    report.venueTriggerId(),
                    null,
                    reason,
                    report.updatedAt(),
                    null);
        }

        /** The same, and the order's shape. */
        News with(Shape changed) {
            return new News(venueOrderId, venueTriggerId, averagePrice, reason, at, changed);
        }
    }

    /** Made from the venue's id, so that an order which is found twice is kept once. */
    static OrderId externalId(AccountId account, String venueOrderId) {
        byte[] name = (account + "/" + venueOrderId).getBytes(StandardCharsets.UTF_8);
        return new OrderId(UUID.nameUUIDFromBytes(name));
    }

    private static @Nullable Trigger moved(
            @Nullable Trigger trigger, @Nullable BigDecimal triggerPrice) {
        return trigger == null
                ? null
                : new Trigger(
                        trigger.kind(),
                        trigger.source(),
                        triggerPrice,
                        trigger.callback(),
                        trigger.keeper());
    }

    /** Venues say zero where there is no price. */
    private static @Nullable BigDecimal priceOrNull(BigDecimal price) {
        return price.signum() > 0 ? Words.plain(price) : null;
    }

    private static String text(@Nullable BigDecimal value) {
        return value == null ? "" : Words.plain(value).toPlainString();
    }

    private static String text(Trigger trigger) {
        return String.join(
                ",",
                trigger.kind().name(),
                String.valueOf(trigger.source()),
                text(trigger.price()),
                text(trigger.callback()),
                String.valueOf(trigger.keeper()));
    }
}
