package io.leverageguard.exchange.okx;

import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.ExchangeOrder;
import io.leverageguard.exchange.core.Liquidation;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.venues.okx.OkxEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What OKX tells the public of liquidations: at most one order per contract and second. */
final class OkxLiquidationTape {
    private static final int KEPT_MAX = 10_000;

    private final Map<Market, Liquidation> waiting = new HashMap<>();
    private final Map<Market, Long> published = new HashMap<>();
    private final Deque<OkxEvent.Liquidations> tape = new ArrayDeque<>();

    /** Takes note of a liquidation; of several the latest is told. */
    void add(Liquidation liquidation) {
        waiting.put(liquidation.order().market(), liquidation);
    }

    /** What is to be told now, if anything. */
    Optional<OkxEvent.Liquidations> due(Market market, long now) {
        long second = now / 1000;
        Liquidation liquidation = waiting.get(market);
        if (liquidation == null || published.getOrDefault(market, -1L) == second) {
            return Optional.empty();
        }
        waiting.remove(market);
        published.put(market, second);
        OkxEvent.Liquidations row = row(liquidation);
        tape.addFirst(row);
        if (tape.size() > KEPT_MAX) {
            tape.removeLast();
        }
        return Optional.of(row);
    }

    Iterable<OkxEvent.Liquidations> newestFirst() {
        return tape;
    }

    private static OkxEvent.Liquidations row(Liquidation liquidation) {
        ExchangeOrder order = liquidation.order();
        Contract contract = order.market().contract();
        return new OkxEvent.Liquidations(
                OkxInstruments.SWAP,
                OkxInstruments.family(contract),
                OkxInstruments.instId(contract),
                OkxInstruments.family(contract),
                List.of(
                        new OkxEvent.Liquidation(
                                OkxOrderWire.side(order.terms().buy()),
                                liquidation.isLong() ? "long" : "short",
                                OkxInstruments.price(contract, liquidation.bankruptcyTicks()),
                                OkxInstruments.size(contract, order.filled()),
                                OkxInstruments.money(liquidation.loss()),
                                Contract.QUOTE,
                                order.updatedAt())));
    }
}
