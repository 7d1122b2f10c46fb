package io.leverageguard.exchange.binance;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Binance's signature: HMAC-SHA256 in hex over the query and the body as sent, without separator
 * and without the signature itself. Clients put parameters and signature in either.
 */
public final class BinanceSignature {
    private static final String NAME = "signature=";

    private BinanceSignature() {}

    public static String sign(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is signed: both parts without their signature. */
    static String payload(String query, String body) {
        return strip(query) + strip(body);
    }

    static boolean matches(String secret, String payload, String signature) {
        byte[] expected = sign(secret, payload).getBytes(StandardCharsets.UTF_8);
        byte[] given = signature.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(expected, given);
    }

    private static String strip(String part) {
        StringBuilder kept = new StringBuilder();
        for (String pair : part.split("&", -1)) {
            if (!pair.startsWith(NAME)) {
                kept.append(kept.isEmpty() ? "" : "&").append(pair);
            }
        }
        return kept.toString();
    }
}
