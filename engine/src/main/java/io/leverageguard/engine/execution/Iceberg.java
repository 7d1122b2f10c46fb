package io.leverageguard.engine.execution;

import java.util.List;

/**
 * Shows a small part at a price and the next one when that is filled.
 *
 * @param displayLots the most that is shown
 * @param priceTicks where it is shown
 */
public record Iceberg(long displayLots, long priceTicks, boolean asMaker) implements Algorithm {
    @Override
    public List<Move> decide(Situation now) {
        if (!now.progress().open().isEmpty()) {
            return List.of();
        }
        long lots = now.fitting(displayLots);
        long price = now.order().stricter(priceTicks, now.worstTicks());
        Move.Style style = asMaker ? Move.Style.REST_AS_MAKER : Move.Style.REST;
        return lots == 0 ? List.of() : List.of(new Move.Send(lots, price, style));
    }
}
