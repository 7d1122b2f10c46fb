package io.leverageguard.exchange.core;

import io.leverageguard.engine.margin.MarginBracket;
import io.leverageguard.engine.margin.MarginTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The contracts that are listed, with the rules that Binance published for them: filters as of July
 * 2026, maintenance brackets as of October 2024.
 */
public final class Contracts {
    public static final Contract BTCUSDT =
            new Contract(
                    "BTCUSDT",
                    "BTC",
                    new BigDecimal("0.10"),
                    new BigDecimal("0.001"),
                    new BigDecimal("556.80"),
                    new BigDecimal("4529764"),
                    1_000_000,
                    120_000,
                    new BigDecimal("50"),
                    new BigDecimal("0.012500"),
                    1567965300000L,
                    table(
                            "50000 125 0.004 0",
                            "600000 100 0.005 50",
                            "3000000 75 0.0065 950",
                            "12000000 50 0.01 11450",
                            "70000000 25 0.02 131450",
                            "100000000 20 0.025 481450",
                            "230000000 10 0.05 2981450",
                            "480000000 5 0.1 14481450",
                            "600000000 4 0.125 26481450",
                            "800000000 3 0.15 41481450",
                            "1200000000 2 0.25 121481450",
                            "1800000000 1 0.5 421481450"));

    static final Contract ETHUSDT =
            new Contract(
                    "ETHUSDT",
                    "ETH",
                    new BigDecimal("0.01"),
                    new BigDecimal("0.001"),
                    new BigDecimal("39.86"),
                    new BigDecimal("306177"),
                    10_000_000,
                    2_000_000,
                    new BigDecimal("20"),
                    new BigDecimal("0.012500"),
                    1574840700000L,
                    table(
                            "50000 125 0.004 0",
                            "600000 100 0.005 50",
                            "3000000 75 0.0065 950",
                            "12000000 50 0.01 11450",
                            "50000000 25 0.02 131450",
                            "65000000 20 0.025 381450",
                            "150000000 10 0.05 2006450",
                            "320000000 5 0.1 9506450",
                            "400000000 4 0.125 17506450",
                            "530000000 3 0.15 27506450",
                            "800000000 2 0.25 80506450",
                            "1200000000 1 0.5 280506450"));

    /** All, by symbol. */
    static final Map<String, Contract> BY_SYMBOL = Map.of("BTCUSDT", BTCUSDT, "ETHUSDT", ETHUSDT);

    private Contracts() {}

    /** The listed contract of this name. */
    static Contract of(String symbol) {
        Contract contract = BY_SYMBOL.get(symbol);
        if (contract == null) {
            throw new IllegalArgumentException("not listed: " + symbol);
        }
        return contract;
    }

    /** Each row: cap of the notional, highest leverage, rate, amount. */
    private static MarginTable table(String... rows) {
        List<MarginBracket> brackets = new ArrayList<>();
        BigDecimal floor = BigDecimal.ZERO;
        for (String row : rows) {
            String[] cells = row.split(" ");
            BigDecimal cap = new BigDecimal(cells[0]);
            brackets.add(
                    new MarginBracket(
                            floor,
                            cap,
                            Integer.parseInt(cells[1]),
                            new BigDecimal(cells[2]),
                            new BigDecimal(cells[3])));
            floor = cap;
        }
        return MarginTable.of(brackets);
    }
}
