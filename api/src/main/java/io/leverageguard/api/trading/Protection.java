package io.leverageguard.api.trading;

import io.leverageguard.api.trading.Trading.AccountRef;
import io.leverageguard.api.trading.Trading.TriggerSource;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.rpc.Route.None;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What keeps losses small when things go wrong: kill switch, protective stops, margin. */
public interface Protection {
    /**
     * Uses the kill switch: from the answer on nothing is traded in the scope but what the switch
     * itself sends. Cancelling, closing, asking the venue and arming its dead-man switch go on
     * afterwards, also after a crash; {@link #killed} says how far they have come. The same id
     * again returns the first use, with another content it is refused with {@code id_reused}.
     * Refuses with {@code not_an_operator} for everybody's accounts or somebody else's, with {@code
     * scope_empty} where there is no account.
     */
    Kill kill(Actor actor, StartKill command);

    /** One use; refuses with {@code kill_not_found}, also when it is not the actor's to see. */
    Kill killed(Actor actor, KillRef ref);

    /** The uses that the actor may see, newest first, at most 100. */
    Kills kills(Actor actor, None nothing);

    /**
     * Lets the scope trade again, within its limits; needs a reason. Refuses with {@code
     * kill_running} while an account is not at its end, unless that is asked for, and with {@code
     * not_an_operator} where somebody else stopped the actor or everybody is stopped. Lifting again
     * changes nothing.
     */
    Kill lift(Actor actor, LiftKill command);

    /** Says how positions of an account are to be protected; replaces what was said before. */
    StopPolicy setStopPolicy(Actor actor, StopPolicy policy);

    /** Positions are no longer protected; refuses with {@code stop_policy_not_found}. */
    None removeStopPolicy(Actor actor, StopPolicyRef ref);

    /** The policies of an account and how its positions stand. */
    Protections protections(Actor actor, AccountRef ref);

    /**
     * Adds margin to an isolated position, or takes it when the amount is negative. Journalled
     * before the venue is told; when its answer is lost the margin that the venue shows decides.
     * The same id again returns what became of the first, with another content it is refused with
     * {@code id_reused}. Refuses with {@code position_not_open}, {@code margin_not_isolated},
     * {@code margin_unsupported} and, while another change of the position is not settled, {@code
     * margin_change_pending}.
     */
    MarginChange adjustMargin(Actor actor, AdjustMargin command);

    /** One change of margin; refuses with {@code margin_change_not_found}. */
    MarginChange marginChange(Actor actor, MarginChangeRef ref);

    /**
     * What is to be stopped, and why.
     *
     * @param user whose; absent for the actor's own, which an account's owner always is
     * @param everybody for a venue or for all: of everybody, which takes an operator
     */
    record StartKill(
            KillId kill,
            Kill.Kind kind,
            @Nullable AccountId account,
            @Nullable String venue,
            @Nullable String strategy,
            @Nullable UserId user,
            @Nullable Boolean everybody,
            String why) {}

    /** Names a use of the kill switch. */
    record KillRef(KillId kill) {}

    /** Several uses. */
    record Kills(List<Kill> kills) {
        /** Copies the list. */
        public Kills {
            kills = List.copyOf(kills);
        }
    }

    /**
     * Which use to lift, and why.
     *
     * @param unfinished whether it is lifted even if an account is not at its end; what is left
     *     there is the actor's to look after
     */
    record LiftKill(KillId kill, String why, @Nullable Boolean unfinished) {}

    /**
     * How positions are protected: by a reduce-only stop for the whole position.
     *
     * @param symbol absent for every symbol without a policy of its own
     * @param distance of the stop from the entry price, as a share of it: 0.02 is 2 %
     * @param source whose price sets it off: {@code MARK} or {@code LAST}
     * @param verifyWithinMillis how soon the stop must be seen at the venue after a fill; otherwise
     *     the position is closed
     */
    record StopPolicy(
            AccountId account,
            @Nullable String symbol,
            BigDecimal distance,
            TriggerSource source,
            long verifyWithinMillis) {}

    /** Names a policy. */
    record StopPolicyRef(AccountId account, @Nullable String symbol) {}

    /** Where a position stands. */
    enum StopState {
        /** A stop is to be seen at the venue soon. */
        PENDING,
        /** The stop for the whole position was seen where it waits. */
        PROTECTED,
        /** It was not seen in time: the position is being closed. */
        UNPROTECTED,
        /** The position was closed for want of a stop. */
        FLATTENED
    }

    /**
     * How a position is protected.
     *
     * @param stop the order that stops it, absent while there is none
     * @param quantity what the position was when this was decided; positive for a long
     * @param entryPrice likewise
     * @param serial counts the stops and closing orders of the position
     * @param since when the state was entered
     * @param deadline when the stop must have been seen
     */
    record ProtectedPosition(
            AccountId account,
            String symbol,
            StopState state,
            @Nullable OrderId stop,
            BigDecimal quantity,
            BigDecimal entryPrice,
            @Nullable BigDecimal stopPrice,
            int serial,
            String words,
            Instant since,
            Instant deadline) {}

    /** The policies of an account, and its positions. */
    record Protections(List<StopPolicy> policies, List<ProtectedPosition> positions) {
        /** Copies the lists. */
        public Protections {
            policies = List.copyOf(policies);
            positions = List.copyOf(positions);
        }
    }

    /** How much margin to add, or (negative) to take. */
    record AdjustMargin(
            MarginChangeId change, AccountId account, String symbol, BigDecimal amount) {}

    /** Names a change of margin. */
    record MarginChangeRef(MarginChangeId change) {}

    /** What is done to a position's margin. */
    enum MarginKind {
        /** Margin is added or taken. */
        ADJUST,
        /** A part of the position is closed. */
        REDUCE
    }

    /** Where a change stands. */
    enum MarginState {
        /** Asked for; nothing was sent. */
        DUE,
        /** Journalled, and sent or about to be. */
        SENT,
        /** The answer was lost: the venue is being asked. */
        UNKNOWN,
        /** The venue has done it. */
        DONE,
        /** The venue has not done it. */
        REJECTED;

        /** Whether nothing more can happen. */
        public boolean isFinal() {
            return this == DONE || this == REJECTED;
        }
    }

    /**
     * A change of a position's margin.
     *
     * @param amount what is added; absent where a part of the position is closed
     * @param share what part is closed; absent where margin is added
     * @param before the position's isolated margin before it was sent; absent until then
     * @param quantity the position then, likewise
     * @param order the order that reduces, absent where there is none
     * @param asked whether the risk service asked for it
     */
    record MarginChange(
            MarginChangeId change,
            AccountId account,
            String symbol,
            MarginKind kind,
            @Nullable BigDecimal amount,
            @Nullable BigDecimal share,
            @Nullable BigDecimal before,
            @Nullable BigDecimal quantity,
            @Nullable OrderId order,
            boolean asked,
            MarginState state,
            String words,
            Instant at,
            Instant updatedAt) {}
}
