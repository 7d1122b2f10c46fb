package io.leverageguard.trading;

import io.leverageguard.api.marketdata.MarketData.Instrument;
import io.leverageguard.api.risk.Risk;
import io.leverageguard.api.risk.Risk.AccountLimits;
import io.leverageguard.api.trading.History.AccountFills;
import io.leverageguard.api.trading.History.AccountOrders;
import io.leverageguard.api.trading.Holdings.Ledger;
import io.leverageguard.api.trading.Holdings.SubPositions;
import io.leverageguard.api.trading.Trading;
import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.trading.Trading.AccountRef;
import io.leverageguard.api.trading.Trading.Accounts;
import io.leverageguard.api.trading.Trading.AmendOrder;
import io.leverageguard.api.trading.Trading.Balance;
import io.leverageguard.api.trading.Trading.Balances;
import io.leverageguard.api.trading.Trading.CancelAll;
import io.leverageguard.api.trading.Trading.ClosePosition;
import io.leverageguard.api.trading.Trading.Fills;
import io.leverageguard.api.trading.Trading.MarginMode;
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
import io.leverageguard.api.users.Users;
import io.leverageguard.api.users.Users.OpenedVenueKey;
import io.leverageguard.api.users.Users.VenueKeyRef;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.IdGenerator;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Refusal.Reason;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.venues.VenueAccount;
import io.leverageguard.venues.VenueError;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The rules of trading: who may do what, and what is answered. */
final class TradingService implements Trading {
    private static final Actor SELF = Actor.service("trading");

    private final Users users;
    private final Risk risk;
    private final IdGenerator ids;
    private final Intake.Sources sources;
    private final Links links;
    private final OrderFlow flow;

    TradingService(
            Users users,
            Risk risk,
            IdGenerator ids,
            Intake.Sources sources,
            Links links,
            OrderFlow flow) {
        this.users = users;
        this.risk = risk;
        this.ids = ids;
        this.sources = sources;
        this.links = links;
        this.flow = flow;
    }

    @Override
    public Account openAccount(Actor actor, OpenAccount command) {
        OpenedVenueKey key = ownKey(actor, command);
        Instant now = sources.now();
        Account wanted =
                new Account(
                        new AccountId(ids.next()),
                        key.owner(),
                        key.venue(),
                        key.accountUid(),
                        key.id(),
                        now);
        Risk.Limits limits = risk.limits(SELF, new AccountLimits(wanted.account()));
        Account account =
                sources.room().ask(desk -> desk.openAccount(wanted, limits, actor.name()));
        links.add(account).connect();
        return account;
    }

    @Override
    public Accounts accounts(Actor actor, None nothing) {
        List<Account> own = new ArrayList<>();
        for (AccountLink link : links.all()) {
            if (actor.owns(link.account().owner())) {
                own.add(link.account());
            }
        }
        return new Accounts(List.copyOf(own));
    }

    @Override
    public Account account(Actor actor, AccountRef ref) {
        return links.owned(actor, ref.account()).account();
    }

    @Override
    public None setLeverage(Actor actor, SetLeverage command) {
        AccountLink link = links.owned(actor, command.account());
        if (command.leverage() < 1) {
            throw Refusal.invalid("leverage", "must be at least 1");
        }
        VenueAccount door = link.requireReady();
        String venue = link.account().venue();
        Instrument instrument = sources.market().instrument(venue, command.symbol());
        sources.room().tell(desk -> desk.requireLeverage(command.account(), command.leverage()));
        try {
            door.setIsolated(command.symbol(), command.marginMode() == MarginMode.ISOLATED);
            door.setLeverage(command.symbol(), command.leverage());
        } catch (VenueError e) {
            throw refusal(e);
        }
        Instant now = sources.now();
        sources.room().tell(desk -> desk.leverage(command, instrument, now));
        return None.NONE;
    }

    @Override
    public Order place(Actor actor, PlaceOrder command) {
        AccountLink link = links.owned(actor, command.account());
        OrderRules.checkForm(command);
        return flow.place(link, command);
    }

    /** Begins to place an order, where that takes no thread that may block. */
    Optional<CompletionStage<Order>> begin(Actor actor, PlaceOrder command) {
        AccountLink link = links.owned(actor, command.account());
        OrderRules.checkForm(command);
        return flow.begin(link, command);
    }

    @Override
    public Orders placeList(Actor actor, PlaceList command) {
        OrderRules.checkForm(command);
        AccountLink link = links.owned(actor, command.orders().getFirst().account());
        return new Orders(flow.placeList(link, command));
    }

    @Override
    public Order amend(Actor actor, AmendOrder command) {
        OrderRow row = ownOrder(actor, new OrderRef(command.order()));
        return flow.amend(links.owned(actor, row.order().account()), row, command);
    }

    @Override
    public Orders cancelAll(Actor actor, CancelAll command) {
        AccountLink link = links.owned(actor, command.account());
        return new Orders(flow.cancelAll(link, command.symbol()));
    }

    @Override
    public Order closePosition(Actor actor, ClosePosition command) {
        return flow.close(links.owned(actor, command.account()), command);
    }

    @Override
    public Order cancel(Actor actor, OrderRef ref) {
        OrderRow row = ownOrder(actor, ref);
        return flow.cancel(links.owned(actor, row.order().account()), row);
    }

    @Override
    public Order order(Actor actor, OrderRef ref) {
        return ownOrder(actor, ref).order();
    }

    @Override
    public Orders orders(Actor actor, AccountOrders page) {
        Account account = links.owned(actor, page.account()).account();
        OrderId before = page.before();
        if (before != null) {
            requireOf(account, before);
        }
        return new Orders(sources.store().orders(account.account(), before));
    }

    @Override
    public Fills fills(Actor actor, AccountFills page) {
        Account account = links.owned(actor, page.account()).account();
        return new Fills(sources.store().fills(account.account(), page.before()));
    }

    @Override
    public Positions positions(Actor actor, AccountRef ref) {
        Account account = links.owned(actor, ref.account()).account();
        List<PositionRow> rows = sources.store().positions(account.account());
        List<Balance> balances = sources.store().balances(account.account());
        List<Position> open = new ArrayList<>();
        for (PositionRow row : rows) {
            if (!row.isFlat()) {
                open.add(shown(account, row, rows, balances));
            }
        }
        return new Positions(List.copyOf(open));
    }

    @Override
    public SubPositions subPositions(Actor actor, AccountRef ref) {
        Account account = links.owned(actor, ref.account()).account();
        return new SubPositions(sources.room().ask(desk -> desk.subPositions(account.account())));
    }

    @Override
    public Ledger ledger(Actor actor, AccountRef ref) {
        Account account = links.owned(actor, ref.account()).account();
        return sources.store().ledger(account.account());
    }

    @Override
    public Balances balances(Actor actor, AccountRef ref) {
        AccountLink link = links.owned(actor, ref.account());
        return new Balances(sources.store().balances(link.account().account()));
    }

    @Override
    public Reconciliation reconcile(Actor actor, AccountRef ref) {
        return links.owned(actor, ref.account()).reconcile();
    }

    @Override
    public EventFeed<TradingEvent> events() {
        return sources.store().events();
    }

    @Override
    public AuditTrail audit() {
        return sources.store().audit();
    }

    /** A key that is not the actor's own does not exist for the actor. */
    private OpenedVenueKey ownKey(Actor actor, OpenAccount command) {
        boolean own =
                actor.isService()
                        || users.venueKeys(actor, None.NONE).keys().stream()
                                .anyMatch(key -> key.id().equals(command.venueKey()));
        if (!own) {
            throw Refusal.notFound("venue_key", command.venueKey());
        }
        return users.openVenueKey(SELF, new VenueKeyRef(command.venueKey()));
    }

    private void requireOf(Account account, OrderId order) {
        boolean own =
                sources.store()
                        .order(order)
                        .filter(row -> row.order().account().equals(account.account()))
                        .isPresent();
        if (!own) {
            throw Refusal.notFound("order", order);
        }
    }

    private OrderRow ownOrder(Actor actor, OrderRef ref) {
        OrderRow row =
                sources.store()
                        .order(ref.order())
                        .orElseThrow(() -> Refusal.notFound("order", ref.order()));
        boolean own =
                links.all().stream()
                        .map(AccountLink::account)
                        .filter(account -> account.account().equals(row.order().account()))
                        .anyMatch(account -> actor.owns(account.owner()));
        if (!own) {
            throw Refusal.notFound("order", ref.order());
        }
        return row;
    }

    private Position shown(
            Account account, PositionRow row, List<PositionRow> rows, List<Balance> balances) {
        String quote = sources.market().reported(account.venue(), row.symbol()).quote();
        BigDecimal wallet =
                balances.stream()
                        .filter(balance -> balance.asset().equals(quote))
                        .map(Balance::wallet)
                        .findFirst()
                        .orElse(BigDecimal.ZERO);
        BigDecimal mark =
                sources.market().mark(account.venue(), row.symbol()).orElse(row.lastMark());
        return sources.margins().position(account.venue(), row, mark, rows, wallet);
    }

    private static Refusal refusal(VenueError e) {
        String words = e.venueCode() + " " + e.getMessage();
        return switch (e.kind()) {
            case REJECTED, NOT_AUTHORIZED ->
                    Refusal.unprocessable("venue_rejected", "the venue says no: " + words);
            case RATE_LIMITED, UNAVAILABLE ->
                    new Refusal(
                            Reason.UNAVAILABLE,
                            "venue_unavailable",
                            "the venue does not answer: " + words);
        };
    }
}
