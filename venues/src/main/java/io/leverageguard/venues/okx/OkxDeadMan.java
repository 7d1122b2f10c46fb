package io.leverageguard.venues.okx;

import io.leverageguard.venues.Capabilities.DeadMan;
import io.leverageguard.venues.Capabilities.Watch;
import io.leverageguard.venues.Reports.CommandOutcome;
import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.okx.OkxOrders.CancelAllAfter;
import io.leverageguard.venues.okx.OkxRest.Answer;
import io.leverageguard.venues.okx.OkxRest.Ask;
import java.io.IOException;
import java.time.Duration;

/**
 * The countdown at the end of which OKX cancels the orders of an account. There is one for all
 * contracts; it counts in whole seconds and runs once. Conditional orders stay.
 */
final class OkxDeadMan {
    static final String PATH = "/api/v5/trade/cancel-all-after";
    static final DeadMan OFFER =
            new DeadMan(
                    Watch.PER_ACCOUNT,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(120),
                    false,
                    true);

    private final OkxRest rest;
    private final OkxSigner signer;

    OkxDeadMan(OkxRest rest, OkxSigner signer) {
        this.rest = rest;
        this.signer = signer;
    }

    /** Starts the countdown anew; zero stops it. What is not a whole second is rounded up. */
    CommandOutcome count(Duration patience) {
        if (!patience.isZero() && !OFFER.takes(patience)) {
            return new CommandOutcome.Rejected("", "not sent: okx does not wait " + patience);
        }
        long seconds = patience.plusSeconds(1).minusNanos(1).toSeconds();
        CancelAllAfter words = new CancelAllAfter(String.valueOf(seconds));
        Answer answer;
        try {
            answer = rest.send(Ask.cancel(PATH, "", words, 0), signer);
        } catch (IOException e) {
            return new CommandOutcome.Unknown("no answer: " + e.getMessage());
        } catch (VenueError e) {
            return new CommandOutcome.Rejected(e.venueCode(), "not sent: " + e.getMessage());
        }
        if (answer.isDone()) {
            return new CommandOutcome.Done();
        }
        return answer.isOpen()
                ? new CommandOutcome.Unknown((answer.code() + " " + answer.words()).strip())
                : new CommandOutcome.Rejected(answer.code(), answer.words());
    }
}
