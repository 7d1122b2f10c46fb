package io.leverageguard.exchange.core;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells several listeners, in the order in which they came. */
public final class Listeners implements ExchangeListener {
    private final List<ExchangeListener> all = new ArrayList<>();

    public void add(ExchangeListener listener) {
        all.add(listener);
    }

    @Override
    public void ordered(ExchangeOrder order, OrderChange change, Account.@Nullable Fill fill) {
        for (ExchangeListener listener : all) {
            listener.ordered(order, change, fill);
        }
    }

    @Override
    public void triggered(Trigger trigger, TriggerChange change) {
        for (ExchangeListener listener : all) {
            listener.triggered(trigger, change);
        }
    }

    @Override
    public void accountChanged(
            Account account, AccountCause cause, long balanceChange, List<Position> changed) {
        for (ExchangeListener listener : all) {
            listener.accountChanged(account, cause, balanceChange, changed);
        }
    }

    @Override
    public void marginCalled(Position position) {
        for (ExchangeListener listener : all) {
            listener.marginCalled(position);
        }
    }

    @Override
    public void leverageChanged(Position position) {
        for (ExchangeListener listener : all) {
            listener.leverageChanged(position);
        }
    }

    @Override
    public void hedgeChanged(Account account) {
        for (ExchangeListener listener : all) {
            listener.hedgeChanged(account);
        }
    }

    @Override
    public void fundingPaid(Position position, Funding.Paid funding, long amount) {
        for (ExchangeListener listener : all) {
            listener.fundingPaid(position, funding, amount);
        }
    }

    @Override
    public void fundingSettled(Market market, Funding.Paid funding) {
        for (ExchangeListener listener : all) {
            listener.fundingSettled(market, funding);
        }
    }

    @Override
    public void levelChanged(Market market, boolean bids, long priceTicks) {
        for (ExchangeListener listener : all) {
            listener.levelChanged(market, bids, priceTicks);
        }
    }

    @Override
    public void traded(Market market, PublicTrade trade) {
        for (ExchangeListener listener : all) {
            listener.traded(market, trade);
        }
    }

    @Override
    public void aggregated(Market market, AggregateTrade trade) {
        for (ExchangeListener listener : all) {
            listener.aggregated(market, trade);
        }
    }

    @Override
    public void liquidated(Liquidation liquidation) {
        for (ExchangeListener listener : all) {
            listener.liquidated(liquidation);
        }
    }

    @Override
    public void deleveraged(Position position, ExchangeOrder order) {
        for (ExchangeListener listener : all) {
            listener.deleveraged(position, order);
        }
    }

    @Override
    public void positionClosed(PositionLife life) {
        for (ExchangeListener listener : all) {
            listener.positionClosed(life);
        }
    }

    @Override
    public void ticked(Market market) {
        for (ExchangeListener listener : all) {
            listener.ticked(market);
        }
    }
}
