package io.leverageguard.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.kit.http.WebServer.Request;
import io.leverageguard.kit.http.WebServer.Response;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SiteTest {
    private static final Map<String, String> FILES =
            Map.of(
                    "index.html", "<!doctype html><title>desk</title>",
                    "index.html.gz", "compressed page",
                    "icon.svg", "<svg/>",
                    "assets/index-Ab3_x-9.js", "run()",
                    "assets/index-Ab3_x-9.js.gz", "compressed script",
                    "assets/inter-D1.woff2", "font");

    private final Site site = new Site(path -> bytes(FILES.get(path)));

    @Test
    void everyPlaceInsideTheDeskIsThePageAndIsAskedForAnew() {
        for (String path :
                new String[] {"/", "/trade/okx/BTC-USDT-SWAP", "/index.html", "/a/b.c"}) {
            Response response = get(path, Map.of("host", "desk.test:8080"));

            assertThat(response.status()).as(path).isEqualTo(200);
            assertThat(text(response)).as(path).contains("<title>desk</title>");
            assertThat(response.headers())
                    .containsEntry("cache-control", "no-cache")
                    .containsEntry("content-type", "text/html; charset=utf-8")
                    .containsEntry("x-content-type-options", "nosniff")
                    .containsEntry("x-frame-options", "DENY")
                    .containsEntry("referrer-policy", "no-referrer");
        }
    }

    @Test
    void nothingInlineMayRunAndOnlyThisHostIsSpokenTo() {
        Response page = get("/", Map.of("host", "desk.test:8080"));

        assertThat(page.headers().get("content-security-policy"))
                .isEqualTo(
                        "default-src 'none'; script-src 'self'; style-src 'self';"
                                + " img-src 'self' data:; font-src 'self'; manifest-src 'self';"
                                + " connect-src 'self'"
                                + " ws://desk.test:8080 wss://desk.test:8080; base-uri 'none';"
                                + " form-action 'none'; frame-ancestors 'none'");
    }

    @Test
    void aForgedHostCannotWidenThePolicy() {
        for (String host :
                new String[] {"", "a; script-src *", "a b", "[::1]:80", "x".repeat(300)}) {
            assertThat(Site.policy(host)).as(host).contains("connect-src 'self'; base-uri");
        }
    }

    @Test
    void filesWithTheirHashInTheirNameAreKeptForGoodAndSentCompressed() {
        Response script = get("/assets/index-Ab3_x-9.js", Map.of("accept-encoding", "br, gzip"));

        assertThat(text(script)).isEqualTo("compressed script");
        assertThat(script.headers())
                .containsEntry("content-encoding", "gzip")
                .containsEntry("vary", "accept-encoding")
                .containsEntry("content-type", "text/javascript; charset=utf-8")
                .containsEntry("cache-control", "public, max-age=31536000, immutable");
    }

    @Test
    void whoeverTakesNoGzipGetsThePlainFile() {
        for (String accepted : new String[] {"", "br", "gzip;q=0", "gzip; q=0.0", "xgzip"}) {
            Response script = get("/assets/index-Ab3_x-9.js", Map.of("accept-encoding", accepted));

            assertThat(text(script)).as(accepted).isEqualTo("run()");
            assertThat(script.headers()).doesNotContainKey("content-encoding");
        }
        Response some = get("/assets/index-Ab3_x-9.js", Map.of("accept-encoding", "gzip;q=0.5"));
        assertThat(some.headers()).containsEntry("content-encoding", "gzip");
    }

    @Test
    void filesWithoutAHashAreAskedForAnew() {
        Response icon = get("/icon.svg", Map.of("accept-encoding", "gzip"));

        assertThat(text(icon)).isEqualTo("<svg/>");
        assertThat(icon.headers())
                .containsEntry("content-type", "image/svg+xml")
                .containsEntry("cache-control", "no-cache")
                .doesNotContainKey("content-encoding");
    }

    @Test
    void anAssetThatIsGoneIsNotThePage() {
        assertThat(get("/assets/index-old.js", Map.of()).status()).isEqualTo(404);
        assertThat(get("/assets/../index.html", Map.of()).status()).isEqualTo(404);
    }

    @Test
    void pathsThatClimbAreNeverLookedFor() {
        Site strict =
                new Site(
                        path -> {
                            assertThat(path).doesNotContain("..", "//", "%");
                            return bytes(FILES.get(path));
                        });
        for (String path : new String[] {"/../secret", "/a/../../b", "/%2e%2e/x", "//x", "/.env"}) {
            assertThat(text(strict.answer(request("GET", path, Map.of())))).contains("desk");
        }
    }

    @Test
    void onlyReadingIsPossible() {
        assertThat(site.answer(request("POST", "/", Map.of())).status()).isEqualTo(405);
        assertThat(site.answer(request("HEAD", "/", Map.of())).status()).isEqualTo(200);
    }

    @Test
    void anArtifactWithoutTheDeskSaysSo() {
        Site empty = new Site(_ -> Optional.empty());

        Response response = empty.answer(request("GET", "/fund", Map.of()));

        assertThat(response.status()).isEqualTo(200);
        assertThat(text(response)).contains("built without the desk", "/api/docs", "/health");
        assertThat(response.headers().get("content-security-policy")).contains("'none'");
    }

    private Response get(String path, Map<String, String> headers) {
        return site.answer(request("GET", path, headers));
    }

    private static Request request(String method, String path, Map<String, String> headers) {
        return new Request(method, path, "", headers, new byte[0], "127.0.0.1");
    }

    private static Optional<byte[]> bytes(@Nullable String text) {
        return Optional.ofNullable(text).map(present -> present.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Response response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
