package io.leverageguard.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one account has, and could come to have, in one instrument. */
final class PositionEntry extends Holding {
    final long key;
    final OwnBook own;
    final List<ShareEntry> shares = new ArrayList<>(2);
    int leverage;
    long reportedAt = Long.MIN_VALUE;

    /** When a report last moved lots for which no fill was known. */
    long adjustedAt = Long.MIN_VALUE;

    PositionEntry(
            AccountEntry account, InstrumentEntry instrument, OwnBook own, ScopeExposure[] sums) {
        super(account, instrument, sums);
        this.key = key(account.number, instrument.number);
        this.own = own;
    }

    static long key(int account, int instrument) {
        return ((long) account << 32) | (instrument & 0xFFFFFFFFL);
    }

    @Nullable ShareEntry share(int strategy) {
        for (int i = 0; i < shares.size(); i++) {
            ShareEntry share = shares.get(i);
            if (share.strategy == strategy) {
                return share;
            }
        }
        return null;
    }

    /** In the order of the strategies, so that it is the same after a restart. */
    void add(ShareEntry share) {
        int at = 0;
        while (at < shares.size() && shares.get(at).strategy < share.strategy) {
            at++;
        }
        shares.add(at, share);
    }

    @Override
    long hash() {
        long hash = StateHash.mix(key, lots);
        hash = StateHash.mix(hash, cost);
        hash = StateHash.mix(hash, reportedAt);
        hash = StateHash.mix(hash, adjustedAt);
        return StateHash.mix(hash, leverage);
    }
}
