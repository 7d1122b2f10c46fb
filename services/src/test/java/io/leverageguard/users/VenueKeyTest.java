package io.leverageguard.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.leverageguard.api.users.Users;
import io.leverageguard.api.users.Users.OpenedVenueKey;
import io.leverageguard.api.users.Users.Register;
import io.leverageguard.api.users.Users.StoreVenueKey;
import io.leverageguard.api.users.Users.VenueKey;
import io.leverageguard.api.users.Users.VenueKeyRef;
import io.leverageguard.api.users.UsersEvent.VenueKeyRevoked;
import io.leverageguard.api.users.UsersEvent.VenueKeyStored;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail.AuditRecord;
import io.leverageguard.kernel.feed.EventFeed.Stored;
import io.leverageguard.kernel.ids.VenueKeyId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Refusal.Reason;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.testkit.TestKit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One vault for all tests; each has people, keys and venue accounts of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VenueKeyTest {
    private static final String SECRET = "s3cr3t-that-nobody-sees";
    private static final Actor TRADING = Actor.service("trading");

    private final TestKit kit = TestKit.create();
    private final ScriptedVenue venue = new ScriptedVenue();
    private final Users users = new UsersModule(kit.kit(), name -> venue).api();
    private int count;
    private String good = "";
    private String sameAccount = "";
    private String uid = "";
    private Actor one = Actor.ANONYMOUS;
    private Actor other = Actor.ANONYMOUS;

    @BeforeEach
    void newPeopleAndKeys() {
        count++;
        uid = "uid-" + count;
        good = "good-key-" + count + "-1111";
        sameAccount = "same-account-" + count;
        venue.answer(true)
                .knows(good, uid, false, false)
                .knows(sameAccount, uid, false, false)
                .knows("withdraws-3333", "uid-w" + count, true, false)
                .knows("transfers-4444", "uid-t" + count, false, true);
        one = person("ten-x-" + count);
        other = person("five-x-" + count);
    }

    @AfterAll
    void close() {
        kit.close();
    }

    @Test
    void storedKeyShowsAHintAndNeverItsSecret() {
        VenueKey key = store(one, good);

        assertThat(key.keyHint()).isEqualTo("1111");
        assertThat(key.accountUid()).isEqualTo(uid);
        assertThat(users.venueKeys(one, None.NONE).keys()).containsExactly(key);
        assertThat(users.venueKeys(other, None.NONE).keys()).isEmpty();
        assertThat(events()).contains(new VenueKeyStored(one.user(), key.id(), "binance", uid));
        assertThat(audit().toString()).doesNotContain(SECRET).doesNotContain("good-key");
    }

    @Test
    void keyThatMayMoveMoneyOutIsRefusedAndNotStored() {
        Refusal withdraw = refusal(() -> store(one, "withdraws-3333"));
        Refusal transfer = refusal(() -> store(one, "transfers-4444"));

        assertThat(withdraw.code()).isEqualTo("key_can_withdraw");
        assertThat(withdraw.reason()).isEqualTo(Reason.UNPROCESSABLE);
        assertThat(withdraw.getMessage()).contains("binance").contains("only read and trade");
        assertThat(transfer.code()).isEqualTo("key_can_withdraw");
        assertThat(users.venueKeys(one, None.NONE).keys()).isEmpty();
    }

    @Test
    void unknownKeyIsRefusedWithoutRepeatingIt() {
        Refusal refusal = refusal(() -> store(one, "unknown-key-9999"));

        assertThat(refusal.code()).isEqualTo("key_not_accepted");
        assertThat(refusal.getMessage()).doesNotContain("unknown-key").doesNotContain(SECRET);
        assertThat(refusal.getCause()).isNull();
    }

    @Test
    void silentVenueMeansTryAgain() {
        venue.answer(false);

        assertThat(refusal(() -> store(one, good)).reason()).isEqualTo(Reason.UNAVAILABLE);
    }

    @Test
    void twoPeopleCannotConnectTheSameVenueAccount() {
        VenueKey key = store(one, good);

        assertThat(refusal(() -> store(other, sameAccount)).code()).isEqualTo("key_in_use");
        users.revokeVenueKey(one, new VenueKeyRef(key.id()));
        assertThat(refusal(() -> store(other, sameAccount)).code()).isEqualTo("key_in_use");
        assertThat(store(one, sameAccount).accountUid()).isEqualTo(uid);
    }

    @Test
    void ofTwoWhoConnectTheSameAccountAtOnceOneIsRefused() throws Exception {
        List<Callable<Boolean>> calls =
                List.of(() -> stores(one, good), () -> stores(other, sameAccount));

        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Boolean> stored = new ArrayList<>();
            for (Future<Boolean> outcome : executor.invokeAll(calls)) {
                stored.add(outcome.get());
            }
            assertThat(stored).containsExactlyInAnyOrder(true, false);
        }
    }

    @Test
    void storingTheSameKeyAgainChangesNothing() {
        int asked = venue.questions();
        VenueKey first = store(one, good);

        assertThat(store(one, good)).isEqualTo(first);
        assertThat(venue.questions()).isEqualTo(asked + 1);
        assertThat(events())
                .filteredOn(new VenueKeyStored(one.user(), first.id(), "binance", uid)::equals)
                .hasSize(1);
    }

    @Test
    void servicesOpenKeysAndLeaveARecordOfIt() {
        VenueKey key = store(one, good);

        OpenedVenueKey opened = users.openVenueKey(TRADING, new VenueKeyRef(key.id()));

        assertThat(opened.key()).isEqualTo(good);
        assertThat(opened.secret()).isEqualTo(SECRET);
        assertThat(opened.passphrase()).isEmpty();
        assertThat(opened.toString()).doesNotContain(SECRET).doesNotContain("good-key");
        assertThat(audit().getLast())
                .returns("venue_key.opened", AuditRecord::action)
                .returns("trading", AuditRecord::actor)
                .returns(key.id().toString(), AuditRecord::object);
    }

    @Test
    void nobodyButAServiceOpensAKey() {
        VenueKey key = store(one, good);

        assertThat(refusal(() -> users.openVenueKey(one, new VenueKeyRef(key.id()))).code())
                .isEqualTo("venue_key_not_found");
    }

    @Test
    void revokedKeyIsForgottenAndDoesNotOpen() {
        VenueKey key = store(one, good);
        VenueKeyRef ref = new VenueKeyRef(key.id());

        assertThat(users.revokeVenueKey(one, ref).revoked()).isTrue();
        assertThat(users.revokeVenueKey(one, ref).revoked()).isTrue();

        assertThat(refusal(() -> users.openVenueKey(TRADING, ref)).code()).isEqualTo("key_revoked");
        assertThat(events())
                .filteredOn(new VenueKeyRevoked(one.user(), key.id())::equals)
                .hasSize(1);
    }

    @Test
    void foreignKeysDoNotExist() {
        VenueKey key = store(one, good);

        assertThat(refusal(() -> users.revokeVenueKey(other, new VenueKeyRef(key.id()))).code())
                .isEqualTo("venue_key_not_found");
        VenueKeyRef unknown = new VenueKeyRef(new VenueKeyId(new UUID(1, 1)));
        assertThat(refusal(() -> users.openVenueKey(TRADING, unknown)).code())
                .isEqualTo("venue_key_not_found");
    }

    @Test
    void ciphertextCopiedIntoAnotherRecordDoesNotOpen() {
        venue.knows("other-key-5555", "uid-other", false, false);
        VenueKey mine = store(one, good);
        VenueKey theirs = store(other, "other-key-5555");
        kit.kit()
                .databases()
                .open("users")
                .write(
                        handle ->
                                handle.createUpdate(
                                                """
                                                UPDATE venue_keys SET (wrapped_key, sealed) =
                                                    (SELECT wrapped_key, sealed FROM venue_keys
                                                     WHERE key_id = :theirs)
                                                WHERE key_id = :mine
                                                """)
                                        .bind("theirs", theirs.id().value())
                                        .bind("mine", mine.id().value())
                                        .execute());

        assertThat(
                        catchThrowableOfType(
                                IllegalStateException.class,
                                () -> users.openVenueKey(TRADING, new VenueKeyRef(mine.id()))))
                .hasMessageContaining("does not open");
    }

    @Test
    void malformedKeysNameTheField() {
        assertThat(field(new StoreVenueKey("BINANCE", "l", good, SECRET, null))).isEqualTo("venue");
        assertThat(field(new StoreVenueKey("binance", "", good, SECRET, null))).isEqualTo("label");
        assertThat(field(new StoreVenueKey("binance", "l", "short", SECRET, null)))
                .isEqualTo("key");
        assertThat(field(new StoreVenueKey("binance", "l", good, " ", null))).isEqualTo("secret");
    }

    private String field(StoreVenueKey command) {
        return refusal(() -> users.storeVenueKey(one, command)).details().getOrDefault("field", "");
    }

    private VenueKey store(Actor actor, String key) {
        return users.storeVenueKey(
                actor, new StoreVenueKey("binance", "main account", key, SECRET, null));
    }

    private boolean stores(Actor actor, String key) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> store(actor, key));
        assertThat(refusal == null ? "key_in_use" : refusal.code()).isEqualTo("key_in_use");
        return refusal == null;
    }

    private Actor person(String login) {
        Users.Person person =
                users.register(Actor.ANONYMOUS, new Register(login, "correct horse battery", null));
        return new Actor(person.user(), person.login(), person.roles());
    }

    private List<Object> events() {
        return users.events().read(0, 1_000).stream().<Object>map(Stored::event).toList();
    }

    private List<AuditRecord> audit() {
        return users.audit().read(0, 1_000);
    }

    private static Refusal refusal(ThrowingCallable call) {
        return catchThrowableOfType(Refusal.class, call);
    }
}
