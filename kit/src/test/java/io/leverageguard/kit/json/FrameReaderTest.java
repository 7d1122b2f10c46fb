package io.leverageguard.kit.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
    private final FrameReader reader = new FrameReader();

    @Test
    void membersAreReadInAnyOrderAndTheRestIsSkipped() {
        open(
                """
                 { "skipped" : {"a":[1,{"b":null}],"c":"\\"}"} , "price":"61800.20","id":-7,
                   "list":[ ["1",true] , [] ], "a name that is long": 1e3 }\s""");
        reader.object();
        assertThat(reader.nextName()).isEqualTo(FrameReader.code("skipped"));
        reader.skip();
        assertThat(reader.nextName()).isEqualTo(FrameReader.code("price"));
        reader.decimal();
        assertThat(reader.mantissa()).isEqualTo(6_180_020);
        assertThat(reader.scale()).isEqualTo(2);
        assertThat(reader.nextName()).isEqualTo(FrameReader.code("id"));
        assertThat(reader.integer()).isEqualTo(-7);
        assertThat(reader.nextName()).isEqualTo(FrameReader.code("list"));
        reader.array();
        assertThat(reader.nextElement()).isTrue();
        reader.array();
        assertThat(reader.nextElement()).isTrue();
        assertThat(reader.integer()).isOne();
        assertThat(reader.nextElement()).isTrue();
        assertThat(reader.bool()).isTrue();
        assertThat(reader.nextElement()).isFalse();
        assertThat(reader.nextElement()).isTrue();
        reader.skip();
        assertThat(reader.nextElement()).isFalse();
        assertThat(reader.nextName()).isEqualTo(FrameReader.code("a name that is long"));
        reader.decimal();
        assertThat(FrameReader.scaled(reader.mantissa(), reader.scale(), 0)).isEqualTo(1000);
        assertThat(reader.nextName()).isEqualTo(FrameReader.END);
        reader.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{]",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{,\"a\":1}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":[1,]}",
                "{\"a\":[1 2]}",
                "{\"a\":tru}",
                "{\"a\":nul",
                "{\"a\":\"open",
                "{\"a\":\"\\",
                "{\"a\":\"\n\"}",
                "{\"a\":1}}",
                "{\"a\":01}",
                "{\"a\":1-2}",
                "{\"a\":1.}",
                "{\"a\":-}",
                "{\"a\":1e}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u00g0\"}",
                "{\"\\q\":1}",
                "[1]",
                "{a:1}"
            })
    void whatIsNotJsonIsAFrameError(String frame) {
        assertThatThrownBy(
                        () -> {
                            open(frame);
                            reader.object();
                            while (reader.nextName() != FrameReader.END) {
                                reader.skip();
                            }
                            reader.close();
                        })
                .isInstanceOf(FrameError.class);
    }

    @Test
    void depthIsBounded() {
        open("[".repeat(100_000));
        assertThatThrownBy(reader::skip).isInstanceOf(FrameError.class).hasMessage("too deep");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\"",
                "\"-\"",
                "\".5\"",
                "\"5.\"",
                "\"1.2.3\"",
                "\"1e\"",
                "\"1e9999\"",
                "\"0x1\"",
                "\"1234567890123456789\"",
                "true",
                "\"1",
                "\"1 \"",
                "01",
                "00.5",
                "-",
                "NaN"
            })
    void whatIsNoDecimalIsAFrameError(String text) {
        open(text);
        assertThatThrownBy(reader::decimal).isInstanceOf(FrameError.class);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "61800.20, 2, 6180020",
        "61800.2000, 1, 618002",
        "-0.000212, 8, -21200",
        "1E-7, 7, 1",
        "12e+3, 0, 12000",
        "0.000000000000000000000000, 3, 0",
        "000123456789012345678, 0, 123456789012345678"
    })
    void decimalsAreExactAtTheirScale(String text, int scale, long expected) {
        open('"' + text + '"');
        reader.decimal();
        assertThat(FrameReader.scaled(reader.mantissa(), reader.scale(), scale))
                .isEqualTo(expected);
    }

    @Test
    void scaleThatWouldLoseOrOverflowIsRefused() {
        assertThatThrownBy(() -> FrameReader.scaled(12_345, 3, 2)).isInstanceOf(FrameError.class);
        assertThatThrownBy(() -> FrameReader.scaled(1L << 60, 0, 2)).isInstanceOf(FrameError.class);
        assertThatThrownBy(() -> FrameReader.scaled(1, 0, 19)).isInstanceOf(FrameError.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775808", "007", "1.5", "1e3", "\"\"", "--1", "x"})
    void whatIsNoWholeNumberIsAFrameError(String text) {
        open(text);
        assertThatThrownBy(reader::integer).isInstanceOf(FrameError.class);
    }

    @Test
    void largestWholeNumberIsRead() {
        open("\"9223372036854775807\"");
        assertThat(reader.integer()).isEqualTo(Long.MAX_VALUE);
    }

    @Property(tries = 3000, seed = "20251010")
    void numbersEqualThoseOfBigDecimal(
            @ForAll @LongRange(min = -999_999_999_999L, max = 999_999_999_999L) long digits,
            @ForAll @IntRange(min = 0, max = 12) int scale,
            @ForAll @IntRange(min = 0, max = 6) int target) {
        BigDecimal exact = BigDecimal.valueOf(digits, scale);
        open('"' + exact.toPlainString() + '"');
        reader.decimal();
        assertThat(FrameReader.rounded(reader.mantissa(), reader.scale(), target))
                .isEqualTo(
                        exact.setScale(target, RoundingMode.HALF_UP)
                                .unscaledValue()
                                .longValueExact());
        assertThat(FrameReader.scaled(reader.mantissa(), reader.scale(), scale)).isEqualTo(digits);
    }

    private void open(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        reader.open(bytes, 0, bytes.length);
    }
}
