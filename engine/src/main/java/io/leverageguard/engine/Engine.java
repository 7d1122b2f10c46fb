package io.leverageguard.engine;

import io.leverageguard.engine.Command.AddInstrument;
import io.leverageguard.engine.Command.AdoptOrder;
import io.leverageguard.engine.Command.Fill;
import io.leverageguard.engine.Command.MoveOrder;
import io.leverageguard.engine.Command.OpenAccount;
import io.leverageguard.engine.Command.PlaceOrder;
import io.leverageguard.engine.Command.RefuseCancel;
import io.leverageguard.engine.Command.ReportPosition;
import io.leverageguard.engine.Command.RequestCancel;
import io.leverageguard.engine.Command.SetLeverage;
import io.leverageguard.engine.Command.SetLimits;
import java.util.stream.Stream;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * The order and position state of every account, and the limits they must keep. Touched by one
 * thread; knows no clock, no I/O and no randomness, so that the same commands give the same state.
 */
public final class Engine {
    private final EngineListener audience;
    private final CommandCodec codec = new CommandCodec();
    private final Int2ObjectHashMap<AccountEntry> accounts = new Int2ObjectHashMap<>();
    private final Int2ObjectHashMap<InstrumentEntry> instruments = new Int2ObjectHashMap<>();
    private final Long2ObjectHashMap<PositionEntry> positions = new Long2ObjectHashMap<>();
    private final Long2ObjectHashMap<OrderEntry> orders = new Long2ObjectHashMap<>();
    private final Long2ObjectHashMap<OrderEntry> settling = new Long2ObjectHashMap<>();
    private EngineListener listener;
    private long lastOrder;
    private long hash;

    /** An empty engine that tells {@code listener} what it decides. */
    public Engine(EngineListener listener) {
        this.audience = listener;
        this.listener = listener;
    }

    /** Writes the command down for the journal and applies it. */
    public Verdict apply(Command command) {
        codec.write(command);
        return execute(command);
    }

    /** The number of the newest order. */
    public long lastOrder() {
        return lastOrder;
    }

    /** The net position in lots, as far as we know. */
    public long positionLots(int account, int instrument) {
        PositionEntry position = positions.get(PositionEntry.key(account, instrument));
        return position == null ? 0 : position.lots;
    }

    /** As of when the position is known, by the venue's clock; the least number if it never was. */
    public long positionReportedAt(int account, int instrument) {
        PositionEntry position = positions.get(PositionEntry.key(account, instrument));
        return position == null ? Long.MIN_VALUE : position.reportedAt;
    }

    /** How many orders of the account can still be filled. */
    public int openOrders(int account) {
        AccountEntry entry = accounts.get(account);
        return entry == null ? 0 : entry.openOrders;
    }

    /** Whether the account's limits allow this leverage. */
    public Verdict checkLeverage(int account, int leverage) {
        AccountEntry entry = accounts.get(account);
        if (entry == null) {
            return Verdict.UNKNOWN_ACCOUNT;
        }
        return leverage > entry.limits.leverageMax() ? Verdict.LEVERAGE : Verdict.OK;
    }

    /** The hash of the whole state: equal after equal commands. */
    public long stateHash() {
        return StateHash.mix(hash, lastOrder);
    }

    /** The hash computed from nothing, to prove the running one. */
    long recomputedHash() {
        long sum = 0;
        for (AccountEntry account : accounts.values()) {
            sum += account.hash();
        }
        for (InstrumentEntry instrument : instruments.values()) {
            sum += instrument.hash();
        }
        for (PositionEntry position : positions.values()) {
            sum += position.hash();
        }
        for (OrderEntry order : orders.values()) {
            sum += order.hash();
        }
        for (OrderEntry order : settling.values()) {
            sum += order.hash();
        }
        return StateHash.mix(sum, lastOrder);
    }

    /** Whether the running sums of every position are what its orders add up to. */
    boolean exposureIsExact() {
        for (PositionEntry position : positions.values()) {
            if (position.buyLotsExposed != exposedLots(position, true)
                    || position.sellLotsExposed != exposedLots(position, false)) {
                return false;
            }
        }
        int open = accounts.values().stream().mapToInt(account -> account.openOrders).sum();
        return open == orders.size();
    }

    private long exposedLots(PositionEntry position, boolean buy) {
        return Stream.of(orders, settling)
                .flatMap(table -> table.values().stream())
                .filter(order -> order.position == position && order.buy == buy)
                .mapToLong(OrderEntry::exposedLots)
                .sum();
    }

    byte[] written() {
        return codec.written();
    }

    void clearWritten() {
        codec.clear();
    }

    void reset() {
        accounts.clear();
        instruments.clear();
        positions.clear();
        orders.clear();
        settling.clear();
        codec.clear();
        lastOrder = 0;
        hash = 0;
    }

    /** Applies a batch of the journal in silence and checks that it leads where it led before. */
    void replay(byte[] commands, long expectedHash) {
        listener = EngineListener.NONE;
        try {
            CommandCodec.read(commands, this::execute);
        } finally {
            listener = audience;
        }
        if (stateHash() != expectedHash) {
            throw new IllegalStateException("the journal leads to another state than it did");
        }
    }

    private Verdict execute(Command command) {
        return switch (command) {
            case OpenAccount c -> openAccount(c);
            case SetLimits c -> setLimits(c);
            case AddInstrument c -> addInstrument(c);
            case SetLeverage c -> setLeverage(c);
            case PlaceOrder c -> place(c);
            case AdoptOrder c -> adopt(c);
            case MoveOrder c -> move(c);
            case RequestCancel c -> requestCancel(c);
            case RefuseCancel c -> refuseCancel(c);
            case Fill c -> fill(c);
            case ReportPosition c -> reportPosition(c);
        };
    }

    private Verdict openAccount(OpenAccount command) {
        if (accounts.containsKey(command.account())) {
            return Verdict.USED_NUMBER;
        }
        AccountEntry account = new AccountEntry(command.account(), command.limits());
        accounts.put(account.number, account);
        hash += account.hash();
        return Verdict.OK;
    }

    private Verdict setLimits(SetLimits command) {
        AccountEntry account = accounts.get(command.account());
        if (account == null) {
            return Verdict.UNKNOWN_ACCOUNT;
        }
        if (command.limits().version() < account.limits.version()) {
            return Verdict.OUTDATED;
        }
        hash -= account.hash();
        account.limits = command.limits();
        hash += account.hash();
        return Verdict.OK;
    }

    private Verdict addInstrument(AddInstrument command) {
        if (instruments.containsKey(command.instrument())) {
            return Verdict.USED_NUMBER;
        }
        InstrumentEntry instrument =
                new InstrumentEntry(command.instrument(), command.unitNotional());
        instruments.put(instrument.number(), instrument);
        hash += instrument.hash();
        return Verdict.OK;
    }

    private Verdict setLeverage(SetLeverage command) {
        Verdict known = knows(command.account(), command.instrument());
        if (known != Verdict.OK) {
            return known;
        }
        PositionEntry position = position(command.account(), command.instrument());
        hash -= position.hash();
        position.leverage = command.leverage();
        hash += position.hash();
        return Verdict.OK;
    }

    private Verdict place(PlaceOrder command) {
        if (command.order() <= lastOrder) {
            return Verdict.USED_NUMBER;
        }
        lastOrder = command.order();
        Verdict verdict = knows(command.account(), command.instrument());
        if (verdict == Verdict.OK) {
            verdict = check(command, position(command.account(), command.instrument()));
        }
        if (verdict != Verdict.OK) {
            listener.onOrder(command.order(), OrderState.DENIED, 0);
            return verdict;
        }
        add(new OrderEntry(command, position(command.account(), command.instrument())));
        listener.onApproved(new ApprovedOrder(command));
        return Verdict.OK;
    }

    /** Every limit, in the order in which a person would want to hear of it. */
    private Verdict check(PlaceOrder order, PositionEntry position) {
        Limits limits = position.account.limits;
        if (limits.state() == TradingState.HALTED) {
            return Verdict.HALTED;
        }
        if (position.account.openOrders >= limits.openOrdersMax()) {
            return Verdict.OPEN_ORDERS;
        }
        boolean reduces = order.lots() <= position.reducibleLots(order.buy());
        if (order.reduceOnly() && !position.isAgainst(order.buy())) {
            return Verdict.NOTHING_TO_REDUCE;
        }
        // The venue cuts a reduce-only order down to the position, so it cannot increase it.
        if (reduces || order.reduceOnly()) {
            return Verdict.OK;
        }
        if (limits.state() == TradingState.REDUCING) {
            return Verdict.REDUCING_ONLY;
        }
        if (position.leverage == 0) {
            return Verdict.LEVERAGE_UNKNOWN;
        }
        if (position.leverage > limits.leverageMax()) {
            return Verdict.LEVERAGE;
        }
        return checkNotional(order, position);
    }

    private static Verdict checkNotional(PlaceOrder order, PositionEntry position) {
        Limits limits = position.account.limits;
        long ticks = valuationTicks(order);
        InstrumentEntry instrument = position.instrument;
        if (instrument.notional(order.lots(), ticks) > limits.orderNotionalMax()) {
            return Verdict.ORDER_NOTIONAL;
        }
        long worstLots = position.worstLots(order.buy(), order.lots());
        if (instrument.notional(worstLots, ticks) > limits.positionNotionalMax()) {
            return Verdict.POSITION_NOTIONAL;
        }
        return Verdict.OK;
    }

    /** A sell limit below the market trades at the market; a buy limit never above its price. */
    private static long valuationTicks(PlaceOrder order) {
        if (order.limitTicks() == 0) {
            return order.referenceTicks();
        }
        return order.buy()
                ? order.limitTicks()
                : Math.max(order.limitTicks(), order.referenceTicks());
    }

    private Verdict adopt(AdoptOrder command) {
        if (command.order() <= lastOrder) {
            return Verdict.USED_NUMBER;
        }
        lastOrder = command.order();
        Verdict known = knows(command.account(), command.instrument());
        if (known == Verdict.OK && !command.state().isFinal()) {
            add(new OrderEntry(command, position(command.account(), command.instrument())));
        }
        return known;
    }

    private Verdict move(MoveOrder command) {
        OrderEntry order = orders.get(command.order());
        if (order == null) {
            return Verdict.UNKNOWN_ORDER;
        }
        if (order.state == OrderState.INITIALIZED && command.to() != OrderState.SUBMITTED) {
            change(order, OrderState.SUBMITTED, order.filledLots);
        }
        long filled = Math.max(order.filledLots, command.filledLots());
        boolean stale = order.state == OrderState.PENDING_CANCEL && !command.to().isFinal();
        boolean enters = !stale && order.state.canBecome(command.to());
        if (!enters && filled == order.filledLots) {
            return Verdict.OK;
        }
        change(order, enters ? command.to() : order.state, filled);
        return Verdict.OK;
    }

    private Verdict requestCancel(RequestCancel command) {
        OrderEntry order = orders.get(command.order());
        if (order == null) {
            return Verdict.UNKNOWN_ORDER;
        }
        if (!order.state.canBecome(OrderState.PENDING_CANCEL)) {
            return Verdict.WRONG_STATE;
        }
        change(order, OrderState.PENDING_CANCEL, order.filledLots);
        return Verdict.OK;
    }

    private Verdict refuseCancel(RefuseCancel command) {
        OrderEntry order = orders.get(command.order());
        if (order == null) {
            return Verdict.UNKNOWN_ORDER;
        }
        if (order.state != OrderState.PENDING_CANCEL) {
            return Verdict.WRONG_STATE;
        }
        OrderState before =
                order.filledLots == 0 ? OrderState.ACCEPTED : OrderState.PARTIALLY_FILLED;
        change(order, before, order.filledLots);
        return Verdict.OK;
    }

    /**
     * A fill moves the position unless the venue's last report is as new as the fill: then the
     * report has it in it already.
     */
    private Verdict fill(Fill command) {
        Verdict known = knows(command.account(), command.instrument());
        if (known != Verdict.OK) {
            return known;
        }
        OrderEntry order = orders.get(command.order());
        order = order == null ? settling.get(command.order()) : order;
        if (order != null) {
            confirm(order, command.lots());
        }
        PositionEntry position = position(command.account(), command.instrument());
        if (command.at() > position.reportedAt) {
            hash -= position.hash();
            position.lots += command.buy() ? command.lots() : -command.lots();
            hash += position.hash();
        }
        return Verdict.OK;
    }

    private Verdict reportPosition(ReportPosition command) {
        Verdict known = knows(command.account(), command.instrument());
        if (known != Verdict.OK) {
            return known;
        }
        PositionEntry position = position(command.account(), command.instrument());
        if (command.at() < position.reportedAt) {
            return Verdict.OUTDATED;
        }
        hash -= position.hash();
        position.lots = command.lots();
        position.reportedAt = command.at();
        hash += position.hash();
        return Verdict.OK;
    }

    private Verdict knows(int account, int instrument) {
        if (!accounts.containsKey(account)) {
            return Verdict.UNKNOWN_ACCOUNT;
        }
        return instruments.containsKey(instrument) ? Verdict.OK : Verdict.UNKNOWN_INSTRUMENT;
    }

    private PositionEntry position(int account, int instrument) {
        long key = PositionEntry.key(account, instrument);
        PositionEntry position = positions.get(key);
        if (position == null) {
            position = new PositionEntry(accounts.get(account), instruments.get(instrument));
            positions.put(key, position);
            hash += position.hash();
        }
        return position;
    }

    private void add(OrderEntry order) {
        orders.put(order.number, order);
        hash += order.hash();
        order.position.account.openOrders++;
        count(order, 1);
    }

    private void change(OrderEntry order, OrderState to, long filledLots) {
        hash -= order.hash();
        count(order, -1);
        order.state = to;
        order.filledLots = filledLots;
        if (to.isFinal()) {
            orders.remove(order.number);
            order.position.account.openOrders--;
            settle(order);
        } else {
            count(order, 1);
            hash += order.hash();
        }
        listener.onOrder(order.number, to, filledLots);
    }

    /** Keeps an ended order for as long as fills of it are on their way. */
    private void settle(OrderEntry order) {
        if (order.unconfirmedLots() > 0) {
            settling.put(order.number, order);
            count(order, 1);
            hash += order.hash();
        }
    }

    private void confirm(OrderEntry order, long lots) {
        hash -= order.hash();
        count(order, -1);
        order.confirmedLots += lots;
        if (settling.remove(order.number) != null) {
            settle(order);
        } else {
            count(order, 1);
            hash += order.hash();
        }
    }

    private static void count(OrderEntry order, int sign) {
        PositionEntry position = order.position;
        if (order.buy) {
            position.buyLotsExposed += sign * order.exposedLots();
            position.unconfirmedLots += sign * order.unconfirmedLots();
        } else {
            position.sellLotsExposed += sign * order.exposedLots();
            position.unconfirmedLots -= sign * order.unconfirmedLots();
        }
    }
}
