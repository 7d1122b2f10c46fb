package io.leverageguard.launcher.simulation;

import io.leverageguard.api.trading.Trading.MarginMode;
import io.leverageguard.api.trading.Trading.SetLeverage;
import io.leverageguard.engine.margin.QuoteUnits;
import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.IncomeType;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.ids.VenueKeyId;
import java.math.BigDecimal;
import java.util.Map;

/** Somebody at a venue; {@code truth} is the account there. */
record Seat(String venue, Actor actor, VenueKeyId key, Account truth) {
    /** At Bybit the mode is the account's: a wish for one contract undoes those for others. */
    void dictate(MarginMode mode, Map<String, SetLeverage> leverages) {
        if (venue.equals("bybit")) {
            leverages.values().removeIf(other -> other.marginMode() != mode);
        }
    }

    /**
     * What the insurance fund has paid of losses by trades. Bybit's ledger says what a trade has
     * earned after that, and its stream before: our fills may say either.
     */
    BigDecimal covered() {
        if (!venue.equals("bybit")) {
            return BigDecimal.ZERO;
        }
        return truth.income().stream()
                .filter(line -> line.type() == IncomeType.LOSS_COVERED && line.tradeId() != 0)
                .map(line -> QuoteUnits.toDecimal(line.amount()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
