package io.leverageguard.venues.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.venues.binance.BinanceEvent.AggTrade;
import io.leverageguard.venues.binance.BinanceEvent.DepthUpdate;
import io.leverageguard.venues.binance.BinanceEvent.OrderTradeUpdate;
import io.leverageguard.venues.binance.BinanceEvent.Unknown;
import io.leverageguard.venues.binance.BinanceMessages.Frame;
import io.leverageguard.venues.binance.BinanceMessages.Kline;
import io.leverageguard.venues.binance.BinanceMessages.Level;
import io.leverageguard.venues.binance.BinanceMessages.LeverageBracket;
import io.leverageguard.venues.binance.BinanceMessages.Status;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BinanceMessagesTest {
    private static final AggTrade TRADE =
            new AggTrade(
                    5,
                    "BTCUSDT",
                    77,
                    new BigDecimal("116830.10"),
                    new BigDecimal("0.000000100"),
                    70,
                    71,
                    4,
                    true);

    @Test
    void eventIsWrittenWithItsKindFirstAndAmountsAsPlainStrings() {
        assertThat(BinanceMessages.write(TRADE))
                .isEqualTo(
                        "{\"e\":\"aggTrade\",\"E\":5,\"s\":\"BTCUSDT\",\"a\":77,"
                                + "\"p\":\"116830.10\",\"q\":\"0.000000100\",\"f\":70,\"l\":71,"
                                + "\"T\":4,\"m\":true}");
    }

    @Test
    void eventReadsWhatWasWrittenBareAndWrapped() {
        assertThat(BinanceMessages.frame(BinanceMessages.write(TRADE)).data()).isEqualTo(TRADE);
        Frame wrapped =
                BinanceMessages.frame(
                        BinanceMessages.write(Frame.event("btcusdt@aggTrade", TRADE)));
        assertThat(wrapped.stream()).isEqualTo("btcusdt@aggTrade");
        assertThat(wrapped.data()).isEqualTo(TRADE);
    }

    @Test
    void kindWeDoNotKnowIsReadAsUnknown() {
        assertThat(BinanceMessages.frame("{\"e\":\"TRADE_LITE\",\"E\":9,\"z\":1}").data())
                .isEqualTo(new Unknown(9));
    }

    @Test
    void answersOfTheSocketAreToldFromEvents() {
        assertThat(BinanceMessages.frame(Frame.done(3)).id()).isEqualTo(3);
        Frame list = BinanceMessages.frame(Frame.subscriptions(List.of("btcusdt@trade"), 4));
        assertThat(list.id()).isEqualTo(4);
        assertThat(Objects.requireNonNull(list.result()).get(0).asString())
                .isEqualTo("btcusdt@trade");
        Frame error = BinanceMessages.frame("{\"error\":{\"code\":2,\"msg\":\"no\"},\"id\":5}");
        assertThat(error.error()).isEqualTo(new Status(2, "no"));
    }

    @Test
    void candleIsAnArrayOnTheWire() {
        String json = "[1,\"2.0\",\"4\",\"1\",\"3\",\"9\",59999,\"27\",7,\"5\",\"15\",\"0\"]";
        Kline kline = BinanceMessages.read(json, Kline.class);
        assertThat(kline.close()).isEqualTo("3");
        assertThat(BinanceMessages.write(kline)).isEqualTo(json);
    }

    @Test
    void priceLevelsAreArraysOnTheWire() {
        String json =
                "{\"e\":\"depthUpdate\",\"E\":2,\"T\":1,\"s\":\"BTCUSDT\",\"U\":157,\"u\":160,"
                        + "\"pu\":149,\"b\":[[\"0.0024\",\"10\"]],\"a\":[]}";
        DepthUpdate depth = BinanceMessages.read(json, DepthUpdate.class);
        assertThat(depth.bids())
                .containsExactly(new Level(new BigDecimal("0.0024"), new BigDecimal("10")));
        assertThat(BinanceMessages.write(depth)).isEqualTo(json);
    }

    @Test
    void bracketNumbersAreNumbersOnTheWire() {
        String json =
                "{\"bracket\":1,\"initialLeverage\":125,\"notionalCap\":50000,\"notionalFloor\":0,"
                        + "\"maintMarginRatio\":0.004,\"cum\":0.0}";
        LeverageBracket bracket = BinanceMessages.read(json, LeverageBracket.class);
        assertThat(bracket.maintMarginRatio()).isEqualTo("0.004");
        assertThat(BinanceMessages.write(bracket)).isEqualTo(json);
    }

    @Test
    void missingCommissionIsNull() {
        OrderTradeUpdate update =
                (OrderTradeUpdate)
                        BinanceMessages.read(
                                """
                                {"e":"ORDER_TRADE_UPDATE","E":1,"T":1,"o":{"s":"BTCUSDT",
                                 "c":"autoclose-1","x":"CALCULATED","X":"NEW","l":"0","z":"0"}}
                                """,
                                BinanceEvent.class);
        assertThat(update.order().commission()).isNull();
        assertThat(update.order().clientOrderId()).isEqualTo("autoclose-1");
    }

    @Test
    void textThatIsNoFrameIsRefused() {
        for (String text : List.of("", "[]", "nonsense", "{\"e\":", "\"text\"")) {
            assertThatThrownBy(() -> BinanceMessages.frame(text))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
