package io.leverageguard.api.risk;

import io.leverageguard.api.risk.Scope.Kind;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.rpc.Route.None;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides limits, which the engine enforces, and watches the distance to liquidation. */
public interface Risk {
    /** The limits of an account: its own, or the defaults of the settings. */
    Limits limits(Actor actor, AccountLimits ref);

    /** Gives an account limits of its own; needs a reason. */
    Limits setLimits(Actor actor, SetLimits command);

    /** Lets an account trade, only reduce, or not trade at all; needs a reason. */
    Limits setTradingState(Actor actor, SetTradingState command);

    /** What an account has at risk now. */
    Exposure exposure(Actor actor, AccountLimits ref);

    /** The warnings that an account was given, newest first, at most 200. */
    Warnings warnings(Actor actor, AccountLimits ref);

    /** The limits and the trading state of a scope; version 0 where nobody set any. */
    ScopeLimits scopeLimits(Actor actor, ScopeRef ref);

    /** Every scope that has limits or a trading state of its own; for services. */
    AllScopeLimits allLimits(Actor actor, None nothing);

    /**
     * Changes the limits or the trading state of a scope; needs a reason. What loosens a number by
     * more than a factor (a setting), removes a limit or lifts HALTED waits for a second person.
     * The same id again is answered alike; with another content it is refused with {@code
     * id_reused}.
     */
    LimitChange proposeLimits(Actor actor, ProposeLimits command);

    /**
     * Decides what waits for a second person. Refuses with {@code four_eyes} when that is the
     * proposer or a service, {@code change_not_pending}, {@code change_expired}, and {@code
     * limits_changed_meanwhile} when what waits was changed since.
     */
    LimitChange decideLimits(Actor actor, DecideLimits command);

    /** What was changed, by whom and why, newest first, at most 200. */
    LimitChanges limitChanges(Actor actor, ScopeFilter filter);

    /** Loss limits that were reached, newest first, at most 200. */
    Trips trips(Actor actor, ScopeFilter filter);

    /**
     * Lets a scope trade again although a loss limit was reached; needs a reason. A large loss
     * limit (a setting) needs a second person. Refuses with {@code trip_not_found} when none of the
     * components is in force.
     */
    LimitChange liftTrips(Actor actor, LiftTrips command);

    /** What is to be done for an account before the venue liquidates. */
    MarginPolicy marginPolicy(Actor actor, AccountLimits ref);

    /**
     * Replaces an account's margin policy; only its owner may. Refuses with {@code
     * policy_changed_meanwhile} when {@code expectedVersion} is not the present one.
     */
    MarginPolicy setMarginPolicy(Actor actor, SetMarginPolicy command);

    /** What margin policies asked for, newest first, at most 200. */
    MarginActions marginActions(Actor actor, AccountLimits ref);

    /** Takes in wallet and margin tables of an account, from the trading service. */
    None knowMargins(Actor actor, AccountMargins margins);

    /**
     * What the desk, a person, a venue or an account has at risk; refuses with {@code
     * report_not_offered} for other scopes.
     */
    RiskReport report(Actor actor, ScopeRef ref);

    /** What this service announces. */
    EventFeed<RiskEvent> events();

    /** Changes of limits and trading states. */
    AuditTrail audit();

    /** Whether an account, or another scope, may trade. */
    enum TradingState {
        /** Everything within the limits. */
        ACTIVE,
        /** Only orders that reduce a position. */
        REDUCING,
        /** Nothing. */
        HALTED
    }

    /** Names an account. */
    record AccountLimits(AccountId account) {}

    /**
     * Limits of an account, as the engine enforces them.
     *
     * @param orderNotionalMax largest order, in the quote asset
     * @param positionNotionalMax largest position, in the quote asset
     */
    record Limits(
            AccountId account,
            BigDecimal orderNotionalMax,
            BigDecimal positionNotionalMax,
            int leverageMax,
            int openOrdersMax,
            TradingState state,
            long version) {}

    /** New limits, and why. */
    record SetLimits(
            AccountId account,
            BigDecimal orderNotionalMax,
            BigDecimal positionNotionalMax,
            int leverageMax,
            int openOrdersMax,
            String why) {}

    /** A new trading state, and why. */
    record SetTradingState(AccountId account, TradingState state, String why) {}

    /**
     * One position's share of the exposure; {@code distance} is |mark − liquidation| over mark,
     * absent where no price liquidates it.
     */
    record PositionRisk(
            String symbol,
            BigDecimal quantity,
            BigDecimal notional,
            BigDecimal margin,
            BigDecimal unrealizedPnl,
            @Nullable BigDecimal distance) {}

    /** Gross and net notional and margin of an account, in the quote asset. */
    record Exposure(
            AccountId account,
            Instant at,
            BigDecimal grossNotional,
            BigDecimal netNotional,
            BigDecimal margin,
            BigDecimal unrealizedPnl,
            List<PositionRisk> positions) {}

    /** A warning that a position came within a band of its liquidation price. */
    record Warning(
            AccountId account,
            String symbol,
            BigDecimal band,
            BigDecimal distance,
            BigDecimal mark,
            BigDecimal liquidationPrice,
            Instant at) {}

    /** Several warnings. */
    record Warnings(List<Warning> warnings) {}

    /** Names a scope; see {@link Scope}. */
    record ScopeRef(Kind kind, String key) {
        /** The scope. */
        public Scope scope() {
            return new Scope(kind, key);
        }
    }

    /** One scope, or all of a kind, or all. */
    record ScopeFilter(@Nullable Kind kind, @Nullable String key) {
        /** Everything. */
        public static final ScopeFilter ALL = new ScopeFilter(null, null);
    }

    /** What is in force in a scope; a later version has a greater number. */
    record ScopeLimits(Scope scope, LimitNumbers numbers, TradingState state, long version) {}

    /** Several scopes. */
    record AllScopeLimits(List<ScopeLimits> limits) {}

    /**
     * New limits for a scope, and why.
     *
     * @param id chosen by the caller, so that a repetition is recognised
     * @param numbers all numbers anew, absent to keep them
     * @param state the trading state, absent to keep it
     */
    record ProposeLimits(
            LimitChangeId id,
            Kind kind,
            String key,
            @Nullable LimitNumbers numbers,
            @Nullable TradingState state,
            String why) {}

    /** A second person's decision, and why. */
    record DecideLimits(LimitChangeId change, boolean approve, String why) {}

    /** Several changes. */
    record LimitChanges(List<LimitChange> changes) {}

    /** Several trips. */
    record Trips(List<Trip> trips) {}

    /**
     * Which trips of a scope shall end, and why.
     *
     * @param id chosen by the caller, so that a repetition is recognised
     * @param components those of {@link Trip#component}
     */
    record LiftTrips(
            LimitChangeId id, Kind kind, String key, List<String> components, String why) {}

    /** A new margin policy; see {@link MarginPolicy}. */
    record SetMarginPolicy(
            AccountId account,
            BigDecimal reserve,
            List<MarginPolicy.Rule> rules,
            long expectedVersion) {
        /** Copies the rules. */
        public SetMarginPolicy {
            rules = List.copyOf(rules);
        }
    }

    /** Several actions. */
    record MarginActions(List<MarginAction> actions) {}
}
