package io.leverageguard.exchange.core;

/** A candle in ticks, lots and units; grows with each trade. */
public final class Candle {
    final long openTime;
    long open;
    long high;
    long low;
    long close;
    long lots;
    long cost;
    long takerBuyLots;
    long takerBuyCost;
    long trades;
    long firstTradeId = -1;
    long lastTradeId = -1;

    public Candle(long openTime, long price) {
        this.openTime = openTime;
        open = price;
        high = price;
        low = price;
        close = price;
    }

    void add(PublicTrade trade, long units) {
        price(trade.priceTicks());
        long amount = trade.lots() * units;
        lots += trade.lots();
        cost += amount;
        if (!trade.buyerMaker()) {
            takerBuyLots += trade.lots();
            takerBuyCost += amount;
        }
        trades++;
        lastTradeId = trade.id();
        if (firstTradeId < 0) {
            firstTradeId = trade.id();
        }
    }

    /** Adds a later candle, of history or of trades. */
    public void add(Candle later) {
        high = Math.max(high, later.high);
        low = Math.min(low, later.low);
        close = later.close;
        lots += later.lots;
        cost += later.cost;
        takerBuyLots += later.takerBuyLots;
        takerBuyCost += later.takerBuyCost;
        trades += later.trades;
        lastTradeId = Math.max(lastTradeId, later.lastTradeId);
        firstTradeId = firstTradeId < 0 ? later.firstTradeId : firstTradeId;
    }

    /** History: lots that traded at about {@code price}. */
    void addHistory(long price, long added, long units) {
        price(price);
        lots += added;
        cost += added * units;
        takerBuyLots += added / 2;
        takerBuyCost += added / 2 * units;
        trades += added > 0 ? 1 : 0;
    }

    private void price(long price) {
        if (lots == 0 && trades == 0) {
            open = price;
            high = price;
            low = price;
        }
        high = Math.max(high, price);
        low = Math.min(low, price);
        close = price;
    }

    public long openTime() {
        return openTime;
    }

    public long open() {
        return open;
    }

    public long close() {
        return close;
    }

    public long firstTradeId() {
        return firstTradeId;
    }

    public long lastTradeId() {
        return lastTradeId;
    }

    public long trades() {
        return trades;
    }

    public long cost() {
        return cost;
    }

    public long lots() {
        return lots;
    }

    public long high() {
        return high;
    }

    public long low() {
        return low;
    }

    public long takerBuyLots() {
        return takerBuyLots;
    }

    public long takerBuyCost() {
        return takerBuyCost;
    }
}
