package io.leverageguard.api.trading;

import io.leverageguard.api.trading.Trading.AccountRef;
import io.leverageguard.api.trading.Trading.Orders;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.rpc.Caller;
import io.leverageguard.kernel.rpc.Route.None;

/** {@link Outlook} in another process. */
public final class OutlookClient implements Outlook {
    private final Caller caller;

    /** Calls through {@code caller}. */
    public OutlookClient(Caller caller) {
        this.caller = caller;
    }

    @Override
    public OrderPreview preview(Actor actor, PlaceOrder command) {
        return caller.call(OutlookRoutes.PREVIEW, actor, command);
    }

    @Override
    public Orders openOrders(Actor actor, AccountRef ref) {
        return caller.call(OutlookRoutes.OPEN_ORDERS, actor, ref);
    }

    @Override
    public Exposure exposure(Actor actor, None nothing) {
        return caller.call(OutlookRoutes.EXPOSURE, actor, nothing);
    }
}
