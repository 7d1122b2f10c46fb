package io.leverageguard.engine.book;

/** Is told what happens while an order is matched. Must not call the book back. */
public interface BookListener {
    /** {@code lots} traded at the maker's price; {@code makerLeft} is what the maker has left. */
    void traded(long takerId, long makerId, long priceTicks, long lots, long makerLeft);

    /** A resting order was removed because it met an order of its owner. */
    void selfTradeExpired(long makerId, long lotsLeft);
}
