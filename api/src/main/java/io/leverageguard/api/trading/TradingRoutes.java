package io.leverageguard.api.trading;

import static io.leverageguard.kernel.access.Permission.TRADE;
import static io.leverageguard.kernel.rpc.Route.Method.GET;
import static io.leverageguard.kernel.rpc.Route.Method.POST;
import static io.leverageguard.kernel.rpc.Route.Method.PUT;
import static io.leverageguard.kernel.rpc.Route.RateClass.TRADING;

import io.leverageguard.api.trading.History.AccountFills;
import io.leverageguard.api.trading.History.AccountOrders;
import io.leverageguard.api.trading.Holdings.Ledger;
import io.leverageguard.api.trading.Holdings.SubPositions;
import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.trading.Trading.AccountRef;
import io.leverageguard.api.trading.Trading.Accounts;
import io.leverageguard.api.trading.Trading.AmendOrder;
import io.leverageguard.api.trading.Trading.Balances;
import io.leverageguard.api.trading.Trading.CancelAll;
import io.leverageguard.api.trading.Trading.ClosePosition;
import io.leverageguard.api.trading.Trading.Fills;
import io.leverageguard.api.trading.Trading.OpenAccount;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderRef;
import io.leverageguard.api.trading.Trading.Orders;
import io.leverageguard.api.trading.Trading.PlaceList;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.api.trading.Trading.Positions;
import io.leverageguard.api.trading.Trading.Reconciliation;
import io.leverageguard.api.trading.Trading.SetLeverage;
import io.leverageguard.kernel.rpc.Route;
import io.leverageguard.kernel.rpc.Route.None;
import java.util.List;

/** The operations of {@link Trading}. */
public final class TradingRoutes {
    private static final String ROOT = "/api/v1/trading";
    private static final String ACCOUNT_PATH = ROOT + "/accounts/{account}";

    /** {@link Trading#openAccount}. */
    public static final Route<OpenAccount, Account> OPEN_ACCOUNT =
            Route.open(
                    POST,
                    ROOT + "/accounts",
                    OpenAccount.class,
                    Account.class,
                    TRADE,
                    "Opens an account over a stored venue key");

    /** {@link Trading#accounts}. */
    public static final Route<None, Accounts> ACCOUNTS =
            Route.open(
                    GET,
                    ROOT + "/accounts",
                    None.class,
                    Accounts.class,
                    TRADE,
                    "Lists the caller's accounts");

    /** {@link Trading#account}. */
    public static final Route<AccountRef, Account> ACCOUNT =
            Route.open(
                    GET, ACCOUNT_PATH, AccountRef.class, Account.class, TRADE, "Shows one account");

    /** {@link Trading#setLeverage}. */
    public static final Route<SetLeverage, None> SET_LEVERAGE =
            Route.open(
                            PUT,
                            ACCOUNT_PATH + "/leverage",
                            SetLeverage.class,
                            None.class,
                            TRADE,
                            "Sets margin mode and leverage of one symbol")
                    .counted(TRADING);

    /** {@link Trading#place}. */
    public static final Route<PlaceOrder, Order> PLACE =
            Route.open(
                            POST,
                            ROOT + "/orders",
                            PlaceOrder.class,
                            Order.class,
                            TRADE,
                            "Places an order")
                    .counted(TRADING);

    /** {@link Trading#order}. */
    public static final Route<OrderRef, Order> ORDER =
            Route.open(
                    GET,
                    ROOT + "/orders/{order}",
                    OrderRef.class,
                    Order.class,
                    TRADE,
                    "Shows one order");

    /** {@link Trading#cancel}. */
    public static final Route<OrderRef, Order> CANCEL =
            Route.open(
                            POST,
                            ROOT + "/orders/{order}/cancel",
                            OrderRef.class,
                            Order.class,
                            TRADE,
                            "Cancels an order")
                    .counted(TRADING);

    /** {@link Trading#orders}. */
    public static final Route<AccountOrders, Orders> ORDERS =
            Route.open(
                    GET,
                    ACCOUNT_PATH + "/orders",
                    AccountOrders.class,
                    Orders.class,
                    TRADE,
                    "Lists the orders of an account, newest first");

    /** {@link Trading#fills}. */
    public static final Route<AccountFills, Fills> FILLS =
            Route.open(
                    GET,
                    ACCOUNT_PATH + "/fills",
                    AccountFills.class,
                    Fills.class,
                    TRADE,
                    "Lists the fills of an account, oldest first");

    /** {@link Trading#positions}. */
    public static final Route<AccountRef, Positions> POSITIONS =
            Route.open(
                    GET,
                    ACCOUNT_PATH + "/positions",
                    AccountRef.class,
                    Positions.class,
                    TRADE,
                    "Lists the open positions of an account");

    /** {@link Trading#balances}. */
    public static final Route<AccountRef, Balances> BALANCES =
            Route.open(
                    GET,
                    ACCOUNT_PATH + "/balances",
                    AccountRef.class,
                    Balances.class,
                    TRADE,
                    "Lists the balances of an account at its venue");

    /** {@link Trading#reconcile}. */
    public static final Route<AccountRef, Reconciliation> RECONCILE =
            Route.open(
                            POST,
                            ACCOUNT_PATH + "/reconcile",
                            AccountRef.class,
                            Reconciliation.class,
                            TRADE,
                            "Compares an account with its venue and adopts what was missed")
                    .counted(TRADING);

    /** {@link Trading#placeList}. */
    public static final Route<PlaceList, Orders> PLACE_LIST =
            Route.open(
                            POST,
                            ROOT + "/order-lists",
                            PlaceList.class,
                            Orders.class,
                            TRADE,
                            "Places orders that depend on each other, all or none")
                    .counted(TRADING);

    /** {@link Trading#amend}. */
    public static final Route<AmendOrder, Order> AMEND =
            Route.open(
                            PUT,
                            ROOT + "/orders/{order}",
                            AmendOrder.class,
                            Order.class,
                            TRADE,
                            "Changes quantity, price or trigger price of an open order")
                    .counted(TRADING);

    /** {@link Trading#cancelAll}. */
    public static final Route<CancelAll, Orders> CANCEL_ALL =
            Route.open(
                            POST,
                            ACCOUNT_PATH + "/cancel-all",
                            CancelAll.class,
                            Orders.class,
                            TRADE,
                            "Cancels the open orders of an account, or of one symbol of it")
                    .counted(TRADING);

    /** {@link Trading#closePosition}. */
    public static final Route<ClosePosition, Order> CLOSE_POSITION =
            Route.open(
                            POST,
                            ACCOUNT_PATH + "/close-position",
                            ClosePosition.class,
                            Order.class,
                            TRADE,
                            "Closes a position at the market")
                    .counted(TRADING);

    /** {@link Trading#subPositions}. */
    public static final Route<AccountRef, SubPositions> SUB_POSITIONS =
            Route.open(
                    GET,
                    ACCOUNT_PATH + "/sub-positions",
                    AccountRef.class,
                    SubPositions.class,
                    TRADE,
                    "Shows which strategy has what share of the positions");

    /** {@link Trading#ledger}. */
    public static final Route<AccountRef, Ledger> LEDGER =
            Route.open(
                    GET,
                    ACCOUNT_PATH + "/ledger",
                    AccountRef.class,
                    Ledger.class,
                    TRADE,
                    "Lists fees, profits, losses and funding of an account, newest first");

    /** Every route, for the server's and the gateway's tables. */
    public static final List<Route<?, ?>> ALL =
            List.of(
                    OPEN_ACCOUNT,
                    ACCOUNTS,
                    ACCOUNT,
                    SET_LEVERAGE,
                    PLACE,
                    ORDER,
                    CANCEL,
                    ORDERS,
                    FILLS,
                    POSITIONS,
                    BALANCES,
                    RECONCILE,
                    PLACE_LIST,
                    AMEND,
                    CANCEL_ALL,
                    CLOSE_POSITION,
                    SUB_POSITIONS,
                    LEDGER);

    private TradingRoutes() {}
}
