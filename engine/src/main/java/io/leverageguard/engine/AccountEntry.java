package io.leverageguard.engine;

import org.jspecify.annotations.Nullable;

/** One account, and the scopes that it is in. */
final class AccountEntry extends Hashed {
    final int number;
    final int user;
    final int venue;
    final ScopeEntry own;
    final @Nullable ScopeEntry ofUser;
    final @Nullable ScopeEntry ofVenue;

    AccountEntry(int number, ScopeEntry own, @Nullable ScopeEntry user, @Nullable ScopeEntry at) {
        this.number = number;
        this.user = user == null ? 0 : user.scope.first();
        this.venue = at == null ? 0 : at.scope.first();
        this.own = own;
        this.ofUser = user;
        this.ofVenue = at;
    }

    @Override
    long hash() {
        return StateHash.mix(StateHash.mix(number, user), venue);
    }
}
