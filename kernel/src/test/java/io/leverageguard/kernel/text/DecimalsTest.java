package io.leverageguard.kernel.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {
    @Property
    void whatIsPrintedIsReadBack(
            @ForAll @LongRange(min = -Long.MAX_VALUE) long value,
            @ForAll @IntRange(max = 18) int scale) {
        StringBuilder text = new StringBuilder();
        Decimals.print(value, scale, text);
        assertThat(new BigDecimal(text.toString())).isEqualTo(BigDecimal.valueOf(value, scale));
        assertThat(Decimals.parse(text, scale)).isEqualTo(value);
    }

    @Test
    void trailingZerosBeyondTheScaleAreNoDigits() {
        assertThat(Decimals.parse("116830.3000", 1)).isEqualTo(1_168_303L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", ".", "1e3", "1.2.3", "0.05", "99999999999999999999", " 1"})
    void refusesWhatIsNoDecimalOfTheScale(String text) {
        assertThatExceptionOfType(NumberFormatException.class)
                .isThrownBy(() -> Decimals.parse(text, 1));
    }
}
