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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One service for all tests; each has a login of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UsersServiceTest {
    private static final String PASSWORD = "correct horse battery";

    private final TestKit kit = TestKit.create();
    private final Users users = module().api();
    private int people;
    private String login = "";

    @BeforeEach
    void newLogin() {
        people++;
        login = "ten-x-" + people;
    }

    @AfterAll
    void close() {
        kit.close();
    }

    @Test
    void registeringGivesTheTraderRole() {
        Person person = register(login);

        assertThat(person.roles()).containsExactly(Role.TRADER);
        assertThat(users.me(actor(person), None.NONE)).isEqualTo(person);
        assertThat(events()).contains(new UserRegistered(person.user(), login, Users.Language.EN));
    }

    @Test
    void takenLoginIsRefused() {
        register(login);

        assertRefused("login_taken", () -> register(login));
    }

    @Test
    void weakOrMalformedRegistrationsNameTheField() {
        assertField("login", new Register("Ten X", PASSWORD, null));
        assertField("login", new Register("ab", PASSWORD, null));
        assertField("password", new Register(login, "short", null));
        assertField("password", new Register(login, "aaaaaaaaaaaaaaaa", null));
        assertField("password", new Register(login, "my " + login, null));
        assertField("password", new Register(login, "ab1".repeat(100), null));
    }

    @Test
    void wrongPasswordAndUnknownLoginSoundTheSame() {
        register(login);

        Refusal wrong = refusal(() -> logIn(login, "wrong horse battery"));
        Refusal unknown = refusal(() -> logIn("nobody", PASSWORD));
        Refusal malformed = refusal(() -> logIn("\u0000", PASSWORD));

        assertThat(wrong.code()).isEqualTo("wrong_credentials");
        assertThat(unknown.getMessage()).isEqualTo(wrong.getMessage());
        assertThat(malformed.getMessage()).isEqualTo(wrong.getMessage());
    }

    @Test
    void refreshTokenIsGoodOnceAndGivesANewOne() {
        register(login);
        Tokens first = logIn(login, PASSWORD);

        Tokens second = refresh(first);
        Tokens third = refresh(second);

        assertThat(Set.of(first.refreshToken(), second.refreshToken(), third.refreshToken()))
                .hasSize(3);
    }

    @Test
    void reusedRefreshTokenEndsTheWholeSession() {
        register(login);
        Tokens stolen = logIn(login, PASSWORD);
        Tokens fresh = refresh(stolen);

        assertRefused("refresh_reused", () -> refresh(stolen));
        assertRefused("session_over", () -> refresh(fresh));
        assertThat(audit()).extracting(AuditRecord::action).contains("session.ended");
    }

    @Test
    void ofManyWhoShowTheSameRefreshTokenAtOnceOnlyOneIsServed() throws Exception {
        register(login);
        Tokens tokens = logIn(login, PASSWORD);
        List<Callable<String>> calls = Collections.nCopies(8, () -> codeOf(() -> refresh(tokens)));

        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<String> codes = new ArrayList<>();
            for (Future<String> outcome : executor.invokeAll(calls)) {
                codes.add(outcome.get());
            }
            assertThat(codes).containsOnlyOnce("").contains("refresh_reused").hasSize(8);
        }
    }

    @Test
    void reuseDoesNotEndOtherSessions() {
        register(login);
        Tokens stolen = logIn(login, PASSWORD);
        Tokens other = logIn(login, PASSWORD);
        refresh(stolen);
        assertRefused("refresh_reused", () -> refresh(stolen));

        assertThat(refresh(other).accessToken()).isNotEmpty();
    }

    @Test
    void loggingOutEndsTheSessionAndDoingItAgainChangesNothing() {
        register(login);
        Tokens tokens = logIn(login, PASSWORD);

        users.logOut(Actor.ANONYMOUS, new Refresh(tokens.refreshToken()));
        users.logOut(Actor.ANONYMOUS, new Refresh(tokens.refreshToken()));
        users.logOut(Actor.ANONYMOUS, new Refresh("never-given-out"));

        assertRefused("session_over", () -> refresh(tokens));
    }

    @Test
    void refreshTokensExpire() {
        register(login);
        Tokens tokens = logIn(login, PASSWORD);
        kit.clock().advance(UsersConfig.defaults().refreshTokenLife());

        assertRefused("session_over", () -> refresh(tokens));
        assertRefused("refresh_unknown", () -> refresh(new Tokens("", "x".repeat(43), 0)));
    }

    @Test
    void oldestSessionsBeyondTheLimitAreEnded() {
        register(login);
        Tokens oldest = logIn(login, PASSWORD);
        for (int i = 0; i < SessionService.SESSIONS_MAX; i++) {
            kit.clock().advance(Duration.ofSeconds(1));
            logIn(login, PASSWORD);
        }

        assertRefused("session_over", () -> refresh(oldest));
    }

    @Test
    void endedSessionsAreForgottenAfterAMonth() {
        register(login);
        Tokens tokens = logIn(login, PASSWORD);
        users.logOut(Actor.ANONYMOUS, new Refresh(tokens.refreshToken()));
        kit.advance(Duration.ofDays(31));

        assertRefused("refresh_unknown", () -> refresh(tokens));
    }

    @Test
    void rolesAreReplacedWithAReasonAndShowInTheNextToken() throws ParseException {
        Person person = register(login);
        Tokens before = logIn(login, PASSWORD);

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
        Person person = register(login);

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
        new UsersModule(SigningKeysTest.besides(kit.kit()), name -> new ScriptedVenue());
        assertThat(Files.readString(file).strip()).isEqualTo(password);
        assertThat(events())
                .filteredOn(
                        event ->
                                event instanceof UserRegistered registered
                                        && registered.login().equals("admin"))
                .hasSize(1);
    }

    @Test
    void peopleSeeNobodyElse() {
        Person one = register(login);
        Person other = register(login + "-other");
        Users.UserRef ref = new Users.UserRef(other.user());

        assertRefused("person_not_found", () -> users.person(actor(one), ref));
        assertThat(users.person(Actor.service("cover"), ref)).isEqualTo(other);
    }

    @Test
    void auditChainIsIntactAndHoldsNoPassword() {
        register(login);
        logIn(login, PASSWORD);

        assertThat(users.audit().verify().intact()).isTrue();
        assertThat(audit().toString()).doesNotContain(PASSWORD).doesNotContain("argon2id");
    }

    @Test
    void commandsDoNotShowTheirSecrets() {
        assertThat(new Register(login, PASSWORD, null).toString()).doesNotContain(PASSWORD);
        assertThat(new LogIn(login, PASSWORD).toString()).doesNotContain(PASSWORD);
        assertThat(new Tokens("aaa", "bbb", 1).toString()).doesNotContain("aaa", "bbb");
    }

    private UsersModule module() {
        return new UsersModule(kit.kit(), name -> new ScriptedVenue());
    }

    private Person register(String name) {
        return users.register(Actor.ANONYMOUS, new Register(name, PASSWORD, null));
    }

    private Tokens logIn(String name, String password) {
        return users.logIn(Actor.ANONYMOUS, new LogIn(name, password));
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

    private static String codeOf(ThrowingCallable call) {
        Refusal refusal = catchThrowableOfType(Refusal.class, call);
        return refusal == null ? "" : refusal.code();
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
