package io.leverageguard.venues.binance;

import io.leverageguard.venues.BookFrame;
import io.leverageguard.venues.BookKeeper;
import io.leverageguard.venues.MarketSink;
import io.leverageguard.venues.Reports.LiquidationPrint;
import io.leverageguard.venues.Reports.MarkUpdate;
import io.leverageguard.venues.Reports.QuoteUpdate;
import io.leverageguard.venues.Reports.TradePrint;
import java.util.Map;

/** Hands public events to a {@link MarketSink}. */
final class BinanceMarketEvents implements BinanceStream.Receiver {
    private final MarketSink sink;
    private final Map<String, BookKeeper> books;

    /** Without books. */
    BinanceMarketEvents(MarketSink sink) {
        this(sink, Map.of());
    }

    /** With the books of these symbols. */
    BinanceMarketEvents(MarketSink sink, Map<String, BookKeeper> books) {
        this.sink = sink;
        this.books = Map.copyOf(books);
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
            case BinanceEvent.DepthUpdate depth -> book(BinanceParser.book(depth));
            case BinanceEvent.KlineUpdate _,
                    BinanceEvent.OrderTradeUpdate _,
                    BinanceEvent.AccountUpdate _,
                    BinanceEvent.MarginCall _,
                    BinanceEvent.AlgoUpdate _,
                    BinanceEvent.AccountConfigUpdate _,
                    BinanceEvent.ListenKeyExpired _,
                    BinanceEvent.Unknown _ ->
                    () -> {};
        };
    }

    @Override
    public void gap() {
        books.values().forEach(book -> book.lose("the connection was lost"));
        sink.onGap();
    }

    private Runnable book(BookFrame frame) {
        BookKeeper book = books.get(frame.symbol());
        return book == null ? () -> {} : () -> book.accept(frame);
    }

    private Runnable trade(TradePrint trade) {
        return () -> sink.onTrade(trade);
    }
}
