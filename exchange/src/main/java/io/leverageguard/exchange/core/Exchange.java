package io.leverageguard.exchange.core;

import io.leverageguard.engine.margin.QuoteUnits;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The exchange: one writer, explicit time.
 *
 * <p>Time moves in {@link #advance} alone, second by second: the crowd trades the second's price
 * and volume, marks are reckoned, funding is paid when it is due, and positions are liquidated.
 */
public final class Exchange {
    private static final long SECOND = 1000;
    private static final BigDecimal DEPOSIT_MAX = new BigDecimal("1000000000");

    private final Scenario scenario;
    private final ExchangeListener listener;
    private final Ledger ledger;
    private final Matching matching;
    private final Orders orders;
    private final Triggers triggers;
    private final Settings settings;
    private final Liquidations liquidations;
    private final AdlQueue adl;
    private final Crowd crowd;
    private final Funding funding;
    private final SortedMap<String, Market> markets = new TreeMap<>();
    private long now;

    public Exchange(
            Scenario scenario,
            long startMillis,
            long seed,
            BigDecimal insurance,
            ExchangeListener listener) {
        this.scenario = scenario;
        this.listener = listener;
        now = startMillis;
        ledger = new Ledger(listener, QuoteUnits.of(insurance, RoundingMode.UNNECESSARY));
        matching = new Matching(ledger, listener);
        orders = new Orders(matching);
        triggers = new Triggers(orders, matching, listener);
        settings = new Settings(ledger, listener);
        adl = new AdlQueue(ledger);
        liquidations = new Liquidations(ledger, matching, adl, listener);
        crowd = new Crowd(ledger, matching, seed);
        funding = new Funding(ledger, scenario);
        for (Map.Entry<String, List<Bar>> entry : scenario.bars().entrySet()) {
            Contract contract = Contracts.of(entry.getKey());
            PricePath path = new PricePath(entry.getValue(), seed);
            Market market = new Market(contract, markets.size(), path, startMillis, listener);
            markets.put(entry.getKey(), market);
            funding.remember(
                    market, entry.getValue().getFirst().openSecond(), startMillis / SECOND);
        }
        stamp();
        tick();
    }

    public long now() {
        return now;
    }

    /** Whether the scenario has no more bars. */
    public boolean isDone() {
        return now >= scenario.end().toEpochMilli();
    }

    /** Moves time; whole seconds on the way are lived through one by one. */
    public void advance(long millis) {
        if (millis < 0) {
            throw new IllegalArgumentException("time does not go back: " + millis);
        }
        long target = Math.addExact(now, millis);
        long next = now - Math.floorMod(now, SECOND) + SECOND;
        while (next <= target) {
            now = next;
            stamp();
            tick();
            next += SECOND;
        }
        now = target;
        stamp();
    }

    /** Sets the price now; the scenario goes on from there with the same moves. */
    public void setPrice(Market market, BigDecimal price) {
        if (price.signum() <= 0) {
            throw new ExchangeRefusal(Reason.PRICE_NOT_POSITIVE);
        }
        if (price.compareTo(market.contract.priceMax()) > 0) {
            throw new ExchangeRefusal(Reason.PRICE_TOO_HIGH);
        }
        long second = now / SECOND;
        market.offsetTicks =
                Math.max(1, market.contract.ticksNear(price)) - market.path.ticksAt(second);
        market.forgetBasis();
        move(market, 1);
        settle();
        liquidations.check(now);
        settle();
        listener.ticked(market);
    }

    public Account openAccount() {
        return ledger.open();
    }

    /** The account with this number. */
    public Account account(long id) {
        Account account = ledger.account(id);
        if (account.system) {
            throw new IllegalArgumentException("no account " + id);
        }
        return account;
    }

    /** An amount that can be deposited; anything else is refused. */
    public static BigDecimal checkedDeposit(BigDecimal amount) {
        boolean fits = amount.stripTrailingZeros().scale() <= QuoteUnits.SCALE;
        if (!fits || amount.signum() < 0 || amount.compareTo(DEPOSIT_MAX) > 0) {
            throw new IllegalArgumentException("a deposit is 0 to " + DEPOSIT_MAX);
        }
        return amount;
    }

    public void deposit(Account account, BigDecimal amount) {
        ledger.deposit(account, QuoteUnits.of(checkedDeposit(amount), RoundingMode.UNNECESSARY));
    }

    /** Takes money out; what positions and orders need stays. */
    public void withdraw(Account account, BigDecimal amount) {
        settings.withdraw(account, amount);
    }

    /** The account is about to trade by a venue's protocol; its first order decides the rule. */
    public void adopt(Account account, MarginRule rule) {
        if (account.orders.isEmpty() && account.triggers.isEmpty()) {
            account.marginRule = rule;
        }
    }

    public ExchangeOrder place(Account account, OrderRequest request) {
        Market market = market(request.symbol());
        triggers.checkAttached(account, market, request);
        ExchangeOrder order = orders.place(account, market, request, null);
        triggers.watch(order);
        settle();
        return order;
    }

    /** The same, but an order that would take or cannot trade whole is taken, and ends at once. */
    public ExchangeOrder accept(Account account, OrderRequest request) {
        Market market = market(request.symbol());
        triggers.checkAttached(account, market, request);
        ExchangeOrder order = orders.accept(account, market, request);
        triggers.watch(order);
        settle();
        return order;
    }

    /** Gives a resting order another price and quantity, and the last place in the queue. */
    public void amend(ExchangeOrder order, BigDecimal quantity, BigDecimal price) {
        orders.amend(order, quantity, price);
        settle();
    }

    /** The same, but an order that only becomes smaller keeps its place. */
    public void amendInPlace(ExchangeOrder order, BigDecimal quantity, BigDecimal price) {
        orders.amendInPlace(order, quantity, price);
        settle();
    }

    public void cancel(ExchangeOrder order) {
        orders.cancel(order);
        settle();
    }

    public void cancelAll(Account account, Market market) {
        for (ExchangeOrder order : account.openIn(market)) {
            orders.cancel(order);
        }
        settle();
    }

    /** Places a conditional order in the contract of its order. */
    public Trigger placeTrigger(Account account, TriggerRequest request) {
        Trigger trigger = triggers.place(account, market(request.order().symbol()), request);
        settle();
        return trigger;
    }

    /** Two conditional orders of which one dies when the other triggers. */
    public List<Trigger> placePair(Account account, TriggerRequest one, TriggerRequest other) {
        Market market = market(one.order().symbol());
        List<Trigger> pair = triggers.placePair(account, market, List.of(one, other));
        settle();
        return pair;
    }

    /** Changes what a waiting trigger waits for or sends; kind, side, leg and id stay. */
    public void amend(Trigger trigger, TriggerRequest request) {
        triggers.amend(trigger, request);
        settle();
    }

    public void cancel(Trigger trigger) {
        triggers.cancel(trigger);
        settle();
    }

    public void cancelAllTriggers(Account account, Market market) {
        for (Trigger trigger : account.waitingIn(market)) {
            triggers.cancel(trigger);
        }
        settle();
    }

    /** Of all legs of a contract; the listener hears of the first one. */
    public void setLeverage(Account account, Market market, int leverage) {
        settings.setLeverage(account, market, leverage);
    }

    /** Of one leg alone. */
    public void setLeverage(Position position, int leverage) {
        settings.setLeverage(position, leverage);
    }

    public void setIsolated(Account account, Market market, boolean isolated) {
        settings.setIsolated(account, market, isolated);
    }

    /** Hedge mode or one-way mode, for all contracts of the account. */
    public void setHedge(Account account, boolean hedge) {
        settings.setHedge(account, hedge);
    }

    /** Adds to the margin of an isolated position, or takes from it when negative. */
    public void addMargin(Position position, BigDecimal amount) {
        settings.addMargin(position, amount);
    }

    public Market market(String symbol) {
        Market market = markets.get(symbol);
        if (market == null) {
            throw new ExchangeRefusal(Reason.UNKNOWN_SYMBOL);
        }
        return market;
    }

    public Collection<Market> markets() {
        return markets.values();
    }

    /** The insurance fund; read only. */
    public Account fund() {
        return ledger.account(Ledger.INSURANCE);
    }

    public Collection<Account> accounts() {
        return ledger.accounts();
    }

    /** How soon a position would be closed for another's liquidation: 0 to 4, 4 being first. */
    public int adlQuantile(Position position) {
        return adl.quantile(position);
    }

    /** The lots that are held long, as many as are held short. */
    public long openLots(Market market) {
        long lots = 0;
        for (Account account : ledger.accounts()) {
            for (Position position : account.positions()) {
                lots += position.market == market ? Math.max(0, position.lots) : 0;
            }
        }
        return lots;
    }

    public Funding funding() {
        return funding;
    }

    public Ledger.Totals totals() {
        return ledger.totals();
    }

    private void tick() {
        long second = now / SECOND;
        orders.expire();
        triggers.expire();
        for (Market market : markets.values()) {
            move(market, market.path.lotsAt(second));
        }
        settle();
        if (Funding.isDue(second)) {
            for (Market market : markets.values()) {
                listener.fundingSettled(market, funding.settle(market, now));
            }
        }
        liquidations.check(now);
        settle();
        for (Market market : markets.values()) {
            listener.ticked(market);
        }
    }

    /** Lets triggers see where prices went; after everything that may have moved them. */
    private void settle() {
        triggers.settle();
        for (Market market : markets.values()) {
            market.forgetRange();
        }
    }

    private void move(Market market, long lots) {
        long second = now / SECOND;
        long ticks = Math.max(2, market.path.ticksAt(second) + market.offsetTicks);
        crowd.act(market, ticks, lots, now);
        market.price(ticks, Funding.next(second) - second);
    }

    private void stamp() {
        ledger.now(now);
        matching.now(now);
        orders.now(now);
        triggers.now(now);
    }
}
