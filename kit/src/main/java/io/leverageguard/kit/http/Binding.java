package io.leverageguard.kit.http;

import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route;
import io.leverageguard.kit.json.Json;
import java.lang.reflect.RecordComponent;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Moves the request record of a route between its components and the wire: named gaps of the path,
 * the query for GET and DELETE, the JSON body otherwise.
 */
public final class Binding<Q> {
    private final Route<Q, ?> route;
    private final PathTemplate template;
    private final Map<String, RecordComponent> components = new TreeMap<>();

    /** For {@code route}, whose request must be a record with a component for each gap. */
    public Binding(Route<Q, ?> route) {
        this.route = route;
        this.template = new PathTemplate(route.path());
        if (!route.request().isRecord()) {
            throw new IllegalArgumentException(route.path() + ": the request must be a record");
        }
        for (RecordComponent component : route.request().getRecordComponents()) {
            components.put(component.getName(), component);
        }
        for (String name : template.names()) {
            if (!components.containsKey(name)) {
                throw new IllegalArgumentException(
                        route.path() + ": " + route.request() + " has no " + name);
            }
        }
    }

    /** What a call says of itself. */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
    public record Wire(String path, String query, byte[] body) {}

    PathTemplate template() {
        return template;
    }

    /** Reads the request; whatever is wrong with it is refused by name. */
    Q read(Map<String, String> gaps, String query, byte[] body) {
        if (gaps.isEmpty() && query.isEmpty() && isObject(body) && !isByQuery(route)) {
            try {
                return Json.read(body, route.request());
            } catch (Refusal e) {
                // The long way says better what is wrong, and takes some bodies that this does not.
                return readByTree(gaps, query, body);
            }
        }
        return readByTree(gaps, query, body);
    }

    private static boolean isObject(byte[] body) {
        return body.length > 0 && body[0] == '{';
    }

    private Q readByTree(Map<String, String> gaps, String query, byte[] body) {
        boolean byQuery = isByQuery(route);
        if (!byQuery && !query.isEmpty()) {
            throw Refusal.invalid("query", "this operation takes its input from the body");
        }
        ObjectNode tree = byQuery ? fromQuery(query) : fromBody(body);
        gaps.forEach((name, text) -> putGap(tree, name, text));
        return Json.read(tree, route.request());
    }

    /** Writes the request. */
    public Wire write(Q request) {
        ObjectNode tree = (ObjectNode) Json.toTree(request);
        String path = template.fill(name -> text(tree, name));
        template.names().forEach(tree::remove);
        return isByQuery(route)
                ? new Wire(path, query(tree), new byte[0])
                : new Wire(path, "", Json.bytes(tree));
    }

    static boolean isByQuery(Route<?, ?> route) {
        return route.method() == Route.Method.GET || route.method() == Route.Method.DELETE;
    }

    private void putGap(ObjectNode tree, String name, String text) {
        JsonNode inPath = convert(name, type(name), text);
        JsonNode inBody = tree.get(name);
        if (inBody != null && !inBody.equals(inPath)) {
            throw Refusal.invalid(name, "differs from the one in the path");
        }
        tree.set(name, inPath);
    }

    private static ObjectNode fromBody(byte[] body) {
        if (body.length == 0) {
            return Json.object();
        }
        if (Json.tree(body) instanceof ObjectNode object) {
            return object;
        }
        throw new Refusal(Refusal.Reason.INVALID, "invalid_json", "the body must be an object");
    }

    private ObjectNode fromQuery(String query) {
        Map<String, List<String>> given = new LinkedHashMap<>();
        for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
            int sign = pair.indexOf('=');
            String name = decode(sign < 0 ? pair : pair.substring(0, sign));
            String value = sign < 0 ? "" : decode(pair.substring(sign + 1));
            given.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
        }
        ObjectNode tree = Json.object();
        given.forEach((name, values) -> tree.set(name, convert(name, values)));
        return tree;
    }

    private JsonNode convert(String name, List<String> values) {
        Class<?> type = type(name);
        if (Collection.class.isAssignableFrom(type)) {
            ArrayNode array = Json.object().putArray("values");
            values.forEach(value -> array.add(convert(name, String.class, value)));
            return array;
        }
        if (values.size() > 1) {
            throw Refusal.invalid(name, "is given " + values.size() + " times");
        }
        return convert(name, type, values.getFirst());
    }

    private Class<?> type(String name) {
        RecordComponent component = components.get(name);
        return component == null ? String.class : component.getType();
    }

    private static JsonNode convert(String name, Class<?> type, String text) {
        ObjectNode holder = Json.object();
        try {
            switch (type.getSimpleName()) {
                case "int", "Integer", "long", "Long" -> holder.put("v", Long.parseLong(text));
                case "double", "Double" -> holder.put("v", Double.parseDouble(text));
                case "boolean", "Boolean" -> holder.put("v", truth(name, text));
                default -> holder.put("v", text);
            }
        } catch (NumberFormatException e) {
            throw Refusal.invalid(name, "must be a number: " + text);
        }
        return holder.get("v");
    }

    private static boolean truth(String name, String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Refusal.invalid(name, "must be true or false");
        };
    }

    private static String query(ObjectNode tree) {
        StringBuilder query = new StringBuilder();
        for (Map.Entry<String, JsonNode> entry : tree.properties()) {
            Iterable<JsonNode> values =
                    entry.getValue().isArray() ? entry.getValue() : List.of(entry.getValue());
            for (JsonNode value : values) {
                if (!value.isNull()) {
                    query.append(query.isEmpty() ? "" : "&")
                            .append(PathTemplate.encode(entry.getKey()))
                            .append('=')
                            .append(PathTemplate.encode(value.asString()));
                }
            }
        }
        return query.toString();
    }

    private static String text(ObjectNode tree, String name) {
        @Nullable JsonNode value = tree.get(name);
        if (value == null || value.isNull()) {
            throw new IllegalArgumentException(name + " is needed for the path");
        }
        return value.asString();
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("query", "is not well encoded");
        }
    }
}
