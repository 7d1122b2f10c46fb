package io.leverageguard.api.risk;

import io.leverageguard.api.risk.Risk.TradingState;
import io.leverageguard.kernel.ids.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wanted to be changed in a scope, and what became of it.
 *
 * <p>What tightens, or loosens a little, is in force at once. What loosens more waits for a second
 * person; a change of both kinds is applied in two parts.
 *
 * @param before what was in force when it was proposed
 * @param numbers what was asked for; absent where the numbers stay or trips are lifted
 * @param state the trading state that was asked for; absent where it stays
 * @param waiting what needs a second person: names of numbers, {@code state}, or components of
 *     trips; empty when nothing does
 * @param proposer who asked; {@link io.leverageguard.kernel.access.Actor#NOBODY} for a service
 * @param expiresAt when it falls if nobody has decided
 */
public record LimitChange(
        LimitChangeId id,
        Kind kind,
        Scope scope,
        Risk.ScopeLimits before,
        @Nullable LimitNumbers numbers,
        @Nullable TradingState state,
        List<String> components,
        List<String> waiting,
        Status status,
        UserId proposer,
        String proposedBy,
        String why,
        Instant proposedAt,
        Instant expiresAt,
        @Nullable Decision decision) {
    /** Copies the lists. */
    public LimitChange {
        components = List.copyOf(components);
        waiting = List.copyOf(waiting);
    }

    /** The same change, of which this has become. */
    public LimitChange ended(Status end, @Nullable Decision by) {
        return new LimitChange(
                id,
                kind,
                scope,
                before,
                numbers,
                state,
                components,
                waiting,
                end,
                proposer,
                proposedBy,
                why,
                proposedAt,
                expiresAt,
                by);
    }

    /** What is changed. */
    public enum Kind {
        /** Numbers or the trading state of a scope. */
        LIMITS,
        /** Trips of a scope are lifted. */
        LIFT
    }

    /** What became of it. */
    public enum Status {
        /** In force at once, whole. */
        APPLIED,
        /** Waits for a second person. */
        PENDING,
        /** A second person agreed: in force, whole. */
        APPROVED,
        /** A second person disagreed, or the proposer withdrew it. */
        REJECTED,
        /** Nobody decided in time. */
        EXPIRED
    }

    /** Who decided, when and why. */
    public record Decision(UserId person, String by, String why, Instant at) {}
}
