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

/** Exposes {@link Gateway}, the API document and the pages. */
final class GatewayHttp {
    static final String DOCUMENT = "/api/openapi.json";
    private static final String API_TITLE = "LeverageGuard API";
    private static final String LANDING =
            """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>LeverageGuard</title>
            <style>
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 36rem; margin: 15vh auto;
                   padding: 0 1rem; color: #1b1f24; background: #fff; }
            @media (prefers-color-scheme: dark) {
              body { color: #e6e8ea; background: #14171a; } a { color: #7ab7ff; } }
            </style>
            </head>
            <body>
            <main>
            <h1>LeverageGuard</h1>
            <p>A self-hosted desk for leveraged crypto trading that prices, prevents and pays for
            liquidations.</p>
            <ul>
            <li><a href="/api/docs">The API</a></li>
            <li><a href="/api/openapi.json">The API as an OpenAPI document</a></li>
            <li><a href="/health">Health</a></li>
            </ul>
            </main>
            </body>
            </html>
            """;

    private GatewayHttp() {}

    static void serve(HttpServer server, Gateway gateway) {
        server.serve(GatewayRoutes.VERIFY_AUDIT, gateway::verifyAudit);
        server.serve(GatewayRoutes.AUDIT, gateway::audit);
        server.serve(GatewayRoutes.SYSTEM, gateway::system);
        Map<String, Response> pages = new ConcurrentHashMap<>();
        page(server, pages, DOCUMENT, GatewayHttp::document);
        page(server, pages, "/api/docs", () -> Page.html(OpenApi.page(API_TITLE, DOCUMENT)));
        page(server, pages, "/", () -> Page.html(LANDING));
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
        return Response.json(200, OpenApi.document(API_TITLE, Version.NUMBER, publicRoutes()));
    }
}
