package io.leverageguard.venues.bybit;

import io.leverageguard.venues.Capabilities.DeadMan;
import io.leverageguard.venues.Capabilities.Watch;
import io.leverageguard.venues.Reports.CommandOutcome;
import io.leverageguard.venues.bybit.BybitMessages.CancelOnLoss;
import io.leverageguard.venues.bybit.BybitRest.Ask;
import java.time.Duration;

/**
 * What Bybit calls disconnection protection: it cancels the orders of an account whose private
 * streams that follow {@link #TOPIC} have all been gone for so many seconds. The time can be
 * changed; switching it off is a matter for the venue's people.
 */
final class BybitDeadMan {
    static final String PATH = "/v5/order/disconnected-cancel-all";

    /** A private stream counts for the protection of perpetuals only when it follows this. */
    static final String TOPIC = "dcp.future";

    static final DeadMan OFFER =
            new DeadMan(
                    Watch.ON_DISCONNECT,
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(300),
                    true,
                    false);

    /** Without it the venue protects options. */
    private static final String PRODUCT = "DERIVATIVES";

    private final BybitRest rest;
    private final BybitSigner signer;

    BybitDeadMan(BybitRest rest, BybitSigner signer) {
        this.rest = rest;
        this.signer = signer;
    }

    /** Sets the time; what is not a whole second is rounded up. */
    CommandOutcome set(Duration patience) {
        if (!OFFER.takes(patience)) {
            return new CommandOutcome.Rejected("", "not sent: bybit does not wait " + patience);
        }
        int seconds = (int) patience.plusSeconds(1).minusNanos(1).toSeconds();
        Ask ask = Ask.urgent(PATH, new CancelOnLoss(PRODUCT, seconds));
        return BybitOrders.command(rest.send(ask, signer));
    }
}
