package io.leverageguard.gateway;

import io.leverageguard.kit.http.WebServer.Request;
import io.leverageguard.kit.http.WebServer.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The desk: a web application whose files were built into the artifact.
 *
 * <p>What lies under {@code /assets/} has its hash in its name and is kept by browsers for good.
 * Every other path that is no file is a place inside the desk, so the page itself is answered,
 * which is asked for anew each time. Texts are sent as they were compressed when they were built.
 */
final class Site {
    private static final String PAGE = "index.html";
    private static final String ASSETS = "assets/";
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_-]+([./][A-Za-z0-9_-]+)*");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?");
    private static final Pattern GZIP = Pattern.compile("gzip(;\\s*q=(?!0(\\.0*)?$).*)?");
    private static final int PATH_LENGTH_MAX = 200;
    private static final String FOR_GOOD = "public, max-age=31536000, immutable";
    private static final String ASK_AGAIN = "no-cache";

    private static final Map<String, String> TYPES =
            Map.of(
                    "html", "text/html; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "svg", "image/svg+xml",
                    "png", "image/png",
                    "json", "application/json",
                    "webmanifest", "application/manifest+json",
                    "woff2", "font/woff2");

    private static final String NOT_BUILT =
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
            <p>This artifact was built without the desk. With Node 20.19 or newer on the machine,
            <code>./lg up</code> builds it in.</p>
            <p>What is here: <a href="/api/docs">the API</a>,
            <a href="/api/openapi.json">the API as an OpenAPI document</a>,
            <a href="/health">health</a>.</p>
            </main>
            </body>
            </html>
            """;

    /** One file, also compressed where that helps. */
    @SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
    private record Stored(byte[] plain, Optional<byte[]> compressed) {}

    private final Function<String, Optional<byte[]>> files;
    private final Map<String, Stored> known = new ConcurrentHashMap<>();

    /**
     * @param files the bytes of a file by its path, empty if there is none
     */
    Site(Function<String, Optional<byte[]>> files) {
        this.files = files;
    }

    /** What was built into this artifact. */
    static Site built() {
        return new Site(Site::resource);
    }

    Response answer(Request request) {
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return Response.text(405, "text/plain; charset=utf-8", "GET only\n");
        }
        String path = request.path().startsWith("/") ? request.path().substring(1) : "";
        Optional<Stored> file = isFile(path) ? stored(path) : Optional.empty();
        if (file.isPresent() && !path.equals(PAGE)) {
            return file(path, file.get(), request);
        }
        if (path.startsWith(ASSETS)) {
            // A page of an earlier build asks for what is gone; the page itself would confuse it.
            return Response.text(404, "text/plain; charset=utf-8", "There is no such file.\n");
        }
        return stored(PAGE).map(page -> page(page, request)).orElseGet(() -> Page.html(NOT_BUILT));
    }

    private static boolean isFile(String path) {
        return path.length() <= PATH_LENGTH_MAX && FILE.matcher(path).matches();
    }

    private static Response file(String path, Stored file, Request request) {
        Map<String, String> headers = new HashMap<>();
        headers.put("content-type", type(path));
        headers.put("cache-control", path.startsWith(ASSETS) ? FOR_GOOD : ASK_AGAIN);
        headers.put("x-content-type-options", "nosniff");
        headers.put("cross-origin-resource-policy", "same-origin");
        return sent(file, request, headers);
    }

    private static Response page(Stored page, Request request) {
        Map<String, String> headers = new HashMap<>();
        headers.put("content-type", type(PAGE));
        headers.put("cache-control", ASK_AGAIN);
        headers.put("content-security-policy", policy(request.header("host")));
        headers.put("x-content-type-options", "nosniff");
        headers.put("x-frame-options", "DENY");
        headers.put("referrer-policy", "no-referrer");
        headers.put("cross-origin-opener-policy", "same-origin");
        headers.put("cross-origin-resource-policy", "same-origin");
        headers.put(
                "permissions-policy",
                "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
        return sent(page, request, headers);
    }

    private static Response sent(Stored file, Request request, Map<String, String> headers) {
        if (file.compressed().isEmpty()) {
            return new Response(200, headers, file.plain());
        }
        headers.put("vary", "accept-encoding");
        if (!takesGzip(request.header("accept-encoding"))) {
            return new Response(200, headers, file.plain());
        }
        headers.put("content-encoding", "gzip");
        return new Response(200, headers, file.compressed().get());
    }

    /**
     * Everything comes from here and nothing stands inline. Older browsers do not count sockets to
     * {@code 'self'}, so their address is named where it is known.
     */
    static String policy(String host) {
        String sockets = HOST.matcher(host).matches() ? " ws://" + host + " wss://" + host : "";
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                + " font-src 'self'; manifest-src 'self'; connect-src 'self'"
                + sockets
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    private static boolean takesGzip(String accepted) {
        return Arrays.stream(accepted.split(","))
                .map(String::strip)
                .anyMatch(coding -> GZIP.matcher(coding).matches());
    }

    private static String type(String path) {
        String ending = path.substring(path.lastIndexOf('.') + 1);
        return TYPES.getOrDefault(ending, "application/octet-stream");
    }

    /** Only what there is is remembered, so that nobody fills the memory by asking. */
    private Optional<Stored> stored(String path) {
        Stored present = known.get(path);
        if (present != null) {
            return Optional.of(present);
        }
        Optional<Stored> found =
                files.apply(path).map(plain -> new Stored(plain, files.apply(path + ".gz")));
        found.ifPresent(file -> known.put(path, file));
        return found;
    }

    private static Optional<byte[]> resource(String path) {
        try (InputStream bytes = Site.class.getResourceAsStream("web/" + path)) {
            return bytes == null ? Optional.empty() : Optional.of(bytes.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
