package io.leverageguard.kernel.money;

import java.util.Map;
import java.util.Objects;

/**
 * A currency and the number of decimal places of its minor unit.
 *
 * @param code the field's symbol, upper case, for example {@code USDT}
 * @param scale decimal places of the minor unit, 0 to 18
 */
public record Asset(String code, int scale) {
    /** Tether; amounts are millionths. */
    public static final Asset USDT = new Asset("USDT", 6);

    private static final Map<String, Asset> KNOWN = Map.of(USDT.code, USDT);

    /** Checks the code and the scale. */
    public Asset {
        Objects.requireNonNull(code, "code is null");
        if (!code.matches("[A-Z0-9]{2,12}")) {
            throw new IllegalArgumentException("asset code must be 2 to 12 of A-Z0-9: " + code);
        }
        if (scale < 0 || scale > 18) {
            throw new IllegalArgumentException("scale must be 0 to 18: " + scale);
        }
    }

    /** The asset with this code; throws {@link IllegalArgumentException} for one we do not book. */
    public static Asset of(String code) {
        Asset asset = KNOWN.get(code);
        if (asset == null) {
            throw new IllegalArgumentException("unknown asset: " + code);
        }
        return asset;
    }

    @Override
    public String toString() {
        return code;
    }
}
