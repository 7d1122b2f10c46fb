package io.leverageguard.engine;

/** Is shown how a position is divided. */
@FunctionalInterface
public interface ShareVisitor {
    /**
     * One strategy's share.
     *
     * @param strategy zero for what belongs to none
     * @param lots positive for a long
     * @param entryTicks its average price, rounded
     * @param realised what its closed lots have won or lost, in 10⁻⁸ of the quote asset
     */
    void onShare(int strategy, long lots, long entryTicks, long realised);
}
