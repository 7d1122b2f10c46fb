package io.leverageguard.api.trading;

import static io.leverageguard.kernel.access.Permission.TRADE;
import static io.leverageguard.kernel.rpc.Route.Method.GET;
import static io.leverageguard.kernel.rpc.Route.Method.POST;

import io.leverageguard.api.trading.Outlook.Exposure;
import io.leverageguard.api.trading.Outlook.OrderPreview;
import io.leverageguard.api.trading.Trading.AccountRef;
import io.leverageguard.api.trading.Trading.Orders;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.kernel.rpc.Route;
import io.leverageguard.kernel.rpc.Route.None;
import java.util.List;

/** The operations of {@link Outlook}. */
public final class OutlookRoutes {
    private static final String ROOT = "/api/v1/trading";

    /** {@link Outlook#preview}. */
    public static final Route<PlaceOrder, OrderPreview> PREVIEW =
            Route.open(
                    POST,
                    ROOT + "/orders/preview",
                    PlaceOrder.class,
                    OrderPreview.class,
                    TRADE,
                    "Says what an order would cost and lead to, without placing it");

    /** {@link Outlook#openOrders}. */
    public static final Route<AccountRef, Orders> OPEN_ORDERS =
            Route.open(
                    GET,
                    ROOT + "/accounts/{account}/open-orders",
                    AccountRef.class,
                    Orders.class,
                    TRADE,
                    "Lists the orders of an account that can still change, newest first");

    /** {@link Outlook#exposure}. */
    public static final Route<None, Exposure> EXPOSURE =
            Route.open(
                    GET,
                    ROOT + "/exposure",
                    None.class,
                    Exposure.class,
                    TRADE,
                    "Shows the caller's open positions and balances at the newest mark prices");

    /** Every route, for the server's and the gateway's tables. */
    public static final List<Route<?, ?>> ALL = List.of(PREVIEW, OPEN_ORDERS, EXPOSURE);

    private OutlookRoutes() {}
}
