package io.leverageguard.venues.bybit;

import io.leverageguard.kernel.time.Clock;
import io.leverageguard.venues.BookFrame;
import io.leverageguard.venues.BookKeeper;
import io.leverageguard.venues.BookUpdate;
import io.leverageguard.venues.MarketSink;
import io.leverageguard.venues.Reports.LiquidationPrint;
import io.leverageguard.venues.Reports.MarkUpdate;
import io.leverageguard.venues.Reports.QuoteUpdate;
import io.leverageguard.venues.Reports.TradePrint;
import io.leverageguard.venues.bybit.BybitEvent.OrderBook;
import io.leverageguard.venues.bybit.BybitEvent.Tickers;
import io.leverageguard.venues.bybit.BybitMarketMessages.Book;
import io.leverageguard.venues.bybit.BybitMarketMessages.Level;
import io.leverageguard.venues.bybit.BybitMarketMessages.Ticker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hands public events to a {@link MarketSink}. Tickers say only what has changed, so that the whole
 * is kept here, for as many symbols as were subscribed.
 */
final class BybitMarketEvents implements BybitStream.Receiver {
    private static final String SNAPSHOT = "snapshot";

    private final MarketSink sink;
    private final Clock clock;
    private final Set<String> symbols;
    private final Set<String> again;
    private final Map<String, Ticker> tickers = new LinkedHashMap<>();
    private final Map<String, BookKeeper> books = new LinkedHashMap<>();

    /** {@code again} takes topics that are to be subscribed anew. */
    BybitMarketEvents(MarketSink sink, Clock clock, Set<String> symbols, Set<String> again) {
        this.sink = sink;
        this.clock = clock;
        this.symbols = Set.copyOf(symbols);
        this.again = again;
    }

    @Override
    public Runnable read(BybitEvent event) {
        return switch (event) {
            case BybitEvent.Trades trades -> {
                List<TradePrint> prints = trades.data().stream().map(BybitParser::trade).toList();
                yield () -> prints.forEach(sink::onTrade);
            }
            case Tickers tickers -> ticker(tickers);
            case BybitEvent.Liquidations liquidations -> {
                List<LiquidationPrint> prints =
                        liquidations.data().stream().map(BybitParser::liquidation).toList();
                yield () -> prints.forEach(sink::onLiquidation);
            }
            case OrderBook book -> book(book);
            case BybitEvent.Klines _,
                    BybitEvent.Answer _,
                    BybitEvent.TradeAnswer _,
                    BybitEvent.Orders _,
                    BybitEvent.Executions _,
                    BybitEvent.Positions _,
                    BybitEvent.Wallets _,
                    BybitEvent.Unknown _ ->
                    () -> {};
        };
    }

    /** Every subscription begins anew with whole tickers and books. */
    @Override
    public void gap() {
        tickers.clear();
        books.values().forEach(book -> book.lose("the connection was lost"));
        sink.onGap();
    }

    private Runnable ticker(Tickers event) {
        Ticker news = BybitParser.need(event.data(), "data");
        Ticker known = tickers.get(news.symbol());
        boolean whole = event.type().equals(SNAPSHOT);
        if (!symbols.contains(news.symbol()) || (!whole && known == null)) {
            return () -> {};
        }
        Ticker now = whole || known == null ? news : known.with(news);
        MarkUpdate mark = hasMark(news) ? mark(now, event.time()) : null;
        QuoteUpdate quote = hasQuote(news) ? quote(now, event.time()) : null;
        tickers.put(news.symbol(), now);
        return () -> {
            if (mark != null) {
                sink.onMark(mark);
            }
            if (quote != null) {
                sink.onQuote(quote);
            }
        };
    }

    private Runnable book(OrderBook event) {
        Book book = BybitParser.need(event.data(), "data");
        if (!symbols.contains(book.symbol())) {
            return () -> {};
        }
        long at = event.engineTime() == 0 ? event.time() : event.engineTime();
        BookFrame frame =
                new BookFrame(
                        book.symbol(),
                        event.type().equals(SNAPSHOT),
                        book.updateId(),
                        book.updateId(),
                        0,
                        0,
                        levels(book.bids()),
                        levels(book.asks()),
                        Instant.ofEpochMilli(at));
        BookKeeper keeper = books.computeIfAbsent(book.symbol(), this::keeper);
        return () -> keeper.accept(frame);
    }

    private BookKeeper keeper(String symbol) {
        return new BookKeeper(symbol, BookKeeper.Rule.BYBIT, clock, this::subscribe, sink::onBook);
    }

    /** The whole book comes with a new subscription. */
    private @Nullable BookFrame subscribe(String symbol) {
        again.add(BybitSymbols.BOOK + symbol);
        return null;
    }

    private static List<BookUpdate.Level> levels(List<Level> levels) {
        List<BookUpdate.Level> read = new ArrayList<>();
        for (Level level : levels) {
            read.add(
                    new BookUpdate.Level(
                            BybitParser.need(level.price(), "price"),
                            BybitParser.need(level.quantity(), "quantity")));
        }
        return read;
    }

    private static boolean hasMark(Ticker news) {
        return news.markPrice() != null
                || news.indexPrice() != null
                || news.fundingRate() != null
                || news.nextFundingTime() != null;
    }

    /** A contract that does not trade yet has no mark. */
    private static @Nullable MarkUpdate mark(Ticker now, long at) {
        return now.markPrice() == null || now.indexPrice() == null
                ? null
                : BybitParser.mark(now, at);
    }

    private static boolean hasQuote(Ticker news) {
        return news.bid1Price() != null
                || news.bid1Size() != null
                || news.ask1Price() != null
                || news.ask1Size() != null;
    }

    /** A side without orders has no price. */
    private static @Nullable QuoteUpdate quote(Ticker now, long at) {
        return now.bid1Price() == null
                        || now.bid1Size() == null
                        || now.ask1Price() == null
                        || now.ask1Size() == null
                ? null
                : BybitParser.quote(now, at);
    }
}
