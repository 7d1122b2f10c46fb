package io.leverageguard.kit.http;

import io.leverageguard.kernel.access.Permission;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.kit.json.Json;
import java.lang.reflect.RecordComponent;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Describes public routes as an OpenAPI 3.1 document, always in the same order. */
public final class OpenApi {
    private static final String JSON = "application/json";

    private OpenApi() {}

    /** The document, JSON. Internal routes are left out. */
    public static String document(String title, String version, List<Route<?, ?>> routes) {
        ObjectNode document = Json.object();
        document.put("openapi", "3.1.0");
        document.putObject("info").put("title", title).put("version", version);
        ObjectNode paths = document.putObject("paths");
        OpenApiSchemas schemas = new OpenApiSchemas();
        routes.stream()
                .filter(route -> route.audience() == Route.Audience.PUBLIC)
                .sorted(
                        Comparator.<Route<?, ?>, String>comparing(Route::path)
                                .thenComparing(Route::method))
                .forEach(
                        route ->
                                paths.withObjectProperty(route.path())
                                        .set(lower(route.method()), operation(route, schemas)));
        ObjectNode components = document.putObject("components");
        components.set("schemas", schemas.all());
        problemResponse(components.putObject("responses"));
        components
                .putObject("securitySchemes")
                .putObject("bearer")
                .put("type", "http")
                .put("scheme", "bearer");
        return Json.write(document);
    }

    /** A page without outside resources that shows the document found at {@code documentPath}. */
    public static String page(String title, String documentPath) {
        return OpenApiPage.html(title, documentPath);
    }

    /** What a browser must allow for {@link #page}. */
    public static String pagePolicy() {
        return OpenApiPage.POLICY;
    }

    private static ObjectNode operation(Route<?, ?> route, OpenApiSchemas schemas) {
        ObjectNode operation = Json.object();
        operation.put("operationId", operationId(route));
        operation.put("summary", route.summary());
        operation.putArray("tags").add(tag(route));
        operation.put("x-rate-class", lower(route.rate()));
        operation.put("x-permission", route.permission().name());
        ArrayNode security = operation.putArray("security");
        if (route.permission() != Permission.ANYONE) {
            security.addObject().putArray("bearer");
        }
        input(route, schemas, operation);
        ObjectNode responses = operation.putObject("responses");
        responses
                .putObject("200")
                .put("description", "Done")
                .putObject("content")
                .putObject(JSON)
                .set("schema", schemas.of(route.response()));
        responses.putObject("default").put("$ref", "#/components/responses/Problem");
        return operation;
    }

    private static void input(Route<?, ?> route, OpenApiSchemas schemas, ObjectNode operation) {
        Set<String> gaps = Set.copyOf(new PathTemplate(route.path()).names());
        boolean byQuery = Binding.isByQuery(route);
        ArrayNode parameters = Json.object().putArray("parameters");
        for (RecordComponent component : route.request().getRecordComponents()) {
            boolean isGap = gaps.contains(component.getName());
            if (isGap || byQuery) {
                ObjectNode parameter = parameters.addObject();
                parameter.put("name", component.getName());
                parameter.put("in", isGap ? "path" : "query");
                parameter.put("required", isGap || !OpenApiSchemas.isNullable(component));
                parameter.set("schema", schemas.plain(component));
            }
        }
        if (!byQuery) {
            ObjectNode key = parameters.addObject();
            key.put("name", "Idempotency-Key").put("in", "header").put("required", false);
            key.putObject("schema").put("type", "string");
        }
        operation.set("parameters", parameters);
        if (!byQuery && route.request() != None.class) {
            operation
                    .putObject("requestBody")
                    .put("required", true)
                    .putObject("content")
                    .putObject(JSON)
                    .set("schema", schemas.body(route.request(), gaps));
        }
    }

    private static void problemResponse(ObjectNode responses) {
        ObjectNode problem = responses.putObject("Problem");
        problem.put("description", "A problem document (RFC 9457); see code and detail");
        ObjectNode schema =
                problem.putObject("content").putObject(Problems.TYPE).putObject("schema");
        schema.put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("type").put("type", "string").put("format", "uri");
        properties.putObject("title").put("type", "string");
        ArrayNode statuses = properties.putObject("status").put("type", "integer").putArray("enum");
        for (Refusal.Reason reason : Refusal.Reason.values()) {
            statuses.add(reason.status());
        }
        statuses.add(500);
        properties.putObject("code").put("type", "string");
        properties.putObject("detail").put("type", "string");
        properties.putObject("requestId").put("type", "string");
        ArrayNode required = schema.putArray("required");
        List.of("type", "title", "status", "code", "detail", "requestId").forEach(required::add);
    }

    /** {@code GET /api/v1/policies/{policy}} becomes {@code getPoliciesByPolicy}. */
    private static String operationId(Route<?, ?> route) {
        StringBuilder id = new StringBuilder(lower(route.method()));
        for (String segment : route.path().substring("/api/v1/".length()).split("/", -1)) {
            boolean isGap = segment.startsWith("{");
            String word = isGap ? segment.substring(1, segment.length() - 1) : segment;
            id.append(isGap ? "By" : "");
            for (String part : word.split("[-_.]", -1)) {
                id.append(part.substring(0, 1).toUpperCase(Locale.ROOT)).append(part.substring(1));
            }
        }
        return id.toString();
    }

    private static String tag(Route<?, ?> route) {
        return route.path().split("/", -1)[3];
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
