package io.leverageguard.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jwt.SignedJWT;
import io.leverageguard.api.users.Users;
import io.leverageguard.api.users.Users.LogIn;
import io.leverageguard.api.users.Users.Person;
import io.leverageguard.api.users.Users.Refresh;
import io.leverageguard.api.users.Users.Register;
import io.leverageguard.api.users.Users.SetRoles;
import io.leverageguard.api.users.Users.Tokens;
import io.leverageguard.api.users.UsersEvent.RolesChanged;
import io.leverageguard.api.users.UsersEvent.UserRegistered;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.access.Role;
import io.leverageguard.kernel.audit.AuditTrail.AuditRecord;
import io.leverageguard.kernel.feed.EventFeed.Stored;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.testkit.TestKit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UsersServiceTest {
    private static final String PASSWORD = "correct horse battery";

    private final TestKit kit = TestKit.create();
    private final Users users = module().api();

    @AfterEach
    void close() {
        kit.close();
    }

    @Test
    void registeringGivesTheTraderRole() {
        Person person = register("ten-x");

        assertThat(person.roles()).containsExactly(Role.TRADER);
        assertThat(users.me(actor(person), None.NONE)).isEqualTo(person);
        assertThat(events())
                .contains(new UserRegistered(person.user(), "ten-x", Users.Language.EN));
    }

    @Test
    void takenLoginIsRefused() {
        register("ten-x");

        assertRefused("login_taken", () -> register("ten-x"));
    }

    @Test
    void weakOrMalformedRegistrationsNameTheField() {
        assertField("login", new Register("Ten X", PASSWORD, null));
        assertField("login", new Register("ab", PASSWORD, null));
        assertField("password", new Register("ten-x", "short", null));
        assertField("password", new Register("ten-x", "aaaaaaaaaaaaaaaa", null));
        assertField("password", new Register("ten-x", "my ten-x password", null));
        assertField("password", new Register("ten-x", "ab1".repeat(100), null));
    }

    @Test
    void wrongPasswordAndUnknownLoginSoundTheSame() {
        register("ten-x");

        Refusal wrong = refusal(() -> logIn("ten-x", "wrong horse battery"));
        Refusal unknown = refusal(() -> logIn("nobody", PASSWORD));
        Refusal malformed = refusal(() -> logIn("\u0000", PASSWORD));

        assertThat(wrong.code()).isEqualTo("wrong_credentials");
        assertThat(unknown.getMessage()).isEqualTo(wrong.getMessage());
        assertThat(malformed.getMessage()).isEqualTo(wrong.getMessage());
    }

    @Test
    void refreshTokenIsGoodOnceAndGivesANewOne() {
        register("ten-x");
        Tokens first = logIn("ten-x", PASSWORD);

        Tokens second = refresh(first);
        Tokens third = refresh(second);

        assertThat(Set.of(first.refreshToken(), second.refreshToken(), third.refreshToken()))
                .hasSize(3);
    }

    @Test
    void reusedRefreshTokenEndsTheWholeSession() {
        register("ten-x");
        Tokens stolen = logIn("ten-x", PASSWORD);
        Tokens fresh = refresh(stolen);

        assertRefused("refresh_reused", () -> refresh(stolen));
        assertRefused("session_over", () -> refresh(fresh));
        assertThat(audit()).extracting(AuditRecord::action).contains("session.ended");
    }

    @Test
    void reuseDoesNotEndOtherSessions() {
        register("ten-x");
        Tokens stolen = logIn("ten-x", PASSWORD);
        Tokens other = logIn("ten-x", PASSWORD);
        refresh(stolen);
        assertRefused("refresh_reused", () -> refresh(stolen));

        assertThat(refresh(other).accessToken()).isNotEmpty();
    }

    @Test
    void loggingOutEndsTheSessionAndDoingItAgainChangesNothing() {
        register("ten-x");
        Tokens tokens = logIn("ten-x", PASSWORD);

        users.logOut(Actor.ANONYMOUS, new Refresh(tokens.refreshToken()));
        users.logOut(Actor.ANONYMOUS, new Refresh(tokens.refreshToken()));
        users.logOut(Actor.ANONYMOUS, new Refresh("never-given-out"));

        assertRefused("session_over", () -> refresh(tokens));
    }

    @Test
    void refreshTokensExpire() {
        register("ten-x");
        Tokens tokens = logIn("ten-x", PASSWORD);
        kit.clock().advance(UsersConfig.defaults().refreshTokenLife());

        assertRefused("session_over", () -> refresh(tokens));
        assertRefused("refresh_unknown", () -> refresh(new Tokens("", "x".repeat(43), 0)));
    }

    @Test
    void oldestSessionsBeyondTheLimitAreEnded() {
        register("ten-x");
        Tokens oldest = logIn("ten-x", PASSWORD);
        for (int i = 0; i < SessionService.SESSIONS_MAX; i++) {
            kit.clock().advance(Duration.ofSeconds(1));
            logIn("ten-x", PASSWORD);
        }

        assertRefused("session_over", () -> refresh(oldest));
    }

    @Test
    void endedSessionsAreForgottenAfterAMonth() {
        register("ten-x");
        Tokens tokens = logIn("ten-x", PASSWORD);
        users.logOut(Actor.ANONYMOUS, new Refresh(tokens.refreshToken()));
        kit.advance(Duration.ofDays(31));

        assertRefused("refresh_unknown", () -> refresh(tokens));
    }

    @Test
    void rolesAreReplacedWithAReasonAndShowInTheNextToken() throws ParseException {
        Person person = register("claims-reviewer");
        Tokens before = logIn("claims-reviewer", PASSWORD);

        users.setRoles(
                admin(),
                new SetRoles(person.user(), Set.of(Role.REVIEWER, Role.TRADER), "hired today"));

        assertThat(roles(before)).containsExactly("TRADER");
        assertThat(roles(refresh(before))).containsExactly("REVIEWER", "TRADER");
        assertThat(events())
                .contains(new RolesChanged(person.user(), Set.of(Role.TRADER, Role.REVIEWER)));
        assertThat(audit().getLast())
                .returns("roles.changed", AuditRecord::action)
                .returns("admin", AuditRecord::actor)
                .returns("hired today", AuditRecord::why);
    }

    @Test
    void rolesNeedAReasonAndServiceIsNotForPeople() {
        Person person = register("ten-x");

        assertField("why", new SetRoles(person.user(), Set.of(Role.TRADER), " "));
        assertField("roles", new SetRoles(person.user(), Set.of(Role.SERVICE), "because"));
    }

    @Test
    void adminCannotLockTheDoorBehindHimself() {
        Actor admin = admin();

        assertRefused(
                "own_admin_role",
                () -> users.setRoles(admin, new SetRoles(admin.user(), Set.of(), "bye")));
    }

    @Test
    void firstPersonIsMadeOnceWithAPasswordOnlyTheOwnerCanRead() throws IOException {
        Path file = kit.kit().data().resolve("secrets/admin-password");
        String password = Files.readString(file).strip();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(logIn("admin", password).accessToken()).isNotEmpty();
        assertThat(admin().roles()).containsExactlyInAnyOrder(Role.ADMIN, Role.OPERATOR);
        assertThat(events()).filteredOn(UserRegistered.class::isInstance).hasSize(1);
    }

    @Test
    void peopleSeeNobodyElse() {
        Person one = register("ten-x");
        Person other = register("five-x");
        Users.UserRef ref = new Users.UserRef(other.user());

        assertRefused("person_not_found", () -> users.person(actor(one), ref));
        assertThat(users.person(Actor.service("cover"), ref)).isEqualTo(other);
    }

    @Test
    void auditChainIsIntactAndHoldsNoPassword() {
        register("ten-x");
        logIn("ten-x", PASSWORD);

        assertThat(users.audit().verify().intact()).isTrue();
        assertThat(audit().toString()).doesNotContain(PASSWORD).doesNotContain("argon2id");
    }

    @Test
    void commandsDoNotShowTheirSecrets() {
        assertThat(new Register("ten-x", PASSWORD, null).toString()).doesNotContain(PASSWORD);
        assertThat(new LogIn("ten-x", PASSWORD).toString()).doesNotContain(PASSWORD);
        assertThat(new Tokens("aaa", "bbb", 1).toString()).doesNotContain("aaa", "bbb");
    }

    private UsersModule module() {
        return new UsersModule(kit.kit(), name -> new ScriptedVenue());
    }

    private Person register(String login) {
        return users.register(Actor.ANONYMOUS, new Register(login, PASSWORD, null));
    }

    private Tokens logIn(String login, String password) {
        return users.logIn(Actor.ANONYMOUS, new LogIn(login, password));
    }

    private Tokens refresh(Tokens tokens) {
        return users.refresh(Actor.ANONYMOUS, new Refresh(tokens.refreshToken()));
    }

    private Actor admin() {
        UserRegistered first =
                events().stream()
                        .filter(UserRegistered.class::isInstance)
                        .map(UserRegistered.class::cast)
                        .findFirst()
                        .orElseThrow();
        return actor(users.person(Actor.service("test"), new Users.UserRef(first.user())));
    }

    private List<Object> events() {
        return users.events().read(0, 1_000).stream().<Object>map(Stored::event).toList();
    }

    private List<AuditRecord> audit() {
        return users.audit().read(0, 1_000);
    }

    private static Actor actor(Person person) {
        return new Actor(person.user(), person.login(), person.roles());
    }

    private static List<String> roles(Tokens tokens) throws ParseException {
        return SignedJWT.parse(tokens.accessToken()).getJWTClaimsSet().getStringListClaim("roles");
    }

    private static Refusal refusal(ThrowingCallable call) {
        return catchThrowableOfType(Refusal.class, call);
    }

    private static void assertRefused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private void assertField(String field, Register command) {
        assertThat(refusal(() -> users.register(Actor.ANONYMOUS, command)).details())
                .containsEntry("field", field);
    }

    private void assertField(String field, SetRoles command) {
        assertThat(refusal(() -> users.setRoles(admin(), command)).details())
                .containsEntry("field", field);
    }
}
