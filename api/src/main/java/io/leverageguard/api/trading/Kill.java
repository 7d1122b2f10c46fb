package io.leverageguard.api.trading;

import io.leverageguard.api.trading.Trading.Side;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.kernel.ids.UserId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One use of the kill switch, and how far it has come. docs/operating/kill-switch.md says what each
 * step means.
 *
 * @param by who used it
 * @param why the reason that was given
 * @param endedAt when every account had ended, absent before
 * @param liftedBy who lifted it, empty while it stands
 * @param accounts account by account, in the order of opening
 */
public record Kill(
        KillId kill,
        Scope scope,
        State state,
        UserId person,
        String by,
        String why,
        Instant startedAt,
        @Nullable Instant endedAt,
        String liftedBy,
        String liftedWhy,
        List<AccountReport> accounts) {
    /** Copies the reports. */
    public Kill {
        accounts = List.copyOf(accounts);
    }

    /** The kinds of scopes. */
    public enum Kind {
        /** The orders of one person that carry one label, and their share of the positions. */
        STRATEGY,
        /** One account. */
        ACCOUNT,
        /** The accounts at one venue: of one person, or of everybody. */
        VENUE,
        /** All accounts: of one person, or of everybody. */
        ALL
    }

    /**
     * What is stopped.
     *
     * @param user whose; absent for everybody's
     * @param account of an {@link Kind#ACCOUNT} scope, absent otherwise
     * @param venue of a {@link Kind#VENUE} scope, absent otherwise
     * @param strategy the label of a {@link Kind#STRATEGY} scope, absent otherwise
     */
    public record Scope(
            Kind kind,
            @Nullable UserId user,
            @Nullable AccountId account,
            @Nullable String venue,
            @Nullable String strategy) {}

    /** Where the whole stands. */
    public enum State {
        /** At least one account is not at its end. */
        RUNNING,
        /** Every account is flat at its venue, without orders; nothing may be traded. */
        DONE,
        /** Something is left in at least one account; what reduces positions may be traded. */
        FAILED,
        /** Over: what may be traded is decided by limits alone. */
        LIFTED;

        /** Whether it still keeps the scope from trading. */
        public boolean stands() {
            return this != LIFTED;
        }
    }

    /** What is being done in an account. It is journalled before it is done. */
    public enum Step {
        /** Orders are being cancelled. */
        CANCEL,
        /** Positions are being closed. */
        FLATTEN,
        /** The venue is asked what is left. */
        VERIFY,
        /** The venue's dead-man switch is being armed. */
        ARM,
        /** The venue says that nothing is left. */
        DONE,
        /** Something is left after as many attempts as are made. */
        FAILED;

        /** Whether nothing more is done in the account. */
        public boolean isLast() {
            return this == DONE || this == FAILED;
        }
    }

    /** What became of the venue's dead-man switch. */
    public enum DeadMan {
        /** It was not its turn. */
        NOT_YET,
        /** Armed: the venue cancels what may still arrive. */
        ARMED,
        /** The venue has none, or others trade in the account. */
        NONE,
        /** The venue said no. */
        REFUSED,
        /** The venue's answer was lost. */
        UNKNOWN
    }

    /** An order that closed a position, or a part of one, and how much it did. */
    public record Closed(OrderId order, String symbol, Side side, BigDecimal filled) {}

    /**
     * How far it has come in one account.
     *
     * @param attempt from 1 on: cancelling, closing and asking are repeated while something is left
     * @param cancelled the orders that were open or held, in words
     * @param closed the orders that closed positions
     * @param left what the venue still had when it was last asked, in words
     * @param words what holds it up, or how the dead-man switch was armed
     * @param endedAt absent before the end
     */
    public record AccountReport(
            AccountId account,
            String venue,
            Step step,
            int attempt,
            List<String> cancelled,
            List<Closed> closed,
            List<String> left,
            DeadMan deadMan,
            String words,
            Instant startedAt,
            Instant updatedAt,
            @Nullable Instant endedAt) {
        /** Copies the lists. */
        public AccountReport {
            cancelled = List.copyOf(cancelled);
            closed = List.copyOf(closed);
            left = List.copyOf(left);
        }
    }
}
