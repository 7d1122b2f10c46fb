package io.leverageguard.exchange.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioFileTest {
    @TempDir private Path folder;

    @Test
    void barsAndFundingOfAFileArePlayed() throws IOException {
        Path file = folder.resolve("drop.csv");
        Files.writeString(
                file,
                """
                symbol,open_time,seconds,open,high,low,close,volume
                # a minute that falls by a tenth
                BTCUSDT,2025-10-10T00:00:00Z,60,100000,100000,90000,90000,12.5
                BTCUSDT,2025-10-10T00:00:00Z,funding,0.0003
                """);
        Scenario scenario = Scenario.named(file.toString(), folder);
        assertThat(scenario.start()).isEqualTo(Instant.parse("2025-10-10T00:00:00Z"));
        Exchange exchange =
                new Exchange(
                        scenario,
                        scenario.start().toEpochMilli(),
                        1,
                        new BigDecimal("1000000"),
                        ExchangeListener.NONE);
        exchange.advance(59_000);
        Market market = exchange.market("BTCUSDT");
        assertThat(market.lastTicks).isEqualTo(900_000);
        assertThat(scenario.funding().get("BTCUSDT")).containsValue(new BigDecimal("0.0003"));
    }

    @Test
    void aBadLineIsNamed() throws IOException {
        Path file = folder.resolve("bad.csv");
        Files.writeString(file, "BTCUSDT,2025-10-10T00:00:00Z,60,1,2,x,1,1\n");
        assertThatThrownBy(() -> Scenario.named(file.toString(), folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("bad.csv line 1: ");
        Files.writeString(file, "DOGEUSDT,2025-10-10T00:00:00Z,60,1,2,1,1,1\n");
        assertThatThrownBy(() -> Scenario.named(file.toString(), folder))
                .hasMessage("bad.csv line 1: not listed: DOGEUSDT");
        Files.writeString(file, "# nothing\n");
        assertThatThrownBy(() -> Scenario.named(file.toString(), folder))
                .hasMessage("bad.csv has no bars");
        assertThatThrownBy(() -> Scenario.named("nowhere", folder))
                .hasMessage("no scenario nowhere: flat, crash, modelled-crash, or a file of bars");
    }
}
