package io.leverageguard.kit.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the operator configured: environment before secret file before {@code leverageguard.yaml}
 * before defaults.
 *
 * <p>A section is a record with a {@code static defaults()}. Key {@code bodyBytes} of section
 * {@code http} is {@code LG_HTTP_BODY_BYTES} in the environment; {@code LG_HTTP_BODY_BYTES_FILE}
 * names a file that holds the value. Mistakes are collected, the default stands in meanwhile, and
 * {@link #check} reports them all at once before anything starts.
 */
public final class Configuration {
    private static final String PREFIX = "LG_";
    private static final String FILE_SUFFIX = "_FILE";

    private final Map<String, String> environment = new TreeMap<>();
    private final Map<String, Map<String, String>> file;
    private final Map<String, Section> sections = new TreeMap<>();
    private final List<String> errors = new ArrayList<>();
    private final Set<String> elsewhere = new TreeSet<>();

    private record Section(Map<String, String> values, Map<String, String> origins) {}

    /** The configuration is wrong; the message lists every mistake. */
    public static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Wrong(List<String> errors) {
            super("the configuration is wrong:\n  " + String.join("\n  ", errors));
        }
    }

    private Configuration(Map<String, String> environment, Map<String, Map<String, String>> file) {
        environment.forEach(
                (name, value) -> {
                    if (name.startsWith(PREFIX)) {
                        this.environment.put(name, value);
                    }
                });
        this.file = file;
    }

    /** Nothing is configured: defaults everywhere. */
    public static Configuration empty() {
        return of(Map.of(), "");
    }

    /** From an environment and the text of a YAML file. */
    public static Configuration of(Map<String, String> environment, String yaml) {
        List<String> errors = new ArrayList<>();
        Configuration configuration =
                new Configuration(environment, ConfigurationFile.parse(yaml, errors));
        configuration.errors.addAll(errors);
        return configuration;
    }

    /** From an environment and a YAML file, which need not exist. */
    public static Configuration load(Map<String, String> environment, Path yaml) {
        try {
            return of(environment, Files.exists(yaml) ? Files.readString(yaml) : "");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + yaml, e);
        }
    }

    /** The section {@code name}. A wrong value is reported by {@link #check}. */
    public synchronized <T extends Record> T section(String name, Class<T> type) {
        T defaults = defaults(type);
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        @Nullable Object[] values = new @Nullable Object[components.length];
        Section section = new Section(new LinkedHashMap<>(), new LinkedHashMap<>());
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = value(name, components[i], component(defaults, components[i]), section);
        }
        sections.put(name, section);
        T made = make(name, type, types, values);
        return made == null ? defaults : made;
    }

    /**
     * Leaves the section {@code name} to the process that has it, so that all processes of an
     * installation can be given the same file and environment.
     */
    public synchronized void leaveElsewhere(String name) {
        elsewhere.add(name);
    }

    /** Throws {@link Wrong} with every mistake, among them keys that no section has. */
    public synchronized void check() {
        List<String> all = new ArrayList<>(errors);
        file.forEach((name, keys) -> checkSection(name, keys, all));
        TreeSet<String> variables = new TreeSet<>();
        sections.forEach(
                (name, section) ->
                        section.values()
                                .keySet()
                                .forEach(key -> variables.add(variable(name, key))));
        for (String given : environment.keySet()) {
            String plain =
                    given.endsWith(FILE_SUFFIX) && !variables.contains(given)
                            ? given.substring(0, given.length() - FILE_SUFFIX.length())
                            : given;
            boolean left =
                    elsewhere.stream().anyMatch(name -> plain.startsWith(variable(name, "")));
            if (!variables.contains(plain) && !left) {
                all.add("environment: unknown " + given + Suggestion.among(plain, variables));
            }
        }
        if (!all.isEmpty()) {
            throw new Wrong(all);
        }
    }

    /** The effective values, one line each with its origin; secrets are masked. */
    public synchronized String describe() {
        StringBuilder text = new StringBuilder();
        sections.forEach(
                (name, section) ->
                        section.values()
                                .forEach(
                                        (key, value) ->
                                                text.append(name + "." + key + " = ")
                                                        .append(masked(key, value))
                                                        .append("  (")
                                                        .append(section.origins().get(key))
                                                        .append(")\n")));
        return text.toString();
    }

    private void checkSection(String name, Map<String, String> keys, List<String> all) {
        Section section = sections.get(name);
        if (elsewhere.contains(name)) {
            return;
        }
        if (section == null) {
            all.add("file: unknown section " + name + Suggestion.among(name, sections.keySet()));
            return;
        }
        for (String key : keys.keySet()) {
            if (!section.values().containsKey(key)) {
                all.add(
                        "file: unknown key "
                                + (name + "." + key)
                                + Suggestion.among(key, section.values().keySet()));
            }
        }
    }

    private @Nullable Object value(
            String name, RecordComponent component, @Nullable Object otherwise, Section section) {
        String key = component.getName();
        String variable = variable(name, key);
        String origin = "default";
        String text = null;
        if (environment.containsKey(variable)) {
            origin = "environment";
            text = environment.get(variable);
        } else if (environment.containsKey(variable + FILE_SUFFIX)) {
            origin = "secret file";
            text = secret(environment.get(variable + FILE_SUFFIX), variable);
        } else if (file.getOrDefault(name, Map.of()).containsKey(key)) {
            origin = "file";
            text = file.getOrDefault(name, Map.of()).get(key);
        }
        section.origins().put(key, origin);
        section.values().put(key, text == null ? String.valueOf(otherwise) : text);
        if (text == null) {
            return otherwise;
        }
        try {
            return ConfigurationValue.parse(component.getGenericType(), text);
        } catch (RuntimeException e) {
            String shown = masked(key, text);
            errors.add(origin + ": " + name + "." + key + " = " + shown + ": " + e.getMessage());
            return otherwise;
        }
    }

    private @Nullable String secret(@Nullable String path, String variable) {
        try {
            return Files.readString(Path.of(path == null ? "" : path)).strip();
        } catch (IOException e) {
            errors.add("secret file: cannot read " + path + " for " + variable);
            return null;
        }
    }

    private <T extends Record> @Nullable T make(
            String name, Class<T> type, Class<?>[] types, @Nullable Object[] values) {
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            errors.add(name + ": " + e.getTargetException().getMessage());
            return null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be made", e);
        }
    }

    private static <T extends Record> T defaults(Class<T> type) {
        try {
            var method = type.getDeclaredMethod("defaults");
            method.setAccessible(true);
            return type.cast(method.invoke(null));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " has no working static defaults()", e);
        }
    }

    private static @Nullable Object component(Record record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " cannot be read", e);
        }
    }

    /** {@code http} and {@code bodyBytes} make {@code LG_HTTP_BODY_BYTES}. */
    private static String variable(String section, String key) {
        return PREFIX + upper(section) + "_" + upper(key);
    }

    private static String upper(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replace('-', '_')
                .toUpperCase(java.util.Locale.ROOT);
    }

    private static String masked(String key, String value) {
        String lower = key.toLowerCase(java.util.Locale.ROOT);
        boolean secret =
                lower.contains("password")
                        || lower.contains("secret")
                        || lower.contains("token")
                        || lower.endsWith("key");
        return secret && !value.isEmpty() ? "********" : value;
    }
}
