package io.leverageguard.exchange.core;

/** Which price a trigger looks at. */
public enum PriceSource {
    LAST,
    MARK,
    INDEX
}
