package io.leverageguard.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.leverageguard.kernel.access.Actor;
import io.leverageguard.kernel.access.Role;
import io.leverageguard.kernel.ids.UserId;
import io.leverageguard.kernel.rpc.Refusal;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TopicTest {
    private static final UserId ME = new UserId(new UUID(1, 1));
    private static final UserId OTHER = new UserId(new UUID(1, 2));
    private static final Actor ACTOR = new Actor(ME, "ten-x", Set.of(Role.TRADER));

    @Test
    void marketDataIsForEverybody() {
        for (String topic :
                List.of(
                        "marketdata.trades.binance.BTCUSDT",
                        "marketdata.mark.binance.BTCUSDT",
                        "marketdata.quotes.binance.BTCUSDT",
                        "marketdata.book.binance.BTCUSDT",
                        "marketdata.bar.binance.BTCUSDT",
                        "marketdata.candles.okx.BTC-USDT-SWAP.1m")) {
            assertThat(code(topic)).isEmpty();
        }
    }

    @Test
    void personalTopicsAreForTheirOwnerOnly() {
        for (String kind :
                List.of(
                        "trading.orders.",
                        "trading.positions.",
                        "trading.fills.",
                        "trading.balances.",
                        "trading.exposure.",
                        "trading.algos.",
                        "trading.routes.",
                        "notification.")) {
            assertThat(code(kind + ME)).isEmpty();
            assertThat(code(kind + OTHER)).isEqualTo("not_permitted");
            assertThat(code(kind)).isEqualTo("not_permitted");
            assertThat(code(kind + ME + ".more")).isEqualTo("not_permitted");
        }
    }

    @Test
    void anythingElseIsUnknown() {
        for (String topic :
                List.of(
                        "",
                        "marketdata.",
                        "marketdata.trades.",
                        "*",
                        "cover.claims",
                        "a b",
                        "a\n")) {
            assertThat(code(topic)).isEqualTo("unknown_topic");
        }
        assertThat(code("marketdata.mark." + "x".repeat(200))).isEqualTo("unknown_topic");
    }

    private static String code(String topic) {
        Refusal refusal = catchThrowableOfType(Refusal.class, () -> Topic.check(topic, ACTOR));
        return refusal == null ? "" : refusal.code();
    }
}
