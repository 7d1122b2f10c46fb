package io.leverageguard.marketdata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.api.marketdata.MarketData;
import io.leverageguard.api.marketdata.MarketData.CandleRange;
import io.leverageguard.api.marketdata.MarketData.Depth;
import io.leverageguard.api.marketdata.MarketData.InstrumentRef;
import io.leverageguard.api.marketdata.MarketData.Interval;
import io.leverageguard.api.marketdata.MarketData.Span;
import io.leverageguard.api.marketdata.MarketDataClient;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.kit.http.HttpCaller;
import io.leverageguard.testkit.TestKit;
import io.leverageguard.venues.BookUpdate;
import io.leverageguard.venues.BookUpdate.Level;
import io.leverageguard.venues.Reports.MarkUpdate;
import io.leverageguard.venues.Reports.TradePrint;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MarketDataHttpTest {
    private static final Instant START = TestKit.START;
    private static final Actor SERVICE = Actor.service("test");
    private static final InstrumentRef BTC = new InstrumentRef("binance", "BTCUSDT");

    @Test
    void theClientAnswersAsTheServiceDoes() {
        ScriptedVenue venue = new ScriptedVenue();
        try (TestKit testKit = TestKit.create();
                TimeSeries series = new TimeSeries(testKit.kit().data().resolve("questdb"))) {
            MarketDataService local =
                    new MarketDataService(
                            testKit.clock(),
                            testKit.kit().hub(),
                            series,
                            new MarketDataRepository(testKit.kit().databases().open("marketdata")),
                            name -> venue);
            MarketRecorder recorder =
                    new MarketRecorder(venue, Set.of("BTCUSDT"), testKit.clock(), local);
            recorder.pump();
            record(venue);
            recorder.pump();
            MarketDataHttp.serve(testKit.kit().server(), local);
            compare(local, new MarketDataClient(caller(testKit)));
        }
    }

    private static void compare(MarketData local, MarketData remote) {
        assertThat(remote.instruments(SERVICE, None.NONE))
                .isEqualTo(local.instruments(SERVICE, None.NONE));
        assertThat(remote.instrument(SERVICE, BTC)).isEqualTo(local.instrument(SERVICE, BTC));
        CandleRange range =
                new CandleRange(
                        "binance", "BTCUSDT", Interval.H1, START.minusSeconds(7_200), null, null);
        assertThat(remote.candles(SERVICE, range)).isEqualTo(local.candles(SERVICE, range));
        assertThat(remote.candles(SERVICE, range).candles()).hasSize(2);
        assertThat(remote.mark(SERVICE, BTC)).isEqualTo(local.mark(SERVICE, BTC));
        Span span = new Span("binance", "BTCUSDT", START, START.plusSeconds(10));
        assertThat(remote.extremes(SERVICE, span)).isEqualTo(local.extremes(SERVICE, span));
        assertThat(remote.trades(SERVICE, span)).isEqualTo(local.trades(SERVICE, span));
        assertThat(remote.trades(SERVICE, span).trades()).hasSize(1);
        assertThat(remote.liquidations(SERVICE, span).liquidations()).isEmpty();
        Depth depth = new Depth("binance", "BTCUSDT", 1);
        assertThat(remote.book(SERVICE, depth)).isEqualTo(local.book(SERVICE, depth));
        assertThat(remote.summary(SERVICE, BTC)).isEqualTo(local.summary(SERVICE, BTC));
        assertThat(remote.events().read(0, 10)).isEqualTo(local.events().read(0, 10));
        assertThatThrownBy(() -> remote.mark(SERVICE, new InstrumentRef("okx", "BTCUSDT")))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        no -> assertThat(no.code()).isEqualTo("instrument_not_found"));
    }

    private static void record(ScriptedVenue venue) {
        BigDecimal price = new BigDecimal("100000.5");
        Instant at = START.plusSeconds(1);
        Level level = new Level(price, BigDecimal.ONE);
        venue.send(
                sink ->
                        sink.onBook(
                                new BookUpdate("BTCUSDT", true, List.of(level), List.of(), 1, at)));
        venue.send(
                sink ->
                        sink.onTrade(
                                new TradePrint("BTCUSDT", "7", price, BigDecimal.ONE, true, at)));
        venue.send(
                sink ->
                        sink.onMark(
                                new MarkUpdate(
                                        "BTCUSDT",
                                        price,
                                        price,
                                        new BigDecimal("0.0001"),
                                        START.plusSeconds(3_600),
                                        at)));
    }

    private static HttpCaller caller(TestKit testKit) {
        int port = testKit.server().start();
        return new HttpCaller(
                testKit.kit().web(),
                URI.create("http://127.0.0.1:" + port),
                testKit.clock(),
                testKit.kit().secrets(),
                Duration.ofSeconds(10));
    }
}
