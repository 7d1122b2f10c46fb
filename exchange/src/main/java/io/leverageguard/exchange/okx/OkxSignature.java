package io.leverageguard.exchange.okx;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * OKX's signature: HMAC-SHA256 in base64 over time, method, path with query, and body, as sent. A
 * WebSocket logs in with the time in seconds and the path {@code /users/self/verify}.
 */
public final class OkxSignature {
    private OkxSignature() {}

    public static String sign(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] hash = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a WebSocket signs to log in at {@code seconds}. */
    public static String login(String secret, String seconds) {
        return sign(secret, seconds + "GET/users/self/verify");
    }

    static boolean matches(String expected, String given) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
