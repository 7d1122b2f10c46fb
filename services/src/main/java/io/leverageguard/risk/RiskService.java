package io.leverageguard.risk;

import io.leverageguard.api.config.LiveSettings;
import io.leverageguard.api.config.SettingKey;
import io.leverageguard.api.marketdata.MarketData;
import io.leverageguard.api.marketdata.MarketData.InstrumentRef;
import io.leverageguard.api.risk.AccountMargins;
import io.leverageguard.api.risk.LimitChange;
import io.leverageguard.api.risk.LimitNumbers;
import io.leverageguard.api.risk.MarginPolicy;
import io.leverageguard.api.risk.Risk;
import io.leverageguard.api.risk.RiskEvent;
import io.leverageguard.api.risk.RiskReport;
import io.leverageguard.api.risk.Scope;
import io.leverageguard.api.trading.TradingEvent;
import io.leverageguard.api.trading.TradingEvent.AccountOpened;
import io.leverageguard.api.trading.TradingEvent.AccountReconciled;
import io.leverageguard.api.trading.TradingEvent.FundingSettled;
import io.leverageguard.api.trading.TradingEvent.LimitTripped;
import io.leverageguard.api.trading.TradingEvent.MarginActionTaken;
import io.leverageguard.api.trading.TradingEvent.OrderChanged;
import io.leverageguard.api.trading.TradingEvent.OrderFilled;
import io.leverageguard.api.trading.TradingEvent.PositionChanged;
import io.leverageguard.api.trading.TradingEvent.PositionLiquidated;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.access.Permission;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route.None;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.feed.FeedReader;
import io.leverageguard.risk.RiskRepository.KnownAccount;
import io.leverageguard.risk.ScopeBook.Cause;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides limits and watches margins. */
final class RiskService implements Risk {
    static final Actor SELF = Actor.service("risk");
    private static final Logger LOG = LoggerFactory.getLogger(RiskService.class);

    private final Clock clock;
    private final LiveSettings settings;
    private final MarketData marketData;
    private final RiskRepository repository;
    private final Desks desks;

    RiskService(
            Clock clock,
            LiveSettings settings,
            MarketData marketData,
            RiskRepository repository,
            Desks desks) {
        this.clock = clock;
        this.settings = settings;
        this.marketData = marketData;
        this.repository = repository;
        this.desks = desks;
    }

    /** Those who do the work. */
    record Desks(
            ScopeBook book,
            LimitDesk limits,
            FourEyes fourEyes,
            TripDesk trips,
            MarginDesk margins,
            Reports reports) {}

    @Override
    public Limits limits(Actor actor, AccountLimits ref) {
        Optional<KnownAccount> found = repository.account(ref.account());
        if (found.isEmpty() && actor.isService()) {
            return AccountView.of(
                    new ScopeLimits(
                            Scope.account(ref.account()), defaults(), TradingState.ACTIVE, 0));
        }
        seen(actor, ref);
        return AccountView.of(desks.book().limits(Scope.account(ref.account())));
    }

    @Override
    public Limits setLimits(Actor actor, SetLimits command) {
        LimitNumbers four =
                LimitNumbers.NONE.with(
                        command.orderNotionalMax(),
                        command.positionNotionalMax(),
                        command.leverageMax(),
                        command.openOrdersMax());
        return desks.limits()
                .changeAlone(
                        new Cause(actor.name(), "limits.changed", Asked.reason(command.why())),
                        Scope.account(command.account()),
                        four,
                        null);
    }

    @Override
    public Limits setTradingState(Actor actor, SetTradingState command) {
        return desks.limits()
                .changeAlone(
                        new Cause(
                                actor.name(), "trading_state.changed", Asked.reason(command.why())),
                        Scope.account(command.account()),
                        null,
                        command.state());
    }

    @Override
    public ScopeLimits scopeLimits(Actor actor, ScopeRef ref) {
        Scope scope = Asked.scope(ref.kind(), ref.key());
        mustSee(actor, scope);
        return desks.book().limits(scope);
    }

    @Override
    public AllScopeLimits allLimits(Actor actor, None nothing) {
        onlyServices(actor);
        return new AllScopeLimits(desks.book().all());
    }

    @Override
    public LimitChange proposeLimits(Actor actor, ProposeLimits command) {
        maySetLimits(actor);
        return desks.limits().propose(actor, command);
    }

    @Override
    public LimitChange decideLimits(Actor actor, DecideLimits command) {
        maySetLimits(actor);
        return desks.fourEyes().decide(actor, command, this::agreed);
    }

    @Override
    public LimitChanges limitChanges(Actor actor, ScopeFilter filter) {
        if (!seesAll(actor)) {
            throw Refusal.forbidden("not_an_auditor", "changes of limits need that permission");
        }
        return new LimitChanges(desks.fourEyes().changes(filter));
    }

    @Override
    public Trips trips(Actor actor, ScopeFilter filter) {
        return new Trips(desks.trips().list(filter, seesAll(actor) ? null : actor.user()));
    }

    @Override
    public LimitChange liftTrips(Actor actor, LiftTrips command) {
        maySetLimits(actor);
        return desks.trips().lift(actor, command);
    }

    @Override
    public MarginPolicy marginPolicy(Actor actor, AccountLimits ref) {
        seen(actor, ref);
        return desks.margins().policy(ref.account());
    }

    @Override
    public MarginPolicy setMarginPolicy(Actor actor, SetMarginPolicy command) {
        KnownAccount account = seen(actor, new AccountLimits(command.account()));
        if (!actor.owns(account.owner())) {
            throw Refusal.forbidden("not_the_owner", "a reserve is its owner's to give");
        }
        return desks.margins().set(actor, command);
    }

    @Override
    public MarginActions marginActions(Actor actor, AccountLimits ref) {
        seen(actor, ref);
        return new MarginActions(desks.margins().actions(ref.account()));
    }

    @Override
    public None knowMargins(Actor actor, AccountMargins margins) {
        onlyServices(actor);
        desks.margins().know(margins);
        return None.NONE;
    }

    @Override
    public RiskReport report(Actor actor, ScopeRef ref) {
        Scope scope = Asked.scope(ref.kind(), ref.key());
        switch (scope.kind()) {
            case USER, ACCOUNT -> mustSee(actor, scope);
            case DESK, VENUE -> {
                if (!seesAll(actor)) {
                    throw Refusal.forbidden(
                            "not_an_auditor", "a report of everybody needs that permission");
                }
            }
            case STRATEGY, SYMBOL ->
                    throw Refusal.unprocessable(
                            "report_not_offered",
                            "there are reports of the desk, of people, venues and accounts");
        }
        return desks.reports().of(scope);
    }

    @Override
    public Exposure exposure(Actor actor, AccountLimits ref) {
        seen(actor, ref);
        BigDecimal gross = BigDecimal.ZERO;
        BigDecimal net = BigDecimal.ZERO;
        BigDecimal margin = BigDecimal.ZERO;
        BigDecimal unrealized = BigDecimal.ZERO;
        List<PositionRisk> positions = new ArrayList<>();
        for (OpenPosition position : repository.positions(ref.account())) {
            BigDecimal mark = mark(new InstrumentRef(position.venue(), position.symbol()));
            BigDecimal notional = position.notional(mark);
            BigDecimal pnl = position.unrealizedPnl(mark);
            gross = gross.add(notional);
            net = position.isLong() ? net.add(notional) : net.subtract(notional);
            margin = margin.add(position.margin());
            unrealized = unrealized.add(pnl);
            positions.add(
                    new PositionRisk(
                            position.symbol(),
                            position.quantity(),
                            notional,
                            position.margin(),
                            pnl,
                            position.distance(mark)));
        }
        return new Exposure(
                ref.account(), clock.now(), gross, net, margin, unrealized, List.copyOf(positions));
    }

    @Override
    public Warnings warnings(Actor actor, AccountLimits ref) {
        seen(actor, ref);
        return new Warnings(repository.warnings(ref.account()));
    }

    @Override
    public EventFeed<RiskEvent> events() {
        return repository.events();
    }

    @Override
    public AuditTrail audit() {
        return repository.audit();
    }

    /** Takes in what the trading service announced. */
    Consumer<Handle> react(EventFeed.Stored<TradingEvent> stored) {
        return switch (stored.event()) {
            case AccountOpened opened -> {
                LimitNumbers defaults = defaults();
                yield handle -> {
                    if (repository.open(handle, opened)) {
                        desks.book().open(handle, opened.account(), defaults);
                    }
                };
            }
            case PositionChanged changed -> handle -> repository.keep(handle, changed.position());
            case LimitTripped tripped -> handle -> desks.trips().tripped(handle, tripped);
            case MarginActionTaken taken -> handle -> desks.margins().taken(handle, taken);
            case OrderChanged _,
                    OrderFilled _,
                    PositionLiquidated _,
                    FundingSettled _,
                    AccountReconciled _ ->
                    FeedReader.nothing();
            case TradingEvent.OrderUnknown _,
                    TradingEvent.PositionDeleveraged _,
                    TradingEvent.PositionSettled _ ->
                    FeedReader.nothing();
        };
    }

    /** Gives the present defaults to every account that has no limits of its own. */
    int applyDefaults() {
        return desks.limits()
                .applyDefaults(
                        new Cause(SELF.name(), "limits.changed", "the defaults changed"),
                        defaults());
    }

    /** Looks at every open position once: warns of those that came too close, and acts. */
    void watchMargins() {
        Map<InstrumentRef, Optional<BigDecimal>> marks = new HashMap<>();
        Set<AccountId> withPolicy = desks.margins().accounts();
        for (OpenPosition position : repository.positions()) {
            InstrumentRef ref = new InstrumentRef(position.venue(), position.symbol());
            marks.computeIfAbsent(ref, this::markIfKnown)
                    .ifPresent(mark -> watch(position, mark, withPolicy));
        }
    }

    /** Lets changes fall that nobody decided in time. */
    void expireChanges() {
        desks.fourEyes().expire();
    }

    private void watch(OpenPosition position, BigDecimal mark, Set<AccountId> withPolicy) {
        BigDecimal distance = position.distance(mark);
        BigDecimal liquidationPrice = position.liquidationPrice();
        if (distance == null || liquidationPrice == null) {
            return;
        }
        repository.watch(
                position,
                distance,
                new Warning(
                        position.account(),
                        position.symbol(),
                        distance,
                        distance,
                        mark,
                        liquidationPrice,
                        clock.now()));
        if (withPolicy.contains(position.account())) {
            desks.margins().watch(position, distance);
        }
    }

    private void agreed(Handle handle, LimitChange change, Actor by, String why) {
        switch (change.kind()) {
            case LIMITS -> desks.limits().agreed(handle, change, by, why);
            case LIFT -> desks.trips().agreed(handle, change, by, why);
        }
    }

    private KnownAccount seen(Actor actor, AccountLimits ref) {
        return repository
                .account(ref.account())
                .filter(account -> actor.owns(account.owner()) || seesAll(actor))
                .orElseThrow(() -> Refusal.notFound("account", ref.account()));
    }

    /** What binds everybody is no secret; what binds one person is theirs to see. */
    private void mustSee(Actor actor, Scope scope) {
        switch (scope.kind()) {
            case DESK, VENUE, SYMBOL -> {}
            case ACCOUNT -> {
                AccountLimits ref = new AccountLimits(scope.toAccount());
                if (!seen(actor, ref).account().equals(ref.account())) {
                    throw Refusal.notFound("account", scope.key());
                }
            }
            case USER, STRATEGY -> {
                if (!scope.isOf(actor.user()) && !seesAll(actor)) {
                    throw Refusal.notFound("scope", scope);
                }
            }
        }
    }

    private static boolean seesAll(Actor actor) {
        return actor.may(Permission.SET_LIMITS) || actor.may(Permission.AUDIT);
    }

    private static void maySetLimits(Actor actor) {
        if (!actor.may(Permission.SET_LIMITS)) {
            throw Refusal.forbidden("not_allowed", "changing limits needs that permission");
        }
    }

    private static void onlyServices(Actor actor) {
        if (!actor.isService()) {
            throw Refusal.forbidden("not_allowed", "this is between services");
        }
    }

    private BigDecimal mark(InstrumentRef ref) {
        return marketData.mark(SELF, ref).mark();
    }

    /** A watch without a price waits for the next round; it must not stop the others. */
    private Optional<BigDecimal> markIfKnown(InstrumentRef ref) {
        try {
            return Optional.of(mark(ref));
        } catch (Refusal e) {
            LOG.warn("no margin watch of {}: {}", ref, e.getMessage());
            return Optional.empty();
        }
    }

    private LimitNumbers defaults() {
        return LimitNumbers.NONE.with(
                settings.get(SettingKey.RISK_ORDER_NOTIONAL_MAX),
                settings.get(SettingKey.RISK_POSITION_NOTIONAL_MAX),
                settings.get(SettingKey.RISK_LEVERAGE_MAX).intValue(),
                settings.get(SettingKey.RISK_OPEN_ORDERS_MAX).intValue());
    }
}
