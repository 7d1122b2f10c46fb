package io.leverageguard.launcher.simulation;

import io.leverageguard.api.marketdata.MarketData.Book;
import io.leverageguard.api.marketdata.MarketData.Depth;
import io.leverageguard.api.marketdata.MarketData.InstrumentRef;
import io.leverageguard.api.marketdata.MarketData.Level;
import io.leverageguard.api.marketdata.MarketData.MarkPrice;
import io.leverageguard.api.marketdata.MarketDataRoutes;
import io.leverageguard.api.risk.Risk.AccountLimits;
import io.leverageguard.api.risk.Risk.AllScopeLimits;
import io.leverageguard.api.risk.Risk.Limits;
import io.leverageguard.api.risk.Risk.TradingState;
import io.leverageguard.api.risk.RiskRoutes;
import io.leverageguard.api.users.Users.OpenedVenueKey;
import io.leverageguard.api.users.Users.VenueKey;
import io.leverageguard.api.users.Users.VenueKeyRef;
import io.leverageguard.api.users.Users.VenueKeys;
import io.leverageguard.api.users.UsersRoutes;
import io.leverageguard.exchange.core.Market;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.rpc.Caller;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route;
import io.leverageguard.kernel.rpc.Route.None;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Answers what trading asks of users, risk and market data; each call takes a moment. */
final class Neighbours implements Caller {
    static final BigDecimal ORDER_NOTIONAL_MAX = new BigDecimal("30000");
    static final BigDecimal POSITION_NOTIONAL_MAX = new BigDecimal("60000");
    static final int LEVERAGE_MAX = 40;
    static final int OPEN_ORDERS_MAX = 8;
    private static final int LEVELS = 50;

    private final World world;
    private final List<OpenedVenueKey> keys = new ArrayList<>();
    private final Map<AccountId, Limits> decided = new HashMap<>();

    Neighbours(World world) {
        this.world = world;
    }

    /** A key that somebody has stored. */
    void add(OpenedVenueKey key) {
        keys.add(key);
    }

    /** What risk has decided last for the account. */
    Limits limits(AccountId account) {
        return decided.getOrDefault(account, usual(account));
    }

    /** Risk decides. */
    void decide(Limits limits) {
        decided.put(limits.account(), limits);
    }

    /** Everything that was decided besides the usual. */
    List<Limits> decisions() {
        return List.copyOf(decided.values());
    }

    private static Limits usual(AccountId account) {
        return new Limits(
                account,
                ORDER_NOTIONAL_MAX,
                POSITION_NOTIONAL_MAX,
                LEVERAGE_MAX,
                OPEN_ORDERS_MAX,
                TradingState.ACTIVE,
                1);
    }

    @Override
    public <Q, R> R call(Route<Q, R> route, Actor actor, Q request) {
        world.moment();
        return route.response().cast(answer(route, actor, request));
    }

    @Override
    public <E> EventFeed<E> feed(String service, Class<E> events) {
        throw new IllegalStateException("trading reads no feed in a simulation: " + service);
    }

    @Override
    public AuditTrail audit(String service) {
        throw new IllegalStateException("trading reads no audit trail: " + service);
    }

    private Object answer(Route<?, ?> route, Actor actor, Object request) {
        if (route.equals(UsersRoutes.OPEN_VENUE_KEY)) {
            return opened((VenueKeyRef) request);
        }
        if (route.equals(UsersRoutes.VENUE_KEYS)) {
            return new VenueKeys(
                    keys.stream()
                            .filter(key -> actor.owns(key.owner()))
                            .map(Neighbours::shown)
                            .toList());
        }
        if (route.equals(RiskRoutes.LIMITS)) {
            return limits(((AccountLimits) request).account());
        }
        if (route.equals(RiskRoutes.ALL_LIMITS)) {
            return new AllScopeLimits(List.of());
        }
        if (route.equals(RiskRoutes.KNOW_MARGINS)) {
            return None.NONE;
        }
        if (route.equals(MarketDataRoutes.INSTRUMENT)) {
            InstrumentRef ref = (InstrumentRef) request;
            return Listings.find(ref.venue(), ref.symbol())
                    .orElseThrow(() -> Refusal.notFound("instrument", ref.symbol()));
        }
        if (route.equals(MarketDataRoutes.MARK)) {
            return mark((InstrumentRef) request);
        }
        if (route.equals(MarketDataRoutes.BOOK)) {
            return book((Depth) request);
        }
        throw new IllegalStateException("nobody answers " + route.path() + " here");
    }

    private OpenedVenueKey opened(VenueKeyRef ref) {
        return keys.stream()
                .filter(key -> key.id().equals(ref.key()))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("venue_key", ref.key()));
    }

    private static VenueKey shown(OpenedVenueKey key) {
        return new VenueKey(
                key.id(),
                key.owner(),
                key.venue(),
                "main",
                "abcd",
                key.accountUid(),
                true,
                false,
                Instant.EPOCH);
    }

    private Book book(Depth depth) {
        Market market = world.exchange().market(depth.symbol());
        Instant now = world.clock().now();
        return new Book(
                depth.venue(),
                depth.symbol(),
                levels(market, true),
                levels(market, false),
                now,
                now,
                false);
    }

    private static List<Level> levels(Market market, boolean bids) {
        List<Level> levels = new ArrayList<>();
        market.book()
                .levels(
                        bids,
                        LEVELS,
                        (ticks, lots, _) ->
                                levels.add(
                                        new Level(
                                                market.contract().price(ticks),
                                                market.contract().quantity(lots))));
        return levels;
    }

    private MarkPrice mark(InstrumentRef ref) {
        if (!world.marksAreKnown()) {
            throw new Refusal(
                    Refusal.Reason.UNAVAILABLE, "price_not_available", "no price: " + ref);
        }
        Market market = world.exchange().market(ref.symbol());
        BigDecimal mark = market.contract().priceOfUnits(market.mark());
        Instant now = world.clock().now();
        return new MarkPrice(ref.venue(), ref.symbol(), mark, mark, BigDecimal.ZERO, now, now);
    }
}
