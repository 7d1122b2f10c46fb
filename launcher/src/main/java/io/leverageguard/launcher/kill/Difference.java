package io.leverageguard.launcher.kill;

/** Something that is not as it must be. */
record Difference(Kind kind, String words) {
    enum Kind {
        /** What was acknowledged is not there. */
        LOST,
        /** What was sent once is at the exchange twice. */
        DOUBLED,
        OTHER
    }

    static Difference other(String words) {
        return new Difference(Kind.OTHER, words);
    }
}
