package io.leverageguard.api.config;

/** Everything the config service announces. */
public sealed interface ConfigEvent {
    /** A setting has a new value. */
    record SettingChanged(String name, String value, long version) implements ConfigEvent {}
}
