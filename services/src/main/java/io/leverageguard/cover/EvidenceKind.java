package io.leverageguard.cover;

import io.leverageguard.api.cover.Cover.Evidence;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What a document of the evidence tells of, by the path that the venue was asked at. The checks
 * read the facts that were taken from these documents; here stands which ones those are.
 */
enum EvidenceKind {
    /** The policy as it was bound. */
    POLICY("leverageguard policy"),
    /** What the checks look at, in our own words. */
    FACTS("leverageguard facts"),
    /** The order, or the list of orders that the venue forced. */
    ORDER("order"),
    /** The fills of the order. */
    FILLS("trades", "fills", "execution"),
    /** What the venue booked on the wallet. */
    MONEY("income", "bills", "transaction-log"),
    /** The position before and after. */
    POSITION("position"),
    /** Whose account it is, and what its key may do. */
    ACCOUNT("account/config", "query-api");

    private static final Map<String, Set<EvidenceKind>> BY_CHECK =
            Map.ofEntries(
                    Map.entry("V01", EnumSet.of(FACTS, ACCOUNT)),
                    Map.entry("V02", EnumSet.of(FACTS, POLICY, ACCOUNT)),
                    Map.entry("V03", EnumSet.of(FACTS, ORDER)),
                    Map.entry("V04", EnumSet.of(FACTS, ORDER, POSITION)),
                    Map.entry("V05", EnumSet.of(FACTS, POLICY, ORDER, FILLS)),
                    Map.entry("V06", EnumSet.of(FACTS, POLICY, ORDER)),
                    Map.entry("V07", EnumSet.of(FACTS, ORDER, FILLS)),
                    Map.entry("V08", EnumSet.of(FACTS, FILLS, MONEY, POSITION)),
                    Map.entry("V09", EnumSet.of(FACTS, POLICY, FILLS)),
                    Map.entry("V10", EnumSet.of(FACTS, POLICY)),
                    Map.entry("V11", EnumSet.of(FACTS)),
                    Map.entry("V12", EnumSet.of(FACTS, POLICY)),
                    Map.entry("V13", EnumSet.of(FACTS)),
                    Map.entry("V14", EnumSet.allOf(EvidenceKind.class)));

    private final List<String> words;

    EvidenceKind(String... words) {
        this.words = List.of(words);
    }

    /** The documents that a check rests on, in their order. */
    static List<UUID> of(String check, List<Evidence> evidence) {
        Set<EvidenceKind> kinds = BY_CHECK.getOrDefault(check, Set.of());
        boolean all = kinds.size() == values().length;
        return evidence.stream()
                .filter(item -> all || kinds.stream().anyMatch(kind -> kind.is(item)))
                .map(Evidence::id)
                .toList();
    }

    private boolean is(Evidence item) {
        String source = item.source().toLowerCase(Locale.ROOT);
        return words.stream().anyMatch(source::contains);
    }
}
