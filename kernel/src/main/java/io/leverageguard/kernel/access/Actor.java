package io.leverageguard.kernel.access;

import io.leverageguard.kernel.ids.UserId;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * Who asks: a person, or a service on its own account.
 *
 * @param user the person; {@link #NOBODY} where there is none
 * @param name for audit records: the log-in name, or the service's name
 * @param roles what the actor may do
 */
public record Actor(UserId user, String name, Set<Role> roles) {
    /** The user id of services and of callers who are not logged in. */
    public static final UserId NOBODY = new UserId(new UUID(0, 0));

    /** A caller who is not logged in. */
    public static final Actor ANONYMOUS = new Actor(NOBODY, "anonymous", Set.of());

    /** Copies the roles. */
    public Actor {
        Objects.requireNonNull(user, "user is null");
        Objects.requireNonNull(name, "name is null");
        roles = Set.copyOf(roles);
    }

    /** The service {@code name}, acting on its own account. */
    public static Actor service(String name) {
        return new Actor(NOBODY, name, Set.of(Role.SERVICE));
    }

    /** Whether any of the roles allows {@code permission}. */
    public boolean may(Permission permission) {
        return permission == Permission.ANYONE
                || roles.stream().anyMatch(role -> role.allows(permission));
    }

    /** Whether this is a service. */
    public boolean isService() {
        return roles.contains(Role.SERVICE);
    }

    /** Whether {@code owner} is this actor, or the actor may act for everybody. */
    public boolean owns(UserId owner) {
        return isService() || user.equals(owner);
    }
}
