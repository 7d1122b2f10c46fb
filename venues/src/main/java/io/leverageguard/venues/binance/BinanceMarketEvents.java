package io.leverageguard.venues.binance;

import io.leverageguard.venues.MarketSink;
import io.leverageguard.venues.Reports.LiquidationPrint;
import io.leverageguard.venues.Reports.MarkUpdate;
import io.leverageguard.venues.Reports.QuoteUpdate;
import io.leverageguard.venues.Reports.TradePrint;

/** Hands public events to a {@link MarketSink}. */
final class BinanceMarketEvents implements BinanceStream.Receiver {
    private final MarketSink sink;

    BinanceMarketEvents(MarketSink sink) {
        this.sink = sink;
    }

    @Override
    public Runnable read(BinanceEvent event) {
        return switch (event) {
            case BinanceEvent.AggTrade trade -> trade(BinanceParser.trade(trade));
            case BinanceEvent.Trade trade -> trade(BinanceParser.trade(trade));
            case BinanceEvent.MarkPriceUpdate update -> {
                MarkUpdate mark = BinanceParser.mark(update);
                yield () -> sink.onMark(mark);
            }
            case BinanceEvent.BookTicker ticker -> {
                QuoteUpdate quote = BinanceParser.quote(ticker);
                yield () -> sink.onQuote(quote);
            }
            case BinanceEvent.ForceOrder force -> {
                LiquidationPrint liquidation =
                        BinanceParser.liquidation(BinanceParser.need(force.order(), "o"));
                yield () -> sink.onLiquidation(liquidation);
            }
            case BinanceEvent.KlineUpdate _, BinanceEvent.DepthUpdate _ -> () -> {};
            case BinanceEvent.OrderTradeUpdate _,
                    BinanceEvent.AccountUpdate _,
                    BinanceEvent.MarginCall _,
                    BinanceEvent.ListenKeyExpired _,
                    BinanceEvent.Unknown _ ->
                    () -> {};
        };
    }

    @Override
    public void gap() {
        sink.onGap();
    }

    private Runnable trade(TradePrint trade) {
        return () -> sink.onTrade(trade);
    }
}
