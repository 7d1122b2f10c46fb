package io.leverageguard.engine;

/** What of a position belongs to one strategy; that of strategy zero belongs to none. */
final class ShareEntry extends Holding {
    final PositionEntry position;
    final int strategy;

    /** What its closed lots have won or lost, with its part of the fees and of funding. */
    long realised;

    /** The lots that reports gave or took without a fill that explains them, so far. */
    long adjusted;

    /** What these lots cost. */
    long adjustedCost;

    /** While something is divided: the part of this one. */
    long part;

    ShareEntry(PositionEntry position, int strategy, ScopeExposure[] sums) {
        super(position.account, position.instrument, sums);
        this.position = position;
        this.strategy = strategy;
    }

    @Override
    long hash() {
        long hash = StateHash.mix(position.key, strategy);
        hash = StateHash.mix(hash, lots);
        hash = StateHash.mix(hash, cost);
        hash = StateHash.mix(hash, realised);
        return StateHash.mix(StateHash.mix(hash, adjusted), adjustedCost);
    }
}
