package io.leverageguard.risk;

import io.leverageguard.api.config.LiveSettings;
import io.leverageguard.api.config.SettingKey;
import io.leverageguard.api.risk.LimitChange;
import io.leverageguard.api.risk.LimitChange.Status;
import io.leverageguard.api.risk.LimitNumbers;
import io.leverageguard.api.risk.Risk.LiftTrips;
import io.leverageguard.api.risk.Risk.ScopeFilter;
import io.leverageguard.api.risk.Risk.ScopeLimits;
import io.leverageguard.api.risk.Risk.TradingState;
import io.leverageguard.api.risk.RiskEvent;
import io.leverageguard.api.risk.RiskEvent.TripsLifted;
import io.leverageguard.api.risk.Scope;
import io.leverageguard.api.risk.Trip;
import io.leverageguard.api.trading.TradingEvent.LimitTripped;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.feed.PostgresAudit;
import io.leverageguard.kit.feed.PostgresFeed;
import io.leverageguard.kit.sql.Database;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the loss limits that were reached, and lifts them. */
final class TripDesk {
    private static final Logger LOG = LoggerFactory.getLogger(TripDesk.class);
    private static final String DAILY_LOSS = "dailyLoss";
    private static final String DRAWDOWN = "drawdown";
    private static final Set<String> COMPONENTS = Set.of(DAILY_LOSS, DRAWDOWN, "lossStreak");

    private final Database database;
    private final TripRepository trips;
    private final ScopeBook book;
    private final LimitDesk desk;
    private final FourEyes fourEyes;
    private final LiveSettings settings;
    private final Clock clock;
    private final PostgresFeed<RiskEvent> feed;
    private final PostgresAudit audit;

    TripDesk(
            Database database,
            ScopeBook book,
            LimitDesk desk,
            FourEyes fourEyes,
            LiveSettings settings,
            Clock clock) {
        this.database = database;
        this.trips = new TripRepository();
        this.book = book;
        this.desk = desk;
        this.fourEyes = fourEyes;
        this.settings = settings;
        this.clock = clock;
        this.feed = database.feed(RiskEvent.class);
        this.audit = database.audit();
    }

    /** A loss limit was reached. */
    void tripped(Handle handle, LimitTripped event) {
        trips.record(
                handle,
                new Trip(
                        0,
                        event.account(),
                        scope(event),
                        event.component(),
                        state(event),
                        event.until(),
                        event.words(),
                        event.at(),
                        null,
                        "",
                        ""));
    }

    List<Trip> list(ScopeFilter filter, @Nullable UserId owner) {
        return database.read(handle -> trips.list(handle, filter, owner));
    }

    List<Trip> inForce() {
        return database.read(handle -> trips.inForce(handle, clock.now()));
    }

    LimitChange lift(Actor actor, LiftTrips command) {
        Scope scope = Asked.scope(command.kind(), command.key());
        String why = Asked.reason(command.why());
        if (command.components().isEmpty() || !COMPONENTS.containsAll(command.components())) {
            throw Refusal.invalid("components", "must be some of " + COMPONENTS);
        }
        return database.transaction(
                handle -> {
                    ScopeLimits limits = book.lock(handle, scope).limits();
                    Optional<LimitChange> first =
                            fourEyes.repeated(handle, actor, command.id(), command);
                    if (first.isPresent()) {
                        return first.get();
                    }
                    List<String> found = tripped(handle, scope, command.components());
                    if (found.isEmpty()) {
                        throw Refusal.notFound("trip", scope + " " + command.components());
                    }
                    List<String> waiting =
                            found.stream().filter(each -> !mayLiftAlone(limits, each)).toList();
                    List<String> alone = new ArrayList<>(found);
                    alone.removeAll(waiting);
                    end(handle, scope, alone, actor.name(), why);
                    return fourEyes.add(
                            handle, change(actor, command, limits, found, waiting), command);
                });
    }

    /** Lifts what a second person agreed to; what has ended by itself meanwhile is no matter. */
    void agreed(Handle handle, LimitChange change, Actor by, String why) {
        String words = why + " (proposed by " + change.proposedBy() + ": " + change.why() + ")";
        end(handle, change.scope(), change.waiting(), by.name(), words);
    }

    private void end(Handle handle, Scope scope, List<String> components, String by, String why) {
        List<String> lifted = new ArrayList<>();
        for (Trip trip : trips.inForce(handle, scope, clock.now())) {
            if (components.contains(trip.component())) {
                trips.lift(handle, trip, by, why, clock.now());
                audit.record(handle, by, "trip.lifted", ScopeBook.object(scope), trip, null, why);
                lifted.add(trip.component());
            }
        }
        if (!lifted.isEmpty()) {
            feed.append(handle, new TripsLifted(scope, lifted.stream().distinct().toList(), why));
        }
    }

    private List<String> tripped(Handle handle, Scope scope, List<String> components) {
        return trips.inForce(handle, scope, clock.now()).stream()
                .map(Trip::component)
                .filter(components::contains)
                .distinct()
                .toList();
    }

    /**
     * One person may lift a small loss limit. A streak of losses has no amount of its own; the
     * day's loss limit says how much the scope is about. Where nothing says it, it is not small.
     */
    private boolean mayLiftAlone(ScopeLimits limits, String component) {
        LimitNumbers numbers = limits.numbers();
        BigDecimal size =
                component.equals(DRAWDOWN) ? numbers.drawdownMax() : numbers.dailyLossMax();
        return size != null && size.compareTo(settings.get(SettingKey.RISK_LIFT_ALONE_MAX)) <= 0;
    }

    private LimitChange change(
            Actor actor,
            LiftTrips command,
            ScopeLimits limits,
            List<String> components,
            List<String> waiting) {
        return new LimitChange(
                command.id(),
                LimitChange.Kind.LIFT,
                limits.scope(),
                limits,
                null,
                null,
                components,
                waiting,
                waiting.isEmpty() ? Status.APPLIED : Status.PENDING,
                actor.user(),
                actor.name(),
                command.why().strip(),
                clock.now(),
                desk.expiry(),
                null);
    }

    /** A scope that we cannot read must not stop the feed; the account is known in any case. */
    private static Scope scope(LimitTripped event) {
        try {
            return new Scope(Scope.Kind.valueOf(event.scopeKind()), event.scopeKey());
        } catch (IllegalArgumentException e) {
            LOG.error("a trip of a scope that does not exist: {}", event);
            return Scope.account(event.account());
        }
    }

    private static TradingState state(LimitTripped event) {
        try {
            return TradingState.valueOf(event.state());
        } catch (IllegalArgumentException e) {
            LOG.error("a trip into a state that does not exist: {}", event);
            return TradingState.HALTED;
        }
    }
}
