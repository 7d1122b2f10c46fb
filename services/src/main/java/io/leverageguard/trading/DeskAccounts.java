package io.leverageguard.trading;

import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.VenueKeyId;
import io.leverageguard.kernel.rpc.Refusal;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The accounts that the engine knows. Touched by the engine's thread only. */
final class DeskAccounts {
    private final Map<AccountId, DeskAccount> byId = new LinkedHashMap<>();
    private final Map<VenueKeyId, DeskAccount> byKey = new HashMap<>();
    private final Map<Integer, DeskAccount> byNumber = new HashMap<>();

    /** Takes over what is stored. */
    void load(Collection<DeskAccount> stored) {
        byId.clear();
        byKey.clear();
        byNumber.clear();
        stored.forEach(this::add);
    }

    void add(DeskAccount account) {
        byId.put(account.account().account(), account);
        byKey.put(account.account().venueKey(), account);
        byNumber.put(account.number(), account);
    }

    int size() {
        return byId.size();
    }

    Collection<DeskAccount> all() {
        return byId.values();
    }

    @Nullable DeskAccount withKey(VenueKeyId key) {
        return byKey.get(key);
    }

    @Nullable DeskAccount find(AccountId account) {
        return byId.get(account);
    }

    /** An account that is there; refuses otherwise. */
    DeskAccount require(AccountId account) {
        DeskAccount known = byId.get(account);
        if (known == null) {
            throw Refusal.notFound("account", account);
        }
        return known;
    }

    int number(AccountId account) {
        return require(account).number();
    }

    /** The account behind a number. */
    Account of(int number) {
        return Objects.requireNonNull(byNumber.get(number), "no account").account();
    }
}
