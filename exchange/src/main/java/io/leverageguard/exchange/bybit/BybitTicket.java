package io.leverageguard.exchange.bybit;

import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.ExchangeOrder;
import io.leverageguard.exchange.core.ExchangeOrder.Status;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.exchange.core.OrderRequest;
import io.leverageguard.exchange.core.Trigger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An order as Bybit knows it: a conditional order and what it became are one, under the id that the
 * conditional order was given.
 */
record BybitTicket(@Nullable Trigger trigger, @Nullable ExchangeOrder order) {
    static BybitTicket of(ExchangeOrder order) {
        return new BybitTicket(order.trigger().orElse(null), order);
    }

    static BybitTicket of(Trigger trigger) {
        return new BybitTicket(trigger, trigger.order().orElse(null));
    }

    /** All of an account, the oldest first. */
    static List<BybitTicket> all(Account account) {
        List<BybitTicket> tickets = new ArrayList<>();
        for (ExchangeOrder order : account.orders().values()) {
            if (order.trigger().isEmpty()) {
                tickets.add(of(order));
            }
        }
        if (!account.triggers().isEmpty()) {
            account.triggers().values().forEach(trigger -> tickets.add(of(trigger)));
            tickets.sort(Comparator.comparingLong(BybitTicket::number));
        }
        return tickets;
    }

    /** Those that are open or wait for their price. */
    static List<BybitTicket> open(Account account) {
        List<BybitTicket> tickets = new ArrayList<>();
        account.openOrders().values().forEach(order -> tickets.add(of(order)));
        if (!account.openTriggers().isEmpty()) {
            account.openTriggers().values().forEach(trigger -> tickets.add(of(trigger)));
            tickets.sort(Comparator.comparingLong(BybitTicket::number));
        }
        return tickets;
    }

    /** By the venue's id, or else by the client's. */
    static Optional<BybitTicket> find(Account account, String orderId, String linkId) {
        if (!orderId.isEmpty()) {
            return BybitIds.order(orderId).flatMap(number -> find(account, number));
        }
        Optional<BybitTicket> waiting = account.trigger(linkId).map(BybitTicket::of);
        return waiting.isPresent() ? waiting : account.order(linkId).map(BybitTicket::of);
    }

    private static Optional<BybitTicket> find(Account account, long number) {
        Trigger trigger = account.triggers().get(number);
        ExchangeOrder order = account.orders().get(number);
        if (trigger != null) {
            return Optional.of(of(trigger));
        }
        // An order that was a conditional one has no id of its own.
        return Optional.ofNullable(order).filter(o -> o.trigger().isEmpty()).map(BybitTicket::of);
    }

    long number() {
        return trigger == null ? some().id() : trigger.id();
    }

    String id() {
        return BybitIds.order(number());
    }

    String linkId() {
        return trigger == null ? some().clientId() : trigger.clientId();
    }

    Market market() {
        return trigger == null ? some().market() : trigger.market();
    }

    /** Whether it still waits for its price. */
    boolean isWaiting() {
        return trigger != null && order == null && !trigger.state().isEnded();
    }

    boolean isOpen() {
        return order == null ? isWaiting() : order.status().isOpen();
    }

    /** Whether it never became an order, or none of it was filled. */
    boolean isUnfilled() {
        return order == null || order.filled() == 0;
    }

    long createdAt() {
        return trigger == null ? some().createdAt() : trigger.createdAt();
    }

    long updatedAt() {
        return order == null ? some(trigger).updatedAt() : order.updatedAt();
    }

    /** The venue's word for where it stands. */
    String status() {
        if (order == null) {
            return switch (some(trigger).state()) {
                case WAITING -> "Untriggered";
                case TRIGGERED, FINISHED -> "Triggered";
                case CANCELED, EXPIRED -> "Deactivated";
                case REJECTED -> "Rejected";
            };
        }
        return switch (order.status()) {
            case NEW -> "New";
            case PARTIALLY_FILLED -> "PartiallyFilled";
            case FILLED -> "Filled";
            case CANCELED, EXPIRED, EXPIRED_IN_MATCH -> "Cancelled";
        };
    }

    /** Whether it ended without being filled whole. */
    boolean isCancelled() {
        if (order == null) {
            return trigger != null && trigger.state().isEnded();
        }
        return !order.status().isOpen() && order.status() != Status.FILLED;
    }

    /** What was asked for, when it is only a condition yet. */
    OrderRequest request() {
        return some(trigger).request().order();
    }

    private ExchangeOrder some() {
        return some(order);
    }

    private static <T> T some(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("a ticket has an order or a trigger");
        }
        return part;
    }
}
