package io.leverageguard.engine;

/**
 * What a limit applies to. Two numbers name it; the second is zero but for a strategy.
 *
 * @param first the user, venue, account or instrument; for a strategy its user
 * @param second the strategy, otherwise zero
 */
public record Scope(Kind kind, int first, int second) {
    /** Everything. */
    public static final Scope DESK = new Scope(Kind.DESK, 0, 0);

    /** The kinds of scopes, from the widest to the narrowest. */
    public enum Kind {
        /** Everything that is traded here. */
        DESK(0),
        /** The accounts of one person. */
        USER(1),
        /** The accounts at one venue. */
        VENUE(2),
        /** One account. */
        ACCOUNT(3),
        /** What one strategy of one person does, in every account. */
        STRATEGY(4),
        /** One instrument, in every account. */
        INSTRUMENT(5);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        /** The constant's number in the journal; never given anew. */
        int code() {
            return code;
        }
    }

    /** A person's accounts. */
    public static Scope user(int user) {
        return new Scope(Kind.USER, user, 0);
    }

    /** A venue's accounts. */
    public static Scope venue(int venue) {
        return new Scope(Kind.VENUE, venue, 0);
    }

    /** An account. */
    public static Scope account(int account) {
        return new Scope(Kind.ACCOUNT, account, 0);
    }

    /** A person's strategy. */
    public static Scope strategy(int user, int strategy) {
        return new Scope(Kind.STRATEGY, user, strategy);
    }

    /** An instrument. */
    public static Scope instrument(int instrument) {
        return new Scope(Kind.INSTRUMENT, instrument, 0);
    }
}
