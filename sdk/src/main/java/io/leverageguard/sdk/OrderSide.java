package io.leverageguard.sdk;

/** Buy or sell. */
public enum OrderSide {
    /** Takes a long, or closes a short. */
    BUY,
    /** Takes a short, or closes a long. */
    SELL
}
