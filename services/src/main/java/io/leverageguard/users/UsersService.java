package io.leverageguard.users;

import io.leverageguard.api.users.Users;
import io.leverageguard.api.users.UsersEvent;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.access.Role;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.ids.IdGenerator;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Refusal.Reason;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.users.UsersRepository.Credentials;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Decides about people and their roles; sessions and venue keys have services of their own. */
final class UsersService implements Users {
    private final Clock clock;
    private final IdGenerator ids;
    private final Passwords passwords;
    private final UsersRepository repository;
    private final SessionService sessions;
    private final SigningKeys signingKeys;
    private final VenueKeyService venueKeys;

    UsersService(
            Clock clock,
            IdGenerator ids,
            Passwords passwords,
            UsersRepository repository,
            SessionService sessions,
            SigningKeys signingKeys,
            VenueKeyService venueKeys) {
        this.clock = clock;
        this.ids = ids;
        this.passwords = passwords;
        this.repository = repository;
        this.sessions = sessions;
        this.signingKeys = signingKeys;
        this.venueKeys = venueKeys;
    }

    @Override
    public Person register(Actor actor, Register command) {
        UsersRules.check(command);
        Credentials credentials = credentials(command, List.of(Role.TRADER));
        if (!repository.add(credentials, command.login(), "", () -> {})) {
            throw Refusal.conflict("login_taken", "the login is taken: " + command.login());
        }
        return credentials.person();
    }

    @Override
    public Tokens logIn(Actor actor, LogIn command) {
        String password = command.password();
        if (password.length() > UsersRules.PASSWORD_LENGTH_MAX) {
            throw wrongCredentials();
        }
        Optional<Credentials> found =
                UsersRules.isLogin(command.login())
                        ? repository.credentials(command.login())
                        : Optional.empty();
        if (found.isEmpty()) {
            passwords.spendAsMuch(password);
            throw wrongCredentials();
        }
        if (!passwords.matches(password, found.get().passwordHash())) {
            throw wrongCredentials();
        }
        return sessions.open(found.get().person());
    }

    @Override
    public Tokens refresh(Actor actor, Refresh command) {
        return sessions.refresh(command.refreshToken(), this::person);
    }

    @Override
    public None logOut(Actor actor, Refresh command) {
        sessions.end(command.refreshToken());
        return None.NONE;
    }

    @Override
    public Sessions sessions(Actor actor, SessionQuery query) {
        return new Sessions(sessions.of(actor.user(), query.current()));
    }

    @Override
    public None endSession(Actor actor, SessionRef ref) {
        sessions.end(actor.user(), ref.session());
        return None.NONE;
    }

    @Override
    public Person me(Actor actor, None nothing) {
        return person(actor.user());
    }

    @Override
    public Person setRoles(Actor actor, SetRoles command) {
        UsersRules.check(command);
        boolean own = actor.user().equals(command.user());
        if (own && !command.roles().contains(Role.ADMIN)) {
            throw Refusal.conflict(
                    "own_admin_role",
                    "you cannot take the ADMIN role from yourself; another admin can");
        }
        return repository
                .setRoles(command.user(), command.roles(), actor.name(), command.why())
                .orElseThrow(() -> Refusal.notFound("person", command.user()));
    }

    @Override
    public KeySet keys(Actor actor, None nothing) {
        return new KeySet(signingKeys.jwks());
    }

    @Override
    public VenueKey storeVenueKey(Actor actor, StoreVenueKey command) {
        return venueKeys.store(actor, command);
    }

    @Override
    public VenueKeys venueKeys(Actor actor, None nothing) {
        return venueKeys.keys(actor);
    }

    @Override
    public VenueKey revokeVenueKey(Actor actor, VenueKeyRef ref) {
        return venueKeys.revoke(actor, ref);
    }

    @Override
    public OpenedVenueKey openVenueKey(Actor actor, VenueKeyRef ref) {
        return venueKeys.open(actor, ref);
    }

    @Override
    public Person person(Actor actor, UserRef ref) {
        if (!actor.owns(ref.user())) {
            throw Refusal.notFound("person", ref.user());
        }
        return person(ref.user());
    }

    @Override
    public EventFeed<UsersEvent> events() {
        return repository.feed();
    }

    @Override
    public AuditTrail audit() {
        return repository.audit();
    }

    /** Makes the person {@code login} with {@code roles}, unless there is one; see the caller. */
    void addFirst(Register command, List<Role> roles, Runnable within) {
        if (repository.credentials(command.login()).isEmpty()) {
            repository.add(credentials(command, roles), "users", "first start", within);
        }
    }

    private Credentials credentials(Register command, List<Role> roles) {
        Language language = command.language() == null ? Language.EN : command.language();
        return new Credentials(
                new Person(
                        new UserId(ids.next()),
                        command.login(),
                        language,
                        UsersRepository.ordered(roles),
                        clock.now().truncatedTo(ChronoUnit.MICROS)),
                passwords.hash(command.password()));
    }

    private Person person(UserId user) {
        return repository.person(user).orElseThrow(() -> Refusal.notFound("person", user));
    }

    private static Refusal wrongCredentials() {
        return new Refusal(
                Reason.UNAUTHENTICATED, "wrong_credentials", "login or password is wrong");
    }
}
