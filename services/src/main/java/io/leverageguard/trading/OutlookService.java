package io.leverageguard.trading;

import io.leverageguard.api.trading.Outlook;
import io.leverageguard.api.trading.Trading.AccountRef;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.Orders;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.rpc.Route.None;
import java.util.List;

/** Shows people what is theirs, and what an order would make of it. */
final class OutlookService implements Outlook {
    private final Store store;
    private final Links links;
    private final Previews previews;
    private final Exposures exposures;

    OutlookService(Store store, Links links, Previews previews, Exposures exposures) {
        this.store = store;
        this.links = links;
        this.previews = previews;
        this.exposures = exposures;
    }

    @Override
    public OrderPreview preview(Actor actor, PlaceOrder command) {
        return previews.of(links.owned(actor, command.account()), command);
    }

    @Override
    public Orders openOrders(Actor actor, AccountRef ref) {
        AccountLink link = links.owned(actor, ref.account());
        List<Order> oldestFirst =
                store.working(link.account().account()).stream().map(OrderRow::order).toList();
        return new Orders(oldestFirst.reversed());
    }

    @Override
    public Exposure exposure(Actor actor, None nothing) {
        return exposures.of(actor);
    }
}
