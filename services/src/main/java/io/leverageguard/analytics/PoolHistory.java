package io.leverageguard.analytics;

import io.leverageguard.analytics.ReportData.PoolPoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Follows the pool from transfer to transfer. */
final class PoolHistory {
    private final PoolBalances balances = new PoolBalances();
    private final List<PoolPoint> points = new ArrayList<>();

    /** A transfer that moved money at once, or completed a reservation. */
    record Move(Instant at, String debit, String credit, long amount) {}

    /** Takes the next transfer, in the order of the ledger. */
    void add(Move move) {
        balances.move(move.debit(), move.credit(), move.amount());
        PoolPoint point = point(move.at());
        if (!points.isEmpty() && points.getLast().at().equals(move.at())) {
            points.removeLast();
        }
        points.add(point);
    }

    /** One point per instant; of several transfers at one instant the state after the last. */
    List<PoolPoint> points() {
        return List.copyOf(points);
    }

    private PoolPoint point(Instant at) {
        return new PoolPoint(
                at,
                balances.cash(),
                balances.customers(),
                balances.unearned(),
                balances.reserves(),
                balances.payable(),
                balances.ownFunds(),
                balances.premiums(),
                balances.claims());
    }
}
