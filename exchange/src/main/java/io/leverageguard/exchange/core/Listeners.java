package io.leverageguard.exchange.core;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells several listeners, in the order in which they came. */
public final class Listeners implements ExchangeListener {
    private final List<ExchangeListener> all = new ArrayList<>();

    public void add(ExchangeListener listener) {
        all.add(listener);
    }

    @Override
    public void ordered(
            ExchangeOrder order,
            OrderChange change,
            Account.@Nullable Fill fill,
            @Nullable String expireReason) {
        tell(listener -> listener.ordered(order, change, fill, expireReason));
    }

    @Override
    public void accountChanged(
            Account account, String reason, long balanceChange, List<Position> changed) {
        tell(listener -> listener.accountChanged(account, reason, balanceChange, changed));
    }

    @Override
    public void marginCalled(Position position) {
        tell(listener -> listener.marginCalled(position));
    }

    @Override
    public void leverageChanged(Position position) {
        tell(listener -> listener.leverageChanged(position));
    }

    @Override
    public void levelChanged(Market market, boolean bids, long priceTicks) {
        tell(listener -> listener.levelChanged(market, bids, priceTicks));
    }

    @Override
    public void traded(Market market, PublicTrade trade) {
        tell(listener -> listener.traded(market, trade));
    }

    @Override
    public void aggregated(Market market, AggregateTrade trade) {
        tell(listener -> listener.aggregated(market, trade));
    }

    @Override
    public void liquidated(ExchangeOrder order) {
        tell(listener -> listener.liquidated(order));
    }

    @Override
    public void ticked(Market market) {
        tell(listener -> listener.ticked(market));
    }

    private void tell(Consumer<ExchangeListener> what) {
        all.forEach(what);
    }
}
