package io.leverageguard.trading;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The numbers by which the engine knows people, venues and strategies. Given once and never anew:
 * the journal is written in them. Zero is nobody. Touched by the engine's thread only.
 */
final class Names {
    /** What has a name. */
    enum Kind {
        /** A person, by id. */
        USER,
        /** A venue. */
        VENUE,
        /** The label of a strategy. */
        STRATEGY
    }

    /** A name and its number. */
    record Named(Kind kind, String name, int number) {}

    private final Changes changes;
    private final Map<Kind, Map<String, Integer>> numbers = new EnumMap<>(Kind.class);
    private final Map<Kind, Map<Integer, String>> names = new EnumMap<>(Kind.class);

    Names(Changes changes) {
        this.changes = changes;
        load(List.of());
    }

    /** Takes over what is stored. */
    void load(Collection<Named> stored) {
        for (Kind kind : Kind.values()) {
            numbers.put(kind, new HashMap<>());
            names.put(kind, new HashMap<>());
        }
        stored.forEach(this::put);
    }

    /** The number of a name, a new one if need be; the empty name is zero. */
    int number(Kind kind, String name) {
        if (name.isEmpty()) {
            return 0;
        }
        Map<String, Integer> known = of(numbers, kind);
        Integer number = known.get(name);
        if (number == null) {
            Named named = new Named(kind, name, known.size() + 1);
            put(named);
            changes.names.add(named);
            return named.number();
        }
        return number;
    }

    /** The number of a name that was given one; less than zero for others. */
    int find(Kind kind, String name) {
        return name.isEmpty() ? 0 : of(numbers, kind).getOrDefault(name, -1);
    }

    /** The name behind a number; empty for zero. */
    String name(Kind kind, int number) {
        String name = number == 0 ? "" : of(names, kind).get(number);
        if (name == null) {
            throw new IllegalStateException("no name of " + kind + " " + number);
        }
        return name;
    }

    private void put(Named named) {
        of(numbers, named.kind()).put(named.name(), named.number());
        of(names, named.kind()).put(named.number(), named.name());
    }

    private static <V> V of(Map<Kind, V> maps, Kind kind) {
        V map = maps.get(kind);
        if (map == null) {
            throw new IllegalStateException("no names of " + kind);
        }
        return map;
    }
}
