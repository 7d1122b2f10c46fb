package io.leverageguard.kit.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses the text of a configured value. */
final class ConfigurationValue {
    private static final Pattern SHORT_DURATION = Pattern.compile("(\\d+)\\s*(ms|s|m|h|d)");

    private ConfigurationValue() {}

    static Object parse(Type type, String text) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return items(text).map(item -> parse(list.getActualTypeArguments()[0], item)).toList();
        }
        if (!(type instanceof Class<?> plain)) {
            throw new IllegalStateException("sections do not hold " + type);
        }
        return plain.isEnum() ? constant(plain, text) : simple(plain, text);
    }

    private static java.util.stream.Stream<String> items(String text) {
        return Arrays.stream(text.split(",")).map(String::strip).filter(item -> !item.isEmpty());
    }

    private static Object simple(Class<?> type, String text) {
        return switch (type.getSimpleName()) {
            case "String" -> text;
            case "int", "Integer" -> (int) whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case "long", "Long" -> whole(text, Long.MIN_VALUE, Long.MAX_VALUE);
            case "double", "Double" -> Double.parseDouble(text);
            case "boolean", "Boolean" -> truth(text);
            case "BigDecimal" -> new BigDecimal(text);
            case "Duration" -> duration(text);
            case "Path" -> Path.of(text);
            case "URI" -> URI.create(text);
            default -> throw new IllegalStateException("sections do not hold " + type);
        };
    }

    private static long whole(String text, long min, long max) {
        try {
            long value = Long.parseLong(text.replace("_", ""));
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, for both.
        }
        throw new IllegalArgumentException("must be a whole number in range");
    }

    private static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false");
        };
    }

    private static Duration duration(String text) {
        Matcher matcher = SHORT_DURATION.matcher(text);
        if (matcher.matches()) {
            long count = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(count);
                case "s" -> Duration.ofSeconds(count);
                case "m" -> Duration.ofMinutes(count);
                case "h" -> Duration.ofHours(count);
                default -> Duration.ofDays(count);
            };
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("must be a duration such as 500ms, 5s or PT4H", e);
        }
    }

    private static Object constant(Class<?> type, String text) {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equalsIgnoreCase(text)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(
                "must be one of " + Arrays.toString(type.getEnumConstants()));
    }
}
