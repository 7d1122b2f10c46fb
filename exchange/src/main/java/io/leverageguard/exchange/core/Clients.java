package io.leverageguard.exchange.core;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The keys to accounts. Every protocol knows all of them. */
public final class Clients {
    private static final int KEYS_MAX = 100_000;

    private final Map<String, ApiKey> keys = new TreeMap<>();

    public void add(ApiKey key) {
        if (keys.containsKey(key.key())) {
            throw new IllegalArgumentException("this key is taken");
        }
        if (keys.size() >= KEYS_MAX) {
            throw new IllegalArgumentException("too many keys");
        }
        keys.put(key.key(), key);
    }

    public Optional<ApiKey> find(String key) {
        return Optional.ofNullable(keys.get(key));
    }
}
