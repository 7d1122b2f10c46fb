package io.leverageguard.venues.okx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leverageguard.venues.SharedFiles;
import io.leverageguard.venues.okx.OkxAccounts.Balance;
import io.leverageguard.venues.okx.OkxAccounts.Bill;
import io.leverageguard.venues.okx.OkxAccounts.ClosedPosition;
import io.leverageguard.venues.okx.OkxAccounts.Config;
import io.leverageguard.venues.okx.OkxAccounts.Leverage;
import io.leverageguard.venues.okx.OkxAccounts.MarginChange;
import io.leverageguard.venues.okx.OkxAccounts.MaxSize;
import io.leverageguard.venues.okx.OkxAccounts.Position;
import io.leverageguard.venues.okx.OkxAccounts.PositionMode;
import io.leverageguard.venues.okx.OkxAccounts.TradeFee;
import io.leverageguard.venues.okx.OkxEvent.Arg;
import io.leverageguard.venues.okx.OkxEvent.Frame;
import io.leverageguard.venues.okx.OkxMarkets.Book;
import io.leverageguard.venues.okx.OkxMarkets.Candle;
import io.leverageguard.venues.okx.OkxMarkets.FundingRate;
import io.leverageguard.venues.okx.OkxMarkets.IndexTicker;
import io.leverageguard.venues.okx.OkxMarkets.Instrument;
import io.leverageguard.venues.okx.OkxMarkets.Level;
import io.leverageguard.venues.okx.OkxMarkets.MarkPrice;
import io.leverageguard.venues.okx.OkxMarkets.OpenInterest;
import io.leverageguard.venues.okx.OkxMarkets.PastFunding;
import io.leverageguard.venues.okx.OkxMarkets.PositionTier;
import io.leverageguard.venues.okx.OkxMarkets.PriceLimit;
import io.leverageguard.venues.okx.OkxMarkets.Ticker;
import io.leverageguard.venues.okx.OkxMarkets.Trade;
import io.leverageguard.venues.okx.OkxMessages.Reply;
import io.leverageguard.venues.okx.OkxMessages.Time;
import io.leverageguard.venues.okx.OkxOrders.Ack;
import io.leverageguard.venues.okx.OkxOrders.AlgoAck;
import io.leverageguard.venues.okx.OkxOrders.AlgoOrder;
import io.leverageguard.venues.okx.OkxOrders.Fill;
import io.leverageguard.venues.okx.OkxOrders.Order;
import io.leverageguard.venues.okx.OkxOrders.PlaceOrder;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OkxMessagesTest {
    private static final String JKORF = "jkorf-okx/Endpoints/UnifiedApi/";
    private static final String NAUTILUS = "nautilus/okx/test_data/";

    /** What a recorded answer has a row of. */
    private static final Map<String, Class<?>> ANSWERS =
            Map.ofEntries(
                    Map.entry(JKORF + "ExchangeData/GetSymbols.txt", Instrument.class),
                    Map.entry(JKORF + "ExchangeData/GetServerTime.txt", Time.class),
                    Map.entry(JKORF + "ExchangeData/GetTickers.txt", Ticker.class),
                    Map.entry(JKORF + "ExchangeData/GetOrderBook.txt", Book.class),
                    Map.entry(JKORF + "ExchangeData/GetKlines.txt", Candle.class),
                    Map.entry(JKORF + "ExchangeData/GetRecentTrades.txt", Trade.class),
                    Map.entry(JKORF + "ExchangeData/GetFundingRates.txt", FundingRate.class),
                    Map.entry(JKORF + "ExchangeData/GetFundingRateHistory.txt", PastFunding.class),
                    Map.entry(JKORF + "ExchangeData/GetMarkPrices.txt", MarkPrice.class),
                    Map.entry(JKORF + "ExchangeData/GetIndexTickers.txt", IndexTicker.class),
                    Map.entry(JKORF + "ExchangeData/GetOpenInterests.txt", OpenInterest.class),
                    Map.entry(JKORF + "ExchangeData/GetLimitPrice.txt", PriceLimit.class),
                    Map.entry(JKORF + "ExchangeData/GetPositionTiers.txt", PositionTier.class),
                    Map.entry(JKORF + "Trading/PlaceOrder.txt", Ack.class),
                    Map.entry(JKORF + "Trading/PlaceMultipleOrders.txt", Ack.class),
                    Map.entry(JKORF + "Trading/CancelOrder.txt", Ack.class),
                    Map.entry(JKORF + "Trading/AmendOrder.txt", Ack.class),
                    Map.entry(JKORF + "Trading/PlaceAlgoOrder.txt", AlgoAck.class),
                    Map.entry(JKORF + "Trading/CancelAlgoOrder.txt", AlgoAck.class),
                    Map.entry(JKORF + "Trading/GetAlgoOrderList.txt", AlgoOrder.class),
                    Map.entry(JKORF + "Trading/GetOrderDetails.txt", Order.class),
                    Map.entry(JKORF + "Trading/GetOrderHistory.txt", Order.class),
                    Map.entry(JKORF + "Trading/GetUserTrades.txt", Fill.class),
                    Map.entry(JKORF + "Account/GetAccountBalance.txt", Balance.class),
                    Map.entry(JKORF + "Account/GetAccountPositions.txt", Position.class),
                    Map.entry(
                            JKORF + "Account/GetAccountPositionHistory.txt", ClosedPosition.class),
                    Map.entry(JKORF + "Account/GetAccountConfiguration.txt", Config.class),
                    Map.entry(JKORF + "Account/GetAccountLeverage.txt", Leverage.class),
                    Map.entry(JKORF + "Account/SetAccountLeverage.txt", Leverage.class),
                    Map.entry(JKORF + "Account/SetAccountPositionMode.txt", PositionMode.class),
                    Map.entry(JKORF + "Account/SetMarginAmount.txt", MarginChange.class),
                    Map.entry(JKORF + "Account/GetMaximumAmount.txt", MaxSize.class),
                    Map.entry(JKORF + "Account/GetBillHistory.txt", Bill.class),
                    Map.entry(JKORF + "Account/GetFeeRates.txt", TradeFee.class),
                    Map.entry(NAUTILUS + "http_get_instruments_swap.json", Instrument.class),
                    Map.entry(NAUTILUS + "http_get_orders_pending.json", Order.class),
                    Map.entry(NAUTILUS + "http_get_positions.json", Position.class),
                    Map.entry(NAUTILUS + "http_get_account_balance.json", Balance.class));

    /** Members that no client of ours reads and that have no empty form. */
    private static final Set<String> LEFT_OUT =
            Set.of(
                    "linkedAlgoOrd",
                    "linkedOrd",
                    "attachAlgoOrds",
                    "fiat",
                    "collateralEnabled",
                    "collateralRestrict",
                    "colBorrAutoConversion",
                    "spotCopyTradingEq",
                    "futureSettlement",
                    "tradeQuoteCcyList",
                    "maxPlatOILmt",
                    "spotUpl",
                    "spotUplRatio");

    @Test
    void everyRecordedAnswerIsWrittenAsItWasRead() {
        for (Map.Entry<String, Class<?>> answer : new TreeMap<>(ANSWERS).entrySet()) {
            String json = Dialogues.json(answer.getKey());
            Reply<?> reply = OkxMessages.readReply(json, answer.getValue());
            assertThat(reply.data()).as(answer.getKey()).isNotEmpty();
            List<String> lost = new ArrayList<>();
            compare("", tree(json), tree(OkxMessages.write(reply)), lost);
            assertThat(lost).as(answer.getKey()).isEmpty();
        }
    }

    @Test
    void everyRecordedFrameIsWrittenAsItWasRead() {
        Map<String, Integer> rows = new TreeMap<>();
        for (Path file : SharedFiles.below("payloads/jkorf-okx/Subscriptions", ".txt")) {
            for (String text : Dialogues.frames(SharedFiles.text(file))) {
                Frame<OkxEvent> frame = OkxMessages.frame(text);
                for (OkxEvent row : frame.data() == null ? List.<OkxEvent>of() : frame.data()) {
                    rows.merge(row.getClass().getSimpleName(), 1, Integer::sum);
                }
                if (frame.data() != null && !frame.data().isEmpty()) {
                    List<String> lost = new ArrayList<>();
                    compare("", tree(text), tree(OkxMessages.write(frame)), lost);
                    assertThat(lost).as(file.toString()).isEmpty();
                }
            }
        }
        assertThat(rows.keySet())
                .contains(
                        "AlgoOrder",
                        "Balance",
                        "BalanceAndPosition",
                        "Book",
                        "Candle",
                        "FillUpdate",
                        "FundingRate",
                        "LiquidationWarning",
                        "MarkPrice",
                        "OrderUpdate",
                        "Position",
                        "Ticker",
                        "Trade");
    }

    @Test
    void whatIsAbsentIsTheEmptyStringOnTheWireAndNullHere() {
        String json =
                "{\"instType\":\"SWAP\",\"instId\":\"BTC-USDT-SWAP\",\"markPx\":\"\",\"ts\":\"5\"}";
        MarkPrice mark = OkxMessages.read(json, MarkPrice.class);
        assertThat(mark).isEqualTo(new MarkPrice("SWAP", "BTC-USDT-SWAP", null, 5));
        assertThat(OkxMessages.write(mark)).isEqualTo(json);
    }

    @Test
    void anOrderSaysOnlyWhatItHasToSay() {
        PlaceOrder order =
                OkxMessages.read(
                        "{\"instId\":\"BTC-USDT-SWAP\",\"sz\":2.50,\"px\":null,\"reduceOnly\":true,"
                                + "\"later\":1}",
                        PlaceOrder.class);
        assertThat(OkxMessages.write(order))
                .isEqualTo("{\"instId\":\"BTC-USDT-SWAP\",\"sz\":\"2.50\",\"reduceOnly\":true}");
    }

    @Test
    void aBookRowHasItsNumbersAsNumbersAndItsLevelsAsArrays() {
        Book book =
                new Book(
                        List.of(new Level(new BigDecimal("100.5"), BigDecimal.TEN, 2)),
                        List.of(),
                        7,
                        0L,
                        -1L,
                        9L);
        Frame<Book> frame = Frame.push(Arg.of("books", "BTC-USDT-SWAP"), "snapshot", List.of(book));
        String json =
                "{\"arg\":{\"channel\":\"books\",\"instId\":\"BTC-USDT-SWAP\"},"
                        + "\"action\":\"snapshot\",\"data\":[{\"asks\":[[\"100.5\",\"10\",\"0\","
                        + "\"2\"]],\"bids\":[],\"ts\":\"7\",\"checksum\":0,\"prevSeqId\":-1,"
                        + "\"seqId\":9}]}";
        assertThat(OkxMessages.write(frame)).isEqualTo(json);
        assertThat(OkxMessages.frame(json).data()).containsExactly(book);
    }

    @Test
    void commandsAreReadOnceTheirKindIsKnown() {
        var command =
                OkxMessages.readCommand(
                        "{\"id\":\"1\",\"op\":\"subscribe\",\"args\":[{\"channel\":\"tickers\","
                                + "\"instId\":\"BTC-USDT-SWAP\"}]}");
        assertThat(OkxMessages.argument(command.args().getFirst(), Arg.class))
                .isEqualTo(Arg.of("tickers", "BTC-USDT-SWAP"));
        assertThatThrownBy(() -> OkxMessages.argument(command.args().getFirst(), Level.class))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsNoMessageIsRefused() {
        for (String text : List.of("", "null", "[]", "pong", "{\"data\":5}", "{\"arg\":[1]}")) {
            assertThatThrownBy(() -> OkxMessages.frame(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> OkxMessages.readReply("{\"data\":[null]}", Order.class))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> OkxMessages.read("{\"sz\":\"1e999999999\"}", PlaceOrder.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no amount");
        assertThatThrownBy(() -> OkxMessages.read("{\"sz\":\"many\"}", PlaceOrder.class))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void channelsThatWeDoNotReadHaveNoRows() {
        Frame<OkxEvent> frame =
                OkxMessages.frame(
                        "{\"arg\":{\"channel\":\"block-tickers\"},\"data\":[{\"a\":1},[2]]}");
        assertThat(frame.data()).isEmpty();
    }

    private static JsonNode tree(String json) {
        return OkxMessages.read(json, JsonNode.class);
    }

    private static void compare(String path, JsonNode was, JsonNode is, List<String> lost) {
        if (was.isObject()) {
            for (Map.Entry<String, JsonNode> member : was.properties()) {
                if (!LEFT_OUT.contains(member.getKey())) {
                    String name = path + "." + member.getKey();
                    compare(name, member.getValue(), is.path(member.getKey()), lost);
                }
            }
        } else if (was.isArray() && is.size() == was.size()) {
            for (int i = 0; i < was.size(); i++) {
                compare(path + "[" + i + "]", was.get(i), is.get(i), lost);
            }
        } else if (!was.equals(is) && !isUnused(was, is)) {
            lost.add(path + ": " + was + " became " + is);
        }
    }

    /** A member that only the venue has a value for is written empty. */
    private static boolean isUnused(JsonNode was, JsonNode is) {
        return !was.isContainer()
                && is.asString("").isEmpty()
                && (is.isString() || was.asString("").isEmpty());
    }
}
