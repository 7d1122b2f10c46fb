package io.leverageguard.trading;

import io.leverageguard.api.trading.Trading.MarginMode;
import io.leverageguard.api.trading.Trading.Position;
import io.leverageguard.engine.margin.CrossMargin;
import io.leverageguard.engine.margin.CrossMargin.CrossPosition;
import io.leverageguard.engine.margin.IsolatedMargin;
import io.leverageguard.engine.margin.MarginBracket;
import io.leverageguard.engine.margin.MarginTable;
import io.leverageguard.venues.Reports.Bracket;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The venues' maintenance brackets, and what the one implementation of margin makes of a position
 * with them. Safe for any number of threads.
 */
final class Margins {
    /** Names a symbol of a venue. */
    record Listing(String venue, String symbol) {}

    private final Map<Listing, MarginTable> tables = new ConcurrentHashMap<>();

    /** The symbols whose brackets are known. */
    List<Listing> known() {
        return List.copyOf(tables.keySet());
    }

    boolean knows(Listing listing) {
        return tables.containsKey(listing);
    }

    /** The brackets of a symbol, lowest first; none when they are not known. */
    List<MarginBracket> table(Listing listing) {
        MarginTable table = tables.get(listing);
        return table == null ? List.of() : table.brackets();
    }

    /** Keeps what the venue says now. */
    void put(Listing listing, List<Bracket> brackets) {
        List<MarginBracket> table = new ArrayList<>(brackets.size());
        for (Bracket bracket : brackets) {
            table.add(
                    new MarginBracket(
                            bracket.notionalFloor(),
                            bracket.notionalCap(),
                            bracket.maxLeverage(),
                            bracket.maintenanceRate(),
                            bracket.maintenanceAmount()));
        }
        tables.put(listing, MarginTable.of(table));
    }

    /**
     * The mark price at which the position is liquidated; empty when none does it, or when the
     * brackets are not known yet.
     *
     * @param all every position of the account
     * @param wallet of the quote asset, isolated margins included
     */
    Optional<BigDecimal> liquidationPrice(
            String venue, PositionRow row, Collection<PositionRow> all, BigDecimal wallet) {
        MarginTable table = tables.get(new Listing(venue, row.symbol()));
        if (row.isFlat() || table == null || row.entryPrice().signum() <= 0) {
            return Optional.empty();
        }
        if (row.marginMode() == MarginMode.ISOLATED) {
            return IsolatedMargin.liquidationPrice(
                    row.isLong(), row.quantity().abs(), row.entryPrice(), row.margin(), table);
        }
        return crossLiquidationPrice(venue, row, all, wallet);
    }

    /** The position as it is shown, at {@code mark}. */
    Position position(
            String venue,
            PositionRow row,
            BigDecimal mark,
            Collection<PositionRow> all,
            BigDecimal wallet) {
        @Nullable BigDecimal liquidation =
                liquidationPrice(venue, row, all, wallet).map(Words::plain).orElse(null);
        BigDecimal size = row.quantity().abs();
        BigDecimal margin = row.margin();
        if (row.marginMode() == MarginMode.CROSS && row.leverage() > 0) {
            margin = Words.plain(IsolatedMargin.initialMargin(size, mark, row.leverage()));
        }
        return new Position(
                row.account(),
                row.symbol(),
                row.quantity(),
                row.entryPrice(),
                margin,
                row.marginMode(),
                row.leverage(),
                mark,
                Words.plain(
                        IsolatedMargin.unrealizedPnl(row.isLong(), size, row.entryPrice(), mark)),
                liquidation,
                liquidation == null || mark.signum() <= 0
                        ? null
                        : Words.plain(IsolatedMargin.distance(mark, liquidation)),
                row.openedAt(),
                row.updatedAt());
    }

    private Optional<BigDecimal> crossLiquidationPrice(
            String venue, PositionRow row, Collection<PositionRow> all, BigDecimal wallet) {
        BigDecimal shared = wallet;
        List<CrossPosition> others = new ArrayList<>();
        for (PositionRow other : all) {
            if (other.marginMode() == MarginMode.ISOLATED) {
                shared = shared.subtract(other.margin());
            } else if (!other.isFlat() && !other.symbol().equals(row.symbol())) {
                Optional<CrossPosition> known = cross(venue, other);
                if (known.isEmpty()) {
                    return Optional.empty();
                }
                others.add(known.get());
            }
        }
        List<CrossPosition> rest = others;
        BigDecimal left = shared;
        return cross(venue, row)
                .flatMap(position -> CrossMargin.liquidationPrice(position, rest, left));
    }

    private Optional<CrossPosition> cross(String venue, PositionRow row) {
        MarginTable table = tables.get(new Listing(venue, row.symbol()));
        if (table == null) {
            return Optional.empty();
        }
        return Optional.of(
                new CrossPosition(
                        row.isLong(),
                        row.quantity().abs(),
                        row.entryPrice(),
                        row.lastMark(),
                        table));
    }
}
