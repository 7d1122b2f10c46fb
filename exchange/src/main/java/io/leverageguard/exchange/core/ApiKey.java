package io.leverageguard.exchange.core;

import java.util.Set;

/**
 * A key to an account.
 *
 * @param passphrase empty when there is none; only some venues ask for it
 */
public record ApiKey(
        String key,
        String secret,
        String passphrase,
        Account account,
        Set<KeyPermission> permissions,
        long createdAt) {
    @Override
    public String toString() {
        return "ApiKey[" + account.id + "]";
    }
}
