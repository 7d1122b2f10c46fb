package io.leverageguard.kit.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds the word that somebody probably meant. */
final class Suggestion {
    private Suggestion() {}

    /** {@code "; did you mean X?"} where some word is near enough, else the empty text. */
    static String among(String given, Collection<String> words) {
        int near = Math.max(2, given.length() / 3);
        return words.stream()
                .min(Comparator.comparingInt((String word) -> distance(given, word)))
                .filter(word -> distance(given, word) <= near)
                .map(word -> "; did you mean " + word + "?")
                .orElse("");
    }

    /** Levenshtein distance, ignoring case. */
    private static int distance(String a, String b) {
        String left = a.toLowerCase(Locale.ROOT);
        String right = b.toLowerCase(Locale.ROOT);
        int[] row = new int[right.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = diagonal + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[right.length()];
    }
}
