package io.leverageguard.config;

import io.leverageguard.api.config.Config;
import io.leverageguard.api.config.ConfigEvent;
import io.leverageguard.api.config.SettingKey;
import io.leverageguard.config.ConfigRepository.Version;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.kernel.time.Clock;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Decides which changes of settings are allowed. */
final class ConfigService implements Config {
    static final int HISTORY_MAX = 500;
    static final int WHY_LENGTH_MAX = 500;
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,15}(\\.\\d{1,18})?");
    private static final Pattern PRINTABLE = Pattern.compile("\\P{Cntrl}+");

    private final Clock clock;
    private final ConfigRepository repository;

    ConfigService(Clock clock, ConfigRepository repository) {
        this.clock = clock;
        this.repository = repository;
    }

    @Override
    public Settings settings(Actor actor, None nothing) {
        Map<String, Version> changed = new HashMap<>();
        repository.present().forEach(version -> changed.put(version.name(), version));
        List<Setting> settings = new ArrayList<>();
        for (SettingKey key : SettingKey.values()) {
            Version version = changed.get(key.settingName());
            settings.add(setting(key, version == null ? initial(key) : version));
        }
        return new Settings(List.copyOf(settings));
    }

    @Override
    public Setting change(Actor actor, ChangeSetting command) {
        SettingKey key = key(command.name());
        String why = why(command.why());
        String value = value(key, command.value());
        Version present = present(key);
        if (present.version() != command.expectedVersion()) {
            throw changedMeanwhile(key, command.expectedVersion());
        }
        return add(actor, key, present, value, why);
    }

    @Override
    public Setting rollBack(Actor actor, RollBackSetting command) {
        SettingKey key = key(command.name());
        String why = why(command.why());
        Version wanted =
                command.version() == 0
                        ? initial(key)
                        : repository.find(key.settingName(), command.version()).stream()
                                .findFirst()
                                .orElseThrow(
                                        () ->
                                                Refusal.notFound(
                                                        "setting_version", command.version()));
        return add(actor, key, present(key), value(key, wanted.value()), why);
    }

    @Override
    public Settings history(Actor actor, SettingRef ref) {
        SettingKey key = key(ref.name());
        List<Setting> versions = new ArrayList<>();
        for (Version version : repository.history(key.settingName(), HISTORY_MAX)) {
            versions.add(setting(key, version));
        }
        versions.add(setting(key, initial(key)));
        return new Settings(List.copyOf(versions));
    }

    @Override
    public EventFeed<ConfigEvent> events() {
        return repository.feed();
    }

    @Override
    public AuditTrail audit() {
        return repository.audit();
    }

    private Setting add(Actor actor, SettingKey key, Version present, String value, String why) {
        Version next =
                new Version(
                        key.settingName(),
                        present.version() + 1,
                        value,
                        actor.name(),
                        clock.now().truncatedTo(ChronoUnit.MICROS),
                        why);
        if (!repository.add(next, present.value())) {
            throw changedMeanwhile(key, present.version());
        }
        return setting(key, next);
    }

    private Version present(SettingKey key) {
        List<Version> newest = repository.history(key.settingName(), 1);
        return newest.isEmpty() ? initial(key) : newest.getFirst();
    }

    private static Version initial(SettingKey key) {
        return new Version(
                key.settingName(),
                0,
                key.initial().toPlainString(),
                "default",
                Instant.EPOCH,
                "built in");
    }

    private static Setting setting(SettingKey key, Version version) {
        return new Setting(
                version.name(),
                version.value(),
                version.version(),
                version.changedBy(),
                version.at(),
                version.why(),
                key.description());
    }

    private static SettingKey key(String name) {
        for (SettingKey key : SettingKey.values()) {
            if (key.settingName().equals(name)) {
                return key;
            }
        }
        throw new Refusal(
                Refusal.Reason.NOT_FOUND, "unknown_setting", "there is no setting " + name);
    }

    private static String value(SettingKey key, String text) {
        if (!DECIMAL.matcher(text).matches()) {
            throw Refusal.invalid("value", "must be a plain decimal number such as 1.25");
        }
        BigDecimal value = new BigDecimal(text);
        if (value.compareTo(key.min()) < 0 || value.compareTo(key.max()) > 0) {
            throw new Refusal(
                    Refusal.Reason.UNPROCESSABLE,
                    "setting_out_of_range",
                    "%s must lie between %s and %s"
                            .formatted(key.settingName(), key.min(), key.max()),
                    Map.of(
                            "min", key.min().toPlainString(),
                            "max", key.max().toPlainString()));
        }
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static String why(String why) {
        if (why.isBlank() || why.length() > WHY_LENGTH_MAX || !PRINTABLE.matcher(why).matches()) {
            throw Refusal.invalid("why", "say why, in at most 500 printable characters");
        }
        return why.strip();
    }

    private static Refusal changedMeanwhile(SettingKey key, long expected) {
        return Refusal.conflict(
                "setting_changed_meanwhile",
                "version %d of %s is not the present one any more; read it again"
                        .formatted(expected, key.settingName()));
    }
}
