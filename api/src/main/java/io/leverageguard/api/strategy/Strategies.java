package io.leverageguard.api.strategy;

import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.StrategyId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.rpc.Route.None;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Strategies and their runs. */
public interface Strategies {
    /** The kinds that can be registered, with their parameters. */
    Kinds kinds(Actor actor, None nothing);

    /** Registers a strategy on an account; refuses unknown kinds and parameters out of range. */
    Strategy register(Actor actor, RegisterStrategy command);

    /** Starts it. Starting twice changes nothing. */
    Strategy start(Actor actor, StrategyRef ref);

    /** Stops it and cancels its open orders. Stopping twice changes nothing. */
    Strategy stop(Actor actor, StrategyRef ref);

    /** The actor's strategies. */
    StrategyList strategies(Actor actor, None nothing);

    /** What a strategy did and earned. */
    Performance performance(Actor actor, StrategyRef ref);

    /** What this service announces. */
    EventFeed<StrategyEvent> events();

    /** Registrations, starts and stops. */
    AuditTrail audit();

    /** Whether a strategy trades. */
    enum State {
        /** Registered, not yet started. */
        REGISTERED,
        /** Trades. */
        RUNNING,
        /** Does not trade any more. */
        STOPPED,
        /** Stopped by an error of its own. */
        FAILED
    }

    /** A kind and its parameters with their defaults. */
    record Kind(String kind, String summary, Map<String, String> parameters) {}

    /** Several kinds. */
    record Kinds(List<Kind> kinds) {}

    /** What to run where. */
    record RegisterStrategy(
            AccountId account, String kind, String symbol, Map<String, String> parameters) {}

    /** Names a strategy. */
    record StrategyRef(StrategyId strategy) {}

    /** A strategy. */
    record Strategy(
            StrategyId strategy,
            UserId owner,
            AccountId account,
            String kind,
            String symbol,
            Map<String, String> parameters,
            State state,
            String reason,
            Instant registeredAt) {}

    /** Several strategies. */
    record StrategyList(List<Strategy> strategies) {}

    /**
     * Fills and profit of a strategy.
     *
     * @param position base units it holds
     * @param realizedPnl in the quote asset, before fees
     * @param fees in the quote asset, positive when paid
     */
    record Performance(
            StrategyId strategy,
            long fills,
            BigDecimal position,
            BigDecimal realizedPnl,
            BigDecimal fees,
            BigDecimal netPnl) {}
}
