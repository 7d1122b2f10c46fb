package io.leverageguard.engine;

import io.leverageguard.engine.Command.Trip;
import java.util.ArrayList;
import java.util.List;

/** Writes down what the engine tells. */
final class Heard implements EngineListener {
    final List<ApprovedOrder> approved = new ArrayList<>();
    final List<ApprovedAmend> amends = new ArrayList<>();
    final List<String> orders = new ArrayList<>();

    /** What else was told, and in which order it was. */
    final List<String> all = new ArrayList<>();

    @Override
    public void onApproved(ApprovedOrder order) {
        approved.add(order.kept());
        all.add("send " + order.number() + " of " + order.lots());
    }

    @Override
    public void onApproved(ApprovedAmend amend) {
        amends.add(amend.kept());
        all.add("amend " + amend.order() + " to " + amend.lots() + " at " + amend.limitTicks());
    }

    @Override
    public void onOrder(long order, OrderState state, long filledLots) {
        orders.add(order + " " + state + " " + filledLots);
        all.add(order + " " + state + " " + filledLots);
    }

    @Override
    public void onChanged(long order, long lots, long limitTicks, long triggerTicks) {
        all.add(order + " is " + lots + " at " + limitTicks + " from " + triggerTicks);
    }

    @Override
    public void onCancelDue(long order) {
        all.add("cancel " + order);
    }

    @Override
    public void onReleaseDenied(long order, Verdict why) {
        all.add(order + " denied: " + why.code());
    }

    @Override
    public void onTripped(Scope scope, Trip trip, long until) {
        all.add("tripped " + scope.kind() + " " + trip);
    }

    @Override
    public void onLifted(Scope scope, Trip trip) {
        all.add("lifted " + scope.kind() + " " + trip);
    }

    @Override
    public void onBatchFailed(RuntimeException cause) {
        all.add("failed: " + cause.getMessage());
    }
}
