package io.leverageguard.kernel.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;

/**
 * An exact amount of one asset: an integer of minor units. Arithmetic never rounds silently and
 * throws {@link ArithmeticException} on overflow; assets never mix.
 *
 * @param minor the amount in minor units, of either sign
 * @param asset what it is an amount of
 */
public record Money(long minor, Asset asset) implements Comparable<Money> {

    /** Checks that the asset is present. */
    public Money {
        Objects.requireNonNull(asset, "asset is null");
    }

    /** Nothing of {@code asset}. */
    public static Money zero(Asset asset) {
        return new Money(0, asset);
    }

    /** The amount {@code decimal}, which must be exact at the asset's scale. */
    public static Money of(BigDecimal decimal, Asset asset) {
        return of(decimal, asset, RoundingMode.UNNECESSARY);
    }

    /** The amount {@code decimal} brought to the asset's scale by the named rounding. */
    public static Money of(BigDecimal decimal, Asset asset, RoundingMode rounding) {
        return new Money(
                decimal.setScale(asset.scale(), rounding)
                        .movePointRight(asset.scale())
                        .longValueExact(),
                asset);
    }

    /** Parses a decimal string such as {@code 12.5}; refuses digits beyond the asset's scale. */
    public static Money parse(String decimal, Asset asset) {
        return of(new BigDecimal(decimal), asset);
    }

    /** USDT, the asset of every linear perpetual we trade, from a decimal string. */
    public static Money usdt(String decimal) {
        return parse(decimal, Asset.USDT);
    }

    /** The sum. */
    public Money plus(Money other) {
        return new Money(Math.addExact(minor, same(other).minor), asset);
    }

    /** The difference. */
    public Money minus(Money other) {
        return new Money(Math.subtractExact(minor, same(other).minor), asset);
    }

    /** The amount with its sign turned. */
    public Money negated() {
        return new Money(Math.negateExact(minor), asset);
    }

    /** The product with a ratio, brought to minor units by the named rounding. */
    public Money times(BigDecimal ratio, RoundingMode rounding) {
        return of(decimal().multiply(ratio), asset, rounding);
    }

    /** The smaller of two. */
    public Money min(Money other) {
        return compareTo(other) <= 0 ? this : other;
    }

    /** The larger of two. */
    public Money max(Money other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** Whether the amount is zero. */
    public boolean isZero() {
        return minor == 0;
    }

    /** Whether the amount is above zero. */
    public boolean isPositive() {
        return minor > 0;
    }

    /** Whether the amount is below zero. */
    public boolean isNegative() {
        return minor < 0;
    }

    /** The amount as a decimal with exactly the asset's scale. */
    public BigDecimal decimal() {
        return BigDecimal.valueOf(minor, asset.scale());
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(minor, same(other).minor);
    }

    @Override
    public String toString() {
        return decimal().toPlainString() + " " + asset.code();
    }

    private Money same(Money other) {
        if (!asset.equals(other.asset)) {
            throw new IllegalArgumentException("cannot mix " + asset + " and " + other.asset);
        }
        return other;
    }
}
