package io.leverageguard.launcher.kill;

import java.util.List;
import java.util.Locale;

/**
 * One kill and what came of it.
 *
 * @param afterMs when the desk was killed, from the beginning of the load
 * @param again how often it was killed once more while it recovered
 * @param acknowledged orders whose call was answered before or at the kill
 * @param unanswered orders whose call nobody answered
 * @param recoveryMs from the start of the process until every account took an order
 */
record Kill(
        long seed,
        long afterMs,
        int again,
        int orders,
        int acknowledged,
        int unanswered,
        long recoveryMs,
        List<Difference> differences) {
    /** It could not be played to its end. */
    static Kill broken(long seed, String why) {
        return new Kill(seed, 0, 0, 0, 0, 0, 0, List.of(Difference.other("it broke: " + why)));
    }

    boolean broke() {
        return !passes() && orders == 0;
    }

    boolean passes() {
        return differences.isEmpty();
    }

    long count(Difference.Kind kind) {
        return differences.stream().filter(one -> one.kind() == kind).count();
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "seed %d: killed after %d ms%s, %d orders, %d acknowledged, %d unanswered,"
                        + " took orders again after %d ms, %s",
                seed,
                afterMs,
                again == 0 ? "" : " and once more while it recovered",
                orders,
                acknowledged,
                unanswered,
                recoveryMs,
                passes() ? "ok" : differences.size() + " differences");
    }
}
