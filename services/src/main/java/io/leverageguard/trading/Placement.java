package io.leverageguard.trading;

import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.engine.ApprovedOrder;
import org.jspecify.annotations.Nullable;

/** A journalled order; {@code approved} is absent when a limit denied it. */
record Placement(Order order, Contract contract, @Nullable ApprovedOrder approved) {}
