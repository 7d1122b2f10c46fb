package io.leverageguard.exchange.core;

import io.leverageguard.engine.book.Outcome;
import io.leverageguard.engine.margin.QuoteUnits;
import io.leverageguard.exchange.core.ExchangeOrder.Origin;
import io.leverageguard.exchange.core.ExchangeOrder.Status;
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
    private final Liquidations liquidations;
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
        liquidations = new Liquidations(ledger, matching, listener);
        crowd = new Crowd(ledger, matching, seed);
        funding = new Funding(ledger, scenario);
        for (Map.Entry<String, List<Bar>> entry : scenario.bars().entrySet()) {
            Contract contract = Contracts.of(entry.getKey());
            PricePath path = new PricePath(entry.getValue(), seed);
            Market market = new Market(contract, path, startMillis, listener);
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
        liquidations.check(now);
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

    public void deposit(Account account, BigDecimal amount) {
        if (amount.signum() < 0 || amount.compareTo(DEPOSIT_MAX) > 0) {
            throw new IllegalArgumentException("a deposit is 0 to " + DEPOSIT_MAX);
        }
        ledger.deposit(account, QuoteUnits.of(amount, RoundingMode.UNNECESSARY));
    }

    public ExchangeOrder place(Account account, OrderRequest request) {
        Market market = market(request.symbol());
        ExchangeOrder.Terms terms = OrderRules.check(account, market, request);
        ExchangeOrder order =
                new ExchangeOrder(
                        matching.nextOrderId(),
                        account,
                        market,
                        request.clientId(),
                        terms,
                        Origin.USER,
                        now);
        Outcome outcome = matching.submit(order);
        if (outcome == Outcome.WOULD_TAKE) {
            throw new ExchangeRefusal(Reason.WOULD_TAKE);
        }
        if (outcome == Outcome.NOT_WHOLE) {
            throw new ExchangeRefusal(Reason.NOT_WHOLE);
        }
        return order;
    }

    /** Gives a resting order another price and quantity, and the last place in the queue. */
    public void amend(ExchangeOrder order, BigDecimal quantity, BigDecimal price) {
        if (!order.status.isOpen()) {
            throw new ExchangeRefusal(Reason.ORDER_NOT_OPEN);
        }
        ExchangeOrder.Terms terms = OrderRules.checkAmended(order, quantity, price);
        if (terms.lots() <= order.filled) {
            matching.cancel(order, Status.CANCELED, null);
        } else {
            matching.amend(order, terms);
        }
    }

    public void cancel(ExchangeOrder order) {
        if (!order.status.isOpen()) {
            throw new ExchangeRefusal(Reason.ORDER_NOT_OPEN);
        }
        matching.cancel(order, Status.CANCELED, null);
    }

    public void cancelAll(Account account, Market market) {
        for (ExchangeOrder order : account.openIn(market)) {
            matching.cancel(order, Status.CANCELED, null);
        }
    }

    public void setLeverage(Account account, Market market, int leverage) {
        if (leverage < 1 || leverage > market.contract.margins().leverageMax()) {
            throw new ExchangeRefusal(Reason.LEVERAGE_INVALID, Integer.toString(leverage));
        }
        Position position = account.position(market);
        long most =
                QuoteUnits.of(
                        market.contract.margins().notionalMax(leverage), RoundingMode.UNNECESSARY);
        if (position.notional() > most) {
            throw new ExchangeRefusal(Reason.POSITION_TOO_LARGE);
        }
        boolean smaller = leverage < position.leverage;
        if (smaller && position.isolated && position.lots != 0) {
            throw new ExchangeRefusal(Reason.LEVERAGE_TOO_SMALL_FOR_POSITION);
        }
        int before = position.leverage;
        position.leverage = leverage;
        if (smaller && account.available() < 0) {
            position.leverage = before;
            throw new ExchangeRefusal(Reason.MARGIN_INSUFFICIENT);
        }
        listener.leverageChanged(position);
    }

    public void setIsolated(Account account, Market market, boolean isolated) {
        Position position = account.position(market);
        if (position.isolated == isolated) {
            throw new ExchangeRefusal(Reason.MARGIN_MODE_SAME);
        }
        if (!account.openIn(market).isEmpty()) {
            throw new ExchangeRefusal(Reason.MARGIN_MODE_HAS_ORDERS);
        }
        if (position.lots != 0) {
            throw new ExchangeRefusal(Reason.MARGIN_MODE_HAS_POSITION);
        }
        position.isolated = isolated;
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

    /** The insurance fund. */
    Account fund() {
        return ledger.account(Ledger.INSURANCE);
    }

    Collection<Account> accounts() {
        return ledger.accounts();
    }

    public Funding funding() {
        return funding;
    }

    public Ledger.Totals totals() {
        return ledger.totals();
    }

    private void tick() {
        long second = now / SECOND;
        for (Market market : markets.values()) {
            move(market, market.path.lotsAt(second));
        }
        if (Funding.isDue(second)) {
            for (Market market : markets.values()) {
                funding.settle(market, now);
            }
        }
        liquidations.check(now);
        for (Market market : markets.values()) {
            listener.ticked(market);
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
    }
}
