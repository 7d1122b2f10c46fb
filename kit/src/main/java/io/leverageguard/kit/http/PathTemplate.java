package io.leverageguard.kit.http;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A path with named gaps, such as {@code /api/v1/policies/{policy}}. */
final class PathTemplate {
    private final String text;
    private final String[] segments;

    PathTemplate(String text) {
        this.text = text;
        this.segments = text.split("/", -1);
    }

    /** The names of the gaps, in order. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        for (String segment : segments) {
            if (isGap(segment)) {
                names.add(name(segment));
            }
        }
        return names;
    }

    /** Whether there are no gaps. */
    boolean isPlain() {
        return names().isEmpty();
    }

    /** How many segments there are. */
    int length() {
        return segments.length;
    }

    /** What stands in the gaps of {@code path}, decoded; null when it does not fit. */
    @Nullable Map<String, String> match(String[] path) {
        return fits(path) ? gaps(path) : null;
    }

    private boolean fits(String[] path) {
        if (path.length != segments.length) {
            return false;
        }
        for (int i = 0; i < path.length; i++) {
            if (isGap(segments[i]) ? path[i].isEmpty() : !segments[i].equals(path[i])) {
                return false;
            }
        }
        return true;
    }

    private Map<String, String> gaps(String[] path) {
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < path.length; i++) {
            if (isGap(segments[i])) {
                values.put(name(segments[i]), decode(path[i]));
            }
        }
        return values;
    }

    /** The path with its gaps filled. */
    String fill(UnaryOperator<String> values) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < segments.length; i++) {
            path.append(i == 0 ? "" : "/")
                    .append(
                            isGap(segments[i])
                                    ? encode(values.apply(name(segments[i])))
                                    : segments[i]);
        }
        return path.toString();
    }

    @Override
    public String toString() {
        return text;
    }

    static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A plus sign stands for itself in a path. */
    private static String decode(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw io.leverageguard.kernel.rpc.Refusal.invalid("path", "is not well encoded");
        }
    }

    private static boolean isGap(String segment) {
        return segment.startsWith("{") && segment.endsWith("}");
    }

    private static String name(String gap) {
        return gap.substring(1, gap.length() - 1);
    }
}
