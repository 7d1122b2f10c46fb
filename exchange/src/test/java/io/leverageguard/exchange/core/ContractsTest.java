package io.leverageguard.exchange.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.leverageguard.engine.margin.MarginBracket;
import io.leverageguard.kit.json.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ContractsTest {
    @ParameterizedTest
    @CsvSource({"BTCUSDT, BTC/USDT:USDT", "ETHUSDT, ETH/USDT:USDT"})
    void bracketsEqualThePublishedOnes(String symbol, String name) throws IOException {
        Path file =
                Path.of(System.getProperty("lg.root", "."))
                        .resolve("../shared/data/leverage-tiers/binance_um_brackets_2024-10.json");
        assumeTrue(Files.exists(file), "no market data beside the project: " + file);
        JsonNode published = Json.tree(Files.readString(file)).get(name);
        List<MarginBracket> ours = Contracts.of(symbol).margins().brackets();
        assertThat(ours).hasSize(published.size());
        for (int i = 0; i < ours.size(); i++) {
            JsonNode row = published.get(i).get("info");
            assertThat(ours.get(i).notionalFloor())
                    .isEqualByComparingTo(text(row, "notionalFloor"));
            assertThat(ours.get(i).notionalCap()).isEqualByComparingTo(text(row, "notionalCap"));
            assertThat(ours.get(i).rate()).isEqualByComparingTo(text(row, "maintMarginRatio"));
            assertThat(ours.get(i).amount()).isEqualByComparingTo(text(row, "cum"));
            assertThat(ours.get(i).maxLeverage())
                    .isEqualTo(Integer.parseInt(text(row, "initialLeverage")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"BTCUSDT", "ETHUSDT"})
    void maintenanceDoesNotJumpBetweenBrackets(String symbol) {
        List<MarginBracket> brackets = Contracts.of(symbol).margins().brackets();
        for (int i = 1; i < brackets.size(); i++) {
            BigDecimal edge = brackets.get(i).notionalFloor();
            assertThat(due(brackets.get(i), edge))
                    .isEqualByComparingTo(due(brackets.get(i - 1), edge));
        }
    }

    @Test
    void unitsAreExactForTicksAndLots() {
        Contract contract = Contracts.BTCUSDT;
        assertThat(contract.unitsPerTick()).isEqualTo(10_000);
        assertThat(contract.price(1_168_303)).isEqualTo(new BigDecimal("116830.30"));
        assertThat(contract.priceOfUnits(contract.units(1_168_303)))
                .isEqualByComparingTo("116830.30");
        assertThat(contract.quantity(120_000)).isEqualByComparingTo("120");
    }

    private static BigDecimal due(MarginBracket bracket, BigDecimal notional) {
        return notional.multiply(bracket.rate()).subtract(bracket.amount());
    }

    private static String text(JsonNode row, String name) {
        return row.get(name).asString();
    }
}
