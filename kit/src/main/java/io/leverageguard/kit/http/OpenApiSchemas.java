package io.leverageguard.kit.http;

import io.leverageguard.kernel.money.Asset;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.kit.json.Ids;
import io.leverageguard.kit.json.Json;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The shapes of records in JSON Schema, as {@link Json} writes and reads them. A record is named by
 * its simple name, with the enclosing interface before it where two records share one.
 */
final class OpenApiSchemas {
    private static final String DECIMAL = "^-?[0-9]+(\\.[0-9]+)?$";

    private final Map<String, Class<?>> names = new TreeMap<>();
    private final Map<String, ObjectNode> schemas = new TreeMap<>();

    /** Every record that was asked for, and what they are made of. */
    ObjectNode all() {
        ObjectNode all = Json.object();
        schemas.forEach(all::set);
        return all;
    }

    /** Whether {@code null} may stand for the component, and it may be left out. */
    static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    /** A component without regard to null, for parameters. */
    ObjectNode plain(RecordComponent component) {
        return of(component.getGenericType());
    }

    /** The schema of a type; a record is named once and referred to. */
    ObjectNode of(Type type) {
        if (type instanceof ParameterizedType generic) {
            return container(generic);
        }
        if (!(type instanceof Class<?> plain)) {
            return Json.object();
        }
        if (plain.isEnum()) {
            return reference(plain);
        }
        return plain.isRecord() && !Ids.isId(plain) && plain != Asset.class
                ? reference(plain)
                : simple(plain);
    }

    /** The body of a request: the record without what stands in the path. */
    ObjectNode body(Class<?> type, Set<String> inPath) {
        return inPath.isEmpty() ? of(type) : object(type, inPath);
    }

    private ObjectNode container(ParameterizedType generic) {
        Class<?> raw = (Class<?>) generic.getRawType();
        ObjectNode schema = Json.object();
        if (Map.class.isAssignableFrom(raw)) {
            schema.put("type", "object");
            schema.set("additionalProperties", of(generic.getActualTypeArguments()[1]));
        } else if (Collection.class.isAssignableFrom(raw)) {
            schema.put("type", "array");
            schema.set("items", of(generic.getActualTypeArguments()[0]));
            if (Set.class.isAssignableFrom(raw)) {
                schema.put("uniqueItems", true);
            }
        }
        return schema;
    }

    private static ObjectNode simple(Class<?> type) {
        ObjectNode schema = Json.object();
        if (Ids.isId(type)) {
            return schema.put("type", "string").put("format", "uuid");
        }
        return switch (type.getSimpleName()) {
            case "String" -> schema.put("type", "string");
            case "int", "Integer" -> schema.put("type", "integer").put("format", "int32");
            case "long", "Long" -> schema.put("type", "integer").put("format", "int64");
            case "double", "Double" -> schema.put("type", "number").put("format", "double");
            case "boolean", "Boolean" -> schema.put("type", "boolean");
            case "BigDecimal" ->
                    schema.put("type", "string").put("format", "decimal").put("pattern", DECIMAL);
            case "Instant" -> schema.put("type", "string").put("format", "date-time");
            case "Duration" -> schema.put("type", "string").put("format", "duration");
            case "UUID" -> schema.put("type", "string").put("format", "uuid");
            case "Asset" -> schema.put("type", "string").put("pattern", "^[A-Z0-9]{2,12}$");
            default -> schema;
        };
    }

    private ObjectNode reference(Class<?> type) {
        String name = name(type);
        if (names.putIfAbsent(name, type) == null) {
            schemas.put(name, Json.object());
            schemas.put(name, described(type));
        }
        return Json.object().put("$ref", "#/components/schemas/" + name);
    }

    private String name(Class<?> type) {
        Class<?> known = names.get(type.getSimpleName());
        Class<?> outer = type.getEnclosingClass();
        return known == null || known == type || outer == null
                ? type.getSimpleName()
                : outer.getSimpleName() + type.getSimpleName();
    }

    private ObjectNode described(Class<?> type) {
        if (type.isEnum()) {
            ObjectNode schema = Json.object().put("type", "string");
            ArrayNode values = schema.putArray("enum");
            for (Object constant : type.getEnumConstants()) {
                values.add(((Enum<?>) constant).name());
            }
            return schema;
        }
        return type == Money.class ? money() : object(type, Set.of());
    }

    private ObjectNode money() {
        ObjectNode schema = Json.object().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        properties.set("amount", simple(java.math.BigDecimal.class));
        properties.set("asset", simple(Asset.class));
        schema.putArray("required").add("amount").add("asset");
        return schema.put("additionalProperties", false);
    }

    private ObjectNode object(Class<?> type, Set<String> without) {
        ObjectNode schema = Json.object().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = Json.object().putArray("required");
        for (RecordComponent component : type.getRecordComponents()) {
            if (!without.contains(component.getName())) {
                boolean nullable = isNullable(component);
                ObjectNode plain = of(component.getGenericType());
                properties.set(component.getName(), nullable ? orNull(plain) : plain);
                if (!nullable) {
                    required.add(component.getName());
                }
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema.put("additionalProperties", false);
    }

    private static ObjectNode orNull(ObjectNode plain) {
        ObjectNode either = Json.object();
        either.putArray("anyOf").add(plain).addObject().put("type", "null");
        return either;
    }
}
