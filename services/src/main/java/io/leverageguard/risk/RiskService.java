package io.leverageguard.risk;

import io.leverageguard.api.config.LiveSettings;
import io.leverageguard.api.config.SettingKey;
import io.leverageguard.api.marketdata.MarketData;
import io.leverageguard.api.marketdata.MarketData.InstrumentRef;
import io.leverageguard.api.risk.Risk;
import io.leverageguard.api.risk.RiskEvent;
import io.leverageguard.api.trading.TradingEvent;
import io.leverageguard.api.trading.TradingEvent.AccountOpened;
import io.leverageguard.api.trading.TradingEvent.AccountReconciled;
import io.leverageguard.api.trading.TradingEvent.FundingSettled;
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
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.kit.feed.FeedReader;
import io.leverageguard.risk.RiskRepository.Change;
import io.leverageguard.risk.RiskRepository.StoredLimits;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides limits and watches margins. */
final class RiskService implements Risk {
    private static final Logger LOG = LoggerFactory.getLogger(RiskService.class);
    private static final int WHY_LENGTH_MAX = 500;
    private static final Actor SELF = Actor.service("risk");

    private final Clock clock;
    private final LiveSettings settings;
    private final MarketData marketData;
    private final RiskRepository repository;

    RiskService(
            Clock clock, LiveSettings settings, MarketData marketData, RiskRepository repository) {
        this.clock = clock;
        this.settings = settings;
        this.marketData = marketData;
        this.repository = repository;
    }

    @Override
    public Limits limits(Actor actor, AccountLimits ref) {
        Optional<StoredLimits> found = repository.limits(ref.account());
        if (found.isEmpty() && actor.isService()) {
            return defaults(ref.account(), TradingState.ACTIVE, 0);
        }
        return seen(actor, ref, found).limits();
    }

    @Override
    public Limits setLimits(Actor actor, SetLimits command) {
        notNegative("orderNotionalMax", command.orderNotionalMax());
        notNegative("positionNotionalMax", command.positionNotionalMax());
        within("leverageMax", command.leverageMax(), SettingKey.RISK_LEVERAGE_MAX);
        within("openOrdersMax", command.openOrdersMax(), SettingKey.RISK_OPEN_ORDERS_MAX);
        return change(
                command.account(),
                true,
                new Change(actor.name(), "limits.changed", reason(command.why())),
                before ->
                        new Limits(
                                command.account(),
                                command.orderNotionalMax(),
                                command.positionNotionalMax(),
                                command.leverageMax(),
                                command.openOrdersMax(),
                                before.state(),
                                before.version() + 1));
    }

    @Override
    public Limits setTradingState(Actor actor, SetTradingState command) {
        return change(
                command.account(),
                false,
                new Change(actor.name(), "trading_state.changed", reason(command.why())),
                before ->
                        new Limits(
                                before.account(),
                                before.orderNotionalMax(),
                                before.positionNotionalMax(),
                                before.leverageMax(),
                                before.openOrdersMax(),
                                command.state(),
                                before.version() + 1));
    }

    @Override
    public Exposure exposure(Actor actor, AccountLimits ref) {
        seen(actor, ref, repository.limits(ref.account()));
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
        seen(actor, ref, repository.limits(ref.account()));
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
                Limits limits = defaults(opened.account(), TradingState.ACTIVE, 1);
                yield handle -> repository.open(handle, opened, limits);
            }
            case PositionChanged changed -> handle -> repository.keep(handle, changed.position());
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
        int changed = 0;
        for (StoredLimits stored : repository.limitsByDefault()) {
            Limits before = stored.limits();
            Limits now = defaults(before.account(), before.state(), before.version() + 1);
            if (!sameNumbers(before, now)) {
                repository.change(
                        before.account(),
                        false,
                        new Change(SELF.name(), "limits.changed", "the defaults changed"),
                        found -> defaults(found.account(), found.state(), found.version() + 1));
                changed++;
            }
        }
        return changed;
    }

    /** Looks at every open position once and warns of those that came too close. */
    void watchMargins() {
        Map<InstrumentRef, Optional<BigDecimal>> marks = new HashMap<>();
        for (OpenPosition position : repository.positions()) {
            InstrumentRef ref = new InstrumentRef(position.venue(), position.symbol());
            marks.computeIfAbsent(ref, this::markIfKnown).ifPresent(mark -> watch(position, mark));
        }
    }

    private void watch(OpenPosition position, BigDecimal mark) {
        BigDecimal distance = position.distance(mark);
        BigDecimal liquidationPrice = position.liquidationPrice();
        if (distance != null && liquidationPrice != null) {
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
        }
    }

    private Limits change(AccountId account, boolean own, Change change, UnaryOperator<Limits> to) {
        return repository
                .change(account, own, change, to)
                .orElseThrow(() -> Refusal.notFound("account", account));
    }

    private StoredLimits seen(Actor actor, AccountLimits ref, Optional<StoredLimits> found) {
        return found.filter(
                        stored ->
                                actor.owns(stored.owner())
                                        || actor.may(Permission.SET_LIMITS)
                                        || actor.may(Permission.AUDIT))
                .orElseThrow(() -> Refusal.notFound("account", ref.account()));
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

    private Limits defaults(AccountId account, TradingState state, long version) {
        return new Limits(
                account,
                settings.get(SettingKey.RISK_ORDER_NOTIONAL_MAX),
                settings.get(SettingKey.RISK_POSITION_NOTIONAL_MAX),
                settings.get(SettingKey.RISK_LEVERAGE_MAX).intValue(),
                settings.get(SettingKey.RISK_OPEN_ORDERS_MAX).intValue(),
                state,
                version);
    }

    private static boolean sameNumbers(Limits one, Limits other) {
        return one.orderNotionalMax().compareTo(other.orderNotionalMax()) == 0
                && one.positionNotionalMax().compareTo(other.positionNotionalMax()) == 0
                && one.leverageMax() == other.leverageMax()
                && one.openOrdersMax() == other.openOrdersMax();
    }

    private static void notNegative(String field, BigDecimal value) {
        if (value.signum() < 0) {
            throw Refusal.invalid(field, "must not be below zero");
        }
    }

    private static void within(String field, int value, SettingKey bounds) {
        BigDecimal given = BigDecimal.valueOf(value);
        if (given.compareTo(bounds.min()) < 0 || given.compareTo(bounds.max()) > 0) {
            throw Refusal.invalid(field, "must be " + bounds.min() + " to " + bounds.max());
        }
    }

    private static String reason(String why) {
        if (why.isBlank() || why.length() > WHY_LENGTH_MAX) {
            throw Refusal.invalid("why", "needs a reason of at most " + WHY_LENGTH_MAX);
        }
        return why.strip();
    }
}
