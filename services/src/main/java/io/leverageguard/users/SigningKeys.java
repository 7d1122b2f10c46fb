package io.leverageguard.users;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.leverageguard.api.users.AccessToken;
import io.leverageguard.api.users.Users.Person;
import io.leverageguard.kernel.ids.IdGenerator;
import io.leverageguard.kernel.ids.SessionId;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.users.SessionRepository.StoredKey;
import io.leverageguard.users.Vault.Sealed;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The keys that sign access tokens. One signs; those that it replaced stay in the JWK set until the
 * last token that they signed is dead. With several processes of this service each looks for a new
 * key every {@link #LOOK_EVERY}, so an old key stays for that long and a token's life.
 */
final class SigningKeys {
    /** How often {@link #renew} is to be called. */
    static final Duration LOOK_EVERY = Duration.ofMinutes(10);

    private record Present(UUID id, Instant createdAt, JWSSigner signer) {}

    private final Clock clock;
    private final IdGenerator ids;
    private final SessionRepository repository;
    private final Vault vault;
    private final UsersConfig config;
    private volatile @Nullable Present present;

    SigningKeys(
            Clock clock,
            IdGenerator ids,
            SessionRepository repository,
            Vault vault,
            UsersConfig config) {
        this.clock = clock;
        this.ids = ids;
        this.repository = repository;
        this.vault = vault;
        this.config = config;
    }

    /** A token for {@code person} that is good from now for the configured time. */
    String sign(Person person, SessionId session) {
        Present key = present;
        if (key == null || due(key)) {
            key = takeUp();
        }
        Instant now = clock.now();
        JWTClaimsSet claims =
                new JWTClaimsSet.Builder()
                        .issuer(AccessToken.ISSUER)
                        .audience(AccessToken.AUDIENCE)
                        .subject(person.user().toString())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(config.accessTokenLife())))
                        .claim(AccessToken.LOGIN, person.login())
                        .claim(AccessToken.SESSION, session.toString())
                        .claim(
                                AccessToken.ROLES,
                                person.roles().stream().map(Enum::name).sorted().toList())
                        .build();
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(JOSEObjectType.JWT)
                        .keyID(key.id().toString())
                        .build();
        SignedJWT token = new SignedJWT(header, claims);
        try {
            token.sign(key.signer());
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot sign with key " + key.id(), e);
        }
        return token.serialize();
    }

    /** The public keys of all tokens that may be alive, as a JWK set. */
    String jwks() {
        if (present == null) {
            renew();
        }
        List<String> keys = repository.publicKeys(forgottenBefore());
        return "{\"keys\":[" + String.join(",", keys) + "]}";
    }

    /** Takes up the present key, makes a new one when it is old, forgets dead ones. */
    void renew() {
        takeUp();
    }

    private Present takeUp() {
        Instant now = clock.now().truncatedTo(ChronoUnit.MICROS);
        repository.forgetKeys(forgottenBefore());
        StoredKey stored =
                repository.presentKey(now, now.minus(config.signingKeyLife()), this::make);
        Present known = present;
        if (known != null && known.id().equals(stored.id())) {
            return known;
        }
        Present taken = new Present(stored.id(), stored.createdAt(), signer(stored));
        present = taken;
        return taken;
    }

    private boolean due(Present key) {
        return !clock.now().isBefore(key.createdAt().plus(config.signingKeyLife()));
    }

    private Instant forgottenBefore() {
        return clock.now().minus(LOOK_EVERY).minus(config.accessTokenLife());
    }

    private StoredKey make(Instant now) {
        UUID id = ids.next();
        try {
            ECKey key =
                    new ECKeyGenerator(Curve.P_256)
                            .keyID(id.toString())
                            .keyUse(KeyUse.SIGNATURE)
                            .algorithm(JWSAlgorithm.ES256)
                            .generate();
            byte[] secret = key.toJSONString().getBytes(StandardCharsets.UTF_8);
            return new StoredKey(id, now, key.toPublicJWK().toJSONString(), vault.seal(id, secret));
        } catch (JOSEException e) {
            throw new IllegalStateException("cannot make a signing key", e);
        }
    }

    private JWSSigner signer(StoredKey stored) {
        Sealed sealed = stored.sealed();
        String jwk = new String(vault.open(stored.id(), sealed), StandardCharsets.UTF_8);
        try {
            return new ECDSASigner(ECKey.parse(jwk));
        } catch (ParseException | JOSEException e) {
            throw new IllegalStateException("signing key " + stored.id() + " is damaged", e);
        }
    }
}
