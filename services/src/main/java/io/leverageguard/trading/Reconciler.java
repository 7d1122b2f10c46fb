package io.leverageguard.trading;

import io.leverageguard.api.trading.Trading.Account;
import io.leverageguard.api.trading.Trading.Balance;
import io.leverageguard.api.trading.Trading.Order;
import io.leverageguard.api.trading.Trading.OrderState;
import io.leverageguard.api.trading.Trading.Reconciliation;
import io.leverageguard.kernel.ids.AccountId;
import io.leverageguard.kernel.ids.OrderId;
import io.leverageguard.venues.AccountMirror.View;
import io.leverageguard.venues.LiquidationFile.NormalizedLiquidation;
import io.leverageguard.venues.Reports.BalanceReport;
import io.leverageguard.venues.Reports.Closure;
import io.leverageguard.venues.Reports.FillReport;
import io.leverageguard.venues.Reports.IncomeReport;
import io.leverageguard.venues.Reports.OrderKind;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.OrderStatus;
import io.leverageguard.venues.Reports.PositionReport;
import io.leverageguard.venues.Triggers.TriggerState;
import io.leverageguard.venues.Venue;
import io.leverageguard.venues.VenueAccount;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Compares an account with its venue: orders, fills, positions, balances and funding. The venue is
 * right; what we missed is adopted, and what differed is said.
 */
final class Reconciler {
    private static final Duration AROUND_A_FILL = Duration.ofMinutes(1);

    /** Venues round wallets differently in streams and in answers. */
    private static final BigDecimal AMOUNT_TOLERANCE = new BigDecimal("0.000001");

    /** One comparison, and what it has found so far. */
    private record Visit(
            Account account,
            Venue venue,
            VenueAccount door,
            SetOffs setOffs,
            long number,
            View view,
            List<String> breaks) {
        AccountId id() {
            return account.account();
        }

        void found(String words) {
            breaks.add(words);
        }
    }

    private final Intake.Sources sources;
    private final Inquiry inquiry;
    private final Predicate<OrderId> underWay;

    /** Orders that are {@code underWay} to their venue are not asked about: it may not know yet. */
    Reconciler(Intake.Sources sources, Inquiry inquiry, Predicate<OrderId> underWay) {
        this.sources = sources;
        this.inquiry = inquiry;
        this.underWay = underWay;
    }

    /**
     * Everything, in an order in which each step can lean on the one before.
     *
     * @param number with which {@code setOffs} has heard of the view
     */
    Reconciliation run(
            Account account,
            Venue venue,
            VenueAccount door,
            SetOffs setOffs,
            long number,
            View view) {
        Visit visit = new Visit(account, venue, door, setOffs, number, view, new ArrayList<>());
        orders(visit);
        fills(visit);
        Intake intake = intake(visit);
        funding(visit, intake);
        balances(visit, intake);
        List<PositionRow> stored = positions(visit, intake);
        liquidationPrices(visit, stored, intake);
        Instant now = sources.now();
        List<String> breaks = List.copyOf(visit.breaks());
        intake.add(desk -> desk.reconciled(visit.id(), view.knownUntil(), now, breaks));
        intake.commit();
        return new Reconciliation(visit.id(), now, breaks);
    }

    private Intake intake(Visit visit) {
        Intake intake =
                new Intake(visit.account(), visit.venue(), visit.door(), visit.setOffs(), sources);
        intake.heard(visit.number());
        return intake;
    }

    private void orders(Visit visit) {
        Map<String, OrderReport> told = new LinkedHashMap<>();
        visit.view().orders().forEach(report -> told.put(report.venueOrderId(), report));
        Intake intake = intake(visit);
        visit.view().triggers().forEach(intake::trigger);
        intake.commit();
        for (OrderRow row : sources.store().working(visit.id())) {
            Order before = row.order();
            Optional<OrderReport> report = told(told.values(), before);
            if (report.isPresent()) {
                told.remove(report.get().venueOrderId());
                intake.order(report.get());
                compare(visit, before, report.get());
            } else if (!isSettled(visit, before)) {
                Order after = inquiry.settle(visit.account(), visit.door(), row);
                if (after.state() != before.state()) {
                    visit.found(
                            "order %s: we had %s, the venue has %s"
                                    .formatted(before.order(), before.state(), after.state()));
                }
            }
        }
        for (OrderReport report : told.values()) {
            if (isOpen(report) && intake.isUnknown(report)) {
                visit.found("order %s: not ours".formatted(report.venueOrderId()));
                intake.order(report);
            }
        }
        intake.commit();
    }

    private static Optional<OrderReport> told(Collection<OrderReport> reports, Order order) {
        return reports.stream()
                .filter(
                        one ->
                                one.clientOrderId().equals(order.clientOrderId())
                                        || (!order.venueOrderId().isEmpty()
                                                && one.venueOrderId().equals(order.venueOrderId())))
                .findFirst();
    }

    /** Whether the venue need not be asked about an order of which it did not speak by itself. */
    private boolean isSettled(Visit visit, Order order) {
        boolean listed =
                order.state() == OrderState.ACCEPTED
                        && OrderRow.waitsAtVenue(order)
                        && visit.view().triggers().stream()
                                .anyMatch(
                                        it ->
                                                it.state() == TriggerState.WAITING
                                                        && it.clientOrderId()
                                                                .equals(order.clientOrderId()));
        return listed || OrderRow.isHeld(order.state()) || underWay.test(order.order());
    }

    private static boolean isOpen(OrderReport report) {
        return report.status() == OrderStatus.NEW
                || report.status() == OrderStatus.PARTIALLY_FILLED;
    }

    private static void compare(Visit visit, Order ours, OrderReport report) {
        if (ours.filled().compareTo(report.filled()) != 0) {
            visit.found(
                    "order %s: we had %s filled, the venue has %s"
                            .formatted(ours.order(), plain(ours.filled()), plain(report.filled())));
        }
    }

    private void fills(Visit visit) {
        Map<String, List<FillReport>> bySymbol = new TreeMap<>();
        for (FillReport fill : visit.view().fills()) {
            bySymbol.computeIfAbsent(fill.symbol(), _ -> new ArrayList<>()).add(fill);
        }
        for (Map.Entry<String, List<FillReport>> entry : bySymbol.entrySet()) {
            List<String> trades = entry.getValue().stream().map(FillReport::tradeId).toList();
            Set<String> known = sources.store().knownTrades(visit.id(), entry.getKey(), trades);
            for (FillReport fill : entry.getValue()) {
                if (!known.contains(fill.tradeId())) {
                    visit.found("fill %s of %s: missed".formatted(fill.tradeId(), fill.symbol()));
                    adopt(visit, fill);
                }
            }
        }
    }

    private void adopt(Visit visit, FillReport fill) {
        Intake intake = intake(visit);
        Optional<OrderRow> row = sources.store().order(visit.id(), "", fill.venueOrderId());
        if (row.isPresent()) {
            intake.fill(fill, row.get());
        } else {
            intake.fill(fill, orderBehind(visit, fill));
        }
        intake.commit();
    }

    /** An order we never heard of: the venue is asked whether it closed the position itself. */
    private static OrderReport orderBehind(Visit visit, FillReport fill) {
        Optional<OrderReport> told =
                visit.view().orders().stream()
                        .filter(order -> order.venueOrderId().equals(fill.venueOrderId()))
                        .filter(order -> order.symbol().equals(fill.symbol()))
                        .findFirst();
        if (told.isPresent() && told.get().closure() != Closure.USER) {
            return told.get();
        }
        NormalizedLiquidation file =
                visit.door()
                        .liquidation(
                                fill.symbol(),
                                fill.venueOrderId(),
                                fill.at().minus(AROUND_A_FILL),
                                fill.at().plus(AROUND_A_FILL))
                        .liquidation();
        return file == null
                ? told.orElseGet(() -> orderOf(fill))
                : caused(file.order(), file.closure());
    }

    private static OrderReport caused(OrderReport order, Closure closure) {
        return new OrderReport(
                order.symbol(),
                order.venueOrderId(),
                order.clientOrderId(),
                order.side(),
                order.kind(),
                order.status(),
                closure,
                order.quantity(),
                order.filled(),
                order.price(),
                order.averagePrice(),
                order.reduceOnly(),
                order.createdAt(),
                order.updatedAt());
    }

    /** The least that a fill says of an order which the venue does not show us. */
    private static OrderReport orderOf(FillReport fill) {
        return new OrderReport(
                fill.symbol(),
                fill.venueOrderId(),
                "",
                fill.side(),
                OrderKind.MARKET,
                OrderStatus.FILLED,
                Closure.USER,
                fill.quantity(),
                fill.quantity(),
                BigDecimal.ZERO,
                fill.price(),
                false,
                fill.at(),
                fill.at());
    }

    private void funding(Visit visit, Intake intake) {
        for (IncomeReport line : visit.view().income()) {
            boolean ours = !line.at().isBefore(visit.account().openedAt());
            if (ours
                    && line.kind().contains("FUNDING")
                    && intake.funding(line.symbol(), line.amount(), line.at())) {
                visit.found("funding of %s at %s: missed".formatted(line.symbol(), line.at()));
            }
        }
    }

    private void balances(Visit visit, Intake intake) {
        Map<String, Balance> ours = new LinkedHashMap<>();
        sources.store().balances(visit.id()).forEach(balance -> ours.put(balance.asset(), balance));
        for (BalanceReport theirs : visit.view().balances()) {
            intake.balance(theirs);
            Balance balance = ours.get(theirs.asset());
            // The first time there is nothing to compare with.
            if (balance != null && differs(balance.wallet(), theirs.wallet(), AMOUNT_TOLERANCE)) {
                visit.found(
                        "balance %s: we had %s, the venue has %s"
                                .formatted(
                                        theirs.asset(),
                                        plain(balance.wallet()),
                                        plain(theirs.wallet())));
            }
        }
    }

    /** Returns the positions as they will be stored. */
    private List<PositionRow> positions(Visit visit, Intake intake) {
        Map<String, PositionRow> ours = new LinkedHashMap<>();
        sources.store().positions(visit.id()).forEach(row -> ours.put(row.symbol(), row));
        List<PositionRow> stored = new ArrayList<>();
        for (PositionReport report : visit.view().positions()) {
            PositionRow row = intake.asked(report);
            stored.add(row);
            BigDecimal tick = intake.instrument(report.symbol()).tickSize();
            compare(visit, ours.remove(report.symbol()), row, tick);
        }
        for (PositionRow row : ours.values()) {
            if (row.isFlat()) {
                intake.notListed(row);
            } else {
                visit.found(
                        "position %s: we had %s, the venue has none"
                                .formatted(row.symbol(), plain(row.quantity())));
                PositionRow _ = intake.asked(flat(row));
            }
        }
        return stored;
    }

    private static void compare(
            Visit visit, @Nullable PositionRow ours, PositionRow theirs, BigDecimal tick) {
        BigDecimal quantity = ours == null ? BigDecimal.ZERO : ours.quantity();
        if (ours == null || quantity.compareTo(theirs.quantity()) != 0) {
            visit.found(
                    "position %s: we had %s, the venue has %s"
                            .formatted(theirs.symbol(), plain(quantity), plain(theirs.quantity())));
            return;
        }
        if (differs(ours.entryPrice(), theirs.entryPrice(), tick)) {
            visit.found(
                    "position %s: we had entry price %s, the venue has %s"
                            .formatted(
                                    theirs.symbol(),
                                    plain(ours.entryPrice()),
                                    plain(theirs.entryPrice())));
        }
        if (differs(ours.margin(), theirs.margin(), AMOUNT_TOLERANCE)) {
            visit.found(
                    "position %s: we had margin %s, the venue has %s"
                            .formatted(
                                    theirs.symbol(), plain(ours.margin()), plain(theirs.margin())));
        }
    }

    /** A second opinion on our margin mathematics, and on the brackets that we have. */
    private void liquidationPrices(Visit visit, List<PositionRow> rows, Intake intake) {
        for (PositionRow row : rows) {
            BigDecimal theirs = row.venueLiquidation();
            if (theirs == null || theirs.signum() <= 0) {
                continue;
            }
            String quote = intake.instrument(row.symbol()).quote();
            BigDecimal wallet =
                    visit.view().balances().stream()
                            .filter(balance -> balance.asset().equals(quote))
                            .map(BalanceReport::wallet)
                            .findFirst()
                            .orElse(BigDecimal.ZERO);
            Optional<BigDecimal> ours =
                    sources.margins().liquidationPrice(visit.account().venue(), row, rows, wallet);
            BigDecimal tick = intake.instrument(row.symbol()).tickSize();
            if (ours.isEmpty() || differs(ours.get(), theirs, tick)) {
                visit.found(
                        "liquidation price %s: we have %s, the venue has %s"
                                .formatted(
                                        row.symbol(),
                                        ours.map(Reconciler::plain).orElse("none"),
                                        plain(theirs)));
            }
        }
    }

    private static PositionReport flat(PositionRow row) {
        return new PositionReport(
                row.symbol(),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                row.margin().signum() > 0,
                BigDecimal.ZERO,
                row.leverage(),
                null,
                row.updatedAt());
    }

    private static boolean differs(BigDecimal left, BigDecimal right, BigDecimal tolerance) {
        return left.subtract(right).abs().compareTo(tolerance) > 0;
    }

    private static String plain(BigDecimal value) {
        return Words.plain(value).toPlainString();
    }
}
