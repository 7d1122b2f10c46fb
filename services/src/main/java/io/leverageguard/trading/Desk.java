package io.leverageguard.trading;

import io.leverageguard.api.marketdata.MarketData.Instrument;
import io.leverageguard.api.risk.Risk;
import io.leverageguard.api.risk.Risk.ScopeLimits;
import io.leverageguard.api.trading.Holdings.SubPosition;
import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.trading.Trading.Balance;
import io.leverageguard.api.trading.Trading.SetLeverage;
import io.leverageguard.api.trading.TradingEvent.AccountOpened;
import io.leverageguard.api.trading.TradingEvent.AccountReconciled;
import io.leverageguard.api.trading.TradingEvent.FundingSettled;
import io.leverageguard.api.trading.TradingEvent.LimitTripped;
import io.leverageguard.engine.Command;
import io.leverageguard.engine.Command.Trip;
import io.leverageguard.engine.Engine;
import io.leverageguard.engine.Scope;
import io.leverageguard.engine.TradingState;
import io.leverageguard.engine.Verdict;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.rpc.Refusal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What the engine's thread knows in words: accounts, limits, positions, and with {@link OrderDesk}
 * and {@link VenueNews} orders. It turns commands and reports into the engine's numbers, and the
 * engine's decisions into rows and events. Touched by that thread only.
 */
final class Desk {
    private final Changes changes = new Changes();
    private final DeskAccounts accounts = new DeskAccounts();
    private final Names names = new Names(changes);
    private final PositionBook positions;
    private final OrderDesk orders;
    private final VenueNews news;
    private final Supplier<Instant> now;
    private final KillBook kills;
    private final LimitBook limits;
    private final StopBook stops;
    private final MarginBook margins;
    private Consumer<Contract> prices = contract -> {};

    Desk(Margins tables, Supplier<Instant> now) {
        this.now = now;
        this.positions = new PositionBook(tables, changes);
        this.orders = new OrderDesk(changes, accounts, names, now, new Losses());
        this.news = new VenueNews(orders, accounts, changes);
        this.kills = new KillBook(changes, accounts);
        this.limits = new LimitBook(changes, orders, accounts, names, kills);
        this.stops = new StopBook(changes, positions, orders, accounts, kills);
        this.margins = new MarginBook(changes);
        kills.onChange(limits::applyAll);
        orders.gate(limits);
    }

    Engine engine() {
        return orders.engine();
    }

    Changes changes() {
        return changes;
    }

    PositionBook positions() {
        return positions;
    }

    OrderDesk orders() {
        return orders;
    }

    VenueNews news() {
        return news;
    }

    DeskAccounts accounts() {
        return accounts;
    }

    KillBook kills() {
        return kills;
    }

    LimitBook limits() {
        return limits;
    }

    StopBook stops() {
        return stops;
    }

    MarginBook margins() {
        return margins;
    }

    /** Who brings prices of what is waited for: now, and of what will be waited for. */
    void pricesBy(Consumer<Contract> bringer) {
        prices = bringer;
        orders.contractsWaitedFor().forEach(bringer);
        wantMarks();
    }

    /** What is stored, before or after a restart. */
    record Stored(
            Collection<DeskAccount> accounts,
            Collection<Contract> contracts,
            Collection<Names.Named> names,
            Collection<OrderRow> working) {}

    /** Takes over what the rows say. */
    void load(Stored stored) {
        changes.clear();
        accounts.load(stored.accounts());
        names.load(stored.names());
        orders.contracts().load(stored.contracts());
        orders.load(stored.working());
    }

    /** Takes over what the rows say of limits, kills, stops and margins. */
    void load(ProtectionStore.Stored stored) {
        limits.load(stored.limits());
        kills.load(stored.kills());
        stops.load(stored.policies(), stored.positions());
        margins.load(stored.margins());
    }

    /** Opens an account, or returns the one that was opened before with the same key. */
    Account openAccount(Account account, Risk.Limits decided, String actor) {
        DeskAccount first = accounts.withKey(account.venueKey());
        if (first != null) {
            return first.account();
        }
        for (DeskAccount other : accounts.all()) {
            if (other.account().venue().equals(account.venue())
                    && other.account().accountUid().equals(account.accountUid())) {
                throw Refusal.conflict(
                        "account_exists", "this venue account is traded with another key already");
            }
        }
        DeskAccount opened = new DeskAccount(accounts.size() + 1, account);
        expectOk(
                engine().apply(
                                new Command.OpenAccount(
                                        opened.number(),
                                        names.number(Names.Kind.USER, account.owner().toString()),
                                        names.number(Names.Kind.VENUE, account.venue()),
                                        Words.engine(decided))));
        accounts.add(opened);
        limits.decide(LimitWords.scope(decided));
        kills.opened(account);
        changes.accounts.add(opened);
        changes.audited.add(
                new Changes.Audited(
                        actor, "account.opened", account.account().toString(), account, ""));
        changes.announce(
                new AccountOpened(
                        account.account(), account.owner(), account.venue(), account.accountUid()));
        return account;
    }

    /** Puts limits in force; earlier versions and unknown accounts change nothing. */
    void limits(ScopeLimits decided) {
        if (limits.decide(decided)) {
            wantMarks();
            changes.audited.add(
                    new Changes.Audited(
                            "risk",
                            "limits.in_force",
                            decided.scope().toString(),
                            decided,
                            "decided"));
        }
    }

    /** Somebody has lifted limits on losses: losses are counted anew. */
    void lift(io.leverageguard.api.risk.Scope scope, List<String> components) {
        Scope numbered = limits.numbered(scope);
        if (numbered == null) {
            return;
        }
        long at = now.get().toEpochMilli();
        for (String component : components) {
            LimitWords.trip(component)
                    .ifPresent(trip -> liftTrip(new Command.LiftTrip(numbered, trip, at)));
        }
    }

    /** A trip whose time is over meanwhile needs no lifting. */
    private void liftTrip(Command.LiftTrip command) {
        Verdict verdict = engine().apply(command);
        if (verdict != Verdict.WRONG_STATE) {
            expectOk(verdict);
        }
    }

    /** Refuses a leverage above the account's limit. */
    void requireLeverage(AccountId account, int leverage) {
        Verdict verdict = engine().checkLeverage(accounts.number(account), leverage);
        if (verdict != Verdict.OK) {
            throw Refusal.unprocessable(verdict.code(), verdict.words());
        }
    }

    /** The venue uses this margin mode and leverage now. */
    void leverage(SetLeverage command, Instrument instrument, Instant at) {
        AccountId account = command.account();
        applyLeverage(account, orders.contracts().of(instrument), command.leverage());
        positions.leverage(
                accounts.require(account).account().venue(), instrument.quote(), command, at);
    }

    /**
     * A position as the venue has it now. What it was {@code asked} for is newer than all that was
     * heard before, whenever the position itself last changed.
     */
    void position(PositionRow reported, Instrument instrument, boolean asked) {
        Account account = accounts.require(reported.account()).account();
        Contract contract = orders.contracts().of(instrument);
        int number = accounts.number(reported.account());
        long known = engine().positionReportedAt(number, contract.number());
        long changed = reported.updatedAt().toEpochMilli();
        Verdict verdict =
                engine().apply(
                                new Command.ReportPosition(
                                        number,
                                        contract.number(),
                                        contract.lots(reported.quantity()),
                                        contract.ticks(reported.entryPrice()),
                                        asked ? Math.max(changed, known) : changed));
        if (verdict != Verdict.OK) {
            return;
        }
        if (reported.leverage() > 0 && !reported.isFlat()) {
            applyLeverage(reported.account(), contract, reported.leverage());
        }
        positions.report(account.venue(), contract.quote(), reported);
        if (!reported.isFlat() && limits.limitsLosses()) {
            prices.accept(contract);
        }
    }

    /** Limits on losses count what is open, at the mark. */
    private void wantMarks() {
        if (!limits.limitsLosses()) {
            return;
        }
        for (PositionRow row : positions.all()) {
            if (!row.isFlat()) {
                String venue = accounts.require(row.account()).account().venue();
                prices.accept(orders.contracts().known(venue, row.symbol()));
            }
        }
    }

    /** The venue was asked and has no position there: a fill that it listed late moved ours. */
    void confirmFlat(PositionRow flat, Instrument instrument) {
        Contract contract = orders.contracts().of(instrument);
        int number = accounts.number(flat.account());
        if (engine().positionLots(number, contract.number()) != 0) {
            position(flat, instrument, true);
        }
    }

    /** A balance as the venue has it now. */
    void balance(AccountId account, Balance balance) {
        positions.balance(account, balance);
    }

    /** A funding that was not seen before. */
    void funding(AccountId account, Instrument instrument, BigDecimal amount, Instant at) {
        String symbol = instrument.symbol();
        expectOk(
                engine().apply(
                                new Command.BookIncome(
                                        accounts.number(account),
                                        orders.contracts().of(instrument).number(),
                                        Words.amount(amount),
                                        at.toEpochMilli())));
        changes.funding.add(new Changes.Funding(account, symbol, amount, at));
        changes.announce(new FundingSettled(account, symbol, amount, at));
    }

    /**
     * Refuses an order for the same reasons as {@link OrderDesk#place} refuses or denies it, and
     * leaves no trace: nothing is given a number, journalled or counted.
     */
    void rehearse(NewOrder placed) {
        limits.require(placed);
        Verdict verdict =
                engine().probe(
                                EngineWords.command(
                                        placed,
                                        engine().lastOrder() + 1,
                                        accounts.number(placed.command().account()),
                                        orders.contracts().find(placed.instrument()),
                                        names.find(
                                                Names.Kind.STRATEGY, EngineWords.strategy(placed)),
                                        Map.of()));
        if (verdict != Verdict.OK) {
            throw Refusal.unprocessable(
                    verdict.code(), EngineWords.denial(verdict, engine().refusingScope()));
        }
    }

    /** The account was compared with the venue; what happened before {@code until} is known. */
    void reconciled(AccountId account, Instant until, Instant at, List<String> breaks) {
        changes.reconciled.put(account, until);
        changes.announce(new AccountReconciled(account, at, breaks));
    }

    /** The shares that strategies have in the account's positions, by symbol and strategy. */
    List<SubPosition> subPositions(AccountId account) {
        int number = accounts.number(account);
        String venue = accounts.require(account).account().venue();
        List<SubPosition> shares = new ArrayList<>();
        for (Contract contract : orders.contracts().all()) {
            if (contract.venue().equals(venue)) {
                engine().shares(
                                number,
                                contract.number(),
                                (strategy, lots, entryTicks, realized) -> {
                                    if (lots != 0 || realized != 0) {
                                        shares.add(
                                                share(
                                                        contract,
                                                        strategy,
                                                        lots,
                                                        entryTicks,
                                                        realized));
                                    }
                                });
            }
        }
        return shares;
    }

    private SubPosition share(
            Contract contract, int strategy, long lots, long entryTicks, long realized) {
        return new SubPosition(
                contract.symbol(),
                names.name(Names.Kind.STRATEGY, strategy),
                contract.quantity(lots),
                lots == 0 ? null : contract.price(entryTicks),
                Words.decimal(realized));
    }

    private void applyLeverage(AccountId account, Contract contract, int leverage) {
        expectOk(
                engine().apply(
                                new Command.SetLeverage(
                                        accounts.number(account), contract.number(), leverage)));
    }

    private static void expectOk(Verdict verdict) {
        if (verdict != Verdict.OK) {
            throw new IllegalStateException("the engine says " + verdict);
        }
    }

    /** Limits on losses that were reached are announced, so that risk can tell people. */
    private final class Losses implements OrderDesk.Trips {
        @Override
        public void onTripped(Scope scope, Trip trip, long until) {
            announce(scope, trip, until);
            changes.audited.add(
                    new Changes.Audited(
                            "engine",
                            "limit.tripped",
                            scope.toString(),
                            trip,
                            now.get().toString()));
        }

        @Override
        public void onLifted(Scope scope, Trip trip) {
            changes.audited.add(
                    new Changes.Audited(
                            "engine",
                            "limit.lifted",
                            scope.toString(),
                            trip,
                            now.get().toString()));
        }

        private void announce(Scope scope, Trip trip, long until) {
            LimitBook.Named named = limits.named(scope);
            if (named != null) {
                changes.announce(
                        new LimitTripped(
                                named.account().account(),
                                named.scope().kind().name(),
                                named.scope().key(),
                                LimitWords.component(trip),
                                TradingState.REDUCING.name(),
                                until <= 0 || until == Long.MAX_VALUE
                                        ? null
                                        : Instant.ofEpochMilli(until),
                                LimitWords.words(trip),
                                now.get()));
            }
        }
    }
}
