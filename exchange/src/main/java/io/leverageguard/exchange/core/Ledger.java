package io.leverageguard.exchange.core;

import io.leverageguard.engine.margin.LotMargin;
import io.leverageguard.engine.margin.QuoteUnits;
import io.leverageguard.exchange.core.ExchangeOrder.Origin;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** All accounts and all money; nothing else changes a wallet. */
public final class Ledger {
    static final long MAKERS = 1;
    static final long TAKERS = 2;
    static final long INSURANCE = 3;
    static final long FIRST_CLIENT = 1001;

    /** Fees in units of 1e-8 of the notional. */
    public static final long MAKER_FEE = 20_000;

    public static final long TAKER_FEE = 50_000;

    /** The sums that must balance: deposits = wallets + fees − what the positions cost. */
    public record Totals(
            long deposits, long wallets, long fees, long insurance, long profit, long netLots) {
        /** Zero when nothing was made or lost. */
        public long difference() {
            return deposits - wallets - fees - profit;
        }
    }

    /** What a line of the ledger is reckoned on: a trade, or what is held at the mark price. */
    private record Source(long tradeId, long orderId, long lots, long units) {
        private static final Source NONE = new Source(0, 0, 0, 0);

        private static Source held(Position position) {
            return new Source(0, 0, position.lots, position.market.mark());
        }
    }

    private final SortedMap<Long, Account> accounts = new TreeMap<>();
    private final ExchangeListener listener;
    private final Deque<PositionLife> ended = new ArrayDeque<>();
    private long nextAccount = FIRST_CLIENT;
    private long nextIncome = 1;
    private long nextLife = 1;
    private long deposits;
    private long fees;
    private long covered;
    private long now;

    Ledger(ExchangeListener listener, long insurance) {
        this.listener = listener;
        for (long id : new long[] {MAKERS, TAKERS, INSURANCE}) {
            accounts.put(id, new Account(id, true));
        }
        deposit(account(INSURANCE), insurance);
    }

    void now(long millis) {
        now = millis;
    }

    Account open() {
        Account account = new Account(nextAccount++, false);
        accounts.put(account.id, account);
        return account;
    }

    Account account(long id) {
        Account account = accounts.get(id);
        if (account == null) {
            throw new IllegalArgumentException("no account " + id);
        }
        return account;
    }

    Collection<Account> accounts() {
        return accounts.values();
    }

    /** Into the wallet, or out of it when negative. */
    void deposit(Account account, long amount) {
        deposits += amount;
        account.crossWallet += amount;
        record(account, IncomeType.TRANSFER, amount);
        AccountCause cause = amount < 0 ? AccountCause.WITHDRAWAL : AccountCause.DEPOSIT;
        listener.accountChanged(account, cause, amount, List.of());
    }

    /** Between the wallet and the margin of an isolated position. */
    void addMargin(Position position, long amount) {
        position.account.crossWallet -= amount;
        position.isolatedWallet += amount;
        position.account.updatedAt = now;
        position.updatedAt = now;
        listener.accountChanged(
                position.account, AccountCause.MARGIN_TRANSFER, -amount, List.of(position));
    }

    /** The exchange takes what it is owed. */
    void collect(long amount) {
        fees += amount;
    }

    static long fee(long notional, boolean maker) {
        return QuoteUnits.mulDivCeil(notional, maker ? MAKER_FEE : TAKER_FEE, QuoteUnits.ONE);
    }

    /** Pays funding to a position, or takes it from there. */
    void fund(Position position, Funding.Paid funding, long amount) {
        if (amount == 0 || position.account.system) {
            bear(position, amount);
            return;
        }
        bear(position, amount);
        if (position.life != null) {
            position.life.funding += amount;
        }
        record(position, IncomeType.FUNDING_FEE, amount, Source.held(position));
        List<Position> shown = position.isolated ? List.of(position) : List.of();
        listener.fundingPaid(position, funding, amount);
        listener.accountChanged(position.account, AccountCause.FUNDING, amount, shown);
    }

    private static void bear(Position position, long amount) {
        if (position.isolated && position.lots != 0) {
            position.isolatedWallet += amount;
        } else {
            position.account.crossWallet += amount;
        }
    }

    /**
     * Books one side of a trade: profit, margin that moves, fee. Returns the fill.
     *
     * <p>An isolated position takes its initial margin from the wallet when it grows and gives back
     * its share when it shrinks. What it earns or loses stays inside until then, so that no more
     * than its margin can be lost; the fees of a liquidation are taken from what is left of it.
     */
    Account.Fill fill(ExchangeOrder order, Market.Match match, boolean maker, long tradeId) {
        Position position = order.position();
        long units = order.market.contract.units(match.priceTicks());
        long before = position.lots;
        long realized = position.apply(order.signedLots(match.lots()), units);
        long notional = match.lots() * units;
        boolean free = order.account.system || order.origin == Origin.ADL;
        long fee = free ? 0 : fee(notional, maker);
        Source source = new Source(tradeId, order.id, order.signedLots(match.lots()), units);
        if (position.isolated) {
            isolate(position, before, realized, order, source);
        } else {
            order.account.crossWallet += realized;
        }
        if (realized != 0) {
            record(position, IncomeType.REALIZED_PNL, realized, source);
        }
        if (fee != 0) {
            boolean inside = order.origin.isLiquidation() && position.isolated;
            if (inside && position.lots != 0) {
                position.isolatedWallet -= fee;
            } else {
                order.account.crossWallet -= fee;
            }
            fees += fee;
            record(position, IncomeType.COMMISSION, -fee, source);
        }
        order.filled += match.lots();
        order.cost += notional;
        order.updatedAt = now;
        position.updatedAt = now;
        Account.Fill fill =
                new Account.Fill(
                        tradeId,
                        order,
                        match.priceTicks(),
                        match.lots(),
                        fee,
                        realized,
                        maker,
                        now,
                        position.lots);
        if (!order.account.system) {
            order.account.keep(fill);
            live(position, before, fill);
        }
        return fill;
    }

    /** Takes a loss that an account cannot bear from the insurance fund. */
    void cover(Position position, long amount) {
        account(INSURANCE).crossWallet -= amount;
        covered += amount;
        position.account.crossWallet += amount;
        record(position, IncomeType.LOSS_COVERED, amount, Source.NONE);
        tellLiquidation(position, amount);
    }

    /**
     * The fee of a liquidation goes to the insurance fund: from the margin of an isolated position
     * that is still open, and else from the wallet.
     */
    void clear(Position position, long amount, ExchangeOrder order) {
        if (amount == 0) {
            return;
        }
        account(INSURANCE).crossWallet += amount;
        bear(position, -amount);
        if (position.life != null) {
            position.life.liquidationFees += amount;
        }
        Source source = new Source(0, order.id, 0, 0);
        record(position, IncomeType.LIQUIDATION_FEE, -amount, source);
        tellLiquidation(position, -amount);
    }

    private void tellLiquidation(Position position, long amount) {
        listener.accountChanged(
                position.account, AccountCause.LIQUIDATION, amount, List.of(position));
    }

    /** Tells of the positions that were closed since the last time. */
    void tellClosed() {
        while (!ended.isEmpty()) {
            listener.positionClosed(ended.removeFirst());
        }
    }

    /** All that the insurance fund had to bear for others so far. */
    long covered() {
        return covered;
    }

    private void live(Position position, long before, Account.Fill fill) {
        if (before == 0) {
            position.life = newLife(position);
        }
        long opened = PositionLife.note(position, before, fill);
        PositionLife life = position.life;
        if (life == null || !life.ended) {
            return;
        }
        position.account.keep(life);
        ended.add(life);
        if (opened > 0) {
            position.life = newLife(position);
            position.life.opened(opened, fill);
        }
    }

    private PositionLife newLife(Position position) {
        return new PositionLife(nextLife++, position, position.lots > 0, now);
    }

    Totals totals() {
        long wallets = 0;
        long profit = 0;
        long lots = 0;
        for (Account account : accounts.values()) {
            wallets += account.wallet();
            for (Position position : account.positions()) {
                profit += position.profit();
                lots += position.lots;
            }
        }
        long insurance = account(INSURANCE).wallet();
        return new Totals(deposits, wallets, fees, insurance, profit, lots);
    }

    private void isolate(
            Position position, long before, long realized, ExchangeOrder order, Source source) {
        Account account = position.account;
        long after = position.lots;
        boolean turned = before != 0 && Long.signum(after) == -Long.signum(before);
        long kept = turned ? 0 : Math.min(Math.abs(after), Math.abs(before));
        position.isolatedWallet += realized;
        if (before != 0 && kept < Math.abs(before)) {
            // The share of the margin that belongs to the closed lots goes back, profit and all.
            long stays = kept == 0 ? 0 : shareOf(position.isolatedWallet, kept, before, realized);
            if (kept > 0 && order.origin.isLiquidation()) {
                // The margin is what the rest needs: a step down gives nothing back.
                stays = Math.max(0, position.isolatedWallet);
            }
            if (position.isolatedWallet < 0) {
                // More than the margin was lost: that is the insurance fund's, never the client's.
                long missing = -position.isolatedWallet;
                position.isolatedWallet = 0;
                covered += missing;
                account(INSURANCE).crossWallet -= missing;
                record(position, IncomeType.LOSS_COVERED, missing, source);
                stays = 0;
            }
            account.crossWallet += position.isolatedWallet - stays;
            position.isolatedWallet = stays;
        }
        long opened = Math.abs(after) - kept;
        if (opened > 0) {
            long margin = LotMargin.initialMargin(opened * source.units(), position.leverage);
            long moved = Math.min(margin, Math.max(0, account.crossWallet));
            account.crossWallet -= moved;
            position.isolatedWallet += moved;
        }
    }

    /** Of the wallet without this profit, the part of the lots that stay; never more than all. */
    private static long shareOf(long wallet, long kept, long before, long realized) {
        long without = wallet - realized;
        long share = QuoteUnits.mulDivFloor(without, kept, Math.abs(before));
        return Math.min(share, Math.max(0, wallet));
    }

    private void record(Position position, IncomeType type, long amount, Source source) {
        Account account = position.account;
        account.updatedAt = now;
        if (!account.system) {
            account.keep(
                    new Account.Income(
                            nextIncome++,
                            now,
                            position.market.contract.symbol(),
                            position.leg,
                            type,
                            amount,
                            account.wallet(),
                            source.tradeId(),
                            source.orderId(),
                            source.lots(),
                            source.units()));
        }
    }

    private void record(Account account, IncomeType type, long amount) {
        account.updatedAt = now;
        if (!account.system) {
            long balance = account.wallet();
            account.keep(
                    new Account.Income(
                            nextIncome++, now, "", Leg.BOTH, type, amount, balance, 0, 0, 0, 0));
        }
    }
}
