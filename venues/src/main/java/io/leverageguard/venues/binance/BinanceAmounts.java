package io.leverageguard.venues.binance;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.jdk.NumberDeserializers.BigDecimalDeserializer;

/**
 * Reads amounts, and refuses those that nobody trades: a number of few letters can have a million
 * digits, and whoever calculates with it stands still.
 */
final class BinanceAmounts extends BigDecimalDeserializer {
    private static final int DIGITS_MAX = 60;
    private static final int SCALE_MAX = 40;

    @Override
    public @Nullable BigDecimal deserialize(JsonParser parser, DeserializationContext context) {
        BigDecimal amount = super.deserialize(parser, context);
        if (amount != null
                && (Math.abs((long) amount.scale()) > SCALE_MAX
                        || amount.precision() > DIGITS_MAX)) {
            return context.reportInputMismatch(BigDecimal.class, "an amount out of all bounds");
        }
        return amount;
    }
}
