package io.leverageguard.api.trading;

import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.UserId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything the trading service announces. */
public sealed interface TradingEvent {
    /** Whose account it is about. */
    AccountId account();

    /** An account was opened. */
    record AccountOpened(AccountId account, UserId owner, String venue, String accountUid)
            implements TradingEvent {}

    /** An order has a new state. */
    record OrderChanged(AccountId account, Trading.Order order) implements TradingEvent {}

    /** An order was filled, in part or whole. */
    record OrderFilled(AccountId account, Trading.Fill fill) implements TradingEvent {}

    /** A position was opened, changed or (quantity zero) closed. */
    record PositionChanged(AccountId account, Trading.Position position) implements TradingEvent {}

    /**
     * The venue closed a position, or part of it, for want of margin.
     *
     * @param venueOrderId the venue's own order
     * @param quantity base units that were closed, positive
     * @param positionSide {@code LONG} or {@code SHORT}
     */
    record PositionLiquidated(
            AccountId account,
            UserId owner,
            String venue,
            String symbol,
            String positionSide,
            String venueOrderId,
            BigDecimal quantity,
            BigDecimal price,
            Instant at)
            implements TradingEvent {}

    /**
     * The venue closed a position, or part of it, to pay a winner's counterpart: auto-deleveraging.
     *
     * @param positionSide {@code LONG} or {@code SHORT}
     */
    record PositionDeleveraged(
            AccountId account,
            String symbol,
            String positionSide,
            String venueOrderId,
            BigDecimal quantity,
            BigDecimal price,
            Instant at)
            implements TradingEvent {}

    /**
     * The venue closed a position because the contract ended.
     *
     * @param positionSide {@code LONG} or {@code SHORT}
     */
    record PositionSettled(
            AccountId account,
            String symbol,
            String positionSide,
            String venueOrderId,
            BigDecimal quantity,
            BigDecimal price,
            Instant at)
            implements TradingEvent {}

    /** Nobody knows whether the venue has the order; it is being asked. */
    record OrderUnknown(AccountId account, Trading.Order order) implements TradingEvent {}

    /** Funding was paid (negative) or received. */
    record FundingSettled(AccountId account, String symbol, BigDecimal amount, Instant at)
            implements TradingEvent {}

    /** The account was compared with the venue. */
    record AccountReconciled(AccountId account, Instant at, List<String> breaks)
            implements TradingEvent {}

    /**
     * A loss limit was reached, and from now on the engine denies accordingly.
     *
     * @param account whose trading reached it
     * @param scopeKind {@code DESK}, {@code USER}, {@code VENUE}, {@code ACCOUNT}, {@code STRATEGY}
     *     or {@code SYMBOL}
     * @param scopeKey which one
     * @param component {@code dailyLoss}, {@code drawdown} or {@code lossStreak}
     * @param state what is still allowed: {@code REDUCING} or {@code HALTED}
     * @param until when it ends by itself; absent when a person must lift it
     * @param words what happened, for a person
     */
    record LimitTripped(
            AccountId account,
            String scopeKind,
            String scopeKey,
            String component,
            String state,
            @Nullable Instant until,
            String words,
            Instant at)
            implements TradingEvent {}

    /**
     * What became of a margin action that the risk service asked for.
     *
     * @param action the action's id
     * @param outcome {@code DONE}, {@code REJECTED} or {@code UNKNOWN}; unknown is followed by one
     *     of the others
     */
    record MarginActionTaken(
            String action,
            AccountId account,
            String symbol,
            String outcome,
            String words,
            Instant at)
            implements TradingEvent {}
}
