package io.leverageguard.risk;

import io.leverageguard.api.trading.Trading.MarginMode;
import io.leverageguard.engine.margin.CrossMargin;
import io.leverageguard.engine.margin.CrossMargin.CrossPosition;
import io.leverageguard.engine.margin.MarginTable;
import io.leverageguard.engine.pricing.ShockLadder.Scenario;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Positions that live and die together: one isolated position with its margin, or all cross
 * positions of an account with what its wallet has beside isolated margins.
 *
 * @param wallet what stands behind the positions; null while it is not known
 */
record MarginPool(@Nullable BigDecimal wallet, List<PricedPosition> positions) {
    /**
     * The pool at given prices.
     *
     * @param balance wallet and unrealised profit, null where the wallet is not known
     * @param maintenance null where brackets are not known
     * @param liquidated the positions that the venue closes
     * @param left what remains of wallet and profit: what is liquidated loses all that it had
     */
    record Outcome(
            @Nullable BigDecimal balance,
            @Nullable BigDecimal maintenance,
            List<PricedPosition> liquidated,
            BigDecimal left) {}

    /** The pools of one account; {@code wallet} is null while it is not known. */
    static List<MarginPool> of(List<PricedPosition> account, @Nullable BigDecimal wallet) {
        List<MarginPool> pools = new ArrayList<>();
        List<PricedPosition> cross = new ArrayList<>();
        BigDecimal shared = wallet;
        for (PricedPosition position : account) {
            if (position.open().mode() == MarginMode.CROSS) {
                cross.add(position);
            } else {
                BigDecimal margin = position.open().margin();
                pools.add(new MarginPool(margin, List.of(position)));
                shared = shared == null ? null : shared.subtract(margin);
            }
        }
        if (!cross.isEmpty()) {
            pools.add(new MarginPool(shared, List.copyOf(cross)));
        }
        return pools;
    }

    /** The pool after the scenario has moved its prices. */
    Outcome under(Scenario scenario) {
        return at(
                positions.stream()
                        .map(position -> position.moved(scenario.move(position.base())))
                        .toList());
    }

    /** The pool as it is. */
    Outcome now() {
        return at(positions);
    }

    /**
     * By the one margin implementation where wallet and brackets are known: a pool dies when its
     * balance no longer exceeds its maintenance margin. Otherwise each position dies at the
     * liquidation price that was announced, which that implementation has found, others still.
     */
    private Outcome at(List<PricedPosition> priced) {
        List<CrossPosition> known = forMargin(priced);
        if (wallet == null || known.size() < priced.size()) {
            return each(priced);
        }
        BigDecimal balance = CrossMargin.balance(known, wallet);
        BigDecimal maintenance = CrossMargin.maintenance(known);
        boolean dies = balance.compareTo(maintenance) <= 0;
        return new Outcome(
                balance, maintenance, dies ? priced : List.of(), dies ? BigDecimal.ZERO : balance);
    }

    private Outcome each(List<PricedPosition> priced) {
        List<PricedPosition> liquidated = new ArrayList<>();
        BigDecimal left = BigDecimal.ZERO;
        BigDecimal profit = BigDecimal.ZERO;
        for (PricedPosition position : priced) {
            profit = profit.add(position.unrealizedPnl());
            if (position.isPastLiquidation()) {
                liquidated.add(position);
            } else {
                left = left.add(position.open().margin()).add(position.unrealizedPnl());
            }
        }
        return new Outcome(
                wallet == null ? null : wallet.add(profit), null, List.copyOf(liquidated), left);
    }

    private static List<CrossPosition> forMargin(List<PricedPosition> priced) {
        List<CrossPosition> known = new ArrayList<>();
        for (PricedPosition position : priced) {
            MarginTable table = position.table();
            if (table != null) {
                known.add(position.forMargin(table));
            }
        }
        return known;
    }
}
