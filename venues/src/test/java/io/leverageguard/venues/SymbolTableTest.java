package io.leverageguard.venues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SymbolTableTest {
    private final SymbolTable symbols = new SymbolTable();

    @Test
    void everyContractIsFoundByItsBytes() {
        for (int i = 0; i < 500; i++) {
            assertThat(symbols.add("COIN" + i + "USDT", i % 10, i % 7)).isEqualTo(i);
        }
        for (int i = 0; i < 500; i++) {
            byte[] bytes = ("..COIN" + i + "USDT..").getBytes(StandardCharsets.UTF_8);
            assertThat(symbols.find(bytes, 2, bytes.length - 2)).isEqualTo(i);
            assertThat(symbols.find(bytes, 2, bytes.length - 1)).isEqualTo(SymbolTable.NONE);
            assertThat(symbols.name(i)).isEqualTo("COIN" + i + "USDT");
            assertThat(symbols.priceScale(i)).isEqualTo(i % 10);
            assertThat(symbols.quantityScale(i)).isEqualTo(i % 7);
        }
    }

    @Test
    void nothingIsFoundInAnEmptyTable() {
        assertThat(symbols.find(new byte[] {'A'}, 0, 1)).isEqualTo(SymbolTable.NONE);
    }

    @Test
    void contractIsAddedOnceAndWithUsableScales() {
        symbols.add("BTCUSDT", 1, 3);
        assertThatThrownBy(() -> symbols.add("BTCUSDT", 1, 3))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> symbols.add("ETHUSDT", 19, 3))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
