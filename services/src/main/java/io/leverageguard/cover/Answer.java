package io.leverageguard.cover;

import io.leverageguard.api.cover.Cover.CheckResult;

/** What one check found, and why, in words. */
record Answer(CheckResult result, String reason) {
    static Answer pass(String reason) {
        return new Answer(CheckResult.PASS, reason);
    }

    static Answer fail(String reason) {
        return new Answer(CheckResult.FAIL, reason);
    }

    static Answer unknown(String reason) {
        return new Answer(CheckResult.INCONCLUSIVE, reason);
    }

    /** Where the venue knows nothing of the order, nothing can be said about it. */
    static Answer noClosure(String orderId) {
        return unknown("the venue knows nothing of order " + orderId);
    }
}
