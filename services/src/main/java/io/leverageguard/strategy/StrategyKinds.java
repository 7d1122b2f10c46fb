package io.leverageguard.strategy;

import io.leverageguard.api.strategy.Strategies.Kind;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.sdk.Strategy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The kinds of strategies that can be registered. */
final class StrategyKinds {
    private final Map<String, Entry> entries = new TreeMap<>();

    private record Entry(Kind kind, Function<Parameters, Strategy> make) {}

    /** Adds a kind; {@code make} checks the parameters. */
    StrategyKinds with(Kind kind, Function<Parameters, Strategy> make) {
        entries.put(kind.kind(), new Entry(kind, make));
        return this;
    }

    /** What this product brings. */
    static StrategyKinds builtIn() {
        return new StrategyKinds().with(MaCross.KIND, MaCross::new);
    }

    List<Kind> kinds() {
        return entries.values().stream().map(Entry::kind).toList();
    }

    /** The given parameters, with defaults for those that are not given. */
    Map<String, String> complete(String kind, Map<String, String> given) {
        Map<String, String> complete = new TreeMap<>(entry(kind).kind().parameters());
        given.forEach(
                (name, value) -> {
                    if (complete.replace(name, value) == null) {
                        throw Refusal.invalid(
                                "parameters", kind + " has no parameter \"" + name + "\"");
                    }
                });
        return complete;
    }

    /** A strategy of this kind; refuses parameters out of range. */
    Strategy make(String kind, Map<String, String> parameters) {
        return entry(kind).make().apply(new Parameters(parameters));
    }

    private Entry entry(String kind) {
        Entry entry = entries.get(kind);
        if (entry == null) {
            throw Refusal.invalid("kind", "there is no \"" + kind + "\"; " + entries.keySet());
        }
        return entry;
    }
}
