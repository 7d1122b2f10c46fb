package io.leverageguard.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.leverageguard.api.users.AccessToken;
import io.leverageguard.api.users.Users;
import io.leverageguard.api.users.Users.LogIn;
import io.leverageguard.api.users.Users.Person;
import io.leverageguard.api.users.Users.Register;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.access.Role;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Refusal.Reason;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.testkit.TestKit;
import io.leverageguard.users.UsersModule;
import io.leverageguard.venues.Venues;
import io.leverageguard.venues.VenuesConfig;
import java.text.ParseException;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One users service for all tests; the tokens are new each time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessTokensTest {
    private static final String PASSWORD = "correct horse battery";

    private final TestKit kit = TestKit.create();
    private final Users users =
            new UsersModule(
                            kit.kit(),
                            new Venues(kit.kit().web(), kit.clock(), VenuesConfig.defaults()))
                    .api();
    private final AtomicInteger asked = new AtomicInteger();
    private AccessTokens tokens = asking();
    private final Person person =
            users.register(Actor.ANONYMOUS, new Register("ten-x", PASSWORD, null));
    private String good = "";

    @BeforeEach
    void logIn() {
        asked.set(0);
        tokens = asking();
        good = users.logIn(Actor.ANONYMOUS, new LogIn("ten-x", PASSWORD)).accessToken();
    }

    @AfterAll
    void close() {
        kit.close();
    }

    @Test
    void goodTokenNamesThePersonAndTheRoles() {
        Actor actor = tokens.verify(good).actor();

        assertThat(actor).isEqualTo(new Actor(person.user(), "ten-x", person.roles()));
    }

    @Test
    void expiredTokenIsRefusedEvenIfItIsRemembered() {
        tokens.verify(good);
        kit.clock().advance(Duration.ofMinutes(5));

        assertRefused("token_expired", good);
        assertRefused("token_expired", good);
    }

    @Test
    void changedTokenIsRefused() {
        String[] parts = good.split("\\.");
        char last = parts[1].charAt(10);
        String changed = parts[1].substring(0, 10) + (last == 'A' ? 'B' : 'A');

        assertRefused(
                "token_invalid",
                parts[0] + "." + changed + parts[1].substring(11) + "." + parts[2]);
        assertRefused("token_invalid", good.substring(0, good.length() - 4));
        assertRefused("token_invalid", "");
        assertRefused("token_invalid", "not.a.token");
        assertRefused("token_invalid", "x".repeat(100_000));
    }

    @Test
    void tokenSignedByAnotherKeyIsRefusedWhateverItCallsThatKey() throws Exception {
        String kid = SignedJWT.parse(good).getHeader().getKeyID();

        assertRefused("token_invalid", signed(ours().build(), anotherKey(), kid));
        assertRefused("token_invalid", signed(ours().build(), anotherKey(), "unknown"));
    }

    @Test
    void unsignedTokenIsRefused() throws ParseException {
        assertRefused("token_invalid", new PlainJWT(ours().build()).serialize());
    }

    /** The classic confusion: the public key, which everybody has, used as a shared secret. */
    @Test
    void tokenSignedWithThePublicKeyAsSecretIsRefused() throws Exception {
        String jwks = users.keys(Actor.ANONYMOUS, None.NONE).jwks();
        String kid = SignedJWT.parse(good).getHeader().getKeyID();
        SignedJWT confused =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(kid).build(),
                        ours().build());
        confused.sign(new MACSigner(jwks));

        assertRefused("token_invalid", confused.serialize());
    }

    @Test
    void tokenForAnotherPlaceIsForeign() throws Exception {
        ECKey key = anotherKey();
        AccessTokens trusting = trusting(key);

        assertThat(code(trusting, signed(ours().build(), key, key.getKeyID()))).isEmpty();
        assertThat(code(trusting, signed(ours().issuer("elsewhere").build(), key, key.getKeyID())))
                .isEqualTo("token_foreign");
        assertThat(
                        code(
                                trusting,
                                signed(ours().audience("elsewhere").build(), key, key.getKeyID())))
                .isEqualTo("token_foreign");
    }

    @Test
    void nobodyComesInAsAService() throws Exception {
        ECKey key = anotherKey();
        JWTClaimsSet claims = ours().claim(AccessToken.ROLES, List.of(Role.SERVICE.name())).build();

        assertThat(code(trusting(key), signed(claims, key, key.getKeyID())))
                .isEqualTo("token_invalid");
    }

    @Test
    void madeUpKeyIdsDoNotBecomeCalls() throws Exception {
        tokens.verify(good);
        for (int i = 0; i < 50; i++) {
            assertRefused("token_invalid", signed(ours().build(), anotherKey(), "made-up-" + i));
        }

        assertThat(asked.get()).isEqualTo(1);
        kit.clock().advance(AccessTokens.ASK_EVERY_MIN);
        assertRefused("token_invalid", signed(ours().build(), anotherKey(), "made-up"));
        assertThat(asked.get()).isEqualTo(2);
    }

    @Test
    void newKeyIsFoundWhenATokenNamesIt() {
        tokens.verify(good);
        kit.clock().advance(Duration.ofDays(30));
        String fresh = users.logIn(Actor.ANONYMOUS, new LogIn("ten-x", PASSWORD)).accessToken();

        assertThat(tokens.verify(fresh).actor().name()).isEqualTo("ten-x");
        assertThat(asked.get()).isEqualTo(2);
    }

    private AccessTokens asking() {
        return new AccessTokens(
                kit.clock(),
                () -> {
                    asked.incrementAndGet();
                    return users.keys(Actor.ANONYMOUS, None.NONE).jwks();
                });
    }

    private JWTClaimsSet.Builder ours() throws ParseException {
        JWTClaimsSet claims = SignedJWT.parse(good).getJWTClaimsSet();
        return new JWTClaimsSet.Builder(claims)
                .expirationTime(Date.from(kit.clock().now().plus(Duration.ofHours(1))));
    }

    private AccessTokens trusting(ECKey key) {
        String jwks = "{\"keys\":[" + key.toPublicJWK().toJSONString() + "]}";
        return new AccessTokens(kit.clock(), () -> jwks);
    }

    private static ECKey anotherKey() throws JOSEException {
        return new ECKeyGenerator(Curve.P_256).keyID("another").generate();
    }

    private static String signed(JWTClaimsSet claims, ECKey key, String kid) throws JOSEException {
        SignedJWT jwt =
                new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(kid).build(), claims);
        jwt.sign(new ECDSASigner(key));
        return jwt.serialize();
    }

    private void assertRefused(String code, String token) {
        assertThat(code(tokens, token)).isEqualTo(code);
    }

    private static String code(AccessTokens at, String token) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> at.verify(token));
        if (refusal == null) {
            return "";
        }
        assertThat(refusal.reason()).isEqualTo(Reason.UNAUTHENTICATED);
        return refusal.code();
    }
}
