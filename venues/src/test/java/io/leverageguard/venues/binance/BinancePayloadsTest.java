package io.leverageguard.venues.binance;

import static org.assertj.core.api.Assertions.assertThat;

import io.leverageguard.venues.BookFrame;
import io.leverageguard.venues.Reports.Closure;
import io.leverageguard.venues.Reports.Instrument;
import io.leverageguard.venues.Reports.LiquidationPrint;
import io.leverageguard.venues.Reports.OrderReport;
import io.leverageguard.venues.Reports.OrderStatus;
import io.leverageguard.venues.Reports.PositionSide;
import io.leverageguard.venues.SharedFiles;
import io.leverageguard.venues.Triggers.TriggerKind;
import io.leverageguard.venues.Triggers.TriggerReport;
import io.leverageguard.venues.Triggers.TriggerState;
import io.leverageguard.venues.binance.BinanceAlgo.AlgoOrder;
import io.leverageguard.venues.binance.BinanceEvent.ForceOrder;
import io.leverageguard.venues.binance.BinanceEvent.OrderTradeUpdate;
import io.leverageguard.venues.binance.BinanceEvent.OrderUpdate;
import io.leverageguard.venues.binance.BinanceMessages.Account;
import io.leverageguard.venues.binance.BinanceMessages.Balance;
import io.leverageguard.venues.binance.BinanceMessages.Depth;
import io.leverageguard.venues.binance.BinanceMessages.ExchangeInfo;
import io.leverageguard.venues.binance.BinanceMessages.Income;
import io.leverageguard.venues.binance.BinanceMessages.LeverageBrackets;
import io.leverageguard.venues.binance.BinanceMessages.Order;
import io.leverageguard.venues.binance.BinanceMessages.PositionRisk;
import io.leverageguard.venues.binance.BinanceMessages.PremiumIndex;
import io.leverageguard.venues.binance.BinanceMessages.UserTrade;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Reads what others have recorded or copied from the venue's documentation. */
class BinancePayloadsTest {
    private static final String JKORF = "payloads/jkorf-binance/";
    private static final String NAUTILUS = "payloads/nautilus/binance/test_data/futures/";
    private static final String LIVE = "payloads/binance-live-2026-07";

    @Test
    void documentedAnswersAreRead() {
        assertThat(BinanceParser.order(one(JKORF + "Endpoints", "PlaceOrder.txt", Order.class)))
                .returns(OrderStatus.NEW, OrderReport::status);
        List<Order> forced = many(JKORF + "Endpoints", "GetForcedOrders.txt", Order.class);
        assertThat(forced.stream().map(BinanceParser::order).map(OrderReport::closure))
                .containsExactly(Closure.LIQUIDATION, Closure.ADL);
        assertThat(
                        many(JKORF + "Endpoints", "GetPositions.txt", PositionRisk.class).stream()
                                .map(BinanceParser::position))
                .hasSize(2);
        assertThat(
                        many(JKORF + "Endpoints", "GetUserTrades.txt", UserTrade.class).stream()
                                .map(BinanceParser::fill))
                .singleElement()
                .returns("698759", fill -> fill.tradeId());
        assertThat(
                        many(JKORF + "Endpoints", "GetIncomeHistory.txt", Income.class).stream()
                                .map(BinanceParser::income)
                                .map(line -> line.id()))
                .containsExactly("TRANSFER:9689322392", "COMMISSION:9689322392");
        assertThat(
                        many(
                                        JKORF + "Endpoints",
                                        "UsdFutures/Account/GetBrackets.txt",
                                        LeverageBrackets.class)
                                .getFirst()
                                .brackets()
                                .stream()
                                .map(BinanceParser::bracket))
                .singleElement()
                .returns(75, bracket -> bracket.maxLeverage());
        Account account = one(JKORF + "Endpoints", "GetAccountInfoV3.txt", Account.class);
        assertThat(account.availableBalance()).isEqualTo("103.12345678");
        assertThat(account.assets()).hasSize(2);
        assertThat(many(NAUTILUS, "http_json/balance.json", Balance.class)).hasSize(1);
    }

    @Test
    void everyDocumentedFrameIsReadAndHandedOver() {
        Map<String, Integer> told = new TreeMap<>();
        for (Path file : SharedFiles.below(JKORF + "Subscriptions/UsdFutures", ".txt")) {
            for (String frame : pushed(SharedFiles.text(file))) {
                count(told, frame);
            }
        }
        for (Path file : SharedFiles.below(NAUTILUS, ".json")) {
            if (file.toString().contains("http_json")) {
                continue;
            }
            count(told, SharedFiles.text(file));
        }
        assertThat(told.keySet())
                .contains(
                        "AggTrade",
                        "MarkPriceUpdate",
                        "BookTicker",
                        "KlineUpdate",
                        "DepthUpdate",
                        "ForceOrder",
                        "OrderTradeUpdate",
                        "AccountUpdate",
                        "AccountConfigUpdate",
                        "AlgoUpdate",
                        "MarginCall");
    }

    @Test
    void documentedConditionalOrdersAreRead() {
        String trading = JKORF + "Endpoints/UsdFutures/Trading";
        for (String file :
                List.of(
                        "PlaceConditionalOrder.txt",
                        "CancelConditionalOrder.txt",
                        "GetConditionalOrder.txt")) {
            TriggerReport trigger =
                    BinanceAlgoParser.trigger(one(trading, "/" + file, AlgoOrder.class));
            assertThat(trigger.state()).as(file).isNotEqualTo(TriggerState.UNKNOWN);
            assertThat(trigger.triggerPrice()).as(file).isPositive();
        }
        List<AlgoOrder> open = many(NAUTILUS, "open_algo_orders.json", AlgoOrder.class);
        assertThat(open.stream().map(BinanceAlgoParser::trigger))
                .singleElement()
                .returns(TriggerKind.STOP, TriggerReport::kind);
        assertThat(many(trading, "GetOpenConditionalOrders.txt", AlgoOrder.class)).hasSize(1);
        assertThat(BinanceParser.order(one(trading, "EditOrder.txt", Order.class)).price())
                .isEqualTo("30005");
    }

    @Test
    void wholeBooksOfAnEarlierYearAreRead() {
        List<Path> files = SharedFiles.below("data/cryptofeed", "BINANCE_FUTURES.http.0.0");
        List<BookFrame> books =
                SharedFiles.text(files.getFirst())
                        .lines()
                        .filter(line -> line.contains("\"lastUpdateId\""))
                        .map(line -> line.substring(line.indexOf("{\"")))
                        .map(line -> BinanceMessages.read(line, Depth.class))
                        .map(depth -> BinanceParser.book("SUSHIUSDT", depth))
                        .toList();
        assertThat(books).hasSize(4).allMatch(book -> !book.bids().isEmpty());
    }

    @Test
    void forcedClosuresOfAnAccountAreToldApart() {
        assertThat(update("order_update_calculated.json"))
                .returns(Closure.LIQUIDATION, order -> BinanceParser.order(order).closure())
                .returns(true, BinanceParser::isFill);
        assertThat(update("order_update_calculated_pending.json"))
                .returns(Closure.LIQUIDATION, order -> BinanceParser.order(order).closure())
                .returns(false, BinanceParser::isFill);
        assertThat(update("order_update_adl.json"))
                .returns(Closure.ADL, order -> BinanceParser.order(order).closure())
                .returns(OrderStatus.FILLED, order -> BinanceParser.order(order).status());
        assertThat(update("order_update_insurance.json"))
                .returns(Closure.LIQUIDATION, order -> BinanceParser.order(order).closure())
                .returns(OrderStatus.FILLED, order -> BinanceParser.order(order).status());
        assertThat(update("order_update_settlement.json"))
                .returns(Closure.SETTLEMENT, order -> BinanceParser.order(order).closure());
    }

    @Test
    void realLiquidationFramesOfSixYearsAreRead() {
        List<LiquidationPrint> prints = new ArrayList<>();
        for (Path file : SharedFiles.below("data/liquidations", ".jsonl")) {
            SharedFiles.text(file)
                    .lines()
                    .filter(line -> line.contains("\"binance-usdm\""))
                    .map(line -> BinanceMessages.read(line, Recorded.class).frame())
                    .map(frame -> BinanceMessages.frame(BinanceMessages.write(frame)))
                    .map(frame -> (ForceOrder) frame.data())
                    .forEach(force -> prints.add(BinanceParser.liquidation(force.order())));
        }
        assertThat(prints)
                .extracting(LiquidationPrint::symbol)
                .containsExactly("BTCUSDT", "ETHUSDT", "IOTXUSDT", "STGUSDT");
        assertThat(prints)
                .extracting(LiquidationPrint::positionSide)
                .containsExactly(
                        PositionSide.SHORT,
                        PositionSide.LONG,
                        PositionSide.LONG,
                        PositionSide.LONG);
        assertThat(prints.getFirst().averagePrice()).isEqualTo("4706.04");
    }

    @Test
    void liveInstrumentsAreAllUsable() {
        List<Instrument> instruments =
                BinanceSymbols.instruments(one(LIVE, "exchangeInfo.json", ExchangeInfo.class));
        assertThat(instruments).hasSizeGreaterThan(500);
        assertThat(instruments)
                .allSatisfy(
                        instrument -> {
                            assertThat(instrument.tickSize()).isPositive();
                            assertThat(instrument.lotSize()).isPositive();
                            assertThat(instrument.liquidationFee()).isPositive();
                        });
        assertThat(instruments)
                .filteredOn(instrument -> instrument.symbol().equals("BTCUSDT"))
                .singleElement()
                .satisfies(
                        btc -> {
                            assertThat(btc.tickSize()).isEqualByComparingTo("0.1");
                            assertThat(btc.minNotional()).isEqualByComparingTo("50");
                        });
    }

    @Test
    void livePricesAndFundingAreRead() {
        assertThat(many(LIVE, "premiumIndex.json", PremiumIndex.class))
                .hasSizeGreaterThan(500)
                .allSatisfy(index -> assertThat(index.markPrice()).isNotNull());
        assertThat(
                        many(LIVE, "limit1000.json", BinanceMessages.FundingRate.class).stream()
                                .map(BinanceParser::fundingRate))
                .hasSizeGreaterThan(10)
                .isSortedAccordingTo((one, other) -> one.at().compareTo(other.at()));
    }

    /** A line of the recorded liquidations; frames are wrapped or bare. */
    private record Recorded(tools.jackson.databind.JsonNode frame) {}

    private static OrderUpdate update(String file) {
        OrderTradeUpdate update = one(NAUTILUS, file, OrderTradeUpdate.class);
        return update.order();
    }

    private static void count(Map<String, Integer> told, String frame) {
        BinanceEvent event = BinanceMessages.frame(frame).data();
        assertThat(event).as(frame).isNotNull();
        new BinanceMarketEvents(new Sinks.Market()).read(event).run();
        new BinanceAccountEvents(new Sinks.Account()).read(event).run();
        told.merge(event.getClass().getSimpleName(), 1, Integer::sum);
    }

    private static <T> T one(String folder, String suffix, Class<T> type) {
        return BinanceMessages.read(json(folder, suffix), type);
    }

    private static <T> List<T> many(String folder, String suffix, Class<T> type) {
        return BinanceMessages.readList(json(folder, suffix), type);
    }

    /** The only file of this name; the REST files of one collection begin with three lines. */
    private static String json(String folder, String suffix) {
        String text = SharedFiles.text(SharedFiles.below(folder, suffix).getFirst());
        return suffix.endsWith(".txt") ? text.lines().skip(3).reduce("", String::concat) : text;
    }

    /**
     * The frames that the venue pushes in a scripted dialogue: what follows a {@code =}. Streams of
     * all symbols at once push arrays; we open none of those.
     */
    private static List<String> pushed(String dialogue) {
        List<String> frames = new ArrayList<>();
        for (String part : dialogue.split("(?m)^= *", -1)) {
            String frame = part.split("(?m)^[><] ", -1)[0].strip();
            boolean isArray = frame.replaceAll("\\s", "").contains("\"data\":[");
            if (frame.startsWith("{") && !isArray) {
                frames.add(frame);
            }
        }
        return frames;
    }
}
