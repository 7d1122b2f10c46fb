package io.leverageguard.exchange.core;

import io.leverageguard.engine.book.Execution;
import io.leverageguard.engine.margin.LotMargin;
import io.leverageguard.engine.margin.MarginBracket;
import io.leverageguard.engine.margin.QuoteUnits;
import io.leverageguard.exchange.core.ExchangeOrder.Origin;
import io.leverageguard.exchange.core.ExchangeOrder.Terms;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Closes positions whose margin no longer suffices, as the venues document it.
 *
 * <p>When margin and profit at the mark price are no more than the maintenance margin, the open
 * orders are expired. A position of a higher bracket is first brought down to the highest lower
 * bracket whose maintenance margin the balance can bear. Where none is, an immediate-or-cancel
 * order at the bankruptcy price closes the position in the book; what nobody took is taken over at
 * that price by the insurance fund, or, when the fund could not bear it, by those who won most on
 * the other side. Of what is left of the margin the clearance fee goes to the fund. A client never
 * loses more than the margin of an isolated position, or the wallet with cross margin.
 */
final class Liquidations {
    /** Maintenance over balance at which the owner is warned: 80 %. */
    private static final long WARN_NUMERATOR = 5;

    private static final long WARN_DENOMINATOR = 4;

    private final Ledger ledger;
    private final Matching matching;
    private final AdlQueue queue;
    private final ExchangeListener listener;
    private long now;

    Liquidations(Ledger ledger, Matching matching, AdlQueue queue, ExchangeListener listener) {
        this.ledger = ledger;
        this.matching = matching;
        this.queue = queue;
        this.listener = listener;
    }

    /** Looks at every account, in the order of their numbers. */
    void check(long millis) {
        now = millis;
        for (Account account : List.copyOf(ledger.accounts())) {
            if (!account.system) {
                checkIsolated(account);
                checkCross(account);
            }
        }
    }

    private void checkIsolated(Account account) {
        for (Position position : account.positions()) {
            if (!position.isolated || position.lots == 0) {
                continue;
            }
            if (isDue(position)) {
                expireOrders(position);
                liquidate(position);
            } else {
                warn(position, position.isolatedWallet + position.profit());
            }
        }
    }

    private void checkCross(Account account) {
        if (account.crossMaintenance() == 0) {
            bury(account);
            return;
        }
        if (!isCrossDue(account)) {
            warnCross(account);
            return;
        }
        for (Position position : account.positions()) {
            if (!position.isolated) {
                expireOrders(position);
            }
        }
        Optional<Position> worst = worst(account);
        while (worst.isPresent() && isCrossDue(account)) {
            liquidate(worst.get());
            worst = worst(account);
        }
        bury(account);
    }

    private static boolean isDue(Position position) {
        if (!position.isolated) {
            return isCrossDue(position.account);
        }
        return LotMargin.isLiquidated(
                position.isolatedWallet, position.profit(), position.maintenance());
    }

    private static boolean isCrossDue(Account account) {
        return LotMargin.isLiquidated(
                account.crossWallet, account.crossProfit(), account.crossMaintenance());
    }

    /** What could be taken without coming under the maintenance margin. */
    private static long surplus(Position position) {
        if (!position.isolated) {
            return balance(position.account) - position.account.crossMaintenance();
        }
        long left = position.isolatedWallet + position.profit() - position.maintenance();
        return Math.min(left, position.isolatedWallet);
    }

    private static Optional<Position> worst(Account account) {
        return account.positions().stream()
                .filter(position -> !position.isolated && position.lots != 0)
                .min(Comparator.comparingLong(Position::profit));
    }

    /** Without cross positions a wallet below zero is the insurance fund's loss. */
    private void bury(Account account) {
        boolean flat = account.positions().stream().allMatch(p -> p.isolated || p.lots == 0);
        if (flat && account.crossWallet < 0) {
            ledger.cover(account.positions().getFirst(), -account.crossWallet);
        }
    }

    private void expireOrders(Position position) {
        for (ExchangeOrder order : position.account.openIn(position.market)) {
            if (order.terms.leg() == position.leg) {
                matching.cancel(order, EndReason.LIQUIDATION);
            }
        }
    }

    /** Down bracket by bracket as long as that helps, and else whole. */
    private void liquidate(Position position) {
        while (position.lots != 0 && isDue(position)) {
            long kept = keptAfterStep(position);
            if (kept == 0 || !step(position, Math.abs(position.lots) - kept)) {
                close(position);
                return;
            }
        }
    }

    /** What is lost when the position is: its own margin, or all that the wallet has besides. */
    private static long margin(Position position) {
        Account account = position.account;
        return position.isolated
                ? position.isolatedWallet
                : account.crossWallet + account.crossProfit() - position.profit();
    }

    /** The lots of the highest lower bracket that can be held; zero when there is none. */
    private static long keptAfterStep(Position position) {
        long mark = position.market.mark();
        long others =
                position.isolated
                        ? 0
                        : position.account.crossMaintenance() - position.maintenance();
        long balance = margin(position) + position.profit() - others;
        for (MarginBracket bracket : position.margins().brackets().reversed()) {
            long cap = QuoteUnits.of(bracket.notionalCap(), RoundingMode.UNNECESSARY);
            long kept = (cap - 1) / mark;
            long closing = Math.abs(position.lots) - kept;
            if (kept > 0 && closing > 0) {
                long left = balance - Ledger.fee(closing * mark, false);
                if (left > position.margins().maintenanceUnits(kept * mark)) {
                    return kept;
                }
            }
        }
        return 0;
    }

    /** Closes a part in the book; whether anything of it traded. */
    private boolean step(Position position, long lots) {
        long bankruptcy = bankruptcy(position);
        if (!meets(position, bankruptcy)) {
            return false;
        }
        boolean wasLong = position.lots > 0;
        ExchangeOrder order = order(position, Origin.PARTIAL_LIQUIDATION, bankruptcy, lots);
        matching.submit(order);
        // The fee leaves half of what lies above the maintenance margin: the step is to help.
        long spare = Math.max(0, surplus(position) / 2);
        long fee = Math.min(fee(position.market.contract, order.cost), spare);
        ledger.clear(position, fee, order);
        tell(position, order, wasLong, bankruptcy, 0, fee);
        return order.filled > 0;
    }

    private void close(Position position) {
        Account account = position.account;
        long bankruptcy = bankruptcy(position);
        boolean isolated = position.isolated;
        boolean wasLong = position.lots > 0;
        long before = account.crossWallet;
        long coveredBefore = ledger.covered();
        List<ExchangeOrder> sent = new ArrayList<>();
        if (meets(position, bankruptcy)) {
            long lots = Math.abs(position.lots);
            ExchangeOrder order = order(position, Origin.LIQUIDATION, bankruptcy, lots);
            matching.submit(order);
            sent.add(order);
        }
        if (position.lots != 0) {
            sent.add(takeOver(position, bankruptcy));
        }
        long cost = sent.stream().mapToLong(order -> order.cost).sum();
        long left = isolated ? account.crossWallet - before : balance(account);
        long fee = Math.min(fee(position.market.contract, cost), Math.max(0, left));
        if (isolated && left < 0) {
            ledger.cover(position, -left);
        }
        ledger.clear(position, fee, sent.getLast());
        long loss = ledger.covered() - coveredBefore;
        for (ExchangeOrder order : sent) {
            boolean last = order == sent.getLast();
            tell(position, order, wasLong, bankruptcy, last ? loss : 0, last ? fee : 0);
        }
    }

    /** What the book did not take goes to the fund, or to those who won. */
    private ExchangeOrder takeOver(Position position, long ticks) {
        Market market = position.market;
        boolean wasLong = position.lots > 0;
        ExchangeOrder order = order(position, Origin.TAKEOVER, ticks, Math.abs(position.lots));
        matching.open(order);
        long gain = position.lots * (market.mark() - market.contract.units(ticks));
        Account fund = ledger.account(Ledger.INSURANCE);
        if (balance(fund) + gain < 0) {
            deleverage(order, !wasLong);
        }
        if (order.left() > 0) {
            Position taken = fund.position(market, Leg.BOTH);
            matching.cross(order, against(order, taken, Origin.TAKEOVER, order.left()));
        }
        return order;
    }

    /** Clients first, in the order of the queue, then the crowd. */
    private void deleverage(ExchangeOrder order, boolean longs) {
        List<Position> others = new ArrayList<>(queue.of(order.market, longs));
        others.add(ledger.account(Ledger.MAKERS).position(order.market, Leg.BOTH));
        others.add(ledger.account(Ledger.TAKERS).position(order.market, Leg.BOTH));
        for (Position other : others) {
            boolean opposite = other.lots != 0 && other.lots > 0 == longs;
            if (order.left() > 0 && opposite) {
                long lots = Math.min(order.left(), Math.abs(other.lots));
                ExchangeOrder forced = against(order, other, Origin.ADL, lots);
                matching.cross(order, forced);
                if (!other.account.system) {
                    listener.deleveraged(other, forced);
                }
            }
        }
    }

    private ExchangeOrder against(
            ExchangeOrder order, Position position, Origin origin, long lots) {
        Terms terms =
                Terms.forced(
                        !order.terms.buy(),
                        Execution.GTC,
                        order.terms.priceTicks(),
                        lots,
                        position.leg);
        return new ExchangeOrder(
                matching.nextOrderId(), position.account, order.market, "", terms, origin, now);
    }

    private ExchangeOrder order(Position position, Origin origin, long ticks, long lots) {
        Terms terms = Terms.forced(position.lots < 0, Execution.IOC, ticks, lots, position.leg);
        return new ExchangeOrder(
                matching.nextOrderId(), position.account, position.market, "", terms, origin, now);
    }

    private static long bankruptcy(Position position) {
        return LotMargin.bankruptcyTicks(
                position.lots,
                position.cost,
                margin(position),
                position.market.contract.unitsPerTick());
    }

    /** Whether the book would take anything at this price. */
    private static boolean meets(Position position, long ticks) {
        Market market = position.market;
        long best = position.lots > 0 ? market.book.bestBid() : market.book.bestAsk();
        return best > 0 && (position.lots > 0 ? best >= ticks : best <= ticks);
    }

    private static long balance(Account account) {
        return account.crossWallet + account.crossProfit();
    }

    private static long fee(Contract contract, long cost) {
        long rate = QuoteUnits.of(contract.liquidationFee(), RoundingMode.UNNECESSARY);
        return QuoteUnits.mulDivCeil(cost, rate, QuoteUnits.ONE);
    }

    private void tell(
            Position position,
            ExchangeOrder order,
            boolean wasLong,
            long bankruptcy,
            long loss,
            long fee) {
        listener.liquidated(
                new Liquidation(
                        order,
                        position.leg,
                        wasLong,
                        bankruptcy,
                        position.market.mark(),
                        loss,
                        fee));
    }

    private void warnCross(Account account) {
        for (Position position : account.positions()) {
            if (!position.isolated && position.lots != 0) {
                warn(position, balance(account));
            }
        }
    }

    private void warn(Position position, long balance) {
        long maintenance =
                position.isolated ? position.maintenance() : position.account.crossMaintenance();
        boolean near = maintenance * WARN_NUMERATOR >= balance * WARN_DENOMINATOR;
        if (near && !position.marginCalled) {
            listener.marginCalled(position);
        }
        position.marginCalled = near;
    }
}
