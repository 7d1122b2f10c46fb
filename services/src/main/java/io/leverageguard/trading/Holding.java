package io.leverageguard.trading;

import io.leverageguard.api.trading.Trading.Balance;
import io.leverageguard.kernel.ids.AccountId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What one account has at one moment.
 *
 * @param positions flat ones too: they keep margin mode and leverage
 */
record Holding(List<PositionRow> positions, List<Balance> balances) {
    Holding {
        positions = List.copyOf(positions);
        balances = List.copyOf(balances);
    }

    /** What the account has, asked on the engine's thread; nothing is journalled for it. */
    static Holding of(Intake.Sources sources, AccountId account) {
        return sources.room().ask(desk -> desk.positions().of(account));
    }

    Optional<PositionRow> position(String symbol) {
        return positions.stream().filter(row -> row.symbol().equals(symbol)).findFirst();
    }

    Optional<Balance> balance(String asset) {
        return balances.stream().filter(balance -> balance.asset().equals(asset)).findFirst();
    }

    BigDecimal wallet(String asset) {
        return balance(asset).map(Balance::wallet).orElse(BigDecimal.ZERO);
    }

    /** The same at the marks of now; where there is none a position stays as it is. */
    Holding at(Function<String, Optional<BigDecimal>> marks) {
        List<PositionRow> marked = new ArrayList<>(positions.size());
        for (PositionRow row : positions) {
            marked.add(row.isFlat() ? row : marks.apply(row.symbol()).map(row::marked).orElse(row));
        }
        return new Holding(marked, balances);
    }

    /** The same with another position in that symbol. */
    Holding with(PositionRow after) {
        List<PositionRow> changed = new ArrayList<>(positions);
        changed.removeIf(row -> row.symbol().equals(after.symbol()));
        changed.add(after);
        return new Holding(changed, balances);
    }
}
