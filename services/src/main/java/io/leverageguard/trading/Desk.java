package io.leverageguard.trading;

import io.leverageguard.api.marketdata.MarketData.Instrument;
import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.trading.Trading.Balance;
import io.leverageguard.api.trading.Trading.Fill;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.api.trading.Trading.PlaceOrder;
import io.leverageguard.api.trading.Trading.SetLeverage;
import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.api.trading.TradingEvent.AccountOpened;
import io.leverageguard.api.trading.TradingEvent.AccountReconciled;
import io.leverageguard.api.trading.TradingEvent.FundingSettled;
import io.leverageguard.api.trading.TradingEvent.OrderFilled;
import io.leverageguard.api.trading.TradingEvent.PositionLiquidated;
import io.leverageguard.engine.ApprovedOrder;
import io.leverageguard.engine.Command;
import io.leverageguard.engine.Engine;
import io.leverageguard.engine.EngineListener;
import io.leverageguard.engine.Limits;
import io.leverageguard.engine.Verdict;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.VenueKeyId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.trading.OrderRow.News;
import io.leverageguard.venues.Reports.Closure;
import io.leverageguard.venues.Reports.FillReport;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.OrderSide;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the engine's thread knows in words: it turns commands and reports into the engine's numbers,
 * and the engine's decisions into rows and events. Touched by that thread only.
 */
final class Desk implements EngineListener {
    /** Names an order at its venue. */
    private record ClientKey(AccountId account, String clientOrderId) {}

    private final Engine engine = new Engine(this);
    private final Changes changes = new Changes();
    private final PositionBook positions;
    private final Map<AccountId, DeskAccount> accounts = new LinkedHashMap<>();
    private final Map<VenueKeyId, DeskAccount> accountsByKey = new HashMap<>();
    private final Map<String, Contract> contracts = new HashMap<>();
    private final Map<Long, OrderRow> working = new LinkedHashMap<>();
    private final Map<ClientKey, Long> numbers = new HashMap<>();
    private @Nullable OrderRow moved;
    private @Nullable ApprovedOrder approved;
    private News news = News.of("", Instant.EPOCH);

    Desk(Margins margins) {
        this.positions = new PositionBook(margins, changes);
    }

    Engine engine() {
        return engine;
    }

    Changes changes() {
        return changes;
    }

    PositionBook positions() {
        return positions;
    }

    /** Takes over what the rows say, before or after a restart. */
    void load(
            Collection<DeskAccount> storedAccounts,
            Collection<Contract> storedContracts,
            Collection<OrderRow> storedOrders) {
        changes.clear();
        accounts.clear();
        accountsByKey.clear();
        contracts.clear();
        working.clear();
        numbers.clear();
        storedAccounts.forEach(this::remember);
        storedContracts.forEach(contract -> contracts.put(key(contract), contract));
        storedOrders.forEach(this::remember);
    }

    /** Opens an account, or returns the one that was opened before with the same key. */
    Account openAccount(Account account, Limits limits, String actor) {
        DeskAccount first = accountsByKey.get(account.venueKey());
        if (first != null) {
            return first.account();
        }
        for (DeskAccount other : accounts.values()) {
            if (other.account().venue().equals(account.venue())
                    && other.account().accountUid().equals(account.accountUid())) {
                throw Refusal.conflict(
                        "account_exists", "this venue account is traded with another key already");
            }
        }
        DeskAccount opened = new DeskAccount(accounts.size() + 1, account);
        expectOk(engine.apply(new Command.OpenAccount(opened.number(), limits)));
        remember(opened);
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
    void limits(AccountId account, Limits limits) {
        DeskAccount known = accounts.get(account);
        if (known == null) {
            return;
        }
        Verdict verdict = engine.apply(new Command.SetLimits(known.number(), limits));
        if (verdict == Verdict.OK) {
            changes.audited.add(
                    new Changes.Audited(
                            "risk", "limits.in_force", account.toString(), limits, "decided"));
        }
    }

    /** Refuses a leverage above the account's limit. */
    void requireLeverage(AccountId account, int leverage) {
        Verdict verdict = engine.checkLeverage(number(account), leverage);
        if (verdict != Verdict.OK) {
            throw Refusal.unprocessable(verdict.code(), verdict.words());
        }
    }

    /** The venue uses this margin mode and leverage now. */
    void leverage(SetLeverage command, Instrument instrument, Instant now) {
        AccountId account = command.account();
        applyLeverage(account, contract(instrument), command.leverage());
        positions.leverage(account(account).venue(), instrument.quote(), command, now);
    }

    /** Journals an order; the engine approves or denies it. */
    Placement place(
            PlaceOrder command, Instrument instrument, @Nullable BigDecimal mark, Instant now) {
        Contract contract = contract(instrument);
        BigDecimal price = command.price();
        Command.PlaceOrder order =
                new Command.PlaceOrder(
                        engine.lastOrder() + 1,
                        number(command.account()),
                        contract.number(),
                        command.side() == Side.BUY,
                        contract.exactLots(command.quantity()),
                        price == null ? 0 : contract.exactTicks(price),
                        mark == null ? 0 : contract.ticksUp(mark),
                        Boolean.TRUE.equals(command.reduceOnly()));
        OrderRow row = OrderRow.of(order.order(), command, now);
        approved = null;
        Verdict verdict = engine.apply(order);
        if (verdict != Verdict.OK) {
            News why = News.of(verdict.code() + ": " + verdict.words(), now);
            row = row.after(OrderState.DENIED, BigDecimal.ZERO, why);
        } else {
            remember(row);
        }
        changes.order(row);
        return new Placement(row.order(), contract, approved);
    }

    /** Moves an order of ours without a report: sent, unknown, rejected. */
    Order move(Order order, OrderState to, String reason, Instant now) {
        Long number = numbers.get(new ClientKey(order.account(), order.clientOrderId()));
        if (number == null) {
            return order;
        }
        OrderRow row = Objects.requireNonNull(working.get(number), "not working");
        return move(row, Words.engine(to), 0, News.of(reason, now)).order();
    }

    /** Moves an order unless something was heard of it since it was read: then it stays. */
    Order conclude(Order read, OrderState to, String reason, Instant now) {
        Long number = numbers.get(new ClientKey(read.account(), read.clientOrderId()));
        OrderRow row = number == null ? null : working.get(number);
        if (row == null) {
            return read;
        }
        boolean same =
                row.order().state() == read.state()
                        && row.order().updatedAt().equals(read.updatedAt());
        return same ? move(row, Words.engine(to), 0, News.of(reason, now)).order() : row.order();
    }

    /** A cancel will be sent; refuses if the order is not open. */
    Order requestCancel(Order order, Instant now) {
        Long number = numbers.get(new ClientKey(order.account(), order.clientOrderId()));
        news = News.of("", now);
        Verdict verdict =
                number == null
                        ? Verdict.UNKNOWN_ORDER
                        : engine.apply(new Command.RequestCancel(number));
        if (verdict != Verdict.OK) {
            throw Refusal.conflict(
                    "order_not_open", "the order is not open; it is " + order.state());
        }
        return Objects.requireNonNull(moved, "not moved").order();
    }

    /** The venue did not cancel the order: it is open as before. */
    Order refuseCancel(Order order, Instant now) {
        Long number = numbers.get(new ClientKey(order.account(), order.clientOrderId()));
        if (number == null) {
            return order;
        }
        news = News.of("", now);
        moved = working.get(number);
        engine.apply(new Command.RefuseCancel(number));
        return Objects.requireNonNull(moved, "not working").order();
    }

    /**
     * News of an order from the venue. {@code known} is the stored order, absent when we never
     * heard of it: then it is adopted.
     */
    OrderRow report(
            AccountId account,
            Instrument instrument,
            OrderReport report,
            @Nullable OrderRow known) {
        Long number = numbers.get(new ClientKey(account, report.clientOrderId()));
        if (number == null && known != null) {
            number = known.number();
        }
        OrderRow row = number == null ? null : working.get(number);
        if (row == null) {
            // The same batch may have brought the order to its end, or adopted it, just before.
            OrderRow ended =
                    changes.orders.get(
                            known == null
                                    ? OrderRow.externalId(account, report.venueOrderId())
                                    : known.order().order());
            OrderRow kept = ended == null ? known : ended;
            return kept == null ? adopt(account, instrument, report) : kept;
        }
        Contract contract = contract(instrument);
        OrderState to = Words.api(report.status(), row.order().state());
        return move(row, Words.engine(to), contract.lots(report.filled()), News.of(report));
    }

    /** A fill that was not seen before. */
    void fill(OrderRow row, Instrument instrument, FillReport fill) {
        Order order = row.order();
        Contract contract = contract(instrument);
        expectOk(
                engine.apply(
                        new Command.Fill(
                                row.number(),
                                number(order.account()),
                                contract.number(),
                                fill.side() == OrderSide.BUY,
                                contract.lots(fill.quantity()),
                                fill.at().toEpochMilli())));
        Fill stored =
                new Fill(
                        order.account(),
                        order.order(),
                        fill.venueOrderId(),
                        fill.tradeId(),
                        fill.symbol(),
                        Words.api(fill.side()),
                        Words.plain(fill.quantity()),
                        Words.plain(fill.price()),
                        Words.plain(fill.fee()),
                        Words.plain(fill.realizedPnl()),
                        fill.maker(),
                        order.strategy(),
                        fill.at());
        changes.fills.add(stored);
        changes.announce(new OrderFilled(order.account(), stored));
    }

    /**
     * A position as the venue has it now. What it was {@code asked} for is newer than all that was
     * heard before, whenever the position itself last changed.
     */
    void position(PositionRow reported, Instrument instrument, boolean asked) {
        Account account = account(reported.account());
        Contract contract = contract(instrument);
        long known = engine.positionReportedAt(number(reported.account()), contract.number());
        long changed = reported.updatedAt().toEpochMilli();
        Verdict verdict =
                engine.apply(
                        new Command.ReportPosition(
                                number(reported.account()),
                                contract.number(),
                                contract.lots(reported.quantity()),
                                asked ? Math.max(changed, known) : changed));
        if (verdict != Verdict.OK) {
            return;
        }
        if (reported.leverage() > 0 && !reported.isFlat()) {
            applyLeverage(reported.account(), contract, reported.leverage());
        }
        positions.report(account.venue(), contract.quote(), reported);
    }

    /** The venue was asked and has no position there: a fill that it listed late moved ours. */
    void confirmFlat(PositionRow flat, Instrument instrument) {
        Contract contract = contract(instrument);
        if (engine.positionLots(number(flat.account()), contract.number()) != 0) {
            position(flat, instrument, true);
        }
    }

    /** A balance as the venue has it now. */
    void balance(AccountId account, Balance balance) {
        positions.balance(account, balance);
    }

    /** A funding that was not seen before. */
    void funding(AccountId account, String symbol, BigDecimal amount, Instant at) {
        changes.funding.add(new Changes.Funding(account, symbol, amount, at));
        changes.announce(new FundingSettled(account, symbol, amount, at));
    }

    /** The account was compared with the venue; what happened before {@code until} is known. */
    void reconciled(AccountId account, Instant until, Instant at, List<String> breaks) {
        changes.reconciled.put(account, until);
        changes.announce(new AccountReconciled(account, at, breaks));
    }

    @Override
    public void onApproved(ApprovedOrder order) {
        approved = order;
    }

    @Override
    public void onOrder(long number, io.leverageguard.engine.OrderState state, long filledLots) {
        if (state == io.leverageguard.engine.OrderState.DENIED) {
            return; // Told by place(), which knows why.
        }
        OrderRow before = Objects.requireNonNull(working.get(number), "not working");
        Order order = before.order();
        Contract contract = contracts.get(key(account(order.account()).venue(), order.symbol()));
        BigDecimal filled = Objects.requireNonNull(contract, "no contract").quantity(filledLots);
        // The news is of the next state; of the step before it only the time is known.
        boolean onTheWay = state == io.leverageguard.engine.OrderState.SUBMITTED;
        News heard = onTheWay ? News.of("", news.at()) : news;
        OrderRow after = before.after(Words.api(state), filled, heard);
        moved = after;
        changes.order(after);
        if (state.isFinal()) {
            working.remove(number);
            numbers.remove(new ClientKey(order.account(), order.clientOrderId()));
            announceLiquidation(after);
        } else {
            working.put(number, after);
        }
    }

    private OrderRow move(
            OrderRow row, io.leverageguard.engine.OrderState to, long filledLots, News said) {
        news = said;
        moved = row;
        expectOk(engine.apply(new Command.MoveOrder(row.number(), to, filledLots)));
        return Objects.requireNonNull(moved, "never null here");
    }

    /** An order that we did not send: kept, and counted as exposure while it is open. */
    private OrderRow adopt(AccountId account, Instrument instrument, OrderReport report) {
        Contract contract = contract(instrument);
        OrderState state = Words.api(report.status(), OrderState.ACCEPTED);
        Command.AdoptOrder command =
                new Command.AdoptOrder(
                        engine.lastOrder() + 1,
                        number(account),
                        contract.number(),
                        report.side() == OrderSide.BUY,
                        contract.lots(report.quantity()),
                        contract.lots(report.filled()),
                        Words.engine(state));
        expectOk(engine.apply(command));
        OrderRow row = OrderRow.of(command.order(), account, report, state);
        changes.order(row);
        if (state.isFinal()) {
            announceLiquidation(row);
        } else {
            remember(row);
        }
        return row;
    }

    private void announceLiquidation(OrderRow row) {
        Order order = row.order();
        if (row.closure() != Closure.LIQUIDATION || order.filled().signum() == 0) {
            return;
        }
        Account account = account(order.account());
        BigDecimal price = order.averagePrice();
        changes.conclude(
                new PositionLiquidated(
                        order.account(),
                        account.owner(),
                        account.venue(),
                        order.symbol(),
                        order.side() == Side.SELL ? "LONG" : "SHORT",
                        order.venueOrderId(),
                        order.filled(),
                        price == null ? BigDecimal.ZERO : price,
                        order.updatedAt()));
    }

    private void applyLeverage(AccountId account, Contract contract, int leverage) {
        expectOk(
                engine.apply(
                        new Command.SetLeverage(number(account), contract.number(), leverage)));
    }

    private Contract contract(Instrument instrument) {
        Contract known = contracts.get(key(instrument.venue(), instrument.symbol()));
        if (known != null) {
            return known;
        }
        Contract contract =
                new Contract(
                        contracts.size() + 1,
                        instrument.venue(),
                        instrument.symbol(),
                        instrument.quote(),
                        instrument.tickSize(),
                        instrument.lotSize());
        expectOk(
                engine.apply(
                        new Command.AddInstrument(contract.number(), contract.unitNotional())));
        contracts.put(key(contract), contract);
        changes.contracts.add(contract);
        return contract;
    }

    private void remember(DeskAccount account) {
        accounts.put(account.account().account(), account);
        accountsByKey.put(account.account().venueKey(), account);
    }

    private void remember(OrderRow row) {
        working.put(row.number(), row);
        numbers.put(
                new ClientKey(row.order().account(), row.order().clientOrderId()), row.number());
    }

    private Account account(AccountId account) {
        return deskAccount(account).account();
    }

    private int number(AccountId account) {
        return deskAccount(account).number();
    }

    private DeskAccount deskAccount(AccountId account) {
        DeskAccount known = accounts.get(account);
        if (known == null) {
            throw Refusal.notFound("account", account);
        }
        return known;
    }

    private static String key(Contract contract) {
        return key(contract.venue(), contract.symbol());
    }

    private static String key(String venue, String symbol) {
        return venue + "/" + symbol;
    }

    private static void expectOk(Verdict verdict) {
        if (verdict != Verdict.OK) {
            throw new IllegalStateException("the engine says " + verdict);
        }
    }
}
