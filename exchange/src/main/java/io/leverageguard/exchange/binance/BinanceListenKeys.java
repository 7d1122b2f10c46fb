package io.leverageguard.exchange.binance;

import io.leverageguard.exchange.core.Account;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The keys of private streams. */
final class BinanceListenKeys {
    static final long LISTEN_KEY_MILLIS = 60 * 60 * 1000L;

    /** The key of a private stream. */
    record ListenKey(String key, Account account, long expiresAt) {}

    private final Map<String, ListenKey> listenKeys = new TreeMap<>();
    private final long seed;

    BinanceListenKeys(long seed) {
        this.seed = seed;
    }

    /** The account's listen key, made or prolonged. */
    ListenKey listen(Account account, long now) {
        String text = current(account).map(ListenKey::key).orElseGet(() -> text(account, now));
        ListenKey key = new ListenKey(text, account, now + LISTEN_KEY_MILLIS);
        listenKeys.put(text, key);
        return key;
    }

    Optional<ListenKey> current(Account account) {
        return listenKeys.values().stream().filter(k -> k.account() == account).findFirst();
    }

    Optional<ListenKey> listenKey(String key) {
        return Optional.ofNullable(listenKeys.get(key));
    }

    void forget(ListenKey key) {
        listenKeys.remove(key.key());
    }

    /** Takes out and returns what has run out. */
    List<ListenKey> expired(long now) {
        List<ListenKey> expired = new ArrayList<>();
        for (ListenKey key : listenKeys.values()) {
            if (key.expiresAt() <= now) {
                expired.add(key);
            }
        }
        expired.forEach(this::forget);
        return expired;
    }

    private String text(Account account, long now) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String told = seed + ":" + account.id() + ":" + now;
            return HexFormat.of().formatHex(digest.digest(told.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
