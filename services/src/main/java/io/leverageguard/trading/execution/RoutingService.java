package io.leverageguard.trading.execution;

import io.leverageguard.api.trading.Routing;
import io.leverageguard.api.trading.Trading;
import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.trading.Trading.AccountRef;
import io.leverageguard.engine.execution.Router;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.trading.execution.RoutePlanner.Division;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules of routing: who may do what, and what is answered. */
final class RoutingService implements Routing {
    private static final BigDecimal SLIPPAGE_MAX = BigDecimal.valueOf(1_000);
    private static final int STRATEGY_LENGTH_MAX = 64;

    private final Trading trading;
    private final ExecutionStore store;
    private final ExecutionDesk desk;
    private final PartSender sender;
    private final RoutePlanner planner;

    RoutingService(
            Trading trading,
            ExecutionStore store,
            ExecutionDesk desk,
            PartSender sender,
            RoutePlanner planner) {
        this.trading = trading;
        this.store = store;
        this.desk = desk;
        this.sender = sender;
        this.planner = planner;
    }

    @Override
    public RouteQuote quote(Actor actor, QuoteRoute command) {
        check(command);
        List<Account> accounts = accounts(actor, command);
        return planner.divide(accounts, command, command.quantity(), Set.of()).quote();
    }

    @Override
    public RoutedOrder route(Actor actor, PlaceRoute command) {
        PlaceRoute order = plain(command);
        Optional<RouteRow> first = store.route(order.route());
        if (first.isPresent()) {
            return repeated(actor, first.get(), order);
        }
        check(order);
        List<Account> accounts = accounts(actor, order.order());
        Division division =
                planner.divide(accounts, order.order(), order.order().quantity(), Set.of());
        if (division.cuts().isEmpty()) {
            throw Refusal.unprocessable("no_route", "no venue can take any of it now");
        }
        Instant now = sender.now();
        RouteRow row =
                new RouteRow(
                        order,
                        accounts.getFirst().owner(),
                        division.quote(),
                        RouteState.SUBMITTED,
                        1,
                        "",
                        now,
                        now);
        List<PartRow> legs = RouteTask.legs(order, division.cuts(), 1, 1, now);
        if (!store.add(row, legs)) {
            return repeated(actor, found(order.route()), order);
        }
        desk.begin(order.route(), this::load);
        return shown(found(order.route()));
    }

    @Override
    public RoutedOrder routed(Actor actor, RouteRef ref) {
        return shown(own(actor, found(ref.route())));
    }

    /** The routed orders that an earlier process left. */
    void takeUp() {
        for (RouteRow row : store.workingRoutes()) {
            desk.takeUp(row.order().route(), this::load);
        }
    }

    private Optional<Task> load(OrderId route) {
        return store.route(route)
                .filter(row -> !row.state().isFinal())
                .map(row -> task(row, store.parts(route)));
    }

    private Task task(RouteRow row, List<PartRow> legs) {
        Map<AccountId, Account> accounts = new LinkedHashMap<>();
        for (VenueCost venue : row.quote().venues()) {
            accounts.put(
                    venue.account(),
                    trading.account(PartSender.SELF, new AccountRef(venue.account())));
        }
        return new RouteTask(desk, sender, planner, accounts, row, legs);
    }

    /** The accounts that were named, or all that are the actor's. */
    private List<Account> accounts(Actor actor, QuoteRoute order) {
        List<Account> accounts = new ArrayList<>();
        for (AccountId account : order.accounts()) {
            accounts.add(trading.account(actor, new AccountRef(account)));
        }
        if (accounts.isEmpty() && !actor.isService()) {
            accounts.addAll(trading.accounts(actor, None.NONE).accounts());
        }
        if (accounts.isEmpty()) {
            throw Refusal.unprocessable("no_account", "there is no account to trade with");
        }
        if (accounts.size() > Router.VENUES_MAX) {
            throw Refusal.invalid("accounts", "at most " + Router.VENUES_MAX);
        }
        if (accounts.stream().map(Account::owner).distinct().count() > 1) {
            throw Refusal.invalid("accounts", "they must belong to one person");
        }
        return accounts;
    }

    private void check(QuoteRoute order) {
        positive("quantity", order.quantity());
        positive("limitPrice", order.limitPrice());
        Instant horizon = order.horizon();
        if (horizon != null && horizon.isBefore(sender.now())) {
            throw Refusal.invalid("horizon", "is past");
        }
        if (order.accounts().stream().distinct().count() < order.accounts().size()) {
            throw Refusal.invalid("accounts", "one is named twice");
        }
    }

    private void check(PlaceRoute order) {
        check(order.order());
        BigDecimal slippage = order.slippageMax();
        if (slippage != null && (slippage.signum() < 0 || slippage.compareTo(SLIPPAGE_MAX) > 0)) {
            throw Refusal.invalid("slippageMax", "0 to 1000 basis points");
        }
        String strategy = order.strategy();
        if (strategy != null && strategy.length() > STRATEGY_LENGTH_MAX) {
            throw Refusal.invalid("strategy", "at most " + STRATEGY_LENGTH_MAX + " characters");
        }
        if (order.onLegFailure() == OnLegFailure.UNWIND
                && Boolean.TRUE.equals(order.order().reduceOnly())) {
            throw Refusal.invalid("onLegFailure", "what only reduces cannot be unwound");
        }
    }

    private RoutedOrder repeated(Actor actor, RouteRow first, PlaceRoute order) {
        own(actor, first);
        if (!first.order().equals(order)) {
            throw Refusal.conflict("id_reused", "this id was used for another order");
        }
        desk.begin(order.route(), this::load);
        return shown(found(order.route()));
    }

    private RoutedOrder shown(RouteRow row) {
        return row.shown(store.parts(row.order().route()));
    }

    private RouteRow found(OrderId route) {
        return store.route(route).orElseThrow(() -> Refusal.notFound("route", route));
    }

    private static RouteRow own(Actor actor, RouteRow row) {
        if (!actor.owns(row.owner())) {
            throw Refusal.notFound("route", row.order().route());
        }
        return row;
    }

    private static PlaceRoute plain(PlaceRoute command) {
        QuoteRoute order = command.order();
        BigDecimal limit = order.limitPrice();
        BigDecimal slippage = command.slippageMax();
        return new PlaceRoute(
                command.route(),
                new QuoteRoute(
                        List.copyOf(order.accounts()),
                        order.symbol(),
                        order.side(),
                        AlgoRow.plain(order.quantity()),
                        limit == null ? null : AlgoRow.plain(limit),
                        order.horizon(),
                        order.reduceOnly()),
                command.onLegFailure(),
                slippage == null ? null : AlgoRow.plain(slippage),
                command.strategy());
    }

    private static void positive(String field, @Nullable BigDecimal value) {
        if (value != null && value.signum() <= 0) {
            throw Refusal.invalid(field, "must be positive");
        }
    }
}
