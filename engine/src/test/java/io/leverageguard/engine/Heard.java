package io.leverageguard.engine;

import java.util.ArrayList;
import java.util.List;

/** Writes down what the engine tells. */
final class Heard implements EngineListener {
    final List<ApprovedOrder> approved = new ArrayList<>();
    final List<String> orders = new ArrayList<>();

    @Override
    public void onApproved(ApprovedOrder order) {
        approved.add(order.kept());
    }

    @Override
    public void onOrder(long order, OrderState state, long filledLots) {
        orders.add(order + " " + state + " " + filledLots);
    }
}
