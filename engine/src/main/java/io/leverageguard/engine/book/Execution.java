package io.leverageguard.engine.book;

/** What an order does with the part that cannot trade at once. */
public enum Execution {
    /** It rests. */
    GTC,
    /** It expires. */
    IOC,
    /** The order trades whole or not at all. */
    FOK,
    /** The order is refused when any part of it would trade at once. */
    POST_ONLY
}
