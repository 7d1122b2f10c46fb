package io.leverageguard.venues.bybit;

import io.leverageguard.venues.VenueCredentials;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests of one account: hex HMAC-SHA256 over time, key, window and either query or body
 * (Bybit v5, "Authentication").
 */
public final class BybitSigner {
    private static final String ALGORITHM = "HmacSHA256";

    private final String key;
    private final SecretKeySpec secret;

    /** Signs with the secret of {@code credentials}. */
    public BybitSigner(VenueCredentials credentials) {
        this.key = credentials.key();
        this.secret =
                new SecretKeySpec(credentials.secret().getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** The public half of the credentials, for the header {@code X-BAPI-API-KEY}. */
    public String key() {
        return key;
    }

    /** The signature of a request; {@code payload} is its query or its body, as sent. */
    public String request(String timestamp, String receiveWindow, String payload) {
        return sign(timestamp + key + receiveWindow + payload);
    }

    /** The signature that logs a socket in. */
    public String logIn(long expires) {
        return sign("GET/realtime" + expires);
    }

    private String sign(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
