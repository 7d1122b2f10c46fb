package io.leverageguard.trading;

import io.leverageguard.api.trading.Trading.Balance;
import io.leverageguard.api.trading.Trading.Position;
import io.leverageguard.api.trading.Trading.SetLeverage;
import io.leverageguard.api.trading.TradingEvent.PositionChanged;
import io.leverageguard.kernel.ids.AccountId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Positions and balances as the venues last reported them. Touched by the engine's thread only. */
final class PositionBook {
    private final Margins margins;
    private final Changes changes;
    private final Map<Changes.Key, PositionRow> rows = new LinkedHashMap<>();
    private final Map<Changes.Key, Balance> balances = new LinkedHashMap<>();

    PositionBook(Margins margins, Changes changes) {
        this.margins = margins;
        this.changes = changes;
    }

    /** Takes over what is stored. */
    void load(Collection<PositionRow> positions, Map<Changes.Key, Balance> storedBalances) {
        rows.clear();
        balances.clear();
        positions.forEach(row -> rows.put(new Changes.Key(row.account(), row.symbol()), row));
        balances.putAll(storedBalances);
    }

    /** Every position, flat ones too. */
    Collection<PositionRow> all() {
        return rows.values();
    }

    /** The account's positions, flat ones too, and balances. */
    Holding of(AccountId account) {
        return new Holding(
                rows.values().stream().filter(row -> row.account().equals(account)).toList(),
                balances.entrySet().stream()
                        .filter(entry -> entry.getKey().account().equals(account))
                        .map(Map.Entry::getValue)
                        .toList());
    }

    @Nullable PositionRow find(Changes.Key key) {
        return rows.get(key);
    }

    /** A report that is not older than the last one. */
    void report(String venue, String quote, PositionRow reported) {
        Changes.Key key = new Changes.Key(reported.account(), reported.symbol());
        PositionRow before = rows.get(key);
        if (before == null && reported.isFlat()) {
            return;
        }
        put(venue, quote, before, merged(before, reported));
    }

    /** A new margin mode and leverage, of a position or of the ones to come. */
    void leverage(String venue, String quote, SetLeverage command, Instant now) {
        PositionRow before = rows.get(new Changes.Key(command.account(), command.symbol()));
        PositionRow base = before == null ? none(command, now) : before;
        put(
                venue,
                quote,
                before,
                new PositionRow(
                        base.account(),
                        base.symbol(),
                        base.quantity(),
                        base.entryPrice(),
                        base.margin(),
                        command.marginMode(),
                        command.leverage(),
                        base.lastMark(),
                        base.venueLiquidation(),
                        base.openedAt(),
                        base.updatedAt()));
    }

    /** A balance as the venue has it now. */
    void balance(AccountId account, Balance balance) {
        Changes.Key key = new Changes.Key(account, balance.asset());
        balances.put(key, balance);
        changes.balances.put(key, balance);
    }

    private void put(String venue, String quote, @Nullable PositionRow before, PositionRow after) {
        Changes.Key key = new Changes.Key(after.account(), after.symbol());
        rows.put(key, after);
        changes.positions.put(key, after);
        boolean wasFlat = before == null || before.isFlat();
        if (wasFlat && after.isFlat()) {
            return;
        }
        if (before == null || after.differsFrom(before)) {
            changes.announce(new PositionChanged(after.account(), shown(venue, quote, after)));
        }
    }

    private Position shown(String venue, String quote, PositionRow row) {
        List<PositionRow> all =
                rows.values().stream()
                        .filter(other -> other.account().equals(row.account()))
                        .toList();
        Balance balance = balances.get(new Changes.Key(row.account(), quote));
        BigDecimal wallet = balance == null ? BigDecimal.ZERO : balance.wallet();
        return margins.position(venue, row, row.lastMark(), all, wallet);
    }

    /** Streams do not always say everything: what is missing stays as it was. */
    private static PositionRow merged(@Nullable PositionRow before, PositionRow reported) {
        if (before == null) {
            return reported;
        }
        // Of what is flat only we know what was set: a venue may still tell what was before that.
        boolean tellsLeverage = reported.leverage() > 0 && !reported.isFlat();
        boolean goesOn =
                before.quantity().signum() == reported.quantity().signum() || reported.isFlat();
        return new PositionRow(
                reported.account(),
                reported.symbol(),
                reported.quantity(),
                reported.entryPrice(),
                reported.margin(),
                reported.marginMode(),
                tellsLeverage ? reported.leverage() : before.leverage(),
                reported.lastMark().signum() > 0 ? reported.lastMark() : before.lastMark(),
                reported.venueLiquidation(),
                goesOn ? before.openedAt() : reported.updatedAt(),
                reported.updatedAt());
    }

    private static PositionRow none(SetLeverage command, Instant now) {
        return new PositionRow(
                command.account(),
                command.symbol(),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                command.marginMode(),
                command.leverage(),
                BigDecimal.ZERO,
                null,
                now,
                now);
    }
}
