package io.leverageguard.users;

import io.leverageguard.api.users.Users.OpenedVenueKey;
import io.leverageguard.api.users.Users.StoreVenueKey;
import io.leverageguard.api.users.Users.VenueKey;
import io.leverageguard.api.users.Users.VenueKeyRef;
import io.leverageguard.api.users.Users.VenueKeys;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.ids.IdGenerator;
import io.leverageguard.kernel.ids.VenueKeyId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Refusal.Reason;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.json.Json;
import io.leverageguard.users.VenueKeyRepository.SealedKey;
import io.leverageguard.venues.Reports.KeyRights;
import io.leverageguard.venues.Venue;
import io.leverageguard.venues.VenueCredentials;
import io.leverageguard.venues.VenueError;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Decides which venue keys are taken into the vault, and to whom they are handed out. */
final class VenueKeyService {
    static final int KEYS_MAX = 20;
    private static final int SHOWN_MAX = 200;
    private static final int HINT_LENGTH = 4;

    /** What is sealed. */
    private record Secret(String key, String secret, String passphrase) {
        @Override
        public String toString() {
            return "Secret[…]";
        }
    }

    private final Clock clock;
    private final IdGenerator ids;
    private final Function<String, Venue> venues;
    private final Vault vault;
    private final VenueKeyRepository repository;

    VenueKeyService(
            Clock clock,
            IdGenerator ids,
            Function<String, Venue> venues,
            Vault vault,
            VenueKeyRepository repository) {
        this.clock = clock;
        this.ids = ids;
        this.venues = venues;
        this.vault = vault;
        this.repository = repository;
    }

    VenueKey store(Actor actor, StoreVenueKey command) {
        StoreVenueKey checked = UsersRules.checked(command);
        byte[] fingerprint = vault.fingerprint(checked.venue() + "\n" + checked.key());
        Optional<VenueKey> stored = repository.find(actor.user(), fingerprint);
        if (stored.isPresent()) {
            return stored.get();
        }
        Secret secret =
                new Secret(
                        checked.key(),
                        checked.secret(),
                        checked.passphrase() == null ? "" : checked.passphrase());
        KeyRights rights = rights(checked.venue(), secret);
        VenueKey key =
                new VenueKey(
                        new VenueKeyId(ids.next()),
                        actor.user(),
                        checked.venue(),
                        checked.label(),
                        checked.key().substring(checked.key().length() - HINT_LENGTH),
                        rights.accountUid(),
                        rights.canTrade(),
                        false,
                        clock.now().truncatedTo(ChronoUnit.MICROS));
        SealedKey sealed = new SealedKey(key, vault.seal(key.id().value(), Json.bytes(secret)));
        return switch (repository.store(sealed, fingerprint, actor.name(), KEYS_MAX)) {
            case STORED -> key;
            case KNOWN -> repository.find(actor.user(), fingerprint).orElse(key);
            case TOO_MANY ->
                    throw Refusal.conflict(
                            "too_many_keys",
                            "at most " + KEYS_MAX + " venue keys; revoke one that is not used");
            case FOREIGN_ACCOUNT ->
                    throw Refusal.conflict(
                            "key_in_use",
                            "this venue account is already connected by another person");
        };
    }

    VenueKeys keys(Actor actor) {
        return new VenueKeys(repository.keys(actor.user(), SHOWN_MAX));
    }

    VenueKey revoke(Actor actor, VenueKeyRef ref) {
        VenueKey key =
                repository
                        .find(ref.key())
                        .filter(found -> actor.owns(found.owner()))
                        .orElseThrow(() -> notFound(ref));
        repository.revoke(key, clock.now(), actor.name());
        return repository.find(ref.key()).orElseThrow(() -> notFound(ref));
    }

    OpenedVenueKey open(Actor actor, VenueKeyRef ref) {
        if (!actor.isService()) {
            throw notFound(ref);
        }
        SealedKey sealed = repository.open(ref.key(), actor.name()).orElseThrow(() -> closed(ref));
        VenueKey key = sealed.key();
        Secret secret = Json.read(vault.open(key.id().value(), sealed.sealed()), Secret.class);
        return new OpenedVenueKey(
                key.id(),
                key.owner(),
                key.venue(),
                key.accountUid(),
                secret.key(),
                secret.secret(),
                secret.passphrase());
    }

    /** Asks the venue. What the venue says is not passed on: it may repeat the key. */
    private KeyRights rights(String venue, Secret secret) {
        KeyRights rights;
        try {
            rights =
                    venues.apply(venue)
                            .account(
                                    new VenueCredentials(
                                            secret.key(), secret.secret(), secret.passphrase()))
                            .rights();
        } catch (VenueError e) {
            throw switch (e.kind()) {
                case NOT_AUTHORIZED, REJECTED -> notAccepted(venue, e.venueCode());
                case RATE_LIMITED, UNAVAILABLE ->
                        new Refusal(
                                Reason.UNAVAILABLE,
                                "venue_unavailable",
                                venue + " does not answer; try again in a moment");
            };
        }
        if (rights.canWithdraw() || rights.canTransfer()) {
            throw Refusal.unprocessable(
                    "key_can_withdraw",
                    "this key may move money out of your account at "
                            + venue
                            + "; make one that may only read and trade, and store that");
        }
        if (!rights.canRead()) {
            throw notAccepted(venue, "");
        }
        return rights;
    }

    private Refusal closed(VenueKeyRef ref) {
        return repository.find(ref.key()).isPresent()
                ? Refusal.conflict("key_revoked", "the venue key is revoked: " + ref.key())
                : notFound(ref);
    }

    private static Refusal notAccepted(String venue, String venueCode) {
        return new Refusal(
                Reason.UNPROCESSABLE,
                "key_not_accepted",
                venue + " does not accept this key; check key, secret and its read permission",
                venueCode.isEmpty() ? Map.of() : Map.of("venueCode", venueCode));
    }

    private static Refusal notFound(VenueKeyRef ref) {
        return Refusal.notFound("venue_key", ref.key());
    }
}
