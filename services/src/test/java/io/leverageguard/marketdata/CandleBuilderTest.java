package io.leverageguard.marketdata;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.api.marketdata.MarketData.Candle;
import io.leverageguard.marketdata.CandleBuilder.Built;
import io.leverageguard.venues.Reports.TradePrint;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CandleBuilderTest {
    private static final Instant START = Instant.parse("2025-10-10T20:50:00Z");
    private final CandleBuilder builder = new CandleBuilder();

    @Test
    void theMinuteInWhichWeBeganIsNotWhole() {
        trade(10, "100", "1");
        Built first = trade(60, "101", "1").orElseThrow();
        assertThat(first.openTime()).isEqualTo(START);
        assertThat(first.whole()).isFalse();
    }

    @Test
    void aWholeMinuteHasTheExtremesAndTheSumOfItsTrades() {
        trade(10, "100", "1");
        trade(60, "101", "0.5");
        trade(70, "99", "0.25");
        trade(119, "100.5", "2");
        Built second = trade(120, "100", "1").orElseThrow();
        assertThat(second.whole()).isTrue();
        assertThat(second.candle())
                .isEqualTo(
                        new Candle(
                                START.plusSeconds(60),
                                new BigDecimal("101"),
                                new BigDecimal("101"),
                                new BigDecimal("99"),
                                new BigDecimal("100.5"),
                                new BigDecimal("2.75")));
    }

    @Test
    void aMarkPriceEndsTheMinuteOnlyAfterTheGrace() {
        trade(10, "100", "1");
        trade(60, "101", "1");
        assertThat(builder.time(START.plusSeconds(120))).isEmpty();
        assertThat(trade(119, "102", "1")).isEmpty();
        Built ended = builder.time(START.plusSeconds(121)).orElseThrow();
        assertThat(ended.whole()).isTrue();
        assertThat(ended.candle()).isNotNull();
        assertThat(ended.candle().close()).isEqualTo("102");
    }

    @Test
    void aMinuteWithoutTradesIsAskedFromTheVenue() {
        trade(10, "100", "1");
        builder.time(START.plusSeconds(61));
        Built quiet = builder.time(START.plusSeconds(121)).orElseThrow();
        assertThat(quiet.openTime()).isEqualTo(START.plusSeconds(60));
        assertThat(quiet.candle()).isNull();
        assertThat(quiet.whole()).isFalse();
    }

    @Test
    void afterAGapTheRunningMinuteAndTheNextAreNotWhole() {
        trade(10, "100", "1");
        trade(60, "100", "1");
        builder.gap();
        assertThat(trade(120, "100", "1").orElseThrow().whole()).isFalse();
        assertThat(trade(180, "100", "1").orElseThrow().whole()).isFalse();
        assertThat(trade(240, "100", "1").orElseThrow().whole()).isTrue();
    }

    @Test
    void aTradeOfAnEndedMinuteChangesNothing() {
        trade(10, "100", "1");
        trade(60, "100", "1");
        assertThat(trade(59, "1", "1")).isEmpty();
        Candle ended = trade(120, "100", "1").orElseThrow().candle();
        assertThat(ended).isNotNull();
        assertThat(ended.low()).isEqualTo("100");
    }

    private Optional<Built> trade(int second, String price, String quantity) {
        return builder.trade(
                new TradePrint(
                        "BTCUSDT",
                        "t" + second,
                        new BigDecimal(price),
                        new BigDecimal(quantity),
                        false,
                        START.plusSeconds(second)));
    }
}
