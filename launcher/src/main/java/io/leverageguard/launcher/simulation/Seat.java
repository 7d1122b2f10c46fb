package io.leverageguard.launcher.simulation;

import io.leverageguard.api.trading.Trading.MarginMode;
import io.leverageguard.api.trading.Trading.SetLeverage;
import io.leverageguard.exchange.core.Account;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.ids.VenueKeyId;
import java.util.Map;

/** Somebody at a venue; {@code truth} is the account there. */
record Seat(String venue, Actor actor, VenueKeyId key, Account truth) {
    /** At Bybit the mode is the account's: a wish for one contract undoes those for others. */
    void dictate(MarginMode mode, Map<String, SetLeverage> leverages) {
        if (venue.equals("bybit")) {
            leverages.values().removeIf(other -> other.marginMode() != mode);
        }
    }
}
