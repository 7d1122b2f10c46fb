package io.leverageguard.engine.book;

/** Is shown price levels, best first. */
@FunctionalInterface
public interface LevelVisitor {
    /** One level: its price, the sum of its lots, and the number of its orders. */
    void level(long priceTicks, long lots, int orders);
}
