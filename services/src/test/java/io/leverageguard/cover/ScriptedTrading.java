package io.leverageguard.cover;

import io.leverageguard.api.trading.History.AccountFills;
import io.leverageguard.api.trading.History.AccountOrders;
import io.leverageguard.api.trading.Holdings.Ledger;
import io.leverageguard.api.trading.Holdings.SubPositions;
import io.leverageguard.api.trading.Trading;
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
import io.leverageguard.api.trading.Trading.Position;
import io.leverageguard.api.trading.Trading.Positions;
import io.leverageguard.api.trading.Trading.Reconciliation;
import io.leverageguard.api.trading.Trading.SetLeverage;
import io.leverageguard.api.trading.TradingEvent;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.testkit.MemoryFeed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Accounts and positions as a test sets them. */
final class ScriptedTrading implements Trading {
    private final Map<AccountId, Account> accounts = new HashMap<>();
    private final Map<AccountId, Position> open = new HashMap<>();
    private final MemoryFeed<TradingEvent> feed = new MemoryFeed<>();

    synchronized void account(Account account) {
        accounts.put(account.account(), account);
    }

    synchronized void position(AccountId account, @Nullable Position position) {
        if (position == null) {
            open.remove(account);
        } else {
            open.put(account, position);
        }
    }

    @Override
    public synchronized Account account(Actor actor, AccountRef ref) {
        Account account = accounts.get(ref.account());
        if (account == null || !actor.owns(account.owner())) {
            throw Refusal.notFound("account", ref.account());
        }
        return account;
    }

    @Override
    public synchronized Positions positions(Actor actor, AccountRef ref) {
        account(actor, ref);
        Position position = open.get(ref.account());
        return new Positions(position == null ? List.of() : List.of(position));
    }

    @Override
    public MemoryFeed<TradingEvent> events() {
        return feed;
    }

    @Override
    public Account openAccount(Actor actor, OpenAccount command) {
        throw notHere();
    }

    @Override
    public Accounts accounts(Actor actor, None nothing) {
        throw notHere();
    }

    @Override
    public None setLeverage(Actor actor, SetLeverage command) {
        throw notHere();
    }

    @Override
    public Order place(Actor actor, PlaceOrder command) {
        throw notHere();
    }

    @Override
    public Orders placeList(Actor actor, PlaceList command) {
        throw notHere();
    }

    @Override
    public Order amend(Actor actor, AmendOrder command) {
        throw notHere();
    }

    @Override
    public Orders cancelAll(Actor actor, CancelAll command) {
        throw notHere();
    }

    @Override
    public Order closePosition(Actor actor, ClosePosition command) {
        throw notHere();
    }

    @Override
    public SubPositions subPositions(Actor actor, AccountRef ref) {
        throw notHere();
    }

    @Override
    public Ledger ledger(Actor actor, AccountRef ref) {
        throw notHere();
    }

    @Override
    public Order cancel(Actor actor, OrderRef ref) {
        throw notHere();
    }

    @Override
    public Order order(Actor actor, OrderRef ref) {
        throw notHere();
    }

    @Override
    public Orders orders(Actor actor, AccountOrders ref) {
        throw notHere();
    }

    @Override
    public Fills fills(Actor actor, AccountFills ref) {
        throw notHere();
    }

    @Override
    public Balances balances(Actor actor, AccountRef ref) {
        throw notHere();
    }

    @Override
    public Reconciliation reconcile(Actor actor, AccountRef ref) {
        throw notHere();
    }

    @Override
    public AuditTrail audit() {
        throw notHere();
    }

    private static UnsupportedOperationException notHere() {
        return new UnsupportedOperationException("cover does not call this");
    }
}
