package io.leverageguard.exchange.bybit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Bybit's signature: HMAC-SHA256 in hex, over time, key, receive window and what was sent; over
 * {@code GET/realtime} and the time of expiry for the log-in on a socket.
 */
public final class BybitSignature {
    private static final String ALGORITHM = "HmacSHA256";

    private BybitSignature() {}

    /** Signs a text. */
    public static String sign(String secret, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is signed to log in on a socket. */
    public static String login(String expires) {
        return "GET/realtime" + expires;
    }

    /** Compares in constant time; an empty secret signs nothing. */
    static boolean matches(String secret, String text, String signature) {
        if (secret.isEmpty()) {
            return false;
        }
        byte[] expected = sign(secret, text).getBytes(StandardCharsets.UTF_8);
        byte[] given = signature.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(expected, given);
    }
}
