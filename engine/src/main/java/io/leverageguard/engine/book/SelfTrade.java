package io.leverageguard.engine.book;

/** What happens when an order meets an order of the same owner. */
public enum SelfTrade {
    /** They trade. */
    ALLOW,
    /** The incoming order expires. */
    EXPIRE_TAKER,
    /** The resting order expires. */
    EXPIRE_MAKER,
    /** Both expire. */
    EXPIRE_BOTH
}
