package io.leverageguard.api.risk;

import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.ids.AccountId;
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

    /** What this service announces. */
    EventFeed<RiskEvent> events();

    /** Changes of limits and trading states. */
    AuditTrail audit();

    /** Whether an account may trade. */
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
}
