package io.leverageguard.users;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.leverageguard.api.users.Users;
import io.leverageguard.api.users.Users.LogIn;
import io.leverageguard.api.users.Users.Register;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.kit.Kit;
import io.leverageguard.kit.http.HttpServer;
import io.leverageguard.kit.run.Jobs;
import io.leverageguard.kit.run.Pumps;
import io.leverageguard.testkit.TestKit;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SigningKeysTest {
    private static final String PASSWORD = "correct horse battery";
    private static final Duration KEY_LIFE = UsersConfig.defaults().signingKeyLife();

    private final TestKit kit = TestKit.create();
    private final Users users = module(kit.kit());

    @BeforeEach
    void register() {
        users.register(Actor.ANONYMOUS, new Register("ten-x", PASSWORD, null));
    }

    @AfterEach
    void close() {
        kit.close();
    }

    @Test
    void tokenVerifiesWithThePublishedKey() throws Exception {
        SignedJWT token = logIn(users);

        assertThat(verifies(token)).isTrue();
        assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo("ES256");
        assertThat(token.getJWTClaimsSet().getExpirationTime().toInstant())
                .isEqualTo(TestKit.START.plus(Duration.ofMinutes(5)));
    }

    @Test
    void publishedKeysHoldNothingPrivate() throws ParseException {
        logIn(users);

        assertThat(JWKSet.parse(jwks()).getKeys()).hasSize(1).noneMatch(JWK::isPrivate);
    }

    @Test
    void rotationKeepsOldTokensValidUntilTheyAreDead() throws Exception {
        users.keys(Actor.ANONYMOUS, None.NONE);
        kit.clock().advance(KEY_LIFE.minusSeconds(60));
        SignedJWT old = logIn(users);
        kit.clock().advance(Duration.ofSeconds(60));
        SignedJWT fresh = logIn(users);

        assertThat(fresh.getHeader().getKeyID()).isNotEqualTo(old.getHeader().getKeyID());
        assertThat(verifies(old)).isTrue();
        assertThat(verifies(fresh)).isTrue();

        kit.clock().advance(SigningKeys.LOOK_EVERY.plusMinutes(6));
        assertThat(JWKSet.parse(jwks()).getKeys())
                .extracting(JWK::getKeyID)
                .containsExactly(fresh.getHeader().getKeyID());
    }

    @Test
    void jobReplacesAnOldKeyAndForgetsItsPrivateHalf() throws Exception {
        String before = jwks();
        kit.clock().advance(KEY_LIFE.minus(SigningKeys.LOOK_EVERY));
        kit.settle();
        assertThat(jwks()).isEqualTo(before);

        kit.advance(SigningKeys.LOOK_EVERY);

        assertThat(JWKSet.parse(jwks()).getKeys()).hasSize(2);
        assertThat(sealedKeys()).isEqualTo(1);
    }

    @Test
    void anotherProcessSignsWithTheSameKey() throws Exception {
        SignedJWT here = logIn(users);
        SignedJWT there = logIn(module(besides(kit.kit())));

        assertThat(there.getHeader().getKeyID()).isEqualTo(here.getHeader().getKeyID());
        assertThat(verifies(there)).isTrue();
    }

    private static Users module(Kit kit) {
        return new UsersModule(kit, name -> new ScriptedVenue()).api();
    }

    /** Another process over the same database and secrets. */
    static Kit besides(Kit kit) {
        return new Kit(
                kit.clock(),
                kit.ids(),
                new HttpServer(
                        HttpServer.Settings.local(), kit.clock(), kit.secrets(), kit.telemetry()),
                kit.databases(),
                new Pumps(),
                Jobs.stepped(kit.clock()),
                kit.hub(),
                kit.web(),
                kit.configuration(),
                kit.secrets(),
                kit.telemetry(),
                kit.data());
    }

    private SignedJWT logIn(Users at) throws ParseException {
        return SignedJWT.parse(
                at.logIn(Actor.ANONYMOUS, new LogIn("ten-x", PASSWORD)).accessToken());
    }

    private boolean verifies(SignedJWT token) throws ParseException, JOSEException {
        JWK key = JWKSet.parse(jwks()).getKeyByKeyId(token.getHeader().getKeyID());
        return token.verify(new ECDSAVerifier((ECKey) key));
    }

    private String jwks() {
        return users.keys(Actor.ANONYMOUS, None.NONE).jwks();
    }

    private int sealedKeys() {
        List<Integer> counts =
                kit.kit()
                        .databases()
                        .open("users")
                        .read(
                                handle ->
                                        handle.createQuery(
                                                        """
                                                        SELECT count(sealed_jwk) FROM signing_keys
                                                        WHERE NOT encode(sealed_jwk, 'escape')
                                                            LIKE '%"d"%'
                                                        """)
                                                .mapTo(Integer.class)
                                                .list());
        return counts.getFirst();
    }
}
