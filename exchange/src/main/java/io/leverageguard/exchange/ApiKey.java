package io.leverageguard.exchange;

import io.leverageguard.exchange.ExchangeConfig.KeyPermission;
import java.util.Set;

/** A key to an account. */
record ApiKey(
        String key,
        String secret,
        Account account,
        Set<KeyPermission> permissions,
        long createdAt) {
    @Override
    public String toString() {
        return "ApiKey[" + account.id + "]";
    }
}
