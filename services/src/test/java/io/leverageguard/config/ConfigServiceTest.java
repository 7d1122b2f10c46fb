package io.leverageguard.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.leverageguard.api.config.Config;
import io.leverageguard.api.config.Config.ChangeSetting;
import io.leverageguard.api.config.Config.RollBackSetting;
import io.leverageguard.api.config.Config.Setting;
import io.leverageguard.api.config.Config.SettingRef;
import io.leverageguard.api.config.ConfigEvent.SettingChanged;
import io.leverageguard.api.config.LiveSettings;
import io.leverageguard.api.config.SettingKey;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.access.Role;
import io.leverageguard.kernel.audit.AuditTrail.AuditRecord;
import io.leverageguard.kernel.feed.EventFeed.Stored;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.testkit.TestKit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConfigServiceTest {
    private static final Actor OPERATOR =
            new Actor(new UserId(new UUID(1, 1)), "operator", Set.of(Role.OPERATOR));
    private static final String GENERAL = SettingKey.RATE_GENERAL.settingName();

    private final TestKit kit = TestKit.create();
    private final Config config = new ConfigModule(kit.kit()).api();

    @AfterEach
    void close() {
        kit.close();
    }

    @Test
    void everySettingStartsWithItsDefault() {
        List<Setting> settings = config.settings(OPERATOR, None.NONE).settings();

        assertThat(settings).hasSameSizeAs(SettingKey.values());
        assertThat(settings).allMatch(setting -> setting.version() == 0);
        assertThat(settings.getFirst().name()).isEqualTo("cover.d_refuse");
        assertThat(settings.getFirst().value()).isEqualTo("1.5");
    }

    @Test
    void changeIsVersionedAnnouncedAndAudited() {
        Setting changed = change("250", 0);

        assertThat(changed)
                .returns(1L, Setting::version)
                .returns("250", Setting::value)
                .returns("operator", Setting::changedBy)
                .returns(TestKit.START, Setting::changedAt)
                .returns("load test", Setting::why);
        assertThat(events()).containsExactly(new SettingChanged(GENERAL, "250", 1));
        assertThat(config.audit().read(0, 10))
                .singleElement()
                .returns("operator", AuditRecord::actor)
                .returns(GENERAL, AuditRecord::object)
                .returns("\"600\"", AuditRecord::before)
                .returns("\"250\"", AuditRecord::after)
                .returns("load test", AuditRecord::why);
        assertThat(config.audit().verify().intact()).isTrue();
    }

    @Test
    void changeOfAnOldVersionIsAConflictAndChangesNothing() {
        change("250", 0);

        assertThat(refusal(() -> change("300", 0)).code()).isEqualTo("setting_changed_meanwhile");
        assertThat(present().value()).isEqualTo("250");
        assertThat(events()).hasSize(1);
    }

    @Test
    void ofManyWhoChangeTheSameVersionAtOnceOneWins() throws Exception {
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String value = Integer.toString(200 + i);
            calls.add(() -> catchThrowableOfType(Refusal.class, () -> change(value, 0)) == null);
        }
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            int winners = 0;
            for (Future<Boolean> outcome : executor.invokeAll(calls)) {
                winners += outcome.get() ? 1 : 0;
            }
            assertThat(winners).isEqualTo(1);
        }
        assertThat(events()).hasSize(1);
    }

    @Test
    void valuesOutsideTheBoundsAreRefusedWithTheBounds() {
        Refusal low = refusal(() -> change("0", 0));

        assertThat(low.code()).isEqualTo("setting_out_of_range");
        assertThat(low.details()).containsEntry("min", "1").containsEntry("max", "1000000");
        assertThat(refusal(() -> change("1000000.1", 0)).code()).isEqualTo("setting_out_of_range");
    }

    @Test
    void whatIsNoDecimalIsRefused() {
        for (String text : List.of("", "many", "1e9", "0x10", "1,5", "NaN", "9".repeat(40))) {
            assertThat(refusal(() -> change(text, 0)).details()).containsEntry("field", "value");
        }
    }

    @Test
    void unknownSettingsAndMissingReasonsAreRefused() {
        assertThat(
                        refusal(
                                        () ->
                                                config.change(
                                                        OPERATOR,
                                                        new ChangeSetting("no.such", "1", 0, "x")))
                                .code())
                .isEqualTo("unknown_setting");
        assertThat(
                        refusal(
                                        () ->
                                                config.change(
                                                        OPERATOR,
                                                        new ChangeSetting(GENERAL, "1", 0, " ")))
                                .details())
                .containsEntry("field", "why");
    }

    @Test
    void rollingBackIsANewVersionWithTheOldValue() {
        change("250", 0);
        change("300", 1);

        Setting back = config.rollBack(OPERATOR, new RollBackSetting(GENERAL, 1, "too much"));
        assertThat(back).returns(3L, Setting::version).returns("250", Setting::value);

        Setting initial = config.rollBack(OPERATOR, new RollBackSetting(GENERAL, 0, "as shipped"));
        assertThat(initial).returns(4L, Setting::version).returns("600", Setting::value);

        assertThat(
                        refusal(
                                        () ->
                                                config.rollBack(
                                                        OPERATOR,
                                                        new RollBackSetting(GENERAL, 9, "x")))
                                .code())
                .isEqualTo("setting_version_not_found");
    }

    @Test
    void historyHasEveryVersionNewestFirst() {
        change("250", 0);
        change("300", 1);

        assertThat(config.history(OPERATOR, new SettingRef(GENERAL)).settings())
                .extracting(Setting::value)
                .containsExactly("300", "250", "600");
    }

    @Test
    void othersSeeAChangeAfterOnePump() {
        LiveSettings settings = new LiveSettings("test", config);
        change("250", 0);
        settings.pump();
        assertThat(settings.get(SettingKey.RATE_GENERAL)).isEqualByComparingTo("250");

        change("300", 1);
        assertThat(settings.get(SettingKey.RATE_GENERAL)).isEqualByComparingTo("250");
        settings.pump();
        assertThat(settings.get(SettingKey.RATE_GENERAL)).isEqualByComparingTo("300");
    }

    private Setting change(String value, long expectedVersion) {
        return config.change(
                OPERATOR, new ChangeSetting(GENERAL, value, expectedVersion, "load test"));
    }

    private Setting present() {
        return config.settings(OPERATOR, None.NONE).settings().stream()
                .filter(setting -> setting.name().equals(GENERAL))
                .findFirst()
                .orElseThrow();
    }

    private List<Object> events() {
        return config.events().read(0, 100).stream().<Object>map(Stored::event).toList();
    }

    private static Refusal refusal(ThrowingCallable call) {
        return catchThrowableOfType(Refusal.class, call);
    }
}
