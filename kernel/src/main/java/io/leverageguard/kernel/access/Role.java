package io.leverageguard.kernel.access;

import static io.leverageguard.kernel.access.Permission.ADMINISTER_USERS;
import static io.leverageguard.kernel.access.Permission.ANYONE;
import static io.leverageguard.kernel.access.Permission.APPROVE_PAYOUTS;
import static io.leverageguard.kernel.access.Permission.AUDIT;
import static io.leverageguard.kernel.access.Permission.CONFIGURE;
import static io.leverageguard.kernel.access.Permission.COVER;
import static io.leverageguard.kernel.access.Permission.LOGGED_IN;
import static io.leverageguard.kernel.access.Permission.OPERATE_FUND;
import static io.leverageguard.kernel.access.Permission.PROVIDE_CAPITAL;
import static io.leverageguard.kernel.access.Permission.REVIEW_CLAIMS;
import static io.leverageguard.kernel.access.Permission.SET_LIMITS;
import static io.leverageguard.kernel.access.Permission.TRADE;

import java.util.EnumSet;
import java.util.Set;

/** A bundle of permissions that is given to a person. */
public enum Role {
    /** Trades, runs strategies and buys cover. What registration gives. */
    TRADER(TRADE, COVER),
    /** Provides capital to the pool. */
    CAPITAL_PROVIDER(PROVIDE_CAPITAL),
    /** Decides referred claims. */
    REVIEWER(REVIEW_CLAIMS, AUDIT),
    /** Runs the desk: fund, payouts, limits, settings. */
    OPERATOR(OPERATE_FUND, APPROVE_PAYOUTS, SET_LIMITS, CONFIGURE, AUDIT),
    /** Gives and takes roles. */
    ADMIN(ADMINISTER_USERS, AUDIT),
    /** A service of this product, calling another. */
    SERVICE(Permission.values());

    private final Set<Permission> permissions;

    Role(Permission... permissions) {
        this.permissions = EnumSet.of(ANYONE, LOGGED_IN);
        this.permissions.addAll(Set.of(permissions));
    }

    /** Whether this role allows {@code permission}. */
    public boolean allows(Permission permission) {
        return permissions.contains(permission);
    }
}
