package io.leverageguard.api.risk;

import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.UserId;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What limits are set on: the whole desk, or the part of it that a key names.
 *
 * @param key {@code desk}; a person's id; a venue's name; an account's id; {@code person:label} for
 *     a strategy, the label being that of its orders; {@code venue:SYMBOL} for an instrument
 */
public record Scope(Kind kind, String key) {
    private static final String DESK_KEY = "desk";
    private static final int KEY_LENGTH_MAX = 120;
    private static final Pattern VENUE = Pattern.compile("[a-z0-9_-]{1,32}");
    private static final Pattern SYMBOL = Pattern.compile("[A-Za-z0-9_-]{1,40}");

    /** The kinds of scopes, widest first. */
    public enum Kind {
        /** Everything. */
        DESK,
        /** All accounts of one person. */
        USER,
        /** All accounts at one venue. */
        VENUE,
        /** One account. */
        ACCOUNT,
        /** The orders of one person that carry one label. */
        STRATEGY,
        /** One instrument of one venue. */
        SYMBOL
    }

    /** Checks that the key is one of its kind. */
    public Scope {
        Objects.requireNonNull(kind, "kind is null");
        Objects.requireNonNull(key, "key is null");
        if (key.length() > KEY_LENGTH_MAX || !fits(kind, key)) {
            throw new IllegalArgumentException("not a key of " + kind + ": " + clipped(key));
        }
    }

    /** The whole desk. */
    public static Scope desk() {
        return new Scope(Kind.DESK, DESK_KEY);
    }

    /** All accounts of a person. */
    public static Scope user(UserId user) {
        return new Scope(Kind.USER, user.toString());
    }

    /** All accounts at a venue. */
    public static Scope venue(String venue) {
        return new Scope(Kind.VENUE, venue);
    }

    /** One account. */
    public static Scope account(AccountId account) {
        return new Scope(Kind.ACCOUNT, account.toString());
    }

    /** What a person's orders with {@code label} make up. */
    public static Scope strategy(UserId user, String label) {
        return new Scope(Kind.STRATEGY, user + ":" + label);
    }

    /** An instrument of a venue. */
    public static Scope symbol(String venue, String symbol) {
        return new Scope(Kind.SYMBOL, venue + ":" + symbol);
    }

    /** The account that an {@link Kind#ACCOUNT} scope names. */
    public AccountId toAccount() {
        if (kind != Kind.ACCOUNT) {
            throw new IllegalStateException(this + " names no account");
        }
        return new AccountId(UUID.fromString(key));
    }

    /** Whether it is {@code user} alone who is limited: the person, or a strategy of theirs. */
    public boolean isOf(UserId user) {
        return switch (kind) {
            case USER -> key.equals(user.toString());
            case STRATEGY -> key.startsWith(user + ":");
            case DESK, VENUE, ACCOUNT, SYMBOL -> false;
        };
    }

    @Override
    public String toString() {
        return kind + " " + key;
    }

    private static boolean fits(Kind kind, String key) {
        int colon = key.indexOf(':');
        String before = colon < 0 ? "" : key.substring(0, colon);
        String after = key.substring(colon + 1);
        return switch (kind) {
            case DESK -> key.equals(DESK_KEY);
            case USER, ACCOUNT -> isId(key);
            case VENUE -> VENUE.matcher(key).matches();
            case STRATEGY -> isId(before) && !after.isBlank() && after.equals(after.strip());
            case SYMBOL -> VENUE.matcher(before).matches() && SYMBOL.matcher(after).matches();
        };
    }

    /** One spelling per identity, so that one scope cannot be limited under two keys. */
    private static boolean isId(String text) {
        try {
            return UUID.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String clipped(String key) {
        return key.length() <= KEY_LENGTH_MAX ? key : key.substring(0, KEY_LENGTH_MAX) + "…";
    }
}
