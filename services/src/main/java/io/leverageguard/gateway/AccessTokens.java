package io.leverageguard.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.leverageguard.api.users.AccessToken;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.access.Role;
import io.leverageguard.kernel.ids.SessionId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Refusal.Reason;
import io.leverageguard.kernel.time.Clock;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads access tokens. A signature costs about 0.4 ms to verify, so a token that was found good is
 * remembered until it expires. The users service's public keys are remembered too, and asked for
 * again when a token names one that is not known, but not more often than {@link #ASK_EVERY_MIN}:
 * otherwise made-up key ids would become calls.
 */
final class AccessTokens {
    static final Duration ASK_EVERY_MIN = Duration.ofSeconds(10);
    private static final int TOKEN_LENGTH_MAX = 4_096;
    private static final int REMEMBERED_MAX = 20_000;

    /** Who a token stands for, until when, and in which session. */
    record Verified(Actor actor, Instant expiresAt, @Nullable SessionId session) {}

    private final Clock clock;
    private final Supplier<String> jwks;
    private final Cache<String, Verified> remembered =
            Caffeine.newBuilder().maximumSize(REMEMBERED_MAX).build();
    private volatile Map<String, JWSVerifier> verifiers = Map.of();
    private @Nullable Instant askedAt;

    /** Reads tokens that are signed by the keys in what {@code jwks} answers, a JWK set. */
    AccessTokens(Clock clock, Supplier<String> jwks) {
        this.clock = clock;
        this.jwks = jwks;
    }

    /** Reads a token; refuses with 401 and a code that says what is wrong with it. */
    Verified verify(String token) {
        Verified known = remembered.getIfPresent(token);
        Verified verified = known == null ? verifyAnew(token) : known;
        if (!clock.now().isBefore(verified.expiresAt())) {
            remembered.invalidate(token);
            throw unauthenticated("token_expired", "the access token has expired; refresh it");
        }
        if (known == null) {
            remembered.put(token, verified);
        }
        return verified;
    }

    /** Who a token stands for if that is remembered; null when it must be verified. */
    @Nullable Verified remembered(String token) {
        Verified known = remembered.getIfPresent(token);
        return known != null && clock.now().isBefore(known.expiresAt()) ? known : null;
    }

    private Verified verifyAnew(String token) {
        if (token.length() > TOKEN_LENGTH_MAX) {
            throw invalid();
        }
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            if (!JWSAlgorithm.ES256.equals(jwt.getHeader().getAlgorithm())) {
                throw invalid();
            }
            JWSVerifier verifier = verifier(jwt.getHeader().getKeyID());
            if (verifier == null || !jwt.verify(verifier)) {
                throw invalid();
            }
            return read(jwt.getJWTClaimsSet());
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            throw invalid();
        }
    }

    private static Verified read(JWTClaimsSet claims) throws ParseException {
        if (!AccessToken.ISSUER.equals(claims.getIssuer())
                || !claims.getAudience().contains(AccessToken.AUDIENCE)) {
            throw unauthenticated("token_foreign", "the access token was not made for this desk");
        }
        Date expires = claims.getExpirationTime();
        String login = claims.getStringClaim(AccessToken.LOGIN);
        List<String> names = claims.getStringListClaim(AccessToken.ROLES);
        if (expires == null || login == null || names == null || claims.getSubject() == null) {
            throw invalid();
        }
        String session = claims.getStringClaim(AccessToken.SESSION);
        Set<Role> roles = EnumSet.noneOf(Role.class);
        names.forEach(name -> roles.add(Role.valueOf(name)));
        if (roles.contains(Role.SERVICE)) {
            throw invalid();
        }
        return new Verified(
                new Actor(UserId.parse(claims.getSubject()), login, roles),
                expires.toInstant(),
                session == null ? null : SessionId.parse(session));
    }

    private @Nullable JWSVerifier verifier(@Nullable String keyId) {
        if (keyId == null) {
            return null;
        }
        JWSVerifier known = verifiers.get(keyId);
        return known != null ? known : askFor(keyId);
    }

    private synchronized @Nullable JWSVerifier askFor(String keyId) {
        JWSVerifier meanwhile = verifiers.get(keyId);
        Instant now = clock.now();
        boolean tooSoon = askedAt != null && now.isBefore(askedAt.plus(ASK_EVERY_MIN));
        if (meanwhile != null || tooSoon) {
            return meanwhile;
        }
        askedAt = now;
        verifiers = parse(jwks.get());
        return verifiers.get(keyId);
    }

    private static Map<String, JWSVerifier> parse(String jwks) {
        try {
            Map<String, JWSVerifier> parsed = new HashMap<>();
            for (JWK key : JWKSet.parse(jwks).getKeys()) {
                if (key instanceof ECKey ec) {
                    parsed.put(ec.getKeyID(), new ECDSAVerifier(ec));
                }
            }
            return Map.copyOf(parsed);
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException("the users service's key set is damaged", e);
        }
    }

    private static Refusal invalid() {
        return unauthenticated("token_invalid", "the access token is not one of ours");
    }

    private static Refusal unauthenticated(String code, String message) {
        return new Refusal(Reason.UNAUTHENTICATED, code, message);
    }
}
