package io.leverageguard.launcher.kill;

import io.leverageguard.api.trading.Trading.Order;

/** What came of a call about an order. */
sealed interface Answer {
    /** The desk has answered with the order. */
    record Given(Order order) implements Answer {}

    /** The desk has said no: the order does not exist. */
    record Refused(int status, String code, String detail) implements Answer {}

    /** Nobody has answered, or not for certain. */
    record Missing(String why) implements Answer {}
}
