package io.leverageguard.exchange.bybit;

import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.Account.Fill;
import io.leverageguard.exchange.core.Account.Income;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.Funding;
import io.leverageguard.exchange.core.IncomeType;
import io.leverageguard.venues.bybit.BybitAccountMessages.Execution;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happened to orders and money, as long as the venue remembers it. */
final class BybitHistoryApi {
    private static final long DAY = 86_400_000L;
    private static final long WEEK = 7 * DAY;
    private static final long KEPT_MILLIS = 730 * DAY;
    private static final int CLOSED_KEPT = 500;

    private final Exchange exchange;
    private final BybitRows rows;
    private final BybitLedger ledger;

    /** An execution: a fill, with what was left of its order, or a funding. */
    private record Executed(long time, @Nullable Fill fill, long left, @Nullable Income funding) {}

    /** From and to, both included. */
    private record Span(long from, long to) {
        private boolean holds(long time) {
            return time >= from && time <= to;
        }
    }

    BybitHistoryApi(Exchange exchange, BybitRows rows) {
        this.exchange = exchange;
        this.rows = rows;
        this.ledger = new BybitLedger(exchange);
    }

    /** Open orders; the last of the closed ones when they are asked for. */
    Object realtime(BybitCall call) {
        BybitParams params = call.params();
        int limit = params.limit(20, 50);
        if (!params.isLinear()) {
            return params.nothing();
        }
        Account account = call.account();
        if (params.has("orderId") || params.has("orderLinkId")) {
            List<BybitTicket> one = find(account, params).map(List::of).orElse(List.of());
            return params.page(one, limit, ticket -> rows.order(ticket, false));
        }
        boolean some = params.has("symbol") || params.has("baseCoin") || params.has("settleCoin");
        if (!some) {
            throw BybitRefusal.params("symbol, settleCoin or baseCoin is required");
        }
        List<BybitTicket> found = new ArrayList<>();
        if (params.text("openOnly").equals("1")) {
            List<BybitTicket> all = BybitTicket.all(account);
            all.stream().filter(ticket -> !ticket.isOpen()).forEach(found::add);
            found = found.subList(Math.max(0, found.size() - CLOSED_KEPT), found.size());
        } else {
            found = BybitTicket.open(account);
        }
        List<BybitTicket> asked = found.stream().filter(t -> isAsked(t, params)).toList();
        return params.page(asked, limit, ticket -> rows.order(ticket, false));
    }

    /** Closed orders: unfilled ones are forgotten after a day. */
    Object history(BybitCall call) {
        BybitParams params = call.params();
        int limit = params.limit(20, 50);
        if (!params.isLinear()) {
            return params.nothing();
        }
        Span span = span(params, WEEK);
        boolean one = params.has("orderId") || params.has("orderLinkId");
        String status = params.text("orderStatus");
        List<BybitTicket> found = new ArrayList<>();
        List<BybitTicket> candidates =
                one
                        ? find(call.account(), params).map(List::of).orElse(List.of())
                        : BybitTicket.all(call.account());
        for (BybitTicket ticket : candidates) {
            boolean inside = one || span.holds(ticket.updatedAt());
            boolean wanted = status.isEmpty() || status.equals(ticket.status());
            if (!ticket.isOpen() && inside && wanted && isKept(ticket) && isAsked(ticket, params)) {
                found.add(ticket);
            }
        }
        return params.page(found, limit, ticket -> rows.order(ticket, false));
    }

    private Optional<BybitTicket> find(Account account, BybitParams params) {
        return BybitTicket.find(account, params.text("orderId"), params.text("orderLinkId"))
                .filter(this::isKept)
                .filter(ticket -> isAsked(ticket, params));
    }

    private boolean isKept(BybitTicket ticket) {
        boolean unfilled = ticket.isCancelled() && ticket.isUnfilled();
        return ticket.isOpen()
                || exchange.now() - ticket.updatedAt() <= (unfilled ? DAY : KEPT_MILLIS);
    }

    private static boolean isAsked(BybitTicket ticket, BybitParams params) {
        Contract contract = ticket.market().contract();
        boolean asked = isOf(params, "symbol", contract.symbol());
        asked &= isOf(params, "baseCoin", contract.base());
        asked &= isOf(params, "settleCoin", Contract.QUOTE);
        return asked && BybitOrderApi.isOf(ticket, params.text("orderFilter"));
    }

    private static boolean isOf(BybitParams params, String name, String value) {
        return !params.has(name) || params.text(name).equals(value);
    }

    /** Trades, forced closures and fundings. */
    Object executions(BybitCall call) {
        BybitParams params = call.params();
        int limit = params.limit(50, 100);
        if (!params.isLinear()) {
            return params.nothing();
        }
        Span span = span(params, WEEK);
        String type = params.text("execType");
        String order = params.text("orderId");
        String link = params.text("orderLinkId");
        List<Executed> found = new ArrayList<>();
        Map<Long, Long> traded = new HashMap<>();
        for (Fill fill : call.account().fills()) {
            long sum = traded.merge(fill.order().id(), fill.lots(), Long::sum);
            BybitTicket ticket = BybitTicket.of(fill.order());
            boolean wanted =
                    type.isEmpty() || type.equals(BybitRows.execType(fill.order().origin()));
            wanted &= order.isEmpty() || order.equals(ticket.id());
            wanted &= link.isEmpty() || link.equals(ticket.linkId());
            wanted &= isOf(params, "symbol", ticket.market().contract().symbol());
            if (wanted && span.holds(fill.time())) {
                long left = fill.order().terms().lots() - sum;
                found.add(new Executed(fill.time(), fill, left, null));
            }
        }
        if (order.isEmpty() && link.isEmpty() && (type.isEmpty() || type.equals("Funding"))) {
            addFundings(call, span, found);
            found.sort(Comparator.comparingLong(Executed::time));
        }
        return params.page(found, limit, this::row);
    }

    private static void addFundings(BybitCall call, Span span, List<Executed> found) {
        for (Income line : call.account().income()) {
            boolean funding = line.type() == IncomeType.FUNDING_FEE && span.holds(line.time());
            if (funding && isOf(call.params(), "symbol", line.symbol())) {
                found.add(new Executed(line.time(), null, 0, line));
            }
        }
    }

    private Execution row(Executed executed) {
        Fill fill = executed.fill;
        Income funding = executed.funding;
        if (fill != null) {
            return rows.execution(fill, executed.left, false);
        }
        if (funding == null) {
            throw new IllegalStateException("an execution is a fill or a funding");
        }
        Contract contract = exchange.market(funding.symbol()).contract();
        return BybitFundings.execution(funding, contract, fundingRate(exchange, funding));
    }

    /** The rate at which a line of funding was paid. */
    static BigDecimal fundingRate(Exchange exchange, Income line) {
        return exchange.funding().past(line.symbol()).stream()
                .filter(paid -> paid.time() == line.time())
                .map(Funding.Paid::rate)
                .findFirst()
                .orElse(BigDecimal.ZERO);
    }

    /** What each closing order earned, after the fees of opening and closing. */
    Object closedPnl(BybitCall call) {
        BybitParams params = call.params();
        int limit = params.limit(50, 100);
        if (!params.isLinear()) {
            return params.nothing();
        }
        Span span = span(params, WEEK);
        List<BybitClosings.Closing> found =
                BybitClosings.of(call.account()).stream()
                        .filter(closing -> span.holds(closing.updatedAt()))
                        .filter(closing -> isOf(params, "symbol", closing.symbol()))
                        .toList();
        return params.page(found, limit, BybitClosings.Closing::row);
    }

    /** All that moved money. */
    Object transactions(BybitCall call) {
        BybitParams params = call.params();
        int limit = params.limit(20, 50);
        boolean linear = !params.has("category") || params.isLinear();
        Span span = span(params, DAY);
        String type = params.text("type");
        boolean ours = linear && isOf(params, "currency", Contract.QUOTE);
        List<BybitLedger.Entry> found =
                ours
                        ? ledger.entries(call.account(), span.from, span.to).stream()
                                .filter(entry -> type.isEmpty() || type.equals(entry.type()))
                                .filter(entry -> isOf(params, "baseCoin", entry.base()))
                                .toList()
                        : List.of();
        return params.uncategorized(found, limit, ledger::row);
    }

    /** A span of a week at most; with one end of it, the other follows. */
    private Span span(BybitParams params, long usual) {
        long now = exchange.now();
        boolean started = params.has("startTime");
        boolean ended = params.has("endTime");
        long to = params.integer("endTime", now);
        long from = params.integer("startTime", 0);
        if (started && !ended) {
            to = from + usual;
        } else if (!started) {
            from = to - usual;
        }
        if (to < from) {
            throw BybitRefusal.params("startTime invalid: after endTime");
        }
        if (to - from > WEEK) {
            throw new BybitRefusal(
                    10001, "The time range between startTime and endTime cannot exceed 7 days.");
        }
        return new Span(Math.max(from, now - KEPT_MILLIS), to);
    }
}
