package io.leverageguard.engine;

/** One account. */
final class AccountEntry {
    final int number;
    Limits limits;
    int openOrders;

    AccountEntry(int number, Limits limits) {
        this.number = number;
        this.limits = limits;
    }

    long hash() {
        return StateHash.mix(number, limits.hash());
    }
}
