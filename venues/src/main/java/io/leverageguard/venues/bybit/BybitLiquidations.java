package io.leverageguard.venues.bybit;

import io.leverageguard.venues.LiquidationFile;
import io.leverageguard.venues.LiquidationFile.Kind;
import io.leverageguard.venues.LiquidationFile.NormalizedLiquidation;
import io.leverageguard.venues.LiquidationFile.RawEvidence;
import io.leverageguard.venues.Reports.Closure;
import io.leverageguard.venues.Reports.FillReport;
import io.leverageguard.venues.Reports.IncomeReport;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.OrderSide;
import io.leverageguard.venues.Reports.PositionSide;
import io.leverageguard.venues.bybit.BybitAccountMessages.ApiKey;
import io.leverageguard.venues.bybit.BybitAccountMessages.Execution;
import io.leverageguard.venues.bybit.BybitAccountMessages.Order;
import io.leverageguard.venues.bybit.BybitAccountMessages.Position;
import io.leverageguard.venues.bybit.BybitAccountMessages.Transaction;
import io.leverageguard.venues.bybit.BybitRest.Answer;
import io.leverageguard.venues.bybit.BybitRest.Ask;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Collects what Bybit says about one closure: questions in a fixed order, each answer kept as
 * received. The listed ones make up the file:
 *
 * <ol>
 *   <li>the order itself; who created it the venue alone can say;
 *   <li>the takeovers and the auto-deleveraging of the window; a liquidation in steps is not among
 *       them, its executions are ordinary trades;
 *   <li>the executions of the order;
 *   <li>the ledger lines of the window, which say what was earned and what was left;
 *   <li>the position, where the ledger has no line of the order yet;
 *   <li>the key, with the account's number.
 * </ol>
 */
final class BybitLiquidations {
    private final BybitRest rest;
    private final BybitSigner signer;
    private final BybitHistory history = new BybitHistory(this::keep);
    private final List<RawEvidence> evidence = new ArrayList<>();

    BybitLiquidations(BybitRest rest, BybitSigner signer) {
        this.rest = rest;
        this.signer = signer;
    }

    LiquidationFile collect(String symbol, String orderId, Instant from, Instant to) {
        Optional<Order> found = order(symbol, orderId);
        Set<String> bust = forced(symbol, "BustTrade", from, to);
        Set<String> deleveraged = forced(symbol, "AdlTrade", from, to);
        if (found.isEmpty()) {
            return new LiquidationFile(null, List.copyOf(evidence));
        }
        List<Execution> executions =
                history.executions(symbol, orderId).stream().filter(BybitParser::isFill).toList();
        List<Transaction> ledger = history.transactions(symbol, from, to);
        BigDecimal left = left(found.get(), executions, ledger);
        ApiKey key =
                BybitParser.read(keep(Ask.signed("/v5/user/query-api", Map.of())), ApiKey.class);
        Finding finding =
                new Finding(
                        found.get(),
                        bust.contains(orderId),
                        deleveraged.contains(orderId),
                        executions,
                        ledger,
                        left,
                        String.valueOf(key.userID()));
        return new LiquidationFile(normalized(finding), List.copyOf(evidence));
    }

    private record Finding(
            Order order,
            boolean bust,
            boolean deleveraged,
            List<Execution> executions,
            List<Transaction> ledger,
            BigDecimal left,
            String uid) {
        /** What of the ledger is about this order's own trades. */
        private boolean isOwn(Transaction line) {
            return line.orderId().equals(order.orderId())
                    || executions.stream().anyMatch(row -> row.execId().equals(line.tradeId()));
        }
    }

    private NormalizedLiquidation normalized(Finding finding) {
        OrderReport order = BybitParser.order(finding.order);
        Closure closure = closure(finding);
        Map<String, BigDecimal> profits =
                finding.ledger.stream()
                        .filter(finding::isOwn)
                        .collect(
                                Collectors.toMap(
                                        Transaction::tradeId,
                                        line -> BybitParser.or(line.cashFlow(), BigDecimal.ZERO),
                                        BigDecimal::add));
        List<FillReport> fills =
                finding.executions.stream()
                        .map(row -> BybitParser.fill(row, BybitAccount.profit(profits, row)))
                        .toList();
        Instant endedAt =
                fills.stream()
                        .map(FillReport::at)
                        .max(Comparator.naturalOrder())
                        .orElse(order.updatedAt());
        List<Transaction> taken = taken(finding, order.createdAt());
        List<IncomeReport> funding = funding(finding, endedAt);
        Stream<IncomeReport> traded =
                Stream.concat(finding.ledger.stream().filter(finding::isOwn), taken.stream())
                        .flatMap(line -> BybitParser.income(line).stream());
        return new NormalizedLiquidation(
                rest.venue(),
                finding.uid,
                order.symbol(),
                closedSide(finding.order),
                kind(finding, closure),
                closure,
                finding.bust || closure == Closure.LIQUIDATION,
                order.venueOrderId(),
                order,
                fills,
                Stream.concat(funding.stream(), traded).toList(),
                order.filled(),
                order.averagePrice(),
                sum(fills, FillReport::realizedPnl),
                sum(fills, FillReport::fee),
                sum(funding, IncomeReport::amount),
                sum(taken, line -> BybitParser.or(line.change(), BigDecimal.ZERO)).negate(),
                order.createdAt(),
                endedAt);
    }

    /** What the venue took because of the liquidation, apart from the trades. */
    private static List<Transaction> taken(Finding finding, Instant startedAt) {
        return finding.ledger.stream()
                .filter(line -> line.type().equals("LIQUIDATION"))
                .filter(line -> !finding.isOwn(line))
                .filter(line -> line.tradeId().isEmpty())
                .filter(
                        line ->
                                BybitParser.or(line.transactionTime(), 0L)
                                        >= startedAt.toEpochMilli())
                .toList();
    }

    private static List<IncomeReport> funding(Finding finding, Instant endedAt) {
        return finding.ledger.stream()
                .filter(line -> !finding.isOwn(line))
                .filter(line -> BybitParser.or(line.funding(), BigDecimal.ZERO).signum() != 0)
                .filter(
                        line ->
                                BybitParser.or(line.transactionTime(), 0L)
                                        <= endedAt.toEpochMilli())
                .flatMap(line -> BybitParser.income(line).stream())
                .toList();
    }

    private static Closure closure(Finding finding) {
        String execType = "";
        if (finding.bust) {
            execType = "BustTrade";
        } else if (finding.deleveraged) {
            execType = "AdlTrade";
        }
        return BybitParser.closure(finding.order.createType(), execType);
    }

    /** A takeover is at the bankruptcy price and of the whole; before it may come steps. */
    private static Kind kind(Finding finding, Closure closure) {
        return switch (closure) {
            case ADL -> Kind.ADL;
            case SETTLEMENT -> Kind.SETTLEMENT;
            case USER -> Kind.USER;
            case LIQUIDATION -> {
                if (finding.bust || !finding.order.createType().equals("CreateByLiq")) {
                    yield Kind.TAKEOVER;
                }
                yield finding.left.signum() == 0 ? Kind.FULL : Kind.PARTIAL;
            }
        };
    }

    private static PositionSide closedSide(Order order) {
        PositionSide leg = BybitParser.leg(order.positionIdx());
        if (leg != null) {
            return leg;
        }
        return BybitParser.side(order.side()) == OrderSide.SELL
                ? PositionSide.LONG
                : PositionSide.SHORT;
    }

    private Optional<Order> order(String symbol, String orderId) {
        Map<String, String> params = BybitSymbols.linear(symbol);
        params.put("orderId", orderId);
        return rows("/v5/order/history", params, Order.class)
                .findFirst()
                .or(() -> rows("/v5/order/realtime", params, Order.class).findFirst());
    }

    /** The orders that the venue's list of forced executions names. */
    private Set<String> forced(String symbol, String execType, Instant from, Instant to) {
        return history.executions(symbol, Map.of("execType", execType), from, to).stream()
                .filter(row -> row.execType().equals(execType))
                .map(Execution::orderId)
                .collect(Collectors.toSet());
    }

    /** What was left of the position after the last execution, which the ledger says. */
    private BigDecimal left(Order order, List<Execution> executions, List<Transaction> ledger) {
        String last = executions.isEmpty() ? "" : executions.getLast().execId();
        return ledger.stream()
                .filter(line -> !last.isEmpty() && line.tradeId().equals(last))
                .map(Transaction::size)
                .flatMap(Stream::ofNullable)
                .findFirst()
                .orElseGet(() -> held(order));
    }

    private BigDecimal held(Order order) {
        return rows("/v5/position/list", BybitSymbols.linear(order.symbol()), Position.class)
                .filter(row -> row.positionIdx() == order.positionIdx())
                .map(row -> BybitParser.or(row.size(), BigDecimal.ZERO))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private <T> Stream<T> rows(String path, Map<String, String> params, Class<T> row) {
        return BybitParser.page(keep(Ask.signed(path, params)), row).list().stream();
    }

    private Answer keep(Ask ask) {
        Answer answer = rest.ask(ask, signer);
        evidence.add(answer.evidence());
        return answer;
    }

    private static <T> BigDecimal sum(List<T> rows, Function<T, @Nullable BigDecimal> amount) {
        return rows.stream()
                .map(amount)
                .flatMap(Stream::ofNullable)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
