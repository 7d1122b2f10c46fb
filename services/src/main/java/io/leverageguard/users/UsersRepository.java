package io.leverageguard.users;

import io.leverageguard.api.users.Users.Language;
import io.leverageguard.api.users.Users.Person;
import io.leverageguard.api.users.UsersEvent;
import io.leverageguard.api.users.UsersEvent.RolesChanged;
import io.leverageguard.api.users.UsersEvent.UserRegistered;
import io.leverageguard.kernel.access.Role;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kit.feed.PostgresAudit;
import io.leverageguard.kit.feed.PostgresFeed;
import io.leverageguard.kit.sql.Database;
import io.leverageguard.kit.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Stores people, their password hashes and roles. */
final class UsersRepository {
    /** A person with the hash of the password. */
    record Credentials(Person person, String passwordHash) {
        @Override
        public String toString() {
            return "Credentials[" + person.login() + "]";
        }
    }

    private final Database database;
    private final PostgresFeed<UsersEvent> feed;
    private final PostgresAudit audit;

    UsersRepository(Database database, PostgresFeed<UsersEvent> feed, PostgresAudit audit) {
        this.database = database;
        this.feed = feed;
        this.audit = audit;
    }

    PostgresFeed<UsersEvent> feed() {
        return feed;
    }

    PostgresAudit audit() {
        return audit;
    }

    /**
     * Adds a person unless the login is taken, and says whether it did. {@code within} runs before
     * the commit; what it throws undoes the registration.
     */
    boolean add(Credentials credentials, String by, String why, Runnable within) {
        Person person = credentials.person();
        return database.transaction(
                handle -> {
                    if (insert(handle, credentials) == 0) {
                        return false;
                    }
                    within.run();
                    audit.record(handle, by, "person.registered", person.user(), null, person, why);
                    feed.append(
                            handle,
                            new UserRegistered(person.user(), person.login(), person.language()));
                    return true;
                });
    }

    Optional<Credentials> credentials(String login) {
        return database.read(
                handle ->
                        handle.createQuery("SELECT * FROM people WHERE login = :login")
                                .bind("login", login)
                                .map(
                                        (row, context) ->
                                                new Credentials(
                                                        person(row),
                                                        Rows.text(row, "password_hash")))
                                .findOne());
    }

    Optional<Person> person(UserId user) {
        return database.read(handle -> person(handle, user, ""));
    }

    /** Replaces the roles; empty if there is no such person. */
    Optional<Person> setRoles(UserId user, Set<Role> roles, String by, String why) {
        return database.transaction(
                handle -> {
                    Optional<Person> before = person(handle, user, " FOR UPDATE");
                    if (before.isEmpty() || before.get().roles().equals(roles)) {
                        return before;
                    }
                    handle.createUpdate("UPDATE people SET roles = :roles WHERE user_id = :user")
                            .bind("roles", names(roles))
                            .bind("user", user.value())
                            .execute();
                    audit.record(
                            handle,
                            by,
                            "roles.changed",
                            user,
                            before.get().roles(),
                            ordered(roles),
                            why);
                    feed.append(handle, new RolesChanged(user, ordered(roles)));
                    return person(handle, user, "");
                });
    }

    /** The roles in the order of the enum: what is written must not depend on hash order. */
    static Set<Role> ordered(Collection<Role> roles) {
        EnumSet<Role> ordered = EnumSet.noneOf(Role.class);
        ordered.addAll(roles);
        return Collections.unmodifiableSet(ordered);
    }

    private static int insert(Handle handle, Credentials credentials) {
        Person person = credentials.person();
        return handle.createUpdate(
                        """
                        INSERT INTO people
                            (user_id, login, password_hash, language, roles, since)
                        VALUES (:user, :login, :hash, :language, :roles, :since)
                        ON CONFLICT (login) DO NOTHING
                        """)
                .bind("user", person.user().value())
                .bind("login", person.login())
                .bind("hash", credentials.passwordHash())
                .bind("language", person.language().name())
                .bind("roles", names(person.roles()))
                .bind("since", person.since())
                .execute();
    }

    private static String[] names(Collection<Role> roles) {
        return ordered(roles).stream().map(Enum::name).toArray(String[]::new);
    }

    private static Optional<Person> person(Handle handle, UserId user, String lock) {
        return handle.createQuery("SELECT * FROM people WHERE user_id = :user" + lock)
                .bind("user", user.value())
                .map((row, context) -> person(row))
                .findOne();
    }

    private static Person person(ResultSet row) throws SQLException {
        String[] names = (String[]) row.getArray("roles").getArray();
        return new Person(
                new UserId(Rows.uuid(row, "user_id")),
                Rows.text(row, "login"),
                Rows.constant(row, "language", Language.class),
                ordered(Arrays.stream(names).map(Role::valueOf).toList()),
                Rows.instant(row, "since"));
    }
}
