package io.leverageguard.api.risk;

import io.leverageguard.kernel.ids.AccountId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * What the trading service knows of an account's margin at its venue.
 *
 * @param wallet balance of the quote asset before unrealised profit, isolated margins included
 * @param tables maintenance margin of instruments; those that are not named stay as they are
 * @param at when it was so; what is older than what we know changes nothing
 */
public record AccountMargins(
        AccountId account, BigDecimal wallet, List<SymbolMargins> tables, Instant at) {
    /** Copies the tables. */
    public AccountMargins {
        tables = List.copyOf(tables);
    }

    /** The maintenance margin of one instrument, lowest bracket first and without gaps. */
    public record SymbolMargins(String venue, String symbol, List<Bracket> brackets) {
        /** Copies the brackets. */
        public SymbolMargins {
            brackets = List.copyOf(brackets);
        }
    }

    /** One bracket: maintenance margin is notional × rate − amount. */
    public record Bracket(
            BigDecimal notionalFloor,
            BigDecimal notionalCap,
            int maxLeverage,
            BigDecimal maintenanceRate,
            BigDecimal maintenanceAmount) {}
}
