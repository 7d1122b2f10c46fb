package io.leverageguard.trading;

import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.api.trading.Trading.OrderType;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.api.trading.Trading.TimeInForce;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.venues.Reports.Closure;
import io.leverageguard.venues.Reports.OrderReport;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An order as it is stored: {@code number} is the engine's, {@code closure} says who caused it. */
record OrderRow(long number, Order order, Closure closure) {
    /** The label of orders that did not come through us. */
    static final String EXTERNAL = "external";

    /** A command of ours, journalled now. */
    static OrderRow of(long number, PlaceOrder command, Instant now) {
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
                        OrderState.INITIALIZED,
                        BigDecimal.ZERO,
                        null,
                        "",
                        now,
                        now),
                Closure.USER);
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
                report.closure());
    }

    /**
     * The client order id of an order of ours: its id in 32 hexadecimal digits, so that it is known
     * before the first send and recognised in whatever the venue says.
     */
    static String clientOrderId(OrderId order) {
        return order.toString().replace("-", "").toLowerCase(Locale.ROOT);
    }

    /** How long an order lives if its sender did not say. */
    static TimeInForce timeInForce(PlaceOrder command) {
        TimeInForce usual = command.type() == OrderType.MARKET ? TimeInForce.IOC : TimeInForce.GTC;
        return Objects.requireNonNullElse(command.timeInForce(), usual);
    }

    /** Whether the order can still change. */
    boolean works() {
        return !order.state().isFinal();
    }

    /** Whether the order was placed by this very command. */
    boolean isOf(PlaceOrder command) {
        return order.account().equals(command.account())
                && order.symbol().equals(command.symbol())
                && order.side() == command.side()
                && order.type() == command.type()
                && order.quantity().compareTo(command.quantity()) == 0
                && isEqual(order.price(), command.price())
                && order.timeInForce() == timeInForce(command)
                && order.reduceOnly() == Boolean.TRUE.equals(command.reduceOnly())
                && order.strategy().equals(Objects.requireNonNullElse(command.strategy(), ""));
    }

    /** The same order after news of it; what the news does not say stays. */
    OrderRow after(OrderState state, BigDecimal filled, News news) {
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
                        order.quantity(),
                        order.price(),
                        order.timeInForce(),
                        order.reduceOnly(),
                        order.strategy(),
                        state,
                        filled,
                        news.averagePrice() == null ? order.averagePrice() : news.averagePrice(),
                        news.reason().isEmpty() ? order.reason() : news.reason(),
                        order.createdAt(),
                        news.at()),
                closure);
    }

    /** What is known besides the state when an order moves. */
    record News(String venueOrderId, @Nullable BigDecimal averagePrice, String reason, Instant at) {
        /** Nothing but a reason, which may be empty. */
        static News of(String reason, Instant at) {
            return new News("", null, reason, at);
        }

        /** What the venue says, at its own time. */
        static News of(OrderReport report) {
            return new News(
                    report.venueOrderId(),
                    priceOrNull(report.averagePrice()),
                    "",
                    report.updatedAt());
        }
    }

    /** Made from the venue's id, so that an order which is found twice is kept once. */
    static OrderId externalId(AccountId account, String venueOrderId) {
        byte[] name = (account + "/" + venueOrderId).getBytes(StandardCharsets.UTF_8);
        return new OrderId(UUID.nameUUIDFromBytes(name));
    }

    /** Venues say zero where there is no price. */
    private static @Nullable BigDecimal priceOrNull(BigDecimal price) {
        return price.signum() > 0 ? Words.plain(price) : null;
    }

    private static boolean isEqual(@Nullable BigDecimal left, @Nullable BigDecimal right) {
        if (left == null || right == null) {
            return left == null && right == null;
        }
        return left.compareTo(right) == 0;
    }
}
