package io.leverageguard.analytics;

import io.leverageguard.analytics.ReportData.PoolPoint;
import io.leverageguard.api.fund.LedgerAccounts;
import io.leverageguard.kernel.money.Asset;
import io.leverageguard.kernel.money.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Follows the pool from transfer to transfer. */
final class PoolHistory {
    private final Map<String, Long> net = new HashMap<>();
    private final List<PoolPoint> points = new ArrayList<>();

    /** A transfer that moved money at once, or completed a reservation. */
    record Move(Instant at, String debit, String credit, long amount) {}

    /** Takes the next transfer, in the order of the ledger. */
    void add(Move move) {
        net.merge(kind(move.debit()), move.amount(), Math::addExact);
        net.merge(kind(move.credit()), -move.amount(), Math::addExact);
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
        long cash = debit(LedgerAccounts.CASH);
        long customers = credit("CUSTOMER_PREPAID");
        long unearned = credit(LedgerAccounts.UNEARNED_PREMIUM);
        long reserves = credit(LedgerAccounts.CASE_RESERVE);
        long payable = credit(LedgerAccounts.CLAIMS_PAYABLE);
        long premiums = Math.addExact(unearned, credit(LedgerAccounts.EARNED_PREMIUM));
        long own = cash - customers - unearned - reserves - payable;
        return new PoolPoint(
                at,
                usdt(cash),
                usdt(customers),
                usdt(unearned),
                usdt(reserves),
                usdt(payable),
                usdt(own),
                usdt(premiums),
                usdt(debit(LedgerAccounts.CLAIMS_INCURRED)));
    }

    private long debit(String account) {
        return net.getOrDefault(kind(account), 0L);
    }

    private long credit(String account) {
        return -debit(account);
    }

    /** The part of an account's name before the first colon. */
    private static String kind(String account) {
        int colon = account.indexOf(':');
        return colon < 0 ? account : account.substring(0, colon);
    }

    private static Money usdt(long minor) {
        return new Money(minor, Asset.USDT);
    }
}
