package io.leverageguard.api.users;

import io.leverageguard.kernel.access.Role;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.ids.VenueKeyId;
import java.util.Set;

/** Everything the users service announces. */
public sealed interface UsersEvent {
    /** A person registered. */
    record UserRegistered(UserId user, String login, Users.Language language)
            implements UsersEvent {}

    /** A person's roles were replaced. */
    record RolesChanged(UserId user, Set<Role> roles) implements UsersEvent {}

    /** A venue key was stored. */
    record VenueKeyStored(UserId user, VenueKeyId key, String venue, String accountUid)
            implements UsersEvent {}

    /** A venue key was revoked. */
    record VenueKeyRevoked(UserId user, VenueKeyId key) implements UsersEvent {}
}
