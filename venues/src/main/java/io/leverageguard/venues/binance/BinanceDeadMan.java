package io.leverageguard.venues.binance;

import io.leverageguard.venues.Capabilities.DeadMan;
import io.leverageguard.venues.Capabilities.Watch;
import io.leverageguard.venues.Reports.CommandOutcome;
import io.leverageguard.venues.binance.BinanceRest.Ask;
import io.leverageguard.venues.binance.BinanceRest.Proof;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The countdown at the end of which Binance cancels the orders of a contract. Every contract has
 * its own; it counts in milliseconds and runs once. Conditional orders, which the venue keeps
 * apart, stay.
 */
final class BinanceDeadMan {
    static final String PATH = "/fapi/v1/countdownCancelAll";
    static final DeadMan OFFER =
            new DeadMan(Watch.PER_SYMBOL, Duration.ofSeconds(1), Duration.ofHours(24), false, true);
    private static final int WEIGHT = 10;

    private final BinanceOrders orders;

    BinanceDeadMan(BinanceOrders orders) {
        this.orders = orders;
    }

    /** Starts the countdown of every contract anew; zero stops it. */
    CommandOutcome count(Duration patience, Set<String> symbols) {
        if (!patience.isZero() && !OFFER.takes(patience)) {
            return new CommandOutcome.Rejected("", "not sent: binance does not wait " + patience);
        }
        CommandOutcome worst = new CommandOutcome.Done();
        for (String symbol : symbols) {
            worst = worse(worst, count(patience, symbol));
        }
        return worst;
    }

    private CommandOutcome count(Duration patience, String symbol) {
        Map<String, String> params = new LinkedHashMap<>();
        params.put("symbol", symbol);
        params.put("countdownTime", String.valueOf(patience.toMillis()));
        return orders.command(
                new Ask("POST", PATH, params, Proof.SIGNATURE, WEIGHT, 0),
                _ -> new CommandOutcome.Done(),
                CommandOutcome.Rejected::new,
                CommandOutcome.Unknown::new);
    }

    private static CommandOutcome worse(CommandOutcome worst, CommandOutcome next) {
        boolean isWorse =
                next instanceof CommandOutcome.Unknown
                        || (next instanceof CommandOutcome.Rejected
                                && worst instanceof CommandOutcome.Done);
        return isWorse ? next : worst;
    }
}
