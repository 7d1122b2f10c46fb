package io.leverageguard.kit.http;

import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.json.Json;
import io.leverageguard.kit.secret.Secrets;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How processes of one installation recognise each other: a code over the time, the operation and
 * the actor, made with a key that only they have.
 */
final class InternalToken {
    static final String TOKEN = "x-lg-internal";
    static final String ACTOR = "x-lg-actor";

    private static final Duration AGE_MAX = Duration.ofMinutes(1);
    private static final String ALGORITHM = "HmacSHA256";

    private final Clock clock;
    private final SecretKeySpec key;

    InternalToken(Clock clock, Secrets secrets) {
        this.clock = clock;
        this.key = new SecretKeySpec(secrets.key("internal"), ALGORITHM);
    }

    /** The headers that let {@code actor} in. */
    Map<String, String> headers(String method, String path, Actor actor) {
        String who = ascii(Json.write(actor));
        long second = clock.now().getEpochSecond();
        return Map.of(TOKEN, second + "." + code(second, method, path, who), ACTOR, who);
    }

    /** Who calls; empty for a call from outside. A wrong token is refused. */
    Optional<Actor> actor(String method, String path, Map<String, String> headers) {
        String token = headers.getOrDefault(TOKEN, "");
        if (token.isEmpty()) {
            return Optional.empty();
        }
        String who = headers.getOrDefault(ACTOR, "");
        if (!isGood(token, method, path, who)) {
            throw new Refusal(
                    Refusal.Reason.UNAUTHENTICATED, "internal_token", "the token is not good");
        }
        return Optional.of(Json.read(who, Actor.class));
    }

    /** A header holds ASCII only; JSON has escapes for the rest. */
    private static String ascii(String json) {
        StringBuilder text = new StringBuilder(json.length());
        json.chars()
                .forEach(
                        c -> {
                            if (c < 127) {
                                text.append((char) c);
                            } else {
                                text.append(String.format(Locale.ROOT, "\\u%04x", c));
                            }
                        });
        return text.toString();
    }

    private boolean isGood(String token, String method, String path, String who) {
        int dot = token.indexOf('.');
        try {
            long second = Long.parseLong(token.substring(0, Math.max(dot, 0)));
            Duration age = Duration.between(Instant.ofEpochSecond(second), clock.now()).abs();
            return age.compareTo(AGE_MAX) <= 0
                    && MessageDigest.isEqual(
                            token.substring(dot + 1).getBytes(StandardCharsets.UTF_8),
                            code(second, method, path, who).getBytes(StandardCharsets.UTF_8));
        } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
            return false;
        }
    }

    private String code(long second, String method, String path, String who) {
        String text = second + "\n" + method + "\n" + path + "\n" + who;
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
