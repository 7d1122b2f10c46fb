package io.leverageguard.notification;

import io.leverageguard.api.users.Users;
import io.leverageguard.api.users.UsersEvent;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route.None;
import java.time.Instant;
import java.util.Set;

/** One person who speaks Chinese; nobody else is known. */
final class FakeUsers implements Users {
    private final io.leverageguard.kernel.ids.UserId known;

    FakeUsers(io.leverageguard.kernel.ids.UserId known) {
        this.known = known;
    }

    @Override
    public Person person(Actor actor, UserRef ref) {
        if (!ref.user().equals(known)) {
            throw Refusal.notFound("person", ref.user());
        }
        return new Person(ref.user(), "known", Language.ZH, Set.of(), Instant.EPOCH);
    }

    @Override
    public Person register(Actor actor, Register command) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Tokens logIn(Actor actor, LogIn command) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Tokens refresh(Actor actor, Refresh command) {
        throw new UnsupportedOperationException();
    }

    @Override
    public None logOut(Actor actor, Refresh command) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Sessions sessions(Actor actor, SessionQuery query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public None endSession(Actor actor, SessionRef ref) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Person me(Actor actor, None nothing) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Person setRoles(Actor actor, SetRoles command) {
        throw new UnsupportedOperationException();
    }

    @Override
    public KeySet keys(Actor actor, None nothing) {
        throw new UnsupportedOperationException();
    }

    @Override
    public VenueKey storeVenueKey(Actor actor, StoreVenueKey command) {
        throw new UnsupportedOperationException();
    }

    @Override
    public VenueKeys venueKeys(Actor actor, None nothing) {
        throw new UnsupportedOperationException();
    }

    @Override
    public VenueKey revokeVenueKey(Actor actor, VenueKeyRef ref) {
        throw new UnsupportedOperationException();
    }

    @Override
    public OpenedVenueKey openVenueKey(Actor actor, VenueKeyRef ref) {
        throw new UnsupportedOperationException();
    }

    @Override
    public EventFeed<UsersEvent> events() {
        throw new UnsupportedOperationException();
    }

    @Override
    public AuditTrail audit() {
        throw new UnsupportedOperationException();
    }
}
