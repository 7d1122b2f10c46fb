package io.leverageguard.notification;

import io.leverageguard.api.users.Users.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The words of every kind of message, in every language. */
final class Templates {
    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");

    private final Map<Language, Properties> words = new EnumMap<>(Language.class);

    /** Reads the words; throws where a language lacks some or names other places. */
    Templates() {
        for (Language language : Language.values()) {
            words.put(language, read(language));
        }
        for (String key : keys(Language.EN)) {
            for (Language language : Language.values()) {
                check(key, language);
            }
        }
    }

    /** The kinds there are words for. */
    Set<String> kinds() {
        return keys(Language.EN).stream()
                .map(key -> key.substring(0, key.indexOf('.')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    String title(Draft draft, Language language) {
        return fill(draft.kind() + ".title", draft, language);
    }

    String text(Draft draft, Language language) {
        return fill(draft.kind() + ".text", draft, language);
    }

    private String fill(String key, Draft draft, Language language) {
        return PLACE.matcher(template(key, language))
                .replaceAll(
                        place -> {
                            String value = draft.values().get(place.group(1));
                            if (value == null) {
                                throw new IllegalStateException(key + " lacks " + place.group());
                            }
                            return Matcher.quoteReplacement(value);
                        });
    }

    private String template(String key, Language language) {
        Properties properties = words.get(language);
        String template = properties == null ? null : properties.getProperty(key);
        if (template == null) {
            throw new IllegalStateException("no words for " + key + " in " + language);
        }
        return template;
    }

    private void check(String key, Language language) {
        if (!keys(language).equals(keys(Language.EN))) {
            throw new IllegalStateException(language + " has other templates than EN");
        }
        if (!places(key, language).equals(places(key, Language.EN))) {
            throw new IllegalStateException(key + " names other places in " + language);
        }
    }

    private Set<String> keys(Language language) {
        Properties properties = words.get(language);
        return properties == null ? Set.of() : new TreeSet<>(properties.stringPropertyNames());
    }

    private Set<String> places(String key, Language language) {
        return PLACE.matcher(template(key, language))
                .results()
                .map(place -> place.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Properties read(Language language) {
        String name = "templates_" + language.name().toLowerCase(Locale.ROOT) + ".properties";
        Properties properties = new Properties();
        try (InputStream in =
                Templates.class.getResourceAsStream("/io/leverageguard/notification/" + name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing");
            }
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
