package io.leverageguard.analytics;

import io.leverageguard.analytics.AnalyticsRepository.PoolMove;
import io.leverageguard.api.TimeRange;
import io.leverageguard.api.analytics.Analytics.PoolLine;
import io.leverageguard.api.analytics.Analytics.PoolReport;
import io.leverageguard.kit.sql.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Replays the ledger's transfers, step by step, for a history of the pool. */
final class PoolReader {
    private final Database database;
    private final AnalyticsRepository repository;

    PoolReader(Database database, AnalyticsRepository repository) {
        this.database = database;
        this.repository = repository;
    }

    /** The state after the last transfer of each step, and before the first of them. */
    PoolReport read(TimeRange.Exact range) {
        List<PoolMove> moves = database.read(handle -> repository.poolMoves(handle, range));
        PoolBalances balances = new PoolBalances();
        List<PoolLine> lines = new ArrayList<>();
        for (int i = 0; i < moves.size(); i++) {
            PoolMove move = moves.get(i);
            balances.move(move.debit(), move.credit(), move.amount());
            boolean last =
                    i + 1 == moves.size()
                            || !Objects.equals(moves.get(i + 1).bucket(), move.bucket());
            if (last) {
                lines.add(line(move.bucket() == null ? range.from() : move.at(), balances));
            }
        }
        return new PoolReport(range.step(), lines);
    }

    private static PoolLine line(Instant at, PoolBalances balances) {
        return new PoolLine(
                at,
                balances.cash(),
                balances.customers(),
                balances.capital(),
                balances.unearned(),
                balances.reserves(),
                balances.payable(),
                balances.ownFunds(),
                balances.premiums(),
                balances.earned(),
                balances.claims(),
                balances.paid());
    }
}
