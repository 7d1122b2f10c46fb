package io.leverageguard.gateway;

import io.leverageguard.api.Routes;
import io.leverageguard.api.gateway.Gateway;
import io.leverageguard.api.gateway.GatewayRoutes;
import io.leverageguard.kernel.rpc.Route;
import io.leverageguard.kernel.rpc.Route.Audience;
import io.leverageguard.kit.http.HttpServer;
import io.leverageguard.kit.http.OpenApi;
import io.leverageguard.kit.http.WebServer.Response;
import io.leverageguard.kit.ops.Version;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Exposes {@link Gateway}, the API document and the desk. */
final class GatewayHttp {
    static final String DOCUMENT = "/api/openapi.json";
    private static final String API_TITLE = "LeverageGuard API";

    private GatewayHttp() {}

    static void serve(HttpServer server, Gateway gateway) {
        server.serve(GatewayRoutes.VERIFY_AUDIT, gateway::verifyAudit);
        server.serve(GatewayRoutes.AUDIT, gateway::audit);
        server.serve(GatewayRoutes.SYSTEM, gateway::system);
        Map<String, Response> pages = new ConcurrentHashMap<>();
        page(server, pages, DOCUMENT, GatewayHttp::document);
        page(server, pages, "/api/docs", () -> Page.html(OpenApi.page(API_TITLE, DOCUMENT)));
        server.mount("/*", Site.built()::answer);
    }

    static List<Route<?, ?>> publicRoutes() {
        return Routes.ALL.stream().filter(route -> route.audience() == Audience.PUBLIC).toList();
    }

    /** Serves a page that is made when it is first asked for. */
    private static void page(
            HttpServer server, Map<String, Response> pages, String path, Supplier<Response> maker) {
        server.mount(
                path,
                request ->
                        request.method().equals("GET") || request.method().equals("HEAD")
                                ? pages.computeIfAbsent(path, _ -> maker.get())
                                : Response.text(405, "text/plain; charset=utf-8", "GET only\n"));
    }

    private static Response document() {
        return Response.json(200, apiDocument());
    }

    static String apiDocument() {
        return OpenApi.document(API_TITLE, Version.NUMBER, publicRoutes());
    }
}
