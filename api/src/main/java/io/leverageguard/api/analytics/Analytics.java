package io.leverageguard.api.analytics;

import io.leverageguard.api.TimeRange;
import io.leverageguard.api.TimeRange.TimeStep;
import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.kernel.rpc.Route.None;
import java.time.Instant;
import java.util.List;

/** Projections of what the other services announced, and reports made from them. */
public interface Analytics {
    /** Writes the desk report of a span of time as HTML, CSV and JSON under the data folder. */
    Report report(Actor actor, ReportRequest command);

    /**
     * Compares ledger, payouts, claims and venue: every approved claim paid once, every payout in
     * the ledger, every account equal to its venue.
     */
    Reconciliation reconcile(Actor actor, None nothing);

    /** How the pool developed, replayed from the ledger's transfers. */
    PoolReport poolHistory(Actor actor, TimeRange range);

    /** Forgets every projection; they are read again from the first event. */
    None rebuild(Actor actor, None nothing);

    /** Which span. */
    record ReportRequest(Instant from, Instant to, String title) {}

    /** A written report: paths relative to the data folder. */
    record Report(String html, String csv, String json) {}

    /** One difference. */
    record Break(String kind, String object, String expected, String found) {}

    /** What a reconciliation found; no breaks is what one wants. */
    record Reconciliation(Instant at, long compared, List<Break> breaks) {}

    /**
     * The pool at one instant.
     *
     * @param capital paid in
     * @param premiums written so far, less what was given back
     * @param earned the part of them that is ours
     * @param claims incurred so far
     * @param paid to claimants so far
     */
    record PoolLine(
            Instant at,
            Money cash,
            Money customers,
            Money capital,
            Money unearned,
            Money reserves,
            Money payable,
            Money ownFunds,
            Money premiums,
            Money earned,
            Money claims,
            Money paid) {}

    /** Several, oldest first; the last of each step, and the state before the first. */
    record PoolReport(TimeStep step, List<PoolLine> points) {}
}
