package io.leverageguard.api.users;

import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.access.Role;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.ids.SessionId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.ids.VenueKeyId;
import io.leverageguard.kernel.rpc.Route.None;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** People, their roles and sessions, and the vault that holds their venue keys. */
public interface Users {
    /** Registers a trader; refuses with {@code login_taken} if the name is in use. */
    Person register(Actor actor, Register command);

    /** Opens a session; refuses with {@code wrong_credentials}, always in the same time. */
    Tokens logIn(Actor actor, LogIn command);

    /**
     * Exchanges a refresh token for new tokens. A refresh token is good once: a second use ends the
     * whole session and refuses with {@code refresh_reused}.
     */
    Tokens refresh(Actor actor, Refresh command);

    /** Ends the session that the refresh token belongs to. Ending it twice changes nothing. */
    None logOut(Actor actor, Refresh command);

    /** The actor's sessions that are not over, newest first. */
    Sessions sessions(Actor actor, SessionQuery query);

    /** Ends a session of the actor. Ending it twice changes nothing. */
    None endSession(Actor actor, SessionRef ref);

    /** The actor's own record. */
    Person me(Actor actor, None nothing);

    /** Replaces the roles of a person; needs a reason. */
    Person setRoles(Actor actor, SetRoles command);

    /** Public keys that verify access tokens, as a JWK set. */
    KeySet keys(Actor actor, None nothing);

    /**
     * Encrypts and stores a venue key after asking the venue what it may do. Refuses with {@code
     * key_can_withdraw} if it may move money out, with {@code key_not_accepted} if the venue does
     * not know it, with {@code key_in_use} if its venue account belongs to another person.
     */
    VenueKey storeVenueKey(Actor actor, StoreVenueKey command);

    /** The actor's venue keys, without their secrets. */
    VenueKeys venueKeys(Actor actor, None nothing);

    /** Forgets the secret of a key; its record stays. */
    VenueKey revokeVenueKey(Actor actor, VenueKeyRef ref);

    /** Opens a stored key. For services only, and audited. */
    OpenedVenueKey openVenueKey(Actor actor, VenueKeyRef ref);

    /** Any person, for services. */
    Person person(Actor actor, UserRef ref);

    /** What this service announces. */
    EventFeed<UsersEvent> events();

    /** Changes of people, roles and keys. */
    AuditTrail audit();

    /** Language of what is sent to a person. */
    enum Language {
        /** English. */
        EN,
        /** Chinese. */
        ZH
    }

    /** A person. */
    record Person(UserId user, String login, Language language, Set<Role> roles, Instant since) {}

    /**
     * A registration.
     *
     * @param login 3 to 40 of {@code a-z0-9._-}
     * @param password at least 12 characters
     */
    record Register(String login, String password, @Nullable Language language) {
        @Override
        public String toString() {
            return "Register[" + login + "]";
        }
    }

    /** A log-in. */
    record LogIn(String login, String password) {
        @Override
        public String toString() {
            return "LogIn[" + login + "]";
        }
    }

    /** A refresh token that is used. */
    record Refresh(String refreshToken) {
        @Override
        public String toString() {
            return "Refresh[…]";
        }
    }

    /**
     * A session's tokens: a short-lived access token (JWT) and a refresh token that is good once.
     */
    record Tokens(String accessToken, String refreshToken, long expiresInSeconds) {
        @Override
        public String toString() {
            return "Tokens[…]";
        }
    }

    /** In which session the actor asks, if that is known. */
    record SessionQuery(@Nullable SessionId current) {}

    /** Names a session. */
    record SessionRef(SessionId session) {}

    /**
     * A session.
     *
     * @param lastUsedAt when its tokens were last renewed
     * @param agent what the program called itself that logged in, empty when it did not say
     * @param current whether it is the one that asks
     */
    record Session(
            SessionId session,
            Instant startedAt,
            Instant lastUsedAt,
            Instant endsAt,
            String agent,
            boolean current) {}

    /** Several sessions. */
    record Sessions(List<Session> sessions) {}

    /** New roles for a person, and why. */
    record SetRoles(UserId user, Set<Role> roles, String why) {}

    /** A JWK set (RFC 7517) as JSON text. */
    record KeySet(String jwks) {}

    /**
     * A venue key as it is typed in.
     *
     * @param venue {@code binance}, {@code okx}, {@code bybit} or {@code simulated}
     * @param passphrase OKX only
     */
    record StoreVenueKey(
            String venue, String label, String key, String secret, @Nullable String passphrase) {
        @Override
        public String toString() {
            return "StoreVenueKey[" + venue + ", " + label + "]";
        }
    }

    /** A stored venue key, without its secret; {@code keyHint} is the last four characters. */
    record VenueKey(
            VenueKeyId id,
            UserId owner,
            String venue,
            String label,
            String keyHint,
            String accountUid,
            boolean canTrade,
            boolean revoked,
            Instant storedAt) {}

    /** Several venue keys. */
    record VenueKeys(List<VenueKey> keys) {}

    /** Names a venue key. */
    record VenueKeyRef(VenueKeyId key) {}

    /** Names a person. */
    record UserRef(UserId user) {}

    /** A venue key with its secret, for use in memory only. */
    record OpenedVenueKey(
            VenueKeyId id,
            UserId owner,
            String venue,
            String accountUid,
            String key,
            String secret,
            String passphrase) {
        @Override
        public String toString() {
            return "OpenedVenueKey[" + id + ", " + venue + "]";
        }
    }
}
