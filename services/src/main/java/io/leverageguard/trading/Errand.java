package io.leverageguard.trading;

import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.engine.ApprovedAmend;
import io.leverageguard.engine.ApprovedOrder;
import java.util.concurrent.CompletableFuture;

/**
 * Something that is to be said to a venue once the batch that decided it is journalled. Its outcome
 * is the order after the venue has answered, or a refusal.
 */
sealed interface Errand {
    /** The order as it is journalled. */
    Order order();

    /** What came of it. */
    CompletableFuture<Order> outcome();

    /** An order that passed every limit. */
    record Send(
            Order order,
            ApprovedOrder approved,
            Contract contract,
            CompletableFuture<Order> outcome)
            implements Errand {}

    /** A change that passed every limit. */
    record Change(
            Order order,
            ApprovedAmend approved,
            Contract contract,
            CompletableFuture<Order> outcome)
            implements Errand {}

    /** A cancel. */
    record Cancel(Order order, CompletableFuture<Order> outcome) implements Errand {}
}
