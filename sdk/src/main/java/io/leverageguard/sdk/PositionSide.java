package io.leverageguard.sdk;

/** Whether a position wins when prices rise. */
public enum PositionSide {
    /** It does. */
    LONG,
    /** It loses. */
    SHORT
}
