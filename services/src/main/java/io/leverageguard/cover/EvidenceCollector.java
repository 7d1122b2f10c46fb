package io.leverageguard.cover;

import static io.leverageguard.cover.Peers.COVER;

import io.leverageguard.api.cover.Cover.Policy;
import io.leverageguard.api.marketdata.MarketData.Extremes;
import io.leverageguard.api.marketdata.MarketData.PublicLiquidation;
import io.leverageguard.api.marketdata.MarketData.PublicLiquidations;
import io.leverageguard.api.marketdata.MarketData.Span;
import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.trading.Trading.AccountRef;
import io.leverageguard.api.users.Users.OpenedVenueKey;
import io.leverageguard.api.users.Users.VenueKeyRef;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kit.json.Json;
import io.leverageguard.venues.LiquidationFile;
import io.leverageguard.venues.LiquidationFile.NormalizedLiquidation;
import io.leverageguard.venues.LiquidationFile.RawEvidence;
import io.leverageguard.venues.Reports.IncomeReport;
import io.leverageguard.venues.Reports.KeyRights;
import io.leverageguard.venues.VenueAccount;
import io.leverageguard.venues.VenueCredentials;
import io.leverageguard.venues.VenueError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks the venue, and our own record of the market, for everything that the checks look at. Decides
 * nothing.
 */
final class EvidenceCollector {
    private final Peers peers;

    EvidenceCollector(Peers peers) {
        this.peers = peers;
    }

    /** What was found: the facts, and every answer as received. */
    record Collected(Facts facts, List<RawEvidence> items) {}

    private record VenueAnswer(
            @Nullable KeyRights rights,
            String keyProblem,
            LiquidationFile file,
            List<IncomeReport> moves) {}

    /**
     * Collects.
     *
     * @throws VenueError when the venue does not answer now
     * @throws Refusal when one of our own services does not
     */
    Collected collect(Policy policy, String orderId, boolean paidBefore, Instant now) {
        VenueAnswer answer = askVenue(policy, orderId, now);
        NormalizedLiquidation closure = answer.file().liquidation();
        Instant until = closure == null ? now : closure.endedAt().plus(VenueChecks.SKEW);
        Instant end = earlier(earlier(until, policy.coverUntil()), now);
        Extremes waiting = extremes(policy, policy.boundAt(), policy.coverFrom().minusMillis(1));
        Extremes covered = extremes(policy, policy.coverFrom(), end);
        List<PublicLiquidation> published =
                closure == null ? List.of() : published(policy, closure);
        Facts facts =
                new Facts(
                        answer.rights(),
                        answer.keyProblem(),
                        closure,
                        answer.moves(),
                        waiting,
                        covered,
                        published,
                        paidBefore,
                        now);
        List<RawEvidence> items = new ArrayList<>(answer.file().evidence());
        if (!items.isEmpty()) {
            items.add(own("policy", policy.policy().toString(), policy, now));
            items.add(own("facts", "what the checks look at", facts, now));
        }
        return new Collected(facts, items);
    }

    private VenueAnswer askVenue(Policy policy, String orderId, Instant now) {
        Account account = peers.trading().account(COVER, new AccountRef(policy.account()));
        OpenedVenueKey key;
        try {
            key = peers.users().openVenueKey(COVER, new VenueKeyRef(account.venueKey()));
        } catch (Refusal e) {
            if (e.reason() == Refusal.Reason.UNAVAILABLE) {
                throw e;
            }
            return refused(e.getMessage());
        }
        VenueAccount venueAccount =
                peers.venues()
                        .apply(policy.venue())
                        .account(new VenueCredentials(key.key(), key.secret(), key.passphrase()));
        try {
            KeyRights rights = venueAccount.rights();
            LiquidationFile file =
                    venueAccount.liquidation(policy.symbol(), orderId, policy.boundAt(), now);
            List<IncomeReport> moves =
                    venueAccount.income(policy.symbol(), policy.boundAt(), now).stream()
                            .filter(MoneyChecks::isMove)
                            .toList();
            return new VenueAnswer(rights, "", file, moves);
        } catch (VenueError e) {
            if (e.kind() != VenueError.Kind.NOT_AUTHORIZED) {
                throw e;
            }
            return refused(e.getMessage());
        }
    }

    private static VenueAnswer refused(@Nullable String why) {
        return new VenueAnswer(
                null,
                why == null ? "refused" : why,
                new LiquidationFile(null, List.of()),
                List.of());
    }

    private Extremes extremes(Policy policy, Instant from, Instant to) {
        Instant end = to.isBefore(from) ? from : to;
        return peers.marketdata()
                .extremes(COVER, new Span(policy.venue(), policy.symbol(), from, end));
    }

    private List<PublicLiquidation> published(Policy policy, NormalizedLiquidation closure) {
        PublicLiquidations found =
                peers.marketdata()
                        .liquidations(
                                COVER,
                                new Span(
                                        policy.venue(),
                                        policy.symbol(),
                                        closure.startedAt().minus(MarketChecks.PUBLISHED_WITHIN),
                                        closure.endedAt().plus(MarketChecks.PUBLISHED_WITHIN)));
        return found.liquidations();
    }

    private static RawEvidence own(String source, String request, Object body, Instant now) {
        return new RawEvidence("LeverageGuard " + source, request, Json.write(body), "", now);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
