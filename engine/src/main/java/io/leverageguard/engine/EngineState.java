package io.leverageguard.engine;

import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/** Everything that the engine knows, and the running hash of it. */
final class EngineState {
    final List<ScopeEntry> allScopes = new ArrayList<>();
    final Int2ObjectHashMap<AccountEntry> accounts = new Int2ObjectHashMap<>();
    final Int2ObjectHashMap<InstrumentEntry> instruments = new Int2ObjectHashMap<>();
    final Long2ObjectHashMap<PositionEntry> positions = new Long2ObjectHashMap<>();
    final Long2ObjectHashMap<OrderEntry> orders = new Long2ObjectHashMap<>();

    /** Ended orders of which fills are on their way. */
    final Long2ObjectHashMap<OrderEntry> settling = new Long2ObjectHashMap<>();

    final ValuePrices prices = new ValuePrices();
    final RecentOrders recent = new RecentOrders();
    final ExpiryQueue expiries = new ExpiryQueue();

    /** Instruments for whose prices orders wait since the prices were last looked at. */
    final List<InstrumentEntry> fresh = new ArrayList<>();

    EngineListener listener = EngineListener.NONE;
    long lastOrder;
    private final List<Long2ObjectHashMap<ScopeEntry>> scopes = new ArrayList<>();
    private final Long2ObjectHashMap<OwnBook> ownBooks = new Long2ObjectHashMap<>();
    private long sum;

    EngineState() {
        for (int kind = 0; kind < Scope.Kind.values().length; kind++) {
            scopes.add(new Long2ObjectHashMap<>());
        }
    }

    /** Brings the hash up to date after {@code part} was changed. */
    void touched(Hashed part) {
        long now = part.hash();
        sum += now - part.counted;
        part.counted = now;
    }

    /** Takes {@code part} out of the hash. */
    void forgotten(Hashed part) {
        sum -= part.counted;
        part.counted = 0;
    }

    long hash() {
        return hash(sum);
    }

    /** The hash computed from nothing, of everything that was ever touched. */
    long recomputedHash() {
        long all = 0;
        for (ScopeEntry scope : allScopes) {
            all += counted(scope);
        }
        for (AccountEntry account : accounts.values()) {
            all += counted(account);
        }
        for (InstrumentEntry instrument : instruments.values()) {
            all += counted(instrument);
        }
        for (PositionEntry position : positions.values()) {
            all += counted(position);
            for (ShareEntry share : position.shares) {
                all += counted(share);
            }
        }
        for (OrderEntry order : orders.values()) {
            all += counted(order);
        }
        for (OrderEntry order : settling.values()) {
            all += counted(order);
        }
        return hash(all);
    }

    Verdict knows(int account, int instrument) {
        if (!accounts.containsKey(account)) {
            return Verdict.UNKNOWN_ACCOUNT;
        }
        return instruments.containsKey(instrument) ? Verdict.OK : Verdict.UNKNOWN_INSTRUMENT;
    }

    @Nullable ScopeEntry known(Scope scope) {
        return scopes.get(scope.kind().code()).get(key(scope.first(), scope.second()));
    }

    ScopeEntry scope(Scope scope) {
        ScopeEntry entry = known(scope);
        if (entry == null) {
            entry = new ScopeEntry(scope);
            scopes.get(scope.kind().code()).put(key(scope.first(), scope.second()), entry);
            allScopes.add(entry);
        }
        return entry;
    }

    /** The scope of a strategy; none for strategy zero. */
    @Nullable ScopeEntry strategyScope(AccountEntry account, int strategy) {
        if (strategy == 0) {
            return null;
        }
        Long2ObjectHashMap<ScopeEntry> known = scopes.get(Scope.Kind.STRATEGY.code());
        ScopeEntry entry = known.get(key(account.user, strategy));
        return entry == null ? scope(Scope.strategy(account.user, strategy)) : entry;
    }

    ScopeEntry desk() {
        return scope(Scope.DESK);
    }

    /** The position of a known account in a known instrument. */
    PositionEntry position(int account, int instrument) {
        PositionEntry position = positions.get(PositionEntry.key(account, instrument));
        if (position == null) {
            position = newPosition(accounts.get(account), instruments.get(instrument));
            positions.put(position.key, position);
        }
        return position;
    }

    /** A strategy's share of a position. */
    ShareEntry share(PositionEntry position, int strategy) {
        ShareEntry share = position.share(strategy);
        if (share == null) {
            ScopeEntry scope = strategyScope(position.account, strategy);
            ScopeExposure[] sums =
                    scope == null
                            ? new ScopeExposure[0]
                            : new ScopeExposure[] {scope.exposure(position.instrument)};
            share = new ShareEntry(position, strategy, sums);
            position.add(share);
        }
        return share;
    }

    /** A position as it is, or as one would begin; nothing is added to the state. */
    PositionEntry glimpse(AccountEntry account, int instrument) {
        PositionEntry known = positions.get(PositionEntry.key(account.number, instrument));
        if (known != null) {
            return known;
        }
        InstrumentEntry traded = instruments.get(instrument);
        if (traded == null) {
            ScopeEntry nobodys = new ScopeEntry(Scope.instrument(instrument));
            traded = new InstrumentEntry(instrument, 1, nobodys, new ValuePrices());
        }
        OwnBook own = ownBooks.get(ownKey(account, traded));
        return new PositionEntry(
                account, traded, own == null ? new OwnBook() : own, new ScopeExposure[0]);
    }

    /**
     * A strategy's share as it is, or as one would begin; null where nothing is limited by it.
     * Nothing is added to the state.
     */
    @Nullable ShareEntry glimpse(PositionEntry position, int strategy) {
        ShareEntry known = position.share(strategy);
        if (strategy == 0 || known != null) {
            return strategy == 0 ? null : known;
        }
        ScopeEntry scope = known(Scope.strategy(position.account.user, strategy));
        return scope == null
                ? null
                : new ShareEntry(
                        position,
                        strategy,
                        new ScopeExposure[] {scope.glimpse(position.instrument)});
    }

    void reset() {
        allScopes.clear();
        scopes.forEach(Long2ObjectHashMap::clear);
        accounts.clear();
        instruments.clear();
        positions.clear();
        orders.clear();
        settling.clear();
        ownBooks.clear();
        prices.clear();
        recent.clear();
        expiries.clear();
        fresh.clear();
        lastOrder = 0;
        sum = 0;
    }

    private PositionEntry newPosition(AccountEntry account, InstrumentEntry instrument) {
        List<ScopeExposure> sums = new ArrayList<>();
        sums.add(account.own.exposure(instrument));
        sums.add(instrument.scope.exposure(instrument));
        if (account.ofUser != null) {
            sums.add(account.ofUser.exposure(instrument));
        }
        if (account.ofVenue != null) {
            sums.add(account.ofVenue.exposure(instrument));
        }
        sums.add(desk().exposure(instrument));
        long key = ownKey(account, instrument);
        OwnBook own = ownBooks.get(key);
        if (own == null) {
            own = new OwnBook();
            ownBooks.put(key, own);
        }
        return new PositionEntry(account, instrument, own, sums.toArray(ScopeExposure[]::new));
    }

    /** Names what one person has resting in one instrument. */
    private static long ownKey(AccountEntry account, InstrumentEntry instrument) {
        long person = account.user == 0 ? ~account.number : account.user;
        return (person << 32) | (instrument.number & 0xFFFFFFFFL);
    }

    private long hash(long ofParts) {
        return StateHash.mix(StateHash.mix(ofParts, lastOrder), recent.hash());
    }

    private static long counted(Hashed part) {
        return part.counted == 0 ? 0 : part.hash();
    }

    private static long key(int first, int second) {
        return ((long) first << 32) | (second & 0xFFFFFFFFL);
    }
}
