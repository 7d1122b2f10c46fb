package io.leverageguard.kit.json;

import io.leverageguard.kernel.rpc.Refusal;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Turns what the JSON library says into words for a person. */
final class ReadError {
    private ReadError() {}

    static Refusal refusal(JacksonException e) {
        Refusal inner = innerRefusal(e);
        if (inner != null) {
            return inner;
        }
        if (e instanceof StreamReadException) {
            return new Refusal(
                    Refusal.Reason.INVALID, "invalid_json", "not JSON: " + e.getOriginalMessage());
        }
        String path = path(e);
        String words = words(e);
        return path.isEmpty()
                ? new Refusal(Refusal.Reason.INVALID, "invalid_request", words)
                : Refusal.invalid(path, words);
    }

    private static @Nullable Refusal innerRefusal(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refusal refusal) {
                return refusal;
            }
        }
        return null;
    }

    private static String path(JacksonException e) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        return path.toString();
    }

    private static String words(JacksonException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            boolean told =
                    cause instanceof IllegalArgumentException
                            || cause instanceof NullPointerException
                            || cause instanceof ArithmeticException;
            if (told && cause.getMessage() != null) {
                return cause.getMessage();
            }
        }
        return switch (e) {
            case UnrecognizedPropertyException unknown ->
                    "unknown field; known are " + known(unknown);
            case InvalidNullException _ -> "must not be null";
            case InvalidFormatException format -> formatWords(format);
            case MismatchedInputException wrong
                    when wrong.getOriginalMessage() != null
                            && wrong.getOriginalMessage().startsWith("Missing") ->
                    "is missing";
            case MismatchedInputException wrong when wrong.getTargetType() != null ->
                    "must be " + kind(wrong.getTargetType());
            default -> "cannot be read";
        };
    }

    private static String formatWords(InvalidFormatException e) {
        Class<?> target = e.getTargetType();
        if (target != null && target.isEnum()) {
            return "must be one of "
                    + List.of(target.getEnumConstants()).stream()
                            .map(Object::toString)
                            .collect(Collectors.joining(", "));
        }
        return target == null ? "cannot be read" : "must be " + kind(target);
    }

    private static String known(UnrecognizedPropertyException e) {
        return e.getKnownPropertyIds() == null
                ? "none"
                : e.getKnownPropertyIds().stream()
                        .map(Object::toString)
                        .sorted()
                        .collect(Collectors.joining(", "));
    }

    private static String kind(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "String" -> "a string";
            case "int", "Integer", "long", "Long", "short", "Short" -> "a whole number in range";
            case "double", "Double" -> "a number";
            case "boolean", "Boolean" -> "true or false";
            case "BigDecimal" -> "a decimal, as a string";
            case "Instant" -> "an instant such as 2025-10-10T20:00:00Z";
            case "Duration" -> "a duration such as PT4H";
            case "UUID" -> "a UUID";
            case "List", "ArrayList", "Set", "HashSet", "Collection" -> "a list";
            default -> type.isEnum() ? "one of " + List.of(type.getEnumConstants()) : "an object";
        };
    }
}
