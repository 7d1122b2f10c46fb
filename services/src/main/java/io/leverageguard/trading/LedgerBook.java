package io.leverageguard.trading;

import io.leverageguard.api.trading.Holdings.Ledger;
import io.leverageguard.api.trading.Holdings.LedgerKind;
import io.leverageguard.api.trading.Holdings.LedgerLine;
import io.leverageguard.api.trading.Holdings.LedgerSum;
import io.leverageguard.api.trading.Trading.Fill;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds up what an account earned and paid from its fills and fundings. */
final class LedgerBook {
    private record Key(String symbol, LedgerKind kind) {}

    private final List<LedgerLine> lines = new ArrayList<>();
    private final Map<Key, BigDecimal> sums =
            new TreeMap<>(Comparator.comparing(Key::symbol).thenComparing(Key::kind));

    void add(Fill fill) {
        add(line(fill, LedgerKind.REALIZED_PNL, fill.realizedPnl()));
        add(line(fill, LedgerKind.FEE, fill.fee().negate()));
    }

    void add(Changes.Funding funding) {
        add(
                new LedgerLine(
                        funding.at(),
                        funding.symbol(),
                        LedgerKind.FUNDING,
                        Words.plain(funding.amount()),
                        ""));
    }

    /** The newest lines, newest first, and the sums of all. */
    Ledger newest(int limit) {
        List<LedgerSum> added = new ArrayList<>();
        sums.forEach(
                (key, sum) -> added.add(new LedgerSum(key.symbol(), key.kind(), Words.plain(sum))));
        return new Ledger(
                lines.stream()
                        .sorted(Comparator.comparing(LedgerLine::at).reversed())
                        .limit(limit)
                        .toList(),
                added);
    }

    private void add(LedgerLine line) {
        if (line.amount().signum() != 0) {
            lines.add(line);
            sums.merge(new Key(line.symbol(), line.kind()), line.amount(), BigDecimal::add);
        }
    }

    private static LedgerLine line(Fill fill, LedgerKind kind, BigDecimal amount) {
        return new LedgerLine(fill.at(), fill.symbol(), kind, Words.plain(amount), fill.tradeId());
    }
}
