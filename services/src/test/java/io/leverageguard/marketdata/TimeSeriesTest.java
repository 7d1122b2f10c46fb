package io.leverageguard.marketdata;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.api.marketdata.MarketData.Candle;
import io.leverageguard.api.marketdata.MarketData.Extremes;
import io.leverageguard.api.marketdata.MarketData.InstrumentRef;
import io.leverageguard.api.marketdata.MarketData.Interval;
import io.leverageguard.api.marketdata.MarketData.Span;
import io.leverageguard.venues.Reports.LiquidationPrint;
import io.leverageguard.venues.Reports.MarkUpdate;
import io.leverageguard.venues.Reports.PositionSide;
import io.leverageguard.venues.Reports.TradePrint;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimeSeriesTest {
    private static final Instant START = Instant.parse("2025-10-10T21:00:00Z");
    private static final InstrumentRef BTC = new InstrumentRef("binance", "BTCUSDT");

    @TempDir Path folder;
    private TimeSeries series;

    @BeforeEach
    void open() {
        series = new TimeSeries(folder);
    }

    @AfterEach
    void close() {
        series.close();
    }

    @Test
    void whatIsStoredIsReadBackExactlyAndInTheOrderOfTime() {
        series.append(
                "binance",
                new TimeSeries.Batch(
                        List.of(trade(2, "100000.10"), trade(1, "99999.90000001")),
                        List.of(),
                        List.of()));
        series.append(
                "binance", new TimeSeries.Batch(List.of(trade(0, "100001")), List.of(), List.of()));
        assertThat(series.trades(span(0, 2), 10))
                .extracting(trade -> trade.price().toPlainString())
                .containsExactly("100001", "99999.90000001", "100000.1");
        assertThat(series.trades(span(0, 2), 2)).hasSize(2);
        assertThat(series.trades(new Span("okx", "BTCUSDT", START, START.plusSeconds(9)), 9))
                .isEmpty();
    }

    @Test
    void extremesTakeInBothEndsAndSayWhenTheyWereFirstReached() {
        marks(mark(0, "100", "101"), mark(1, "95", "96"), mark(2, "95", "97"), mark(3, "90", "80"));
        Extremes seen = series.extremes(span(0, 2));
        assertThat(seen)
                .isEqualTo(
                        new Extremes(
                                3,
                                new BigDecimal("95"),
                                new BigDecimal("100"),
                                new BigDecimal("96"),
                                new BigDecimal("101"),
                                START.plusSeconds(1),
                                START));
        assertThat(series.extremes(span(0, 3)).markLow()).isEqualTo("90");
        assertThat(series.extremes(span(10, 20)).samples()).isZero();
    }

    @Test
    void theLastMarkIsTheLatestInTime() {
        assertThat(series.lastMark(BTC)).isEmpty();
        marks(mark(5, "105", "105"), mark(4, "104", "104"));
        assertThat(series.lastMark(BTC).orElseThrow().mark()).isEqualTo("105");
    }

    @Test
    void aCandleThatIsStoredAgainReplacesTheFormer() {
        series.append(BTC, Interval.M1, List.of(candle(0, "1"), candle(60, "2")));
        series.append(BTC, Interval.M1, List.of(candle(0, "3")));
        series.append(BTC, Interval.H1, List.of(candle(0, "9")));
        assertThat(series.candles(BTC, Interval.M1, START, START.plusSeconds(61)).values())
                .containsExactly(candle(0, "3"), candle(60, "2"));
        assertThat(series.candles(BTC, Interval.M1, START, START.plusSeconds(60))).hasSize(1);
    }

    @Test
    void liquidationsKeepSideAndAveragePrice() {
        LiquidationPrint print =
                new LiquidationPrint(
                        "BTCUSDT",
                        PositionSide.LONG,
                        new BigDecimal("105000"),
                        new BigDecimal("105432.1"),
                        new BigDecimal("0.001"),
                        START);
        series.append("binance", new TimeSeries.Batch(List.of(), List.of(), List.of(print)));
        assertThat(series.liquidations(span(0, 0), 10))
                .singleElement()
                .satisfies(
                        seen -> {
                            assertThat(seen.positionSide()).isEqualTo("LONG");
                            assertThat(seen.price()).isEqualTo("105432.1");
                            assertThat(seen.quantity()).isEqualTo("0.001");
                        });
    }

    @Test
    void everythingIsThereAfterReopening() {
        marks(mark(5, "105", "105"));
        series.close();
        series = new TimeSeries(folder);
        assertThat(series.lastMark(BTC).orElseThrow().mark()).isEqualTo("105");
    }

    private void marks(MarkUpdate... marks) {
        series.append("binance", new TimeSeries.Batch(List.of(), List.of(marks), List.of()));
    }

    private static Span span(int fromSecond, int toSecond) {
        return new Span(
                "binance", "BTCUSDT", START.plusSeconds(fromSecond), START.plusSeconds(toSecond));
    }

    private static TradePrint trade(int second, String price) {
        return new TradePrint(
                "BTCUSDT",
                "t" + second,
                new BigDecimal(price),
                BigDecimal.ONE,
                true,
                START.plusSeconds(second));
    }

    private static MarkUpdate mark(int second, String mark, String index) {
        return new MarkUpdate(
                "BTCUSDT",
                new BigDecimal(mark),
                new BigDecimal(index),
                new BigDecimal("0.0001"),
                Instant.parse("2025-10-11T00:00:00Z"),
                START.plusSeconds(second));
    }

    private static Candle candle(int second, String price) {
        BigDecimal value = new BigDecimal(price);
        return new Candle(START.plusSeconds(second), value, value, value, value, value);
    }
}
