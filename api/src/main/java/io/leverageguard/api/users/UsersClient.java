package io.leverageguard.api.users;

import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.rpc.Caller;
import io.leverageguard.kernel.rpc.Route.None;

/** {@link Users} in another process. */
public final class UsersClient implements Users {
    private final Caller caller;

    /** Calls through {@code caller}. */
    public UsersClient(Caller caller) {
        this.caller = caller;
    }

    @Override
    public Person register(Actor actor, Register command) {
        return caller.call(UsersRoutes.REGISTER, actor, command);
    }

    @Override
    public Tokens logIn(Actor actor, LogIn command) {
        return caller.call(UsersRoutes.LOG_IN, actor, command);
    }

    @Override
    public Tokens refresh(Actor actor, Refresh command) {
        return caller.call(UsersRoutes.REFRESH, actor, command);
    }

    @Override
    public None logOut(Actor actor, Refresh command) {
        return caller.call(UsersRoutes.LOG_OUT, actor, command);
    }

    @Override
    public Sessions sessions(Actor actor, SessionQuery query) {
        return caller.call(UsersRoutes.SESSIONS, actor, query);
    }

    @Override
    public None endSession(Actor actor, SessionRef ref) {
        return caller.call(UsersRoutes.END_SESSION, actor, ref);
    }

    @Override
    public Person me(Actor actor, None nothing) {
        return caller.call(UsersRoutes.ME, actor, nothing);
    }

    @Override
    public Person setRoles(Actor actor, SetRoles command) {
        return caller.call(UsersRoutes.SET_ROLES, actor, command);
    }

    @Override
    public KeySet keys(Actor actor, None nothing) {
        return caller.call(UsersRoutes.KEYS, actor, nothing);
    }

    @Override
    public VenueKey storeVenueKey(Actor actor, StoreVenueKey command) {
        return caller.call(UsersRoutes.STORE_VENUE_KEY, actor, command);
    }

    @Override
    public VenueKeys venueKeys(Actor actor, None nothing) {
        return caller.call(UsersRoutes.VENUE_KEYS, actor, nothing);
    }

    @Override
    public VenueKey revokeVenueKey(Actor actor, VenueKeyRef ref) {
        return caller.call(UsersRoutes.REVOKE_VENUE_KEY, actor, ref);
    }

    @Override
    public OpenedVenueKey openVenueKey(Actor actor, VenueKeyRef ref) {
        return caller.call(UsersRoutes.OPEN_VENUE_KEY, actor, ref);
    }

    @Override
    public Person person(Actor actor, UserRef ref) {
        return caller.call(UsersRoutes.PERSON, actor, ref);
    }

    @Override
    public EventFeed<UsersEvent> events() {
        return caller.feed("users", UsersEvent.class);
    }

    @Override
    public AuditTrail audit() {
        return caller.audit("users");
    }
}
