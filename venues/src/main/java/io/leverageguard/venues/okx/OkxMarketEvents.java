package io.leverageguard.venues.okx;

import io.leverageguard.kernel.time.Clock;
import io.leverageguard.venues.BookFrame;
import io.leverageguard.venues.BookKeeper;
import io.leverageguard.venues.BookUpdate;
import io.leverageguard.venues.MarketSink;
import io.leverageguard.venues.Reports.LiquidationPrint;
import io.leverageguard.venues.Reports.MarkUpdate;
import io.leverageguard.venues.Reports.QuoteUpdate;
import io.leverageguard.venues.Reports.TradePrint;
import io.leverageguard.venues.okx.OkxEvent.Arg;
import io.leverageguard.venues.okx.OkxEvent.Frame;
import io.leverageguard.venues.okx.OkxEvent.Liquidations;
import io.leverageguard.venues.okx.OkxMarkets.Book;
import io.leverageguard.venues.okx.OkxMarkets.FundingRate;
import io.leverageguard.venues.okx.OkxMarkets.IndexTicker;
import io.leverageguard.venues.okx.OkxMarkets.Level;
import io.leverageguard.venues.okx.OkxMarkets.MarkPrice;
import io.leverageguard.venues.okx.OkxSymbols.Swap;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hands public events to a {@link MarketSink}. Mark, index and funding come on channels of their
 * own; a mark is told when the other two are known. A book that is out of step is begun anew with
 * the whole connection, because the venue sends it only with a subscription.
 */
final class OkxMarketEvents implements OkxStream.Receiver {

    private final Set<String> wanted;
    private final OkxSymbols symbols;
    private final OkxParser parser;
    private final Clock clock;
    private final MarketSink sink;
    private final Map<String, BookKeeper> books = new HashMap<>();
    private final Map<String, BigDecimal> indexes = new HashMap<>();
    private final Map<String, FundingRate> fundings = new HashMap<>();
    private volatile boolean outOfStep;

    OkxMarketEvents(Set<String> wanted, OkxSymbols symbols, Clock clock, MarketSink sink) {
        this.wanted = wanted;
        this.symbols = symbols;
        this.parser = new OkxParser(symbols);
        this.clock = clock;
        this.sink = sink;
    }

    @Override
    public Runnable read(Frame<OkxEvent> frame) {
        Arg arg = OkxParser.need(frame.arg(), "arg");
        List<Runnable> handovers = new ArrayList<>();
        for (OkxEvent row : OkxParser.or(frame.data(), List.<OkxEvent>of())) {
            handovers.add(read(row, arg, "snapshot".equals(frame.action())));
        }
        return () -> handovers.forEach(Runnable::run);
    }

    @Override
    public void gap() {
        books.values().forEach(book -> book.lose("the connection was lost"));
        sink.onGap();
    }

    @Override
    public boolean isCurrent() {
        return !outOfStep;
    }

    @Override
    public void reset() {
        outOfStep = false;
    }

    private Runnable read(OkxEvent event, Arg arg, boolean whole) {
        return switch (event) {
            case OkxMarkets.Trade row -> {
                TradePrint trade = parser.trade(row);
                yield () -> sink.onTrade(trade);
            }
            case Book row -> book(row, arg, whole);
            case MarkPrice row -> mark(row);
            case IndexTicker row -> {
                String instId = OkxParser.need(row.instId(), "instId") + "-" + OkxSymbols.SWAP;
                BigDecimal index = OkxParser.need(row.idxPx(), "idxPx");
                yield () -> indexes.put(instId, index);
            }
            case FundingRate row -> {
                String instId = OkxParser.need(row.instId(), "instId");
                yield () -> fundings.put(instId, row);
            }
            case Liquidations row -> liquidations(row);
            default -> OkxMarketEvents::nothing;
        };
    }

    private Runnable book(Book row, Arg arg, boolean whole) {
        String instId = OkxParser.need(arg.instId(), "instId");
        if ("bbo-tbt".equals(arg.channel())) {
            QuoteUpdate quote = parser.quote(instId, row);
            return () -> sink.onQuote(quote);
        }
        Swap swap = symbols.swap(instId);
        long last = OkxParser.need(row.seqId(), "seqId");
        long previous = OkxParser.need(row.prevSeqId(), "prevSeqId");
        BookFrame frame =
                new BookFrame(
                        swap.symbol(),
                        whole,
                        0,
                        last,
                        previous,
                        (int) (long) OkxParser.or(row.checksum(), 0L),
                        levels(row.bids()),
                        levels(row.asks()),
                        OkxParser.time(row.ts()));
        return () -> books.computeIfAbsent(instId, _ -> keeper(swap)).accept(frame);
    }

    /** The checksum is made of contracts, so that the book is kept in them. */
    private BookKeeper keeper(Swap swap) {
        return new BookKeeper(
                swap.symbol(),
                BookKeeper.Rule.OKX,
                clock,
                _ -> beginAnew(),
                update -> sink.onBook(inBase(update, swap)));
    }

    private @Nullable BookFrame beginAnew() {
        outOfStep = true;
        return null;
    }

    private Runnable mark(MarkPrice row) {
        String instId = OkxParser.need(row.instId(), "instId");
        String symbol = OkxSymbols.symbol(instId);
        BigDecimal mark = OkxParser.need(row.markPx(), "markPx");
        return () -> {
            BigDecimal index = indexes.get(instId);
            FundingRate funding = fundings.get(instId);
            if (index != null && funding != null) {
                sink.onMark(
                        new MarkUpdate(
                                symbol,
                                mark,
                                index,
                                OkxParser.or(funding.fundingRate(), BigDecimal.ZERO),
                                OkxParser.time(funding.fundingTime()),
                                OkxParser.time(row.ts())));
            }
        };
    }

    /** The channel tells of every contract. */
    private Runnable liquidations(Liquidations row) {
        if (!OkxSymbols.isOurs(row.instId()) || !wanted.contains(OkxSymbols.symbol(row.instId()))) {
            return OkxMarketEvents::nothing;
        }
        List<LiquidationPrint> prints =
                row.details().stream()
                        .map(detail -> parser.liquidation(row.instId(), detail))
                        .toList();
        return () -> prints.forEach(sink::onLiquidation);
    }

    private static List<BookUpdate.Level> levels(List<Level> rows) {
        List<BookUpdate.Level> levels = new ArrayList<>();
        for (Level row : rows) {
            Level level = OkxParser.need(row, "level");
            BigDecimal price = OkxParser.need(level.px(), "price");
            BigDecimal size = OkxParser.need(level.sz(), "size");
            if (price.signum() <= 0 || size.signum() < 0) {
                throw OkxParser.malformed("a level of a book is negative");
            }
            levels.add(new BookUpdate.Level(price, size));
        }
        return levels;
    }

    private static BookUpdate inBase(BookUpdate update, Swap swap) {
        return new BookUpdate(
                update.symbol(),
                update.whole(),
                inBase(update.bids(), swap),
                inBase(update.asks(), swap),
                update.sequence(),
                update.at());
    }

    private static List<BookUpdate.Level> inBase(List<BookUpdate.Level> levels, Swap swap) {
        return levels.stream()
                .map(level -> new BookUpdate.Level(level.price(), swap.base(level.quantity())))
                .toList();
    }

    /** Of no use to the sink. */
    private static void nothing() {}
}
