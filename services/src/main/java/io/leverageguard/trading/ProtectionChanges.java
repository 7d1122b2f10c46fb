package io.leverageguard.trading;

import io.leverageguard.api.risk.Risk.ScopeLimits;
import io.leverageguard.api.risk.Scope;
import io.leverageguard.api.trading.Kill;
import io.leverageguard.api.trading.Kill.AccountReport;
import io.leverageguard.api.trading.KillId;
import io.leverageguard.api.trading.MarginChangeId;
import io.leverageguard.api.trading.Protection.MarginChange;
import io.leverageguard.api.trading.Protection.ProtectedPosition;
import io.leverageguard.api.trading.Protection.StopPolicy;
import io.leverageguard.kernel.ids.AccountId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a batch changes of limits, kills, stops and margins. */
final class ProtectionChanges {
    /** Names an account's part of a kill. */
    record KillKey(KillId kill, AccountId account) {}

    /** Kills, the reports of their accounts left out. */
    final Map<KillId, Kill> kills = new LinkedHashMap<>();

    final Map<KillKey, AccountReport> reports = new LinkedHashMap<>();
    final Map<Scope, ScopeLimits> limits = new LinkedHashMap<>();

    /** Policies by symbol, the empty one for all; absent when removed. */
    final Map<Changes.Key, Optional<StopPolicy>> policies = new LinkedHashMap<>();

    /** Positions by symbol; absent when they need no stop any more. */
    final Map<Changes.Key, Optional<ProtectedPosition>> positions = new LinkedHashMap<>();

    final Map<MarginChangeId, MarginChange> margins = new LinkedHashMap<>();

    boolean isEmpty() {
        return kills.isEmpty()
                && reports.isEmpty()
                && limits.isEmpty()
                && policies.isEmpty()
                && positions.isEmpty()
                && margins.isEmpty();
    }

    void clear() {
        kills.clear();
        reports.clear();
        limits.clear();
        policies.clear();
        positions.clear();
        margins.clear();
    }
}
