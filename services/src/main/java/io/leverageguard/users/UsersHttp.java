package io.leverageguard.users;

import io.leverageguard.api.users.Users;
import io.leverageguard.api.users.UsersEvent;
import io.leverageguard.api.users.UsersRoutes;
import io.leverageguard.kernel.rpc.Server;

/** Exposes {@link Users} to people and to other processes. */
final class UsersHttp {
    private UsersHttp() {}

    static void serve(Server server, Users users) {
        server.serve(UsersRoutes.REGISTER, users::register);
        server.serve(UsersRoutes.LOG_IN, users::logIn);
        server.serve(UsersRoutes.REFRESH, users::refresh);
        server.serve(UsersRoutes.LOG_OUT, users::logOut);
        server.serve(UsersRoutes.SESSIONS, users::sessions);
        server.serve(UsersRoutes.END_SESSION, users::endSession);
        server.serve(UsersRoutes.KEYS, users::keys);
        server.serve(UsersRoutes.ME, users::me);
        server.serve(UsersRoutes.SET_ROLES, users::setRoles);
        server.serve(UsersRoutes.STORE_VENUE_KEY, users::storeVenueKey);
        server.serve(UsersRoutes.VENUE_KEYS, users::venueKeys);
        server.serve(UsersRoutes.REVOKE_VENUE_KEY, users::revokeVenueKey);
        server.serve(UsersRoutes.OPEN_VENUE_KEY, users::openVenueKey);
        server.serve(UsersRoutes.PERSON, users::person);
        server.serveFeed("users", UsersEvent.class, users.events());
        server.serveAudit("users", users.audit());
    }
}
