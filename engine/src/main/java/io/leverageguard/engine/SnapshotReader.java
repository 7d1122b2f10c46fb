package io.leverageguard.engine;

/** Reads a state from the bytes of a {@link SnapshotWriter} and proves that it is the same. */
final class SnapshotReader {
    private final EngineState state;
    private final OrderIndex index;
    private final Scopes scopes;
    private final Watch watch;

    SnapshotReader(EngineState state, OrderIndex index, Scopes scopes, Watch watch) {
        this.state = state;
        this.index = index;
        this.scopes = scopes;
        this.watch = watch;
    }

    void read(byte[] snapshot) {
        ByteReader in = new ByteReader(snapshot);
        if (in.number() != Engine.HASH_VERSION) {
            throw new IllegalStateException("a snapshot of another version");
        }
        state.lastOrder = in.big();
        int accounts = in.number();
        for (int i = 0; i < accounts; i++) {
            state.touched(scopes.add(in.number(), in.number(), in.number()));
        }
        while (in.flag()) {
            scope(in);
        }
        int instruments = in.number();
        for (int i = 0; i < instruments; i++) {
            instrument(in);
        }
        while (in.flag()) {
            position(in);
        }
        while (in.flag()) {
            index.add(order(in));
        }
        while (in.flag()) {
            index.addSettling(order(in));
        }
        int recent = in.number();
        for (int i = 0; i < recent; i++) {
            state.recent.add(in.big(), in.big(), Long.MIN_VALUE);
        }
        if (in.big() != state.hash() || in.hasMore()) {
            throw new IllegalStateException("the snapshot leads to another state than it was of");
        }
    }

    private void scope(ByteReader in) {
        ScopeEntry scope = state.scope(CommandReader.scope(in));
        Limits limits = CommandReader.limits(in);
        scope.realised = in.big();
        scope.dayBase = in.big();
        scope.day = in.big();
        scope.daySet = in.flag();
        scope.peak = in.big();
        scope.peakSet = in.flag();
        scope.streak = in.number();
        for (int i = 0; i < scope.trippedUntil.length; i++) {
            scope.trippedUntil[i] = in.big();
            if (scope.trippedUntil[i] != 0) {
                watch.tripped(scope);
            }
        }
        int placed = in.number();
        for (int i = 0; i < placed; i++) {
            scope.placed.restore(in.big());
        }
        scopes.limit(scope, limits);
    }

    private void instrument(ByteReader in) {
        int number = in.number();
        InstrumentEntry instrument =
                new InstrumentEntry(number, in.big(), state.scope(Scope.instrument(number)));
        instrument.valueTicks = in.big();
        state.instruments.put(number, instrument);
        state.touched(instrument);
    }

    private void position(ByteReader in) {
        PositionEntry position = state.position(in.number(), in.number());
        position.leverage = in.number();
        position.lots = in.big();
        position.cost = in.big();
        position.reportedAt = in.big();
        position.adjustedAt = in.big();
        position.sum();
        state.touched(position);
        while (in.flag()) {
            ShareEntry share = state.share(position, in.number());
            share.lots = in.big();
            share.cost = in.big();
            share.realised = in.big();
            share.adjusted = in.big();
            share.adjustedCost = in.big();
            share.sum();
            state.touched(share);
        }
    }

    private OrderEntry order(ByteReader in) {
        PositionEntry position = state.position(in.number(), in.number());
        OrderEntry order = index.unused(position);
        order.clear(in.big(), position);
        order.strategy = in.number();
        order.share = order.strategy == 0 ? null : state.share(position, order.strategy);
        order.adopted = in.flag();
        order.buy = in.flag();
        order.reduceOnly = in.flag();
        order.rests = in.flag();
        order.lots = in.big();
        order.limitTicks = in.big();
        order.state = OrderState.of(in.name());
        order.filledLots = in.big();
        order.confirmedLots = in.big();
        order.goodTill = in.big();
        order.trigger = CommandReader.trigger(in);
        order.link = CommandReader.link(in);
        order.triggerTicks = in.big();
        order.triggered = in.flag();
        order.bestTicks = in.big();
        order.wholeLots = in.big();
        order.shrunkLots = in.big();
        order.armed = in.flag();
        order.amending = in.flag();
        order.wantedLots = in.big();
        order.wantedLimitTicks = in.big();
        order.wantedTriggerTicks = in.big();
        order.owedLots = in.big();
        order.cancelDue = in.flag();
        return order;
    }
}
