package io.leverageguard.cover;

import io.leverageguard.api.users.Users;
import io.leverageguard.api.users.UsersEvent;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route.None;

/** A vault that opens the one key it has, or none. */
final class ScriptedPeople implements Users {
    private boolean revoked;

    void revoke() {
        revoked = true;
    }

    @Override
    public OpenedVenueKey openVenueKey(Actor actor, VenueKeyRef ref) {
        if (revoked) {
            throw Refusal.conflict("key_revoked", "the key was revoked");
        }
        return new OpenedVenueKey(
                ref.key(), Sample.OWNER, "binance", Sample.UID, "key", "secret", "");
    }

    @Override
    public Person register(Actor actor, Register command) {
        throw notHere();
    }

    @Override
    public Tokens logIn(Actor actor, LogIn command) {
        throw notHere();
    }

    @Override
    public Tokens refresh(Actor actor, Refresh command) {
        throw notHere();
    }

    @Override
    public None logOut(Actor actor, Refresh command) {
        throw notHere();
    }

    @Override
    public Sessions sessions(Actor actor, SessionQuery query) {
        throw notHere();
    }

    @Override
    public None endSession(Actor actor, SessionRef ref) {
        throw notHere();
    }

    @Override
    public Person me(Actor actor, None nothing) {
        throw notHere();
    }

    @Override
    public Person setRoles(Actor actor, SetRoles command) {
        throw notHere();
    }

    @Override
    public KeySet keys(Actor actor, None nothing) {
        throw notHere();
    }

    @Override
    public VenueKey storeVenueKey(Actor actor, StoreVenueKey command) {
        throw notHere();
    }

    @Override
    public VenueKeys venueKeys(Actor actor, None nothing) {
        throw notHere();
    }

    @Override
    public VenueKey revokeVenueKey(Actor actor, VenueKeyRef ref) {
        throw notHere();
    }

    @Override
    public Person person(Actor actor, UserRef ref) {
        throw notHere();
    }

    @Override
    public EventFeed<UsersEvent> events() {
        throw notHere();
    }

    @Override
    public AuditTrail audit() {
        throw notHere();
    }

    private static UnsupportedOperationException notHere() {
        return new UnsupportedOperationException("cover does not call this");
    }
}
