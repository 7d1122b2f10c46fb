package io.leverageguard.engine;

/** What one account has, and could come to have, in one instrument. */
final class PositionEntry {
    final long key;
    final AccountEntry account;
    final InstrumentEntry instrument;
    int leverage;
    long lots;
    long reportedAt = Long.MIN_VALUE;
    long buyLotsExposed;
    long sellLotsExposed;
    long unconfirmedLots;

    PositionEntry(AccountEntry account, InstrumentEntry instrument) {
        this.key = key(account.number, instrument.number());
        this.account = account;
        this.instrument = instrument;
    }

    static long key(int account, int instrument) {
        return ((long) account << 32) | (instrument & 0xFFFFFFFFL);
    }

    /** The position if every order on the side of {@code buy} were filled, and this one too. */
    long worstLots(boolean buy, long orderLots) {
        return buy ? lots + buyLotsExposed + orderLots : lots - sellLotsExposed - orderLots;
    }

    /** How much may still be reduced by an order on this side. */
    long reducibleLots(boolean buy) {
        return Math.max(0, buy ? -lots - buyLotsExposed : lots - sellLotsExposed);
    }

    /** Whether an order on this side is against the position, fills on their way included. */
    boolean isAgainst(boolean buy) {
        long expected = lots + unconfirmedLots;
        return buy ? expected < 0 : expected > 0;
    }

    long hash() {
        long hash = StateHash.mix(key, lots);
        hash = StateHash.mix(hash, reportedAt);
        return StateHash.mix(hash, leverage);
    }
}
