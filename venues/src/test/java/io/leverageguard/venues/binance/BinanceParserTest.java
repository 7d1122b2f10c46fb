package io.leverageguard.venues.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.venues.Reports.Closure;
import io.leverageguard.venues.Reports.FillReport;
import io.leverageguard.venues.Reports.Instrument;
import io.leverageguard.venues.Reports.KeyRights;
import io.leverageguard.venues.Reports.OrderKind;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.OrderSide;
import io.leverageguard.venues.Reports.OrderStatus;
import io.leverageguard.venues.Reports.PositionReport;
import io.leverageguard.venues.Reports.PositionSide;
import io.leverageguard.venues.VenueError;
import io.leverageguard.venues.binance.BinanceEvent.ForceOrder;
import io.leverageguard.venues.binance.BinanceEvent.OrderTradeUpdate;
import io.leverageguard.venues.binance.BinanceEvent.OrderUpdate;
import io.leverageguard.venues.binance.BinanceMessages.ApiRestrictions;
import io.leverageguard.venues.binance.BinanceMessages.ExchangeInfo;
import io.leverageguard.venues.binance.BinanceMessages.Order;
import io.leverageguard.venues.binance.BinanceMessages.PositionRisk;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinanceParserTest {
    private static final String FORCED =
            """
            {"orderId":71,"symbol":"BTCUSDT","status":"FILLED","clientOrderId":"autoclose-16",
             "price":"101000","avgPrice":"101200.5","origQty":"1","executedQty":"1",
             "cumQuote":"101200.5","timeInForce":"IOC","type":"LIMIT","reduceOnly":false,
             "closePosition":false,"side":"SELL","positionSide":"BOTH","stopPrice":"0",
             "workingType":"CONTRACT_PRICE","origType":"LIMIT","time":1760131200000,
             "updateTime":1760131200123}
            """;

    @Test
    void forcedOrderIsALiquidation() {
        OrderReport order = BinanceParser.order(BinanceMessages.read(FORCED, Order.class));
        assertThat(order.closure()).isEqualTo(Closure.LIQUIDATION);
        assertThat(order.side()).isEqualTo(OrderSide.SELL);
        assertThat(order.kind()).isEqualTo(OrderKind.LIMIT);
        assertThat(order.status()).isEqualTo(OrderStatus.FILLED);
        assertThat(order.averagePrice()).isEqualTo("101200.5");
        assertThat(order.createdAt()).isEqualTo(Instant.parse("2025-10-10T21:20:00Z"));
        assertThat(order.updatedAt()).isEqualTo(Instant.parse("2025-10-10T21:20:00.123Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "autoclose-1596107620040000020, LIQUIDATION",
        "autoclose-pending-0000, LIQUIDATION",
        "adl_autoclose, ADL",
        "adl_autoclose_12345, ADL",
        "settlement_autoclose-9999, SETTLEMENT",
        "delivery_autoclose-12345, SETTLEMENT",
        "x-autoclose-1, USER",
        "autoclose, USER",
        "web_12345, USER"
    })
    void prefixOfTheIdSaysWhoseOrderItIs(String clientOrderId, Closure closure) {
        assertThat(BinanceParser.closure(clientOrderId)).isEqualTo(closure);
    }

    @ParameterizedTest
    @CsvSource({
        "NEW, 0, NEW",
        "PARTIALLY_FILLED, 0.4, PARTIALLY_FILLED",
        "FILLED, 1, FILLED",
        "CANCELED, 0, CANCELED",
        "EXPIRED, 0, EXPIRED",
        "EXPIRED_IN_MATCH, 0, EXPIRED",
        "REJECTED, 0, REJECTED",
        "NEW_ADL, 1, FILLED",
        "NEW_INSURANCE, 0.4, PARTIALLY_FILLED",
        "NEW_INSURANCE, 0, NEW",
        "SOMETHING_OF_NEXT_YEAR, 0, UNKNOWN"
    })
    void statusOfTheVenueHasOneMeaningHere(String status, String filled, OrderStatus expected) {
        OrderUpdate update = update("TRADE", status, "0", filled, "c1");
        assertThat(BinanceParser.order(update).status()).isEqualTo(expected);
    }

    @Test
    void announcedLiquidationIsNoFill() {
        OrderUpdate update = update("CALCULATED", "NEW", "0", "0", "autoclose-pending-1");
        assertThat(BinanceParser.isFill(update)).isFalse();
        assertThat(BinanceParser.order(update).closure()).isEqualTo(Closure.LIQUIDATION);
    }

    @Test
    void executedLiquidationIsAFill() {
        OrderUpdate update = update("CALCULATED", "FILLED", "1", "1", "autoclose-1");
        assertThat(BinanceParser.isFill(update)).isTrue();
        FillReport fill = BinanceParser.fill(update);
        assertThat(fill.tradeId()).isEqualTo("900");
        assertThat(fill.price()).isEqualTo("101200.5");
        assertThat(fill.realizedPnl()).isEqualTo("-10000");
        assertThat(fill.fee()).as("absent commission").isEqualTo("0");
    }

    @Test
    void lastFillRepeatedByACancelIsNoFill() {
        assertThat(BinanceParser.isFill(update("CANCELED", "CANCELED", "0.1", "0.1", "c1")))
                .isFalse();
    }

    @Test
    void soldForcedOrderClosedALong() {
        ForceOrder force =
                (ForceOrder)
                        BinanceMessages.read(
                                """
                                {"e":"forceOrder","E":2,"o":{"s":"BTCUSDT","S":"SELL","o":"LIMIT",
                                 "f":"IOC","q":"1","p":"101000","ap":"101200","X":"FILLED",
                                 "l":"0.5","z":"1","T":1,"ps":"BTCUSDT","st":1}}
                                """,
                                BinanceEvent.class);
        assertThat(BinanceParser.liquidation(force.order()).positionSide())
                .isEqualTo(PositionSide.LONG);
    }

    @Test
    void leverageFollowsFromTheMarginWhereVersionThreeLeavesItOut() {
        PositionReport position =
                position(
                        "\"notional\":\"-116830.1\",\"positionInitialMargin\":\"11683.01\","
                                + "\"isolatedWallet\":\"11690\",\"liquidationPrice\":\"127000\"");
        assertThat(position.leverage()).isEqualTo(10);
        assertThat(position.isolated()).isTrue();
        assertThat(position.liquidationPrice()).isEqualTo("127000");
    }

    @Test
    void crossPositionWithoutLiquidationPriceHasNone() {
        PositionReport position =
                position(
                        "\"notional\":\"0\",\"isolatedWallet\":\"0\",\"liquidationPrice\":\"0\","
                                + "\"leverage\":\"20\",\"marginType\":\"cross\"");
        assertThat(position.leverage()).isEqualTo(20);
        assertThat(position.isolated()).isFalse();
        assertThat(position.liquidationPrice()).isNull();
    }

    @Test
    void orderWithoutQuantityIsRefusedAndNotMadeUp() {
        Order order = BinanceMessages.read(FORCED.replace("origQty", "gone"), Order.class);
        assertThatThrownBy(() -> BinanceParser.order(order))
                .isInstanceOf(VenueError.class)
                .hasMessageContaining("origQty");
    }

    @Test
    void keyThatMayWithdrawOrTransferIsSeen() {
        ApiRestrictions key =
                BinanceMessages.read(
                        """
                        {"ipRestrict":true,"createTime":1,"enableReading":true,
                         "enableWithdrawals":true,"permitsUniversalTransfer":true,
                         "enableFutures":true}
                        """,
                        ApiRestrictions.class);
        assertThat(BinanceParser.rights(key, 42))
                .isEqualTo(
                        new KeyRights("42", true, true, true, true, true, Instant.ofEpochMilli(1)));
    }

    @Test
    void onlyTradablePerpetualsAreInstruments() {
        String symbol =
                """
                {"symbol":"%s","contractType":"%s","status":"%s","baseAsset":"BTC",
                 "quoteAsset":"USDT","liquidationFee":"0.012500","filters":[
                 {"filterType":"PRICE_FILTER","tickSize":"0.10"},
                 {"filterType":"LOT_SIZE","stepSize":"0.001","minQty":"0.002","maxQty":"1000"},
                 {"filterType":"MIN_NOTIONAL","notional":"50"},
                 {"filterType":"POSITION_RISK_CONTROL","positionControlSide":"NONE"}]}
                """;
        ExchangeInfo info =
                BinanceMessages.read(
                        "{\"symbols\":["
                                + String.join(
                                        ",",
                                        symbol.formatted("BTCUSDT", "PERPETUAL", "TRADING"),
                                        symbol.formatted("BTC_261225", "NEXT_QUARTER", "TRADING"),
                                        symbol.formatted("OLDUSDT", "PERPETUAL", "SETTLING"))
                                + "]}",
                        ExchangeInfo.class);
        List<Instrument> instruments = BinanceSymbols.instruments(info);
        assertThat(instruments).hasSize(1);
        Instrument only = instruments.getFirst();
        assertThat(only.symbol()).isEqualTo("BTCUSDT");
        assertThat(only.tickSize()).isEqualTo("0.10");
        assertThat(only.lotSize()).isEqualTo("0.001");
        assertThat(only.minQuantity()).isEqualTo("0.002");
        assertThat(only.minNotional()).isEqualTo("50");
        assertThat(only.liquidationFee()).isEqualTo("0.012500");
    }

    @Test
    void streamsAreNamedInAFixedOrder() {
        assertThat(BinanceSymbols.marketStreams(Set.of("ETHUSDT", "BTCUSDT")))
                .containsExactly(
                        "btcusdt@aggTrade",
                        "btcusdt@markPrice@1s",
                        "btcusdt@forceOrder",
                        "ethusdt@aggTrade",
                        "ethusdt@markPrice@1s",
                        "ethusdt@forceOrder");
    }

    @Test
    void intervalWithoutANameIsRefused() {
        assertThat(BinanceSymbols.interval(Duration.ofMinutes(1))).isEqualTo("1m");
        assertThatThrownBy(() -> BinanceSymbols.interval(Duration.ofMinutes(2)))
                .isInstanceOf(VenueError.class);
    }

    private static PositionReport position(String members) {
        return BinanceParser.position(
                BinanceMessages.read(
                        "{\"symbol\":\"BTCUSDT\",\"positionSide\":\"BOTH\",\"positionAmt\":\"-1\","
                                + "\"entryPrice\":\"116830.1\","
                                + members
                                + "}",
                        PositionRisk.class));
    }

    private static OrderUpdate update(
            String execution, String status, String last, String filled, String id) {
        String json =
                """
                {"e":"ORDER_TRADE_UPDATE","E":1,"T":1,"o":{"s":"BTCUSDT","c":"%s","S":"SELL",
                 "o":"LIMIT","f":"IOC","q":"1","p":"101000","ap":"101200.5","x":"%s","X":"%s",
                 "i":71,"l":"%s","z":"%s","L":"101200.5","T":1,"t":900,"ot":"LIMIT",
                 "rp":"-10000"}}
                """
                        .formatted(id, execution, status, last, filled);
        return ((OrderTradeUpdate) BinanceMessages.read(json, BinanceEvent.class)).order();
    }
}
