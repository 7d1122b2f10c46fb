package io.leverageguard.venues.binance;

import io.leverageguard.venues.VenueCredentials;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs requests of one account: hex HMAC-SHA256 over query and body, written one after the other
 * with nothing between (Binance, "SIGNED endpoint security").
 */
public final class BinanceSigner {
    private static final String ALGORITHM = "HmacSHA256";

    private final String key;
    private final SecretKeySpec secret;

    /** Signs with the secret of {@code credentials}. */
    public BinanceSigner(VenueCredentials credentials) {
        this.key = credentials.key();
        this.secret =
                new SecretKeySpec(credentials.secret().getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** The public half of the credentials, for the header {@code X-MBX-APIKEY}. */
    public String key() {
        return key;
    }

    /** The signature of {@code payload}, lower-case hex. */
    public String sign(String payload) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return HexFormat.of().formatHex(mac.doFinal(payload.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
