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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The {@link ProtectionStore} in memory. */
final class MemoryProtection implements ProtectionStore {
    private final Map<KillId, Kill> kills = new LinkedHashMap<>();
    private final Map<KillId, Map<AccountId, AccountReport>> reports = new LinkedHashMap<>();
    private final Map<Scope, ScopeLimits> limits = new LinkedHashMap<>();
    private final Map<Changes.Key, StopPolicy> policies = new LinkedHashMap<>();
    private final Map<Changes.Key, ProtectedPosition> positions = new LinkedHashMap<>();
    private final Map<MarginChangeId, MarginChange> margins = new LinkedHashMap<>();

    /** Keeps what a batch has changed. */
    void keep(ProtectionChanges changes) {
        kills.putAll(changes.kills);
        changes.reports.forEach(
                (key, report) ->
                        reports.computeIfAbsent(key.kill(), _ -> new LinkedHashMap<>())
                                .put(key.account(), report));
        limits.putAll(changes.limits);
        changes.policies.forEach((key, policy) -> put(policies, key, policy));
        changes.positions.forEach((key, position) -> put(positions, key, position));
        margins.putAll(changes.margins);
    }

    @Override
    public Stored stored() {
        return new Stored(
                List.copyOf(limits.values()),
                kills.values().stream()
                        .filter(kill -> kill.state().stands())
                        .map(this::whole)
                        .toList(),
                List.copyOf(policies.values()),
                List.copyOf(positions.values()),
                margins.values().stream().filter(one -> !one.state().isFinal()).toList());
    }

    @Override
    public Optional<Kill> kill(KillId kill) {
        return Optional.ofNullable(kills.get(kill)).map(this::whole);
    }

    @Override
    public List<Kill> kills() {
        List<Kill> all = new ArrayList<>(kills.values().stream().map(this::whole).toList());
        return all.reversed().stream().limit(KILLS_MAX).toList();
    }

    @Override
    public Optional<MarginChange> marginChange(MarginChangeId change) {
        return Optional.ofNullable(margins.get(change));
    }

    private Kill whole(Kill kill) {
        return KillWords.with(
                kill, List.copyOf(reports.getOrDefault(kill.kill(), Map.of()).values()));
    }

    private static <K, V> void put(Map<K, V> map, K key, Optional<V> value) {
        if (value.isPresent()) {
            map.put(key, value.get());
        } else {
            map.remove(key);
        }
    }
}
