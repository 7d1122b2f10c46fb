package io.leverageguard.venues.binance;

import io.leverageguard.venues.LiquidationFile;
import io.leverageguard.venues.LiquidationFile.Kind;
import io.leverageguard.venues.LiquidationFile.NormalizedLiquidation;
import io.leverageguard.venues.LiquidationFile.RawEvidence;
import io.leverageguard.venues.Reports.Closure;
import io.leverageguard.venues.Reports.FillReport;
import io.leverageguard.venues.Reports.IncomeReport;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.binance.BinanceMessages.Income;
import io.leverageguard.venues.binance.BinanceMessages.Order;
import io.leverageguard.venues.binance.BinanceMessages.PositionRisk;
import io.leverageguard.venues.binance.BinanceMessages.SpotAccount;
import io.leverageguard.venues.binance.BinanceMessages.UserTrade;
import io.leverageguard.venues.binance.BinanceRest.Answer;
import io.leverageguard.venues.binance.BinanceRest.Ask;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Collects what Binance says about one closure: questions in a fixed order, each answer kept as
 * received. The listed ones make up the file:
 *
 * <ol>
 *   <li>the order itself;
 *   <li>the forced orders of the window, liquidations and auto-deleveraging apart, because the rows
 *       do not say which they are;
 *   <li>the fills of the order, and the fills after it, from which follows what was left of the
 *       position: position now, less what was traded since;
 *   <li>the ledger lines of the window;
 *   <li>the account's number and the rights of the key.
 * </ol>
 */
final class BinanceLiquidations {
    private static final Duration WINDOW_MAX = Duration.ofDays(7).minusMillis(1);
    private static final int FORCED_MAX = 100;

    private final BinanceRest rest;
    private final BinanceSigner signer;
    private final List<RawEvidence> evidence = new ArrayList<>();

    BinanceLiquidations(BinanceRest rest, BinanceSigner signer) {
        this.rest = rest;
        this.signer = signer;
    }

    LiquidationFile collect(String symbol, String orderId, Instant from, Instant to) {
        Optional<Order> answered = order(symbol, orderId);
        Optional<Order> liquidated = forced(symbol, orderId, "LIQUIDATION", from, to);
        Optional<Order> deleveraged = forced(symbol, orderId, "ADL", from, to);
        Optional<Order> found = answered.or(() -> liquidated).or(() -> deleveraged);
        if (found.isEmpty()) {
            return new LiquidationFile(null, List.copyOf(evidence));
        }
        Order order = found.get();
        List<UserTrade> trades = trades(symbol, orderId);
        BigDecimal left = left(order, trades);
        List<Income> income = BinanceHistory.income(symbol, from, to, this::keep);
        String uid = uid();
        keep(Ask.signed("/sapi/v1/account/apiRestrictions", Map.of(), 1));
        Finding finding =
                new Finding(
                        order,
                        liquidated.isPresent(),
                        deleveraged.isPresent(),
                        trades,
                        left,
                        income,
                        uid);
        return new LiquidationFile(normalized(finding), List.copyOf(evidence));
    }

    private record Finding(
            Order order,
            boolean liquidated,
            boolean deleveraged,
            List<UserTrade> trades,
            BigDecimal left,
            List<Income> income,
            String uid) {}

    /**
     * What the insurance fund took and what it added are both INSURANCE_CLEAR; the fee is the
     * difference, so that profit, fees and funding add up to what the account lost.
     */
    private NormalizedLiquidation normalized(Finding finding) {
        OrderReport order = BinanceParser.order(finding.order);
        List<FillReport> fills = finding.trades.stream().map(BinanceParser::fill).toList();
        Closure closure = closure(finding, order);
        Instant endedAt =
                fills.stream()
                        .map(FillReport::at)
                        .max(Comparator.naturalOrder())
                        .orElse(order.updatedAt());
        List<IncomeReport> income = incomeOf(finding, endedAt);
        return new NormalizedLiquidation(
                rest.venue(),
                finding.uid,
                order.symbol(),
                BinanceParser.closedSide(order.side()),
                kind(finding, closure),
                closure,
                finding.liquidated,
                order.venueOrderId(),
                order,
                fills,
                income,
                order.filled(),
                order.averagePrice(),
                sum(fills, FillReport::realizedPnl),
                sum(fills, FillReport::fee),
                sum(ofKind(income, "FUNDING_FEE"), IncomeReport::amount),
                sum(ofKind(income, "INSURANCE_CLEAR"), IncomeReport::amount).negate(),
                order.createdAt(),
                endedAt);
    }

    /** The prefix of the id, or the list that has the order where the id says nothing. */
    private static Closure closure(Finding finding, OrderReport order) {
        if (order.closure() != Closure.USER) {
            return order.closure();
        }
        if (finding.liquidated) {
            return Closure.LIQUIDATION;
        }
        return finding.deleveraged ? Closure.ADL : Closure.USER;
    }

    /**
     * What happened. Anybody can choose a client order id that looks like a liquidation's, so one
     * that no list of the venue has is its owner's.
     */
    private static Kind kind(Finding finding, Closure closure) {
        return switch (closure) {
            case ADL -> finding.deleveraged ? Kind.ADL : Kind.USER;
            case SETTLEMENT -> Kind.SETTLEMENT;
            case USER -> Kind.USER;
            case LIQUIDATION -> liquidationKind(finding);
        };
    }

    private static Kind liquidationKind(Finding finding) {
        if (!finding.liquidated) {
            return finding.deleveraged ? Kind.ADL : Kind.USER;
        }
        if ("NEW_INSURANCE".equals(finding.order.status())) {
            return Kind.TAKEOVER;
        }
        return finding.left.signum() == 0 ? Kind.FULL : Kind.PARTIAL;
    }

    /**
     * The lines of this closure: profit and commission of its trades, funding up to its end,
     * insurance from its beginning on. The window may hold the lines of other trades as well.
     */
    private static List<IncomeReport> incomeOf(Finding finding, Instant endedAt) {
        Set<String> tradeIds =
                finding.trades.stream()
                        .map(trade -> String.valueOf(trade.id()))
                        .collect(Collectors.toSet());
        Instant startedAt = BinanceParser.order(finding.order).createdAt();
        return finding.income.stream()
                .filter(line -> belongs(line, tradeIds, startedAt, endedAt))
                .map(BinanceParser::income)
                .toList();
    }

    private static boolean belongs(
            Income line, Set<String> tradeIds, Instant startedAt, Instant endedAt) {
        Instant at = Instant.ofEpochMilli(line.time());
        boolean isBegun = !at.isBefore(startedAt);
        boolean isOver = at.isAfter(endedAt);
        String tradeId = BinanceParser.or(line.tradeId(), "");
        return switch (line.incomeType()) {
            case "FUNDING_FEE" -> !isOver;
            case "INSURANCE_CLEAR" -> isBegun;
            case "REALIZED_PNL", "COMMISSION" ->
                    tradeId.isEmpty() ? isBegun && !isOver : tradeIds.contains(tradeId);
            default -> false;
        };
    }

    private Optional<Order> order(String symbol, String orderId) {
        Map<String, String> params = new LinkedHashMap<>();
        params.put("symbol", symbol);
        params.put("orderId", orderId);
        Answer answer = rest.answer(Ask.signed("/fapi/v1/order", params, 1), signer);
        evidence.add(answer.evidence());
        if (!answer.isDone() && answer.code() == BinanceOrders.ORDER_UNKNOWN) {
            return Optional.empty();
        }
        return Optional.of(BinanceParser.read(BinanceRest.good(answer), Order.class));
    }

    /** The venue takes at most seven days at a time; longer windows are asked in pieces. */
    private Optional<Order> forced(
            String symbol, String orderId, String type, Instant from, Instant to) {
        Optional<Order> found = Optional.empty();
        Instant start = from;
        while (!start.isAfter(to)) {
            Instant end = start.plus(WINDOW_MAX).isBefore(to) ? start.plus(WINDOW_MAX) : to;
            Map<String, String> params = new LinkedHashMap<>();
            params.put("symbol", symbol);
            params.put("autoCloseType", type);
            params.put("startTime", String.valueOf(start.toEpochMilli()));
            params.put("endTime", String.valueOf(end.toEpochMilli()));
            params.put("limit", String.valueOf(FORCED_MAX));
            Answer answer = keep(Ask.signed("/fapi/v1/forceOrders", params, 20));
            found =
                    found.or(
                            () ->
                                    BinanceParser.readList(answer, Order.class).stream()
                                            .filter(order -> hasId(order, orderId))
                                            .findFirst());
            start = end.plusMillis(1);
        }
        return found;
    }

    private List<UserTrade> trades(String symbol, String orderId) {
        Map<String, String> params = new LinkedHashMap<>();
        params.put("symbol", symbol);
        params.put("orderId", orderId);
        return BinanceParser.readList(
                keep(Ask.signed("/fapi/v1/userTrades", params, 5)), UserTrade.class);
    }

    /** What was left of the position when the order was done, signed. */
    private BigDecimal left(Order order, List<UserTrade> trades) {
        long last = trades.stream().mapToLong(UserTrade::id).max().orElse(0);
        List<UserTrade> later =
                last == 0 ? List.of() : BinanceHistory.fillsAfter(order.symbol(), last, this::keep);
        BigDecimal tradedSince =
                later.stream()
                        .filter(trade -> isSame(trade.positionSide(), order.positionSide()))
                        .map(BinanceLiquidations::signed)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        Answer positions =
                keep(Ask.signed("/fapi/v3/positionRisk", Map.of("symbol", order.symbol()), 5));
        BigDecimal now =
                BinanceParser.readList(positions, PositionRisk.class).stream()
                        .filter(position -> position.symbol().equals(order.symbol()))
                        .filter(position -> isSame(position.positionSide(), order.positionSide()))
                        .map(PositionRisk::positionAmt)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        return now.subtract(tradedSince);
    }

    private String uid() {
        Answer answer = keep(Ask.signed("/api/v3/account", Map.of(), 20));
        return String.valueOf(BinanceParser.read(answer, SpotAccount.class).uid());
    }

    private Answer keep(Ask ask) {
        Answer answer = rest.ask(ask, signer);
        evidence.add(answer.evidence());
        return answer;
    }

    /** In one-way mode everything is BOTH, which some answers leave out. */
    private static boolean isSame(@Nullable String side, @Nullable String other) {
        return Objects.requireNonNullElse(side, "BOTH")
                .equals(Objects.requireNonNullElse(other, "BOTH"));
    }

    private static boolean hasId(Order order, String orderId) {
        return String.valueOf(order.orderId()).equals(orderId);
    }

    private static BigDecimal signed(UserTrade trade) {
        return trade.side().equals("BUY") ? trade.qty() : trade.qty().negate();
    }

    private static List<IncomeReport> ofKind(List<IncomeReport> income, String kind) {
        return income.stream().filter(line -> line.kind().equals(kind)).toList();
    }

    private static <T> BigDecimal sum(List<T> rows, Function<T, BigDecimal> amount) {
        return rows.stream().map(amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
