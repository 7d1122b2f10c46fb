package io.leverageguard.marketdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.leverageguard.api.marketdata.MarketData.Bar;
import io.leverageguard.api.marketdata.MarketData.Book;
import io.leverageguard.api.marketdata.MarketData.Depth;
import io.leverageguard.api.marketdata.MarketData.InstrumentRef;
import io.leverageguard.api.marketdata.MarketData.Level;
import io.leverageguard.api.marketdata.MarketData.Summary;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kit.json.Json;
import io.leverageguard.kit.stream.Hub;
import io.leverageguard.kit.stream.Hub.Message;
import io.leverageguard.testkit.TestKit;
import io.leverageguard.venues.BookUpdate;
import io.leverageguard.venues.MarketSink;
import io.leverageguard.venues.Reports.MarkUpdate;
import io.leverageguard.venues.Reports.TradePrint;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Books, open minutes and summaries of instruments that are followed. */
class LiveTest {
    private static final Instant START = TestKit.START;
    private static final Actor SOMEBODY = Actor.service("test");
    private static final InstrumentRef BTC = new InstrumentRef("binance", "BTCUSDT");
    private static final String BOOK = "marketdata.book.binance.BTCUSDT";
    private static final String BAR = "marketdata.bar.binance.BTCUSDT";

    private final ScriptedVenue venue = new ScriptedVenue();
    private final TestKit testKit = TestKit.create();
    private final Hub hub = testKit.kit().hub();
    private final BlockingQueue<Message> taken = new LinkedBlockingQueue<>();
    private TimeSeries series;
    private MarketDataService service;
    private MarketRecorder recorder;

    @BeforeEach
    void open() {
        series = new TimeSeries(testKit.kit().data().resolve("questdb"));
        service =
                new MarketDataService(
                        testKit.clock(),
                        hub,
                        series,
                        new MarketDataRepository(testKit.kit().databases().open("marketdata")),
                        name -> venue);
        recorder = new MarketRecorder(venue, Set.of("BTCUSDT"), testKit.clock(), service);
        recorder.pump();
    }

    @AfterEach
    void close() {
        series.close();
        testKit.close();
    }

    @Test
    void theBookFollowsTheVenueAndIsGoneWhenItIsLost() {
        assertThat(code(null)).isEqualTo("book_not_available");
        whole(level("99", "1"), level("101", "2"));
        changed(List.of(level("100", "3"), level("99", "0")), List.of(level("101.50", "1")));
        Book book = book(null);
        assertThat(book.bids()).containsExactly(shown("100", "3"));
        assertThat(book.asks()).containsExactly(shown("101", "2"), shown("101.5", "1"));
        assertThat(book.at()).isEqualTo(START.plusSeconds(2));
        assertThat(book.stale()).isFalse();
        assertThat(book(1).asks()).hasSize(1);
        send(sink -> sink.onBook(update(true, List.of(), List.of(), 3)));
        assertThat(code(null)).isEqualTo("book_not_available");
    }

    @Test
    void badDepthsAndUnknownInstrumentsAreRefused() {
        whole(level("99", "1"), level("101", "2"));
        assertThat(code(0)).isEqualTo("invalid_field");
        assertThat(code(51)).isEqualTo("invalid_field");
        Refusal no =
                catchThrowableOfType(
                        Refusal.class,
                        () -> service.book(SOMEBODY, new Depth("okx", "BTCUSDT", 1)));
        assertThat(no.code()).isEqualTo("instrument_not_found");
    }

    @Test
    void aBookIsStaleWhenNothingIsHeardOfItsInstrument() {
        whole(level("99", "1"), level("101", "2"));
        testKit.clock().advance(Live.STALE_AFTER);
        assertThat(book(null).stale()).isFalse();
        testKit.clock().advance(Duration.ofMillis(1));
        assertThat(book(null).stale()).isTrue();
        send(sink -> mark(sink, 20, "100"));
        assertThat(book(null).stale()).isFalse();
    }

    @Test
    void booksArePublishedToReadersTenTimesASecondAtMost() throws InterruptedException {
        whole(level("99", "1"), level("101", "2"));
        tick(Duration.ZERO);
        hub.subscribe(BOOK, taken::add);
        tick(Duration.ofMillis(100));
        assertThat(next(Book.class).bids()).containsExactly(shown("99", "1"));
        for (int i = 1; i <= 10; i++) {
            changed(List.of(level("99", "" + i)), List.of());
            tick(Duration.ofMillis(10));
        }
        assertThat(next(Book.class).bids()).containsExactly(shown("99", "10"));
        tick(Duration.ofMillis(100));
        assertThat(taken).isEmpty();
        send(sink -> sink.onBook(update(true, List.of(), List.of(), 3)));
        tick(Duration.ofMillis(100));
        Book lost = next(Book.class);
        assertThat(lost.bids()).isEmpty();
        assertThat(lost.stale()).isTrue();
    }

    @Test
    void noMoreThanTwentyLevelsArePublished() throws InterruptedException {
        List<BookUpdate.Level> bids = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            bids.add(level("" + (1_000 - i), "1"));
        }
        send(sink -> sink.onBook(update(true, bids, List.of(level("2000", "1")), 1)));
        hub.subscribe(BOOK, taken::add);
        tick(Duration.ofMillis(100));
        assertThat(next(Book.class).bids()).hasSize(20).startsWith(shown("1000", "1"));
        assertThat(book(null).bids()).hasSize(50);
    }

    @Test
    void whoComesLaterIsSentTheBookOfNowAndNotThatOfLongAgo() throws InterruptedException {
        whole(level("99", "1"), level("101", "2"));
        Hub.Subscription first = hub.subscribe(BOOK, taken::add);
        tick(Duration.ofMillis(100));
        assertThat(next(Book.class).bids()).containsExactly(shown("99", "1"));
        first.close();
        tick(Duration.ofMillis(100));
        changed(List.of(level("99", "7")), List.of());
        hub.subscribe(BOOK, taken::add);
        tick(Duration.ofMillis(100));
        assertThat(next(Book.class).bids()).containsExactly(shown("99", "7"));
        assertThat(taken).isEmpty();
    }

    @Test
    void theOpenMinuteIsPublishedAndThenItsFinalForm() throws InterruptedException {
        hub.subscribe(BAR, taken::add);
        send(sink -> trade(sink, 59, "50"));
        send(sink -> trade(sink, 61, "51"));
        send(sink -> trade(sink, 62, "49"));
        tick(Duration.ofMillis(100));
        Bar open = next(Bar.class);
        assertThat(open.openTime()).isEqualTo(START.plusSeconds(60));
        assertThat(open.open()).isEqualTo("51");
        assertThat(open.low()).isEqualTo("49");
        assertThat(open.volume()).isEqualTo("2");
        assertThat(open.whole()).isTrue();
        assertThat(open.closed()).isFalse();
        send(sink -> mark(sink, 122, "49"));
        tick(Duration.ofMillis(100));
        Bar closed = next(Bar.class);
        assertThat(closed.closed()).isTrue();
        assertThat(closed.openTime()).isEqualTo(open.openTime());
        send(sink -> trade(sink, 123, "52"));
        tick(Duration.ofMillis(100));
        assertThat(next(Bar.class).openTime()).isEqualTo(START.plusSeconds(120));
    }

    @Test
    void theMinuteThatWeCameIntoIsNotWhole() throws InterruptedException {
        hub.subscribe(BAR, taken::add);
        send(sink -> trade(sink, 30, "50"));
        tick(Duration.ofMillis(100));
        assertThat(next(Bar.class).whole()).isFalse();
    }

    @Test
    void theSummaryIsOfCandlesAndTheOpenMinute() {
        testKit.clock().advance(Duration.ofSeconds(130));
        Instant from = START.plusSeconds(120).minus(Duration.ofDays(1));
        Summary quiet = service.summary(SOMEBODY, BTC);
        BigDecimal first = ScriptedVenue.candle(from.plusSeconds(180)).open();
        assertThat(quiet.last().subtract(quiet.change())).isEqualByComparingTo(first);
        assertThat(quiet.fundingRate()).isNull();
        int asked = venue.asked.size();
        send(sink -> mark(sink, 125, "150000"));
        send(sink -> trade(sink, 126, "200000"));
        Summary moved = service.summary(SOMEBODY, BTC);
        assertThat(venue.asked).hasSize(asked);
        assertThat(moved.last()).isEqualTo("200000");
        assertThat(moved.high()).isEqualTo("200000");
        assertThat(moved.low()).isEqualTo(quiet.low());
        assertThat(moved.volume()).isEqualTo(quiet.volume().add(BigDecimal.ONE));
        assertThat(moved.change()).isEqualByComparingTo(moved.last().subtract(first));
        assertThat(moved.mark()).isEqualTo("150000");
        assertThat(moved.nextFunding()).isNotNull();
    }

    @Test
    void theSummaryOfWhatWasNeverTradedIsRefused() {
        venue.untraded = true;
        assertThat(catchThrowableOfType(Refusal.class, () -> service.summary(SOMEBODY, BTC)).code())
                .isEqualTo("price_not_available");
    }

    private void tick(Duration duration) {
        testKit.clock().advance(duration);
        assertThat(service.tickers().pump()).isZero();
    }

    private <T> T next(Class<T> type) throws InterruptedException {
        Message message = taken.poll(10, TimeUnit.SECONDS);
        assertThat(message).isNotNull();
        return Json.read(message.json(), type);
    }

    private Book book(@Nullable Integer levels) {
        return service.book(SOMEBODY, new Depth("binance", "BTCUSDT", levels));
    }

    private String code(@Nullable Integer levels) {
        return catchThrowableOfType(Refusal.class, () -> book(levels)).code();
    }

    private void whole(BookUpdate.Level bid, BookUpdate.Level ask) {
        send(sink -> sink.onBook(update(true, List.of(bid), List.of(ask), 1)));
    }

    private void changed(List<BookUpdate.Level> bids, List<BookUpdate.Level> asks) {
        send(sink -> sink.onBook(update(false, bids, asks, 2)));
    }

    private void send(Consumer<MarketSink> frame) {
        venue.send(frame);
        recorder.pump();
    }

    private static BookUpdate update(
            boolean whole, List<BookUpdate.Level> bids, List<BookUpdate.Level> asks, int second) {
        return new BookUpdate("BTCUSDT", whole, bids, asks, second, START.plusSeconds(second));
    }

    private static BookUpdate.Level level(String price, String quantity) {
        return new BookUpdate.Level(new BigDecimal(price), new BigDecimal(quantity));
    }

    private static Level shown(String price, String quantity) {
        return new Level(new BigDecimal(price), new BigDecimal(quantity));
    }

    private static void trade(MarketSink sink, int second, String price) {
        sink.onTrade(
                new TradePrint(
                        "BTCUSDT",
                        "t" + second,
                        new BigDecimal(price),
                        BigDecimal.ONE,
                        false,
                        START.plusSeconds(second)));
    }

    private static void mark(MarketSink sink, int second, String price) {
        sink.onMark(
                new MarkUpdate(
                        "BTCUSDT",
                        new BigDecimal(price),
                        new BigDecimal(price),
                        new BigDecimal("0.0001"),
                        START.plusSeconds(28_800),
                        START.plusSeconds(second)));
    }
}
