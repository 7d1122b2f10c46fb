package io.leverageguard.engine;

import io.leverageguard.engine.Command.PlaceOrder;
import io.leverageguard.engine.Intent.Cause;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Every limit of every scope that an order falls in. Nothing is changed by a check. */
final class LimitCheck {
    private static final int SCOPES = 6;

    private final EngineState state;
    private final Intent intent = new Intent();

    /** The scopes of what is being checked, the narrowest first. */
    private final @Nullable ScopeEntry[] scopes = new @Nullable ScopeEntry[SCOPES];

    private Scope refusing = Scope.DESK;

    LimitCheck(EngineState state) {
        this.state = state;
    }

    /** The scope that said the last no. */
    Scope refusingScope() {
        return refusing;
    }

    /** What is checked; to be filled before each check. */
    Intent intent() {
        return intent;
    }

    /** A no that no scope's limits have said. */
    Verdict refused(Verdict verdict, @Nullable AccountEntry account) {
        refusing = account == null ? Scope.DESK : account.own.scope;
        return verdict;
    }

    /** A new order of a known account and instrument. */
    Verdict check(PlaceOrder order, PositionEntry position) {
        int strategy = order.terms().strategy();
        return check(order, position, strategy == 0 ? null : state.share(position, strategy));
    }

    /** A new order of a position that may be a glimpse; nothing is added to the state. */
    Verdict probe(PlaceOrder order, PositionEntry position) {
        return check(order, position, state.glimpse(position, order.terms().strategy()));
    }

    private Verdict check(PlaceOrder order, PositionEntry position, @Nullable ShareEntry share) {
        intent.place(order, position);
        intent.share = share;
        if (order.terms().at() != 0) {
            intent.content = RecentOrders.contentOf(order);
        }
        return check();
    }

    /** Counts an order that was taken, for the limits on rates and on the same order twice. */
    void count(PlaceOrder order, PositionEntry position) {
        long at = order.terms().at();
        if (at == 0) {
            return;
        }
        intent.place(order, position);
        intent.share = position.share(order.terms().strategy());
        findScopes();
        countRate(at);
        int longest = 0;
        for (ScopeEntry scope : scopes) {
            if (scope != null) {
                longest = Math.max(longest, scope.limits.duplicateMillis());
            }
        }
        if (longest > 0) {
            state.recent.add(RecentOrders.contentOf(order), at, at - longest);
        }
    }

    /** Counts a change that was taken: it is checked just before. */
    void countAmend(long at) {
        if (at != 0) {
            countRate(at);
        }
    }

    /** What the intent asks for, limit by limit, in the order in which a person wants to hear. */
    Verdict check() {
        findScopes();
        PositionEntry position = position();
        Verdict verdict = checkState(position);
        if (verdict == Verdict.OK) {
            verdict = checkPrice(position);
        }
        if (verdict != Verdict.OK || intent.shrinks || intent.reduceOnly) {
            // The venue cuts a reduce-only order down to the position, so it cannot increase it.
            return verdict;
        }
        boolean reduces = intent.lots <= position.reducibleLots(intent.buy);
        for (ScopeEntry scope : scopes) {
            if (scope == null) {
                continue;
            }
            boolean exempt = isOfStrategy(scope) ? reducesShare() : reduces;
            verdict = exempt ? Verdict.OK : checkSize(scope, position);
            if (verdict != Verdict.OK) {
                refusing = scope.scope;
                return verdict;
            }
        }
        return Verdict.OK;
    }

    private Verdict checkState(PositionEntry position) {
        for (ScopeEntry scope : scopes) {
            if (scope != null && scope.limits.state() == TradingState.HALTED) {
                refusing = scope.scope;
                return Verdict.HALTED;
            }
        }
        for (ScopeEntry scope : scopes) {
            Verdict verdict = scope == null ? Verdict.OK : checkNumbers(scope);
            if (verdict != Verdict.OK) {
                refusing = Objects.requireNonNull(scope).scope;
                return verdict;
            }
        }
        boolean sentNow = !intent.held && intent.cause != Cause.AMEND;
        if (sentNow && intent.reduceOnly && !position.isAgainst(intent.buy)) {
            return refused(Verdict.NOTHING_TO_REDUCE, position.account);
        }
        return Verdict.OK;
    }

    private Verdict checkNumbers(ScopeEntry scope) {
        Limits limits = scope.limits;
        if (intent.cause == Cause.PLACE && scope.openOrders >= limits.openOrdersMax()) {
            return Verdict.OPEN_ORDERS;
        }
        if (intent.at == 0 || intent.cause == Cause.RELEASE) {
            return Verdict.OK;
        }
        if (isRated(limits)
                && scope.placed.isFull(intent.at - limits.ordersMillis(), limits.ordersMax())) {
            return Verdict.ORDER_RATE;
        }
        int alike = limits.duplicateMillis();
        boolean again =
                alike > 0
                        && intent.cause == Cause.PLACE
                        && state.recent.hasSince(intent.content, intent.at - alike);
        return again ? Verdict.DUPLICATE_ORDER : Verdict.OK;
    }

    private Verdict checkPrice(PositionEntry position) {
        if (intent.held) {
            return Verdict.OK;
        }
        long market = intent.conditional ? intent.triggerTicks : intent.referenceTicks;
        if (intent.limitTicks != 0 && market != 0) {
            for (ScopeEntry scope : scopes) {
                if (scope != null && isThrough(market, scope.limits.collar())) {
                    refusing = scope.scope;
                    return Verdict.PRICE_COLLAR;
                }
            }
        }
        // What reduces is let through: trading with oneself harms less than staying unprotected.
        boolean exempt = intent.conditional || intent.reduceOnly;
        if (!exempt && position.own.crosses(intent.buy, intent.limitTicks)) {
            return refused(Verdict.SELF_TRADE, position.account);
        }
        return Verdict.OK;
    }

    private boolean isThrough(long market, int collar) {
        if (collar == Integer.MAX_VALUE) {
            return false;
        }
        return intent.buy
                ? intent.limitTicks > Saturated.above(market, collar)
                : intent.limitTicks < Saturated.below(market, collar);
    }

    private Verdict checkSize(ScopeEntry scope, PositionEntry position) {
        Limits limits = scope.limits;
        if (limits.state() == TradingState.REDUCING) {
            return Verdict.REDUCING_ONLY;
        }
        if (scope.isTripped(intent.at)) {
            return Verdict.LOSS_LIMIT;
        }
        if (position.leverage == 0) {
            return Verdict.LEVERAGE_UNKNOWN;
        }
        if (position.leverage > limits.leverageMax()) {
            return Verdict.LEVERAGE;
        }
        InstrumentEntry instrument = position.instrument;
        long ticks = intent.valuationTicks();
        if (instrument.notional(intent.wholeLots, ticks) > limits.orderNotionalMax()) {
            return Verdict.ORDER_NOTIONAL;
        }
        if (limits.positionNotionalMax() != Limits.UNLIMITED
                && instrument.notional(worstLots(scope, position), ticks)
                        > limits.positionNotionalMax()) {
            return Verdict.POSITION_NOTIONAL;
        }
        if (limits.grossNotionalMax() != Limits.UNLIMITED
                && gross(scope, position, ticks) > limits.grossNotionalMax()) {
            return Verdict.GROSS_NOTIONAL;
        }
        return Verdict.OK;
    }

    /** What the position, the share or the instrument could come to with this. */
    private long worstLots(ScopeEntry scope, PositionEntry position) {
        Holding holding = isOfStrategy(scope) ? Objects.requireNonNull(intent.share) : position;
        if (scope.scope.kind() != Scope.Kind.INSTRUMENT) {
            return holding.worstLots(intent.buy, intent.lots);
        }
        return scope.glimpse(position.instrument).worstLots + growth(position);
    }

    private long gross(ScopeEntry scope, PositionEntry position, long ticks) {
        Holding holding = isOfStrategy(scope) ? Objects.requireNonNull(intent.share) : position;
        InstrumentEntry instrument = position.instrument;
        ScopeExposure exposure = scope.glimpse(instrument);
        long here =
                instrument.notional(
                        exposure.worstLots + growth(holding),
                        Math.max(ticks, instrument.valueTicks()));
        return Saturated.plus(here, scope.grossNotional(state.prices, instrument));
    }

    private long growth(Holding holding) {
        long before = holding.worstLots();
        return Math.max(0, holding.worstLots(intent.buy, intent.lots) - before);
    }

    private boolean reducesShare() {
        Holding share = intent.share;
        return share != null && intent.lots <= share.reducibleLots(intent.buy);
    }

    private boolean isOfStrategy(ScopeEntry scope) {
        return scope == scopes[0];
    }

    private void countRate(long at) {
        for (ScopeEntry scope : scopes) {
            if (scope != null && isRated(scope.limits)) {
                Limits limits = scope.limits;
                scope.placed.add(at, at - limits.ordersMillis(), limits.ordersMax());
                state.touched(scope);
            }
        }
    }

    private static boolean isRated(Limits limits) {
        return limits.ordersMillis() > 0 && limits.ordersMax() != Integer.MAX_VALUE;
    }

    private void findScopes() {
        PositionEntry position = position();
        ShareEntry share = intent.share;
        AccountEntry account = position.account;
        scopes[0] = share == null || share.sums() == 0 ? null : share.sum(0).scope;
        scopes[1] = account.own;
        scopes[2] = position.instrument.scope;
        scopes[3] = account.ofUser;
        scopes[4] = account.ofVenue;
        scopes[5] = state.desk();
    }

    private PositionEntry position() {
        return Objects.requireNonNull(intent.position);
    }
}
