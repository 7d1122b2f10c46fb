package io.leverageguard.trading;

import io.leverageguard.api.marketdata.MarketData.Instrument;
import io.leverageguard.api.risk.AccountMargins;
import io.leverageguard.api.risk.AccountMargins.Bracket;
import io.leverageguard.api.risk.AccountMargins.SymbolMargins;
import io.leverageguard.api.risk.MarginPolicy.ActionKind;
import io.leverageguard.api.risk.Risk;
import io.leverageguard.api.risk.Risk.AccountLimits;
import io.leverageguard.api.risk.Risk.ScopeLimits;
import io.leverageguard.api.risk.RiskEvent;
import io.leverageguard.api.risk.RiskEvent.MarginActionDue;
import io.leverageguard.api.risk.Scope;
import io.leverageguard.api.trading.MarginChangeId;
import io.leverageguard.api.trading.Protection.MarginChange;
import io.leverageguard.api.trading.Protection.MarginKind;
import io.leverageguard.api.trading.Protection.MarginState;
import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.trading.Trading.Balance;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.kernel.run.Pump;
import io.leverageguard.trading.Margins.Listing;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What goes to and fro between risk and the engine: limits, read whole at the start and followed
 * from then on; lifted trips; actions of margin policies; and what is known of margins. Risk being
 * away holds up nobody: it is asked and told again.
 */
final class RiskLink implements Pump {
    private static final Logger LOG = LoggerFactory.getLogger(RiskLink.class);
    private static final Actor SELF = Actor.service("trading");
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Intake.Sources sources;
    private final Risk risk;
    private final Map<AccountId, Account> untold = new ConcurrentHashMap<>();
    private volatile boolean limitsKnown;
    private Instant notBefore = Instant.MIN;

    RiskLink(Intake.Sources sources, Risk risk) {
        this.sources = sources;
        this.risk = risk;
    }

    @Override
    public String name() {
        return "trading.risk";
    }

    @Override
    public int pump() {
        if ((limitsKnown && untold.isEmpty()) || sources.clock().now().isBefore(notBefore)) {
            return 0;
        }
        try {
            if (!limitsKnown) {
                readLimits();
                limitsKnown = true;
            }
            for (Account account : List.copyOf(untold.values())) {
                None told = risk.knowMargins(SELF, margins(account));
                untold.remove(account.account(), account);
                LOG.debug("margins of {}: {}", account.account(), told);
            }
            return 1;
        } catch (Refusal refusal) {
            LOG.info("risk is asked again: {}", refusal.getMessage());
            notBefore = sources.clock().now().plus(PAUSE);
            return 0;
        }
    }

    /** An account was compared with its venue: risk is told of its margins. */
    void reconciled(Account account) {
        untold.put(account.account(), account);
    }

    /** Takes in what risk has decided. */
    void hear(RiskEvent event) {
        switch (event) {
            case RiskEvent.LimitsChanged changed -> decide(LimitWords.scope(changed.limits()));
            case RiskEvent.ScopeLimitsChanged changed -> decide(changed.limits());
            case RiskEvent.TripsLifted lifted -> {
                if (isKnown(lifted.scope())) {
                    sources.room().tell(desk -> desk.lift(lifted.scope(), lifted.components()));
                }
            }
            case RiskEvent.MarginActionDue due -> take(due);
            case RiskEvent.MarginWarned _ -> {}
        }
    }

    private void readLimits() {
        risk.allLimits(SELF, None.NONE).limits().forEach(this::decide);
        for (Account account : sources.store().accounts()) {
            decide(LimitWords.scope(risk.limits(SELF, new AccountLimits(account.account()))));
        }
    }

    private void decide(ScopeLimits limits) {
        if (isKnown(limits.scope())) {
            sources.room().tell(desk -> desk.limits(limits));
        }
    }

    /** An instrument must be in the engine before it can be limited. */
    private boolean isKnown(Scope scope) {
        if (scope.kind() != Scope.Kind.SYMBOL) {
            return true;
        }
        int colon = scope.key().indexOf(':');
        String venue = scope.key().substring(0, colon);
        String symbol = scope.key().substring(colon + 1);
        Instrument instrument;
        try {
            instrument = sources.market().reported(venue, symbol);
        } catch (Refusal refusal) {
            if (refusal.reason() == Refusal.Reason.UNAVAILABLE) {
                throw refusal;
            }
            LOG.warn("limits of {}, which is traded nowhere: {}", scope, refusal.getMessage());
            return false;
        }
        int number = sources.room().ask(desk -> desk.orders().contracts().of(instrument).number());
        return number > 0;
    }

    /** Once for each action, however often it is heard of. */
    private void take(MarginActionDue due) {
        MarginChangeId id = new MarginChangeId(due.action().value());
        if (sources.store().protection().marginChange(id).isPresent()) {
            return;
        }
        boolean adds = due.kind() == ActionKind.ADD_MARGIN;
        Instant now = sources.now();
        MarginChange change =
                new MarginChange(
                        id,
                        due.account(),
                        due.symbol(),
                        adds ? MarginKind.ADJUST : MarginKind.REDUCE,
                        due.amount(),
                        due.share(),
                        null,
                        null,
                        null,
                        true,
                        MarginState.DUE,
                        "",
                        now,
                        now);
        sources.room()
                .tell(
                        desk -> {
                            if (desk.accounts().find(due.account()) == null) {
                                LOG.warn("no account for the margin action {}", id);
                            } else if (desk.margins().find(id) == null) {
                                desk.margins().begin(change, "risk");
                            }
                        });
    }

    private AccountMargins margins(Account account) {
        Set<String> symbols = Set.copyOf(sources.store().symbols(account.account()));
        List<SymbolMargins> tables = new ArrayList<>();
        for (Listing listing : sources.margins().known()) {
            if (listing.venue().equals(account.venue()) && symbols.contains(listing.symbol())) {
                tables.add(table(listing));
            }
        }
        return new AccountMargins(
                account.account(), wallet(account, symbols), tables, sources.now());
    }

    private SymbolMargins table(Listing listing) {
        return new SymbolMargins(
                listing.venue(),
                listing.symbol(),
                sources.margins().table(listing).stream()
                        .map(
                                bracket ->
                                        new Bracket(
                                                bracket.notionalFloor(),
                                                bracket.notionalCap(),
                                                bracket.maxLeverage(),
                                                bracket.rate(),
                                                bracket.amount()))
                        .toList());
    }

    /** In the quote asset of what is traded, most of all; in a new account its largest balance. */
    private BigDecimal wallet(Account account, Set<String> symbols) {
        List<String> quotes =
                symbols.stream()
                        .sorted()
                        .map(symbol -> sources.market().reported(account.venue(), symbol).quote())
                        .toList();
        BigDecimal largest = BigDecimal.ZERO;
        for (Balance balance : sources.store().balances(account.account())) {
            if (quotes.isEmpty() || quotes.contains(balance.asset())) {
                largest = largest.max(balance.wallet());
            }
        }
        return largest;
    }
}
