package io.leverageguard.trading;

import io.leverageguard.api.marketdata.MarketData.Instrument;
import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.trading.Trading.Balance;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.time.Clock;
import io.leverageguard.trading.Margins.Listing;
import io.leverageguard.venues.Reports.BalanceReport;
import io.leverageguard.venues.Reports.FillReport;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.PositionReport;
import io.leverageguard.venues.Triggers.TriggerReport;
import io.leverageguard.venues.Venue;
import io.leverageguard.venues.VenueAccount;
import io.leverageguard.venues.VenueError;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects what a venue says of one account and turns it into steps for the engine's thread: looks
 * up beforehand, on the caller's thread, whatever needs a database, a venue or another service, and
 * leaves out what was taken in before.
 */
final class Intake {
    /** Where an intake looks things up. */
    record Sources(Store store, Market market, Margins margins, EngineRoom room, Clock clock) {
        /** Now, as precise as the database keeps it. */
        Instant now() {
            return clock.now().truncatedTo(ChronoUnit.MICROS);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);

    private final Account account;
    private final Venue venue;
    private final VenueAccount door;
    private final SetOffs setOffs;
    private final Sources sources;
    private final List<Consumer<Desk>> steps = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private long number;

    Intake(Account account, Venue venue, VenueAccount door, SetOffs setOffs, Sources sources) {
        this.account = account;
        this.venue = venue;
        this.door = door;
        this.setOffs = setOffs;
        this.sources = sources;
    }

    /** What follows was heard with this number; see {@link SetOffs}. */
    void heard(long next) {
        number = next;
    }

    /** Takes everything in, in one commit. */
    void commit() {
        if (!steps.isEmpty()) {
            sources.room().tell(desk -> steps.forEach(step -> step.accept(desk)));
        }
    }

    void add(Consumer<Desk> step) {
        steps.add(step);
    }

    /** Whether nothing is stored of the order that the report is about. */
    boolean isUnknown(OrderReport report) {
        return known(report) == null;
    }

    void order(OrderReport report) {
        Instrument instrument = instrument(report.symbol());
        @Nullable OrderRow known = known(report);
        add(desk -> desk.news().report(account.account(), instrument, report, known));
    }

    /**
     * News of a conditional order; those that are not ours are orders only once they are set off.
     */
    void trigger(TriggerReport report) {
        sources.store()
                .order(account.account(), report.clientOrderId(), "")
                .filter(row -> OrderRow.isKeptByVenue(row.order()))
                .ifPresent(row -> add(desk -> desk.news().trigger(row, report)));
    }

    /** A fill and the order after it. Returns whether the fill is new. */
    boolean fill(FillReport fill, OrderReport report) {
        Instrument instrument = instrument(report.symbol());
        @Nullable OrderRow known = known(report);
        boolean isNew =
                seen.add("fill/" + fill.symbol() + "/" + fill.tradeId())
                        && sources.store()
                                .knownTrades(
                                        account.account(), fill.symbol(), List.of(fill.tradeId()))
                                .isEmpty();
        add(
                desk -> {
                    OrderRow row = desk.news().report(account.account(), instrument, report, known);
                    if (isNew) {
                        desk.news().fill(row, instrument, fill);
                    }
                });
        return isNew;
    }

    /** A fill of an order whose row is known, and whose state is known from elsewhere. */
    void fill(FillReport fill, OrderRow row) {
        Instrument instrument = instrument(fill.symbol());
        if (seen.add("fill/" + fill.symbol() + "/" + fill.tradeId())) {
            add(desk -> desk.news().fill(row, instrument, fill));
        }
    }

    void balance(BalanceReport report) {
        AccountId id = account.account();
        Balance balance =
                new Balance(
                        report.asset(),
                        Words.plain(report.wallet()),
                        Words.plain(report.available()));
        add(desk -> desk.balance(id, balance));
    }

    /** A position of which the stream tells. */
    void position(PositionReport report) {
        PositionRow _ = position(report, false);
    }

    /** A position for which the venue was asked. Returns it as it will be stored. */
    PositionRow asked(PositionReport report) {
        return position(report, true);
    }

    /** A position that is flat, and was not listed when the venue was asked for all. */
    void notListed(PositionRow flat) {
        Instrument instrument = instrument(flat.symbol());
        add(desk -> desk.confirmFlat(flat, instrument));
    }

    private PositionRow position(PositionReport report, boolean asked) {
        Instrument instrument = instrument(report.symbol());
        if (report.quantity().signum() != 0) {
            requireBrackets(report.symbol());
        }
        PositionRow row =
                new PositionRow(
                        account.account(),
                        report.symbol(),
                        Words.plain(report.quantity()),
                        Words.plain(report.entryPrice()),
                        report.isolated() ? Words.plain(report.isolatedWallet()) : BigDecimal.ZERO,
                        Words.marginMode(report.isolated()),
                        report.leverage(),
                        mark(report),
                        report.liquidationPrice(),
                        report.updatedAt(),
                        report.updatedAt());
        add(desk -> desk.position(row, instrument, asked));
        return row;
    }

    /** Returns whether the funding is new. */
    boolean funding(String symbol, BigDecimal amount, Instant at) {
        AccountId id = account.account();
        boolean isNew =
                seen.add("funding/" + symbol + "/" + at.truncatedTo(ChronoUnit.MINUTES))
                        && !sources.store().knowsFunding(id, symbol, at);
        if (isNew) {
            Instrument instrument = instrument(symbol);
            add(desk -> desk.funding(id, instrument, amount, at));
        }
        return isNew;
    }

    Instrument instrument(String symbol) {
        return sources.market().reported(account.venue(), symbol);
    }

    private void requireBrackets(String symbol) {
        Listing listing = new Listing(account.venue(), symbol);
        if (sources.margins().knows(listing)) {
            return;
        }
        try {
            sources.margins().put(listing, venue.brackets(door, symbol));
        } catch (VenueError e) {
            // The position matters more: it is kept, without a liquidation price for now.
            LOG.warn("no brackets of {} yet: {}", listing, e.getMessage());
        }
    }

    private @Nullable OrderRow known(OrderReport report) {
        return sources.store()
                .order(account.account(), report.clientOrderId(), report.venueOrderId())
                .or(() -> setOff(report))
                .orElse(null);
    }

    /**
     * The conditional order of ours that has become this one: the venue may tell of the new order
     * before it says where it comes from.
     */
    private Optional<OrderRow> setOff(OrderReport report) {
        for (OrderRow row : sources.store().working(account.account())) {
            Order order = row.order();
            boolean possible =
                    OrderRow.waitsAtVenue(order)
                            && order.symbol().equals(report.symbol())
                            && order.side() == Words.api(report.side());
            if (possible) {
                Optional<TriggerReport> trigger =
                        setOffs.ask(door, order, number)
                                .filter(it -> it.venueOrderId().equals(report.venueOrderId()));
                if (trigger.isPresent()) {
                    add(desk -> desk.news().trigger(row, trigger.get()));
                    return Optional.of(row);
                }
            }
        }
        return Optional.empty();
    }

    /** Market data's mark; without it, the one that is in the venue's unrealised profit. */
    private BigDecimal mark(PositionReport report) {
        return sources.market()
                .mark(account.venue(), report.symbol())
                .orElseGet(() -> impliedMark(report));
    }

    private static BigDecimal impliedMark(PositionReport report) {
        if (report.quantity().signum() == 0) {
            return BigDecimal.ZERO;
        }
        return report.entryPrice()
                .add(report.unrealizedPnl().divide(report.quantity(), MathContext.DECIMAL64));
    }
}
