package io.leverageguard.notification;

import io.leverageguard.api.notification.Notifications.Channel;
import io.leverageguard.api.notification.Notifications.Message;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.http.WebClient;
import io.leverageguard.kit.json.Json;
import io.leverageguard.kit.secret.Secrets;
import io.leverageguard.notification.NotificationRepository.Delivery;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts messages to the addresses that people chose.
 *
 * <p>Header {@code LG-Signature: t=SECONDS,v1=HEX} holds HMAC-SHA256 over {@code SECONDS.BODY},
 * keyed with the person's own secret: a receiver can tell that it is from us and not a replay.
 */
final class Webhooks {
    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int ADDRESS_LENGTH_MAX = 500;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /** The pause after each failed try; after the last there is no other. */
    private static final List<Duration> PAUSES =
            List.of(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(2),
                    Duration.ofMinutes(10),
                    Duration.ofHours(1),
                    Duration.ofHours(6));

    private final Clock clock;
    private final WebClient web;
    private final Secrets secrets;
    private final NotificationRepository repository;

    Webhooks(Clock clock, WebClient web, Secrets secrets, NotificationRepository repository) {
        this.clock = clock;
        this.web = web;
        this.secrets = secrets;
        this.repository = repository;
    }

    /** Tries every delivery that is due, once. */
    void deliver() {
        for (Delivery delivery : repository.due(Channel.WEBHOOK, clock.now())) {
            if (post(delivery)) {
                repository.end(delivery, true);
            } else if (delivery.attempts() >= PAUSES.size()) {
                repository.end(delivery, false);
            } else {
                repository.tryAgain(delivery, clock.now().plus(PAUSES.get(delivery.attempts())));
            }
        }
    }

    /** The secret that signs what a person is sent. */
    String secret(UserId user) {
        byte[] key = secrets.key("notification-webhooks");
        return HexFormat.of().formatHex(hmac(key, user.toString()));
    }

    /** {@code signature} of {@code body} at {@code seconds}, as it stands in the header. */
    static String signature(String secret, long seconds, String body) {
        byte[] key = secret.getBytes(StandardCharsets.UTF_8);
        return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(hmac(key, seconds + "." + body));
    }

    /** Refuses an address that is neither https nor on the loopback. */
    static String checked(String address) {
        try {
            URI uri = new URI(address);
            String scheme = String.valueOf(uri.getScheme());
            String host = String.valueOf(uri.getHost());
            boolean secure = scheme.equals("https");
            boolean local = scheme.equals("http") && LOOPBACK.contains(host);
            boolean plain = uri.getHost() != null && uri.getUserInfo() == null;
            if (plain && (secure || local) && address.length() <= ADDRESS_LENGTH_MAX) {
                return address;
            }
        } catch (URISyntaxException e) {
            // Said below, for both.
        }
        throw Refusal.invalid("webhook", "must be an https address of at most 500 characters");
    }

    private boolean post(Delivery delivery) {
        Message message = delivery.message();
        String body = Json.write(message);
        Instant now = clock.now();
        Map<String, String> headers =
                Map.of(
                        "content-type",
                        "application/json",
                        "lg-signature",
                        signature(secret(message.user()), now.getEpochSecond(), body));
        try {
            WebClient.Reply reply =
                    web.send(
                            new WebClient.Call(
                                    "POST",
                                    URI.create(delivery.address()),
                                    headers,
                                    body.getBytes(StandardCharsets.UTF_8),
                                    TIMEOUT));
            return reply.status() >= 200 && reply.status() < 300;
        } catch (IOException e) {
            LOG.info("webhook for {} not delivered: {}", message.id(), e.getMessage());
            return false;
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
