package io.leverageguard.trading;

import io.leverageguard.api.marketdata.MarketData.Book;
import io.leverageguard.api.marketdata.MarketData.Depth;
import io.leverageguard.api.marketdata.MarketData.Instrument;
import io.leverageguard.api.marketdata.MarketData.InstrumentRef;
import io.leverageguard.api.marketdata.MarketData.Level;
import io.leverageguard.api.marketdata.MarketData.MarkPrice;
import io.leverageguard.api.marketdata.MarketDataRoutes;
import io.leverageguard.api.risk.AccountMargins;
import io.leverageguard.api.risk.Risk.AccountLimits;
import io.leverageguard.api.risk.Risk.AllScopeLimits;
import io.leverageguard.api.risk.Risk.Limits;
import io.leverageguard.api.risk.Risk.ScopeLimits;
import io.leverageguard.api.risk.Risk.TradingState;
import io.leverageguard.api.risk.RiskRoutes;
import io.leverageguard.api.users.Users.OpenedVenueKey;
import io.leverageguard.api.users.Users.VenueKey;
import io.leverageguard.api.users.Users.VenueKeyRef;
import io.leverageguard.api.users.Users.VenueKeys;
import io.leverageguard.api.users.UsersRoutes;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.audit.AuditTrail;
import io.leverageguard.kernel.feed.EventFeed;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.ids.VenueKeyId;
import io.leverageguard.kernel.rpc.Caller;
import io.leverageguard.kernel.rpc.Refusal;
import io.leverageguard.kernel.rpc.Route;
import io.leverageguard.kernel.rpc.Route.None;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers what trading asks of users, risk and market data. */
final class Neighbours implements Caller {
    private final FakeVenue venue;
    private final List<OpenedVenueKey> keys = new ArrayList<>();
    final List<ScopeLimits> scopes = new ArrayList<>();
    final List<AccountMargins> margins = new ArrayList<>();
    boolean marksAreKnown = true;
    @Nullable Offers offers;
    boolean riskAnswers = true;

    Neighbours(FakeVenue venue) {
        this.venue = venue;
    }

    /** A book, best first. */
    record Offers(List<Level> bids, List<Level> asks) {}

    private Offers known() {
        Offers now = offers;
        if (now == null) {
            throw new Refusal(Refusal.Reason.UNAVAILABLE, "book_not_available", "no book");
        }
        return now;
    }

    /** Stores a key of {@code owner}, whose venue account has the key's name. */
    void addKey(VenueKeyId id, UserId owner, String key) {
        keys.add(new OpenedVenueKey(id, owner, venue.name(), "uid-" + key, key, "secret", ""));
    }

    static Limits limits(AccountId account, TradingState state, long version) {
        return new Limits(
                account, new BigDecimal("200000"), new BigDecimal("300000"), 20, 5, state, version);
    }

    @Override
    public <Q, R> R call(Route<Q, R> route, Actor actor, Q request) {
        return route.response().cast(answer(route, actor, request));
    }

    @Override
    public <E> EventFeed<E> feed(String service, Class<E> events) {
        throw new AssertionError("not asked for here");
    }

    @Override
    public AuditTrail audit(String service) {
        throw new AssertionError("not asked for here");
    }

    private Object answer(Route<?, ?> route, Actor actor, Object request) {
        if (route.equals(UsersRoutes.OPEN_VENUE_KEY)) {
            VenueKeyId wanted = ((VenueKeyRef) request).key();
            return keys.stream()
                    .filter(key -> key.id().equals(wanted))
                    .findFirst()
                    .orElseThrow(() -> Refusal.notFound("venue_key", wanted));
        }
        if (route.equals(UsersRoutes.VENUE_KEYS)) {
            return new VenueKeys(
                    keys.stream()
                            .filter(key -> actor.owns(key.owner()))
                            .map(key -> shown(key))
                            .toList());
        }
        if (route.equals(RiskRoutes.LIMITS)) {
            return limits(((AccountLimits) request).account(), TradingState.ACTIVE, 1);
        }
        boolean ofRisk =
                route.equals(RiskRoutes.ALL_LIMITS) || route.equals(RiskRoutes.KNOW_MARGINS);
        if (ofRisk && !riskAnswers) {
            throw new Refusal(Refusal.Reason.UNAVAILABLE, "peer_unavailable", "risk is away");
        }
        if (route.equals(RiskRoutes.ALL_LIMITS)) {
            return new AllScopeLimits(List.copyOf(scopes));
        }
        if (route.equals(RiskRoutes.KNOW_MARGINS)) {
            margins.add((AccountMargins) request);
            return None.NONE;
        }
        if (route.equals(MarketDataRoutes.INSTRUMENT)) {
            return instrument((InstrumentRef) request);
        }
        if (route.equals(MarketDataRoutes.MARK)) {
            return mark((InstrumentRef) request);
        }
        if (route.equals(MarketDataRoutes.BOOK)) {
            Depth depth = (Depth) request;
            return new Book(
                    depth.venue(),
                    depth.symbol(),
                    known().bids(),
                    known().asks(),
                    venue.clock.now(),
                    venue.clock.now(),
                    false);
        }
        throw new AssertionError("not expected: " + route.path());
    }

    private VenueKey shown(OpenedVenueKey key) {
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

    private Instrument instrument(InstrumentRef ref) {
        return venue.instruments().stream()
                .filter(one -> one.symbol().equals(ref.symbol()))
                .map(
                        one ->
                                new Instrument(
                                        venue.name(),
                                        one.symbol(),
                                        one.base(),
                                        one.quote(),
                                        one.tickSize(),
                                        one.lotSize(),
                                        one.minQuantity(),
                                        one.maxQuantity(),
                                        one.minNotional()))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("instrument", ref.symbol()));
    }

    private MarkPrice mark(InstrumentRef ref) {
        if (!marksAreKnown) {
            throw new Refusal(
                    Refusal.Reason.UNAVAILABLE, "price_not_available", "no price: " + ref);
        }
        return new MarkPrice(
                ref.venue(),
                ref.symbol(),
                venue.price,
                venue.price,
                BigDecimal.ZERO,
                venue.clock.now(),
                venue.clock.now());
    }
}
