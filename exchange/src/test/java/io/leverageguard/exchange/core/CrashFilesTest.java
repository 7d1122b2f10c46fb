package io.leverageguard.exchange.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrashFilesTest {
    private static final Path FOLDER =
            Path.of(System.getProperty("lg.root", "."))
                    .resolve("../shared/data/binance-um-crash-2025-10-10");

    @Test
    void replayOfTheCrashTradesEveryMinuteAsItWas() {
        assumeTrue(Files.isDirectory(FOLDER), "no market data beside the project: " + FOLDER);
        Scenario scenario = Scenario.crash(FOLDER);
        Instant start = Instant.parse("2025-10-10T21:10:00Z");
        Exchange exchange =
                new Exchange(
                        scenario,
                        start.toEpochMilli(),
                        3,
                        new BigDecimal("1000000"),
                        ExchangeListener.NONE);
        exchange.advance(15 * 60_000);
        Market market = exchange.market("BTCUSDT");
        List<Candle> minutes = market.tape.candles(60_000, start.toEpochMilli(), exchange.now());
        assertThat(minutes).hasSize(15);
        for (Candle candle : minutes) {
            Bar bar =
                    market.path.bars().stream()
                            .filter(b -> b.openSecond() * 1000 == candle.openTime)
                            .findFirst()
                            .orElseThrow();
            assertThat(bar.seconds()).isEqualTo(60);
            assertThat(candle.open).isEqualTo(bar.open());
            assertThat(candle.high).isEqualTo(bar.high());
            assertThat(candle.low).isEqualTo(bar.low());
            assertThat(candle.close).isEqualTo(bar.close());
            assertThat(candle.lots).isEqualTo(bar.lots());
        }
        long lowest = minutes.stream().mapToLong(candle -> candle.low).min().orElseThrow();
        assertThat(lowest).isEqualTo(1_015_165);
        assertThat(exchange.totals().difference()).isZero();
    }

    @Test
    void fundingOfTheFilesIsHistory() {
        assumeTrue(Files.isDirectory(FOLDER), "no market data beside the project: " + FOLDER);
        Scenario scenario = Scenario.crash(FOLDER);
        Exchange exchange =
                new Exchange(
                        scenario,
                        scenario.start().toEpochMilli(),
                        3,
                        new BigDecimal("1000000"),
                        ExchangeListener.NONE);
        List<Funding.Paid> past = exchange.funding().past("BTCUSDT");
        assertThat(past).hasSizeGreaterThan(60);
        assertThat(past).anyMatch(paid -> paid.rate().compareTo(new BigDecimal("0.00002109")) == 0);
    }
}
