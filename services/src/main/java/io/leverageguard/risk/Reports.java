package io.leverageguard.risk;

import io.leverageguard.api.marketdata.MarketData;
import io.leverageguard.api.marketdata.MarketData.InstrumentRef;
import io.leverageguard.api.risk.RiskReport;
import io.leverageguard.api.risk.RiskReport.Basis;
import io.leverageguard.api.risk.RiskReport.Tails;
import io.leverageguard.api.risk.Scope;
import io.leverageguard.api.risk.Trip;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.risk.RiskRepository.KnownAccount;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reports of what is at risk, made from what is known at the moment that one is asked for. */
final class Reports {
    private static final int OBSERVATIONS_MIN = 30;
    private static final int HOURS_A_DAY = 24;

    private final RiskRepository repository;
    private final ScopeBook book;
    private final TripDesk trips;
    private final MarginDesk margins;
    private final MarketData marketData;
    private final Moves moves;
    private final Clock clock;

    Reports(
            RiskRepository repository,
            ScopeBook book,
            TripDesk trips,
            MarginDesk margins,
            MarketData marketData,
            Clock clock) {
        this.repository = repository;
        this.book = book;
        this.trips = trips;
        this.margins = margins;
        this.marketData = marketData;
        this.moves = new Moves(marketData, clock);
        this.clock = clock;
    }

    RiskReport of(Scope scope) {
        Map<AccountId, KnownAccount> accounts =
                repository.accounts().stream()
                        .filter(account -> isWithin(account, scope))
                        .collect(Collectors.toMap(KnownAccount::account, Function.identity()));
        List<String> unpriced = new ArrayList<>();
        MarginDesk.Known known = margins.known();
        List<PricedPosition> positions = priced(accounts.keySet(), known, unpriced);
        Holdings holdings = Holdings.of(accounts.values(), positions, known.wallets());
        return new RiskReport(
                scope,
                clock.now(),
                holdings.total(unpriced),
                holdings.bySymbol(),
                holdings.byVenue(),
                holdings.held(),
                tails(positions),
                holdings.stress(),
                new LimitUses(holdings, accounts.values()).of(scope, book.all()),
                repository.warnings(accounts.keySet()),
                tripsOf(scope, accounts));
    }

    private static boolean isWithin(KnownAccount account, Scope scope) {
        return switch (scope.kind()) {
            case DESK -> true;
            case USER -> scope.key().equals(account.owner().toString());
            case VENUE -> scope.key().equals(account.venue());
            case ACCOUNT -> scope.key().equals(account.account().toString());
            case STRATEGY, SYMBOL -> false;
        };
    }

    private List<PricedPosition> priced(
            Set<AccountId> accounts, MarginDesk.Known known, List<String> unpriced) {
        Map<InstrumentRef, Optional<BigDecimal>> marks = new HashMap<>();
        Map<InstrumentRef, String> bases = new HashMap<>();
        List<PricedPosition> priced = new ArrayList<>();
        for (OpenPosition open : repository.positions()) {
            if (!accounts.contains(open.account())) {
                continue;
            }
            InstrumentRef ref = new InstrumentRef(open.venue(), open.symbol());
            Optional<BigDecimal> mark = marks.computeIfAbsent(ref, this::mark);
            if (mark.isEmpty()) {
                unpriced.add(open.account() + " " + open.venue() + ":" + open.symbol());
                continue;
            }
            priced.add(
                    new PricedPosition(
                            open,
                            mark.get(),
                            bases.computeIfAbsent(ref, this::base),
                            known.tables()
                                    .get(
                                            new MarginRepository.Listing(
                                                    open.venue(), open.symbol()))));
        }
        return priced;
    }

    private Optional<BigDecimal> mark(InstrumentRef ref) {
        try {
            return Optional.of(marketData.mark(RiskService.SELF, ref).mark());
        } catch (Refusal e) {
            return Optional.empty();
        }
    }

    /** An instrument that nobody describes moves as the others do, which is the most. */
    private String base(InstrumentRef ref) {
        try {
            return marketData.instrument(RiskService.SELF, ref).base();
        } catch (Refusal e) {
            return ref.symbol();
        }
    }

    private List<Trip> tripsOf(Scope scope, Map<AccountId, KnownAccount> accounts) {
        return trips.inForce().stream()
                .filter(trip -> trip.scope().equals(scope) || accounts.containsKey(trip.account()))
                .toList();
    }

    /**
     * By daily moves where every instrument has enough of them, else by hourly ones, so that a new
     * instrument is not left out; else by what there is, without those that are too new.
     */
    private Tails tails(List<PricedPosition> positions) {
        Map<InstrumentRef, Double> held = new HashMap<>();
        for (PricedPosition position : positions) {
            double notional = position.signedNotional().doubleValue();
            held.merge(position.instrument(), notional, Double::sum);
        }
        if (held.isEmpty()) {
            return new Tails(Basis.NONE, 0, List.of(), List.of());
        }
        Sample days = sample(held, moves::daily);
        if (days.without().isEmpty() && days.isEnough()) {
            return days.tails(Basis.DAYS, 1);
        }
        Sample hours = sample(held, moves::hourly);
        boolean fewerLeftOut = hours.without().size() < days.without().size();
        if (hours.isEnough() && (fewerLeftOut || !days.isEnough())) {
            return hours.tails(Basis.HOURS, HOURS_A_DAY);
        }
        return days.isEnough()
                ? days.tails(Basis.DAYS, 1)
                : new Tails(Basis.NONE, 0, names(held.keySet()), List.of());
    }

    /** Profits of today's positions, oldest first, and the instruments that have no history. */
    private record Sample(List<Double> profits, List<String> without) {
        boolean isEnough() {
            return profits.size() >= OBSERVATIONS_MIN;
        }

        Tails tails(Basis basis, int horizon) {
            return new Tails(
                    basis,
                    profits.size(),
                    without,
                    TailRisk.measures(
                            profits.stream().mapToDouble(Double::doubleValue).toArray(), horizon));
        }
    }

    private static Sample sample(
            Map<InstrumentRef, Double> held,
            Function<InstrumentRef, NavigableMap<Instant, Double>> moves) {
        List<InstrumentRef> without = new ArrayList<>();
        Set<Instant> common = null;
        Map<InstrumentRef, NavigableMap<Instant, Double>> found = new HashMap<>();
        for (InstrumentRef ref : held.keySet()) {
            NavigableMap<Instant, Double> of = moves.apply(ref);
            if (of.size() < OBSERVATIONS_MIN) {
                without.add(ref);
                continue;
            }
            found.put(ref, of);
            if (common == null) {
                common = new TreeSet<>(of.keySet());
            } else {
                common.retainAll(of.keySet());
            }
        }
        NavigableMap<Instant, Double> profits = new TreeMap<>();
        for (Instant at : common == null ? Set.<Instant>of() : common) {
            double profit = 0;
            for (Map.Entry<InstrumentRef, NavigableMap<Instant, Double>> of : found.entrySet()) {
                profit += held.getOrDefault(of.getKey(), 0.0) * of.getValue().getOrDefault(at, 0.0);
            }
            profits.put(at, profit);
        }
        return new Sample(List.copyOf(profits.values()), names(without));
    }

    private static List<String> names(Collection<InstrumentRef> refs) {
        return refs.stream().map(ref -> ref.venue() + ":" + ref.symbol()).sorted().toList();
    }
}
