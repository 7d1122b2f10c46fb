package io.leverageguard.exchange.okx;

import io.leverageguard.exchange.core.Account;
import io.leverageguard.exchange.core.Contract;
import io.leverageguard.exchange.core.Exchange;
import io.leverageguard.exchange.core.ExchangeOrder;
import io.leverageguard.exchange.core.PositionLife;
import io.leverageguard.exchange.core.Trigger;
import io.leverageguard.venues.okx.OkxAccounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** What has happened to an account: newest first, in pages, and no longer than OKX keeps it. */
final class OkxHistory {
    private static final long HOUR = 3_600_000L;
    private static final long DAY = 24 * HOUR;
    private static final long WEEK = 7 * DAY;
    private static final long QUARTER = 90 * DAY;
    private static final long UNFILLED = 2 * HOUR;
    private static final int ROWS_MAX = 100;

    private final Exchange exchange;
    private final OkxOrderWire wire;
    private final OkxTradeApi trade;
    private final OkxBills bills;

    OkxHistory(Exchange exchange, OkxOrderWire wire, OkxTradeApi trade) {
        this.exchange = exchange;
        this.wire = wire;
        this.trade = trade;
        this.bills = new OkxBills(exchange);
    }

    /** A page of a list that runs from old to new: ids and times between those asked for. */
    private final class Page {
        private final long after;
        private final long before;
        private final long begin;
        private final long end;
        private final int limit;
        private final List<Object> rows = new ArrayList<>();

        private Page(OkxParams params, long kept) {
            after = params.integer("after", Long.MAX_VALUE);
            before = params.integer("before", -1);
            begin = Math.max(params.integer("begin", 0), exchange.now() - kept);
            end = params.integer("end", Long.MAX_VALUE);
            limit = params.limit("limit", ROWS_MAX, ROWS_MAX);
        }

        boolean isFull() {
            return rows.size() >= limit;
        }

        boolean has(long id, long time) {
            return id < after && id > before && time >= begin && time <= end;
        }
    }

    List<?> order(Account account, OkxParams params) {
        ExchangeOrder order =
                trade.find(account, params)
                        .filter(found -> isKept(found, QUARTER))
                        .orElseThrow(OkxRefusal::noOrder);
        return List.of(wire.order(order));
    }

    List<?> pending(Account account, OkxParams params) {
        Page page = new Page(params, Long.MAX_VALUE / 2);
        orders(page, List.copyOf(account.openOrders().values()), params, true);
        return page.rows;
    }

    List<?> orders(Account account, OkxParams params) {
        return ended(account, params, WEEK);
    }

    List<?> archive(Account account, OkxParams params) {
        return ended(account, params, QUARTER);
    }

    private List<?> ended(Account account, OkxParams params, long kept) {
        params.word("instType", "", List.of("SWAP", "FUTURES", "SPOT", "MARGIN", "OPTION"));
        Page page = new Page(params, kept);
        List<ExchangeOrder> ended =
                account.orders().values().stream()
                        .filter(order -> !order.status().isOpen() && isKept(order, kept))
                        .toList();
        orders(page, ended, params, false);
        return page.rows;
    }

    private void orders(
            Page page, List<ExchangeOrder> oldestFirst, OkxParams params, boolean open) {
        for (ExchangeOrder order : oldestFirst.reversed()) {
            if (page.isFull()) {
                return;
            }
            boolean wanted =
                    isOf(order.market().contract(), params)
                            && is(params, "state", OkxOrderWire.state(order))
                            && is(params, "category", OkxOrderWire.category(order.origin()))
                            && page.has(order.id(), order.createdAt());
            if (wanted && (open || isListed(params, "ordType", OkxNote.of(order).ordType()))) {
                page.rows.add(wire.order(order));
            }
        }
    }

    /** The venue forgets; what was cancelled without a fill it forgets soon. */
    private boolean isKept(ExchangeOrder order, long kept) {
        long age = exchange.now() - order.updatedAt();
        boolean nothing = order.filled() == 0 && !order.status().isOpen();
        return order.status().isOpen() || age <= (nothing ? UNFILLED : kept);
    }

    List<?> fills(Account account, OkxParams params) {
        return fills(account, params, 3 * DAY);
    }

    List<?> pastFills(Account account, OkxParams params) {
        params.word("instType", "", List.of("SWAP", "FUTURES", "SPOT", "MARGIN", "OPTION"));
        return fills(account, params, QUARTER);
    }

    private List<?> fills(Account account, OkxParams params, long kept) {
        Page page = new Page(params, kept);
        long orderId = params.integer("ordId", 0);
        for (Account.Fill fill : List.copyOf(account.fills()).reversed()) {
            boolean wanted =
                    isOf(fill.order().market().contract(), params)
                            && (orderId == 0 || fill.order().id() == orderId)
                            && is(params, "subType", OkxBills.subType(fill.order()))
                            && page.has(fill.tradeId(), fill.time());
            if (wanted && !page.isFull()) {
                page.rows.add(OkxOrderWire.fill(fill));
            }
        }
        return page.rows;
    }

    List<?> bills(Account account, OkxParams params) {
        return bills(account, params, WEEK);
    }

    List<?> pastBills(Account account, OkxParams params) {
        return bills(account, params, QUARTER);
    }

    private List<?> bills(Account account, OkxParams params, long kept) {
        Page page = new Page(params, kept);
        for (OkxAccounts.Bill bill : bills.since(account, page.begin).reversed()) {
            boolean linear = params.text("ctType", "linear").equals("linear");
            boolean wanted =
                    linear
                            && (bill.instType().isEmpty()
                                    || is(params, "instType", bill.instType()))
                            && is(params, "instId", bill.instId())
                            && is(params, "ccy", bill.ccy())
                            && is(params, "mgnMode", bill.mgnMode())
                            && is(params, "type", bill.type())
                            && is(params, "subType", bill.subType())
                            && page.has(Long.parseLong(bill.billId()), bill.ts());
            if (wanted && !page.isFull()) {
                page.rows.add(bill);
            }
        }
        return page.rows;
    }

    /** Positions that have been closed, whole or in part; paged by the time of the last change. */
    List<?> positions(Account account, OkxParams params) {
        Page page = new Page(params, QUARTER);
        List<PositionLife> lives = new ArrayList<>(account.closedPositions());
        account.positions()
                .forEach(
                        position ->
                                position.life()
                                        .filter(life -> !life.ended() && life.closedLots() > 0)
                                        .ifPresent(lives::add));
        lives.sort(Comparator.comparingLong(PositionLife::updatedAt));
        for (PositionLife life : lives.reversed()) {
            OkxAccounts.ClosedPosition row = OkxAccountWire.closed(life);
            boolean wanted =
                    isOf(life.position().market().contract(), params)
                            && is(params, "mgnMode", row.mgnMode())
                            && is(params, "type", row.type())
                            && is(params, "posId", row.posId())
                            && page.has(life.updatedAt(), life.updatedAt());
            if (wanted && !page.isFull()) {
                page.rows.add(row);
            }
        }
        return page.rows;
    }

    List<?> algo(Account account, OkxParams params) {
        return List.of(OkxAlgoApi.find(account, params).orElseThrow(OkxRefusal::noOrder).row());
    }

    List<?> pendingAlgos(Account account, OkxParams params) {
        return algos(
                new Page(params, Long.MAX_VALUE / 2),
                List.copyOf(account.triggers().values()),
                params,
                state -> state.equals("live"));
    }

    List<?> algos(Account account, OkxParams params) {
        String state = params.text("state");
        if (state.isEmpty() && !params.has("algoId")) {
            throw OkxRefusal.oneOf("state", "algoId");
        }
        return algos(
                new Page(params, QUARTER),
                List.copyOf(account.triggers().values()),
                params,
                found -> !found.equals("live") && (state.isEmpty() || state.equals(found)));
    }

    private static List<?> algos(
            Page page,
            List<Trigger> oldestFirst,
            OkxParams params,
            Function<String, Boolean> wantedState) {
        params.required("ordType");
        for (Trigger trigger : oldestFirst.reversed()) {
            OkxAlgo algo = OkxAlgo.of(trigger);
            boolean wanted =
                    algo.isLedBy(trigger)
                            && isOf(trigger.market().contract(), params)
                            && isListed(params, "ordType", algo.ordType())
                            && is(params, "algoId", Long.toString(algo.id()))
                            && wantedState.apply(algo.state())
                            && page.has(algo.id(), trigger.createdAt());
            if (wanted && !page.isFull()) {
                page.rows.add(algo.row());
            }
        }
        return page.rows;
    }

    private static boolean isOf(Contract contract, OkxParams params) {
        String family = params.text("instFamily", params.text("uly"));
        return is(params, "instType", OkxInstruments.SWAP)
                && is(params, "instId", OkxInstruments.instId(contract))
                && (family.isEmpty() || family.equals(OkxInstruments.family(contract)));
    }

    private static boolean is(OkxParams params, String name, String value) {
        return params.text(name, value).equals(value);
    }

    /** Some parameters take several words with commas. */
    private static boolean isListed(OkxParams params, String name, String value) {
        return !params.has(name) || List.of(params.text(name).split(",", -1)).contains(value);
    }
}
