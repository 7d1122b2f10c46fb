package io.leverageguard.strategy;

import io.leverageguard.kernel.rpc.Refusal;
import java.math.BigDecimal;
import java.util.Map;

/** The parameters of a strategy, read with bounds. */
record Parameters(Map<String, String> values) {

    int whole(String name, int min, int max) {
        try {
            int value = Integer.parseInt(text(name));
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, for both.
        }
        throw Refusal.invalid("parameters." + name, "must be " + min + " to " + max);
    }

    BigDecimal decimal(String name, String min, String max) {
        try {
            BigDecimal value = new BigDecimal(text(name));
            boolean within =
                    value.compareTo(new BigDecimal(min)) >= 0
                            && value.compareTo(new BigDecimal(max)) <= 0;
            if (within && value.scale() <= 8) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, for both.
        }
        throw Refusal.invalid("parameters." + name, "must be " + min + " to " + max);
    }

    private String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw Refusal.invalid("parameters." + name, "is missing");
        }
        return value;
    }
}
