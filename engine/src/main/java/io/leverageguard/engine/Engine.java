package io.leverageguard.engine;

import io.leverageguard.engine.Command.AddInstrument;
import io.leverageguard.engine.Command.AdoptOrder;
import io.leverageguard.engine.Command.AmendOrder;
import io.leverageguard.engine.Command.BookIncome;
import io.leverageguard.engine.Command.ExpireOrder;
import io.leverageguard.engine.Command.Fill;
import io.leverageguard.engine.Command.LiftTrip;
import io.leverageguard.engine.Command.MarkResult;
import io.leverageguard.engine.Command.MoveOrder;
import io.leverageguard.engine.Command.OpenAccount;
import io.leverageguard.engine.Command.OrderAmended;
import io.leverageguard.engine.Command.PlaceOrder;
import io.leverageguard.engine.Command.PriceSource;
import io.leverageguard.engine.Command.RatchetOrder;
import io.leverageguard.engine.Command.RefuseAmend;
import io.leverageguard.engine.Command.RefuseCancel;
import io.leverageguard.engine.Command.ReleaseOrder;
import io.leverageguard.engine.Command.ReportPosition;
import io.leverageguard.engine.Command.RequestCancel;
import io.leverageguard.engine.Command.ResendOrder;
import io.leverageguard.engine.Command.SetLeverage;
import io.leverageguard.engine.Command.SetLimits;
import io.leverageguard.engine.Command.TripLimit;

/**
 * The order and position state of every account, and the limits they must keep. Touched by one
 * thread; knows no clock, no I/O and no randomness, so that the same commands give the same state.
 */
public final class Engine {
    /**
     * Names the way in which the state is hashed. It is greater whenever that or the effect of a
     * command has changed, so that hashes of an older journal are not compared.
     */
    public static final int HASH_VERSION = 2;

    private final EngineListener audience;
    private final CommandWriter journal = new CommandWriter();
    private final EngineState state = new EngineState();
    private final Watch watch = new Watch(state, this);
    private final OrderIndex index = new OrderIndex(state);
    private final LimitCheck limits = new LimitCheck(state);
    private final Orders orders = new Orders(state, index, limits);
    private final Amends amends = new Amends(state, index, limits, orders);
    private final Losses losses = new Losses(state, watch);
    private final Positions positions = new Positions(state, orders, losses);
    private final Scopes scopes = new Scopes(state, watch);

    /** An empty engine that tells {@code listener} what it decides. */
    public Engine(EngineListener listener) {
        this.audience = listener;
        state.listener = listener;
    }

    /** Writes the command down for the journal and applies it. */
    public Verdict apply(Command command) {
        journal.write(command);
        return execute(command);
    }

    /**
     * Whether an order would be taken as things are, without taking it. The orders of a list are
     * asked about one by one before the first is placed; a parent need not be there yet.
     */
    public Verdict check(PlaceOrder order) {
        return orders.check(order);
    }

    /**
     * Whether an order would be taken as things are, whatever its number. Unlike {@link #check} it
     * leaves no trace at all: an instrument or a strategy that is not known yet stays unknown.
     */
    public Verdict probe(PlaceOrder order) {
        return orders.probe(order);
    }

    /** The scope whose limits said the last no; an account's where no limit was asked. */
    public Scope refusingScope() {
        return limits.refusingScope();
    }

    /** The number of the newest order. */
    public long lastOrder() {
        return state.lastOrder;
    }

    /** The net position in lots, as far as we know. */
    public long positionLots(int account, int instrument) {
        PositionEntry position = state.positions.get(PositionEntry.key(account, instrument));
        return position == null ? 0 : position.lots;
    }

    /** The average price of the net position in ticks, rounded; zero when there is none. */
    public long entryTicks(int account, int instrument) {
        PositionEntry position = state.positions.get(PositionEntry.key(account, instrument));
        return position == null ? 0 : position.entryTicks();
    }

    /** Shows how a position is divided among strategies; the lots add up to the position's. */
    public void shares(int account, int instrument, ShareVisitor visitor) {
        PositionEntry position = state.positions.get(PositionEntry.key(account, instrument));
        if (position == null) {
            return;
        }
        for (int i = 0; i < position.shares.size(); i++) {
            ShareEntry share = position.shares.get(i);
            if (share.counted != 0) {
                visitor.onShare(share.strategy, share.lots, share.entryTicks(), share.realised);
            }
        }
    }

    /** As of when the position is known, by the venue's clock; the least number if it never was. */
    public long positionReportedAt(int account, int instrument) {
        PositionEntry position = state.positions.get(PositionEntry.key(account, instrument));
        return position == null ? Long.MIN_VALUE : position.reportedAt;
    }

    /** How many orders of the account can still be filled. */
    public int openOrders(int account) {
        AccountEntry entry = state.accounts.get(account);
        return entry == null ? 0 : entry.own.openOrders;
    }

    /** What a scope has won, or (negative) lost, with its closed positions, fees and funding. */
    public long realised(Scope scope) {
        ScopeEntry entry = state.known(scope);
        return entry == null ? 0 : entry.realised;
    }

    /** Until when a scope only reduces because of this trip; zero when it does not. */
    public long trippedUntil(Scope scope, Command.Trip trip) {
        ScopeEntry entry = state.known(scope);
        return entry == null ? 0 : entry.trippedUntil[trip.code()];
    }

    /** Whether the account's limits allow this leverage. */
    public Verdict checkLeverage(int account, int leverage) {
        AccountEntry entry = state.accounts.get(account);
        if (entry == null) {
            return Verdict.UNKNOWN_ACCOUNT;
        }
        for (ScopeEntry scope :
                new ScopeEntry[] {entry.own, entry.ofUser, entry.ofVenue, state.desk()}) {
            if (scope != null && leverage > scope.limits.leverageMax()) {
                return Verdict.LEVERAGE;
            }
        }
        return Verdict.OK;
    }

    /** The hash of the whole state: equal after equal commands. */
    public long stateHash() {
        return state.hash();
    }

    /** The whole state, for {@link #restore}. */
    public byte[] snapshot() {
        return new SnapshotWriter(state).write();
    }

    /** Takes the state of a snapshot; what was there before is forgotten. */
    public void restore(byte[] snapshot) {
        reset();
        new SnapshotReader(state, index, scopes, watch).read(snapshot);
    }

    /** A price was heard. Orders that waited for it are released. */
    void tick(int instrument, PriceSource source, long ticks, long at) {
        watch.tick(instrument, source, ticks, at);
    }

    /** It is this late. Orders whose time is over end. */
    void time(long at) {
        watch.time(at);
    }

    /** Does what the commands, prices and times since the last call have made due. */
    void settle() {
        watch.settle();
    }

    /** A command that the engine itself decided on. */
    void propose(Command command) {
        Verdict verdict = apply(command);
        if (verdict != Verdict.OK) {
            throw new IllegalStateException(command + ": " + verdict);
        }
    }

    /** A batch failed; see {@link EngineListener#onBatchFailed}. */
    void failed(RuntimeException cause) {
        audience.onBatchFailed(cause);
    }

    // As apply() of the command with the same name; made by every tick, so without an object.

    Verdict release(long order, long referenceTicks, long at) {
        journal.releaseOrder(order, referenceTicks, at);
        return orders.release(order, referenceTicks, at);
    }

    Verdict ratchet(long order, long bestTicks) {
        journal.ratchetOrder(order, bestTicks);
        return orders.ratchet(order, bestTicks);
    }

    Verdict expire(long order) {
        journal.expireOrder(order);
        return orders.expire(order);
    }

    EngineState state() {
        return state;
    }

    /** The hash computed from nothing, to prove the running one. */
    long recomputedHash() {
        return state.recomputedHash();
    }

    byte[] written() {
        return journal.written();
    }

    boolean hasWritten() {
        return !journal.isEmpty();
    }

    void clearWritten() {
        journal.clear();
    }

    void reset() {
        state.reset();
        index.reset();
        watch.reset();
        journal.clear();
    }

    /**
     * Applies a batch of the journal in silence and checks that it leads where it led before.
     *
     * @param comparable whether the hash was made by this version
     */
    void replay(byte[] commands, long expectedHash, boolean comparable) {
        state.listener = EngineListener.NONE;
        try {
            CommandReader.read(commands, this::execute);
        } finally {
            state.listener = audience;
        }
        if (comparable && stateHash() != expectedHash) {
            throw new IllegalStateException("the journal leads to another state than it did");
        }
    }

    private Verdict execute(Command command) {
        return switch (command) {
            case OpenAccount c -> scopes.open(c);
            case SetLimits c -> scopes.limit(c);
            case AddInstrument c -> addInstrument(c);
            case SetLeverage c -> positions.leverage(c);
            case PlaceOrder c -> orders.place(c);
            case AdoptOrder c -> orders.adopt(c);
            case MoveOrder c -> orders.move(c);
            case RequestCancel c -> orders.requestCancel(c.order());
            case RefuseCancel c -> orders.refuseCancel(c.order());
            case AmendOrder c -> amends.request(c);
            case OrderAmended c -> amends.amended(c);
            case RefuseAmend c -> amends.refused(c.order());
            case ReleaseOrder c -> orders.release(c.order(), c.referenceTicks(), c.at());
            case ResendOrder c -> orders.resend(c.order());
            case RatchetOrder c -> orders.ratchet(c.order(), c.bestTicks());
            case ExpireOrder c -> orders.expire(c.order());
            case Fill c -> positions.fill(c);
            case BookIncome c -> positions.income(c);
            case ReportPosition c -> positions.report(c);
            case MarkResult c -> losses.mark(c);
            case TripLimit c -> losses.trip(c);
            case LiftTrip c -> losses.lift(c);
        };
    }

    private Verdict addInstrument(AddInstrument command) {
        if (state.instruments.containsKey(command.instrument())) {
            return Verdict.USED_NUMBER;
        }
        InstrumentEntry instrument =
                new InstrumentEntry(
                        command.instrument(),
                        command.unitNotional(),
                        state.scope(Scope.instrument(command.instrument())),
                        state.prices);
        state.instruments.put(instrument.number, instrument);
        state.touched(instrument);
        return Verdict.OK;
    }
}
