package io.leverageguard.engine;

/** Writes the whole state to bytes; {@link SnapshotReader} reads them. */
final class SnapshotWriter {
    private final EngineState state;
    private final ByteWriter out = new ByteWriter();

    SnapshotWriter(EngineState state) {
        this.state = state;
    }

    byte[] write() {
        out.number(Engine.HASH_VERSION).big(state.lastOrder);
        accounts();
        scopes();
        instruments();
        positions();
        orders(state.orders.values());
        orders(state.settling.values());
        out.number(state.recent.size());
        for (int i = 0; i < state.recent.size(); i++) {
            out.big(state.recent.content(i)).big(state.recent.time(i));
        }
        out.big(state.hash());
        return out.written();
    }

    private void accounts() {
        out.number(state.accounts.size());
        for (AccountEntry account : state.accounts.values()) {
            out.number(account.number).number(account.user).number(account.venue);
        }
    }

    private void scopes() {
        for (ScopeEntry scope : state.allScopes) {
            if (scope.counted != 0) {
                scope(scope);
            }
        }
        out.flag(false);
    }

    private void scope(ScopeEntry scope) {
        CommandWriter.scope(out.flag(true), scope.scope);
        CommandWriter.limits(out, scope.limits);
        out.big(scope.realised)
                .big(scope.dayBase)
                .big(scope.day)
                .flag(scope.daySet)
                .big(scope.peak)
                .flag(scope.peakSet)
                .number(scope.streak);
        for (long until : scope.trippedUntil) {
            out.big(until);
        }
        out.number(scope.placed.size());
        for (int i = 0; i < scope.placed.size(); i++) {
            out.big(scope.placed.time(i));
        }
    }

    private void instruments() {
        out.number(state.instruments.size());
        for (InstrumentEntry instrument : state.instruments.values()) {
            out.number(instrument.number).big(instrument.unitNotional).big(instrument.valueTicks);
        }
    }

    private void positions() {
        for (PositionEntry position : state.positions.values()) {
            if (position.counted != 0) {
                position(position);
            }
        }
        out.flag(false);
    }

    private void position(PositionEntry position) {
        out.flag(true)
                .number(position.account.number)
                .number(position.instrument.number)
                .number(position.leverage)
                .big(position.lots)
                .big(position.cost)
                .big(position.reportedAt)
                .big(position.adjustedAt);
        for (ShareEntry share : position.shares) {
            if (share.counted != 0) {
                out.flag(true)
                        .number(share.strategy)
                        .big(share.lots)
                        .big(share.cost)
                        .big(share.realised)
                        .big(share.adjusted)
                        .big(share.adjustedCost);
            }
        }
        out.flag(false);
    }

    private void orders(Iterable<OrderEntry> orders) {
        for (OrderEntry order : orders) {
            order(order);
        }
        out.flag(false);
    }

    private void order(OrderEntry order) {
        out.flag(true)
                .number(order.position.account.number)
                .number(order.position.instrument.number)
                .big(order.number)
                .number(order.strategy)
                .flag(order.adopted)
                .flag(order.buy)
                .flag(order.reduceOnly)
                .flag(order.rests)
                .big(order.lots)
                .big(order.limitTicks)
                .name(order.state.code())
                .big(order.filledLots)
                .big(order.confirmedLots)
                .big(order.goodTill);
        CommandWriter.trigger(out, order.trigger);
        CommandWriter.link(out, order.link);
        out.big(order.triggerTicks)
                .flag(order.triggered)
                .big(order.bestTicks)
                .big(order.wholeLots)
                .big(order.shrunkLots)
                .flag(order.armed)
                .flag(order.amending)
                .big(order.wantedLots)
                .big(order.wantedLimitTicks)
                .big(order.wantedTriggerTicks)
                .big(order.owedLots)
                .flag(order.cancelDue);
    }
}
