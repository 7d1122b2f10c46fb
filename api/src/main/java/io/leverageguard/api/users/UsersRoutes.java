package io.leverageguard.api.users;

import static io.leverageguard.kernel.rpc.Route.Method.DELETE;
import static io.leverageguard.kernel.rpc.Route.Method.GET;
import static io.leverageguard.kernel.rpc.Route.Method.POST;
import static io.leverageguard.kernel.rpc.Route.Method.PUT;

import io.leverageguard.api.users.Users.KeySet;
import io.leverageguard.api.users.Users.LogIn;
import io.leverageguard.api.users.Users.OpenedVenueKey;
import io.leverageguard.api.users.Users.Person;
import io.leverageguard.api.users.Users.Refresh;
import io.leverageguard.api.users.Users.Register;
import io.leverageguard.api.users.Users.SessionQuery;
import io.leverageguard.api.users.Users.SessionRef;
import io.leverageguard.api.users.Users.Sessions;
import io.leverageguard.api.users.Users.SetRoles;
import io.leverageguard.api.users.Users.StoreVenueKey;
import io.leverageguard.api.users.Users.Tokens;
import io.leverageguard.api.users.Users.UserRef;
import io.leverageguard.api.users.Users.VenueKey;
import io.leverageguard.api.users.Users.VenueKeyRef;
import io.leverageguard.api.users.Users.VenueKeys;
import io.leverageguard.kernel.access.Permission;
import io.leverageguard.kernel.rpc.Route;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.kernel.rpc.Route.RateClass;
import java.util.List;

/** The operations of {@link Users}, each described once. */
public final class UsersRoutes {
    /** {@link Users#register}. */
    public static final Route<Register, Person> REGISTER =
            Route.open(
                            POST,
                            "/api/v1/auth/register",
                            Register.class,
                            Person.class,
                            Permission.ANYONE,
                            "Registers a trader")
                    .counted(RateClass.AUTH);

    /** {@link Users#logIn}. */
    public static final Route<LogIn, Tokens> LOG_IN =
            Route.open(
                            POST,
                            "/api/v1/auth/login",
                            LogIn.class,
                            Tokens.class,
                            Permission.ANYONE,
                            "Opens a session")
                    .counted(RateClass.AUTH);

    /** {@link Users#refresh}. */
    public static final Route<Refresh, Tokens> REFRESH =
            Route.open(
                    POST,
                    "/api/v1/auth/refresh",
                    Refresh.class,
                    Tokens.class,
                    Permission.ANYONE,
                    "Exchanges a refresh token, which is good once, for new tokens");

    /** {@link Users#logOut}. */
    public static final Route<Refresh, None> LOG_OUT =
            Route.open(
                    POST,
                    "/api/v1/auth/logout",
                    Refresh.class,
                    None.class,
                    Permission.ANYONE,
                    "Ends the session of a refresh token");

    /** {@link Users#sessions}. People ask the gateway, which knows in which session they do. */
    public static final Route<SessionQuery, Sessions> SESSIONS =
            Route.internal(
                    "/internal/users/sessions",
                    SessionQuery.class,
                    Sessions.class,
                    "A person's sessions");

    /** {@link Users#endSession}. */
    public static final Route<SessionRef, None> END_SESSION =
            Route.open(
                    DELETE,
                    "/api/v1/sessions/{session}",
                    SessionRef.class,
                    None.class,
                    Permission.LOGGED_IN,
                    "Ends a session of the caller");

    /** {@link Users#keys}. */
    public static final Route<None, KeySet> KEYS =
            Route.open(
                    GET,
                    "/api/v1/auth/jwks",
                    None.class,
                    KeySet.class,
                    Permission.ANYONE,
                    "The public keys that verify access tokens, as a JWK set");

    /** {@link Users#me}. */
    public static final Route<None, Person> ME =
            Route.open(
                    GET,
                    "/api/v1/me",
                    None.class,
                    Person.class,
                    Permission.LOGGED_IN,
                    "The caller's own record");

    /** {@link Users#setRoles}. */
    public static final Route<SetRoles, Person> SET_ROLES =
            Route.open(
                    PUT,
                    "/api/v1/users/{user}/roles",
                    SetRoles.class,
                    Person.class,
                    Permission.ADMINISTER_USERS,
                    "Replaces the roles of a person");

    /** {@link Users#storeVenueKey}. */
    public static final Route<StoreVenueKey, VenueKey> STORE_VENUE_KEY =
            Route.open(
                    POST,
                    "/api/v1/venue-keys",
                    StoreVenueKey.class,
                    VenueKey.class,
                    Permission.TRADE,
                    "Stores a venue key after asking the venue what it may do");

    /** {@link Users#venueKeys}. */
    public static final Route<None, VenueKeys> VENUE_KEYS =
            Route.open(
                    GET,
                    "/api/v1/venue-keys",
                    None.class,
                    VenueKeys.class,
                    Permission.LOGGED_IN,
                    "The caller's venue keys, without their secrets");

    /** {@link Users#revokeVenueKey}. */
    public static final Route<VenueKeyRef, VenueKey> REVOKE_VENUE_KEY =
            Route.open(
                    DELETE,
                    "/api/v1/venue-keys/{key}",
                    VenueKeyRef.class,
                    VenueKey.class,
                    Permission.LOGGED_IN,
                    "Forgets the secret of a venue key");

    /** {@link Users#openVenueKey}. */
    public static final Route<VenueKeyRef, OpenedVenueKey> OPEN_VENUE_KEY =
            Route.internal(
                    "/internal/users/open-venue-key",
                    VenueKeyRef.class,
                    OpenedVenueKey.class,
                    "Opens a stored venue key");

    /** {@link Users#person}. */
    public static final Route<UserRef, Person> PERSON =
            Route.internal("/internal/users/person", UserRef.class, Person.class, "Any person");

    /** Every operation, in the order of the API document. */
    public static final List<Route<?, ?>> ALL =
            List.of(
                    REGISTER,
                    LOG_IN,
                    REFRESH,
                    LOG_OUT,
                    SESSIONS,
                    END_SESSION,
                    KEYS,
                    ME,
                    SET_ROLES,
                    STORE_VENUE_KEY,
                    VENUE_KEYS,
                    REVOKE_VENUE_KEY,
                    OPEN_VENUE_KEY,
                    PERSON);

    private UsersRoutes() {}
}
