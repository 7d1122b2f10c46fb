package io.leverageguard.users;

import io.leverageguard.api.users.Users;
import io.leverageguard.api.users.UsersEvent;
import io.leverageguard.kit.Kit;
import io.leverageguard.kit.feed.PostgresAudit;
import io.leverageguard.kit.feed.PostgresFeed;
import io.leverageguard.kit.sql.Database;
import io.leverageguard.venues.Venue;
import io.leverageguard.venues.Venues;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.function.Function;

/** Wires the users service. The only public class of this package. */
public final class UsersModule {
    private static final Duration FORGET_EVERY = Duration.ofHours(12);

    private final UsersService service;

    /**
     * Opens the schema, makes the first person when there is none, serves the routes, the feed and
     * the audit trail.
     */
    public UsersModule(Kit kit, Venues venues) {
        this(kit, venues::venue);
    }

    /** The same, with venues found by {@code venues}. */
    UsersModule(Kit kit, Function<String, Venue> venues) {
        UsersConfig config = kit.configuration().section("users", UsersConfig.class);
        Database database = kit.databases().open("users");
        PostgresFeed<UsersEvent> feed = database.feed(UsersEvent.class);
        PostgresAudit audit = database.audit();
        SecureRandom random = new SecureRandom();
        Vault vault = new Vault(kit.secrets().key("vault-master"), random);
        SessionRepository sessionRepository = new SessionRepository(database, audit);
        SigningKeys signingKeys =
                new SigningKeys(kit.clock(), kit.ids(), sessionRepository, vault, config);
        SessionService sessions =
                new SessionService(
                        kit.clock(), kit.ids(), random, sessionRepository, signingKeys, config);
        VenueKeyService venueKeys =
                new VenueKeyService(
                        kit.clock(),
                        kit.ids(),
                        venues,
                        vault,
                        new VenueKeyRepository(database, feed, audit));
        service =
                new UsersService(
                        kit.clock(),
                        kit.ids(),
                        new Passwords(random),
                        new UsersRepository(database, feed, audit),
                        sessions,
                        signingKeys,
                        venueKeys);
        FirstPerson.ensure(service, kit.data().resolve("secrets"), random);
        kit.jobs().every("users.signing_keys", SigningKeys.LOOK_EVERY, signingKeys::renew);
        kit.jobs().every("users.sessions", FORGET_EVERY, sessions::forget);
        UsersHttp.serve(kit.server(), service);
    }

    /** The service itself. */
    public Users api() {
        return service;
    }
}
