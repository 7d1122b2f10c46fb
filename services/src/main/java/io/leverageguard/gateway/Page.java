package io.leverageguard.gateway;

import io.leverageguard.kit.http.WebServer.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of our own whose styles and scripts stand inside it. Its content security policy allows
 * exactly those, by their hashes, and calls to where the page came from; nothing else.
 */
final class Page {
    private static final Pattern STYLE = Pattern.compile("(?s)<style>(.*?)</style>");
    private static final Pattern SCRIPT = Pattern.compile("(?s)<script>(.*?)</script>");

    private Page() {}

    static Response html(String html) {
        String policy =
                "default-src 'none'; connect-src 'self'; img-src 'self' data:; style-src "
                        + hashes(STYLE, html)
                        + "; script-src "
                        + hashes(SCRIPT, html)
                        + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        return new Response(
                200,
                Map.of(
                        "content-type", "text/html; charset=utf-8",
                        "content-security-policy", policy,
                        "x-content-type-options", "nosniff",
                        "referrer-policy", "no-referrer",
                        "cache-control", "no-cache"),
                html.getBytes(StandardCharsets.UTF_8));
    }

    private static String hashes(Pattern element, String html) {
        StringJoiner hashes = new StringJoiner(" ").setEmptyValue("'none'");
        Matcher matcher = element.matcher(html);
        while (matcher.find()) {
            hashes.add("'sha256-" + hash(matcher.group(1)) + "'");
        }
        return hashes.toString();
    }

    private static String hash(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
