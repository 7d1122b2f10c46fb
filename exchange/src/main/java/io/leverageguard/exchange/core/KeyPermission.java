package io.leverageguard.exchange.core;

/** What a key may do. */
public enum KeyPermission {
    /** Look. */
    READ,
    /** Trade futures. */
    TRADE,
    /** Withdraw. */
    WITHDRAW
}
