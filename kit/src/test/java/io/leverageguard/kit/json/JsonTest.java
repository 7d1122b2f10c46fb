package io.leverageguard.kit.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.money.Asset;
import io.leverageguard.kernel.money.Money;
import io.leverageguard.kernel.rpc.Refusal;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
    private enum Side {
        BUY,
        SELL
    }

    record Part(BigDecimal price, @Nullable Money fee) {
        Part {
            if (price.signum() < 0) {
                throw new IllegalArgumentException("price must not be below zero");
            }
        }

        /** Not a component, so not in the JSON. */
        @SuppressWarnings("unused")
        public boolean isFree() {
            return price.signum() == 0;
        }
    }

    private record Whole(
            UserId user,
            Side side,
            Instant at,
            Duration term,
            double ratio,
            int count,
            @Nullable Integer limit,
            Asset asset,
            List<Part> parts,
            Map<String, BigDecimal> prices,
            Set<Side> sides) {}

    private record Prices(BigDecimal value) {}

    private static final UserId USER =
            new UserId(UUID.fromString("0199cbb5-0000-7000-8000-000000000001"));
    private static final Whole WHOLE =
            new Whole(
                    USER,
                    Side.SELL,
                    Instant.parse("2025-10-10T21:15:00.123456Z"),
                    Duration.ofHours(4),
                    0.25,
                    3,
                    null,
                    Asset.USDT,
                    List.of(new Part(new BigDecimal("1E+3"), Money.usdt("1.5"))),
                    Map.of("BTC", new BigDecimal("0.10")),
                    Set.of(Side.BUY));

    @Test
    void ourTypesHaveOneFormEach() {
        assertThat(Json.write(WHOLE))
                .isEqualTo(
                        """
                        {"user":"0199cbb5-0000-7000-8000-000000000001","side":"SELL",\
                        "at":"2025-10-10T21:15:00.123456Z","term":"PT4H","ratio":0.25,"count":3,\
                        "limit":null,"asset":"USDT",\
                        "parts":[{"price":"1000","fee":{"amount":"1.500000","asset":"USDT"}}],\
                        "prices":{"BTC":"0.10"},"sides":["BUY"]}""");
    }

    @Test
    void whatIsWrittenReadsBackEqual() {
        Whole read = Json.read(Json.bytes(WHOLE), Whole.class);
        assertThat(read.parts().getFirst().price()).isEqualByComparingTo("1000");
        assertThat(Json.write(read)).isEqualTo(Json.write(WHOLE));
    }

    @Property(tries = 200, seed = "20251010")
    void decimalsKeepEveryDigit(@ForAll BigDecimal value) {
        if (Math.abs(value.scale()) <= 40 && value.toPlainString().length() <= 80) {
            Prices read = Json.read(Json.write(new Prices(value)), Prices.class);
            assertThat(read.value()).isEqualByComparingTo(value);
        }
    }

    @Test
    void aDecimalMayComeAsANumberAndIsReadExactly() {
        assertThat(Json.read("{\"value\":0.1000000000000000055511}", Prices.class).value())
                .isEqualTo(new BigDecimal("0.1000000000000000055511"));
    }

    @Test
    void aNumberThatCannotBeIsRefused() {
        assertThatThrownBy(() -> Json.tree("{\"a\":1e123456789012}"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("too large");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|value: is missing",
                "{\"value\":null}|value: must not be null",
                "{\"value\":\"1\",\"extra\":1}|extra: unknown field; known are value",
                "{\"value\":\"one\"}|value: not a decimal: one",
                "{\"value\":\"1e999999999\"}|value: decimal out of range: 1e999999999",
                "{\"value\":[]}|value: must be a decimal, as a string",
                "[]|must be an object",
            })
    void whatIsWrongIsSaidInPlainWords(String json, String words) {
        assertThatThrownBy(() -> Json.read(json, Prices.class))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        e -> assertThat(e.reason()).isEqualTo(Refusal.Reason.INVALID))
                .hasMessage(words);
    }

    @Test
    void aFaultDeepInsideIsNamedByItsPath() {
        String json = Json.write(WHOLE).replace("\"1000\"", "\"-1\"");
        assertThatThrownBy(() -> Json.read(json, Whole.class))
                .hasMessage("parts[0]: price must not be below zero");
        assertThatThrownBy(
                        () ->
                                Json.read(
                                        Json.write(WHOLE).replace("1.500000", "1.5000001"),
                                        Whole.class))
                .hasMessage(
                        "parts[0].fee: 1.5000001 is out of range or has more than 6 decimal"
                                + " places");
        assertThatThrownBy(() -> Json.read(Json.write(WHOLE).replace("SELL", "HOLD"), Whole.class))
                .hasMessage("side: must be one of BUY, SELL");
        assertThatThrownBy(() -> Json.read(Json.write(WHOLE).replace("0199cbb5", "x"), Whole.class))
                .hasMessage("user: must be a UUID");
    }

    @Test
    void whatIsNotJsonIsRefused() {
        assertThatThrownBy(() -> Json.read("{\"value\":", Prices.class))
                .isInstanceOfSatisfying(
                        Refusal.class, e -> assertThat(e.code()).isEqualTo("invalid_json"));
        assertThatThrownBy(() -> Json.read("{\"value\":\"1\"} x", Prices.class))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> Json.read("null", Prices.class)).isInstanceOf(Refusal.class);
    }
}
