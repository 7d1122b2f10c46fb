package io.leverageguard.marketdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.api.marketdata.MarketData.Candle;
import io.leverageguard.api.marketdata.MarketData.CandleRange;
import io.leverageguard.api.marketdata.MarketData.InstrumentRef;
import io.leverageguard.api.marketdata.MarketData.Interval;
import io.leverageguard.api.marketdata.MarketDataEvent;
import io.leverageguard.api.marketdata.MarketDataEvent.CandleClosed;
import io.leverageguard.api.marketdata.MarketDataEvent.InstrumentListed;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.feed.EventFeed.Stored;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.testkit.TestKit;
import io.leverageguard.venues.MarketSink;
import io.leverageguard.venues.Reports.MarkUpdate;
import io.leverageguard.venues.Reports.TradePrint;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MarketDataServiceTest {
    private static final Instant START = TestKit.START;
    private static final Actor SOMEBODY = Actor.service("test");
    private static final InstrumentRef BTC = new InstrumentRef("binance", "BTCUSDT");

    private final ScriptedVenue venue = new ScriptedVenue();
    private final TestKit testKit = TestKit.create();
    private MarketDataRepository repository;
    private TimeSeries series;
    private MarketDataService service;
    private MarketRecorder recorder;

    @BeforeEach
    void open() {
        repository = new MarketDataRepository(testKit.kit().databases().open("marketdata"));
        series = new TimeSeries(testKit.kit().data().resolve("questdb"));
        restart();
    }

    @AfterEach
    void close() {
        series.close();
        testKit.close();
    }

    @Test
    void instrumentsAreListedOnceHoweverOftenWeConnect() {
        restart();
        assertThat(events()).filteredOn(InstrumentListed.class::isInstance).hasSize(1);
        assertThat(service.instrument(SOMEBODY, BTC).tickSize()).isEqualTo("0.1");
        assertThatThrownBy(() -> service.instrument(SOMEBODY, new InstrumentRef("binance", "NO")))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        no -> assertThat(no.code()).isEqualTo("instrument_not_found"));
    }

    @Test
    void whatWasPumpedCanBeReadWhenThePumpReturns() {
        assertThatThrownBy(() -> service.mark(SOMEBODY, BTC))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        no -> assertThat(no.code()).isEqualTo("price_not_available"));
        venue.send(sink -> mark(sink, 1, "100000"));
        venue.send(sink -> mark(sink, 2, "99000"));
        assertThat(recorder.pump()).isPositive();
        assertThat(service.mark(SOMEBODY, BTC).mark()).isEqualTo("99000");
        restart();
        assertThat(service.mark(SOMEBODY, BTC).mark()).isEqualTo("99000");
    }

    @Test
    void theFirstMinuteIsAskedFromTheVenueAndTheNextIsBuiltFromTrades() {
        venue.send(sink -> trade(sink, 30, "50"));
        venue.send(sink -> trade(sink, 60, "51"));
        venue.send(sink -> trade(sink, 90, "49"));
        venue.send(sink -> trade(sink, 120, "50"));
        recorder.pump();
        assertThat(closed())
                .extracting(Candle::openTime, candle -> candle.low().toPlainString())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                START, ScriptedVenue.candle(START).low().toPlainString()),
                        org.assertj.core.groups.Tuple.tuple(START.plusSeconds(60), "49"));
    }

    @Test
    void minutesThatPassedWhileWeWereAwayAreAnnouncedInOrder() {
        venue.send(sink -> trade(sink, 30, "50"));
        venue.send(sink -> trade(sink, 61, "50"));
        recorder.pump();
        restart();
        venue.send(sink -> trade(sink, 301, "50"));
        venue.send(sink -> trade(sink, 361, "50"));
        recorder.pump();
        assertThat(closed())
                .extracting(Candle::openTime)
                .containsExactly(
                        START,
                        START.plusSeconds(60),
                        START.plusSeconds(120),
                        START.plusSeconds(180),
                        START.plusSeconds(240),
                        START.plusSeconds(300));
    }

    @Test
    void aMinuteIsAnnouncedLaterWhenTheVenueDoesNotAnswer() {
        venue.down = true;
        venue.send(sink -> trade(sink, 30, "50"));
        venue.send(sink -> trade(sink, 61, "50"));
        recorder.pump();
        assertThat(closed()).isEmpty();
        venue.down = false;
        assertThat(recorder.pump()).isZero();
        testKit.clock().advance(Duration.ofSeconds(10));
        assertThat(recorder.pump()).isPositive();
        assertThat(closed()).hasSize(1);
    }

    @Test
    void candlesThatAreNotStoredAreAskedOnce() {
        CandleRange lastThree = range(null, null, 3);
        List<Candle> first = service.candles(SOMEBODY, lastThree).candles();
        assertThat(first)
                .extracting(Candle::openTime)
                .containsExactly(
                        START.minusSeconds(900), START.minusSeconds(600), START.minusSeconds(300));
        assertThat(service.candles(SOMEBODY, lastThree).candles()).isEqualTo(first);
        assertThat(venue.asked).hasSize(1);
        service.candles(SOMEBODY, range(START.minusSeconds(1_500), null, 3));
        assertThat(venue.asked.getLast())
                .isEqualTo("PT5M " + START.minusSeconds(1_500) + " " + START.minusSeconds(900));
    }

    @Test
    void theCandleThatIsStillOpenIsNotShown() {
        testKit.clock().advance(Duration.ofSeconds(299));
        assertThat(service.candles(SOMEBODY, range(START, null, null)).candles()).isEmpty();
        testKit.clock().advance(Duration.ofSeconds(1));
        assertThat(service.candles(SOMEBODY, range(START, null, null)).candles()).hasSize(1);
    }

    @Test
    void aVenueThatDoesNotAnswerIsSaidPlainly() {
        venue.down = true;
        assertThatThrownBy(() -> service.candles(SOMEBODY, range(null, null, 1)))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.code()).isEqualTo("venue_unavailable"));
        assertThatThrownBy(() -> service.candles(SOMEBODY, range(null, null, 0)))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.code()).isEqualTo("invalid_field"));
    }

    private void restart() {
        service =
                new MarketDataService(
                        testKit.clock(), testKit.kit().hub(), series, repository, name -> venue);
        recorder = new MarketRecorder(venue, Set.of("BTCUSDT"), testKit.clock(), service);
        recorder.pump();
    }

    private List<MarketDataEvent> events() {
        return service.events().read(0, 1_000).stream().map(Stored::event).toList();
    }

    private List<Candle> closed() {
        return events().stream()
                .filter(CandleClosed.class::isInstance)
                .map(event -> ((CandleClosed) event).candle())
                .toList();
    }

    private static CandleRange range(
            @Nullable Instant from, @Nullable Instant to, @Nullable Integer limit) {
        return new CandleRange("binance", "BTCUSDT", Interval.M5, from, to, limit);
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
                        BigDecimal.ZERO,
                        Instant.parse("2025-10-11T00:00:00Z"),
                        START.plusSeconds(second)));
    }
}
