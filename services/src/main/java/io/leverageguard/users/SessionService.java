package io.leverageguard.users;

import io.leverageguard.api.users.Users.Person;
import io.leverageguard.api.users.Users.Session;
import io.leverageguard.api.users.Users.Tokens;
import io.leverageguard.kernel.ids.IdGenerator;
import io.leverageguard.kernel.ids.SessionId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Refusal.Reason;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.http.RequestContext;
import io.leverageguard.users.SessionRepository.Opening;
import io.leverageguard.users.SessionRepository.Rotation;
import io.leverageguard.users.SessionRepository.Token;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sessions: a short-lived access token, and a refresh token that is good once. If a refresh token
 * comes back a second time, either it or its successor is in the wrong hands, and nobody can tell
 * which: the whole session ends (RFC 9700, 4.14.2).
 */
final class SessionService {
    static final int SESSIONS_MAX = 20;
    private static final int AGENT_LENGTH_MAX = 200;
    private static final int TOKEN_BYTES = 32;
    private static final int TOKEN_LENGTH_MAX = 100;
    private static final Duration KEEP_ENDED = Duration.ofDays(30);

    private final Clock clock;
    private final IdGenerator ids;
    private final SecureRandom random;
    private final SessionRepository repository;
    private final SigningKeys keys;
    private final UsersConfig config;

    SessionService(
            Clock clock,
            IdGenerator ids,
            SecureRandom random,
            SessionRepository repository,
            SigningKeys keys,
            UsersConfig config) {
        this.clock = clock;
        this.ids = ids;
        this.random = random;
        this.repository = repository;
        this.keys = keys;
        this.config = config;
    }

    /** Opens a session for somebody whose password was right. */
    Tokens open(Person person) {
        Instant now = now();
        SessionId session = new SessionId(ids.next());
        String refresh = newToken();
        repository.open(
                new Opening(session, person.user(), now, now.plus(config.sessionLife()), agent()),
                stored(refresh, now),
                SESSIONS_MAX);
        return tokens(person, session, refresh);
    }

    /** Exchanges a refresh token; {@code people} finds the person with the present roles. */
    Tokens refresh(String shown, Function<UserId, Person> people) {
        Instant now = now();
        String next = newToken();
        return switch (repository.rotate(hash(checked(shown)), now, stored(next, now))) {
            case Rotation.Rotated(UserId user, SessionId session) ->
                    tokens(people.apply(user), session, next);
            case Rotation.Reused() ->
                    throw unauthenticated(
                            "refresh_reused",
                            "this refresh token was used before; the session is ended, log in"
                                    + " again");
            case Rotation.Over() ->
                    throw unauthenticated("session_over", "the session is over, log in again");
            case Rotation.Unknown() ->
                    throw unauthenticated("refresh_unknown", "this is no refresh token of ours");
        };
    }

    /** Ends the session of a refresh token; one that is not known ends nothing. */
    void end(String shown) {
        repository.end(hash(checked(shown)), now());
    }

    /** The sessions of a person that are not over, newest first. */
    List<Session> of(UserId user, @Nullable SessionId current) {
        return repository.sessions(user, now(), current);
    }

    /** Ends one session of a person. */
    void end(UserId user, SessionId session) {
        if (!repository.end(user, session, now())) {
            throw Refusal.notFound("session", session);
        }
    }

    /** What the program calls itself that logs in. */
    private static String agent() {
        String said = RequestContext.current().map(RequestContext::userAgent).orElse("");
        return said.substring(0, Math.min(said.length(), AGENT_LENGTH_MAX));
    }

    /** Deletes sessions that have been over for long. */
    void forget() {
        repository.forgetSessions(now().minus(KEEP_ENDED));
    }

    private Tokens tokens(Person person, SessionId session, String refresh) {
        return new Tokens(
                keys.sign(person, session), refresh, config.accessTokenLife().toSeconds());
    }

    private Token stored(String token, Instant now) {
        return new Token(hash(token), now.plus(config.refreshTokenLife()));
    }

    private String newToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private Instant now() {
        return clock.now().truncatedTo(ChronoUnit.MICROS);
    }

    private static String checked(String shown) {
        if (shown.isBlank()) {
            throw Refusal.invalid("refreshToken", "is missing");
        }
        if (shown.length() > TOKEN_LENGTH_MAX) {
            throw Refusal.invalid("refreshToken", "is too long");
        }
        return shown;
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    private static Refusal unauthenticated(String code, String message) {
        return new Refusal(Reason.UNAUTHENTICATED, code, message);
    }
}
