package io.leverageguard.api.trading;

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
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.rpc.Caller;
import io.leverageguard.kernel.rpc.Route.None;

/** {@link Trading} in another process. */
public final class TradingClient implements Trading {
    private final Caller caller;

    /** Calls through {@code caller}. */
    public TradingClient(Caller caller) {
        this.caller = caller;
    }

    @Override
    public Account openAccount(Actor actor, OpenAccount command) {
        return caller.call(TradingRoutes.OPEN_ACCOUNT, actor, command);
    }

    @Override
    public Accounts accounts(Actor actor, None nothing) {
        return caller.call(TradingRoutes.ACCOUNTS, actor, nothing);
    }

    @Override
    public Account account(Actor actor, AccountRef ref) {
        return caller.call(TradingRoutes.ACCOUNT, actor, ref);
    }

    @Override
    public None setLeverage(Actor actor, SetLeverage command) {
        return caller.call(TradingRoutes.SET_LEVERAGE, actor, command);
    }

    @Override
    public Order place(Actor actor, PlaceOrder command) {
        return caller.call(TradingRoutes.PLACE, actor, command);
    }

    @Override
    public Orders placeList(Actor actor, PlaceList command) {
        return caller.call(TradingRoutes.PLACE_LIST, actor, command);
    }

    @Override
    public Order amend(Actor actor, AmendOrder command) {
        return caller.call(TradingRoutes.AMEND, actor, command);
    }

    @Override
    public Orders cancelAll(Actor actor, CancelAll command) {
        return caller.call(TradingRoutes.CANCEL_ALL, actor, command);
    }

    @Override
    public Order closePosition(Actor actor, ClosePosition command) {
        return caller.call(TradingRoutes.CLOSE_POSITION, actor, command);
    }

    @Override
    public SubPositions subPositions(Actor actor, AccountRef ref) {
        return caller.call(TradingRoutes.SUB_POSITIONS, actor, ref);
    }

    @Override
    public Ledger ledger(Actor actor, AccountRef ref) {
        return caller.call(TradingRoutes.LEDGER, actor, ref);
    }

    @Override
    public Order cancel(Actor actor, OrderRef ref) {
        return caller.call(TradingRoutes.CANCEL, actor, ref);
    }

    @Override
    public Order order(Actor actor, OrderRef ref) {
        return caller.call(TradingRoutes.ORDER, actor, ref);
    }

    @Override
    public Orders orders(Actor actor, AccountOrders page) {
        return caller.call(TradingRoutes.ORDERS, actor, page);
    }

    @Override
    public Fills fills(Actor actor, AccountFills page) {
        return caller.call(TradingRoutes.FILLS, actor, page);
    }

    @Override
    public Positions positions(Actor actor, AccountRef ref) {
        return caller.call(TradingRoutes.POSITIONS, actor, ref);
    }

    @Override
    public Balances balances(Actor actor, AccountRef ref) {
        return caller.call(TradingRoutes.BALANCES, actor, ref);
    }

    @Override
    public Reconciliation reconcile(Actor actor, AccountRef ref) {
        return caller.call(TradingRoutes.RECONCILE, actor, ref);
    }

    @Override
    public EventFeed<TradingEvent> events() {
        return caller.feed("trading", TradingEvent.class);
    }

    @Override
    public AuditTrail audit() {
        return caller.audit("trading");
    }
}
