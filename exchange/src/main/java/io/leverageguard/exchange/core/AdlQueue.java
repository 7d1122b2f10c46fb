package io.leverageguard.exchange.core;

import io.leverageguard.engine.margin.QuoteUnits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Who is closed first when the insurance fund cannot bear a liquidation: the most profitable and
 * most leveraged (Binance, "What is auto-deleveraging": with a profit its share of the entry times
 * the effective leverage, with a loss divided by it).
 */
final class AdlQueue {
    /** Quantiles are 0 to 4; 4 is closed first. */
    private static final int QUANTILES = 5;

    private static final long LEVERAGE_ONE = 10_000;
    private static final long LEVERAGE_CAP = 1_000 * LEVERAGE_ONE;
    private static final long SHARE_CAP = 1_000 * QuoteUnits.ONE;

    private final Ledger ledger;

    AdlQueue(Ledger ledger) {
        this.ledger = ledger;
    }

    private record Ranked(Position position, long score) {}

    /** The clients' positions of one side, the first to be closed first. */
    List<Position> of(Market market, boolean longs) {
        List<Ranked> ranked = new ArrayList<>();
        for (Account account : ledger.accounts()) {
            for (Position position : account.positions()) {
                boolean side = position.lots != 0 && position.lots > 0 == longs;
                if (!account.system && position.market == market && side) {
                    ranked.add(new Ranked(position, score(position)));
                }
            }
        }
        ranked.sort(Comparator.comparingLong(Ranked::score).reversed());
        return ranked.stream().map(Ranked::position).toList();
    }

    /** The place in the queue in five steps: 4 for the first, 0 for the last or for none. */
    int quantile(Position position) {
        if (position.lots == 0 || position.account.system) {
            return 0;
        }
        List<Position> queue = of(position.market, position.lots > 0);
        int place = queue.indexOf(position);
        return QUANTILES - 1 - place * QUANTILES / queue.size();
    }

    static long score(Position position) {
        long profit = position.profit();
        long entry = Math.max(1, Math.abs(position.cost));
        long share =
                Math.clamp(
                        QuoteUnits.mulDivFloor(profit, QuoteUnits.ONE, entry),
                        -SHARE_CAP,
                        SHARE_CAP);
        Account account = position.account;
        long balance =
                position.isolated
                        ? position.isolatedWallet + profit
                        : account.crossWallet + account.crossProfit();
        long leverage =
                Math.clamp(
                        QuoteUnits.mulDivFloor(
                                position.notional(), LEVERAGE_ONE, Math.max(1, balance)),
                        1,
                        LEVERAGE_CAP);
        return profit > 0 ? share * leverage : share * LEVERAGE_ONE / leverage;
    }
}
