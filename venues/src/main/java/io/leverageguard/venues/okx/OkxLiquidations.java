package io.leverageguard.venues.okx;

import io.leverageguard.kernel.time.Clock;
import io.leverageguard.venues.LiquidationFile;
import io.leverageguard.venues.LiquidationFile.Kind;
import io.leverageguard.venues.LiquidationFile.NormalizedLiquidation;
import io.leverageguard.venues.LiquidationFile.RawEvidence;
import io.leverageguard.venues.Reports.Closure;
import io.leverageguard.venues.Reports.FillReport;
import io.leverageguard.venues.Reports.IncomeReport;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.okx.OkxAccounts.Bill;
import io.leverageguard.venues.okx.OkxAccounts.ClosedPosition;
import io.leverageguard.venues.okx.OkxAccounts.Config;
import io.leverageguard.venues.okx.OkxOrders.Fill;
import io.leverageguard.venues.okx.OkxOrders.Order;
import io.leverageguard.venues.okx.OkxRest.Answer;
import io.leverageguard.venues.okx.OkxRest.Ask;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Collects what OKX says about one closure: questions in a fixed order, each answer kept as
 * received. The listed ones make up the file:
 *
 * <ol>
 *   <li>the order itself, whose category says whose it is;
 *   <li>the liquidations, partial liquidations and auto-deleveragings of the window;
 *   <li>the history of the position: how it was closed last, the penalty, the mark that triggered;
 *   <li>the fills of the order, whose trade numbers are negative when the venue forced it;
 *   <li>the ledger lines of the window;
 *   <li>the account's configuration: its number and what the key may do.
 * </ol>
 */
final class OkxLiquidations {
    static final List<String> FORCED = List.of("full_liquidation", "partial_liquidation", "adl");
    private static final Set<String> CLOSED_BY_FORCE = Set.of("3", "4", "5");

    /** The position's history is written a moment after the last fill. */
    private static final Duration WRITTEN_WITHIN = Duration.ofMinutes(1);

    private final OkxRest rest;
    private final OkxSigner signer;
    private final OkxParser parser;
    private final OkxHistory history;
    private final List<RawEvidence> evidence = new ArrayList<>();

    OkxLiquidations(OkxRest rest, OkxSigner signer, OkxParser parser, Clock clock) {
        this.rest = rest;
        this.signer = signer;
        this.parser = parser;
        this.history = new OkxHistory(clock, this::keep);
    }

    LiquidationFile collect(String symbol, String orderId, Instant from, Instant to) {
        String instId = OkxSymbols.instId(symbol);
        Optional<Order> answered = order(instId, orderId);
        Optional<Order> listed = listed(instId, orderId, from, to);
        Optional<Order> found = answered.or(() -> listed);
        if (found.isEmpty()) {
            return new LiquidationFile(null, List.copyOf(evidence));
        }
        Order order = found.get();
        Finding finding =
                new Finding(
                        order,
                        listed.map(Order::category).orElse(""),
                        closed(instId, order),
                        history.fills(instId, orderId, OkxParser.time(order.cTime())),
                        history.bills(instId, "", from, to),
                        uid());
        return new LiquidationFile(normalized(finding), List.copyOf(evidence));
    }

    /**
     * What was found out.
     *
     * @param listedAs the category of the list that has the order; empty when none has
     */
    private record Finding(
            Order order,
            String listedAs,
            Optional<ClosedPosition> closed,
            List<Fill> fills,
            List<Bill> bills,
            String uid) {}

    private NormalizedLiquidation normalized(Finding finding) {
        OrderReport order = parser.order(finding.order);
        List<FillReport> fills = finding.fills.stream().map(parser::fill).toList();
        Instant endedAt =
                fills.stream()
                        .map(FillReport::at)
                        .max(Comparator.naturalOrder())
                        .orElse(order.updatedAt());
        List<IncomeReport> income = incomeOf(finding, order, endedAt);
        Closure closure = order.closure();
        return new NormalizedLiquidation(
                "okx",
                finding.uid,
                order.symbol(),
                OkxParser.closedSide(order.side()),
                kind(finding, closure),
                closure,
                OkxParser.closure(finding.listedAs) == Closure.LIQUIDATION,
                order.venueOrderId(),
                order,
                fills,
                income,
                order.filled(),
                order.averagePrice(),
                sum(fills, FillReport::realizedPnl),
                sum(fills, FillReport::fee),
                sum(ofKind(income, "FUNDING_FEE"), IncomeReport::amount),
                penalty(finding, income),
                order.createdAt(),
                endedAt);
    }

    /** The category says it; a list of the venue must have the order as well. */
    private static Kind kind(Finding finding, Closure closure) {
        if (closure == Closure.SETTLEMENT) {
            return Kind.SETTLEMENT;
        }
        return switch (finding.listedAs) {
            case "full_liquidation" -> Kind.FULL;
            case "partial_liquidation" -> Kind.PARTIAL;
            case "adl" -> Kind.ADL;
            default -> Kind.USER;
        };
    }

    /**
     * What the liquidation cost besides the trading fee. The position's history says it for all of
     * its closings together; where there was more than this one, the ledger says it for each.
     */
    private static BigDecimal penalty(Finding finding, List<IncomeReport> income) {
        BigDecimal booked = sum(ofKind(income, OkxParser.LIQUIDATION_FEE), IncomeReport::amount);
        BigDecimal stated =
                finding.closed
                        .filter(closed -> isSame(closed.closeTotalPos(), finding.order.accFillSz()))
                        .map(closed -> OkxParser.or(closed.liqPenalty(), BigDecimal.ZERO))
                        .orElse(booked);
        return OkxSymbols.plain(stated.negate());
    }

    /**
     * The lines of this closure: those of its order and trades, funding up to its end, and fees of
     * a liquidation from its beginning on. The window may hold the lines of other trades as well.
     */
    private static List<IncomeReport> incomeOf(
            Finding finding, OrderReport order, Instant endedAt) {
        Set<String> trades = finding.fills.stream().map(Fill::tradeId).collect(Collectors.toSet());
        return finding.bills.stream()
                .filter(bill -> belongs(bill, order, trades, endedAt))
                .map(OkxParser::income)
                .toList();
    }

    private static boolean belongs(
            Bill bill, OrderReport order, Set<String> trades, Instant endedAt) {
        IncomeReport line = OkxParser.income(bill);
        boolean isNamed =
                order.venueOrderId().equals(bill.ordId())
                        || trades.contains(OkxParser.or(bill.tradeId(), ""));
        return switch (line.kind()) {
            case "FUNDING_FEE" -> !line.at().isAfter(endedAt);
            case OkxParser.LIQUIDATION_FEE ->
                    OkxParser.isEmpty(bill.ordId())
                            ? !line.at().isBefore(order.createdAt())
                                    && !line.at().isAfter(endedAt.plus(WRITTEN_WITHIN))
                            : isNamed;
            case "TRADE", "LIQUIDATION", "ADL", "DELIVERY" -> isNamed;
            default -> false;
        };
    }

    private Optional<Order> order(String instId, String orderId) {
        Map<String, String> params = new LinkedHashMap<>();
        params.put("instId", instId);
        params.put("ordId", orderId);
        Answer answer = rest.answer(Ask.signed("/api/v5/trade/order", params), signer);
        evidence.add(answer.evidence());
        if (answer.code().equals(OkxTrading.ORDER_UNKNOWN)) {
            return Optional.empty();
        }
        return OkxRest.good(answer).rows(Order.class).stream()
                .filter(order -> orderId.equals(order.ordId()))
                .findFirst();
    }

    private Optional<Order> listed(String instId, String orderId, Instant from, Instant to) {
        Optional<Order> found = Optional.empty();
        for (String category : FORCED) {
            List<Order> orders = history.finished(category, instId, from, to);
            found =
                    found.or(
                            () ->
                                    orders.stream()
                                            .filter(order -> orderId.equals(order.ordId()))
                                            .findFirst());
        }
        return found;
    }

    /** The first time after the order that the position was closed by force. */
    private Optional<ClosedPosition> closed(String instId, Order order) {
        Map<String, String> params = new LinkedHashMap<>();
        params.put("instType", OkxSymbols.SWAP);
        params.put("instId", instId);
        params.put("before", String.valueOf(order.cTime() - 1));
        params.put("limit", "100");
        return keep(Ask.signed("/api/v5/account/positions-history", params))
                .rows(ClosedPosition.class)
                .stream()
                .filter(closed -> instId.equals(closed.instId()))
                .filter(closed -> CLOSED_BY_FORCE.contains(OkxParser.or(closed.type(), "")))
                .filter(closed -> closed.uTime() >= order.cTime())
                .min(Comparator.comparingLong(ClosedPosition::uTime));
    }

    private String uid() {
        List<Config> rows = keep(Ask.signed("/api/v5/account/config", Map.of())).rows(Config.class);
        if (rows.isEmpty()) {
            throw OkxParser.malformed("okx does not say whose account it is");
        }
        return OkxParser.need(rows.getFirst().uid(), "uid");
    }

    private Answer keep(Ask ask) {
        Answer answer = rest.ask(ask, signer);
        evidence.add(answer.evidence());
        return answer;
    }

    private static boolean isSame(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one != null && other != null && one.compareTo(other) == 0;
    }

    private static List<IncomeReport> ofKind(List<IncomeReport> income, String kind) {
        return income.stream().filter(line -> line.kind().equals(kind)).toList();
    }

    private static <T> BigDecimal sum(List<T> rows, Function<T, BigDecimal> amount) {
        return OkxSymbols.plain(rows.stream().map(amount).reduce(BigDecimal.ZERO, BigDecimal::add));
    }
}
