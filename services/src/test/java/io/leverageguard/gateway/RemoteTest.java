package io.leverageguard.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.leverageguard.api.config.Config;
import io.leverageguard.api.config.Config.ChangeSetting;
import io.leverageguard.api.config.Config.RollBackSetting;
import io.leverageguard.api.config.Config.SettingRef;
import io.leverageguard.api.config.ConfigClient;
import io.leverageguard.api.config.LiveSettings;
import io.leverageguard.api.config.SettingKey;
import io.leverageguard.api.users.Users;
import io.leverageguard.api.users.Users.LogIn;
import io.leverageguard.api.users.Users.Person;
import io.leverageguard.api.users.Users.Refresh;
import io.leverageguard.api.users.Users.Register;
import io.leverageguard.api.users.Users.SessionQuery;
import io.leverageguard.api.users.Users.SessionRef;
import io.leverageguard.api.users.Users.Sessions;
import io.leverageguard.api.users.Users.SetRoles;
import io.leverageguard.api.users.Users.Tokens;
import io.leverageguard.api.users.Users.UserRef;
import io.leverageguard.api.users.Users.VenueKeyRef;
import io.leverageguard.api.users.UsersClient;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.access.Role;
import io.leverageguard.kernel.ids.VenueKeyId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.kit.http.HttpCaller;
import io.leverageguard.kit.ops.ProcessState;
import io.leverageguard.kit.ops.ProcessState.FeedHead;
import io.leverageguard.kit.ops.ProcessState.PumpState;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The clients of users and config say what the services say. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RemoteTest {
    private static final Actor SERVICE = Actor.service("test");

    private final Desk desk = new Desk();
    private final HttpCaller caller =
            new HttpCaller(
                    desk.web(),
                    URI.create("http://127.0.0.1:" + desk.kit.server().port()),
                    desk.kit.clock(),
                    desk.kit.kit().secrets(),
                    Duration.ofSeconds(20));
    private final Users users = new UsersClient(caller);
    private final Config config = new ConfigClient(caller);

    @AfterAll
    void close() {
        desk.close();
    }

    @Test
    void peopleAndSessionsThroughTheClient() {
        Person person =
                users.register(
                        Actor.ANONYMOUS,
                        new Register("far-away", Desk.PASSWORD, Users.Language.ZH));
        Actor actor = new Actor(person.user(), person.login(), person.roles());
        Tokens tokens = users.logIn(Actor.ANONYMOUS, new LogIn("far-away", Desk.PASSWORD));
        Tokens next = users.refresh(Actor.ANONYMOUS, new Refresh(tokens.refreshToken()));
        Sessions sessions = users.sessions(actor, new SessionQuery(null));
        assertThat(sessions).isEqualTo(desk.users.sessions(actor, new SessionQuery(null)));
        users.logOut(Actor.ANONYMOUS, new Refresh(next.refreshToken()));
        assertThat(users.sessions(actor, new SessionQuery(null)).sessions()).isEmpty();
        users.endSession(actor, new SessionRef(sessions.sessions().getFirst().session()));

        assertThat(users.me(actor, None.NONE)).isEqualTo(person);
        assertThat(users.person(SERVICE, new UserRef(person.user()))).isEqualTo(person);
        assertThat(users.venueKeys(actor, None.NONE).keys()).isEmpty();
        Person reviewer =
                users.setRoles(
                        SERVICE, new SetRoles(person.user(), Set.of(Role.REVIEWER), "hired"));
        assertThat(reviewer.roles()).containsExactly(Role.REVIEWER);
        assertThat(users.keys(SERVICE, None.NONE)).isEqualTo(desk.users.keys(SERVICE, None.NONE));
    }

    @Test
    void refusalsCrossUnchanged() {
        VenueKeyRef unknown = new VenueKeyRef(new VenueKeyId(new UUID(1, 1)));
        Refusal near =
                catchThrowableOfType(
                        Refusal.class, () -> desk.users.openVenueKey(SERVICE, unknown));
        Refusal far =
                catchThrowableOfType(Refusal.class, () -> users.openVenueKey(SERVICE, unknown));

        assertThat(far.code()).isEqualTo(near.code());
        assertThat(far.reason()).isEqualTo(near.reason());
        assertThat(far.getMessage()).isEqualTo(near.getMessage());
    }

    @Test
    void feedsAndTrailsAreTheSameFromAfar() {
        desk.register("near-by");

        assertThat(users.events().read(0, 100)).isEqualTo(desk.users.events().read(0, 100));
        assertThat(users.audit().read(0, 100)).isEqualTo(desk.users.audit().read(0, 100));
        assertThat(users.audit().newest(0, 2)).isEqualTo(desk.users.audit().newest(0, 2));
        assertThat(users.audit().newest(2, 5)).isEqualTo(users.audit().read(0, 1));
        assertThat(users.audit().verify()).isEqualTo(desk.users.audit().verify());
    }

    @Test
    void aProcessSaysHowItIs() {
        ProcessState state = caller.process();

        assertThat(state.services()).containsExactly("config", "gateway", "users");
        assertThat(state.failing()).isEmpty();
        assertThat(state.heads()).extracting(FeedHead::feed).containsExactly("config", "users");
        assertThat(state.pumps()).extracting(PumpState::name).contains("gateway(stream)");
    }

    @Test
    void settingsAreSeenFromAfarAfterOnePump() {
        String name = SettingKey.COVER_D_REFUSE.settingName();
        LiveSettings settings = new LiveSettings("far", config);
        settings.pump();
        config.change(SERVICE, new ChangeSetting(name, "2.5", 0, "stormy"));
        settings.pump();
        assertThat(settings.get(SettingKey.COVER_D_REFUSE)).isEqualByComparingTo("2.5");

        config.rollBack(SERVICE, new RollBackSetting(name, 0, "calm again"));
        settings.pump();
        assertThat(settings.get(SettingKey.COVER_D_REFUSE)).isEqualByComparingTo("1.5");
        assertThat(config.history(SERVICE, new SettingRef(name)))
                .isEqualTo(desk.config.history(SERVICE, new SettingRef(name)));
        assertThat(config.settings(SERVICE, None.NONE))
                .isEqualTo(desk.config.settings(SERVICE, None.NONE));
    }
}
