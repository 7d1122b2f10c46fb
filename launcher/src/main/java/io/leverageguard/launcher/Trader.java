package io.leverageguard.launcher;

import io.leverageguard.api.cover.Cover.Claim;
import io.leverageguard.api.cover.Cover.Policy;
import io.leverageguard.api.cover.Cover.Quote;
import io.leverageguard.api.trading.Trading.Position;
import io.leverageguard.kernel.ids.AccountId;
import org.jspecify.annotations.Nullable;

/** A trader of the story: who, how much at which leverage, and what happened. */
final class Trader {
    private final Part part;
    private final Member member;
    private final AccountId account;
    private @Nullable Position opened;
    private @Nullable Quote quote;
    private @Nullable Policy policy;
    private @Nullable Claim claim;

    /**
     * A part in the story.
     *
     * @param quantity BTC, long
     */
    record Part(String name, String quantity, int leverage) {}

    Trader(Part part, Member member, AccountId account) {
        this.part = part;
        this.member = member;
        this.account = account;
    }

    Part part() {
        return part;
    }

    String name() {
        return part.name();
    }

    Member member() {
        return member;
    }

    AccountId account() {
        return account;
    }

    Position opened() {
        return known(opened, "position");
    }

    void opened(Position position) {
        this.opened = position;
    }

    Quote quote() {
        return known(quote, "quote");
    }

    void quote(Quote given) {
        this.quote = given;
    }

    Policy policy() {
        return known(policy, "policy");
    }

    void policy(Policy bound) {
        this.policy = bound;
    }

    boolean covered() {
        return policy != null;
    }

    @Nullable Claim claim() {
        return claim;
    }

    void claim(Claim present) {
        this.claim = present;
    }

    private <T> T known(@Nullable T value, String what) {
        if (value == null) {
            throw new IllegalStateException(name() + " has no " + what);
        }
        return value;
    }
}
