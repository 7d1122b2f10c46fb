package io.leverageguard.venues;

import io.leverageguard.kernel.time.Clock;
import io.leverageguard.venues.Reports.IncomeReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fundings of which the stream says how much and not for which contract, as Binance does where
 * positions share the wallet. The venue's ledger knows; until it lists them it is asked again.
 */
final class NamelessFundings {
    private static final Logger LOG = LoggerFactory.getLogger(NamelessFundings.class);
    private static final Duration AROUND = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** By then everything is asked for anyway. */
    private static final Duration GIVEN_UP_AFTER = Duration.ofMinutes(10);

    private final VenueAccount account;
    private final Clock clock;
    private Instant owed = Instant.MIN;
    private Instant askAt = Instant.MAX;
    private Instant giveUpAt = Instant.MIN;

    NamelessFundings(VenueAccount account, Clock clock) {
        this.account = account;
        this.clock = clock;
    }

    /** Something was paid or received at this time. */
    void owe(Instant at) {
        owed = at;
        askAt = clock.now();
        giveUpAt = askAt.plus(GIVEN_UP_AFTER);
    }

    /** Tells of what the ledger lists meanwhile; of all contracts at once, so perhaps again. */
    int tell(AccountSink sink) {
        Instant now = clock.now();
        if (now.isBefore(askAt)) {
            return 0;
        }
        List<IncomeReport> lines = lines();
        for (IncomeReport line : lines) {
            sink.onFunding(line.symbol(), line.amount(), line.at());
        }
        boolean done = !lines.isEmpty() || now.isAfter(giveUpAt);
        askAt = done ? Instant.MAX : now.plus(PAUSE);
        return lines.size();
    }

    private List<IncomeReport> lines() {
        try {
            return account.income("", owed.minus(AROUND), owed.plus(AROUND)).stream()
                    .filter(line -> line.kind().contains("FUNDING") && !line.symbol().isEmpty())
                    .toList();
        } catch (VenueError e) {
            LOG.info("a funding waits for its contract: {}", e.getMessage());
            return List.of();
        }
    }
}
