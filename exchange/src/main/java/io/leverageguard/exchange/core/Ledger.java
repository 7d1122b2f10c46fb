package io.leverageguard.exchange.core;

import io.leverageguard.engine.margin.LotMargin;
import io.leverageguard.engine.margin.QuoteUnits;
import java.util.Collection;
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

    private final SortedMap<Long, Account> accounts = new TreeMap<>();
    private final ExchangeListener listener;
    private long nextAccount = FIRST_CLIENT;
    private long nextIncome = 1;
    private long deposits;
    private long fees;
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

    void deposit(Account account, long amount) {
        deposits += amount;
        account.crossWallet += amount;
        record(account, "", "TRANSFER", amount, "");
        listener.accountChanged(account, "DEPOSIT", amount, List.of());
    }

    /** The exchange takes what it is owed. */
    void collect(long amount) {
        fees += amount;
    }

    static long fee(long notional, boolean maker) {
        return QuoteUnits.mulDivCeil(notional, maker ? MAKER_FEE : TAKER_FEE, QuoteUnits.ONE);
    }

    /** Adds to (or takes from) the margin of a position and writes it down. */
    void pay(Position position, String type, long amount, String tradeId) {
        if (amount == 0) {
            return;
        }
        if (position.isolated && position.lots != 0) {
            position.isolatedWallet += amount;
        } else {
            position.account.crossWallet += amount;
        }
        record(position.account, position.market.contract.symbol(), type, amount, tradeId);
        if (type.equals("FUNDING_FEE")) {
            List<Position> shown = position.isolated ? List.of(position) : List.of();
            listener.accountChanged(position.account, type, amount, shown);
        }
    }

    /**
     * Books one side of a trade: profit, margin that moves, fee. Returns the fill.
     *
     * <p>An isolated position takes its initial margin from the wallet when it grows and gives back
     * its share when it shrinks. What it earns or loses stays inside until then, so that no more
     * than its margin can be lost; the fee of a liquidation is taken from what is left of it.
     */
    Account.Fill fill(ExchangeOrder order, Market.Match match, boolean maker, long tradeId) {
        Position position = order.account.position(order.market);
        long units = order.market.contract.units(match.priceTicks());
        long before = position.lots;
        long realized = position.apply(order.signedLots(match.lots()), units);
        long notional = match.lots() * units;
        long fee = order.account.system ? 0 : fee(notional, maker);
        String trade = Long.toString(tradeId);
        if (position.isolated) {
            isolate(position, before, realized, units);
        } else {
            order.account.crossWallet += realized;
        }
        if (realized != 0) {
            record(position.account, symbol(position), "REALIZED_PNL", realized, trade);
        }
        charge(order, position, fee, trade);
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
                        now);
        if (!order.account.system) {
            order.account.keep(fill);
        }
        return fill;
    }

    /** Takes a loss that an account cannot bear from the insurance fund. */
    void cover(Position position, long amount) {
        Account fund = account(INSURANCE);
        fund.crossWallet -= amount;
        position.account.crossWallet += amount;
        record(position.account, symbol(position), "INSURANCE_CLEAR", amount, "");
        listener.accountChanged(position.account, "INSURANCE_CLEAR", amount, List.of(position));
    }

    /** Moves what is left of a liquidated margin to the insurance fund, up to the fee. */
    void clear(Position position, long amount) {
        if (amount == 0) {
            return;
        }
        account(INSURANCE).crossWallet += amount;
        position.account.crossWallet -= amount;
        record(position.account, symbol(position), "INSURANCE_CLEAR", -amount, "");
        listener.accountChanged(position.account, "INSURANCE_CLEAR", -amount, List.of(position));
    }

    Totals totals() {
        long wallets = 0;
        long profit = 0;
        long lots = 0;
        for (Account account : accounts.values()) {
            wallets += account.wallet();
            for (Position position : account.positions.values()) {
                profit += position.profit();
                lots += position.lots;
            }
        }
        long insurance = account(INSURANCE).wallet();
        return new Totals(deposits, wallets, fees, insurance, profit, lots);
    }

    private void isolate(Position position, long before, long realized, long units) {
        Account account = position.account;
        long after = position.lots;
        boolean turned = before != 0 && Long.signum(after) == -Long.signum(before);
        long kept = turned ? 0 : Math.min(Math.abs(after), Math.abs(before));
        position.isolatedWallet += realized;
        if (before != 0 && kept < Math.abs(before)) {
            // The share of the margin that belongs to the closed lots goes back, profit and all.
            long stays = kept == 0 ? 0 : shareOf(position.isolatedWallet, kept, before, realized);
            if (position.isolatedWallet < 0) {
                // More than the margin was lost: that is the insurance fund's, never the client's.
                long missing = -position.isolatedWallet;
                position.isolatedWallet = 0;
                account(INSURANCE).crossWallet -= missing;
                record(account, symbol(position), "INSURANCE_CLEAR", missing, "");
                stays = 0;
            }
            account.crossWallet += position.isolatedWallet - stays;
            position.isolatedWallet = stays;
        }
        long opened = Math.abs(after) - kept;
        if (opened > 0) {
            long margin = LotMargin.initialMargin(opened * units, position.leverage);
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

    private void charge(ExchangeOrder order, Position position, long fee, String trade) {
        if (fee == 0) {
            return;
        }
        order.account.crossWallet -= fee;
        fees += fee;
        record(order.account, symbol(position), "COMMISSION", -fee, trade);
    }

    private void record(Account account, String symbol, String type, long amount, String trade) {
        account.updatedAt = now;
        if (!account.system) {
            account.keep(new Account.Income(nextIncome++, now, symbol, type, amount, trade));
        }
    }

    private static String symbol(Position position) {
        return position.market.contract.symbol();
    }
}
