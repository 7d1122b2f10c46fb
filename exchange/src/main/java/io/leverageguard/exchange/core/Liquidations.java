package io.leverageguard.exchange.core;

import io.leverageguard.engine.book.Execution;
import io.leverageguard.engine.book.SelfTrade;
import io.leverageguard.engine.margin.LotMargin;
import io.leverageguard.engine.margin.QuoteUnits;
import io.leverageguard.exchange.core.ExchangeOrder.OrderType;
import io.leverageguard.exchange.core.ExchangeOrder.Origin;
import io.leverageguard.exchange.core.ExchangeOrder.Status;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Closes positions whose margin no longer suffices, as Binance documents it.
 *
 * <p>When margin and profit at the mark price are no more than the maintenance margin: the open
 * orders of the position are expired; an immediate-or-cancel order at the bankruptcy price closes
 * it in the book; what nobody took is taken over by the insurance fund at that price; of the margin
 * that is left the clearance fee goes to the fund. A client never loses more than the margin of an
 * isolated position, or more than the wallet with cross margin: the fund bears the rest.
 */
public final class Liquidations {
    /** Maintenance over balance at which the owner is warned: 80 %. */
    private static final long WARN_NUMERATOR = 5;

    private static final long WARN_DENOMINATOR = 4;

    private final Ledger ledger;
    private final Matching matching;
    private final ExchangeListener listener;
    private long sequence;
    private long now;

    Liquidations(Ledger ledger, Matching matching, ExchangeListener listener) {
        this.ledger = ledger;
        this.matching = matching;
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
        for (Position position : List.copyOf(account.positions.values())) {
            if (!position.isolated || position.lots == 0) {
                continue;
            }
            long wallet = position.isolatedWallet;
            long profit = position.profit();
            long maintenance = position.maintenance();
            if (LotMargin.isLiquidated(wallet, profit, maintenance)) {
                expireOrders(position);
                close(position, wallet);
            } else {
                warn(position, wallet + profit, maintenance);
            }
        }
    }

    private void checkCross(Account account) {
        long maintenance = account.crossMaintenance();
        if (maintenance == 0) {
            bury(account);
            return;
        }
        long profit = account.crossProfit();
        if (!LotMargin.isLiquidated(account.crossWallet, profit, maintenance)) {
            for (Position position : account.positions.values()) {
                if (!position.isolated && position.lots != 0) {
                    warn(position, account.crossWallet + profit, maintenance);
                }
            }
            return;
        }
        for (Position position : List.copyOf(account.positions.values())) {
            if (!position.isolated) {
                expireOrders(position);
            }
        }
        Optional<Position> worst = worst(account);
        while (worst.isPresent() && isCrossLiquidated(account)) {
            Position position = worst.get();
            long others = account.crossWallet + account.crossProfit() - position.profit();
            close(position, others);
            worst = worst(account);
        }
        bury(account);
    }

    private static boolean isCrossLiquidated(Account account) {
        return LotMargin.isLiquidated(
                account.crossWallet, account.crossProfit(), account.crossMaintenance());
    }

    private static Optional<Position> worst(Account account) {
        return account.positions.values().stream()
                .filter(position -> !position.isolated && position.lots != 0)
                .min(Comparator.comparingLong(Position::profit));
    }

    /** Without cross positions a wallet below zero is the insurance fund's loss. */
    private void bury(Account account) {
        boolean flat = account.positions.values().stream().allMatch(p -> p.isolated || p.lots == 0);
        if (flat && account.crossWallet < 0) {
            Position any = account.positions.values().iterator().next();
            ledger.cover(any, -account.crossWallet);
        }
    }

    private void expireOrders(Position position) {
        for (ExchangeOrder order : position.account.openIn(position.market)) {
            matching.cancel(order, Status.EXPIRED, Matching.LIQUIDATION_EXPIRY);
        }
    }

    private void close(Position position, long margin) {
        Market market = position.market;
        Contract contract = market.contract;
        Account account = position.account;
        long bankruptcy =
                LotMargin.bankruptcyTicks(
                        position.lots, position.cost, margin, contract.unitsPerTick());
        ExchangeOrder.Terms terms =
                new ExchangeOrder.Terms(
                        position.lots < 0,
                        OrderType.LIMIT,
                        Execution.IOC,
                        bankruptcy,
                        Math.abs(position.lots),
                        false,
                        SelfTrade.ALLOW);
        ExchangeOrder order =
                new ExchangeOrder(
                        matching.nextOrderId(),
                        account,
                        market,
                        "autoclose-" + now + String.format("%06d", ++sequence),
                        terms,
                        Origin.LIQUIDATION,
                        now);
        long before = account.crossWallet;
        boolean isolated = position.isolated;
        matching.submit(order);
        if (order.left() > 0) {
            matching.takeOver(order);
        }
        settle(position, order, isolated ? account.crossWallet - before : balance(account));
        listener.liquidated(order);
    }

    private static long balance(Account account) {
        return account.crossWallet + account.crossProfit();
    }

    /** {@code left} is what remains of the margin: the fee is taken from it, or it is made up. */
    private void settle(Position position, ExchangeOrder order, long left) {
        if (left < 0 && position.isolated) {
            ledger.cover(position, -left);
            return;
        }
        long rate =
                QuoteUnits.of(position.market.contract.liquidationFee(), RoundingMode.UNNECESSARY);
        long fee = QuoteUnits.mulDivCeil(order.cost, rate, QuoteUnits.ONE);
        ledger.clear(position, Math.min(fee, Math.max(0, left)));
    }

    private void warn(Position position, long balance, long maintenance) {
        boolean near = maintenance * WARN_NUMERATOR >= balance * WARN_DENOMINATOR;
        if (near && !position.marginCalled) {
            listener.marginCalled(position);
        }
        position.marginCalled = near;
    }
}
