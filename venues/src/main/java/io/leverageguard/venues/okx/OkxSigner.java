package io.leverageguard.venues.okx;

import io.leverageguard.venues.VenueCredentials;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests of one account: base64 HMAC-SHA256 over timestamp, method, path with query, and
 * body, written one after the other with nothing between (OKX, "Signature").
 */
public final class OkxSigner {
    private static final String ALGORITHM = "HmacSHA256";
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final VenueCredentials credentials;
    private final SecretKeySpec secret;

    /** Signs with the secret of {@code credentials}. */
    public OkxSigner(VenueCredentials credentials) {
        this.credentials = credentials;
        this.secret =
                new SecretKeySpec(credentials.secret().getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** The public half of the credentials. */
    public String key() {
        return credentials.key();
    }

    /** What a signed request carries; {@code path} with its query. */
    public Map<String, String> headers(Instant at, String method, String path, String body) {
        String timestamp = TIMESTAMP.format(at);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("OK-ACCESS-KEY", credentials.key());
        headers.put("OK-ACCESS-SIGN", sign(timestamp + method + path + body));
        headers.put("OK-ACCESS-TIMESTAMP", timestamp);
        headers.put("OK-ACCESS-PASSPHRASE", credentials.passphrase());
        return headers;
    }

    /** The argument of a WebSocket's {@code login}, whose timestamp is in seconds. */
    public OkxEvent.Login login(Instant at) {
        String timestamp = String.valueOf(at.getEpochSecond());
        return new OkxEvent.Login(
                credentials.key(),
                credentials.passphrase(),
                timestamp,
                sign(timestamp + "GET" + "/users/self/verify"));
    }

    /** The signature of {@code payload}. */
    public String sign(String payload) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(payload.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
